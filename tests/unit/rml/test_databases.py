"""R2RML and databases in RML documents: what is read, and what is refused at its line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from interlingua.errors import MappingError
from interlingua.rml import load_mapping
from interlingua.rml.model import Mapping, Reference, RefObjectMap

PREFIXES = """@prefix rr: <http://www.w3.org/ns/r2rml#> . @prefix ex: <http://example.com/> .
@prefix rml: <http://w3id.org/rml/> . @prefix d2rq: <http://www.wiwiss.fu-berlin.de/suhl/bizer/D2RQ/0.1#> .
"""


def loaded(text: str) -> Mapping:
    return load_mapping(Path("m.ttl"), text=PREFIXES + text)


def table_of(table: str, rest: str = "") -> str:
    return f"""<#M> rr:logicalTable [ {table} ] ;
  rr:subjectMap [ rr:template "http://example.com/{{\\"ID\\"}}" ] ;
  rr:predicateObjectMap [ rr:predicate ex:p ; rr:objectMap [ rr:column "\\"Na\\"\\"me\\"" ] ] {rest}.
"""


def options(mapping: Mapping) -> dict[str, str]:
    return dict(mapping.sources[0].options)


def test_a_table_and_its_delimited_columns() -> None:
    mapping = loaded(table_of(r'rr:tableName "\"People\""'))
    source = mapping.sources[0]
    assert (source.formulation, source.name, source.path) == ("sql", "People", None)
    assert options(mapping)["table"] == '"People"'
    (one,) = mapping.triples_maps
    held: Any = one.predicate_objects[0].objects[0]
    assert held.expression.path == 'Na"me'
    template: Any = one.subject.expression
    assert [part.path for part in template.parts if isinstance(part, Reference)] == ["ID"]


def test_a_query() -> None:
    mapping = loaded(table_of('rr:sqlQuery "SELECT 1" ; rr:sqlVersion rr:SQL2008'))
    assert options(mapping)["query"] == "SELECT 1"


def test_one_query_is_one_source_and_two_databases_have_two_names() -> None:
    query = table_of('rr:sqlQuery "SELECT 1"')
    mapping = loaded(query + query.replace("<#M>", "<#N>"))
    assert len(mapping.sources) == 1
    logical = """<#A> rml:logicalSource [ rml:source [ d2rq:jdbcDSN "jdbc:sqlite:A.db" ] ; rml:iterator "people" ;
      rml:referenceFormulation rml:SQL2008Table ] ; rml:subjectMap [ rml:template "http://example.com/{id}" ] .
    """
    names = [
        source.name
        for source in loaded(logical + logical.replace("#A", "#B").replace("A.db", "B.db")).sources
    ]
    assert names == ["people", "people 2"]


def test_d2rq_gives_the_address_without_credentials() -> None:
    mapping = loaded(
        """<#db> a d2rq:Database ; d2rq:jdbcDSN "jdbc:postgresql://host/registry?user=x" ;
          d2rq:username "ana" ; d2rq:password "s3cret" .
        <#M> rml:logicalSource [ rml:source <#db> ; rml:referenceFormulation rml:SQL2008Query ;
          rml:iterator "SELECT 1" ] ; rml:subjectMap [ rml:template "http://example.com/{id}" ] ."""
    )
    assert mapping.sources[0].path == "jdbc:postgresql://host/registry"
    assert options(mapping)["username"] == "ana"
    assert options(mapping)["database"] == "db"
    assert "s3cret" not in repr(mapping)


def test_joins_read_the_columns_of_both_sides() -> None:
    parent = """<#N> rr:logicalTable [ rr:tableName "other" ] ; rr:subjectMap [ rr:template "http://example.com/{x}" ] .
    """
    rest = r"""; rr:predicateObjectMap [ rr:predicate ex:q ; rr:objectMap [ rr:parentTriplesMap <#N> ;
      rr:joinCondition [ rr:child "\"A\"" ; rr:parent "\"B\"" ] ] ] """
    mapping = loaded(table_of('rr:tableName "people"', rest) + parent)
    link: Any = next(
        thing for tm in mapping.triples_maps for rule in tm.predicate_objects for thing in rule.objects
        if isinstance(thing, RefObjectMap)
    )  # fmt: skip
    assert (link.joins[0].child.path, link.joins[0].parent.path) == ("A", "B")


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ('rr:tableName "a" ; rr:sqlQuery "SELECT 1"', "IL-M010"),
        ("rr:sqlVersion rr:SQL2008", "IL-M010"),
        ('rr:tableName ""', "IL-M010"),
        ('rr:sqlQuery "SELECT 1" ; rr:sqlVersion rr:SQL1979', "IL-M010"),
        ('rr:tabelName "a"', "IL-M010"),
    ],
)
def test_refused_at_its_line(table: str, code: str) -> None:
    with pytest.raises(MappingError) as caught:
        loaded(table_of(table))
    assert caught.value.code == code
    assert caught.value.place is not None
    assert caught.value.place.line == 3


@pytest.mark.parametrize("tag", ["english", "a-english", "e"])
def test_a_language_that_no_registry_has(tag: str) -> None:
    text = table_of('rr:tableName "a"').replace('me\\""', f'me\\"" ; rr:language "{tag}"')
    with pytest.raises(MappingError) as caught:
        loaded(text)
    assert caught.value.code == "IL-M010"
