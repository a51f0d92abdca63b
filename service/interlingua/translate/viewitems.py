"""Writers over what a view sees: the fields of its rows, and the items inside a field."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar

from interlingua.errors import MappingError
from interlingua.jsonpath import Path as JsonPath
from interlingua.plan.paths import AnyPath, path_of
from interlingua.plan.views import is_iterable
from interlingua.rml.model import Field, Formulation, LogicalSource, LogicalView, Reference
from interlingua.sources.base import JsonNumber
from interlingua.translate.faults import Noted
from interlingua.translate.values import value_of
from interlingua.translate.writer import Val, Writer


class RowWriter(Writer):
    """Writes over the fields of a view, which are variables of the function that `outer` writes."""

    def __init__(
        self,
        outer: Writer,
        view: LogicalView,
        fields: dict[str, Val],
        origins: dict[str, tuple[Reference, ...]],
    ) -> None:
        source = LogicalSource(view.name, None, "view", view=view)
        super().__init__(outer.shared, replace(outer.stream, source=source), (), None)
        self.body, self.item, self.group = outer.body, outer.item, outer.group
        self.placed = outer.placed
        self.fields, self.origins = fields, origins

    def located(self, held: tuple[Reference, ...]) -> tuple[Reference, ...]:
        """Where in the source the values of fields come from."""
        found = (origin for r in held for origin in self.origins.get(r.path, ()))
        return tuple(dict.fromkeys(found))

    def load_cells(self, references: Iterable[Reference]) -> list[str]:  # noqa: ARG002  another's signature
        """Nothing is to be loaded."""
        return []

    def _cell(self, reference: Reference) -> Val:
        found = self.fields.get(reference.path)
        if found is not None:
            return replace(found, references=(reference,))
        if reference.optional:
            return Val(self.pool.constant(None), "text", references=(reference,))
        raise MappingError(
            "IL-M005", f"The view {self.stream.source.name!r} has no field {reference.path!r}.",
            place=reference.place,
        )  # fmt: skip


class ItemWriter(Writer):
    """Writes over the items of a field: JSON values, XML elements, rows of a table inside a cell."""

    def __init__(self, outer: Writer, each: Field, form: Formulation, origin: tuple[Reference, ...]) -> None:
        below = outer.stream.source
        source = LogicalSource(
            below.name,
            None,
            "json" if form == "csv" else form,
            nulls=below.nulls,
            namespaces=below.namespaces,
        )
        super().__init__(outer.shared, replace(outer.stream, source=source), None, None)
        self.body, self.group = outer.body, outer.group
        self.placed = outer.placed
        self.form, self.field, self._origin, self._outer = form, each, origin, outer
        self.item = outer.fresh("y")

    def again(self) -> ItemWriter:
        """The same, with nothing loaded: for another loop over the items."""
        other = ItemWriter(self._outer, self.field, self.form, self._origin)
        other.item = self.item
        return other

    def load(self, reference: Reference) -> Val:
        """The value of a reference to an item; of a table inside a cell, its column."""
        if self.form != "csv":
            return super().load(reference)
        name = self.fresh("u")
        self.body.line(f"{name} = ({self.item} or EMPTY).get({self.pool.constant(reference.path)}) or None")
        return Val(name, "json", references=(reference,))

    def own_value(self, each: Field, held: tuple[Reference, ...]) -> Val:
        """The value of an expression field that holds fields."""
        name = self.fresh("u")
        fault = self._outer.fault("IL-R002", "The value is not a single one.", each.place, held)
        self.body.line(f"{name} = scalar({self.item}, F, {fault}, i)")
        return Val(name, "json")

    def located(self, held: tuple[Reference, ...]) -> tuple[Reference, ...]:
        """Behind the path of the items, where a path can say it; else the field that holds them."""
        if self.placed.tabular or self.form not in ("json", "ndjson") or not self._origin:
            return self._origin
        above = self._origin[0].path.strip() or "$"
        return tuple(replace(r, path=above + _below(r.path)) for r in held)


def _below(path: str) -> str:
    written = path.strip()
    if written in ("", "$", "@", "."):
        return ""
    if written[0] in "$@":
        return written[1:]
    return written if written[0] in ".[" else "." + written


class Items:
    """The items that an iterator finds in the records of a field; cells are read as what they hold."""

    ZERO: ClassVar = JsonNumber("0")

    def __init__(self, form: Formulation, path: AnyPath | None, fault: int, wanted: tuple[str, ...]) -> None:
        self._form, self._path, self._fault, self._wanted = form, path, fault, wanted

    def __call__(self, records: Iterable[Any], faults: list[Noted], item: int) -> list[Any]:
        out: list[Any] = []
        for record in records:
            if record is None or record == "":
                continue
            try:
                out += self._of(record)
            except (ValueError, RecursionError, csv.Error) as error:
                faults.append(
                    (self._fault, None, f"What the cell holds cannot be read: {_why(error)}.", item)
                )
        return out

    def _of(self, record: Any) -> list[Any]:
        if self._form == "csv":
            return self._rows(record)
        assert self._path is not None
        if isinstance(self._path, JsonPath):
            return self._path.values(_parsed(record) if record.__class__ is str else record)
        return self._path.elements(record)

    def _rows(self, text: Any) -> list[dict[str, str]]:
        if not isinstance(text, str):
            raise ValueError("it is no text")
        header, *rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if row] or [[]]
        missing = [name for name in self._wanted if name not in header]
        if missing:
            raise ValueError(f"it has no column {missing[0]!r}")
        if any(len(row) != len(header) for row in rows):
            raise ValueError("a row has another number of cells than the header")
        return [dict(zip(header, row, strict=True)) for row in rows]


def _parsed(text: str) -> Any:
    from interlingua.sources.json_text import value_at

    start = len(text) - len(text.lstrip())
    value, end = value_at(text, start)
    if text[end:].strip():
        raise ValueError("something follows the JSON value")
    return value


def _why(error: Exception) -> str:
    return str(error).partition(":")[0][:100] if not isinstance(error, RecursionError) else "it is too deep"


def opened_items(w: Writer, each: Field) -> tuple[str, ItemWriter]:
    """A variable with the items of a field, and a writer over one of them."""
    own = "csv" if w.tabular else getattr(w, "form", w.stream.source.formulation)
    form: Formulation = each.formulation or own
    held = _held(w, each)
    if each.iterator is None and each.formulation is None and each.expression is None:
        raise MappingError("IL-M006", f"The field {each.name!r} says nothing of its value.", place=each.place)
    records = _records(w, each)
    inner = ItemWriter(w, each, form, w.located(held))
    if each.iterator is None and each.formulation is None:
        return records, inner
    path = None
    if form != "csv":
        path = path_of(inner.stream.source, each.iterator or "$", each.place)
    elif each.iterator is not None:
        raise MappingError("IL-M010", "The iterator of a CSV is its row.", place=each.place)
    fault = w.fault("IL-R008", "What the field holds cannot be read.", each.place, held)
    wanted = tuple(r.path for child in each.fields if not is_iterable(child) for r in _refs(child))
    found = w.fresh("k")
    w.body.line(f"{found} = {w.pool.constant(Items(form, path, fault, wanted))}({records}, F, i)")
    return found, inner


def _refs(child: Field) -> tuple[Reference, ...]:
    from interlingua.plan.model import references

    return references(child.expression)


def _held(w: Writer, each: Field) -> tuple[Reference, ...]:
    """What stands for the items in messages: the expression's reference, else the iterator."""
    held = _refs(each)
    if held or w.tabular:
        return held
    return (Reference(each.iterator or "$", each.place),)


def _records(w: Writer, each: Field) -> str:
    """A variable with the records that the items are in."""
    name = w.fresh("k")
    if each.expression is None:
        if w.tabular:
            raise MappingError(
                "IL-M006", f"The iterator of the field {each.name!r} has nothing to iterate: a row has cells.",
                place=each.place, hint="Give the field, or the one around it, the column that holds the items.",
            )  # fmt: skip
        w.body.line(f"{name} = ({w.item},)")
    elif isinstance(each.expression, Reference) and not w.tabular and getattr(w, "form", "") != "csv":
        single = path_of(w.stream.source, each.expression.path, each.expression.place).single
        raw = w.raw(each.expression)
        w.body.line(f"{name} = ({raw},) if {raw} is not None else ()" if single else f"{name} = {raw}")
    else:
        val = value_of(w, each.expression)
        w.body.line(f"{name} = {val.name if val.many else f'({val.name},) if {val.name} else ()'}")
    return name
