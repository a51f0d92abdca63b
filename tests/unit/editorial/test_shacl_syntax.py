"""Our syntax rules of SHACL say of a shape what the shapes for shapes say, which pySHACL ships and runs slowly."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from interlingua.editorial.lint.shacl_syntax import faults, index, members, path_iris, shapes_of
from interlingua.rdf import read_triples
from interlingua.rdf.namespaces import PREFIXES, RDF, SH, SP
from interlingua.shacl.shapes import profile_files
from interlingua.shacl.validate import to_rdflib
from shape_examples import PROFILES

HEAD = "".join(f"@prefix {p}: <{n}> .\n" for p, n in PREFIXES.items()) + "@prefix ex: <urn:ex:> .\n"
WRONG = {
    "path twice": "ex:s a sh:PropertyShape ; sh:path sp:a , sp:b ; sh:minCount 1 .",
    "path of one step": "ex:s a sh:PropertyShape ; sh:path ( sp:a ) ; sh:minCount 1 .",
    "path of two kinds": "ex:s a sh:PropertyShape ; sh:path [ sh:inversePath sp:a ; sh:zeroOrMorePath sp:b ] .",
    "path is a text": "ex:s a sh:PropertyShape ; sh:path 'sp:a' .",
    "alternative of one": "ex:s a sh:PropertyShape ; sh:path [ sh:alternativePath ( sp:a ) ] .",
    "no path": "ex:s a sh:PropertyShape ; sh:minCount 1 .",
    "count is a text": "ex:s a sh:PropertyShape ; sh:path sp:a ; sh:minCount '1' .",
    "count is a decimal": "ex:s a sh:PropertyShape ; sh:path sp:a ; sh:maxCount 1.5 .",
    "count twice": "ex:s a sh:PropertyShape ; sh:path sp:a ; sh:minCount 1 , 2 .",
    "count on a node shape": "ex:s a sh:NodeShape ; sh:minCount 1 .",
    "unknown node kind": "ex:s a sh:NodeShape ; sh:nodeKind sh:Iri .",
    "datatype is a text": "ex:s a sh:NodeShape ; sh:datatype 'date' .",
    "in without a list": "ex:s a sh:NodeShape ; sh:in sp:a .",
    "in twice": "ex:s a sh:NodeShape ; sh:in ( 1 ) , ( 2 ) .",
    "pattern is an IRI": "ex:s a sh:NodeShape ; sh:pattern sp:a .",
    "class is a text": "ex:s a sh:NodeShape ; sh:class 'Person' .",
    "target is a text": "ex:s a sh:NodeShape ; sh:targetClass 'Person' .",
    "closed is a word": "ex:s a sh:NodeShape ; sh:closed 'yes' .",
    "ignored are texts": "ex:s a sh:NodeShape ; sh:closed true ; sh:ignoredProperties ( 'a' ) .",
    "languages are IRIs": "ex:s a sh:NodeShape ; sh:languageIn ( sp:en ) .",
    "message is an IRI": "ex:s a sh:NodeShape ; sh:message sp:a .",
    "severity is a text": "ex:s a sh:NodeShape ; sh:severity 'high' .",
    "lessThan is a text": "ex:s a sh:PropertyShape ; sh:path sp:a ; sh:lessThan 'b' .",
    "or without a list": "ex:s a sh:NodeShape ; sh:or sp:a .",
    "bound twice": "ex:s a sh:NodeShape ; sh:minInclusive 1 , 2 .",
}  # fmt: skip
OURS_ALONE = {
    "node shape with path": "ex:s a sh:NodeShape ; sh:path sp:a .",
    "unknown parameter": "ex:s a sh:PropertyShape ; sh:path sp:a ; sh:mincount 1 .",
    "qualified without a shape": "ex:s a sh:PropertyShape ; sh:path sp:a ; sh:qualifiedMinCount 1 .",
    "a shape without a count": "ex:s a sh:PropertyShape ; sh:path sp:a ; sh:qualifiedValueShape [ sh:class sp:A ] .",
    "flags alone": "ex:s a sh:NodeShape ; sh:flags 'i' .",
    "SPARQL without a query": "ex:s a sh:NodeShape ; sh:sparql [ sh:message 'x' ] .",
    "a negative count": "ex:s a sh:PropertyShape ; sh:path sp:a ; sh:minCount -1 .",
}
RIGHT = {
    "node": "ex:s a sh:NodeShape ; sh:targetClass sp:A ; sh:property [ sh:path sp:a ; sh:maxCount 1 ] .",
    "paths": "ex:s a sh:PropertyShape ; sh:path ( [ sh:inversePath sp:a ] [ sh:alternativePath ( sp:b sp:c ) ] [ sh:zeroOrOnePath sp:d ] ) .",
    "logic": "ex:s a sh:NodeShape ; sh:not [ sh:and ( [ sh:path sp:a ; sh:minCount 1 ] [ sh:class sp:B ] ) ] ; sh:xone ( ex:s ex:t ) .",
    "list": "ex:s a sh:NodeShape ; sh:in ( sp:a 1 'b'@en ) ; sh:languageIn ( 'en' 'fr' ) ; sh:closed true ; sh:ignoredProperties ( rdf:type ) .",
    "texts": "ex:s a sh:NodeShape ; sh:message 'a'@en , 'b'@fr ; sh:name 'c' ; sh:severity sh:Warning ; sh:deactivated false ; sh:pattern 'x' ; sh:flags 'i' .",
    "qualified": "ex:s a sh:PropertyShape ; sh:path sp:a ; sh:qualifiedValueShape [ sh:class sp:A ] ; sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 2 .",
}  # fmt: skip


def parsed(turtle: str) -> list[ox.Triple]:
    return [q.triple for q in ox.parse((HEAD + turtle).encode(), format=ox.RdfFormat.TURTLE)]


def ours(triples: list[ox.Triple]) -> list[str]:
    found = index(triples)
    return [text for shape in sorted(shapes_of(found), key=str) for text, _, _ in faults(shape, found)]


def well_formed(triples: list[ox.Triple]) -> bool:
    """What the shapes for shapes say."""
    from pyshacl.entrypoints import meta_validate

    return bool(meta_validate(to_rdflib(triples))[0])


@pytest.mark.parametrize("name", WRONG)
def test_a_fault_is_found_by_both(name: str) -> None:
    assert ours(parsed(WRONG[name]))
    assert not well_formed(parsed(WRONG[name]))


@pytest.mark.parametrize("name", OURS_ALONE)
def test_some_faults_are_found_by_ours_alone(name: str) -> None:
    assert ours(parsed(OURS_ALONE[name]))


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_right_is_so_for_both(name: str) -> None:
    assert ours(parsed(RIGHT[name])) == []
    assert well_formed(parsed(RIGHT[name]))


@pytest.mark.parametrize("profile", PROFILES)
def test_the_forms_of_our_shapes_are_right_for_both(profile: str) -> None:
    """One shape of each form: the many that differ in their path alone would take minutes."""
    triples = [t for file in profile_files(profile) for t in read_triples(file, rename_blanks=True)]
    assert ours(triples) == []
    about: dict[object, list[ox.Triple]] = {}
    for triple in triples:
        about.setdefault(triple.subject, []).append(triple)
    forms: dict[frozenset[str], object] = {}
    for subject, said in about.items():
        if isinstance(subject, ox.NamedNode) and not any(t.predicate.value == SH + "property" for t in said):
            forms.setdefault(frozenset(t.predicate.value for t in said), subject)
    waiting, kept = list(forms.values()), []
    while waiting:
        subject = waiting.pop()
        kept += about[subject]
        waiting += [t.object for t in about[subject] if isinstance(t.object, ox.BlankNode)]
    assert len(forms) >= 2
    assert well_formed(kept)


def test_a_list_and_a_path_are_read() -> None:
    found = index(
        parsed("ex:s sh:in ( 1 2 ) ; sh:path ( sp:a [ sh:inversePath sp:b ] ) ; sh:or [ rdf:first 1 ] .")
    )
    said = found[ox.NamedNode("urn:ex:s")]
    assert [m.value for m in members(said[SH + "in"][0], found) or []] == ["1", "2"]
    assert members(said[SH + "or"][0], found) is None
    assert members(ox.NamedNode(RDF + "nil"), found) == []
    assert path_iris(said[SH + "path"][0], found) == {SP + "a", SP + "b"}
