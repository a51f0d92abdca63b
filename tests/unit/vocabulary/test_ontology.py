"""What every term of the ontology has: labels, definitions, privacy answers, a home."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pyoxigraph as ox
import pytest

from interlingua.rdf.namespaces import CODE, DCTERMS, OWL, RDF, RDFS, SKOS, SP
from interlingua.settings import shipped
from interlingua.vocabulary import Class, Code, Property, Scheme, Term, load, triples
from interlingua.vocabulary.loading import PRIVACY_AXES, files
from interlingua.vocabulary.notations import code_iri
from interlingua.vocabulary.translations import LANGUAGES, english_digest, translations

SAME_IN = {
    "Acre": {"fr", "es", "pt"},
    "Adoption": {"fr"},
    "Divorce": {"fr"},
    "Hectare": {"fr", "pt"},
    "Litre": {"fr"},
    "Message": {"fr"},
    "Organisation": {"fr"},
    "Programme": {"fr"},
    "latitude": {"fr", "pt"},
    "longitude": {"fr", "pt"},
    "religion": {"fr"},
    "Provisional": {"es"},
    "Tonne": {"fr"},
}
"""English labels that another language writes in the same letters."""
RESERVED = {"code", "shape", "module", "source", "context.jsonld", "schema", "class", "property"}
ARABIC = re.compile(r"[؀-ۿ]")
DEONTIC = re.compile(r"\b(must|shall|should)\b")


def all_terms() -> Iterator[Term]:
    vocabulary = load()
    for iri in vocabulary.terms():
        term = vocabulary.term(iri)
        assert term is not None
        yield term


CLDR = "https://cldr.unicode.org/"


def named_outside(term: Term, source: str | None = None) -> bool:
    """A code of a list that an outside standard keeps (that one, if given): its name may be all there is to say."""
    known = sources().get(term.scheme, set()) if isinstance(term, Code) else set()
    return source in known if source else bool(known)


@cache
def sources() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for t in triples(shipped("ontology")):
        if t.predicate.value == DCTERMS + "source" and isinstance(t.subject, ox.NamedNode):
            found.setdefault(t.subject.value, set()).add(t.object.value)
    return found


def data_properties() -> list[Property]:
    """The properties that data has; not those that only editors use."""
    return [p for p in load().properties.values() if p.kind != "annotation"]


def test_counts() -> None:
    vocabulary = load()
    assert len(vocabulary.classes) >= 28
    assert len(data_properties()) >= 95
    assert len(vocabulary.schemes) >= 10
    assert len(vocabulary.classes) <= 85
    assert len(data_properties()) <= 350
    assert all(scheme.codes for scheme in vocabulary.schemes.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_has_one_label_in(language: str) -> None:
    assert [t.iri for t in all_terms() if not t.labels.get(language)] == []
    found = Counter(
        t.subject
        for t in triples(shipped("ontology"))
        if t.predicate.value in (RDFS + "label", SKOS + "prefLabel")
        and isinstance(t.object, ox.Literal)
        and t.object.language == language
    )
    assert [s for s, n in found.items() if n > 1] == []


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_term_is_defined_in(language: str) -> None:
    for term in all_terms():
        if named_outside(term) and not term.definitions:
            continue
        text = term.definitions.get(language, "")
        assert text, term.iri
        assert text[0].isupper(), text
        assert text.endswith("."), text
        assert text == " ".join(text.split()), text


def test_no_label_is_the_english_one_unless_it_is_allowed() -> None:
    for term in all_terms():
        if named_outside(term, CLDR):
            continue  # France is France
        english = term.labels["en"]
        same = {lang for lang in LANGUAGES[1:] if term.labels[lang].strip().casefold() == english.casefold()}
        assert same <= SAME_IN.get(english, set()), term.iri


def test_the_allow_list_is_not_longer_than_needed() -> None:
    labels = {term.labels["en"]: term.labels for term in all_terms()}
    for english, languages in SAME_IN.items():
        assert {lang for lang in LANGUAGES[1:] if labels[english][lang] == english} == languages


def test_arabic_is_in_arabic_letters_and_others_are_not() -> None:
    for term in all_terms():
        assert ARABIC.search(term.labels["ar"]), term.iri
        assert not any(ARABIC.search(term.labels[lang]) for lang in LANGUAGES if lang != "ar"), term.iri


def test_labels_are_unique_of_their_kind() -> None:
    vocabulary = load()
    for terms in (vocabulary.classes, vocabulary.properties, vocabulary.schemes):
        for language in LANGUAGES:
            found = Counter(term.labels[language].casefold() for term in terms.values())
            assert [text for text, n in found.items() if n > 1] == [], language
    for scheme in vocabulary.schemes.values():
        for language in LANGUAGES:
            found = Counter(code.labels[language].casefold() for code in scheme.codes.values())
            assert [text for text, n in found.items() if n > 1] == [], f"{scheme.iri} {language}"


def test_no_definition_serves_two_terms() -> None:
    found = Counter(term.definitions["en"] for term in all_terms() if term.definitions)
    assert [text for text, n in found.items() if n > 1] == []


def test_definitions_say_what_is_not_what_must_be() -> None:
    assert [t.iri for t in all_terms() if DEONTIC.search(t.definitions.get("en", ""))] == []


def test_alternatives_are_not_the_label_itself() -> None:
    for term in all_terms():
        assert term.labels["en"].casefold() not in {a.casefold() for a in term.alternatives}, term.iri
        assert len(set(term.alternatives)) == len(term.alternatives), term.iri


def test_every_term_says_where_it_is_defined_and_how_settled_it_is() -> None:
    vocabulary = load()
    homes = {
        t.subject.value
        for t in triples(shipped("ontology"))
        if t.predicate.value == RDF + "type" and str(t.object) == f"<{OWL}Ontology>"
        if isinstance(t.subject, ox.NamedNode)
    }
    for term in all_terms():
        if isinstance(term, Code):
            assert term.defined_by == term.scheme
        elif isinstance(term, Scheme):
            assert term.defined_by == SP
        else:
            assert term.defined_by in homes - {SP}, term.iri
        assert vocabulary.code("maturity", term.maturity) is not None, term.iri


def test_every_term_stands_in_the_file_of_its_module() -> None:
    homes = {f"{SP}module/{f.stem}": f for f in files(shipped("ontology")) if f.parent.name == "modules"}
    for term in all_terms():
        if isinstance(term, Class | Property):
            assert f"\nsp:{term.name} a owl:" in homes[term.defined_by].read_text(encoding="utf-8"), term.iri


def test_translations_are_of_the_english_that_is_there() -> None:
    for term in all_terms():
        states = {t.language: t.state for t in translations(term)}
        assert set(states) == set(LANGUAGES) - {"en"}
        digest = english_digest(term.labels["en"], term.definitions.get("en", ""))
        assert set(states.values()) <= {"draft", "reviewed"}, (
            f"{term.iri}: look at its translations, then {digest}"
        )


def test_a_changed_english_makes_the_translations_stale() -> None:
    assert english_digest("Person", "A human being.") != english_digest("Person", "A human being")
    from dataclasses import replace

    term = load().classes[SP + "Person"]
    changed = replace(term, definitions={**term.definitions, "en": "Another text."})
    assert {t.state for t in translations(changed)} == {"stale"}


def test_privacy_is_answered_on_each_property() -> None:
    vocabulary = load()
    schemes = {"aboutWhom": "about-whom"}
    for prop in data_properties():
        assert set(prop.privacy) == set(PRIVACY_AXES), prop.iri
        for axis, answer in prop.privacy.items():
            assert vocabulary.code(schemes.get(axis, axis), answer) is not None, f"{prop.iri} {axis}"


def test_what_identifies_a_person_directly_is_never_kept_for_researchers() -> None:
    for prop in data_properties():
        if prop.privacy["identifiability"] == "direct":
            assert prop.privacy["generalisation"] in ("drop", "pseudonym", "area-steps"), prop.iri
        if prop.privacy["sensitivity"] == "special":
            assert prop.privacy["generalisation"] != "keep", prop.iri


def test_no_term_is_used_that_is_not_defined() -> None:
    vocabulary = load()
    used = {
        term.value
        for triple in triples(shipped("ontology"))
        for term in (triple.subject, triple.predicate, triple.object)
        if isinstance(term, ox.NamedNode) and term.value.startswith(SP)
    }
    unknown = {iri for iri in used if vocabulary.kind_of(iri) is None}
    assert {
        iri for iri in unknown if not re.fullmatch(r"(module/[a-z-]+(/0\.1\.0)?|0\.1\.0|)", iri[len(SP) :])
    } == set()


def test_nothing_of_ours_is_said_of_foreign_terms() -> None:
    subjects = {t.subject for t in triples(shipped("ontology"))}
    assert [s for s in subjects if isinstance(s, ox.NamedNode) and not s.value.startswith(SP)] == []


def test_domains_and_ranges() -> None:
    vocabulary = load()
    for prop in data_properties():
        assert prop.domain, prop.iri
        assert prop.range, prop.iri
        assert all(d in vocabulary.classes for d in prop.domain), prop.iri
        ours = [r in vocabulary.classes for r in prop.range if r.startswith(SP)]
        assert all(ours), prop.iri
        if prop.code_list:
            assert prop.kind == "object"
            assert prop.range == (SKOS + "Concept",)
            assert prop.code_list in vocabulary.schemes, prop.iri
        if prop.kind == "datatype":
            assert ours == [], prop.iri


def test_an_axiom_of_domain_or_range_names_one_class() -> None:
    for predicate in (RDFS + "domain", RDFS + "range"):
        found = Counter(t.subject for t in triples(shipped("ontology")) if t.predicate.value == predicate)
        assert [s for s, n in found.items() if n > 1] == []


def test_every_class_is_in_a_domain_and_every_top_class_is_disjoint_from_the_others() -> None:
    vocabulary = load()
    domains = {d for p in data_properties() for d in p.domain}
    for iri, above in vocabulary.closure.items():
        assert iri in domains or above & domains, iri
    tops = {iri for iri, above in vocabulary.closure.items() if not above}
    events = {iri for iri, above in vocabulary.closure.items() if SP + "VitalEvent" in above}
    assert sorted(map(len, _disjoint_sets())) == sorted((len(events), len(tops)))
    assert set().union(*_disjoint_sets()) == tops | events


def _disjoint_sets() -> list[set[str]]:
    graph = ox.Store()
    graph.extend(ox.Quad(*t) for t in triples(shipped("ontology")))
    sets = graph.query(
        "PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "
        "SELECT ?set ?member { ?set a owl:AllDisjointClasses ; owl:members/rdf:rest*/rdf:first ?member }"
    )
    found: dict[str, set[str]] = {}
    for row in sets:
        found.setdefault(str(row["set"]), set()).add(row["member"].value)
    return list(found.values())


def test_names() -> None:
    for term in all_terms():
        if isinstance(term, Class):
            assert re.fullmatch(r"[A-Z][A-Za-z]+", term.name), term.iri
        elif isinstance(term, Property):
            assert re.fullmatch(r"[a-z][A-Za-z]+", term.name), term.iri
            assert not re.match(r"(has|is)[A-Z]", term.name), term.iri
        assert term.name not in RESERVED
    assert [c.iri for c in load().codes.values() if c.iri != code_iri(c.scheme, c.notation)] == []


def test_code_lists() -> None:
    vocabulary = load()
    stated = triples(shipped("ontology"))
    tops = {(t.subject.value, t.object.value) for t in stated if t.predicate.value == SKOS + "hasTopConcept"}
    for scheme in vocabulary.schemes.values():
        assert scheme.iri.startswith(CODE)
        above = {c.iri: c.broader for c in scheme.codes.values()}
        for code in scheme.codes.values():
            assert all(b in above for b in code.broader), code.iri
            assert ((scheme.iri, code.iri) in tops) == (not code.broader), code.iri
            assert code.iri not in code.broader
        orders = [c.order for c in scheme.codes.values()]
        assert orders == [None] * len(orders) or orders == list(range(1, len(orders) + 1)), scheme.iri


def test_one_file_holds_one_code_list() -> None:
    for file in (shipped("ontology") / "codelists").glob("*.ttl"):
        text = file.read_text(encoding="utf-8")
        assert text.count(" a skos:ConceptScheme") == 1
        assert f"code:{file.stem} a skos:ConceptScheme" in text


def test_the_header_imports_every_module() -> None:
    imported = {t.object.value for t in triples(shipped("ontology")) if t.predicate.value == OWL + "imports"}
    on_disk = {f"{SP}module/{f.stem}" for f in (shipped("ontology") / "modules").glob("*.ttl")}
    assert imported == on_disk


def test_rdflib_and_oxigraph_read_the_same() -> None:
    from rdflib import Graph
    from rdflib.compare import isomorphic

    for file in files(shipped("ontology")):
        theirs = Graph().parse(file, format="turtle")
        text = b"".join(f"{q.triple} .\n".encode() for q in ox.parse(path=file, format=ox.RdfFormat.TURTLE))
        assert isomorphic(theirs, Graph().parse(data=text, format="nt")), file.name
