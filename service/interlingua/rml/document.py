"""RML (https://w3id.org/rml/) in the new and the old vocabulary, and what it has of R2RML, to the model."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from interlingua.errors import MappingError, Place
from interlingua.rml import execute, ours, turtle_fnml, written
from interlingua.rml.databases import logical_table, settled
from interlingua.rml.model import (
    Constant,
    FunctionCall,
    Join,
    LogicalSource,
    Mapping,
    PredicateObjectMap,
    RefObjectMap,
    TermMap,
    TriplesMap,
)
from interlingua.rml.names import checked_iri
from interlingua.rml.nodes import Graph, Node
from interlingua.rml.problems import Problems, did_you_mean
from interlingua.rml.turtle import prefixes, read
from interlingua.rml.turtle_sources import logical_source
from interlingua.rml.turtle_terms import condition, constant_map, expression, term_map

_TRIPLES_MAP = (
    "logicalSource", "logicalTable", "subjectMap", "subject", "predicateObjectMap", "baseIRI",
)  # fmt: skip
_PREDICATE_OBJECT = (
    "predicate", "predicateMap", "object", "objectMap", "graph", "graphMap",
)  # fmt: skip
_REF_OBJECT = ("parentTriplesMap", "joinCondition")
_JOIN = ("child", "childMap", "parent", "parentMap")
T = TypeVar("T")


def load(text: str, file: str) -> Mapping:
    """The mapping of a Turtle document. Raises MappingError."""
    graph = Graph(read(text, file))
    problems = Problems()
    calls = turtle_fnml.executions(graph)
    found = [node for node in graph.nodes() if _is_triples_map(node) and node.term not in calls]
    if not found:
        raise MappingError(
            "IL-M010",
            "The document has no triples map.",
            place=Place(file=file, line=1),
            hint="A triples map has rml:logicalSource and rml:subjectMap.",
        )
    names = {node.term: node.name for node in found}
    maps: list[TriplesMap] = []
    for node in found:
        with problems.catch():
            maps.append(_triples_map(node, names, problems))
    problems.finish()
    maps = settled(maps)
    by_name = {one.name: one for one in maps}
    for one in maps:
        with problems.catch():
            _check_links(one, by_name)
    problems.finish()
    sources: list[LogicalSource] = []
    for one in maps:
        if one.source not in sources:
            sources.append(one.source)
    mapping = Mapping(file=file, triples_maps=tuple(maps), sources=tuple(sources))
    return ours.completed(mapping, graph, prefixes(text))


def _is_triples_map(node: Node) -> bool:
    if node.has("logicalSource") or node.has("logicalTable") or node.has("subjectMap"):
        return True
    return "TriplesMap" in node.types


def _triples_map(node: Node, names: dict[Constant, str], problems: Problems) -> TriplesMap:
    node.only(_TRIPLES_MAP, "a triples map")
    source = _source(node)
    subjects = node.all("subjectMap") + node.all("subject")
    if len(subjects) != 1:
        raise MappingError(
            "IL-M010",
            "The triples map has no subject map."
            if not subjects
            else f"The triples map has {len(subjects)} subject maps.",
            place=subjects[1].place if subjects else node.place,
            hint="Give it one rml:subjectMap, or one rml:subject for a constant.",
        )
    subject_node = subjects[0]
    graphs: list[TermMap] = []
    classes: list[str] = []
    if_true: FunctionCall | None = None
    if node.has("subject"):
        subject = constant_map(subject_node, "subject")
    else:
        subject = term_map(
            subject_node,
            "subject",
            also=("class", "graph", "graphMap"),
            link=lambda it: _ref_object(it, names),
        )
        graphs = _graphs(subject_node)
        if_true = condition(subject_node)
        for one in subject_node.all("class"):
            if one.term.kind != "iri":
                raise MappingError("IL-M010", "A class must be an IRI.", place=one.place)
            classes.append(one.term.value)
    each, rare = ours.each(node)
    base = node.one("baseIRI").term.value if node.has("baseIRI") else None
    if base is not None:
        checked_iri(base, node.one("baseIRI").place, what="base IRI")
    pairs: list[PredicateObjectMap] = []
    for pair in node.all("predicateObjectMap"):
        with problems.catch():
            pairs.extend(_predicate_object(pair, names))
    return TriplesMap(
        node.name, source, subject, tuple(classes), tuple(graphs), tuple(pairs), if_true, each,
        base=base, place=node.place, rare=rare,
    )  # fmt: skip


def _source(node: Node) -> LogicalSource:
    """rml:logicalSource, or R2RML's rr:logicalTable."""
    if written.as_written() and not node.has("logicalTable") and not node.has("logicalSource"):
        return LogicalSource("", None, "csv", place=node.place)
    if not node.has("logicalTable"):
        return logical_source(node.one("logicalSource", "The triples map has no logical source."))
    if node.has("logicalSource"):
        raise MappingError(
            "IL-M010", "The triples map has a logical source and a logical table.", place=node.place
        )
    return logical_table(node.one("logicalTable"), f"query of {node.name}")


def _graphs(node: Node) -> list[TermMap]:
    for one in node.all("graphMap"):
        if one.has("condition"):
            raise MappingError(
                "IL-M014",
                "A condition of a graph map is not supported: where would the statement go?",
                place=one.one("condition").place,
                hint="Give the condition to the object map.",
            )
    return [constant_map(one, "graph") for one in node.all("graph")] + [
        term_map(one, "graph") for one in node.all("graphMap")
    ]


Conditional = tuple[FunctionCall | None, T]


def _predicate_object(node: Node, names: dict[Constant, str]) -> list[PredicateObjectMap]:
    """One, or one for each condition of its maps: "a condition can be defined in any expression map" (RML-FNML)."""
    node.only(_PREDICATE_OBJECT, "a predicate-object map")
    predicates: list[Conditional[TermMap]] = [
        (None, constant_map(one, "predicate")) for one in node.all("predicate")
    ]
    predicates += [(condition(one), term_map(one, "predicate")) for one in node.all("predicateMap")]
    objects: list[Conditional[TermMap | RefObjectMap]] = [
        (None, constant_map(one, "object")) for one in node.all("object")
    ]
    for one in node.all("objectMap"):
        if one.has("parentTriplesMap") or "RefObjectMap" in one.types:
            objects.append((None, _ref_object(one, names)))
        else:
            objects.append((condition(one), term_map(one, "object", link=lambda it: _ref_object(it, names))))
    for what, given in (("predicate", predicates), ("object", objects)):
        if not given:
            raise MappingError(
                "IL-M010",
                f"The predicate-object map has no {what}.",
                place=node.place,
                hint=f"Give it rml:{what} or rml:{what}Map.",
            )
    graphs = tuple(_graphs(node))
    return [
        PredicateObjectMap(
            some, others, graphs, execute.both([c for c in (a, b) if c], node.place), node.place
        )
        for a, some in _by_condition(predicates)
        for b, others in _by_condition(objects)
    ]


def _by_condition(given: list[Conditional[T]]) -> list[tuple[FunctionCall | None, tuple[T, ...]]]:
    """The maps without a condition together, and each with one by itself."""
    free = tuple(one for test, one in given if test is None)
    alone = [(test, (one,)) for test, one in given if test is not None]
    return [(None, free), *alone] if free else list(alone)


def _ref_object(node: Node, names: dict[Constant, str]) -> RefObjectMap:
    node.only(_REF_OBJECT, "a referencing object map")
    parent = node.one("parentTriplesMap", "The referencing object map has no parent triples map.")
    if parent.term not in names:
        raise MappingError(
            "IL-M007",
            f"The parent triples map {parent.term.value!r} is not defined.",
            place=parent.place,
            hint=did_you_mean(parent.term.value, names.values(), what="Defined"),
        )
    return RefObjectMap(
        names[parent.term], tuple(_join(one) for one in node.all("joinCondition")), node.place
    )


def _join(node: Node) -> Join:
    node.only(_JOIN, "a join condition")
    sides = []
    for side in ("child", "parent"):
        if node.has(side) == node.has(side + "Map"):
            raise MappingError(
                "IL-M010",
                f"The join condition needs one rml:{side}, or one rml:{side}Map.",
                place=node.place,
            )
        sides.append(expression(node, side, side + "Map"))
    return Join(sides[0], sides[1], node.place)


def _check_links(one: TriplesMap, by_name: dict[str, TriplesMap]) -> None:
    """\"If the logical source of the triples map and the parent triples map ... are not identical, then
    the referencing object map MUST have at least one join condition\" (RML-Core, referencing object maps)."""
    for link in one.links:
        if link.joins:
            continue
        parent = by_name[link.parent]
        if _plain(parent.source) != _plain(one.source):
            raise MappingError(
                "IL-M010",
                "A link to a triples map of another source needs a join condition.",
                place=link.place,
            )


def _plain(source: LogicalSource) -> LogicalSource:
    return replace(source, place=None)
