"""The Accept header, as a table."""

from __future__ import annotations

import pytest

from interlingua.errors import QueryError
from interlingua.sparql.negotiate import RDF_FORMATS, RESULT_FORMATS, choose, format_for

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"


@pytest.mark.parametrize(
    ("accept", "name", "sent"),
    [
        (None, "json", JSON),
        ("", "json", JSON),
        ("*/*", "json", JSON),
        ("text/*", "csv", "text/csv; charset=utf-8"),
        ("text/csv", "csv", "text/csv; charset=utf-8"),
        (
            "text/csv;q=0.3, text/tab-separated-values;q=0.8",
            "tsv",
            "text/tab-separated-values; charset=utf-8",
        ),
        (f"{XML}, {JSON};q=0.9", "xml", XML),
        (f"{JSON};q=0, */*", "xml", XML),
        ("application/json", "json", "application/json"),
        ("application/*;q=0.2, text/csv;q=0.1", "json", JSON),
        ("*/*;q=0.1, text/csv", "csv", "text/csv; charset=utf-8"),
        ("TEXT/CSV", "csv", "text/csv; charset=utf-8"),
        ("text/csv;q=nonsense, application/json;q=0.1", "json", "application/json"),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", "xml", "application/xml"),
        ("image/png", None, None),
        ("text/csv;q=0", None, None),
        ("text/turtle", None, None),
    ],
)
def test_choose(accept: str | None, name: str | None, sent: str | None) -> None:
    chosen = choose(accept, RESULT_FORMATS)
    assert (chosen and chosen[0].name, chosen and chosen[1]) == (name, sent)


def test_graphs_default_to_turtle() -> None:
    assert choose("*/*", RDF_FORMATS) == (RDF_FORMATS[0], "text/turtle; charset=utf-8")


def test_nothing_fits() -> None:
    with pytest.raises(QueryError) as caught:
        format_for("select", accept="text/turtle")
    assert (caught.value.code, caught.value.http_status) == ("IL-Q008", 406)
    with pytest.raises(QueryError) as caught:
        format_for("construct", name="csv")
    assert "turtle" in str(caught.value.hint)
