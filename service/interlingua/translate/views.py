"""Logical views (https://w3id.org/rml/lv/): the loops that turn one record into the rows of a view.

Nothing is put into tables: the fields of a row are variables of the generated function, and the rules of
the triples maps stand in the innermost loop. So the record stays the unit that is accepted or refused,
and its findings point at the source that was read.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field, replace

from interlingua.errors import MappingError
from interlingua.plan.model import references
from interlingua.plan.paths import path_of
from interlingua.plan.views import SLOT, field_references, in_slot, is_iterable
from interlingua.rml.model import Constant, Expression, Field, FunctionCall, LogicalView, Reference
from interlingua.translate.faults import SLOTS
from interlingua.translate.values import truth, value_of
from interlingua.translate.viewitems import Items, ItemWriter, RowWriter, opened_items
from interlingua.translate.writer import Val, Writer

DEEPEST = 12
"""Loops in each other: Python allows twenty blocks."""


@dataclass(slots=True)
class Opening:
    """The fields of one view, while their loops are written. `used` are the keys that something reads."""

    view: LogicalView
    stack: ExitStack
    used: frozenset[str] | None
    fields: dict[str, Val] = field(default_factory=dict)
    origins: dict[str, tuple[Reference, ...]] = field(default_factory=dict)
    loops: int = 0
    multiplied: set[str] = field(default_factory=set)
    """The fields that have a row for each of their values."""
    slots: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """The variables of slots' positions, with the slots' names."""

    def wants(self, *names: str) -> bool:
        """Whether something reads one of these keys."""
        return self.used is None or any(name in self.used for name in names)

    def loop(self, w: Writer, header: str, field_: Field, name: str = "") -> None:
        """A loop around all that follows. Raises MappingError where they are too many."""
        self.loops += 1
        self.multiplied.add(name)
        if self.loops > DEEPEST:
            raise MappingError(
                "IL-M014", f"The view {self.view.name!r} multiplies its rows by more than {DEEPEST} fields.",
                place=field_.place, hint="Split it into views that are joined by their key.",
            )  # fmt: skip
        self.stack.enter_context(w.scope(header))

    def put(self, w: Writer, name: str, val: Val, held: tuple[Reference, ...]) -> None:
        """A field's value is known from here on."""
        self.fields[name] = val
        self.origins[name] = w.located(held)


def open_view(
    w: Writer, stack: ExitStack, view: LogicalView, used: frozenset[str] | None
) -> tuple[RowWriter, bool]:
    """Write the loops of a view over the record that `w` reads; they stay open in `stack`.

    A writer whose columns are the view's keys, and whether there may be several rows. `used` None means
    all keys. Raises MappingError.
    """
    base, several = w, False
    if used is not None:
        own = [r for join in view.joins for each in join.joins for r in references(each.child)]
        own += () if view.group else references(view.condition)
        used = used.union(r.path for r in own)
    opening = Opening(view, stack, used)
    if view.group:
        from interlingua.translate.viewgroups import aggregate

        aggregate(w, opening)
    else:
        if view.on.view is not None:
            base, several = open_view(w, stack, view.on.view, _needs(view))
        elif w.tabular:
            w.load_cells(r for each in view.fields for r in field_references(each))
        _position(base, opening, several)
        open_fields(base, view.fields, "", opening)
    rows = RowWriter(base, view, opening.fields, opening.origins)
    if several or len(opening.slots) != 1:
        w.body.line("i += 1")
    else:  # findings of a row name the columns of its slot
        ((at, rows.slots),) = opening.slots
        w.body.line(f"i = (i // {SLOTS} + 1) * {SLOTS} + ({at} or 0)")
    for join in view.joins:
        from interlingua.translate.viewjoins import open_join

        open_join(rows, join, opening)
    if view.joins:  # each row has a number of its own, which new blank nodes are named by
        w.body.line(f"i += {SLOTS if rows.slots else 1}")
    if view.condition is not None and not view.group:
        stack.enter_context(rows.scope(f"if {truth(rows, view.condition)}"))
    return rows, several or opening.loops > 0


def _needs(view: LogicalView) -> frozenset[str]:
    """The keys of the view below that a view reads."""
    return frozenset(r.path for each in view.fields for r in field_references(each))


def _position(w: Writer, opening: Opening, several: bool) -> None:
    """`#`: the zero-based position of the iteration."""
    if not opening.wants("#"):
        return
    if several:
        if opening.used is None:
            return
        raise MappingError(
            "IL-M014", f"The rows below the view {opening.view.name!r} have no position of their own.",
            place=opening.view.place, hint="Use the `#` of the view below, or of one of its fields.",
        )  # fmt: skip
    name = w.fresh("q")
    w.body.line(f"{name} = Number(number - 1)")
    opening.put(w, "#", Val(name, "json", nullable=False), ())


def open_fields(w: Writer, fields: tuple[Field, ...], above: str, opening: Opening) -> None:
    """The fields of one record: those of one value first, then a loop for each of the others."""
    waiting: list[tuple[Field, Val | None]] = []
    for each in fields:
        name = above + each.name
        if (
            each.expression is None
            or each.fields
            or each.iterator is not None
            or each.formulation is not None
        ):
            waiting.append((each, None))
            continue
        if not opening.wants(name, name + ".#") and _surely_single(w, each.expression):
            continue
        val = value_of(w, each.expression)
        if val.many:
            waiting.append((each, val))
        else:
            _single(w, opening, name, val, each.expression)
    for each, values in waiting:
        name = above + each.name
        if values is not None:
            _several(w, opening, name, values, each)
        elif each.slots:
            _slots(w, opening, name, each)
        else:
            _items(w, opening, name, each)


def _surely_single(w: Writer, expression: Expression) -> bool:
    """Whether it need not be looked at to know that it does not multiply rows."""
    if isinstance(expression, FunctionCall):
        return False
    return w.tabular or all(path_of(w.stream.source, r.path).single for r in references(expression))


def _single(w: Writer, opening: Opening, name: str, val: Val, expression: Expression) -> None:
    if isinstance(w, ItemWriter) and not references(
        expression
    ):  # where there is no item, nothing is said of it
        own = w.fresh("u")
        w.body.line(f"{own} = {val.name} if {w.item} is not None else None")
        val = replace(val, name=own, nullable=True, constant=None)
    if val.kind == "cell":  # an empty cell of a CSV is no value; an empty text of a view is one
        own = w.fresh("u")
        w.body.line(f"{own} = {val.name} or None")
        val = replace(val, name=own)
    opening.put(w, name, val, references(expression))
    if opening.wants(name + ".#"):
        zero = w.pool.constant(Items.ZERO)
        if val.nullable:
            at = w.fresh("q")
            w.body.line(f"{at} = {zero} if {val.name} is not None else None")
        opening.put(w, name + ".#", Val(at if val.nullable else zero, "json"), references(expression))


def _several(w: Writer, opening: Opening, name: str, val: Val, each: Field) -> None:
    """A row for each value; one without a value where there is none."""
    at, one = w.fresh("n"), w.fresh("u")
    opening.loop(w, f"for {at}, {one} in (enumerate({val.name}) if {val.name} else NO_ITEM)", each, name)
    held = references(each.expression)
    opening.put(w, name, replace(val, name=one, many=False, nullable=True), held)
    number(w, opening, name, at, held)


def number(w: Writer, opening: Opening, name: str, at: str, held: tuple[Reference, ...]) -> None:
    """`name.#`: the position of a value, or null with it."""
    if opening.wants(name + ".#"):
        own = w.fresh("q")
        w.body.line(f"{own} = Number({at}) if {at} is not None else None")
        opening.put(w, name + ".#", Val(own, "json"), held)


def _items(w: Writer, opening: Opening, name: str, each: Field) -> None:
    """An iterable field, or an expression field whose values hold fields: a row for each item."""
    items, inner = opened_items(w, each)
    if each.condition is not None:
        items = _kept(w, inner, items, each.condition)
    at = w.fresh("n")
    opening.loop(w, f"for {at}, {inner.item} in (enumerate({items}) if {items} else NO_ITEM)", each, name)
    held = references(each.expression)
    number(w, opening, name, at, held)
    if not is_iterable(each) and opening.wants(name):
        opening.put(w, name, inner.own_value(each, held), held)
    open_fields(inner, each.fields, name + ".", opening)


def _kept(w: Writer, inner: ItemWriter, items: str, condition: FunctionCall) -> str:
    """The items where a condition holds."""
    kept = w.fresh("k")
    w.body.line(f"{kept} = []")
    with w.scope(f"for {inner.item} in {items}"):
        tester = inner.again()
        test = truth(tester, condition)
        w.body.line(f"if {test}: {kept}.append({inner.item})")
    return kept


def _slots(w: Writer, opening: Opening, name: str, each: Field) -> None:
    """An item for each slot that has a value: numbered columns, or families of columns, become rows."""
    if not w.tabular and w.item is None:
        raise MappingError("IL-M006", "Slots are of a record's columns.", place=each.place)
    found = w.fresh("k")
    w.body.line(f"{found} = []")
    shapes: list[list[Val]] = []
    if w.tabular:
        w.load_cells(r for r in field_references(each))
    for at, slot in enumerate(each.slots):
        own = [r for child in each.fields for r in _own(child, slot)]
        tests = [w.null_test(w.load(r)) or "True" for r in own]
        with w.scope(f"if {' or '.join(dict.fromkeys(tests)) or 'True'}"), ExitStack() as inner:
            if each.condition is not None:
                test = in_slot(each.condition, slot)
                assert isinstance(test, FunctionCall)
                inner.enter_context(w.scope(f"if {truth(w, test)}"))
            shapes.append([_slot_value(w, child, slot) for child in each.fields])
            names = "".join(f"{val.name}, " for val in shapes[-1])
            w.body.line(f"{found}.append(({at}, {names}))")
    variables = [w.fresh("u") for _ in each.fields]
    at_name = w.fresh("n")
    nothing = w.pool.constant(((None,) * (len(variables) + 1),))
    pattern = "".join(f"{v}, " for v in (at_name, *variables))
    opening.loop(w, f"for {pattern} in ({found} or {nothing})", each, name)
    held = tuple(dict.fromkeys(r for child in each.fields for r in references(child.expression)))
    number(w, opening, name, at_name, held)
    opening.slots.append((at_name, each.slots))
    for child, variable, val in zip(each.fields, variables, shapes[0], strict=True):
        whole = replace(val, name=variable, nullable=True, constant=None)
        opening.put(w, f"{name}.{child.name}", whole, references(child.expression))
        if opening.wants(f"{name}.{child.name}.#"):
            own_at = w.fresh("q")
            w.body.line(f"{own_at} = {w.pool.constant(Items.ZERO)} if {variable} is not None else None")
            opening.put(w, f"{name}.{child.name}.#", Val(own_at, "json"), references(child.expression))


def _own(child: Field, slot: str) -> list[Reference]:
    """What a field of a slot reads of that slot, and of no other."""
    named = [r for r in references(child.expression) if SLOT in r.path]
    return [replace(r, path=r.path.replace(SLOT, slot)) for r in named]


def _slot_value(w: Writer, child: Field, slot: str) -> Val:
    expression = in_slot(child.expression, slot)
    if expression is None or child.fields:
        raise MappingError("IL-M006", "A field of slots is one expression.", place=child.place)
    if isinstance(expression, Constant):
        return Val(w.pool.constant(expression.value), "text", constant=expression.value)
    val = value_of(w, expression)
    if val.many:
        raise MappingError(
            "IL-M006", f"The field {child.name!r} of slots can have several values.", place=child.place
        )
    if val.kind in ("cell", "bool"):
        own = w.fresh("u")
        w.body.line(f"{own} = {f'word({val.name})' if val.kind == 'bool' else val.name} or None")
        val = replace(val, name=own, kind="text")
    return val
