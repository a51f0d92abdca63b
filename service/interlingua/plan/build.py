"""From a mapping to its plan: streams, subject groups, classes, ownership, columns that exist."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Mapping as Dict
from dataclasses import replace
from difflib import get_close_matches
from typing import Protocol

from interlingua.errors import Diagnostic, MappingError, Place
from interlingua.functions import known
from interlingua.plan.headers import header_faults
from interlingua.plan.model import (
    FRESH,
    Plan,
    Stream,
    SubjectGroup,
    bare,
    map_references,
    references,
    source_key,
)
from interlingua.plan.ownership import may_overlap, ownership
from interlingua.plan.paths import parse_path, path_of
from interlingua.plan.rewrites import rewrite
from interlingua.plan.views import below, check_views, grouped_in, side_reads
from interlingua.rml.model import (
    Constant,
    FunctionCall,
    LogicalSource,
    Mapping,
    Reference,
    TriplesMap,
)

DEFAULT_BASE = "https://data.example.org/"


class HasSuperclasses(Protocol):
    """What the plan wants of a vocabulary: a class's superclasses, from the frozen closure."""

    def superclasses(self, iri: str) -> Iterable[str]:
        """Every superclass of a class, itself left out."""


Columns = Dict[str, Sequence[str] | None]


def make_plan(
    mapping: Mapping, *, columns: Columns | None = None, vocabulary: HasSuperclasses | None = None
) -> Plan:
    """Analyse a mapping.

    `columns` gives the header of tabular sources by name: a reference to none of them is IL-M005.
    Raises MappingError at the line at fault; the others are in `also`.
    """
    if not mapping.triples_maps:
        raise MappingError(
            "IL-M006", "The mapping has no triples map.", place=Place(file=mapping.file, line=1)
        )
    mapping = replace(mapping, triples_maps=tuple(map(_with_own_node, mapping.triples_maps)))
    _check_parents(mapping)
    _check_paths(mapping)
    check_views(mapping)
    if columns:
        columns = fitted(mapping, columns)
        check_columns(mapping, columns)
    with known(mapping.library.functions if mapping.library is not None else ()):
        mapping, rewritten = rewrite(mapping)
        streams, groups = _group(mapping, vocabulary)
    headers = tuple((name, tuple(header)) for name, header in (columns or {}).items() if header is not None)
    return Plan(mapping, streams, groups, _overlaps(mapping, groups), headers, rewritten)


def _with_own_node(tm: TriplesMap) -> TriplesMap:
    """A subject that is a blank node without expression is a node of that map alone."""
    value = tm.subject.expression
    if not isinstance(value, Constant) or value.kind != "blank" or value.value:
        return tm
    return replace(tm, subject=replace(tm.subject, expression=Constant(FRESH + tm.name, "blank")))


def _group(
    mapping: Mapping, vocabulary: HasSuperclasses | None
) -> tuple[tuple[Stream, ...], tuple[SubjectGroup, ...]]:
    record = mapping.record
    by_source: dict[object, tuple[LogicalSource, dict[object, list[TriplesMap]]]] = {}
    for tm in mapping.triples_maps:
        _, members = by_source.setdefault(_stream_key(tm.source), (tm.source, {}))
        members.setdefault((tm.source.view, tm.each, bare(tm.subject), tm.base), []).append(tm)
    streams: list[Stream] = []
    groups: list[SubjectGroup] = []
    for number, (key, (source, members)) in enumerate(by_source.items()):
        mine: list[SubjectGroup] = []
        # The record's own subjects come first, then its items, in the order written.
        for maps in sorted(members.values(), key=lambda maps: maps[0].each is not None):
            first = maps[0]
            source = first.source
            seen, of = (
                (first.subject, source) if record is None else below(first.subject, source, record.source)
            )
            verdict, reason = ownership(seen, of, first.each, record)
            group = SubjectGroup(
                index=len(groups), stream=number, source=source, each=first.each, subject=first.subject,
                base=first.base, classes=_closed(maps, vocabulary), ownership=verdict, reason=reason,
                maps=tuple(maps), condition=_common_condition(maps),
            )  # fmt: skip
            groups.append(group)
            mine.append(group)
        is_record = record is not None and key == _stream_key(record.source)
        streams.append(Stream(number, source.physical, tuple(mine), is_record, grouped_in(source)))
    if record is not None and not any(s.is_record for s in streams):
        raise MappingError(
            "IL-M006", "No mapping reads the record's source.", place=record.place,
            hint="Leave `sources` out of the mappings that the record feeds.",
        )  # fmt: skip
    return tuple(streams), tuple(groups)


def _stream_key(source: LogicalSource) -> object:
    """What is read once for all its maps: a source with the views over it, or the groups of one view."""
    return source_key(source.physical), grouped_in(source)


def _common_condition(maps: Sequence[TriplesMap]) -> FunctionCall | None:
    first = maps[0].condition
    return first if all(bare(tm.condition) == bare(first) for tm in maps) else None


def _closed(maps: Sequence[TriplesMap], vocabulary: HasSuperclasses | None) -> tuple[str, ...]:
    """The classes that every subject has, and their superclasses.

    Those of a map with a condition count only where the whole group has that condition.
    """
    common = _common_condition(maps)
    out: dict[str, None] = {}
    for tm in maps:
        if tm.condition is None or common is not None:
            out.update(dict.fromkeys(close_classes(tm.classes, vocabulary)))
    return tuple(out)


def close_classes(classes: Iterable[str], vocabulary: HasSuperclasses | None) -> tuple[str, ...]:
    """Classes and their superclasses in the vocabulary, each once."""
    out: dict[str, None] = {}
    for iri in classes:
        out[iri] = None
        if vocabulary is not None:
            out.update(dict.fromkeys(vocabulary.superclasses(iri)))
    return tuple(out)


def _overlaps(mapping: Mapping, groups: Sequence[SubjectGroup]) -> tuple[tuple[int, int], ...]:
    default = mapping.base or DEFAULT_BASE
    return tuple(
        (a.index, b.index)
        for a in groups
        for b in groups[a.index + 1 :]
        if may_overlap(
            a.subject, b.subject, base_a=a.base or default, base_b=b.base or default, data_base=default
        )
    )


def _check_parents(mapping: Mapping) -> None:
    names = {tm.name: tm for tm in mapping.triples_maps}
    for tm in mapping.triples_maps:
        for link in tm.links:
            if link.parent not in names:
                near = get_close_matches(link.parent, names, 1)
                raise MappingError(
                    "IL-M007",
                    f"No triples map is named {link.parent!r}.",
                    place=link.place or tm.place,
                    hint=f"Did you mean {near[0]!r}?" if near else None,
                )


def _check_paths(mapping: Mapping) -> None:
    for tm in mapping.triples_maps:
        if not tm.source.tabular:
            if tm.source.iterator and tm.source.formulation != "xml":
                parse_path(tm.source.iterator, tm.source.place)
            if tm.each:
                path_of(tm.source, tm.each, dict(mapping.places).get(f"each/{tm.name}", tm.place))
            for reference in map_references(tm):
                path_of(tm.source, reference.path, reference.place)


def _column_reads(mapping: Mapping) -> dict[str, tuple[LogicalSource, list[Reference]]]:
    """What is read of each table, by the source's name."""
    reads: dict[str, tuple[LogicalSource, list[Reference]]] = {}

    def look(source: LogicalSource, found: Iterable[Reference]) -> None:
        if source.tabular and source.view is None:
            reads.setdefault(source.name, (source, []))[1].extend(found)

    for tm in mapping.triples_maps:
        look(tm.source, map_references(tm))
        for link in tm.links:
            parent = next((m for m in mapping.triples_maps if m.name == link.parent), None)
            if parent is not None:
                look(parent.source, (r for join in link.joins for r in references(join.parent)))
    if mapping.record is not None:
        look(mapping.record.source, (r for part in mapping.record.key for r in references(part)))
    for source, held in side_reads(mapping):
        look(source, held)
    return reads


def fitted(mapping: Mapping, columns: Columns) -> dict[str, tuple[str, ...] | None]:
    """The headers, those of databases with the columns' names as the mapping writes them.

    SQL compares bare identifiers without case: `ID` is the column `id` where there is no other.
    """
    out = {name: None if header is None else tuple(header) for name, header in columns.items()}
    for name, (source, found) in _column_reads(mapping).items():
        header = out.get(name)
        if header is None or source.formulation != "sql":
            continue
        wanted = {r.path.casefold(): r.path for r in found if r.path not in header}
        folded = [column.casefold() for column in header]
        used = {r.path for r in found}
        out[name] = tuple(
            wanted[low] if low in wanted and folded.count(low) == 1 and column not in used else column
            for column, low in zip(header, folded, strict=True)
        )
    return out


def check_columns(mapping: Mapping, columns: Columns) -> None:
    """Raise MappingError IL-M005 for references to columns that no header has, IL-S004 for ambiguous ones."""
    columns = fitted(mapping, columns)
    faults: list[Diagnostic] = []
    for name, (source, found) in _column_reads(mapping).items():
        known = columns.get(name)
        if known is not None:
            faults += header_faults(source, known, found)[0]
    if faults:
        first, *rest = faults
        raise MappingError(first.code, first.message, place=first.mapping, hint=first.hint, also=tuple(rest))
