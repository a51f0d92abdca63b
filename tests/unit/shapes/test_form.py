"""The form of the shapes: defined terms, five languages, severities, patterns that cannot hang."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pyoxigraph as ox
import pytest
import re2

from interlingua.rdf import read_triples
from interlingua.rdf.namespaces import CODE, RDF, SH, SHAPE, SP
from interlingua.shacl import load_profile
from interlingua.vocabulary import load
from interlingua.vocabulary.translations import LANGUAGES
from shape_examples import PROFILES, shape_files

FILES = [file for profile in PROFILES for file in shape_files(profile)]
KINDS = {
    "minCount", "maxCount", "datatype", "nodeKind", "pattern", "in", "minLength", "minInclusive", "maxInclusive",
    "lessThanOrEquals", "disjoint", "equals", "qualifiedMinCount", "qualifiedMaxCount",
}  # fmt: skip


def said(file: Path) -> dict[str, dict[str, list[ox.NamedNode | ox.Literal]]]:
    about: dict[str, dict[str, list[ox.NamedNode | ox.Literal]]] = defaultdict(lambda: defaultdict(list))
    for triple in read_triples(file):
        if isinstance(triple.subject, ox.NamedNode):
            about[triple.subject.value][triple.predicate.value].append(triple.object)
    return about


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_terms_are_defined(file: Path) -> None:
    vocabulary = load()
    used = {
        term.value
        for triple in read_triples(file)
        for term in (triple.predicate, triple.object)
        if isinstance(term, ox.NamedNode)
        and term.value.startswith(SP)
        and not term.value.startswith(SHAPE)
        and term.value != SP
    }
    assert {iri for iri in used if vocabulary.kind_of(iri) is None} == set()


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_each_rule_says_one_thing_in_five_languages(file: Path) -> None:
    for iri, about in said(file).items():
        if SH + "path" not in about:
            continue
        kinds = [kind for kind in KINDS if SH + kind in about] + (
            ["codeList"] if SP + "codeList" in about else []
        )
        assert len(kinds) == 1, iri
        assert iri.startswith(SHAPE)
        assert [t.value for t in about[RDF + "type"]] == [SH + "PropertyShape"], iri
        assert len(about[SH + "severity"]) == 1, iri
        messages = {m.language: m.value for m in about[SH + "message"]}
        assert set(messages) == set(LANGUAGES), iri
        assert len(about[SH + "message"]) == len(LANGUAGES), iri
        assert len(set(messages.values())) == len(LANGUAGES), iri


def test_a_property_with_codes_is_held_to_its_own_list() -> None:
    vocabulary = load()
    for iri, about in said(FILES[0]).items():
        for scheme in about.get(SP + "codeList", ()):
            (path,) = about[SH + "path"]
            assert vocabulary.properties[path.value].code_list == scheme.value, iri


def test_a_class_has_the_properties_that_its_rules_speak_of() -> None:
    vocabulary = load()
    parents = vocabulary.superclass_closure()
    for file in FILES:
        about = said(file)
        for iri, node in about.items():
            for target in node.get(SH + "targetClass", ()):
                for rule in node.get(SH + "property", ()):
                    (path,) = about[rule.value][SH + "path"]
                    if isinstance(path, ox.NamedNode):
                        domain = vocabulary.properties[path.value].domain
                        mine = {target.value, *parents.get(target.value, ())}
                        assert mine & set(domain), f"{iri}: {path.value} is not said of {target.value}"


def test_patterns_run_on_re2() -> None:
    patterns = [
        t.object.value for file in FILES for t in read_triples(file) if t.predicate.value == SH + "pattern"
    ]
    assert len(patterns) >= 2
    for pattern in patterns:
        re2.compile(pattern)


def test_core_asks_no_class_of_another_record() -> None:
    assert not [t for t in read_triples(FILES[0]) if t.predicate.value in (SH + "class", SH + "node")]


def test_a_code_list_becomes_its_codes() -> None:
    shapes = load_profile("core")
    (sex,) = [p for n in shapes.nodes for p in n.properties if p.iri == SHAPE + "Person-sex-codeList"]
    (constraint,) = sex.constraints
    assert constraint.parameter == tuple(f"<{CODE}sex/{code}>" for code in ("female", "male", "other"))


@pytest.mark.parametrize("name", PROFILES[1:])
def test_a_profile_keeps_core(name: str) -> None:
    core = {p.iri for n in load_profile("core").nodes for p in n.properties}
    profile = {p.iri for n in load_profile(name).nodes for p in n.properties}
    assert core < profile
