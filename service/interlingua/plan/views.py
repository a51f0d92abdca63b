"""Logical views in the plan: their columns, what they read, and what is wrong with them.

https://w3id.org/rml/lv/: "A referenceable key is either a record key of an expression record, or an index key".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches

from interlingua.errors import Diagnostic, MappingError
from interlingua.plan.model import map_references, references
from interlingua.rml.model import (
    Constant,
    Expression,
    Field,
    FunctionCall,
    LogicalSource,
    LogicalView,
    Mapping,
    Reference,
    RefObjectMap,
    Template,
    TermMap,
    TriplesMap,
)

_PRIVATE = "field "
SLOT = "{slot}"
"""Stands for the slot's name in the expressions of a field with slots."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The keys of a view's iterations: those that a reference may name, and those that it may not."""

    known: tuple[str, ...]
    records: tuple[str, ...]


def columns_of(view: LogicalView) -> Columns:
    """The keys of a view. Raises MappingError IL-M010 where two fields have one name."""
    known: dict[str, None] = {} if view.group else {"#": None}
    records: dict[str, None] = {"<it>": None}
    for field in view.fields:
        _take(field, "", known, records, view)
    for join in view.joins:
        for field in join.fields:
            _take(field, "", known, records, view)
    return Columns(tuple(known), tuple(records))


def _take(
    field: Field, above: str, known: dict[str, None], records: dict[str, None], view: LogicalView
) -> None:
    name = above + field.name
    if name in known or name in records:
        raise MappingError(
            "IL-M010", f"The view {view.name!r} has two fields named {name!r}.", place=field.place,
            hint="Give one of them another name; the fields of its joins count too.",
        )  # fmt: skip
    (records if is_iterable(field) else known)[name] = None
    if not view.group:
        known[f"{name}.#"] = None
    for child in field.fields:
        _take(child, name + ".", known, records, view)


def is_iterable(field: Field) -> bool:
    """Whether a field's records are items, which no reference can name."""
    return (
        field.iterator is not None or bool(field.slots) or (field.expression is None and not field.aggregate)
    )


def physical_references(view: LogicalView) -> tuple[Reference, ...]:
    """What a view reads of the source at its bottom."""
    if view.on.view is not None:
        return physical_references(view.on.view)
    found = [r for key in view.group for r in references(key)]
    for field in view.fields:
        found += field_references(field)
    if view.group:
        found += references(view.condition)
    return tuple(found)


def field_references(field: Field) -> list[Reference]:
    """What a field reads of what it is a field of; of nested fields only those of slots read the same."""
    found = list(references(field.expression))
    if field.aggregate is not None:
        for part in (field.aggregate.expression, field.aggregate.where, field.aggregate.order):
            found += references(part)
    for slot in field.slots:
        found += references(in_slot(field.condition, slot)) if field.condition else ()
        for child in field.fields:
            found += references(in_slot(child.expression, slot))
    return found


def in_slot(expression: Expression | None, slot: str) -> Expression | None:
    """An expression with the slot's name where it stands."""
    if isinstance(expression, Reference):
        return replace(expression, path=expression.path.replace(SLOT, slot))
    if isinstance(expression, Constant):
        return replace(expression, value=expression.value.replace(SLOT, slot))
    if isinstance(expression, Template):
        parts = (
            part.replace(SLOT, slot) if isinstance(part, str) else replace(part, path=part.path.replace(SLOT, slot))
            for part in expression.parts
        )  # fmt: skip
        return Template(tuple(parts), expression.place)
    if isinstance(expression, FunctionCall):
        arguments = tuple((name, in_slot(value, slot) or value) for name, value in expression.arguments)
        return replace(expression, arguments=arguments)
    return None


def grouped_in(source: LogicalSource) -> LogicalView | None:
    """The view that makes one row of many, at or below a source."""
    view = source.view
    while view is not None and not view.group:
        view = view.on.view
    return view


def below(subject: TermMap, source: LogicalSource, record: LogicalSource) -> tuple[TermMap, LogicalSource]:
    """A subject on a view of the record's source, as the record itself is seen: fields as what they are of.

    What only the view knows (items, joined fields) is no value of the record.
    """
    while source.view is not None and source != record and not source.view.group:
        fields = {each.name: each.expression for each in source.view.fields if not each.fields}
        subject = replace(subject, expression=_through(subject.expression, fields))
        source = source.view.on
    return subject, source


def _through(expression: Expression, fields: dict[str, Expression | None]) -> Expression:
    if isinstance(expression, Reference):
        found = fields.get(expression.path)
        return found if isinstance(found, Reference) else Reference(f"$['{_PRIVATE}{expression.path}']")
    if isinstance(expression, Template):
        parts = (part if isinstance(part, str) else _through(part, fields) for part in expression.parts)
        return Template(tuple(part for part in parts if isinstance(part, str | Reference)), expression.place)
    if isinstance(expression, FunctionCall):
        arguments = tuple((name, _through(value, fields)) for name, value in expression.arguments)
        return replace(expression, arguments=arguments)
    return expression


def views_of(view: LogicalView) -> Iterator[LogicalView]:
    """A view, those below it and those that it is joined with."""
    yield view
    if view.on.view is not None:
        yield from views_of(view.on.view)
    for join in view.joins:
        yield from views_of(join.parent)


def side_sources(mapping: Mapping) -> tuple[LogicalSource, ...]:
    """The sources that are read whole before the run: of joined views and of lookups."""
    found: dict[str, LogicalSource] = {}
    for source in _sources(mapping):
        if source.view is not None:
            for view in views_of(source.view):
                for join in view.joins:
                    found.setdefault(join.parent.on.physical.name, join.parent.on.physical)
    for lookup in mapping.lookups:
        found.setdefault(lookup.source.physical.name, lookup.source.physical)
    return tuple(found.values())


def side_reads(mapping: Mapping) -> Iterator[tuple[LogicalSource, tuple[Reference, ...]]]:
    """Every source below a view or of a lookup, with what is read of it."""
    seen: list[LogicalView] = []
    for source in _sources(mapping):
        if source.view is None:
            continue
        for view in views_of(source.view):
            if view not in seen:
                seen.append(view)
                yield view.on.physical, physical_references(view)
    for lookup in mapping.lookups:
        if lookup.source.view is None:
            held = [r for part in (*lookup.key, lookup.value) for r in references(part)]
            yield lookup.source, tuple(held)


def _sources(mapping: Mapping) -> list[LogicalSource]:
    found = [tm.source for tm in mapping.triples_maps]
    if mapping.record is not None:
        found.append(mapping.record.source)
    return [*found, *(lookup.source for lookup in mapping.lookups)]


def check_views(mapping: Mapping) -> None:
    """Raise MappingError for views whose names collide (IL-M010) or that are read by a name they have not
    (IL-M005)."""
    checked: list[LogicalView] = []
    faults: list[Diagnostic] = []
    for source in _sources(mapping):
        if source.view is not None:
            for view in views_of(source.view):
                if view not in checked:
                    checked.append(view)
                    faults += _inner_faults(view)
    for tm in mapping.triples_maps:
        faults += _map_faults(mapping, tm)
    record = mapping.record
    if record is not None and record.source.view is not None:
        faults += unknown(record.source.view, (r for part in record.key for r in references(part)))
    for lookup in mapping.lookups:
        if lookup.source.view is not None:
            held = (r for part in (*lookup.key, lookup.value) for r in references(part))
            faults += unknown(lookup.source.view, held)
    if faults:
        first, *rest = faults
        raise MappingError(first.code, first.message, place=first.mapping, hint=first.hint, also=tuple(rest))


def _inner_faults(view: LogicalView) -> list[Diagnostic]:
    """What a view reads of other views."""
    columns_of(view)
    faults: list[Diagnostic] = []
    if view.on.view is not None:
        below = [r for field in view.fields for r in field_references(field)]
        faults += unknown(view.on.view, [*below, *(r for key in view.group for r in references(key))])
        if view.group and any(below.group for below in views_of(view.on.view)):
            raise MappingError(
                "IL-M006", f"The view {view.name!r} groups what is grouped already.", place=view.place,
                hint="Group once, by the key that is wanted.",
            )  # fmt: skip
    for join in view.joins:
        faults += unknown(view, (r for each in join.joins for r in references(each.child)))
        theirs = [r for each in join.joins for r in references(each.parent)]
        theirs += [r for field in join.fields for r in field_references(field)]
        faults += unknown(join.parent, theirs)
    if view.condition is not None and not view.group:
        faults += unknown(view, references(view.condition))
    return faults


def _map_faults(mapping: Mapping, tm: TriplesMap) -> list[Diagnostic]:
    faults = unknown(tm.source.view, map_references(tm)) if tm.source.view is not None else []
    if tm.source.view is not None and tm.each is not None:
        raise MappingError(
            "IL-M006", "`each` is of documents; a view has rows.", place=tm.place,
            hint="Make the items a field of the view, with `iterator`.",
        )  # fmt: skip
    by_name = {each.name: each for each in mapping.triples_maps}
    for rule in tm.predicate_objects:
        for thing in rule.objects:
            parent = by_name.get(thing.parent) if isinstance(thing, RefObjectMap) else None
            if isinstance(thing, RefObjectMap) and parent is not None and parent.source.view is not None:
                held = (r for join in thing.joins for r in references(join.parent))
                faults += unknown(parent.source.view, held)
    return faults


def unknown(view: LogicalView, held: Iterable[Reference]) -> list[Diagnostic]:
    """IL-M005 for references that a view has no key for: "RML processors should report an error"."""
    columns = columns_of(view)
    faults = []
    for reference in held:
        if reference.path in columns.known or reference.optional:
            continue
        near = get_close_matches(reference.path, columns.known, 1, 0.6)
        folded = [name for name in columns.known if name.casefold() == reference.path.casefold()]
        fields = ", ".join(name for name in columns.known if not name.endswith("#")) or "nothing"
        hint = f"Did you mean {(folded or near)[0]!r}?" if folded or near else f"The fields are: {fields}."
        what = (
            f"{reference.path!r} of the view {view.name!r} is a whole item, which has no value."
            if reference.path in columns.records
            else f"The view {view.name!r} has no field {reference.path!r}."
        )
        if reference.path in columns.records:
            hint = f"Name one of its fields. {hint}" if not (folded or near) else hint
        faults.append(Diagnostic("IL-M005", what, place=reference.place, mapping=reference.place, hint=hint))
    return faults
