"""Each property says of each class that it can stand on how private it is: one answer an axis, overrides included."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from interlingua.errors import VocabularyError
from interlingua.rdf.namespaces import CODE, OWL, SCHEMA, SP
from interlingua.settings import shipped
from interlingua.vocabulary import Property, build, load, triples
from interlingua.vocabulary.overrides import PRIVACY_AXES
from interlingua.vocabulary.rows import from_rows, to_rows

LIST_OF = {"aboutWhom": "about-whom"}
PREFIXES = f"""
@prefix owl: <{OWL}> . @prefix schema: <{SCHEMA}> . @prefix sp: <{SP}> .
@prefix sensitivity: <{CODE}sensitivity/> . @prefix generalisation: <{CODE}generalisation/> .
sp:Thing a owl:Class . sp:Part a owl:Class ; rdfs:subClassOf sp:Thing . sp:Other a owl:Class .
sp:size a owl:DatatypeProperty ; schema:domainIncludes sp:Thing , sp:Other ;
    sp:sensitivity sensitivity:none ; sp:generalisation generalisation:keep .
"""
AXIOM = "[] a owl:Axiom ; owl:annotatedSource sp:size ; owl:annotatedProperty schema:domainIncludes ;"


def pairs() -> Iterator[tuple[str, Property]]:
    """Every class and property that can stand on it, by its domain or as a subclass."""
    vocabulary = load()
    for prop in vocabulary.properties.values():
        for owner, above in vocabulary.closure.items():
            if prop.kind != "annotation" and ({owner} | above) & set(prop.domain):
                yield owner, prop


def made(turtle: str) -> list[ox.Triple]:
    text = f"@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . {PREFIXES} {turtle}"
    return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]


def test_each_pair_has_one_answer_an_axis() -> None:
    vocabulary = load()
    known = list(pairs())
    assert len(known) > 400
    for owner, prop in known:
        answers = vocabulary.privacy_of(owner, prop.iri)
        assert set(answers) == set(PRIVACY_AXES), f"{owner} {prop.iri}"
        for axis, answer in answers.items():
            assert vocabulary.code(LIST_OF.get(axis, axis), answer), f"{owner} {prop.iri} {axis}"


def test_what_identifies_or_is_special_on_a_class_is_not_kept_there() -> None:
    vocabulary = load()
    for owner, prop in pairs():
        answers = vocabulary.privacy_of(owner, prop.iri)
        if answers["identifiability"] == "direct":
            assert answers["generalisation"] in ("drop", "pseudonym", "area-steps"), f"{owner} {prop.iri}"
        if answers["sensitivity"] == "special":
            assert answers["generalisation"] != "keep", f"{owner} {prop.iri}"


def test_an_override_is_of_a_pair_and_differs_from_what_holds_without_it() -> None:
    vocabulary = load()
    overridden = {(owner, prop.iri) for prop in vocabulary.properties.values() for owner in prop.overrides}
    assert len(overridden) > 50
    assert overridden <= {(owner, prop.iri) for owner, prop in pairs()}
    for owner, iri in overridden:
        prop = vocabulary.properties[iri]
        for axis, answer in prop.overrides[owner].items():
            above = dict(prop.privacy)
            for superclass in vocabulary.superclasses(owner):
                above |= prop.overrides.get(superclass, {})
            assert above[axis] != answer, f"{owner} {iri} {axis}: the override says nothing new"


def test_no_axiom_of_the_modules_is_lost() -> None:
    axioms = [t for t in triples(shipped("ontology")) if t.predicate.value == OWL + "annotatedSource"]
    assert len(axioms) == sum(len(p.overrides) for p in load().properties.values())


def test_the_address_of_an_office_is_not_that_of_a_person() -> None:
    vocabulary = load()
    assert vocabulary.privacy_of(SP + "Household", SP + "address")["generalisation"] == "area-steps"
    assert vocabulary.privacy_of(SP + "Organisation", SP + "address")["generalisation"] == "keep"


def test_an_override_holds_on_subclasses_and_nowhere_else() -> None:
    found = build(made(f"{AXIOM} owl:annotatedTarget sp:Thing ; sp:sensitivity sensitivity:special ."))
    assert found.privacy_of(SP + "Thing", SP + "size")["sensitivity"] == "special"
    assert found.privacy_of(SP + "Part", SP + "size") == {"sensitivity": "special", "generalisation": "keep"}
    assert found.privacy_of(SP + "Other", SP + "size")["sensitivity"] == "none"
    assert found.properties[SP + "size"].privacy["sensitivity"] == "none"


def test_the_override_of_a_subclass_comes_last() -> None:
    part = f"{AXIOM} owl:annotatedTarget sp:Part ; sp:sensitivity sensitivity:ordinary ."
    found = build(made(f"{part} {AXIOM} owl:annotatedTarget sp:Thing ; sp:sensitivity sensitivity:special ."))
    assert found.privacy_of(SP + "Part", SP + "size")["sensitivity"] == "ordinary"
    assert found.privacy_of(SP + "Thing", SP + "size")["sensitivity"] == "special"


def test_two_answers_on_one_axis_are_refused() -> None:
    one = f"{AXIOM} owl:annotatedTarget sp:Thing ; sp:sensitivity sensitivity:special ."
    with pytest.raises(VocabularyError, match="sensitivity"):
        build(made(f"{one} {one.replace('special', 'ordinary')}"))


def test_axioms_about_something_else_are_left_alone() -> None:
    other = AXIOM.replace("schema:domainIncludes", "schema:rangeIncludes")
    found = build(made(f"{other} owl:annotatedTarget sp:Thing ; sp:sensitivity sensitivity:special ."))
    assert found.properties[SP + "size"].overrides == {}


def test_a_snapshot_keeps_overrides_categories_and_the_sensitivity_of_classes_and_codes() -> None:
    known = load()
    again = from_rows(to_rows(known))
    assert again == known
    assert known.classes[SP + "Grievance"].sensitivity == "special"
    assert known.classes[SP + "Address"].sensitivity is None
    shelter = known.code("address-kind", "shelter")
    assert shelter is not None
    assert shelter.sensitivity == "special"
    assert known.properties[SP + "dateOfBirth"].category == "https://w3id.org/dpv/pd#BirthDate"


def test_what_points_to_a_person_names_its_category_of_personal_data() -> None:
    lacking = [
        p.name
        for p in load().properties.values()
        if p.privacy.get("identifiability") == "direct" and p.category is None
    ]
    assert lacking == []
