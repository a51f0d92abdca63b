"""What makes a shape well-formed: the syntax rules of SHACL Core, as a table.

Source: SHACL (W3C, 2017), appendix A. The tests hold it against the shapes for shapes that pySHACL ships.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from interlingua.rdf.namespaces import RDF, SH, XSD

Said = dict[str, list[Any]]
Index = dict[Any, Said]

KINDS: Final = frozenset(
    SH + kind
    for kind in ("IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral")
)
_LISTS: Final = ("in", "languageIn", "and", "or", "xone", "ignoredProperties")
_PATHS: Final = ("inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
_SHAPES: Final = ("property", "node", "not", "qualifiedValueShape")
_PROPERTY_ONLY: Final = frozenset(
    ("minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals", "qualifiedValueShape", "qualifiedMinCount",
     "qualifiedMaxCount")
)  # fmt: skip


def _iri(term: Any) -> bool:
    return isinstance(term, NamedNode)


def _node(term: Any) -> bool:
    return isinstance(term, NamedNode | BlankNode)


def _literal(*datatypes: str) -> Callable[[Any], bool]:
    allowed = {XSD + name for name in datatypes}
    return lambda term: isinstance(term, Literal) and (not allowed or term.datatype.value in allowed)


def _text(term: Any) -> bool:
    return isinstance(term, Literal) and (bool(term.language) or term.datatype.value == XSD + "string")


def _count(term: Any) -> bool:
    return _literal("integer")(term) and term.value.lstrip("+").isdecimal()


_COUNT: Final = ("a whole number", True, _count)
_ONE_IRI: Final = ("an IRI", True, _iri)
_IRIS: Final = ("an IRI", False, _iri)
_SWITCH: Final = ("true or false", True, _literal("boolean"))
_BOUND: Final = ("a literal", True, _literal())
_ANY: Final = ("anything", False, lambda _: True)
PARAMETERS: Final[dict[str, tuple[str, bool, Callable[[Any], bool]]]] = {
    **dict.fromkeys(("minCount", "maxCount", "minLength", "maxLength", "qualifiedMinCount", "qualifiedMaxCount"), _COUNT),
    **dict.fromkeys(("minInclusive", "maxInclusive", "minExclusive", "maxExclusive"), _BOUND),
    **dict.fromkeys(("uniqueLang", "closed", "deactivated", "qualifiedValueShapesDisjoint"), _SWITCH),
    **dict.fromkeys(("class", "equals", "disjoint", "lessThan", "lessThanOrEquals"), _IRIS),
    **dict.fromkeys(("targetClass", "targetSubjectsOf", "targetObjectsOf"), _IRIS),
    **dict.fromkeys(("property", "node", "not"), ("a shape", False, _node)),
    **dict.fromkeys(("in", "languageIn", "ignoredProperties"), ("one list", True, _node)),
    **dict.fromkeys(("and", "or", "xone"), ("a list", False, _node)),
    **dict.fromkeys(("message", "name", "description"), ("a text", False, _text)),
    "qualifiedValueShape": ("one shape", True, _node), "path": ("one path", True, _node),
    "datatype": _ONE_IRI, "severity": _ONE_IRI, "nodeKind": ("one of SHACL's six kinds of node", True, lambda t: _iri(t) and t.value in KINDS),
    "pattern": ("a text", True, _literal("string")), "flags": ("one text", True, _literal("string")),
    "targetNode": ("an IRI or a literal", False, lambda t: not isinstance(t, BlankNode)),
    "order": ("one number", True, _literal("integer", "decimal")), "group": ("a group", False, _node),
    "hasValue": _ANY, "defaultValue": _ANY, "sparql": ("a SPARQL constraint", False, _node), "target": _ANY, "rule": _ANY,
    "js": _ANY, "expression": _ANY, "values": _ANY, "declare": _ANY, "shapesGraph": _ANY, "suggestedShapesGraph": _ANY,
    "entailment": _ANY, "prefixes": _ANY, "select": _ANY, "ask": _ANY,
}  # fmt: skip
"""Parameter to what its value is, whether there is one at most, and the test of a value."""


def index(quads: Iterable[Any]) -> Index:
    """Subject to predicate (IRI) to objects."""
    found: Index = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        found[quad.subject][quad.predicate.value].append(quad.object)
    return found


def shapes_of(found: Index) -> set[Any]:
    """Every node that is a shape: by its class, its parameters, or where it stands."""
    types = {SH + "NodeShape", SH + "PropertyShape"}
    shapes = set()
    for subject, said in list(found.items()):
        typed = {t.value for t in said.get(RDF + "type", ()) if isinstance(t, NamedNode)} & types
        if typed or any(SH + name in said for name in ("path", "targetClass", "targetNode", "property")):
            shapes.add(subject)
        for name in _SHAPES:
            shapes |= {thing for thing in said.get(SH + name, ()) if _node(thing)}
        for name in ("and", "or", "xone"):
            for head in said.get(SH + name, ()):
                shapes |= {thing for thing in members(head, found) or () if _node(thing)}
    return shapes


def members(head: Any, found: Index) -> list[Any] | None:
    """The members of an RDF list; None for what is no list."""
    out: list[Any] = []
    seen = set()
    while not (isinstance(head, NamedNode) and head.value == RDF + "nil"):
        said = found.get(head, {})
        first, rest = said.get(RDF + "first", []), said.get(RDF + "rest", [])
        if head in seen or len(first) != 1 or len(rest) != 1:
            return None
        seen.add(head)
        out.append(first[0])
        head = rest[0]
    return out


def faults(shape: Any, found: Index) -> Iterator[tuple[str, str | None, Any]]:
    """What is wrong with one shape: a sentence, the parameter (IRI) and its value."""
    said = found.get(shape, {})
    is_property = SH + "path" in said
    types = {t.value for t in said.get(RDF + "type", ()) if isinstance(t, NamedNode)}
    if SH + "PropertyShape" in types and not is_property:
        yield "The property shape has no sh:path.", None, None
    if SH + "NodeShape" in types and is_property:
        yield "A node shape has no sh:path.", SH + "path", None
    for predicate, values in list(said.items()):
        if not predicate.startswith(SH):
            continue
        name = predicate.removeprefix(SH)
        if name not in PARAMETERS:
            yield f"SHACL has no sh:{name}.{_did_you_mean(name)}", predicate, None
            continue
        what, single, fits = PARAMETERS[name]
        if single and len(values) > 1:
            yield f"sh:{name} stands once in a shape.", predicate, values[1]
        for value in values:
            if not fits(value):
                yield f"The value of sh:{name} is {what}.", predicate, value
            else:
                yield from _inside(name, value, found, predicate)
        if name in _PROPERTY_ONLY and not is_property and types:
            yield f"sh:{name} is of property shapes; this shape has no sh:path.", predicate, None
    if SH + "flags" in said and SH + "pattern" not in said:
        yield "sh:flags stands beside a sh:pattern.", SH + "flags", None
    counts = {SH + "qualifiedMinCount", SH + "qualifiedMaxCount"} & set(said)
    if bool(counts) != (SH + "qualifiedValueShape" in said):
        yield "sh:qualifiedValueShape goes with sh:qualifiedMinCount or sh:qualifiedMaxCount.", None, None


def _inside(name: str, value: Any, found: Index, predicate: str) -> Iterator[tuple[str, str | None, Any]]:
    if name == "path":
        wrong = _path_fault(value, found, 0)
        if wrong:
            yield wrong, predicate, value
    elif name in _LISTS:
        held = members(value, found)
        if held is None:
            yield f"The value of sh:{name} is a list, in round brackets.", predicate, value
        elif name == "ignoredProperties" and not all(map(_iri, held)):
            yield "sh:ignoredProperties lists IRIs.", predicate, value
        elif name == "languageIn" and not all(map(_literal("string"), held)):
            yield "sh:languageIn lists language tags.", predicate, value
        elif name in ("and", "or", "xone") and not all(map(_node, held)):
            yield f"sh:{name} lists shapes.", predicate, value
    elif name == "sparql" and not any(SH + query in found.get(value, {}) for query in ("select", "ask")):
        yield "The SPARQL constraint has no sh:select.", predicate, value


def _path_fault(path: Any, found: Index, depth: int) -> str | None:
    """What is wrong with a path; None for a right one."""
    if isinstance(path, NamedNode):
        return None
    said = found.get(path, {})
    if depth > 20 or not isinstance(path, BlankNode):
        return "This is no path."
    if RDF + "first" in said:
        parts = members(path, found)
        if parts is None or len(parts) < 2:
            return "A path of several steps is a list of two or more."
        return next((fault for part in parts if (fault := _path_fault(part, found, depth + 1))), None)
    used = [name for name in _PATHS if SH + name in said]
    if len(used) != 1 or len(said[SH + used[0]]) != 1:
        return f"A path is an IRI, a list, or one of: {', '.join('sh:' + name for name in _PATHS)}."
    inner = said[SH + used[0]][0]
    if used[0] != "alternativePath":
        return _path_fault(inner, found, depth + 1)
    parts = members(inner, found)
    if parts is None or len(parts) < 2:
        return "sh:alternativePath takes a list of two or more."
    return next((fault for part in parts if (fault := _path_fault(part, found, depth + 1))), None)


def path_iris(path: Any, found: Index) -> set[str]:
    """The predicates that a path names."""
    iris: set[str] = set()
    waiting, seen = [path], set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, NamedNode):
            if node.value != RDF + "nil":
                iris.add(node.value)
        elif node not in seen:
            seen.add(node)
            waiting += [value for values in found.get(node, {}).values() for value in values]
    return iris


def _did_you_mean(name: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, PARAMETERS, 1, 0.7)
    return f" Did you mean sh:{near[0]}?" if near else ""
