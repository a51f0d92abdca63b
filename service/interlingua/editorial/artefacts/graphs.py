"""The vocabulary as one graph in four syntaxes, and alignments as triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, Triple

from interlingua.rdf import by_name, write_triples
from interlingua.rdf.namespaces import SHAPE, SP
from interlingua.rdf.turtle import write_turtle
from interlingua.vocabulary.alignments import AlignmentSet

PREFIXES: Final = {
    "module": SP + "module/",
    "shape": SHAPE,
    "vann": "http://purl.org/vocab/vann/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "dci": SP + "source/dci/",
    "ps": SP + "source/publicschema/",
}


def documents(name: str, triples: Iterable[Triple]) -> Iterator[tuple[str, bytes]]:
    """Turtle, N-Triples (sorted), RDF/XML and JSON-LD of a graph; blank nodes have the names of RDFC-1.0."""
    named = canonical(triples)
    yield f"{name}.ttl", turtle(named).encode()
    yield f"{name}.nt", "".join(sorted(f"{triple} .\n" for triple in named)).encode()
    yield f"{name}.rdf", write_triples(named, by_name("rdfxml"))
    yield f"{name}.jsonld", write_triples(named, by_name("jsonld"))


def canonical(triples: Iterable[Triple]) -> list[Triple]:
    """The statements in order, their blank nodes named by the graph alone (https://www.w3.org/TR/rdf-canon/)."""
    dataset = Dataset(Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted((quad.triple for quad in dataset), key=str)


def turtle(triples: Iterable[Triple]) -> str:
    """Canonical Turtle with the prefixes of the vocabulary."""
    return write_turtle(triples, PREFIXES)


def mappings(alignments: AlignmentSet) -> Iterator[Triple]:
    """The rows of an alignment that relate a term of ours to one of theirs."""
    for subject, predicate, value in alignments.triples():
        yield Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))
