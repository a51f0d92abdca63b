"""The rules of the shapes, as pages tell them: what each says, how grave it is, in which profile, of which terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal

from pyoxigraph import BlankNode, NamedNode, Triple
from pyoxigraph import Literal as RdfLiteral

from interlingua.rdf import read_triples
from interlingua.rdf.namespaces import DCTERMS, OWL, RDF, SH, SHAPE, SP
from interlingua.shacl.shapes import profile_files
from interlingua.web.termpages.mentions import mentioned

Severity = Literal["violation", "warning", "info"]
Node = NamedNode | BlankNode
About = Mapping[str, list[Any]]
_SEVERITIES: Final[Mapping[str, Severity]] = {SH + "Warning": "warning", SH + "Info": "info"}
_PARTS: Final = (SH + "property", SH + "sparql", SH + "node")
SUFFIX: Final = ".shacl.ttl"


@dataclass(frozen=True, slots=True)
class Profile:
    """One file of shapes. `iri` is that of its header; None where it has none."""

    name: str
    iri: str | None
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape with a message of its own. Texts are by language."""

    iri: str
    profile: Profile
    messages: Mapping[str, str]
    severity: Severity
    targets: tuple[str, ...]
    """Classes whose things it looks at."""
    path: str | None
    """The property, where the path is one."""
    mentions: frozenset[str]
    """Every term of ours that the rule names, its targets too."""
    counts: tuple[int, int | None] = (0, None)


@dataclass(frozen=True, slots=True)
class NodeShape:
    """A shape with targets, and the rules that it holds together."""

    iri: str
    profile: Profile
    names: Mapping[str, str]
    targets: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Every rule. `by_term` answers for classes, properties, codes and code lists."""

    profiles: tuple[Profile, ...]
    shapes: Mapping[str, NodeShape]
    rules: Mapping[str, Rule]
    by_term: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)

    def of_class(self, classes: Iterable[str]) -> list[Rule]:
        """The rules that look at things of any of the classes."""
        wanted = set(classes)
        return [rule for rule in self.rules.values() if wanted.intersection(rule.targets)]

    def counts(self, classes: Iterable[str], path: str) -> tuple[int, int | None]:
        """How many values of a property the core wants of a class, given with its superclasses."""
        least, most = 0, None
        for rule in self.of_class(classes):
            if rule.path == path and rule.profile.name == "core" and rule.severity == "violation":
                least = max(least, rule.counts[0])
                most = rule.counts[1] if most is None else most
        return least, most


def read_rules(folder: Path) -> RuleBook:
    """The rules of the core and of every profile beside it."""
    names = ["core", *sorted(p.name.removesuffix(SUFFIX) for p in (folder / "profiles").glob("*" + SUFFIX))]
    profiles: list[Profile] = []
    shapes: dict[str, NodeShape] = {}
    rules: dict[str, Rule] = {}
    for name in names:
        files = [file for file in profile_files(name, folder) if file.is_file()]
        if files:
            about = _index(triple for file in files for triple in read_triples(file, rename_blanks=True))
            profile = _profile(name, about)
            profiles.append(profile)
            for shape in _node_shapes(about, profile):
                shapes[shape.iri] = shape
                for rule in _rules(about, shape, profile):
                    before = rules.get(rule.iri)
                    rules[rule.iri] = rule if before is None else _joined(before, rule)
    by_term: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules.values():
        for term in rule.mentions:
            by_term[term].append(rule)
    frozen = {term: tuple(found) for term, found in by_term.items()}
    return RuleBook(
        tuple(profiles), MappingProxyType(shapes), MappingProxyType(rules), MappingProxyType(frozen)
    )


def texts(values: Iterable[Any]) -> dict[str, str]:
    """Literals by language."""
    return {value.language or "": value.value for value in values if isinstance(value, RdfLiteral)}


def _index(triples: Iterable[Triple]) -> dict[Node, dict[str, list[Any]]]:
    about: dict[Node, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if isinstance(triple.subject, NamedNode | BlankNode):
            about[triple.subject][triple.predicate.value].append(triple.object)
    return about


def _iris(values: Iterable[Any]) -> tuple[str, ...]:
    return tuple(value.value for value in values if isinstance(value, NamedNode))


def _profile(name: str, about: Mapping[Node, About]) -> Profile:
    headers = {
        subject.value: said
        for subject, said in about.items()
        if isinstance(subject, NamedNode) and OWL + "Ontology" in _iris(said.get(RDF + "type", ()))
    }
    for iri in (SHAPE + name, *headers):  # a file of a module may have a header too
        if (found := headers.get(iri)) is not None:
            titles, descriptions = found.get(DCTERMS + "title", ()), found.get(DCTERMS + "description", ())
            return Profile(name, iri, texts(titles), texts(descriptions))
    return Profile(name, None, {}, {})


def _node_shapes(about: Mapping[Node, About], profile: Profile) -> Iterator[NodeShape]:
    for subject, said in about.items():
        kinds = _iris(said.get(RDF + "type", ()))
        if SH + "NodeShape" in kinds and isinstance(subject, NamedNode):
            targets = [
                iri for name in ("targetClass", "targetNode") for iri in _iris(said.get(SH + name, ()))
            ]
            for name in ("targetSubjectsOf", "targetObjectsOf"):
                targets += _iris(said.get(SH + name, ()))
            if OWL + "Class" in kinds:
                targets.append(subject.value)
            parts = [part for name in _PARTS for part in _iris(said.get(name, ())) if part.startswith(SHAPE)]
            yield NodeShape(
                subject.value, profile, texts(said.get(SH + "name", ())), tuple(targets), tuple(parts)
            )


def _rules(about: Mapping[Node, About], shape: NodeShape, profile: Profile) -> Iterator[Rule]:
    for iri in (shape.iri, *shape.rules):
        said = about.get(NamedNode(iri), {})
        messages = texts(said.get(SH + "message", ()))
        for inner in said.get(SH + "sparql", ()):
            messages = messages or texts(about.get(inner, {}).get(SH + "message", ()))
        if not messages:
            continue
        grave = _iris(said.get(SH + "severity", ()))
        path = _iris(said.get(SH + "path", ()))
        yield Rule(
            iri=iri,
            profile=profile,
            messages=messages,
            severity=_SEVERITIES.get(grave[0], "violation") if grave else "violation",
            targets=shape.targets,
            path=path[0] if path else None,
            mentions=frozenset(_mentions(about, NamedNode(iri))) | set(shape.targets),
            counts=(_number(said, "minCount") or 0, _number(said, "maxCount")),
        )


def _number(said: About, name: str) -> int | None:
    found = [value.value for value in said.get(SH + name, ()) if isinstance(value, RdfLiteral)]
    return int(found[0]) if found and found[0].isdigit() else None


def _mentions(about: Mapping[Node, About], start: Node) -> Iterator[str]:
    """The terms named by a shape and by the blank nodes that belong to it."""
    waiting, seen = [start], {start}
    while waiting:
        node = waiting.pop()
        for predicate, values in about.get(node, {}).items():
            for value in values:
                if isinstance(value, NamedNode) and value.value.startswith(SP):
                    if not value.value.startswith(SHAPE):
                        yield value.value
                elif isinstance(value, BlankNode) and value not in seen:
                    seen.add(value)
                    waiting.append(value)
                elif predicate in (SH + "select", SH + "ask"):
                    yield from mentioned(value.value)


def _joined(one: Rule, other: Rule) -> Rule:
    """A rule that two shapes hold looks at the things of both."""
    return Rule(
        iri=one.iri, profile=one.profile, messages=one.messages, severity=one.severity, path=one.path,
        targets=tuple(dict.fromkeys((*one.targets, *other.targets))), mentions=one.mentions | other.mentions,
        counts=one.counts,
    )  # fmt: skip
