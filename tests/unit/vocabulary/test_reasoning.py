"""The axioms are there so that a reasoner can find a mapping's mistake, and finds none where there is none."""

from __future__ import annotations

import pyoxigraph as ox

from interlingua.rdf.namespaces import OWL, RDF, RDFS, SP
from interlingua.settings import shipped
from interlingua.vocabulary import triples

AXIOMS = {RDFS + "domain", RDFS + "range", RDFS + "subClassOf", OWL + "members", RDF + "first", RDF + "rest"}
HEAD = f"@prefix sp: <{SP}> . @prefix ex: <urn:ex:> .\n"


def mistakes(data: str) -> list[str]:
    from owlrl import DeductiveClosure, OWLRL_Semantics
    from rdflib import Graph

    axioms = [
        t
        for t in triples(shipped("ontology"))
        if t.predicate.value in AXIOMS
        or (
            t.predicate.value == RDF + "type"
            and isinstance(t.object, ox.NamedNode)
            and t.object.value.startswith(OWL)
        )
    ]
    graph = Graph().parse(data="".join(f"{t} .\n" for t in axioms), format="nt")
    graph.parse(data=HEAD + data, format="turtle")
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    return [str(text) for _, predicate, text in graph if str(predicate).endswith("error")]


def test_a_right_record_is_consistent() -> None:
    assert not mistakes(
        "ex:m a sp:Membership ; sp:member ex:p ; sp:group ex:h . ex:h a sp:Household . ex:p a sp:Person ; sp:name ex:n ."
        "ex:e a sp:Enrolment ; sp:enrolledParty ex:h ; sp:startDate '2023-02-01' ; sp:administrativeArea ex:a ."
        "ex:a a sp:AdministrativeArea ; sp:startDate '1990-01-01' . ex:n a sp:PersonName ."
    )


def test_member_and_group_swapped_are_found() -> None:
    found = mistakes("ex:m sp:member ex:h ; sp:group ex:p . ex:h a sp:Household . ex:p a sp:Person .")
    assert any("urn:ex:p" in text and "Person" in text for text in found)


def test_a_name_that_is_the_person_is_found() -> None:
    assert mistakes("ex:p a sp:Person ; sp:fullName 'Amina Veldt' .")
