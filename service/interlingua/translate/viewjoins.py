"""Joins of logical views: the rows of the parent view by key, and the loop over those that match."""

from __future__ import annotations

from contextlib import ExitStack

from interlingua.plan.model import Stream, bare, references
from interlingua.rml.model import ViewJoin
from interlingua.translate.indexes import RowIndex
from interlingua.translate.pairs import add_pairs, lookup
from interlingua.translate.values import value_of
from interlingua.translate.viewgroups import grouping
from interlingua.translate.viewitems import RowWriter
from interlingua.translate.views import Opening, number, open_fields, open_view
from interlingua.translate.writer import Kind, Val, Writer


def open_join(rows: RowWriter, join: ViewJoin, opening: Opening) -> None:
    """Write the loop over the parent's rows that match the row; its fields become the row's.

    "If any of the join condition evaluates false, the fields from the logical view join ... contain a null
    value" (left), "the logical iteration is removed" (inner).
    """
    w, shared = rows, rows.shared
    key = ("view join", join.parent, bare_joins(join), join.fields)
    if key not in shared.indexes:
        shared.indexes[key] = _index(w, join)
    index, fields = shared.indexes[key]
    values = [value_of(w, each.child) for each in join.joins]
    found = w.fresh("k")
    w.body.line(f"{found} = {lookup(w, index, values)}")
    held = tuple(r for each in join.joins for r in references(each.child))
    if join.unmatched is not None:
        fault = w.fault("IL-R022", "The row has no partner in the source that it is joined with.", join.place, held, severity="warning")  # fmt: skip
        w.body.line(f"if not {found}: F.append(({fault}, None, None, i))")
    at = w.fresh("n")
    variables = [w.fresh("u") for _ in fields]
    pattern = f"{at}, ({''.join(f'{v}, ' for v in variables)})"
    over = f"enumerate({found})"
    if join.kind == "left":
        nothing = w.pool.constant(((None, (None,) * len(fields)),))
        over = f"({over} if {found} else {nothing})"
    opening.loop(w, f"for {pattern} in {over}", join.fields[0])
    for (name, val), variable in zip(fields.items(), variables, strict=True):
        kind: Kind = "text" if val.kind == "bool" else val.kind
        own = Val(variable, kind, datatype=val.datatype, kept=val.kept, domain=val.domain)
        opening.put(w, name, own, ())
        opening.origins[name] = w.located(held)
        if f"{name}.#" not in fields:
            number(w, opening, name, at, held)


def bare_joins(join: ViewJoin) -> tuple[object, ...]:
    """The parent side of the conditions, wherever they are written."""
    return tuple(bare(each.parent) for each in join.joins)


def _index(outer: Writer, join: ViewJoin) -> tuple[RowIndex, dict[str, Val]]:
    """The index of the parent's rows, and the fields that each of them has."""
    shared = outer.shared
    source = join.parent.on.physical
    stream = Stream(-1, source, (), False, join.parent)
    w = Writer(shared, stream, shared.columns_of(stream) if source.tabular else None, None)
    w.item = "row"
    name = shared.pool.fresh("pairs")
    body = w.body
    body.line("out = []")
    body.line("i = -1")
    with ExitStack() as stack:
        rows, _ = open_view(w, stack, join.parent, None if join.parent.group else _needs(join))
        opening = Opening(join.parent, stack, None)
        open_fields(rows, join.fields, "", opening)
        keys = [value_of(rows, each.parent) for each in join.joins]
        fields = dict(opening.fields)
        own = {each.name for each in join.fields}
        # The position of a field of one value is that of the row among those that match.
        for each in own:
            if each not in opening.multiplied:
                fields.pop(f"{each}.#", None)
        add_pairs(rows, keys, "(" + "".join(f"{_text(val)}, " for val in fields.values()) + ")")
    body.line("return out")
    shared.functions.append((name, "row, number, F", body.lines))
    index = RowIndex(source, name, grouping(shared, join.parent))
    shared.joins.append(index)
    return index, fields


def _text(val: Val) -> str:
    return f"word({val.name})" if val.kind == "bool" else val.name


def _needs(join: ViewJoin) -> frozenset[str]:
    from interlingua.plan.views import field_references

    held = [r for each in join.joins for r in references(each.parent)]
    held += [r for each in join.fields for r in field_references(each)]
    return frozenset(r.path for r in held)
