"""Columns that a mapping names and its source lacks, and columns of which the mapping says nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from interlingua.errors import Diagnostic, Place
from interlingua.plan.headers import Nearby, header_faults
from interlingua.plan.model import map_references, references
from interlingua.plan.views import side_reads
from interlingua.rml import model as rml

Columns = Mapping[str, Sequence[str] | None]


def column_findings(
    mapping: rml.Mapping, columns: Columns, nearby: Nearby | None = None
) -> Iterator[Diagnostic]:
    """IL-M005 for a column that is not there, IL-M016 for one that is neither mapped nor omitted.

    `columns` gives the headers of tabular sources by name; sources without one are left alone.
    """
    reads: dict[str, tuple[rml.LogicalSource, list[rml.Reference]]] = {}
    for source, reference in _reads(mapping):
        if columns.get(source.name) is not None and source.tabular:
            reads.setdefault(source.name, (source, []))[1].append(reference)
    # a table in which things are only looked up need not be told whole
    told_of = {tm.source.physical.name for tm in mapping.triples_maps}
    for name, (source, found) in reads.items():
        known = columns[name] or ()
        faults, another = header_faults(source, known, found, nearby)
        yield from faults
        if another:
            continue  # what that header says of single columns means nothing
        if name in told_of:
            paths = {reference.path for reference in found}
            # a column that a slip of the pen meant is told by that slip
            paths |= {name for name in known if any(f"Did you mean {name!r}?" == f.hint for f in faults)}
            yield from _silent(mapping, source, known, paths)
        if len(reads) == 1:
            yield from _vain(mapping, name, known)


def _reads(mapping: rml.Mapping) -> Iterator[tuple[rml.LogicalSource, rml.Reference]]:
    """Every reference with the source that it reads; those into views are checked by the plan."""
    for source, reference in (*_below_views(mapping), *_of_maps(mapping)):
        if source.view is None:
            yield source, reference


def _below_views(mapping: rml.Mapping) -> Iterator[tuple[rml.LogicalSource, rml.Reference]]:
    """What views and lookups read of the sources at their bottom."""
    for source, held in side_reads(mapping):
        for reference in held:
            yield source, reference


def _of_maps(mapping: rml.Mapping) -> Iterator[tuple[rml.LogicalSource, rml.Reference]]:
    parents = {tm.name: tm.source for tm in mapping.triples_maps}
    for tm in mapping.triples_maps:
        for reference in map_references(tm):
            yield tm.source, reference
        for link in tm.links:
            for join in link.joins:
                for reference in references(join.parent):
                    if link.parent in parents:
                        yield parents[link.parent], reference
    if mapping.record is not None:
        for part in mapping.record.key:
            for reference in references(part):
                yield mapping.record.source, reference


def _silent(
    mapping: rml.Mapping, source: rml.LogicalSource, known: Sequence[str], used: set[str]
) -> Iterator[Diagnostic]:
    omitted = {omission.path for omission in mapping.omissions}
    place = source.place or Place(mapping.file)
    for column in known:
        if not column or _nameless(column, source) or column in used or column in omitted:
            continue
        yield Diagnostic(
            "IL-M016",
            f"The column {column!r} of {source.name!r} is neither mapped nor omitted.",
            "warning",
            place=place,
            mapping=place,
            hint="Map it, or write `omit: {column: reason}`.",
        )


def _nameless(column: str, source: rml.LogicalSource) -> bool:
    """Whether a column has no name in a header that names others: often there is nothing in it at all."""
    return column.startswith("#") and column[1:].isdigit() and dict(source.options).get("header") != "none"


def _vain(mapping: rml.Mapping, name: str, known: Sequence[str]) -> Iterator[Diagnostic]:
    for omission in mapping.omissions:
        if omission.path not in known:
            yield Diagnostic(
                "IL-M005",
                f"The omitted column {omission.path!r} is not in the source {name!r}.",
                "warning",
                place=omission.place,
                mapping=omission.place,
            )
