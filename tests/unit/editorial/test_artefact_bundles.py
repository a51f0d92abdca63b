"""A frozen SHACL bundle says alone, in another engine's hands, what the shapes say with the vocabulary beside them."""

from __future__ import annotations

from functools import cache
from typing import Any

import pyoxigraph as ox
import pytest

from artefact_support import built
from interlingua.rdf import by_name, read_quads, read_triples
from interlingua.rdf.namespaces import OWL, RDFS, SH, SHAPE, SP
from interlingua.settings import shipped
from interlingua.shacl import load_profile, profiles
from interlingua.vocabulary import load

HOUSEHOLD = f"@prefix sp: <{SP}> . <urn:h> a sp:Household ."


@cache
def triples(profile: str) -> frozenset[ox.Triple]:
    return frozenset(read_triples(built()[f"shacl/{profile}.ttl"], by_name("turtle")))


def validate(profile: str, data: str, *, ontology: bool = False) -> tuple[bool, set[str]]:
    """pySHACL with the bundle alone: verdict, and names of the rules that spoke."""
    import pyshacl
    from rdflib import Graph, URIRef

    shapes = Graph().parse(data=built()[f"shacl/{profile}.ttl"], format="turtle")
    ok, report, _ = pyshacl.validate(
        Graph().parse(data=data, format="turtle"),
        shacl_graph=shapes,
        ont_graph=shapes if ontology else None,
        allow_warnings=True,
        advanced=False,
    )
    return ok, {str(o).removeprefix(SHAPE) for o in report.objects(None, URIRef(SH + "sourceShape"))}


@pytest.mark.parametrize("profile", profiles())
def test_nothing_is_left_to_be_fetched_or_looked_up(profile: str) -> None:
    found = triples(profile)
    assert not any(t.predicate.value == OWL + "imports" for t in found)
    lists = {t.subject for t in found if t.predicate.value == SP + "codeList"}
    filled = {t.subject for t in found if t.predicate.value == SH + "in"}
    assert lists
    assert lists <= filled


@pytest.mark.parametrize("profile", profiles())
def test_every_rule_of_the_profile_is_there(profile: str) -> None:
    named = {s for t in load_profile(profile).triples if isinstance(s := t.subject, ox.NamedNode)}
    assert named <= {t.subject for t in triples(profile)}


def test_the_tree_of_classes_is_frozen_in() -> None:
    found = {
        (t.subject.value, t.object.value) for t in triples("core") if t.predicate.value == RDFS + "subClassOf"
    }  # type: ignore[union-attr]
    assert found == {(iri, above) for iri, all_above in load().closure.items() for above in all_above}
    targets = {
        (t.subject, t.object.value) for t in triples("core") if t.predicate.value == SH + "targetClass"
    }  # type: ignore[union-attr]
    for shape, target in list(targets):
        assert all((shape, below) in targets for below, above in load().closure.items() if target in above)


def test_a_household_does_not_escape_the_rules_of_a_group() -> None:
    ok, rules = validate("dci-social-registry", HOUSEHOLD)
    assert not ok
    assert "DciSocialRegistry-Group-identifier-minCount" in rules


def test_as_ontology_too_it_sees_the_entry() -> None:
    _, alone = validate("dci-social-registry", HOUSEHOLD)
    _, both = validate("dci-social-registry", HOUSEHOLD, ontology=True)
    assert alone - both <= {"DciSocialRegistry-entry-minCount"}
    assert "DciSocialRegistry-entry-minCount" not in both


def test_it_gives_the_verdicts_of_the_examples() -> None:
    file = shipped("ontology") / "examples" / "core" / "Person.trig"
    graphs: dict[str, list[Any]] = {}
    for quad in read_quads(file, rename_blanks=True):
        if isinstance(quad.graph_name, ox.NamedNode):
            graphs.setdefault(quad.graph_name.value.rpartition(":")[2], []).append(quad)
    invalid = next(
        q for q in read_quads(file) if ":invalid:Person-sex-codeList" in str(q.graph_name)
    ).graph_name
    for kind in ("invalid", "valid"):
        wanted = invalid.value.replace(":invalid:", f":{kind}:")  # type: ignore[union-attr]
        data = "".join(
            f"{q.triple} .\n" for q in read_quads(file) if getattr(q.graph_name, "value", "") == wanted
        )
        assert data
        ok, rules = validate("core", data)
        assert (ok, rules) == ((False, {"Person-sex-codeList"}) if kind == "invalid" else (True, set()))
