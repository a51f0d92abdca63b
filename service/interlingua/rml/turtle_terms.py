"""Term maps of RML documents, with the rules of RML-Core for each position."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from interlingua.errors import MappingError, Place
from interlingua.functions import Parameter
from interlingua.rml import execute, ours, turtle_fnml, written
from interlingua.rml.model import (
    Constant,
    Expression,
    FunctionCall,
    Gather,
    Reference,
    RefObjectMap,
    Template,
    TermMap,
    TermType,
)
from interlingua.rml.names import checked_iri, checked_language
from interlingua.rml.nodes import Node, local
from interlingua.rml.templates import parse_rml
from interlingua.rml.turtle_gathers import GATHER, gather
from interlingua.rml.turtle_targets import targets

Position = Literal["subject", "predicate", "object", "graph", "datatype", "language"]
_EXPRESSIONS = ("constant", "reference", "template", "functionExecution", "functionValue")
_TERM_MAP = (
    *_EXPRESSIONS, "column", "termType", "datatype", "datatypeMap", "language", "languageMap", "return",
    "returnMap", "inverseExpression", "condition",
)  # fmt: skip
_EXECUTION = ("function", "functionMap", "input")
_INPUT = ("parameter", "parameterMap", "inputValue", "inputValueMap")
_TERM_TYPES: dict[str, TermType] = {
    "IRI": "iri", "URI": "uri", "UnsafeIRI": "unsafe-iri", "UnsafeURI": "unsafe-uri", "Literal": "literal",
    "BlankNode": "blank",
}  # fmt: skip
_IRIS: tuple[TermType, ...] = ("iri", "uri", "unsafe-iri", "unsafe-uri")
_ALLOWED: dict[str, tuple[TermType, ...]] = {
    "subject": (*_IRIS, "blank"),
    "predicate": _IRIS,
    "graph": (*_IRIS, "blank"),
    "datatype": _IRIS,
    "language": ("literal",),
    "object": (*_IRIS, "blank", "literal"),
}


def constant_map(node: Node, position: Position) -> TermMap:
    """A constant shortcut: rml:subject, rml:predicate, rml:object, rml:graph."""
    return _checked(TermMap(node.term, place=node.place), position, None)


def term_map(node: Node, position: Position, also: tuple[str, ...] = (), link: Link | None = None) -> TermMap:
    """A term map. `link` reads a referencing object map among the members of a gather map.

    Raises MappingError IL-M010, IL-M012, IL-M014.
    """
    gathers = GATHER if position in ("subject", "predicate", "object") else ()
    node.only((*_TERM_MAP, *gathers, "logicalTarget", *also), f"a {position} map")
    if node.term.kind == "literal":
        raise MappingError("IL-M010", f"A {position} map cannot be a literal.", place=node.place)
    found = gather(node, lambda one: _member(one, link))
    made = _simple(node, position) if found is None else _gather_map(node, position, found)
    maps = [one for name in ("languageMap", "datatypeMap") for one in node.all(name)]
    where = tuple(dict.fromkeys(target for one in (node, *maps) for target in targets(one)))
    return replace(made, targets=where) if where else made


Link = Callable[[Node], RefObjectMap]


def _member(node: Node, link: Link | None) -> TermMap | RefObjectMap:
    """A member of a collection: an object map, of any kind."""
    if node.has("parentTriplesMap"):
        if link is None:
            raise MappingError("IL-M010", "A link has no meaning here.", place=node.place)
        return link(node)
    made = term_map(node, "object", link=link)
    return replace(made, expression=execute.only_if(condition(node), made.expression))


def _gather_map(node: Node, position: Position, found: Gather) -> TermMap:
    """A collection or container; the expression, where there is one, names its first node (RML-CC)."""
    term_type = _term_type(node)
    for name in ("datatype", "datatypeMap", "language", "languageMap"):
        if node.has(name):
            raise MappingError(
                "IL-M010", f"A collection has no rml:{name}; its members have.", place=node.one(name).place
            )
    made = _expression(node)
    if made is None:
        # "the head node of each generated collection or container is a new blank node" (RML-CC)
        made = Constant("", "blank")
        term_type = term_type or "blank"
    elif not isinstance(made, Constant):
        term_type = term_type or "iri"
    whole = _checked(TermMap(made, place=node.place), position, term_type)
    if whole.term_type == "literal":
        raise MappingError("IL-M010", "The name of a collection cannot be a literal.", place=node.place)
    return replace(whole, gather=found)


def _simple(node: Node, position: Position) -> TermMap:
    term_type = _term_type(node)
    made = _as_iri(node, position, term_type, _expression(node))
    if made is None:
        if term_type == "blank" and position in ("subject", "object", "graph"):
            return TermMap(Constant("", "blank"), "blank", place=node.place)
        raise MappingError(
            "IL-M010",
            f"The {position} map says nothing of its value.",
            place=node.place,
            hint="Give it rml:reference, rml:template or rml:constant.",
        )
    datatype, language = _datatype(node), _language(node)
    if datatype is not None and language is not None:
        raise MappingError("IL-M010", "A term map has a datatype or a language, not both.", place=node.place)
    if (datatype is not None or language is not None) and term_type not in (None, "literal"):
        raise MappingError("IL-M010", "Only a literal has a datatype or a language.", place=node.place)
    if term_type is None and isinstance(made, FunctionCall) and written.as_written() and position == "object":
        return TermMap(made, None, datatype, language, node.place)  # what the function gives decides
    if term_type is None and position == "object" and isinstance(made, FunctionCall):
        term_type = "iri" if execute.gives_iri(made) else "literal"
        own = execute.datatype_of(made)
        if term_type == "literal" and datatype is None and language is None and own is not None:
            datatype = Constant(own, "iri")
    return _checked(TermMap(made, None, datatype, language, node.place), position, term_type)


def _as_iri(
    node: Node, position: Position, term_type: TermType | None, made: Expression | None
) -> Expression | None:
    """A text that stands for an IRI: a template without references, or a constant that is said to be an IRI.

    YARRRML's parser writes `rr:constant "http://..."; rr:termType rr:IRI` for every class.
    """
    if not isinstance(made, Constant) or made.kind != "literal" or made.datatype or made.language:
        return made
    said = term_type in _IRIS
    implied = node.has("template") and term_type is None and position not in ("language",)
    return Constant(made.value, "iri") if said or implied else made


def _checked(made: TermMap, position: Position, written: TermType | None) -> TermMap:
    """The term map with its term type, which must fit the position and, of a constant, the term."""
    allowed = _ALLOWED[position]
    constant = made.expression if isinstance(made.expression, Constant) else None
    if constant is not None and not _fits(constant, written):
        raise MappingError(
            "IL-M010",
            f"The constant is {_KINDS[constant.kind]}, which its term type is not.",
            place=made.place,
            hint="Leave rml:termType out: a constant has its own.",
        )
    term_type = written or _default(made, position)
    if term_type not in allowed:
        raise MappingError(
            "IL-M010",
            f"A {position} cannot be {_KINDS[term_type if term_type in _KINDS else 'iri']}.",
            place=made.place,
        )
    if constant is not None and constant.kind == "iri":
        checked_iri(constant.value, made.place, what=position)
    return replace(made, term_type=term_type)


_KINDS = {"iri": "an IRI", "literal": "a literal", "blank": "a blank node"}


def _fits(constant: Constant, written: TermType | None) -> bool:
    if written is None:
        return True
    return constant.kind == ("iri" if written in _IRIS else written)


def _default(made: TermMap, position: Position) -> TermType:
    """ "If the term map does not have a rml:termType property" (RML-Core, term types)."""
    if isinstance(made.expression, Constant):
        kinds: dict[str, TermType] = {"iri": "iri", "literal": "literal", "blank": "blank"}
        return kinds[made.expression.kind]
    if position == "language":
        return "literal"
    if position != "object":
        return "iri"
    if made.language is not None or made.datatype is not None:
        return "literal"
    return "iri" if isinstance(made.expression, Template) else "literal"


def _term_type(node: Node) -> TermType | None:
    if not node.has("termType"):
        return None
    named = node.one("termType")
    name = local(named.term.value)
    if name in ("RDFstarTriple", "StarTriple"):
        raise MappingError("IL-M014", f"The term type {name!r} is not supported yet.", place=named.place)
    if name not in _TERM_TYPES:
        raise MappingError("IL-M010", "The term type is not one of RML's.", place=named.place, hint="rml:IRI")
    return _TERM_TYPES[name]


def _datatype(node: Node) -> Expression | None:
    if node.has("datatype") and node.has("datatypeMap"):
        raise MappingError("IL-M010", "The datatype is there twice.", place=node.place)
    if node.has("datatype"):
        named = node.one("datatype")
        if named.term.kind != "iri":
            raise MappingError("IL-M010", "A datatype must be an IRI.", place=named.place)
        return named.term
    if not node.has("datatypeMap"):
        return None
    one = node.one("datatypeMap")
    return execute.only_if(condition(one), term_map(one, "datatype").expression)


def _language(node: Node) -> Expression | None:
    if node.has("language") and node.has("languageMap"):
        raise MappingError("IL-M010", "The language is there twice.", place=node.place)
    if node.has("language"):
        named = node.one("language")
        found: Expression = named.term
        place = named.place
    elif node.has("languageMap"):
        place = node.one("languageMap").place
        one = node.one("languageMap")
        found = execute.only_if(condition(one), term_map(one, "language").expression)
    else:
        return None
    if isinstance(found, Constant):
        if found.kind != "literal":
            raise MappingError("IL-M010", "A language must be a text.", place=place)
        checked_language(found.value, place)
    return found


def _expression(node: Node) -> Expression | None:
    ours_ = ours.expression(node)
    if ours_ is not None:
        return ours_
    given = [name for name in (*_EXPRESSIONS, "column") if node.has(name)]
    if not given:
        return None
    if len(given) > 1:
        raise MappingError(
            "IL-M010",
            f"A term map has rml:{given[0]} or rml:{given[1]}, not both.",
            place=node.one(given[1]).place,
        )
    value = node.one(given[0])
    if given[0] == "constant":
        return value.term
    if given[0] == "functionExecution":
        return _execution(value, node)
    if given[0] == "functionValue":
        return turtle_fnml.call(value, _expression)
    if value.term.kind != "literal":
        raise MappingError("IL-M010", f"rml:{given[0]} must be a text.", place=value.place)
    if given[0] == "template":
        return parse_rml(value.term.value, value.place)
    return Reference(value.term.value, value.place)


def expression(node: Node, short: str, long: str) -> Expression:
    """An expression given as a reference (rml:child "x") or as a map (rml:childMap [...])."""
    if node.has(short):
        value = node.one(short)
        return Reference(value.term.value, value.place)
    one = node.one(long)
    found = _expression(one)
    if found is None:
        raise MappingError("IL-M010", f"rml:{long} says nothing of its value.", place=one.place)
    return found


def own_expression(node: Node) -> Expression | None:
    """What a node itself says of its value; None where it says nothing. Raises MappingError."""
    return _expression(node)


def _execution(node: Node, of: Node) -> FunctionCall:
    node.only(_EXECUTION, "a function execution")
    name, place = _named(node, "function", "functionMap")
    function = execute.function(name, name, place)
    output = None
    if of.has("return") or of.has("returnMap"):
        output = execute.output(function, *_named(of, "return", "returnMap"))
    arguments: list[tuple[Parameter, Expression]] = []
    for one in node.all("input"):
        one.only(_INPUT, "a function's input")
        parameter, where = _named(one, "parameter", "parameterMap")
        arguments.append((execute.parameter(function, parameter, parameter, where), _input(one)))
    return execute.call(function, arguments, place, output)


def condition(node: Node) -> FunctionCall | None:
    """rml:condition of an expression map: what must hold for it to say anything. Raises MappingError IL-M010."""
    if not node.has("condition"):
        return None
    one = node.one("condition")
    found = _expression(one)
    if not isinstance(found, FunctionCall):
        raise MappingError(
            "IL-M010",
            "A condition must be a function execution.",
            place=one.place,
            hint="Give it rml:functionExecution, of idlab-fn:equal for example.",
        )
    return execute.test(found, one.place)


def _named(node: Node, short: str, long: str) -> tuple[str, Place]:
    if node.has(short):
        value = node.one(short)
        return value.term.value, value.place
    one = node.one(long, f"rml:{short} is missing.")
    found = _expression(one)
    if not isinstance(found, Constant):
        raise MappingError("IL-M014", f"rml:{long} must be a constant.", place=one.place)
    return found.value, one.place


def _input(node: Node) -> Expression:
    if node.has("inputValue"):
        return node.one("inputValue").term
    one = node.one("inputValueMap", "The function's input has no value.")
    found = _expression(one)
    if found is None:
        raise MappingError("IL-M010", "The function's input says nothing of its value.", place=one.place)
    return execute.only_if(condition(one), found)
