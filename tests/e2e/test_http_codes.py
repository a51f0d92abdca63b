"""Codes that look like something else (0321, 1~2, err.request.bad, b1440) survive content negotiation."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace

import httpx
import pyoxigraph as ox
import pytest

from interlingua.rdf import by_media_type, read_triples
from interlingua.rdf.namespaces import CODE, RDF, SKOS
from interlingua.vocabulary import describe, load
from interlingua.vocabulary.notations import code_iri, slug
from web_support import PlainTerms, make_generation, services_for, serving

MADE = ("1~2", "b1440", "011", "1e3", "true", "[acr_us]", "10*3.m2", "id")
REAL = (
    "farm-activity/0321",
    "farm-activity/011",
    "exchange-error/err.request.bad",
    "unit/acr_us",
    "country/NO",
    "occupation/0",
)
FORMATS = ("text/turtle", "application/ld+json", "application/rdf+xml", "application/n-triples")


class OddTerms(PlainTerms):
    """A list of odd codes beside the real vocabulary."""

    def describe(self, iri: str) -> Sequence[ox.Triple]:
        for notation in MADE:
            if iri == code_iri("odd", notation):
                node = ox.NamedNode(iri)
                return [
                    ox.Triple(node, ox.NamedNode(RDF + "type"), ox.NamedNode(SKOS + "Concept")),
                    ox.Triple(node, ox.NamedNode(SKOS + "notation"), ox.Literal(notation)),
                    ox.Triple(node, ox.NamedNode(SKOS + "inScheme"), ox.NamedNode(CODE + "odd")),
                ]
        return describe(iri)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("codes")
    services = services_for(make_generation(folder), folder)
    with serving(replace(services, terms=OddTerms())) as client:
        yield client


def notations_at(client: httpx.Client, path: str, accept: str) -> set[ox.Literal]:
    response = client.get(f"/social-protection/code/{path}", headers={"accept": accept})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith(accept)
    found = by_media_type(accept)
    node = ox.NamedNode(CODE + path)
    return {
        t.object
        for t in read_triples(response.content, found)
        if t.subject == node and t.predicate.value == SKOS + "notation"
    }  # type: ignore[return-value]


@pytest.mark.parametrize("accept", FORMATS)
@pytest.mark.parametrize("notation", MADE)
def test_a_made_up_code(client: httpx.Client, notation: str, accept: str) -> None:
    assert notations_at(client, f"odd/{slug(notation)}", accept) == {ox.Literal(notation)}


@pytest.mark.parametrize("accept", FORMATS)
@pytest.mark.parametrize("path", REAL)
def test_a_code_of_ours(client: httpx.Client, path: str, accept: str) -> None:
    assert notations_at(client, path, accept) == {ox.Literal(load().codes[CODE + path].notation)}


@pytest.mark.parametrize("path", REAL)
def test_its_page_shows_the_notation(client: httpx.Client, path: str) -> None:
    response = client.get(f"/social-protection/code/{path}", headers={"accept": "text/html"})
    assert response.status_code == 200
    assert load().codes[CODE + path].notation in response.text


@pytest.mark.parametrize(
    "path", ["farm-activity/321", "farm-activity/11", "odd/1~2", "exchange-error/err", "country/no"]
)
def test_what_only_looks_like_it_is_not_there(client: httpx.Client, path: str) -> None:
    response = client.get(f"/social-protection/code/{path}", headers={"accept": "text/turtle"})
    assert response.status_code == 404
    assert json.loads(response.content)["code"] == "IL-H001"
