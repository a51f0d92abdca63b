"""The plan: what `make_plan` makes of a mapping, and what shapes and the compiler read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from interlingua.rml.model import (
    Constant,
    Expression,
    FunctionCall,
    Gather,
    Join,
    LogicalSource,
    LogicalView,
    Mapping,
    Omission,
    PredicateObjectMap,
    RecordDeclaration,
    Reference,
    RefObjectMap,
    Template,
    TermMap,
    TriplesMap,
)

Ownership = Literal["owned", "shared"]

FRESH = "\0"
"""Starts the value of a blank node constant that stands for a new node in each iteration."""


@dataclass(frozen=True, slots=True)
class SubjectGroup:
    """Triples maps that make the same subjects in the same iteration.

    `each` is None for the record itself. `classes` hold the superclasses too. `reason` says in one
    sentence why the subject is owned by its record or shared with others.
    """

    index: int
    stream: int
    source: LogicalSource
    each: str | None
    subject: TermMap
    base: str | None
    classes: tuple[str, ...]
    ownership: Ownership
    reason: str
    maps: tuple[TriplesMap, ...]
    condition: FunctionCall | None = None
    """The condition that all its maps have: the subject is made only where it holds."""

    @property
    def owned(self) -> bool:
        """Whether no other record can make this subject."""
        return self.ownership == "owned"


@dataclass(frozen=True, slots=True)
class Stream:
    """One logical source that is iterated: what each iteration makes."""

    index: int
    source: LogicalSource
    groups: tuple[SubjectGroup, ...]
    is_record: bool
    view: LogicalView | None = None
    """The view whose groups are its records; views that do not group are of the subject groups' sources."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A mapping, analysed. `subjects[i].index == i`."""

    mapping: Mapping
    streams: tuple[Stream, ...]
    subjects: tuple[SubjectGroup, ...]
    overlaps: tuple[tuple[int, int], ...] = ()
    """Pairs of subject groups whose templates can make the same term."""
    columns: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The header of each tabular source, as far as it was known."""
    rewrites: tuple[str, ...] = ()
    """What the static rewrites changed, a line each."""

    @property
    def record(self) -> RecordDeclaration | None:
        """The mapping's record declaration."""
        return self.mapping.record

    @property
    def main(self) -> Stream:
        """The stream of the record, else the first."""
        return next((s for s in self.streams if s.is_record), self.streams[0])

    @property
    def omissions(self) -> tuple[Omission, ...]:
        """What the mapping leaves out on purpose."""
        return self.mapping.omissions

    def triples_map(self, name: str) -> TriplesMap | None:
        """The triples map of that name."""
        return next((m for m in self.mapping.triples_maps if m.name == name), None)

    def group_of(self, name: str) -> SubjectGroup | None:
        """The subject group that the triples map of that name is in."""
        return next((g for g in self.subjects if any(m.name == name for m in g.maps)), None)


def bare(thing: Any) -> Any:
    """An expression or term map without positions: equal where the meaning is."""
    if isinstance(thing, Reference):
        return replace(thing, place=None)
    if isinstance(thing, Template):
        return Template(tuple(bare(part) for part in thing.parts))
    if isinstance(thing, FunctionCall):
        arguments = tuple((name, bare(value)) for name, value in thing.arguments)
        return FunctionCall(thing.function, arguments, output=thing.output)
    if isinstance(thing, TermMap):
        return replace(
            thing, expression=bare(thing.expression), datatype=bare(thing.datatype),
            language=bare(thing.language), gather=bare(thing.gather), place=None,
        )  # fmt: skip
    if isinstance(thing, Gather):
        return replace(thing, items=tuple(bare(item) for item in thing.items), place=None)
    if isinstance(thing, RefObjectMap):
        joins = tuple(Join(bare(join.child), bare(join.parent)) for join in thing.joins)
        return RefObjectMap(thing.parent, joins)
    return thing


def source_key(source: LogicalSource) -> tuple[object, ...]:
    """What tells two logical sources apart, whatever they are called."""
    named = source.path or source.name
    return (
        named,
        source.formulation,
        source.iterator,
        source.root,
        source.options,
        source.nulls,
        source.view,
    )


def references(thing: Expression | TermMap | Join | RefObjectMap | str | None) -> tuple[Reference, ...]:
    """Every reference inside, in order of writing."""
    if isinstance(thing, Reference):
        return (thing,)
    if isinstance(thing, Template):
        return tuple(part for part in thing.parts if isinstance(part, Reference))
    if isinstance(thing, FunctionCall):
        return tuple(r for _, value in thing.arguments for r in references(value))
    if isinstance(thing, TermMap):
        parts = (
            thing.expression,
            thing.datatype,
            thing.language,
            *(thing.gather.items if thing.gather else ()),
        )
        return tuple(r for part in parts for r in references(part))
    if isinstance(thing, RefObjectMap):
        return tuple(r for join in thing.joins for r in references(join.child))
    return ()


def map_references(triples_map: TriplesMap) -> tuple[Reference, ...]:
    """Every reference that a triples map reads from its own source."""
    out = list(references(triples_map.subject)) + list(references(triples_map.condition))
    for graph in triples_map.graphs:
        out += references(graph)
    for rule in triples_map.predicate_objects:
        out += rule_references(rule)
    return tuple(out)


def rule_references(rule: PredicateObjectMap) -> tuple[Reference, ...]:
    """Every reference of one rule, child side of joins included."""
    out: list[Reference] = list(references(rule.condition))
    for term in (*rule.predicates, *rule.graphs):
        out += references(term)
    for thing in rule.objects:
        if isinstance(thing, RefObjectMap):
            for join in thing.joins:
                out += references(join.child)
        else:
            out += references(thing)
    return tuple(out)


__all__ = [
    "FRESH", "Constant", "Ownership", "Plan", "Stream", "SubjectGroup", "bare", "map_references", "references",
    "rule_references", "source_key",
]  # fmt: skip
