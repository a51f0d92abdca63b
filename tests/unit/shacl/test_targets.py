"""Handing targets down to property shapes changes no result, and is done only where nothing else uses a shape."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from interlingua.rdf.namespaces import SH
from interlingua.shacl import load_profile, validate_graph
from interlingua.shacl.report import Report
from interlingua.shacl.shapes import shapes_from_bytes
from interlingua.shacl.targets import hand_down

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix ex: <https://data.example.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . """
TWO_RULES = """ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property ex:P , [ sh:path ex:q ; sh:maxCount 1 ] .
ex:P sh:path ex:p ; sh:minCount 1 . """
DATA = (PREFIXES + "ex:1 a ex:C . ex:2 a ex:C ; ex:p 1 ; ex:q 1 , 2 . ex:3 ex:p 1 .").encode()


def triples(text: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse((PREFIXES + text).encode(), format=ox.RdfFormat.TURTLE)]


def links(found: list[ox.Triple]) -> int:
    return sum(t.predicate.value == SH + "property" for t in found)


def told(report: Report) -> list[tuple[str, ...]]:
    return [(r.focus, r.component, r.path or "", r.severity, str(r.messages)) for r in report.results]


def test_targets_are_handed_down() -> None:
    found = hand_down(triples(TWO_RULES))
    assert links(found) == 0
    assert sum(t.predicate.value == SH + "targetClass" for t in found) == 3


@pytest.mark.parametrize(
    "reason",
    [
        "ex:T sh:property ex:P .",
        "ex:T sh:node ex:S .",
        "ex:S sh:deactivated true .",
        "ex:S a rdfs:Class .",
        "ex:P sh:qualifiedValueShapesDisjoint true .",
        "ex:P sh:targetClass ex:D . ex:S sh:property ex:P .",
    ],
    ids=["shared-rule", "shared-node", "switched-off", "implicit-target", "siblings", "own-target"],
)
def test_what_something_else_uses_stays(reason: str) -> None:
    text = TWO_RULES.replace(" , [ sh:path ex:q ; sh:maxCount 1 ]", "")
    found = hand_down(triples(text + reason))
    assert links(found) == links(triples(text + reason))


@pytest.mark.parametrize(
    "more",
    ["", "ex:T sh:targetClass ex:C ; sh:property ex:P .", "ex:S sh:deactivated true .", "ex:S sh:not ex:P ."],
)
def test_the_results_are_the_same(more: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shapes = shapes_from_bytes((PREFIXES + TWO_RULES + more).encode())
    quick = validate_graph(DATA, shapes, format=ox.RdfFormat.TURTLE)
    monkeypatch.setattr("interlingua.shacl.validate.hand_down", list)
    slow = validate_graph(DATA, shapes, format=ox.RdfFormat.TURTLE)
    assert told(quick) == told(slow)
    assert quick.conforms == slow.conforms == ("deactivated" in more)


def test_most_rules_of_core_stand_alone() -> None:
    found = load_profile("core").triples
    assert links(hand_down(found)) < links(list(found)) / 20
