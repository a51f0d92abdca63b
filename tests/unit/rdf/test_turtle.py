"""Canonical Turtle: every graph comes back, and neither order nor blank-node names change a byte."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from artefact_support import canonical, of_rdflib
from interlingua.rdf import by_name, read_triples
from interlingua.rdf.namespaces import CODE, SP, XSD
from interlingua.rdf.turtle import write_turtle

HEAD = f"@prefix sp: <{SP}> . @prefix ex: <http://example.org/> . @prefix xsd: <{XSD}> . @prefix farm: <{CODE}farm-activity/> .\n"


def read(turtle: str) -> list[ox.Triple]:
    return list(read_triples(HEAD + turtle, by_name("turtle"), rename_blanks=True))


@pytest.mark.parametrize(
    "turtle",
    [
        "ex:a ex:b ex:c .",
        "ex:a ex:b farm:0321 , farm:afforestation .",
        "ex:a ex:b <http://example.org/x/y> , <http://example.org/a.> , <http://example.org/-a> , <http://example.org/> , <urn:x:1> .",
        "ex:a ex:b 'x' , 'x'@en , 'x'@ar , 1 , 1.0 , 1e0 , true , '01'^^xsd:integer , '1'^^xsd:boolean , 'a'^^ex:b .",
        r"""ex:a ex:b 'quote " and \\ and \n line \t tab \u0001' , '''long ""'"''' , 'سلام'@ar .""",
        "ex:a ex:b [ ex:c [ ex:d 1 ] , [ ex:d 2 ] ] , [] .",
        "ex:a ex:b ( 1 ( 2 3 ) [ ex:c ex:d ] () ) , () . <> ex:b ex:c .".replace("<>", "<urn:s>"),
        "ex:a ex:b ( ex:1 ex:2 ex:3 ex:4 ex:5 ex:6 ex:7 ex:8 ex:9 ) .",
        "[] ex:b 1 . [] ex:b 2 . [ ex:b 3 ] ex:c 4 .",
        "ex:a a ex:b ; ex:p ex:q .",
        "ex:a ex:b _:x . ex:c ex:d _:x . _:x ex:e 1 .",
        "_:x ex:next _:y . _:y ex:next _:x .",
        "_:x ex:next _:x . ex:a ex:b _:x .",
        "ex:a ex:b _:l . ex:c ex:b _:l . _:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> 1 ; <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> () .",
        "ex:a ex:b _:l . _:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> 1 ; <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:m ; ex:more 2 . _:m ex:x 1 .",
        "<http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> ex:b 1 .",
        f"ex:a ex:b <{CODE}sp/x> , <{CODE}rdf/y> , sp:Person , <{CODE}sex> .",
        "",
    ],
)
def test_a_graph_comes_back(turtle: str) -> None:
    triples = read(turtle)
    text = write_turtle(triples, {"ex": "http://example.org/"})
    assert canonical(read_triples(text, by_name("turtle"))) == canonical(triples)
    assert of_rdflib(text.encode(), "turtle") == canonical(triples)


BLANKS = """
ex:a ex:b [ ex:c ( 1 [ ex:d 2 ] ) ; ex:e 'x'@fr , 'y'@en ] , [ ex:c 3 ] ; a ex:Z .
[] ex:p ex:q . [] ex:p ex:r . ex:0 ex:p ( ) .
"""


@pytest.mark.parametrize("seed", range(5))
def test_neither_order_nor_names_matter(seed: int) -> None:
    triples = read(BLANKS)
    random.Random(seed).shuffle(triples)
    assert write_turtle(triples) == write_turtle(read(BLANKS))


def test_its_layout() -> None:
    triples = read("ex:a ex:p 'b'@fr , 'a'@en , 'c'@ar ; a sp:Person ; ex:q [ ex:r farm:0321 ] .")
    assert write_turtle(triples, {"ex": "http://example.org/"}) == (
        "@prefix ex: <http://example.org/> .\n"
        f"@prefix farm-activity: <{CODE}farm-activity/> .\n"
        f"@prefix sp: <{SP}> .\n\n"
        "ex:a a sp:Person ;\n"
        '    ex:p "a"@en ,\n         "b"@fr ,\n         "c"@ar ;\n'
        "    ex:q [\n        ex:r farm-activity:0321\n    ] .\n"
    )


NODES = st.sampled_from(
    [ox.NamedNode(SP + "a"), ox.NamedNode(CODE + "x/0321"), *(ox.BlankNode(f"b{n}") for n in range(4))]
)
PREDICATES = st.sampled_from([ox.NamedNode(SP + "p"), ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#rest"),
                              ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#first")])  # fmt: skip
NIL = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#nil")
TEXTS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=6).map(ox.Literal)
TRIPLES = st.builds(ox.Triple, NODES, PREDICATES, NODES | TEXTS | st.just(NIL))


@given(st.lists(TRIPLES, max_size=9))
def test_any_graph_comes_back(triples: list[ox.Triple]) -> None:
    text = write_turtle(triples)
    assert canonical(read_triples(text, by_name("turtle"))) == canonical(triples)
