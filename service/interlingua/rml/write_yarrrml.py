"""The mapping model as YARRRML that people read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from interlingua.errors import MappingError
from interlingua.rdf.namespaces import RDF
from interlingua.rml import write_text, write_yarrrml_sources
from interlingua.rml.model import (
    Constant,
    Expression,
    FunctionCall,
    LogicalSource,
    LogicalTarget,
    Mapping,
    PredicateObjectMap,
    Reference,
    RefObjectMap,
    Template,
    TermMap,
    TriplesMap,
)
from interlingua.rml.names import _SCHEMES, KNOWN
from interlingua.rml.write_text import Prefixes
from interlingua.rml.write_yaml import Flow, Quoted, dumped

_TYPES = {"uri": "uri", "unsafe-iri": "unsafeiri", "unsafe-uri": "unsafeuri", "blank": "blank", "iri": "iri",
          "literal": "literal"}  # fmt: skip


@dataclass(slots=True)
class _Writer:
    prefixes: Prefixes
    sources: dict[LogicalSource, str]
    targets: dict[LogicalTarget, str]
    record: LogicalSource | None


def yarrrml(mapping: Mapping) -> str:
    """The document. Raises MappingError IL-M014 for what cannot be written."""
    declared = {p: n for p, n in mapping.prefixes if n and p}
    writer = _Writer(Prefixes({**KNOWN, **declared}.items()), {}, {}, None)
    writer.record = mapping.record.source if mapping.record is not None else None
    named = _sources(mapping, writer)
    _targets(mapping, writer)
    maps = {one.name: _mapping(one, writer) for one in mapping.triples_maps}
    prefixes = {p: n for p, n in declared.items() if KNOWN.get(p) != n and _worth(p, writer, mapping)}
    out: dict[str, Any] = {}
    if prefixes:
        out["prefixes"] = prefixes
    if mapping.base is not None:
        out["base"] = mapping.base
    keys = {key: json.loads(value) for key, value in mapping.keys}
    if named:
        out["sources"] = named
    if writer.targets:
        out["targets"] = {name: write_yarrrml_sources.target(one) for one, name in writer.targets.items()}
    out.update(keys)
    out["mappings"] = maps
    return dumped(out)


def _worth(prefix: str, writer: _Writer, mapping: Mapping) -> bool:
    """A prefix that is used, or that the values of our own keys may use."""
    return prefix in writer.prefixes.used or any(f"{prefix}:" in value for _, value in mapping.keys)


def _sources(mapping: Mapping, writer: _Writer) -> dict[str, Any]:
    named: dict[str, Any] = {}
    of_record = mapping.record.source if mapping.record is not None else None
    ordered = [one for one in mapping.sources if one != of_record]
    ordered += [one for one in mapping.sources if one == of_record]
    ordered += [one.source for one in mapping.triples_maps]
    for source in ordered:
        if not source.name or source in writer.sources:
            continue
        if source.view is not None:
            if source.name not in json.loads(dict(mapping.keys).get("views", "{}")):
                raise MappingError(
                    "IL-M014", "A view of RML Turtle cannot be written as YARRRML yet.", place=source.place
                )
            writer.sources[source] = source.name
        elif source.name not in named:
            named[source.name] = write_yarrrml_sources.source(source)
            writer.sources[source] = source.name
    return named


def _targets(mapping: Mapping, writer: _Writer) -> None:
    for one in mapping.triples_maps:
        terms: list[TermMap] = [one.subject, *one.graphs]
        for pair in one.predicate_objects:
            terms += [*pair.predicates, *pair.graphs, *(o for o in pair.objects if isinstance(o, TermMap))]
        for term in terms:
            for target in term.targets:
                name, number = target.name, 2
                while name in writer.targets.values() and target not in writer.targets:
                    name, number = f"{target.name} {number}", number + 1
                writer.targets.setdefault(target, name)


def _mapping(one: TriplesMap, writer: _Writer) -> dict[str, Any]:
    out: dict[str, Any] = {}
    if one.base is not None:
        raise MappingError("IL-M014", "YARRRML has no rml:baseIRI of one mapping.", place=one.place)
    if one.each is not None:
        out["each"] = ("?" if one.rare else "") + one.each
    if one.source.name and one.source != writer.record:
        name = writer.sources.get(one.source)
        out["sources"] = name if name is not None else [write_yarrrml_sources.source(one.source)]
    out["s"] = _subject(one.subject, writer)
    if one.condition is not None:
        out["condition"] = _call(one.condition, writer)
    if one.graphs:
        out["graphs"] = _one_or_list([_iri_term(graph, writer) for graph in one.graphs])
    pairs: list[Any] = [Flow(["a", _iri(iri, writer)]) for iri in one.classes]
    pairs += [_pair(pair, writer) for pair in one.predicate_objects]
    if pairs:
        out["po"] = pairs
    return out


def _one_or_list(items: list[Any]) -> Any:
    return items[0] if len(items) == 1 and not isinstance(items[0], list) else items


def _subject(one: TermMap, writer: _Writer) -> Any:
    if one.gather is not None:
        return _gather(one, writer)
    plain = isinstance(one.expression, Constant) and one.expression.value == "" and one.term_type == "blank"
    if plain and not one.targets:
        return None
    if one.term_type not in ("iri", "blank"):
        raise MappingError(
            "IL-M014", f"YARRRML has no subject of the term type {one.term_type!r}.", place=one.place
        )
    return _iri_term(one, writer)


def _iri_term(one: TermMap, writer: _Writer) -> Any:
    """A subject, predicate or graph."""
    value = _positional(one, writer)
    if not one.targets:
        return value
    out = dict(value) if isinstance(value, dict) else {} if value is None else {"value": value}
    if one.term_type == "blank" and value is None:
        out["type"] = "blank"
    out["targets"] = [writer.targets[target] for target in one.targets]
    return out


def _positional(one: TermMap, writer: _Writer) -> Any:
    value = one.expression
    if isinstance(value, FunctionCall):
        return _call(value, writer)
    if one.term_type == "blank":
        if isinstance(value, Constant) and value.value == "":
            return None
        return "_:" + write_text.expression(value)
    return _iri_text(value, writer)


def _iri_text(value: Expression, writer: _Writer) -> Any:
    if isinstance(value, Constant):
        return _iri(value.value, writer)
    if isinstance(value, Reference):
        return write_text.reference(value)
    assert isinstance(value, Template)
    head = value.parts[0]
    if len(value.parts) == 1 or (isinstance(head, str) and _ambiguous(head, writer)):
        return {"template": write_text.braces(value)}
    if not isinstance(head, str):
        return write_text.template(value)
    short = writer.prefixes.head(head)
    rest = Template(value.parts[1:])
    return write_text.literal(short) + write_text.template(rest)


def _ambiguous(head: str, writer: _Writer) -> bool:
    """Whether the beginning of a template would be taken for a prefix."""
    prefix, colon, rest = head.partition(":")
    if not colon or rest.startswith("//"):
        return False
    return prefix in writer.prefixes.known or prefix.lower() not in _SCHEMES


def _iri(iri: str, writer: _Writer) -> str:
    if iri == RDF + "type":
        return "rdf:type"
    short = writer.prefixes.short(iri)
    if short is not None:
        return short
    return f"<{iri}>" if _ambiguous(iri, writer) or "$(" in iri or "\\" in iri else iri


def _call(one: FunctionCall, writer: _Writer) -> Any:
    made = write_text.call(one, writer.prefixes)
    if made is not None:
        return made
    parameters = [[_iri(iri, writer), _argument(value, writer)] for iri, value in one.arguments]
    out: dict[str, Any] = {"function": _iri(one.function, writer)}
    if parameters:
        out["parameters"] = [Flow(pair) if isinstance(pair[1], str) else pair for pair in parameters]
    if one.output is not None:
        out["return"] = _iri(one.output, writer)
    return out


def _argument(value: Expression, writer: _Writer) -> Any:
    if isinstance(value, FunctionCall):
        return _call(value, writer)
    if isinstance(value, Constant) and value.kind == "iri":
        return _iri(value.value, writer) + "~iri"
    return Quoted(write_text.whole(write_text.expression(value)))


def _pair(pair: PredicateObjectMap, writer: _Writer) -> Any:
    predicates = [_predicate(one, writer) for one in pair.predicates]
    is_type = all(
        isinstance(one.expression, Constant) and one.expression.value == RDF + "type"
        for one in pair.predicates
    )
    objects = [_object(one, writer, is_type) for one in pair.objects]
    short = pair.condition is None and not pair.graphs and all(isinstance(p, str) for p in predicates)
    if short and len(objects) == 1 and isinstance(objects[0], list):
        return Flow([_one_or_list(predicates), *objects[0]])
    if short and all(isinstance(one, list) and len(one) == 1 for one in objects):
        return Flow([_one_or_list(predicates), Flow([one[0] for one in objects])])
    out: dict[str, Any] = {"p": _one_or_list(predicates)}
    out["o"] = _one_or_list([_long(one) for one in objects])
    if pair.condition is not None:
        out["condition"] = _call(pair.condition, writer)
    if pair.graphs:
        out["graphs"] = _one_or_list([_iri_term(graph, writer) for graph in pair.graphs])
    return out


def _predicate(one: TermMap, writer: _Writer) -> Any:
    value = one.expression
    if isinstance(value, Constant) and value.value == RDF + "type" and not one.targets:
        return "a"
    if one.term_type not in ("iri", None):
        raise MappingError("IL-M014", "YARRRML has predicates that are IRIs only.", place=one.place)
    return _iri_term(one, writer)


def _long(one: Any) -> Any:
    """An object of the short form as keys."""
    if not isinstance(one, list):
        return one
    if len(one) == 1:
        return one[0]
    mark = one[1]
    if mark.endswith("~lang"):
        return {"value": one[0], "language": mark[: -len("~lang")]}
    return {"value": one[0], "datatype": mark}


def _object(one: TermMap | RefObjectMap, writer: _Writer, is_type: bool) -> Any:
    """[value], [value, datatype or language], or keys."""
    if isinstance(one, RefObjectMap):
        return _link(one, writer)
    if one.gather is not None:
        return _gather(one, writer)
    value, kind = one.expression, one.term_type
    if isinstance(value, Constant) and value.kind == "blank" and value.value == "":
        return _targeted({"type": "blank"}, one, writer)
    if isinstance(value, FunctionCall):
        return _function_object(value, one, writer)
    if kind == "iri" and not one.targets:
        text = _iri_text(value, writer)
        if isinstance(text, dict):
            return {**text, "type": "iri"}
        return [text if is_type and isinstance(value, Constant) else f"{text}~iri"]
    if kind == "blank" and not one.targets:
        return ["_:" + write_text.expression(value)]
    if kind in ("literal", None) and not one.targets and not is_type:
        return _literal(one, writer)
    return _keyed(one, writer)


def _text(value: Expression, writer: _Writer) -> Any:
    """A text that is no IRI: between quotes where it would look like one."""
    if isinstance(value, Template) and len(value.parts) == 1:
        return {"template": write_text.braces(value)}
    text = write_text.expression(value)
    if not isinstance(value, Reference):
        text = write_text.whole(text)
    prefix, colon, _ = text.partition(":")
    return Quoted(text) if (colon and prefix in writer.prefixes.known) or not text else text


def _literal(one: TermMap, writer: _Writer) -> Any:
    value = one.expression
    text = _text(value, writer)
    datatype: Expression | None = one.datatype
    language: Expression | None = one.language
    if isinstance(value, Constant):
        datatype = Constant(value.datatype) if value.datatype is not None else datatype
        language = Constant(value.language, "literal") if value.language is not None else language
    if isinstance(text, dict) or isinstance(datatype, FunctionCall) or isinstance(language, FunctionCall):
        return _keyed(one, writer)
    if language is not None:
        return [text, write_text.expression(language) + "~lang"]
    if datatype is not None:
        made = _iri_text(datatype, writer)
        return [text, made] if isinstance(made, str) else _keyed(one, writer)
    return [text]


def _function_object(value: FunctionCall, one: TermMap, writer: _Writer) -> Any:
    call = _call(value, writer)
    marks = (one.datatype, one.language)
    if isinstance(call, str) and not one.targets:
        if one.term_type == "iri" and marks == (None, None):
            return [f"{call}~iri"]
        if one.term_type is None and marks == (None, None):
            return [call]
    out = dict(call) if isinstance(call, dict) else {"function": call}
    return _targeted(_typed(out, one, writer), one, writer)


def _keyed(one: TermMap, writer: _Writer) -> dict[str, Any]:
    value = one.expression
    iri = one.term_type in ("iri", "uri", "unsafe-iri", "unsafe-uri")
    text = _iri_text(value, writer) if iri else _text(value, writer)
    out = dict(text) if isinstance(text, dict) else {"value": text}
    return _targeted(_typed(out, one, writer), one, writer)


def _typed(out: dict[str, Any], one: TermMap, writer: _Writer) -> dict[str, Any]:
    if one.term_type is not None:
        out["type"] = _TYPES[one.term_type]
    value = one.expression
    datatype, language = one.datatype, one.language
    if isinstance(value, Constant):
        datatype = Constant(value.datatype) if value.datatype is not None else datatype
        language = Constant(value.language, "literal") if value.language is not None else language
    if datatype is not None:
        made = _call(datatype, writer) if isinstance(datatype, FunctionCall) else _iri_text(datatype, writer)
        out["datatype"] = made
    if language is not None:
        is_call = isinstance(language, FunctionCall)
        out["language"] = _call(language, writer) if is_call else write_text.expression(language)  # type: ignore[arg-type]
    return out


def _targeted(out: dict[str, Any], one: TermMap, writer: _Writer) -> dict[str, Any]:
    if one.targets:
        out["targets"] = [writer.targets[target] for target in one.targets]
    return out


def _gather(one: TermMap, writer: _Writer) -> dict[str, Any]:
    gather = one.gather
    assert gather is not None
    out: dict[str, Any] = {"gather": [_long(_object(item, writer, False)) for item in gather.items]}
    out["as"] = gather.kind
    if gather.strategy == "cartesian":
        out["strategy"] = "cartesian"
    if gather.allow_empty:
        out["empty"] = "true"
    value = _positional(one, writer)
    if value is not None:
        out["value"] = value
    return _targeted(out, one, writer)


def _link(one: RefObjectMap, writer: _Writer) -> dict[str, Any]:
    out: dict[str, Any] = {"mapping": one.parent}
    conditions = []
    for join in one.joins:
        sides = [write_text.argument(side, writer.prefixes) for side in (join.child, join.parent)]
        if sides[0] is None or sides[1] is None:
            raise MappingError("IL-M014", "The join's function has no prefix.", place=one.place)
        conditions.append(f"equal(str1={sides[0]}, str2={sides[1]})")
    if conditions:
        out["condition"] = _one_or_list(conditions)
    return out
