"""Shapes graphs from files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from interlingua.errors import Place, Severity, ShapesError
from interlingua.rdf.namespaces import RDF, RDFS, SH, SP, XSD
from interlingua.settings import shipped
from interlingua.shacl.fragments import CheckKind
from interlingua.shacl.model import Constraint, NodeShape, PropertyShape, Shapes
from interlingua.shacl.patterns import pattern_checker
from interlingua.shacl.values import INTEGERS, ill_typed, node_kind_allows, parse_term

CODE_LIST = SP + "codeList"
"""On a property shape beside `sh:path`: the values are the codes of this scheme (becomes `sh:in`)."""

_COUNTS: tuple[CheckKind, ...] = ("minCount", "maxCount", "minLength", "maxLength")
_RANGES: tuple[CheckKind, ...] = ("minInclusive", "maxInclusive", "minExclusive", "maxExclusive")
_ANNOTATIONS = frozenset(
    ["path", "severity", "message", "name", "description", "order", "group", "defaultValue", "deactivated", "flags"]
)  # fmt: skip
_SEVERITIES: dict[str, Severity] = {
    SH + "Violation": "violation", SH + "Warning": "warning", SH + "Info": "info",
}  # fmt: skip
_FOREIGN = {
    "sparql": "a SPARQL constraint", "select": "SPARQL", "ask": "SPARQL", "construct": "SPARQL", "js": "JavaScript",
    "jsLibrary": "JavaScript", "rule": "a rule", "validator": "a component of its own", "expression": "an expression",
    "nodeValidator": "a component of its own", "propertyValidator": "a component of its own", "values": "a rule",
}  # fmt: skip

Node = NamedNode | BlankNode
Index = dict[Any, dict[str, list[Any]]]


class CodeLists(Protocol):
    """What shapes want of a vocabulary."""

    def codes_of(self, scheme: str) -> Iterable[str]:
        """IRIs of the codes of a scheme (its IRI)."""

    def superclass_closure(self) -> Mapping[str, frozenset[str]]:
        """All superclasses of each class."""


def profiles() -> tuple[str, ...]:
    """Names of the shipped profiles, `core` first."""
    folder = shipped("shapes") / "profiles"
    others = sorted(p.name.removesuffix(".shacl.ttl") for p in folder.glob("*.shacl.ttl"))
    return ("core", *others)


def profile_files(name: str, folder: Path | None = None) -> list[Path]:
    """The files of a profile alone: core has a header and a file a module, the others one file each."""
    where = folder if folder is not None else shipped("shapes")
    if name == "core":
        return [where / "core.shacl.ttl", *sorted((where / "core").glob("*.shacl.ttl"))]
    return [where / "profiles" / f"{name}.shacl.ttl"]


def load_shapes(path: Path, *, trusted: bool = True, vocabulary: CodeLists | None = None) -> Shapes:
    """Shapes from a Turtle (or other RDF) file. Raises ShapesError IL-V010, with the line if it has one.

    `trusted=False` refuses whatever can run code or reach out: SPARQL, JavaScript, rules, imports.
    """
    if vocabulary is None:
        from interlingua.vocabulary import load

        vocabulary = load()
    triples = list(read_shapes(path))
    refuse_foreign(triples, trusted=trusted)
    return build_shapes(path.name, triples, vocabulary, own=False)


def shapes_from_bytes(data: bytes, *, vocabulary: CodeLists | None = None) -> Shapes:
    """Shapes in Turtle that a stranger sent: Core only. Raises ShapesError IL-V010."""
    if vocabulary is None:
        from interlingua.vocabulary import load

        vocabulary = load()
    triples = list(parse_triples(data, RdfFormat.TURTLE, "shapes"))
    refuse_foreign(triples, trusted=False)
    return build_shapes("shapes", triples, vocabulary, own=False)


def read_shapes(path: Path) -> Iterator[Triple]:
    """The triples of a file of shapes. Raises ShapesError IL-V010."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ShapesError(
            "IL-V010", f"The shapes cannot be read: {error.strerror}.", place=Place(path.name)
        ) from error
    yield from parse_triples(data, RdfFormat.from_extension(path.suffix[1:]) or RdfFormat.TURTLE, path.name)


def parse_triples(data: bytes, format: RdfFormat, file: str) -> Iterator[Triple]:
    """The triples of a shapes graph; blank nodes keep clear of those of other files."""
    try:
        for quad in parse(data, format=format, rename_blank_nodes=True):
            yield quad.triple
    except SyntaxError as error:
        place = Place(file, line=error.lineno)
        raise ShapesError("IL-V010", f"The shapes cannot be parsed: {error.msg}", place=place) from error


def refuse_foreign(triples: Iterable[Triple], *, trusted: bool) -> None:
    """Refuse shapes that would run what they must not. Raises ShapesError IL-V010.

    JavaScript never runs, and no SPARQL may reach another address; the rest is refused unless trusted.
    """
    for triple in triples:
        predicate = triple.predicate.value
        if predicate == "http://www.w3.org/2002/07/owl#imports" and not trusted:
            raise ShapesError("IL-V010", "The shapes import others; imports are not followed here.")
        what = _FOREIGN.get(predicate[len(SH) :]) if predicate.startswith(SH) else None
        if what and (not trusted or what == "JavaScript" or _reaches_out(triple.object)):
            raise ShapesError(
                "IL-V010", f"The shapes use {what}, which is not run here.",
                hint="Use SHACL Core, or a shipped profile.",
            )  # fmt: skip


def _reaches_out(term: object) -> bool:
    import re

    return isinstance(term, Literal) and bool(
        re.search(r"(?<![?$\w])(?:SERVICE|FROM)\b", term.value, re.IGNORECASE)
    )


def build_shapes(name: str, triples: Iterable[Triple], vocabulary: CodeLists, *, own: bool = True) -> Shapes:
    """Shapes from the triples of their graph. Code lists become `sh:in`.

    A pattern that cannot be checked in bounded time is an error in shapes of our `own`; in others' it
    is left to pySHACL.
    """
    full = with_code_lists(triples, vocabulary)
    index: Index = defaultdict(lambda: defaultdict(list))
    for triple in full:
        index[triple.subject][triple.predicate.value].append(triple.object)
    nodes = tuple(node for subject in index if (node := _node_shape(subject, index, own)) is not None)
    return Shapes(name, nodes, full, vocabulary.superclass_closure())


def with_code_lists(triples: Iterable[Triple], vocabulary: CodeLists) -> tuple[Triple, ...]:
    """The triples with the codes of each list named in them. Raises ShapesError IL-V010."""
    return tuple(_with_code_lists(triples, vocabulary))


def _with_code_lists(triples: Iterable[Triple], vocabulary: CodeLists) -> Iterator[Triple]:
    """The triples, and for each code list named in them one RDF list that its rules share."""
    lists: dict[str, Node] = {}
    for triple in triples:
        yield triple
        if triple.predicate.value != CODE_LIST or not isinstance(triple.object, NamedNode):
            continue
        scheme = triple.object.value
        if scheme not in lists:
            codes = known_codes(scheme, vocabulary)
            cells = [BlankNode() for _ in codes]
            lists[scheme] = cells[0]
            yield from _rdf_list(cells, codes)
        yield Triple(triple.subject, NamedNode(SH + "in"), lists[scheme])


def known_codes(scheme: str, vocabulary: CodeLists) -> list[str]:
    """IRIs of the codes of a scheme. Raises ShapesError IL-V010 where there is none."""
    codes = list(vocabulary.codes_of(scheme))
    if not codes:
        raise ShapesError("IL-V010", f"The code list {scheme} is not in the vocabulary.")
    return codes


def _rdf_list(cells: list[BlankNode], codes: list[str]) -> Iterator[Triple]:
    first, rest, nil = (NamedNode(RDF + n) for n in ("first", "rest", "nil"))
    following: list[Node] = [*cells[1:], nil]
    for cell, after, code in zip(cells, following, codes, strict=True):
        yield Triple(cell, first, NamedNode(code))
        yield Triple(cell, rest, after)


def _true(values: list[Any]) -> bool:
    return any(isinstance(v, Literal) and v.value == "true" for v in values)


def _node_shape(subject: Node, index: Index, own: bool) -> NodeShape | None:
    about = index[subject]
    targets = [t.value for t in about.get(SH + "targetClass", ()) if isinstance(t, NamedNode)]
    types = {t.value for t in about.get(RDF + "type", ()) if isinstance(t, NamedNode)}
    if isinstance(subject, NamedNode) and RDFS + "Class" in types and SH + "NodeShape" in types:
        targets.append(subject.value)
    others = any(
        SH + name in about for name in ("targetNode", "targetSubjectsOf", "targetObjectsOf", "target")
    )
    if not (targets or others) or _true(about.get(SH + "deactivated", [])):
        return None
    parts = [subject] if SH + "path" in about else about.get(SH + "property", [])
    properties = tuple(
        _property_shape(part, index, own)
        for part in parts
        if not _true(index[part].get(SH + "deactivated", []))
    )  # fmt: skip
    return NodeShape(_iri(subject), tuple(dict.fromkeys(targets)), properties, others)


def _iri(node: Any) -> str | None:
    return node.value if isinstance(node, NamedNode) else None


def _property_shape(node: Node, index: Index, own: bool) -> PropertyShape:
    about = index[node]
    paths = about.get(SH + "path", [])
    if len(paths) != 1:
        raise ShapesError("IL-V010", f"The property shape {node} needs one sh:path.")
    constraints, left = _constraints(node, about, index, own)
    severity = next(iter(about.get(SH + "severity", ())), None)
    return PropertyShape(
        iri=_iri(node),
        predicate=_iri(paths[0]),
        constraints=constraints,
        severity=_SEVERITIES.get(severity.value, "violation") if severity else "violation",
        messages=_texts(about.get(SH + "message", ())),
        names=_texts(about.get(SH + "name", ())),
        rest=tuple(sorted({*_rest(about), *left})),
    )


def _rest(about: dict[str, list[Any]]) -> Iterator[str]:
    for predicate in about:
        name = predicate[len(SH) :] if predicate.startswith(SH) else ""
        if name and name not in _ANNOTATIONS and name not in _READERS:
            yield name


def _texts(values: Iterable[Any]) -> dict[str, str]:
    return {v.language or "": v.value for v in values if isinstance(v, Literal)}


def _constraints(
    node: Node, about: dict[str, list[Any]], index: Index, own: bool
) -> tuple[tuple[Constraint, ...], set[str]]:
    found: list[Constraint] = []
    left: set[str] = set()
    for kind, read in _READERS.items():
        for value in about.get(SH + kind, ()):
            try:
                found.append(Constraint(kind, read(value, about, index)))
            except ShapesError:
                if own:
                    raise
                left.add(kind)
            except (AttributeError, ValueError, LookupError) as error:
                raise ShapesError(
                    "IL-V010", f"sh:{kind} of {node} has a value that it cannot have."
                ) from error
    return tuple(found), left


def _count(value: Any, _about: Any, _index: Index) -> int:
    number = int(value.value)
    if value.datatype.value not in INTEGERS or number < 0:
        raise ValueError
    return number


def _node_kind(value: Any, _about: Any, _index: Index) -> str:
    node_kind_allows(value.value, "iri")
    return str(value.value)


def _datatype(value: Any, _about: Any, _index: Index) -> str:
    if not isinstance(value, NamedNode):
        raise ValueError
    return value.value


def _range(value: Any, _about: Any, _index: Index) -> str:
    if ill_typed(parse_term(str(value))):
        raise ValueError
    return str(value)


def _pattern(value: Any, about: dict[str, list[Any]], _index: Index) -> str:
    if value.datatype.value != XSD + "string":
        raise ValueError
    flags = "".join(sorted({f for text in about.get(SH + "flags", ()) for f in text.value.lower()}))
    text = f"(?{flags}){value.value}" if flags and set(flags) <= set("ims") else str(value.value)
    pattern_checker(text, "" if text != value.value else flags)
    return text


def _members(value: Any, _about: Any, index: Index) -> tuple[str, ...]:
    out: list[str] = []
    while value.value != RDF + "nil":
        out.append(str(index[value][RDF + "first"][0]))
        value = index[value][RDF + "rest"][0]
        if len(out) > 100_000:
            raise ValueError
    return tuple(out)


_READERS: dict[CheckKind, Any] = {
    **dict.fromkeys(_COUNTS, _count), "nodeKind": _node_kind, "datatype": _datatype,
    "in": _members, "pattern": _pattern, **dict.fromkeys(_RANGES, _range),
}  # fmt: skip
