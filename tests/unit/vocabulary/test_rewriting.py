"""A deprecated term says what becomes of old data, and that can be run."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from interlingua.rdf import by_name, read_triples
from interlingua.rdf.namespaces import CODE, SP
from interlingua.vocabulary import build, load
from interlingua.vocabulary.rewriting import fault, rewrite, update_of

HEAD = (
    f"@prefix sp: <{SP}> . @prefix code: <{CODE}> . @prefix ex: <urn:ex:> ."
    "@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix dcterms: <http://purl.org/dc/terms/> ."
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
)
TERMS = """
sp:birthDay a owl:DatatypeProperty ; owl:deprecated true ; dcterms:isReplacedBy sp:dateOfBirth .
sp:dateOfBirth a owl:DatatypeProperty .
sp:Unit a owl:Class ; owl:deprecated true ; dcterms:isReplacedBy sp:Household .
sp:Household a owl:Class .
sp:nickname a owl:DatatypeProperty ; owl:deprecated true ; sp:rewrite "none" .
sp:isHead a owl:DatatypeProperty ; owl:deprecated true ; dcterms:isReplacedBy sp:membershipRole ;
    sp:rewrite "DELETE { ?m sp:isHead true } INSERT { ?m sp:membershipRole <urn:ex:head> } WHERE { ?m sp:isHead true }" .
sp:membershipRole a owl:ObjectProperty .
sp:other a owl:DatatypeProperty ; owl:deprecated true ; dcterms:isReplacedBy sp:Household .
<https://w3id.org/social-protection/code/sex> a skos:ConceptScheme .
<https://w3id.org/social-protection/code/sex/f> a skos:Concept ; skos:inScheme code:sex ; skos:notation "f" ;
    owl:deprecated true ; dcterms:isReplacedBy <https://w3id.org/social-protection/code/sex/female> .
<https://w3id.org/social-protection/code/sex/female> a skos:Concept ; skos:inScheme code:sex ; skos:notation "female" .
"""


def store(turtle: str) -> ox.Store:
    found = ox.Store()
    found.load(HEAD + turtle, format=ox.RdfFormat.TURTLE)
    return found


def test_old_data_becomes_new() -> None:
    vocabulary = build(read_triples(HEAD + TERMS, by_name("turtle")))
    old = store("""
    ex:u a sp:Unit ; sp:nickname "the house on the hill" . ex:m sp:isHead true . ex:n sp:isHead false .
    ex:p sp:birthDay "1984-03-09" ; sp:sex <https://w3id.org/social-protection/code/sex/f> .
    """)
    done = rewrite(old, vocabulary)
    new = store("""
    ex:u a sp:Household ; sp:nickname "the house on the hill" . ex:m sp:membershipRole ex:head . ex:n sp:isHead false .
    ex:p sp:dateOfBirth "1984-03-09" ; sp:sex <https://w3id.org/social-protection/code/sex/female> .
    """)
    assert set(old) == set(new)
    assert sorted(iri.removeprefix(SP) for iri in done) == ["Unit", "birthDay", "code/sex/f", "isHead"]


def test_data_is_rewritten_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import typer

    from interlingua.cli.vocab_rewrite import rewrite as verb

    vocabulary = build(read_triples(HEAD + TERMS, by_name("turtle")))
    monkeypatch.setattr("interlingua.vocabulary.load", lambda: vocabulary)
    file = tmp_path / "old.ttl"
    file.write_text(f'{HEAD}ex:p sp:birthDay "1984-03-09" .', encoding="utf-8")
    verb(file, "ntriples")
    out, told = capsys.readouterr()
    assert out == f'<urn:ex:p> <{SP}dateOfBirth> "1984-03-09" .\n'
    assert told == f"rewritten: {SP}birthDay\n"
    file.write_text(f'{HEAD}ex:p sp:nickname "Ami" .', encoding="utf-8")
    with pytest.raises(typer.Exit):
        verb(file, "ntriples")
    out, told = capsys.readouterr()
    assert "nickname" in out
    assert told == f"stays: {SP}nickname\n"


def test_no_update_follows_where_kinds_differ_or_nothing_takes_the_place() -> None:
    vocabulary = build(read_triples(HEAD + TERMS, by_name("turtle")))
    for name in ("other", "nickname", "dateOfBirth", "nowhere"):
        assert update_of(vocabulary, SP + name) is None


@pytest.mark.parametrize(
    ("update", "word"),
    [
        ("SELECT * WHERE { ?s ?p ?o }", "no SPARQL update"),
        ("DELETE { ?s sp:a ?o WHERE { ?s sp:a ?o }", "no SPARQL update"),
        ("CLEAR ALL", "CLEAR"),
        ("DELETE WHERE { GRAPH ?g { ?s sp:a ?o } }", "GRAPH"),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", "DATA"),
        ("INSERT { ?s sp:b ?o } WHERE { SERVICE <http://example.org/> { ?s sp:a ?o } }", "SERVICE"),
    ],
)
def test_what_is_no_rewrite_is_refused(update: str, word: str) -> None:
    found = fault(update)
    assert found is not None
    assert word in found


@pytest.mark.parametrize(
    "update",
    [
        "none",
        "DELETE { ?s sp:a ?o } INSERT { ?s sp:b ?o } WHERE { ?s sp:a ?o }",
        'DELETE WHERE { ?s <http://example.org/GRAPH> "LOAD" }',
    ],
)
def test_what_is_one_is_not(update: str) -> None:
    assert fault(update) is None


def test_each_deprecated_term_of_ours_can_be_rewritten() -> None:
    vocabulary = load()
    for iri in vocabulary.terms():
        term = vocabulary.term(iri)
        if term is not None and term.deprecation is not None:
            assert term.deprecation.rewrite == "none" or update_of(vocabulary, iri), iri
