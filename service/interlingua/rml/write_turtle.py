"""The mapping model as RML in Turtle (http://w3id.org/rml/), with what RML has no words for under `ilm:`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace

from interlingua.errors import MappingError
from interlingua.rdf.namespaces import RDF, RML, XSD
from interlingua.rml import ours, write_text, write_turtle_sources
from interlingua.rml.model import (
    Constant,
    Expression,
    FunctionCall,
    Gather,
    Join,
    LogicalSource,
    LogicalTarget,
    Mapping,
    PredicateObjectMap,
    RefObjectMap,
    Template,
    TermMap,
    TriplesMap,
)
from interlingua.rml.names import KNOWN
from interlingua.rml.write_blocks import Block, Item, literal, rendered
from interlingua.rml.write_text import Prefixes

_TYPES = {
    "iri": "IRI", "uri": "URI", "unsafe-iri": "UnsafeIRI", "unsafe-uri": "UnsafeURI", "literal": "Literal",
    "blank": "BlankNode",
}  # fmt: skip
_KINDS = {"list": "List", "bag": "Bag", "seq": "Seq", "alt": "Alt"}
_PLAIN = re.compile(r"[A-Za-z_][\w-]*")
_OLD = ("http://semweb.mmlab.be/ns/", "http://www.w3.org/ns/r2rml#")


@dataclass(slots=True)
class Writer:
    """One document: its prefixes, and the names of its parts."""

    prefixes: Prefixes
    maps: dict[str, str] = field(default_factory=dict)
    """Each triples map's name in the document."""
    named: dict[str, Block] = field(default_factory=dict)
    """Sources and targets that stand by themselves, by name."""
    sources: dict[LogicalSource, str] = field(default_factory=dict)
    targets: dict[LogicalTarget, str] = field(default_factory=dict)
    views: frozenset[str] = frozenset()
    """The views that the document's own keys describe."""

    def iri(self, iri: str) -> str:
        """An IRI as Turtle has it."""
        return self.prefixes.short(iri, _PLAIN) or write_turtle_sources.whole_iri(iri)

    def term(self, one: Constant) -> str:
        """A constant term."""
        if one.kind == "iri":
            return self.iri(one.value)
        mark = ""
        if one.language is not None:
            mark = f"@{one.language}"
        elif one.datatype is not None:
            mark = "^^" + self.iri(one.datatype)
        return literal(one.value) + mark


def turtle(mapping: Mapping) -> str:
    """The document. Raises MappingError IL-M014 for what cannot be written."""
    kept = {
        prefix: namespace
        for prefix, namespace in mapping.prefixes
        if namespace and not namespace.startswith(_OLD) and prefix not in ("rml", "ilm")
    }
    writer = Writer(Prefixes([*KNOWN.items(), *kept.items(), ("rml", RML), ("ilm", ours.ILM)]))
    writer.maps = _names(mapping)
    writer.views = frozenset(json.loads(dict(mapping.keys).get("views", "{}")) or {})
    _name_shared(mapping, writer)
    blocks: list[tuple[str, Block]] = []
    head = _document(mapping, writer)
    if head.pairs:
        blocks.append(("<>", head))
    bodies = [(f"<#{writer.maps[one.name]}>", _triples_map(one, writer)) for one in mapping.triples_maps]
    blocks += [(f"<#{name}>", block) for name, block in writer.named.items()]
    text = "\n".join(rendered(name, block) for name, block in (*blocks, *bodies))
    used = dict(writer.prefixes.used)
    used["rml"] = RML
    lines = [f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in sorted(used.items())]
    return "\n".join(lines) + "\n\n" + text


def _names(mapping: Mapping) -> dict[str, str]:
    """A plain, own name for each triples map."""
    made: dict[str, str] = {}
    for one in mapping.triples_maps:
        short = re.sub(r"[^A-Za-z0-9_-]+", "-", one.name).strip("-") or "map"
        name, number = short, 2
        while name in made.values():
            name, number = f"{short}-{number}", number + 1
        made[one.name] = name
    return made


def _name_shared(mapping: Mapping, writer: Writer) -> None:
    """Sources of several maps, and targets, stand by themselves."""
    uses: dict[LogicalSource, int] = {}
    for one in mapping.triples_maps:
        uses[one.source] = uses.get(one.source, 0) + 1
    for source in mapping.sources:
        if source not in uses and source.view is None:
            uses[source] = 2
    for source, count in uses.items():
        if count > 1 and source.name:
            name = _free("source-", source.name, writer)
            writer.sources[source] = name
            writer.named[name] = write_turtle_sources.source(source, writer)


def _free(kind: str, name: str, writer: Writer) -> str:
    short = kind + (re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-") or "x")
    found, number = short, 2
    while found in writer.named or found in writer.maps.values():
        found, number = f"{short}-{number}", number + 1
    return found


def _document(mapping: Mapping, writer: Writer) -> Block:
    """What is said of the document itself."""
    block = Block()
    if mapping.base is not None:
        block.add(writer.iri(ours.BASE), literal(mapping.base))
    if mapping.keys:
        keys = {key: json.loads(value) for key, value in mapping.keys}
        text = json.dumps(keys, ensure_ascii=False, indent=2)
        block.add(writer.iri(ours.KEYS), literal(text, long=True) + "^^" + writer.iri(ours.JSON))
    used = {one.source for one in mapping.triples_maps}
    for source in mapping.sources:
        if source not in used and source.view is None:
            block.add(writer.iri(ours.SOURCE), f"<#{writer.sources[source]}>")
    if block.pairs:
        block.pairs.insert(0, ("a", writer.iri(ours.MAPPING)))
    return block


def _triples_map(one: TriplesMap, writer: Writer) -> Block:
    block = Block()
    block.add("a", "rml:TriplesMap")
    short = writer.maps[one.name]
    others = (*writer.maps.values(), *writer.named)
    if short != one.name or sum(name.endswith(short) for name in others) > 1:
        block.add(writer.iri(ours.NAME), literal(one.name))
    if one.base is not None:
        block.add("rml:baseIRI", write_turtle_sources.whole_iri(one.base))
    if one.source.name:
        shared = writer.sources.get(one.source)
        source: Item = f"<#{shared}>" if shared else write_turtle_sources.source(one.source, writer)
        block.add("rml:logicalSource", source)
    if one.each is not None:
        block.add(writer.iri(ours.EACH), literal(("?" if one.rare else "") + one.each))
    subject = term_map(one.subject, "subject", writer)
    for iri in one.classes:
        subject.add("rml:class", writer.iri(iri))
    for graph in one.graphs:
        subject.add("rml:graphMap", term_map(graph, "graph", writer))
    _condition(subject, one.condition, writer)
    block.add("rml:subjectMap", subject)
    for pair in one.predicate_objects:
        for part in _pairs(pair):
            block.add("rml:predicateObjectMap", _predicate_object(part, writer))
    return block


def _pairs(pair: PredicateObjectMap) -> list[PredicateObjectMap]:
    """RML gives a condition to one expression map: of several predicates each has the pair for itself."""
    if pair.condition is None or len(pair.predicates) == 1:
        return [pair]
    return [replace(pair, predicates=(one,)) for one in pair.predicates]


def _predicate_object(pair: PredicateObjectMap, writer: Writer) -> Block:
    block = Block()
    if pair.condition is None and all(_is_plain(one, "iri") for one in pair.predicates):
        for predicate in pair.predicates:
            block.add("rml:predicate", writer.term(_constant(predicate)))
    else:
        for predicate in pair.predicates:
            made = term_map(predicate, "predicate", writer)
            _condition(made, pair.condition, writer)
            block.add("rml:predicateMap", made)
    if all(isinstance(one, TermMap) and _is_plain(one, "iri") for one in pair.objects):
        for one in pair.objects:
            assert isinstance(one, TermMap)
            block.add("rml:object", writer.term(_constant(one)))
    else:
        for one in pair.objects:
            block.add("rml:objectMap", _object(one, writer))
    for graph in pair.graphs:
        block.add("rml:graphMap", term_map(graph, "graph", writer))
    return block


def _is_plain(one: TermMap, kind: str) -> bool:
    value = one.expression
    bare = not one.targets and one.gather is None and one.term_type == kind
    return bare and isinstance(value, Constant) and value.kind == kind


def _constant(one: TermMap) -> Constant:
    assert isinstance(one.expression, Constant)
    return one.expression


def _object(one: TermMap | RefObjectMap, writer: Writer) -> Block:
    if isinstance(one, TermMap):
        return term_map(one, "object", writer)
    block = Block()
    if one.parent not in writer.maps:
        raise MappingError("IL-M007", f"The mapping {one.parent!r} is not defined.", place=one.place)
    block.add("rml:parentTriplesMap", f"<#{writer.maps[one.parent]}>")
    for join in one.joins:
        block.add("rml:joinCondition", _join(join, writer))
    return block


def _join(join: Join, writer: Writer) -> Block:
    block = Block()
    for side, value in (("child", join.child), ("parent", join.parent)):
        made = Block()
        expression(made, value, writer)
        if made.pairs and made.pairs[0][0] == "rml:reference":
            block.add(f"rml:{side}", made.pairs[0][1])
        else:
            block.add(f"rml:{side}Map", made)
    return block


def term_map(one: TermMap, position: str, writer: Writer) -> Block:
    """A term map, with its term type where RML's default for the position is another."""
    block = Block()
    value = one.expression
    if not (isinstance(value, Constant) and value.kind == "blank" and value.value == ""):
        expression(block, value, writer)
    if one.term_type is not None and one.term_type != default_type(one, position):
        block.add("rml:termType", f"rml:{_TYPES[one.term_type]}")
    for key, given in (("datatype", one.datatype), ("language", one.language)):
        if isinstance(given, Constant):
            block.add(f"rml:{key}", writer.term(given))
        elif given is not None:
            made = Block()
            expression(made, given, writer)
            block.add(f"rml:{key}Map", made)
    if one.gather is not None:
        _gather(block, one.gather, writer)
    for target in one.targets:
        block.add("rml:logicalTarget", _target(target, writer))
    return block


def default_type(one: TermMap, position: str) -> str | None:
    """RML's term type where none is said: of the constant; a literal for what an object reads or computes."""
    value = one.expression
    if isinstance(value, Constant):
        if one.gather is not None and value.value == "" and value.kind == "blank":
            return "blank"
        return value.kind if value.kind != "blank" else None
    if position == "language":
        return "literal"
    if position != "object" or one.gather is not None:
        return "iri"
    if one.datatype is not None or one.language is not None:
        return "literal"
    if isinstance(value, FunctionCall):
        return None
    return "iri" if isinstance(value, Template) else "literal"


def expression(block: Block, value: Expression, writer: Writer) -> None:
    """The expression of a map: constant, reference, template, function."""
    if isinstance(value, Constant):
        block.add("rml:constant", writer.term(value))
    elif isinstance(value, FunctionCall):
        block.add("rml:functionExecution", _execution(value, writer))
        if value.output is not None:
            block.add("rml:return", writer.iri(value.output))
    elif write_text.climbs(value):
        block.add(writer.iri(ours.EXPRESSION), literal(write_text.expression(value)))
    elif isinstance(value, Template):
        block.add("rml:template", literal(write_text.braces(value)))
    else:
        block.add("rml:reference", literal(value.path))


def _execution(one: FunctionCall, writer: Writer) -> Block:
    block = Block()
    block.add("rml:function", writer.iri(one.function))
    for parameter, value in one.arguments:
        given = Block()
        given.add("rml:parameter", writer.iri(parameter))
        if isinstance(value, Constant):
            given.add("rml:inputValue", writer.term(value))
        else:
            made = Block()
            expression(made, value, writer)
            given.add("rml:inputValueMap", made)
        block.add("rml:input", given)
    return block


def _condition(block: Block, condition: FunctionCall | None, writer: Writer) -> None:
    if condition is not None:
        made = Block()
        expression(made, condition, writer)
        block.add("rml:condition", made)


def _gather(block: Block, gather: Gather, writer: Writer) -> None:
    block.add("rml:gather", tuple(_object(item, writer) for item in gather.items))
    block.add("rml:gatherAs", writer.iri(RDF + _KINDS[gather.kind]))
    if gather.strategy == "cartesian":
        block.add("rml:strategy", "rml:cartesianProduct")
    if gather.allow_empty:
        block.add("rml:allowEmptyListAndContainer", literal("true") + "^^" + writer.iri(XSD + "boolean"))


def _target(target: LogicalTarget, writer: Writer) -> str:
    known = writer.targets.get(target)
    if known is None:
        known = _free("target-", target.name, writer)
        writer.targets[target] = known
        writer.named[known] = write_turtle_sources.target(target, writer)
    return f"<#{known}>"
