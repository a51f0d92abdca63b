"""A mapping document is read or refused with a code and a place; nothing else ever comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlingua.errors import InterlinguaError
from interlingua.rml import Mapping, load_mapping

YAML = """\
prefixes: {ex: "http://example.com/"}
base: http://base.example/
external: {city: Kora}
sources:
  a: {access: a.csv, referenceFormulation: csv, delimiter: ";", nulls: [N/A]}
  b: [b.json~jsonpath, "$[*]"]
record: {system: s, type: t, source: b, iterator: "$.x[*]", key: ["$(['@id'])", $(no)]}
codes:
  sex: {rows: {M: male, F: ex:f}, scheme: sex, unmapped: warn, fold: case}
omit: {note: because}
profiles: [core]
mappings:
  person:
    sources: a
    s: il:iri(kind = person, key = $(no))
    g: ex:g
    condition: [il:present(value=$(no)), il:not(test=il:equal(a=$(x), b="y"))]
    po:
      - [a, [sp:Person, ex:P]]
      - [ex:name, "$(first) \\\\(x\\\\) $(_city)", en~lang]
      - [ex:age, $(age), xsd:integer]
      - p: [ex:sex, ex:s2]
        o: il:code(table=sex, value=il:trim(value=$(sex)))
      - {p: ex:born, o: {fn: il:date, pms: [[value, $(d)], [format, DD/MM/YYYY]]}, condition: il:present(value=$(d))}
      - p: ex:in
        o: {mapping: house, condition: {function: equal, parameters: [[str1, $(h), s], [str2, $(h), o]]}}
  house:
    each: "$.m[*]"
    s: ex:$(^id)~iri
    po: {p: ex:x, o: [{value: $(y), type: iri}, {value: z, language: fr}]}
"""
TURTLE = """\
@prefix rml: <http://w3id.org/rml/> .
@prefix grel: <http://users.ugent.be/~bjdmeest/function/grel.ttl#> .
@base <http://example.com/> .
<#m> a rml:TriplesMap ; rml:baseIRI <http://b/> ;
  rml:logicalSource [ rml:source [ rml:root rml:MappingDirectory ; rml:path "a.json" ; rml:null "" ] ;
    rml:referenceFormulation rml:JSONPath ; rml:iterator "$[*]" ] ;
  rml:subjectMap [ rml:template "x/{$['\\\\{a\\\\}']}" ; rml:class <C> ; rml:termType rml:IRI ; rml:graph <g> ] ;
  rml:predicateObjectMap [ rml:predicate <p> ; rml:objectMap [ rml:reference "r" ; rml:language "en" ] ] ,
    [ rml:predicateMap [ rml:constant <q> ] ; rml:object "a"@en , 1.5 , true ;
      rml:objectMap [ rml:parentTriplesMap <#m> ; rml:joinCondition [ rml:child "a" ; rml:parent "b" ] ] ] ,
    [ rml:predicate <f> ; rml:objectMap [ rml:functionExecution [ rml:function grel:toUpperCase ;
      rml:input [ rml:parameter grel:valueParam ; rml:inputValueMap [ rml:reference "x" ] ] ] ] ] .
"""
PIECES = st.sampled_from(
    ["", " ", "\n", "  ", "\t", ":", ": ", ",", "[", "]", "{", "}", "(", ")", "$(", '"', "'", "#", "&a ", "*a", "~", "^",
     "?", "\\", "null", "a", "=", "il:", "ex:", "- ", "|\n", "!!binary ", "<", ">", ".", ";", "é", "\0", "\ufeff", "x:y(z)"]
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, text: str) -> str:
    """The text with a few stretches replaced by something short, or moved."""
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        middle = (
            draw(PIECES) if draw(st.booleans()) else text[draw(st.integers(0, len(text))) :][: end - start]
        )
        text = text[:start] + middle + text[end:]
    return text


def outcome(name: str, text: str) -> Mapping | InterlinguaError:
    try:
        return load_mapping(Path(name), text=text)
    except InterlinguaError as error:
        return error


def read(name: str, text: str) -> None:
    found = outcome(name, text)
    if isinstance(found, Mapping):
        return
    assert found.exit_code == 2
    assert found.place is not None
    assert found.place.file is not None


@pytest.mark.parametrize("name", ["m.yaml", "m.ttl"])
def test_the_undamaged_documents_are_read(name: str) -> None:
    assert load_mapping(Path(name), text=YAML if name == "m.yaml" else TURTLE).triples_maps


@settings(max_examples=400, deadline=None)
@given(damaged(YAML))
def test_damaged_yarrrml(text: str) -> None:
    read("m.yaml", text)


@settings(max_examples=400, deadline=None)
@given(damaged(TURTLE))
def test_damaged_turtle(text: str) -> None:
    read("m.ttl", text)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    read("m.yaml", text)
    read("m.ttl", text)
