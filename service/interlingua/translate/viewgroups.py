"""Grouped views: what the rows of one key come to, as one row."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from interlingua.errors import MappingError
from interlingua.plan.model import Stream, references
from interlingua.rdf.namespaces import XSD
from interlingua.rml.model import Aggregate, Field, LogicalView
from interlingua.sources.base import JsonBool, JsonNumber, TypedText
from interlingua.translate.faults import Noted
from interlingua.translate.pairs import add_pairs
from interlingua.translate.values import truth, value_of
from interlingua.translate.writer import Shared, Val, Writer

if TYPE_CHECKING:
    from interlingua.translate.views import Opening

OUT: Final = ...
"""Stands in a row for a field whose `where` does not hold there."""
Cells = list[Any]
"""What one field has in the rows of a group, in their order; with an order, as (order, value)."""


class Group(list[tuple[Any, ...]]):
    """The rows of one key: a value for each field. `noted` are the faults found while reading them."""

    def __init__(self, rows: list[tuple[Any, ...]], noted: list[Noted]) -> None:
        super().__init__(rows)
        self.noted = noted
        self.others: list[tuple[int, bytes]] = []
        """Numbers and source forms of the rows behind the first."""


def grouping(shared: Shared, view: LogicalView | None) -> str | None:
    """The name of the function that groups the rows below a view; None where nothing is grouped."""
    while view is not None and not view.group:
        view = view.on.view
    return group_function(shared, view) if view is not None else None


def group_function(shared: Shared, view: LogicalView) -> str:
    """Write the function that gives key and values of each row to be grouped, in one record."""
    from interlingua.translate.views import open_view

    known = ("group", view)
    if known in shared.indexes:
        return str(shared.indexes[known])
    source = view.on.physical
    stream = Stream(-1, source, (), False, view)
    w: Writer = Writer(shared, stream, shared.columns_of(stream) if source.tabular else None, None)
    w.item = "row"
    body = w.body
    body.line("out = []")
    body.line("i = -1")
    with ExitStack() as stack:
        if view.on.view is not None:
            w, _ = open_view(w, stack, view.on.view, None)
        elif w.tabular:
            w.load_cells(_read(view))
        if view.condition is not None:
            stack.enter_context(w.scope(f"if {truth(w, view.condition)}"))
        cells = [_cell(w, each) for each in view.fields]
        keys = [value_of(w, key) for key in view.group]
        add_pairs(w, keys, "(" + "".join(f"{c}, " for c in cells) + ")")
        if tests := [test for val in keys if not val.many and (test := w.null_test(val))]:
            held = tuple(r for key in view.group for r in references(key))
            fault = w.fault("IL-R011", "The row has no key, so it belongs to no group.", view.place, held)
            body.line(f"if not ({' and '.join(tests)}): F.append(({fault}, None, None, i))")
    body.line("return out")
    name = shared.pool.fresh("group")
    shared.functions.append((name, "row, number, F", body.lines))
    shared.indexes[known] = name
    return name


def _read(view: LogicalView) -> list[Any]:
    from interlingua.plan.views import physical_references

    return list(physical_references(view))


def _cell(w: Writer, each: Field) -> str:
    """A variable with what one row says of a field."""
    if each.fields or each.iterator is not None or each.slots:
        raise MappingError(
            "IL-M006", f"The field {each.name!r} of a grouped view holds fields.", place=each.place,
            hint="Take the items apart in a view, and group that view.",
        )  # fmt: skip
    made = each.aggregate or Aggregate("first", each.expression)
    name = w.fresh("a")
    w.body.line(f"{name} = ...")
    with ExitStack() as stack:
        if made.where is not None:
            stack.enter_context(w.scope(f"if {truth(w, made.where)}"))
        value = "True"
        if made.expression is not None:
            value = _single(value_of(w, made.expression), each)
        if made.order is not None:
            value = f"({_single(value_of(w, made.order), each)}, {value})"
        w.body.line(f"{name} = {value}")
    return name


def _single(val: Val, each: Field) -> str:
    if val.many:
        raise MappingError(
            "IL-M006", f"The field {each.name!r} of a grouped view can have several values in a row.",
            place=each.place,
        )  # fmt: skip
    if val.kind == "bool":
        return f"word({val.name})"
    return f"({val.name} or None)" if val.kind == "cell" else val.name


def aggregate(w: Writer, opening: Opening) -> None:
    """The fields of a grouped view, out of the group that the function gets as its row."""
    w.body.line("F += row.noted")
    for at, each in enumerate(opening.view.fields):
        if not opening.wants(each.name):
            continue
        made = each.aggregate
        held = references(made.expression if made else each.expression)
        fault = w.fault("IL-R002", "The rows of the group disagree.", each.place, held)
        call = w.pool.constant(Summary(made, at, fault))
        name = w.fresh("u")
        w.body.line(f"{name} = {call}(row, F, i)")
        several = made is not None and made.kind == "list"
        opening.put(w, each.name, Val(name, "json", many=several, nullable=not several), held)


class Summary:
    """What the rows of a group come to in one field."""

    def __init__(self, made: Aggregate | None, at: int, fault: int) -> None:
        self._at, self._fault = at, fault
        self._ordered = made is not None and made.order is not None
        self._make: Callable[[Cells], Any] = _same if made is None else _KINDS[made.kind]

    def __call__(self, group: Group, faults: list[Noted], item: int) -> Any:
        at = self._at
        found: Cells = [row[at] for row in group if row[at] is not OUT]
        if self._ordered:
            found = [value for _, value in sorted(found, key=_order)]
        try:
            return self._make([value for value in found if value is not None])
        except ValueError as error:
            faults.append((self._fault, None, str(error), item))
            return None


def _order(pair: tuple[str | None, Any]) -> tuple[int, Decimal, str]:
    """Rows without an order come first; numbers before texts."""
    text = pair[0]
    if text is None:
        return 0, Decimal(0), ""
    number = _number(text)
    return (1, number, "") if number is not None else (2, Decimal(0), text)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _written(number: Decimal) -> str:
    text = format(number, "f")
    return TypedText(text, XSD + "decimal") if "." in text else JsonNumber(text)


def _same(found: Cells) -> Any:
    if len(set(found)) > 1:
        raise ValueError(
            "The rows of the group say different things here; say which is meant, as in `first`."
        )
    return found[0] if found else None


def _sum(found: Cells) -> Any:
    numbers = [_number(text) for text in found]
    if any(number is None for number in numbers):
        raise ValueError("A value that is to be added up is no number.")
    return _written(sum((n for n in numbers if n is not None), Decimal(0))) if numbers else None


def _extreme(choose: Callable[..., Any]) -> Callable[[Cells], Any]:
    def make(found: Cells) -> Any:
        numbers = [_number(text) for text in found]
        if all(number is not None for number in numbers):
            pairs = list(zip(numbers, found, strict=True))
            return choose(pairs, key=lambda pair: pair[0])[1] if pairs else None
        return choose(found)

    return make


_KINDS: Final[dict[str, Callable[[Cells], Any]]] = {
    "count": lambda found: JsonNumber(len(found)),
    "sum": _sum,
    "min": _extreme(min),
    "max": _extreme(max),
    "first": lambda found: found[0] if found else None,
    "last": lambda found: found[-1] if found else None,
    "exists": lambda found: JsonBool("true" if found else "false"),
    "list": list,
}
