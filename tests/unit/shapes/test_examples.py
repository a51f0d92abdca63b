"""Every rule of the shapes has an example that breaks it and nothing else, and one that keeps it."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pyoxigraph as ox
import pytest

from interlingua.rdf import by_name, read_quads, read_triples
from interlingua.rdf.namespaces import RDFS, SH, SHAPE
from interlingua.settings import shipped
from interlingua.shacl import load_profile, validate_graph
from interlingua.shacl.report import Result

INVALID = "urn:interlingua:example:invalid:"
VALID = "urn:interlingua:example:valid:"
COMPONENTS = {
    "maxCount": "MaxCount", "minCount": "MinCount", "anyOf": "MinCount", "codeList": "In", "in": "In",
    "datatype": "Datatype", "nodeKind": "NodeKind", "pattern": "Pattern", "minLength": "MinLength",
    "minInclusive": "MinInclusive", "maxInclusive": "MaxInclusive", "lessThanOrEquals": "LessThanOrEquals",
    "notZero": "Not", "statedSize": "SPARQL",
}  # fmt: skip
QUALIFIED = {
    "DciSocialRegistry-Group-head-minCount": "QualifiedMinCount",
    "DciSocialRegistry-Group-head-maxCount": "QualifiedMaxCount",
}
PROFILES = ("core", "dci-social-registry")


@cache
def graphs(profile: str) -> dict[str, list[ox.Triple]]:
    found: dict[str, list[ox.Triple]] = defaultdict(list)
    for file in sorted((shipped("ontology") / "examples" / profile).glob("*.trig")):
        for quad in read_quads(file, by_name("trig"), rename_blanks=True):
            found[getattr(quad.graph_name, "value", "")].append(quad.triple)
    return dict(found)


@cache
def also(profile: str) -> dict[str, set[str]]:
    """Rules that an example cannot help breaking too."""
    found: dict[str, set[str]] = defaultdict(set)
    for triple in graphs(profile).get("", ()):
        assert triple.predicate.value == RDFS + "seeAlso"
        found[triple.subject.value].add(triple.object.value)
    return found


def rules(profile: str) -> dict[str, str]:
    """IRI to severity of every rule: named property shapes, and node shapes with constraints of their own."""
    file = "core.shacl.ttl" if profile == "core" else f"profiles/{profile}.shacl.ttl"
    about: dict[str, dict[str, str]] = defaultdict(dict)
    for triple in read_triples(shipped("shapes") / file):
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value.startswith(SHAPE):
            about[triple.subject.value][triple.predicate.value] = str(getattr(triple.object, "value", ""))
    found = {}
    for iri, said in about.items():
        if SH + "path" in said or SH + "not" in said or SH + "sparql" in said:
            found[iri] = said[SH + "severity"].removeprefix(SH).lower()
    return found


def names(profile: str, prefix: str) -> list[str]:
    return sorted(name.removeprefix(prefix) for name in graphs(profile) if name.startswith(prefix))


@pytest.mark.parametrize("profile", PROFILES)
def test_each_rule_has_an_example_that_breaks_it(profile: str) -> None:
    assert {SHAPE + name for name in names(profile, INVALID)} == set(rules(profile))


def test_each_core_rule_has_an_example_that_keeps_it() -> None:
    assert names("core", VALID) == names("core", INVALID)


def test_there_are_enough_rules() -> None:
    assert len(rules("core")) >= 100
    assert len(rules("dci-social-registry")) >= 15


DATA = "https://data.example.org/"
ALONE = "DciSocialRegistry-entry-minCount"
"""Is of the graph as a whole, so it cannot be checked beside the others."""


def apart(name: str, triples: list[ox.Triple]) -> list[ox.Triple]:
    """The example with names of its own, so that all can be validated in one run."""

    def own(term: object) -> object:
        if isinstance(term, ox.NamedNode) and term.value.startswith(DATA):
            return ox.NamedNode(f"{DATA}{name}/{term.value.removeprefix(DATA)}")
        return term

    return [ox.Triple(own(t.subject), t.predicate, own(t.object)) for t in triples]  # type: ignore[arg-type]


@cache
def results(profile: str, prefix: str) -> dict[str, list[Result]]:
    """What pySHACL finds in each example."""
    together = [
        triple
        for name in names(profile, prefix)
        if name != ALONE
        for triple in apart(name, graphs(profile)[prefix + name])
    ]
    found: dict[str, list[Result]] = defaultdict(list)
    for result in validate_graph(together, load_profile(profile)).results:
        found[result.focus.strip("<>").removeprefix(DATA).partition("/")[0]].append(result)
    if prefix == INVALID and profile == "dci-social-registry":
        found[ALONE] = list(validate_graph(graphs(profile)[prefix + ALONE], load_profile(profile)).results)
    return found


@pytest.mark.parametrize(
    ("profile", "name"), [(profile, name) for profile in PROFILES for name in names(profile, INVALID)]
)
def test_invalid_breaks_its_rule_and_no_other(profile: str, name: str) -> None:
    found = results(profile, INVALID)[name]
    expected = {SHAPE + name, *also(profile).get(INVALID + name, ())}
    assert {result.shape for result in found} == expected
    (result,) = [r for r in found if r.shape == SHAPE + name]
    component = QUALIFIED.get(name) or COMPONENTS[name.rpartition("-")[2]]
    assert result.component.removeprefix(SH) == f"{component}ConstraintComponent"
    assert result.severity == rules(profile)[SHAPE + name]


@pytest.mark.parametrize(
    ("profile", "name"), [(profile, name) for profile in PROFILES for name in names(profile, VALID)]
)
def test_valid_breaks_nothing(profile: str, name: str) -> None:
    assert results(profile, VALID).get(name, []) == []


def test_an_empty_record_is_no_record_of_the_profile() -> None:
    report = validate_graph([], load_profile("dci-social-registry"))
    assert [r.shape for r in report.results] == [SHAPE + ALONE]
