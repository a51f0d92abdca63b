"""Terms as N-Triples text: what we write, a parser reads back."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlingua.rdf import escape, expand, iri, iri_is_valid, literal, shorten, unescape
from interlingua.rdf.namespaces import SP, XSD

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def read_object(term: str) -> ox.Literal:
    (quad,) = ox.parse(f"<urn:s> <urn:p> {term} .\n", ox.RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, ox.Literal)
    return quad.object


@given(TEXT)
def test_a_parser_reads_back_what_was_escaped(text: str) -> None:
    assert read_object(literal(text)).value == text
    assert unescape(escape(text)) == text
    assert "\n" not in escape(text)


@given(TEXT, st.sampled_from(["ar", "ar-Latn", "pt"]))
def test_language_and_datatype(text: str, language: str) -> None:
    found = read_object(literal(text, language=language))
    assert (found.value, found.language) == (
        text,
        language.lower() if found.language != language else language,
    )
    assert read_object(literal(text, datatype=XSD + "token")).datatype.value == XSD + "token"
    assert literal(text, datatype=XSD + "string") == literal(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [(r"\u0041", "A"), (r"\U0001F600", "😀"), (r"a\tb", "a\tb"), (r"\\n", r"\n"), (r"\"", '"')],
)
def test_unescape(text: str, meant: str) -> None:
    assert unescape(text) == meant


@pytest.mark.parametrize("text", [r"\x", r"\uD800", "\\u12"])
def test_escapes_that_are_none(text: str) -> None:
    with pytest.raises(ValueError):
        unescape(text)


@pytest.mark.parametrize(
    "text", ["", "person/1", "//x", "urn:a b", "urn:<a>", 'urn:"', "urn:a\n", "1a:b", "urn:{x}"]
)
def test_what_is_no_iri(text: str) -> None:
    assert not iri_is_valid(text)
    with pytest.raises(ValueError):
        iri(text)


@pytest.mark.parametrize("text", ["urn:a", "https://data.example.org/é", "mailto:a@b.example"])
def test_what_is_an_iri(text: str) -> None:
    assert iri(text) == f"<{text}>"


@pytest.mark.parametrize("language", ["", "e n", "@en", "toolonglanguage"])
def test_what_is_no_language(language: str) -> None:
    with pytest.raises(ValueError):
        literal("x", language=language)


def test_prefixes() -> None:
    assert expand("sp:Person") == SP + "Person"
    assert expand("nothing:x") == "nothing:x"
    assert expand("plain") == "plain"
    assert shorten(SP + "Person") == "sp:Person"
    assert shorten("urn:x") == "<urn:x>"
    assert shorten("urn:a:b:c", {"a": "urn:a:", "b": "urn:a:b:"}) == "b:c"
