"""Pages for people: well formed, escaped, and loading nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from html_pages import Page
from interlingua.web.services import Question
from web_support import DATA, make_generation, services_for, serving

pytestmark = pytest.mark.xdist_group("http-pages")

EVIL = "<script>alert('x')</script>"
PAGES = ("/", "/docs", "/sparql", "/social-protection/Person", "/social-protection/")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("pages")
    data = DATA + f'd:p3 a sp:Person ; sp:givenName "{EVIL}" .'
    services = services_for(make_generation(folder, data=data), folder)
    services = replace(
        services, questions=[*services.questions, Question(EVIL, f'SELECT ("{EVIL}" AS ?x) {{}}')]
    )
    with serving(services) as ready:
        ready.headers["accept"] = "text/html"
        yield ready


def page(client: httpx.Client, path: str, **parameters: str) -> Page:
    response = client.get(path, params=parameters or None)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert response.text.lower().startswith("<!doctype html>")
    found = Page(response.text)
    assert found.language == "en"
    assert found.fetched == []
    assert "script" not in found.tags
    assert {"title", "h1", "main"} <= set(found.tags)
    assert found.tags.count("h1") == 1
    return found


@pytest.mark.parametrize("path", PAGES)
def test_every_page(client: httpx.Client, path: str) -> None:
    page(client, path)


def test_links_inside_lead_somewhere(client: httpx.Client) -> None:
    for path in PAGES:
        for link in page(client, path).links:
            if link.startswith("/") and "/social-protection/Member" not in link:
                assert client.get(link, headers={"accept": "*/*"}).status_code == 200, f"{path} -> {link}"


def test_a_question_is_answered_as_a_table(client: httpx.Client) -> None:
    start = page(client, "/")
    question = next(link for link in start.links if link.startswith("/sparql?query="))
    answer = Page(client.get(question).text)
    assert "3" in answer.text
    assert "ledger position" in answer.text


def test_hostile_values_are_escaped(client: httpx.Client) -> None:
    found = page(
        client, "/sparql", query="SELECT ?n { ?p <https://w3id.org/social-protection/givenName> ?n }"
    )
    assert EVIL in found.text
    assert EVIL in page(client, "/").text
    graph = page(client, "/sparql", query="DESCRIBE <https://data.lumara.example/p3>")
    assert EVIL in graph.text
    echoed = page(client, "/sparql", query=f'SELECT ("</textarea>{EVIL}" AS ?x) {{}}')
    assert f"</textarea>{EVIL}" in echoed.text


def test_docs_lists_every_route(client: httpx.Client) -> None:
    text = page(client, "/docs").text
    for path in client.get("/openapi.json").json()["paths"]:
        assert path in text


def test_a_long_answer_is_cut_on_the_page_and_says_so(client: httpx.Client) -> None:
    many = " ".join(str(number) for number in range(700))
    found = page(client, "/sparql", query=f"SELECT ?x {{ VALUES ?x {{ {many} }} }}")
    assert "700 rows" in found.text
    assert "The first 500 are shown" in found.text


def test_a_wrong_query_is_shown_with_its_form(client: httpx.Client) -> None:
    """People who typed it see it again, with what is wrong; programs get the problem document."""
    response = client.get("/sparql", params={"query": "SELECT * { <b>"})
    assert (response.status_code, response.headers["content-type"]) == (400, "text/html; charset=utf-8")
    found = Page(response.text)
    assert "SELECT * { <b>" in found.text
    assert "IL-Q001" in found.text
    machine = client.get("/sparql", params={"query": "SELECT * { <b>"}, headers={"accept": "*/*"})
    assert machine.headers["content-type"] == "application/problem+json"
