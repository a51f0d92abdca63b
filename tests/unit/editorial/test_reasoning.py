"""The axioms find a mapping's mistake, and none where there is none; the linter's quick check agrees with a reasoner.

The ontology is closed under OWL 2 RL together with SKOS, PROV, FOAF, ORG (their axioms, as facts, in `axioms/`) and
the alignments as the RDF that is made of them.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from interlingua.editorial.lint.reasoning import axioms, contradictions
from interlingua.rdf import read_triples
from interlingua.rdf.namespaces import CODE, OWL, PREFIXES, RDF, RDFS, SKOS, SP
from interlingua.settings import shipped
from interlingua.vocabulary import triples
from interlingua.vocabulary.alignments import alignment_sets
from shape_examples import PROFILES, VALID, apart, graphs, names

AXIOMS = Path(__file__).parent / "axioms"
OTHERS = {"foaf": "http://xmlns.com/foaf/0.1/", "org": "http://www.w3.org/ns/org#"}
HEAD = "".join(f"@prefix {p}: <{n}> .\n" for p, n in {**PREFIXES, **OTHERS, "code": CODE}.items())
STRUCTURE = {
    *(RDFS + name for name in ("domain", "range", "subClassOf", "subPropertyOf")),
    *(
        OWL + name
        for name in ("members", "disjointWith", "propertyDisjointWith", "inverseOf", "equivalentClass")
    ),
    *(RDF + name for name in ("first", "rest")),
    *(SKOS + name for name in ("inScheme", "broader", "hasTopConcept", "topConceptOf", "related")),
}
TYPES = (OWL, SKOS)
TYPE = ox.NamedNode(RDF + "type")
EVERYTHING = {OWL + "Thing", RDFS + "Resource", OWL + "NamedIndividual"}


@cache
def ontology() -> list[ox.Triple]:
    """What the ontology and its code lists say that a reasoner can conclude from."""
    return [
        t
        for t in triples(shipped("ontology"))
        if t.predicate.value in STRUCTURE
        or (t.predicate.value == RDF + "type" and getattr(t.object, "value", "").startswith(TYPES))
    ]


@cache
def foreign() -> list[ox.Triple]:
    """SKOS, PROV, FOAF, ORG, and the alignments with everybody."""
    found = [t for file in sorted(AXIOMS.glob("*.ttl")) for t in read_triples(file)]
    for table in alignment_sets().values():
        found += [ox.Triple(*(ox.NamedNode(iri) for iri in row)) for row in table.triples()]
    return found


@cache
def examples() -> list[ox.Triple]:
    return [
        triple
        for profile in PROFILES
        for name in names(profile, VALID)
        for triple in apart(f"{profile}/{name}", graphs(profile)[VALID + name])
    ]


def closed(statements: list[ox.Triple]) -> ox.Store:
    """The closure under OWL 2 RL, by a reasoner that takes it all; it tells of no contradiction (see `clashes`)."""
    from rdflib import Graph
    from reasonable import PyReasoner

    reasoner = PyReasoner()
    reasoner.from_graph(Graph().parse(data=_n_triples(statements), format="nt"))
    store = ox.Store()
    # A reasoner may conclude that a literal is of a class; RDF has no place for that.
    rows = [row for row in reasoner.reason() if not hasattr(row[0], "datatype")]
    store.bulk_load(
        "".join(f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in rows).encode(), format=ox.RdfFormat.N_TRIPLES
    )
    return store


def _n_triples(statements: list[ox.Triple]) -> str:
    return "".join(f"{t} .\n" for t in dict.fromkeys(statements))


CLASHES = {
    "disjoint classes": "?x a ?one , ?two . ?one owl:disjointWith ?two",
    "all disjoint": """?x a ?one , ?two . FILTER(STR(?one) < STR(?two))
        ?all a owl:AllDisjointClasses ; owl:members/rdf:rest*/rdf:first ?one ; owl:members/rdf:rest*/rdf:first ?two""",
    "disjoint properties": "?x ?p ?y ; ?q ?y . ?p owl:propertyDisjointWith ?q",
    "same and different": "?x owl:sameAs ?y ; owl:differentFrom ?y",
    "nothing": "?x a owl:Nothing",
}
"""The rules of OWL 2 RL that end in "false", as far as somebody here uses their words."""


def clashes(store: ox.Store) -> set[str]:
    """The nodes that cannot be."""
    return {
        row["x"].value
        for where in CLASHES.values()
        for row in store.query(f"SELECT DISTINCT ?x {{ {where} }}", prefixes=PREFIXES)
    }


def stated_types() -> dict[str, set[str]]:
    """What the examples say themselves, and what our own axioms say of them."""
    known = axioms(ontology())
    found: dict[str, set[str]] = defaultdict(set)
    for t in examples():
        subject, predicate, thing = str(t.subject.value), t.predicate.value, t.object
        if predicate == RDF + "type":
            found[subject] |= known.closure(thing.value)
            continue
        for domain in known.domains.get(predicate, ()):
            found[subject] |= known.closure(domain)
        if isinstance(thing, ox.NamedNode):
            for range_ in known.ranges.get(predicate, ()):
                found[thing.value] |= known.closure(range_)
    return found


def test_everything_together_is_consistent_and_gives_no_example_another_class() -> None:
    store = closed([*ontology(), *foreign(), *examples()])
    assert clashes(store) == set()
    expected = stated_types()
    nodes = {node for node in expected if node.startswith("https://data.example.org/")}
    assert len(nodes) > 100
    unexpected = defaultdict(set)
    for node in nodes:
        kinds = {q.object.value for q in store.quads_for_pattern(ox.NamedNode(node), TYPE, None)}
        unexpected[node] = kinds - expected[node] - EVERYTHING
    assert {node: kinds for node, kinds in unexpected.items() if kinds} == {}


def test_the_alignments_give_our_terms_no_foreign_class() -> None:
    """`skos:exactMatch` between classes makes both of them concepts, as SKOS has it, and nothing else."""
    store = closed([*foreign(), *(t for t in ontology() if t.predicate.value == RDF + "type")])
    ours = {t.subject.value for t in ontology() if isinstance(t.subject, ox.NamedNode)}
    kinds = {q.object.value for iri in ours for q in store.quads_for_pattern(ox.NamedNode(iri), TYPE, None)}
    assert {k for k in kinds if not k.startswith((OWL, RDF, RDFS))} == {
        SKOS + "Concept",
        SKOS + "ConceptScheme",
    }
    assert clashes(store) == set()


PLANTED = {
    "two-classes": "ex:x a sp:Person , sp:Household .",
    "by-domain": "ex:x a sp:Household ; sp:dateOfBirth '1984-03-09'^^xsd:date .",
    "by-range": "ex:m a sp:Membership ; sp:group ex:x . ex:x a sp:Person .",
    "event-and-situation": "ex:x a sp:Payment , sp:Enrolment .",
    "name-is-the-person": "ex:x a sp:Person ; sp:fullName 'Amina Veldt' .",
    "scheme-and-concept": "code:sex skos:inScheme ex:x . ex:x a skos:Concept .",
    "concept-and-collection": "ex:x skos:member ex:y . ex:x skos:broader ex:z .",
    "related-and-broader": "ex:x skos:broader ex:y . ex:y skos:broader ex:z . ex:x skos:related ex:z .",
    "exact-and-broad": "ex:x skos:exactMatch ex:y . ex:y skos:exactMatch ex:z . ex:x skos:broadMatch ex:z .",
    "person-and-organisation": "ex:x foaf:familyName 'Veldt' ; org:subOrganizationOf ex:y .",
    "activity-and-entity": "ex:x prov:wasDerivedFrom ex:y . ex:x prov:startedAtTime '2026-01-01T00:00:00Z'^^xsd:dateTime .",
    "same-and-disjoint": "ex:x a sp:Person ; owl:sameAs ex:y . ex:y a sp:Programme .",
    "same-and-different": "ex:x owl:sameAs ex:y ; owl:differentFrom ex:y .",
    "nothing": "ex:C a owl:Class ; rdfs:subClassOf owl:Nothing . ex:x a ex:C .",
    "unsatisfiable-class": "ex:C a owl:Class ; rdfs:subClassOf sp:Person , sp:Group . ex:x a ex:C .",
}
"""Contradictions of different kinds; `ex:` is a namespace of each."""
LITERALS = {"no-date": ("ex:x sp:dateOfBirth '1984-02-31'^^xsd:date .", "1984-02-31")}
"""A literal that is none, and what an error calls it."""
QUICK = {
    "two-classes", "by-domain", "by-range", "event-and-situation", "name-is-the-person", "concept-and-collection",
    "scheme-and-concept", "person-and-organisation", "activity-and-entity",
}  # fmt: skip
"""Those that the linter's own check knows: it leaves out identity, transitivity and the calendar (rules K05, K06 and
the shapes see to these)."""


def planted(name: str) -> list[ox.Triple]:
    text = f"{HEAD}@prefix ex: <urn:planted:{name}:> .\n{PLANTED.get(name) or LITERALS[name][0]}"
    return [q.triple for q in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE)]


def test_each_planted_contradiction_is_found() -> None:
    assert len(PLANTED) >= 10
    data = [t for name in PLANTED for t in planted(name)]  # they share no node
    found = clashes(closed([*ontology(), *foreign(), *data]))
    assert {n for n in PLANTED if not any(x.startswith(f"urn:planted:{n}:") for x in found)} == set()


def test_a_foreign_axiom_in_the_ontology_would_show() -> None:
    below = f"<{SP}familyName> <{RDFS}subPropertyOf> <http://xmlns.com/foaf/0.1/familyName> ."
    axiom = [q.triple for q in ox.parse(below.encode(), format=ox.RdfFormat.N_TRIPLES)]
    names_ = [t for t in examples() if t.predicate.value in (SP + "familyName", RDF + "type")]
    store = closed([*(t for file in AXIOMS.glob("foaf.ttl") for t in read_triples(file)), *axiom, *names_])
    assert list(store.quads_for_pattern(None, TYPE, ox.NamedNode("http://xmlns.com/foaf/0.1/Person")))


def test_another_reasoner_finds_each_too() -> None:
    """owlrl tells of contradictions itself; code lists are left out, for it takes its time."""
    from owlrl import DeductiveClosure, OWLRL_Semantics
    from rdflib import Graph

    schema = [t for t in ontology() if not str(t.subject.value).startswith(CODE)]
    others = [t for file in sorted(AXIOMS.glob("*.ttl")) for t in read_triples(file)]
    data = [t for name in {**PLANTED, **LITERALS} for t in planted(name)]
    graph = Graph().parse(data=_n_triples([*schema, *others, *data]), format="nt")
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    texts = [str(text) for _, predicate, text in graph if str(predicate).endswith("error")]
    wanted = {name: f"urn:planted:{name}:" for name in PLANTED} | {name: v[1] for name, v in LITERALS.items()}
    assert {name for name, part in wanted.items() if not any(part in text for text in texts)} == set()
    # ... and nothing else: each error is of something planted.
    assert [text for text in texts if not any(part in text for part in wanted.values())] == []


@pytest.mark.parametrize("name", sorted(QUICK))
def test_the_linter_finds_it_too(name: str) -> None:
    found = list(contradictions([*ontology(), *foreign()], planted(name)))
    assert any(f"urn:planted:{name}:" in one.focus for one in found), found


def test_the_linter_finds_what_a_reasoner_does_not_look_for() -> None:
    """OWL 2 RL has nothing against a text where a thing belongs, nor against a term that nothing can be of."""
    schema = [*ontology(), *foreign()]
    text = [
        q.triple for q in ox.parse(f"{HEAD}<urn:x> sp:name 'Amina' .".encode(), format=ox.RdfFormat.TURTLE)
    ]
    assert [one.focus for one in contradictions(schema, text)] == ["urn:x"]
    thing = [
        q.triple
        for q in ox.parse(f"{HEAD}<urn:x> sp:fullName <urn:y> .".encode(), format=ox.RdfFormat.TURTLE)
    ]
    assert [one.focus for one in contradictions(schema, thing)] == ["urn:x"]
    empty = (
        f"{HEAD}sp:Hermit rdfs:subClassOf sp:Person , sp:Group . sp:twice rdfs:range xsd:date , xsd:string ."
    )
    more = [q.triple for q in ox.parse(empty.encode(), format=ox.RdfFormat.TURTLE)]
    assert {one.focus for one in contradictions([*schema, *more])} == {SP + "Hermit", SP + "twice"}


def test_the_linter_finds_nothing_in_what_is_right() -> None:
    assert list(contradictions([*ontology(), *foreign()], examples())) == []


def test_the_axioms_of_the_others_cover_what_the_alignments_name() -> None:
    ours = {t.subject.value for t in foreign() if isinstance(t.subject, ox.NamedNode)}
    homes = (*OTHERS.values(), SKOS, PREFIXES["prov"])
    named = {row.object for table in alignment_sets().values() for row in table.rows if row.answered}
    assert {iri for iri in named if iri.startswith(homes)} <= ours
