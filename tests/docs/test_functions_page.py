"""docs/functions.md and docs/functions.ttl tell every function, and what of GREL is left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import DCTERMS, RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from interlingua.functions import FUNCTIONS, GREL, Function, Parameter, lookup

DOCS = Path(__file__).resolve().parents[2] / "docs"
FNO = Namespace("https://w3id.org/function/ontology#")


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(DOCS / "functions.ttl", format="turtle")


def members(graph: Graph, one: Function, predicate: URIRef) -> list[Node]:
    (head,) = graph.objects(URIRef(one.iri), predicate)
    return list(Collection(graph, head))


def test_the_page_lists_every_function_once() -> None:
    text = (DOCS / "functions.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([a-z-]+:\w+)` \|", text, re.MULTILINE)
    assert sorted(listed) == sorted(one.name for one in FUNCTIONS)


def test_what_is_left_out_is_not_there() -> None:
    text = (DOCS / "functions.md").read_text(encoding="utf-8").partition("left out\n")[2]
    names = re.findall(r"`((?:math|string|date|other)_\w+)`", text)
    assert len(names) == 19
    assert [name for name in names if lookup(GREL + name) is not None] == []


def test_the_description_has_the_functions_and_no_others(graph: Graph) -> None:
    described = {str(one) for one in graph.subjects(RDF.type, FNO.Function)}
    assert described == {one.iri for one in FUNCTIONS}


@pytest.mark.parametrize("one", FUNCTIONS, ids=lambda one: one.name)
def test_each_function_is_described_whole(one: Function, graph: Graph) -> None:
    node = URIRef(one.iri)
    assert str(graph.value(node, DCTERMS.description)) == one.summary
    assert {str(iri) for iri in graph.objects(node, RDFS.seeAlso)} == set(one.other_iris)
    expected = members(graph, one, FNO.expects)
    assert len(expected) == len(one.parameters)
    for found, parameter in zip(expected, one.parameters, strict=True):
        assert_parameter(graph, found, parameter)
    (result,) = members(graph, one, FNO.returns)
    assert (result, RDF.type, FNO.Output) in graph
    if one.datatype and one.returns != "list":
        assert graph.value(result, FNO.type) == URIRef(one.datatype)


def assert_parameter(graph: Graph, found: Node, parameter: Parameter) -> None:
    assert (found, RDF.type, FNO.Parameter) in graph
    assert graph.value(found, FNO.predicate) == URIRef(parameter.iri)
    required = graph.value(found, FNO.required)
    assert isinstance(required, Literal)
    assert required.toPython() is parameter.required
    several = parameter.repeatable or parameter.kind == "list"
    assert (graph.value(found, FNO.type) == RDF.List) is several
    assert several or graph.value(found, FNO.type) in (XSD.string, XSD.boolean)
    assert {str(iri) for iri in graph.objects(found, RDFS.seeAlso)} == set(parameter.other_iris)
