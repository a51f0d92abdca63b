"""Functions of the older FNML in Turtle, as YARRRML's parser writes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlingua.errors import MappingError
from interlingua.rml import load_mapping
from interlingua.rml.model import Constant, FunctionCall, TermMap

HEAD = """@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
@prefix fnml: <http://semweb.mmlab.be/ns/fnml#> .
@prefix fno: <https://w3id.org/function/ontology#> .
@prefix grel: <http://users.ugent.be/~bjdmeest/function/grel.ttl#> .
<#s> rml:source "people.csv" ; rml:referenceFormulation ql:CSV .
<#m> rml:logicalSource <#s> ; rr:subjectMap [ rr:template "http://example.com/{id}" ] ;
  rr:predicateObjectMap [ rr:predicate <http://example.com/name> ; rr:objectMap [ fnml:functionValue <#f> ] ] ,
    [ rr:predicate <http://example.com/kind> ;
      rr:objectMap [ rr:constant "http://example.com/Person" ; rr:termType rr:IRI ] ] .
"""
NAMED = "[ rr:predicate fno:executes ; rr:objectMap [ rr:constant grel:toUpperCase ] ]"
CALL = f"""<#f> rml:logicalSource <#s> ; rr:predicateObjectMap {NAMED} ,
    [ rr:predicate grel:valueParameter ; rr:objectMap [ rml:reference "name" ] ] .
"""


def objects(tmp_path: Path, rest: str) -> list[TermMap]:
    path = tmp_path / "m.rml.ttl"
    path.write_text(HEAD + rest, encoding="utf-8")
    mapping = load_mapping(path)
    assert len(mapping.triples_maps) == 1  # the function is no triples map
    found = [one for pair in mapping.triples_maps[0].predicate_objects for one in pair.objects]
    return [one for one in found if isinstance(one, TermMap)]


def test_a_function_is_called_with_its_arguments(tmp_path: Path) -> None:
    call = objects(tmp_path, CALL)[0].expression
    assert isinstance(call, FunctionCall)
    assert call.function.endswith("upper")
    assert len(call.arguments) == 1


def test_a_constant_that_is_said_to_be_an_iri_is_one(tmp_path: Path) -> None:
    assert objects(tmp_path, CALL)[1].expression == Constant("http://example.com/Person", "iri")


@pytest.mark.parametrize(
    "rest",
    [CALL.replace(NAMED + " ,", ""), CALL.replace(NAMED, f"{NAMED}, {NAMED.replace('Upper', 'Lower')}")],
)
def test_a_call_names_one_function(tmp_path: Path, rest: str) -> None:
    with pytest.raises(MappingError) as fault:
        objects(tmp_path, rest)
    assert fault.value.code == "IL-M010"
    assert "name one function" in str(fault.value)
