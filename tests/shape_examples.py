"""The rules of the shapes and their examples, as the tests of shapes read them.

A rule is a named shape with a constraint of its own: a property shape, or a node shape with `sh:not`, `sh:sparql`
and the like. Its examples are the named graphs `invalid:<name>` and `valid:<name>` in
`ontology/examples/<profile>/*.trig`; `invalid:<name> rdfs:seeAlso shape:<other>`, outside the graphs, names
the rules that such an example cannot help breaking too.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from interlingua.rdf import by_name, read_quads, read_triples
from interlingua.rdf.namespaces import RDFS, SH, SHAPE, SP
from interlingua.settings import shipped
from interlingua.shacl import profiles
from interlingua.shacl.shapes import profile_files

INVALID = "urn:interlingua:example:invalid:"
VALID = "urn:interlingua:example:valid:"
DATA = "https://data.example.org/"
PROFILES = profiles()
CONSTRAINTS = frozenset({
    *(SH + name for name in (
        "minCount", "maxCount", "datatype", "nodeKind", "class", "pattern", "in", "hasValue", "languageIn", "uniqueLang",
        "minLength", "maxLength", "minInclusive", "maxInclusive", "minExclusive", "maxExclusive",
        "lessThan", "lessThanOrEquals", "equals", "disjoint", "not", "and", "or", "xone", "node", "sparql", "closed",
        "qualifiedMinCount", "qualifiedMaxCount",
    )),
    SP + "codeList",
})  # fmt: skip
BESIDE = frozenset({SH + name for name in ("flags", "ignoredProperties", "qualifiedValueShape")})
"""What goes with a constraint and says nothing alone."""


@dataclass(frozen=True)
class Rule:
    """A rule of a shapes file."""

    name: str
    severity: str
    constraints: tuple[str, ...]
    """The IRIs of its constraint parameters."""
    of_graph: bool
    """It is about the graph as a whole (a target node), so its example is validated alone."""

    @property
    def component(self) -> str:
        """The SHACL component of its constraint."""
        (parameter,) = self.constraints
        name = "in" if parameter == SP + "codeList" else parameter.removeprefix(SH)
        return "SPARQL" if name == "sparql" else name[0].upper() + name[1:]


def shape_files(profile: str) -> list[Path]:
    """Where a profile's rules are written."""
    return profile_files(profile)


@cache
def graphs(profile: str) -> dict[str, list[ox.Triple]]:
    """The example graphs of a profile by IRI; what is said of them under the empty name."""
    found: dict[str, list[ox.Triple]] = defaultdict(list)
    for file in sorted((shipped("ontology") / "examples" / profile).glob("*.trig")):
        for quad in read_quads(file, by_name("trig"), rename_blanks=True):
            found[getattr(quad.graph_name, "value", "")].append(quad.triple)
    return dict(found)


@cache
def also(profile: str) -> dict[str, set[str]]:
    """Example to the rules that it cannot help breaking too."""
    found: dict[str, set[str]] = defaultdict(set)
    for triple in graphs(profile).get("", ()):
        assert triple.predicate.value == RDFS + "seeAlso"
        found[triple.subject.value].add(triple.object.value)
    return found


@cache
def rules(profile: str) -> dict[str, Rule]:
    """The rules that a profile's file states, by name."""
    about: dict[str, dict[str, list[ox.Triple]]] = defaultdict(lambda: defaultdict(list))
    alone = set()
    for triple in (triple for file in shape_files(profile) for triple in read_triples(file)):
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(SHAPE):
            about[triple.subject.value][triple.predicate.value].append(triple.object)
    for iri, said in about.items():
        if SH + "targetNode" in said:
            alone |= {iri, *(part.value for part in said.get(SH + "property", ()))}
    found = {}
    for iri, said in about.items():
        held = tuple(sorted(CONSTRAINTS & set(said)))
        if held:
            severity = (
                said[SH + "severity"][0].value.removeprefix(SH).lower() if SH + "severity" in said else ""
            )
            name = iri.removeprefix(SHAPE)
            found[name] = Rule(name, severity, held, iri in alone)
    return found


def names(profile: str, prefix: str) -> list[str]:
    """The names of a profile's examples of a kind."""
    return sorted(name.removeprefix(prefix) for name in graphs(profile) if name.startswith(prefix))


def apart(name: str, triples: list[ox.Triple]) -> list[ox.Triple]:
    """The example with IRIs of its own, so that all can be validated in one run."""

    def own(term: object) -> object:
        if isinstance(term, ox.NamedNode) and term.value.startswith(DATA):
            return ox.NamedNode(f"{DATA}{name}/{term.value.removeprefix(DATA)}")
        return term

    return [ox.Triple(own(t.subject), t.predicate, own(t.object)) for t in triples]  # type: ignore[arg-type]
