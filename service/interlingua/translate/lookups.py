"""`il:lookup`: what another source says of a key, read once before the run."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from difflib import get_close_matches
from typing import Final, Literal

from interlingua.errors import MappingError
from interlingua.functions import ValueFault
from interlingua.plan.model import Stream, references
from interlingua.rml.model import FunctionCall, Lookup
from interlingua.translate.indexes import SubjectIndex
from interlingua.translate.pairs import add_pairs
from interlingua.translate.viewgroups import grouping
from interlingua.translate.writer import Shared, Writer

_SEVERITIES: Final[dict[str, Literal["violation", "warning"]]] = {"reject": "violation", "warn": "warning"}
Find = Callable[[tuple[str | None, ...]], str | None]


def make_lookup(shared: Shared, call: FunctionCall, name: str) -> Find:
    """What finds the value of a key in the lookup of that name. Raises MappingError IL-M007."""
    lookups = {each.name: each for each in shared.plan.mapping.lookups}
    found = lookups.get(name)
    if found is None:
        near = get_close_matches(name, lookups, 1, 0.6)
        raise MappingError(
            "IL-M007", f"There is no lookup {name!r}.", place=call.place,
            hint=f"Did you mean {near[0]!r}?" if near else f"The lookups are: {', '.join(lookups) or 'none'}.",
        )  # fmt: skip
    key = ("lookup", name)
    if key not in shared.indexes:
        shared.indexes[key] = _index(shared, found)
        shared.joins.append(shared.indexes[key])
    return _finder(shared.indexes[key], found)


def _finder(index: SubjectIndex, lookup: Lookup) -> Find:
    severity = _SEVERITIES.get(lookup.unmapped)

    def find(keys: tuple[str | None, ...]) -> str | None:
        if not all(keys):
            return None
        values = index.find(keys[0] if len(keys) == 1 else keys)
        if len(values) == 1:
            return str(values[0])
        if values:
            message = f"The lookup {lookup.name!r} finds more than one value for the key."
            raise ValueFault("IL-R003", message, severity=severity or "warning")
        if severity is not None:
            raise ValueFault("IL-R003", f"The lookup {lookup.name!r} has no such key.", severity=severity)
        return None

    return find


def _index(shared: Shared, lookup: Lookup) -> SubjectIndex:
    from interlingua.translate.values import value_of
    from interlingua.translate.views import open_view

    source, view = lookup.source.physical, lookup.source.view
    stream = Stream(-1, source, (), False, view)
    w: Writer = Writer(shared, stream, shared.columns_of(stream) if source.tabular else None, None)
    w.item = "row"
    body = w.body
    body.line("out = []")
    body.line("i = -1")
    held = [r for part in (*lookup.key, lookup.value) for r in references(part)]
    with ExitStack() as stack:
        if view is not None:
            w, _ = open_view(w, stack, view, frozenset(r.path for r in held))
        elif w.tabular:
            w.load_cells(held)
        val = value_of(w, lookup.value)
        if val.many:
            raise MappingError(
                "IL-M006", f"The value of the lookup {lookup.name!r} can be several.", place=lookup.place
            )
        if test := w.null_test(val):
            stack.enter_context(w.scope(f"if {test}"))
        text = f"word({val.name})" if val.kind == "bool" else val.name
        add_pairs(w, [value_of(w, part) for part in lookup.key], text)
    body.line("return out")
    name = shared.pool.fresh("pairs")
    shared.functions.append((name, "row, number, F", body.lines))
    return SubjectIndex(source, name, grouping(shared, view))
