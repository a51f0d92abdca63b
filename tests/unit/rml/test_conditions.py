"""rml:condition and rml:return (RML-FNML), by their effect."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlingua.errors import MappingError
from interlingua.translate import translate_to_text

HEAD = """
@prefix rml: <http://w3id.org/rml/> .
@prefix ex: <http://example.com/> .
@prefix grel: <http://users.ugent.be/~bjdmeest/function/grel.ttl#> .
@prefix fn: <https://w3id.org/imec/idlab/function#> .
@base <http://example.com/> .

<#M> rml:logicalSource [ rml:source "people.csv" ; rml:referenceFormulation rml:CSV ] ;
"""
SAME = """[ rml:functionExecution [ rml:function fn:equal ;
    rml:input [ rml:parameter grel:valueParam ; rml:inputValueMap [ rml:reference "kind" ] ] ,
              [ rml:parameter grel:valueParam2 ; rml:inputValue "A" ] ] ]"""
UPPER = """rml:functionExecution [ rml:function grel:toUpperCase ;
    rml:input [ rml:parameter grel:valueParam ; rml:inputValueMap [ rml:reference "name" ] ] ]"""


def translated(tmp_path: Path, body: str) -> str:
    (tmp_path / "people.csv").write_text("id,name,kind\n1,Ana,A\n2,Bo,B\n")
    (tmp_path / "m.ttl").write_text(HEAD + body)
    text, findings = translate_to_text(tmp_path / "m.ttl")
    assert findings == []
    return text


SUBJECT = 'rml:subjectMap [ rml:template "http://example.com/{id}" ] ;'


def test_a_condition_of_an_object_map_leaves_the_other_objects_alone(tmp_path: Path) -> None:
    text = translated(
        tmp_path,
        SUBJECT
        + f"""rml:predicateObjectMap [ rml:predicate ex:p ;
            rml:objectMap [ rml:reference "name" ] , [ rml:template "http://example.com/x y/{{name}}" ;
            rml:condition {SAME} ] ] .""".replace("x y", "x"),
    )
    assert sorted(text.splitlines()) == [
        '<http://example.com/1> <http://example.com/p> "Ana" .',
        "<http://example.com/1> <http://example.com/p> <http://example.com/x/Ana> .",
        '<http://example.com/2> <http://example.com/p> "Bo" .',
    ]


def test_a_condition_of_a_predicate_map(tmp_path: Path) -> None:
    text = translated(
        tmp_path,
        SUBJECT
        + f"""rml:predicateObjectMap [ rml:objectMap [ rml:reference "name" ] ;
            rml:predicateMap [ rml:constant ex:q ; rml:condition {SAME} ] ] .""",
    )
    assert text == '<http://example.com/1> <http://example.com/q> "Ana" .\n'


def test_a_condition_of_an_input_and_of_a_language(tmp_path: Path) -> None:
    text = translated(
        tmp_path,
        SUBJECT
        + f"""rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap [ rml:reference "name" ;
            rml:languageMap [ rml:constant "pt" ; rml:condition {SAME} ] ] ] .""",
    )
    assert text == '<http://example.com/1> <http://example.com/p> "Ana"@pt .\n'


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        (
            "rml:subjectMap [ rml:template '{id}' ; rml:condition [ rml:constant 'x' ] ] .",
            "IL-M010",
            "function",
        ),
        (
            f"rml:subjectMap [ rml:template '{{id}}' ; rml:graphMap [ rml:constant ex:g ; rml:condition {SAME} ] ] .",
            "IL-M014",
            "graph",
        ),
        (
            SUBJECT
            + f"rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap [ {UPPER} ; rml:return ex:o ] ] .",
            "IL-M004",
            "result",
        ),
        (
            SUBJECT
            + f"rml:predicateObjectMap [ rml:predicate ex:p ; rml:objectMap [ {UPPER} ; rml:return grel:o_bool ] ] .",
            "IL-M004",
            "result",
        ),
    ],
)
def test_what_is_refused_has_its_line(tmp_path: Path, body: str, code: str, words: str) -> None:
    with pytest.raises(MappingError) as caught:
        translated(tmp_path, body)
    assert caught.value.code == code
    assert words in caught.value.message
    assert caught.value.place is not None
    assert (caught.value.place.line or 0) > 7
