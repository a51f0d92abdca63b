"""Columns that a mapping names and its source lacks, and columns of which the mapping says nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from interlingua.errors import Diagnostic, Place
from interlingua.plan.headers import header_faults
from interlingua.plan.model import map_references, references, rule_references
from interlingua.rml import model as rml

Columns = Mapping[str, Sequence[str] | None]


def column_findings(mapping: rml.Mapping, columns: Columns) -> Iterator[Diagnostic]:
    """IL-M005 for a column that is not there, IL-M016 for one that is neither mapped nor omitted.

    `columns` gives the headers of tabular sources by name; sources without one are left alone.
    """
    reads: dict[str, tuple[rml.LogicalSource, list[rml.Reference]]] = {}
    for source, reference in _reads(mapping):
        if columns.get(source.name) is not None and source.tabular:
            reads.setdefault(source.name, (source, []))[1].append(reference)
    for name, (source, found) in reads.items():
        known = columns[name] or ()
        faults, another = header_faults(source, known, found)
        yield from faults
        if another:
            continue  # what that header says of single columns means nothing
        yield from _silent(mapping, source, known, {reference.path for reference in found})
        if len(reads) == 1:
            yield from _vain(mapping, name, known)


def _reads(mapping: rml.Mapping) -> Iterator[tuple[rml.LogicalSource, rml.Reference]]:
    """Every reference with the source that it reads."""
    parents = {tm.name: tm.source for tm in mapping.triples_maps}
    for tm in mapping.triples_maps:
        for reference in map_references(tm):
            yield tm.source, reference
        for rule in tm.predicate_objects:
            for reference in rule_references(rule):
                yield tm.source, reference
            for join in _joins(rule):
                for reference in references(join[1].parent):
                    if join[0] in parents:
                        yield parents[join[0]], reference
    if mapping.record is not None:
        for part in mapping.record.key:
            for reference in references(part):
                yield mapping.record.source, reference


def _joins(rule: rml.PredicateObjectMap) -> Iterator[tuple[str, rml.Join]]:
    for thing in rule.objects:
        if isinstance(thing, rml.RefObjectMap):
            for join in thing.joins:
                yield thing.parent, join


def _silent(
    mapping: rml.Mapping, source: rml.LogicalSource, known: Sequence[str], used: set[str]
) -> Iterator[Diagnostic]:
    omitted = {omission.path for omission in mapping.omissions}
    place = source.place or Place(mapping.file)
    for column in known:
        if column and column not in used and column not in omitted:
            yield Diagnostic(
                "IL-M016",
                f"The column {column!r} of {source.name!r} is neither mapped nor omitted.",
                "warning",
                place=place,
                mapping=place,
                hint="Map it, or write `omit: {column: reason}`.",
            )


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
