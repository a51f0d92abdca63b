"""The vocabulary in memory: closure, codes, deprecation, suggestions, context, descriptions."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from interlingua.errors import VocabularyError
from interlingua.rdf import by_name, read_quads, read_triples
from interlingua.rdf.namespaces import CODE, RDF, SHAPE, SP, XSD
from interlingua.vocabulary import build, context, describe, load, suggest, triples

HEAD = f"@prefix sp: <{SP}> . @prefix code: <{CODE}> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix dcterms: <http://purl.org/dc/terms/> .\n"


def made(turtle: str):  # type: ignore[no-untyped-def]
    return build(read_triples(HEAD + turtle, by_name("turtle")))


def test_the_closure_has_all_superclasses_and_not_the_class_itself() -> None:
    vocabulary = load()
    assert list(vocabulary.superclasses(SP + "Household")) == [SP + "Group"]
    assert list(vocabulary.superclasses(SP + "Person")) == []
    assert list(vocabulary.superclasses("http://example.org/Nothing")) == []
    deep = made(
        "sp:A a owl:Class ; rdfs:subClassOf sp:B . sp:B a owl:Class ; rdfs:subClassOf sp:C . sp:C a owl:Class ."
    )
    assert deep.closure[SP + "A"] == {SP + "B", SP + "C"}


def test_a_circle_of_classes_is_an_error() -> None:
    with pytest.raises(VocabularyError, match="above itself"):
        made("sp:A a owl:Class ; rdfs:subClassOf sp:B . sp:B a owl:Class ; rdfs:subClassOf sp:A .")


def test_a_property_of_two_kinds_is_an_error() -> None:
    with pytest.raises(VocabularyError, match="two kinds"):
        made("sp:a a owl:ObjectProperty , owl:DatatypeProperty .")


def test_a_notation_is_used_once_in_a_list() -> None:
    one = "code:x a skos:ConceptScheme . <urn:1> a skos:Concept ; skos:inScheme code:x ; skos:notation 'a' ."
    assert made(one).codes
    with pytest.raises(VocabularyError):
        made(one + "<urn:2> a skos:Concept ; skos:inScheme code:x ; skos:notation 'a' .")


def test_kinds() -> None:
    vocabulary = load()
    assert vocabulary.kind_of(SP + "Person") == "class"
    assert vocabulary.kind_of(SP + "dateOfBirth") == "datatype"
    assert vocabulary.kind_of(SP + "sex") == "object"
    assert vocabulary.kind_of(SP + "maturity") == "annotation"
    assert vocabulary.kind_of(CODE + "sex") == "scheme"
    assert vocabulary.kind_of(CODE + "sex/female") == "code"
    assert vocabulary.kind_of(SP + "Persn") is None


def test_codes_by_notation() -> None:
    vocabulary = load()
    female = vocabulary.code("sex", "female")
    assert female is not None
    assert female.iri == CODE + "sex/female"
    assert female.label("ar") == "أنثى"
    assert female.label("de") == "Female"
    assert vocabulary.code("sex", "femme") is None
    assert vocabulary.code("nothing", "female") is None
    assert list(vocabulary.codes_of(CODE + "sex")) == list(vocabulary.codes_of("sex"))
    assert list(vocabulary.codes_of("nothing")) == []


def test_deprecation_says_what_to_do() -> None:
    vocabulary = made(
        "sp:old a owl:DatatypeProperty ; owl:deprecated true ; dcterms:isReplacedBy sp:new ;"
        " sp:deprecatedIn '0.3.0' ; sp:deprecationReason 'It was said twice.'@en . sp:new a owl:DatatypeProperty ."
    )
    assert vocabulary.deprecation(SP + "new") is None
    assert vocabulary.deprecation(SP + "old") == (
        f"It is deprecated since 0.3.0: It was said twice. Use {SP}new."
    )


def test_broken_turtle_is_an_error_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "modules").mkdir()
    (tmp_path / "codelists").mkdir()
    (tmp_path / "social-protection.ttl").write_text("<urn:a> <urn:b> 1 .\n<urn:a> <urn:b> .\n")
    with pytest.raises(VocabularyError) as caught:
        triples(tmp_path)
    assert caught.value.place is not None
    assert (caught.value.place.file, caught.value.place.line) == ("social-protection.ttl", 2)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sp:birthDate", "dateOfBirth"), ("dateofbirth", "dateOfBirth"), ("sp:Houshold", "Household"),
        ("surname", "familyName"), ("date de naissance", "dateOfBirth"), ("Beneficiary", "Person"),
        ("code/sex/femal", "code/sex/female"), ("head of household", "membershipRole"),
    ],
)  # fmt: skip
def test_did_you_mean(written: str, meant: str) -> None:
    assert SP + meant in suggest(load(), written)


def test_did_you_mean_among_the_codes_of_a_list() -> None:
    vocabulary = load()
    assert suggest(vocabulary, "widow", among=vocabulary.codes_of("marital-status")) == [
        CODE + "marital-status/widowed"
    ]
    assert suggest(vocabulary, "qqqqqq") == []


def test_every_everyday_word_leads_to_its_term() -> None:
    vocabulary = load()
    for term in (*vocabulary.classes.values(), *vocabulary.properties.values()):
        for word in term.alternatives[:2]:
            assert term.iri in suggest(vocabulary, word, limit=12), word
    for code in vocabulary.codes.values():  # a code is looked for in its list
        for word in code.alternatives:
            near = suggest(vocabulary, word, among=vocabulary.codes_of(code.scheme), limit=12)
            assert code.iri in near, word


SAMPLE = {
    "id": "https://data.example.org/person/1", "type": "Person", "sex": "female", "dateOfBirth": "1984-03-09",
    "name": {
        "id": "https://data.example.org/name/1", "type": "PersonName",
        "fullName": {"@value": "أمينة", "@language": "ar"}, "familyName": "Veldt",
    },
    "identifier": ["https://data.example.org/identifier/1"],
}  # fmt: skip
SAME = f"""
<https://data.example.org/person/1> a <{SP}Person> ;
  <{SP}sex> <{CODE}sex/female> ; <{SP}dateOfBirth> "1984-03-09"^^<{XSD}date> ;
  <{SP}name> <https://data.example.org/name/1> ; <{SP}identifier> <https://data.example.org/identifier/1> .
<https://data.example.org/name/1> a <{SP}PersonName> ; <{SP}fullName> "أمينة"@ar ; <{SP}familyName> "Veldt" .
"""


def test_the_context_reads_plain_json_in_oxigraph_and_rdflib() -> None:
    from rdflib import Graph
    from rdflib.compare import isomorphic

    document = json.dumps({**context(), **SAMPLE})
    expected = set(read_triples(SAME, by_name("turtle")))
    assert {q.triple for q in read_quads(document, by_name("jsonld"))} == expected
    assert isomorphic(
        Graph().parse(data=document, format="json-ld"), Graph().parse(data=SAME, format="turtle")
    )


def test_the_context_names_every_class_and_property_of_data() -> None:
    vocabulary = load()
    names = context()["@context"]
    for term in [*vocabulary.classes.values(), *vocabulary.properties.values()]:
        assert (term.name in names) == (vocabulary.kind_of(term.iri) != "annotation")


def test_each_entry_of_the_context_gives_the_range_of_its_property() -> None:
    names = context()["@context"]
    for prop in load().properties.values():
        entry = names.get(prop.name)
        if prop.kind == "object" and not prop.code_list:
            assert entry["@type"] == "@id"
        if prop.kind == "datatype" and prop.range[0].startswith(XSD) and prop.range[0] != XSD + "string":
            assert entry["@type"] == "xsd:" + prop.range[0].removeprefix(XSD)


def test_descriptions() -> None:
    person = describe(SP + "Person")
    assert any(t.predicate.value == RDF + "type" for t in person)
    pointing = {
        t.subject.value
        for t in person
        if isinstance(t.object, ox.NamedNode) and t.object.value == SP + "Person"
    }
    assert {SP + "dateOfBirth", SHAPE + "Person"} <= pointing
    assert describe(CODE + "sex/female")
    assert len([t for t in describe(CODE + "sex") if t.subject.value != CODE + "sex"]) >= 3
    assert describe(SP + "module/place")
    assert describe(SP)
    assert describe(SP + load().version) == describe(SP)
    assert describe(SP + "Nothing") == []
    assert describe("http://example.org/x") == []


def test_a_description_brings_its_blank_nodes() -> None:
    found = describe(SHAPE + "Geometry-notZero")
    blank = [t.object for t in found if isinstance(t.object, ox.BlankNode)]
    assert blank
    assert {t.subject for t in found} >= set(blank)


def test_every_term_has_a_description() -> None:
    assert [iri for iri in load().terms() if not describe(iri)] == []
