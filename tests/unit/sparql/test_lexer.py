"""The look at a query before it runs."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlingua.errors import QueryError
from interlingua.sparql import lexer

BIG = 1 << 20


def look(text: str, **options: object) -> lexer.Survey:
    return lexer.survey(text, max_bytes=BIG, **options)  # type: ignore[arg-type]


def refusal(text: str) -> str:
    with pytest.raises(QueryError) as caught:
        look(text)
    return caught.value.code


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", "select"),
        ("# SELECT\nPREFIX ask: <http://x/> BASE <http://y/> ask {}", "ask"),
        ("construct where { ?s ?p ?o }", "construct"),
        ("PREFIX select: <http://select/> DESCRIBE select:x", "describe"),
        ("hello", None),
        ("", None),
    ],
)
def test_form(text: str, form: str | None) -> None:
    assert look(text).form == form


def test_dataset_clauses_are_resolved() -> None:
    found = look(
        "BASE <http://b/x/> PREFIX g: <http://g/> SELECT * FROM <one> FROM g:two FROM NAMED <http://n/> { }"
    )
    assert found.default_graphs == ["http://b/x/one", "http://g/two"]
    assert found.named_graphs == ["http://n/"]


def test_the_word_from_in_other_places_is_no_clause() -> None:
    found = look(
        'PREFIX from: <http://f/> SELECT ?from { ?from from:x "FROM <http://no/>" } # FROM <http://no/>'
    )
    assert not found.has_dataset


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { SeRvIcE<http://x/>{} }",
        "SELECT * { SERVICE SILENT ?x {} }",
        "SELECT * { SERVICE#c\n<http://x/> {} }",
        "SELECT * { ?s ?p trueSERVICE<http://x/>{} }",
        "PREFIX ex: <http://x/> SELECT * { SERVICEex:a {} }",
        "SELECT * { FILTER(?a<'>')SERVICE<http://x/>{}#'\n }",
        "SELECT * { FILTER(?a<?b)SERVICE#>\n<http://x/>{} }",
        "SELECT * { S\\u0045RVICE <http://x/> {} }",
        "SELECT * { ex:a\\' SERVICE <http://x/> {} #'\n }",
        'SELECT * { ?s ?p "a\\"" . SERVICE <http://x/> {} #"\n }',
        "SELECT * { ?s ?p '''a'''SERVICE <http://x/> {} }",
        "SELECT * { ?s ?p 1e5SERVICE <http://x/> {} }",
        "SELECT * { ?s ?p 1.SERVICE <http://x/> {} }",
        "LOAD <http://x/>",
        "LOAD SILENT <file:///etc/hostname> INTO GRAPH <http://g/>",
        "SELECT * {} ; LOAD <http://x/>",
        "INSERT DATA { <a:a> <b:b> 1 }",
        "PREFIX x: <http://x/> DELETE WHERE { ?s ?p ?o }",
        "CLEAR ALL",
        "with <http://g/> delete { ?s ?p ?o } where { ?s ?p ?o }",
    ],
)
def test_the_network_and_updates_are_refused(text: str) -> None:
    assert refusal(text) == "IL-Q002"


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s ?p "SERVICE <http://x/>" }',
        "SELECT * { ?s ?p 'LOAD' } # SERVICE <http://x/>",
        "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> SELECT * { ?s a sd:Service }",
        "SELECT ?service ?load { ?service ?load '''it's a \"SERVICE\"''' }",
        "SELECT * { ?s <http://example.org/service> ?o }",
        'SELECT * { ?s ?p "\\u0041" }',
        "SELECT * { FILTER(?a < ?b && ?c > ?d) }",
        "SELECT * { ?s <http://example.org/Foo_(bar)> ?o }",
    ],
)
def test_words_in_strings_names_and_comments_are_not(text: str) -> None:
    look(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * " + "{" * 3000,
        "SELECT (" + "(" * 20000 + "1" + ")" * 20000 + " AS ?x) {}",
        "SELECT * {" + " UNION ".join(["{}"] * 20000) + "}",
        "SELECT * {" + ".".join(f"?s <p:{n}> ?o{n} " for n in range(700)) + "}",
        "SELECT * {" + ";".join(f"?s <p:{n}> ?o{n} " for n in range(700)) + "}",
        "SELECT * { VALUES ?x {" + " 1" * 30000 + "} }",
        "SELECT (" + "+".join(["1"] * 20000) + " AS ?x) {}",
        "SELECT * { FILTER(1<" + "(" * 200 + ">1) }",
        "SELECT * {" + "[" * 65,
        "#" * (BIG + 1),
        "é" * (BIG // 2 + 1),
    ],
)
def test_too_deep_or_too_large(text: str) -> None:
    assert refusal(text) == "IL-Q006"


def test_limits_are_where_they_are_said_to_be() -> None:
    assert look("{" * 64).depth == 64
    assert refusal("{" * 65) == "IL-Q006"
    assert look("{" + "?s ?p ?o ." * 255).patterns == 256
    assert refusal("{" + "?s ?p ?o ." * 256) == "IL-Q006"
    assert look("SELECT * { VALUES (?a ?b) { (1 UNDEF) ('x' <http://x/>) (x:y true) } }").values == 6


@given(st.text(alphabet="{}()[]<>\"'\\#?$:@.;, aSERVICEunion\n01", max_size=200))
def test_any_text_is_looked_through(text: str) -> None:
    """It never hangs, loops or fails but by a coded refusal."""
    with suppress(QueryError):
        assert look(text).depth <= lexer.MAX_DEPTH
