"""The SPARQL endpoint, asked by real clients: SPARQLWrapper, our own remote endpoint, and plain HTTP."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator

import httpx
import pyoxigraph as ox
import pytest

from interlingua.errors import QueryError
from interlingua.rdf.namespaces import SP
from interlingua.sparql import RemoteEndpoint, from_json
from web_support import POSITION, make_generation, services_for, serving

pytestmark = pytest.mark.xdist_group("http-sparql")

PERSONS = f"SELECT ?p ?n {{ ?p a <{SP}Person> ; <{SP}givenName> ?n }} ORDER BY ?n"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("sparql")
    with serving(services_for(make_generation(folder), folder)) as ready:
        yield ready


@pytest.fixture(scope="module")
def endpoint(client: httpx.Client) -> str:
    return str(client.base_url) + "sparql"


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("request_method", ["urlencoded", "postdirectly"])
def test_sparqlwrapper_select(endpoint: str, method: str, request_method: str) -> None:
    from SPARQLWrapper import JSON, SPARQLWrapper

    if (method, request_method) == ("GET", "postdirectly"):
        pytest.skip("there is no direct GET")
    wrapper = SPARQLWrapper(endpoint)
    wrapper.setMethod(method)
    wrapper.setRequestMethod(request_method)
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(PERSONS)
    rows = wrapper.queryAndConvert()["results"]["bindings"]
    assert [row["n"]["value"] for row in rows] == ["Amina", "José"]
    assert rows[1]["n"]["xml:lang"] == "es"


def test_sparqlwrapper_other_forms(endpoint: str) -> None:
    from SPARQLWrapper import CSV, JSON, TURTLE, XML, SPARQLWrapper
    from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

    wrapper = SPARQLWrapper(endpoint)
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery("ASK { ?s ?p ?o }")
    assert wrapper.queryAndConvert()["boolean"] is True
    wrapper.setReturnFormat(XML)
    wrapper.setQuery(PERSONS)
    assert len(wrapper.queryAndConvert().getElementsByTagName("result")) == 2
    wrapper.setReturnFormat(CSV)
    assert wrapper.queryAndConvert().decode().splitlines()[0] == "p,n"
    wrapper.setReturnFormat(TURTLE)
    wrapper.setQuery(f"CONSTRUCT {{ ?p <{SP}givenName> ?n }} {{ ?p <{SP}givenName> ?n }}")
    assert len(list(ox.parse(wrapper.queryAndConvert(), ox.RdfFormat.TURTLE))) == 2
    wrapper.setQuery("DESCRIBE <https://data.lumara.example/p1>")
    assert len(list(ox.parse(wrapper.queryAndConvert(), ox.RdfFormat.TURTLE))) == 3
    wrapper.setQuery("CONSTRUCT {")
    with pytest.raises(QueryBadFormed, match="IL-Q001"):
        wrapper.query()


def test_remote_endpoint(endpoint: str) -> None:
    remote = RemoteEndpoint(endpoint, seconds=20)
    with remote.query(PERSONS) as answer:
        assert (answer.form, answer.format, answer.position) == ("select", "json", POSITION)
        assert [row[1] for row in from_json(answer.read()).rows] == ["Amina", "José@es"]
    with remote.query(PERSONS, format="csv") as answer:
        assert answer.text().startswith("p,n\r\n")
    with remote.query("DESCRIBE <https://data.lumara.example/p1>") as answer:
        assert (answer.format, answer.media_type) == ("turtle", "text/turtle")
    assert not answer.path.exists()


@pytest.mark.parametrize(
    ("query", "code", "status"),
    [
        ("SELECT * {", "IL-Q001", 400),
        ("SELECT * { SERVICE <http://x/> {} }", "IL-Q002", 400),
        ("SELECT * {" + "".join(f"VALUES ?v{n} {{{' 1' * 99}}}" for n in range(6)) + "}", "IL-Q005", 413),
    ],
)
def test_remote_errors_are_those_of_the_service(endpoint: str, query: str, code: str, status: int) -> None:
    with pytest.raises(QueryError) as caught:
        RemoteEndpoint(endpoint).query(query)
    assert (caught.value.code, caught.value.http_status) == (code, status)


def test_remote_that_is_not_there(client: httpx.Client, endpoint: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    for url in (
        f"http://127.0.0.1:{port}/sparql",
        endpoint + "/nothing",
        str(client.base_url) + "health/live",
        "file:///x",
    ):
        with pytest.raises(QueryError) as caught:
            RemoteEndpoint(url, seconds=5).query("ASK {}")
        assert caught.value.code in ("IL-Q009", "IL-H001", "IL-H002"), url


def test_remote_that_is_silent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/sparql"
        with pytest.raises(QueryError) as caught:
            RemoteEndpoint(url, seconds=1).query("ASK {}")
    assert caught.value.code == "IL-Q009"


def test_remote_answer_that_is_too_large(endpoint: str) -> None:
    with pytest.raises(QueryError) as caught:
        RemoteEndpoint(endpoint, output_bytes=10).query(PERSONS)
    assert caught.value.code == "IL-Q005"


def test_an_answer_tells_where_the_graph_is(client: httpx.Client) -> None:
    response = client.get("/sparql", params={"query": PERSONS})
    assert response.headers["interlingua-position"] == str(POSITION)
    assert response.headers["interlingua-generation"] == "generation-1"
    assert response.headers["vary"] == "Accept"
    assert int(response.headers["content-length"]) == len(response.content)


def test_head(client: httpx.Client) -> None:
    got = client.get("/sparql", params={"query": PERSONS})
    head = client.head("/sparql", params={"query": PERSONS})
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "content-length", "interlingua-position"):
        assert head.headers[name] == got.headers[name]
    assert client.head("/sparql").headers["content-type"].startswith("text/turtle")
    assert client.head("/sparql", params={"query": "SELECT"}).status_code == 400


@pytest.mark.parametrize(
    ("parameters", "body", "media_type", "status"),
    [
        ({}, b"query=ASK%20%7B%7D", "application/x-www-form-urlencoded; charset=utf-8", 200),
        ({}, b"ASK {}", "application/sparql-query; charset=utf-8", 200),
        ({}, b"query=", "application/x-www-form-urlencoded", 400),
        ({}, b"", "application/x-www-form-urlencoded", 400),
        ({}, b"", "application/sparql-query", 400),
        ({"query": "ASK {}"}, b"ASK {}", "application/sparql-query", 400),
        ({"query": "ASK {}"}, b"query=ASK%20%7B%7D", "application/x-www-form-urlencoded", 400),
        ({}, b"query=%ff", "application/x-www-form-urlencoded", 400),
        ({}, b"\xff", "application/sparql-query", 415),
        ({}, b"ASK {}", "application/sparql-query; charset=utf-16", 415),
        ({}, b"ASK {}", "application/json", 415),
        ({}, b"CLEAR ALL", "application/sparql-update", 400),
        ({"update": "CLEAR ALL"}, b"", "application/x-www-form-urlencoded", 400),
    ],
)
def test_protocol_corners(
    client: httpx.Client, parameters: dict[str, str], body: bytes, media_type: str, status: int
) -> None:
    response = client.post("/sparql", params=parameters, content=body, headers={"content-type": media_type})
    assert response.status_code == status


@pytest.mark.parametrize(
    ("query", "accept", "status", "media_type"),
    [
        (PERSONS, "text/csv", 200, "text/csv; charset=utf-8"),
        (
            PERSONS,
            "application/sparql-results+xml;q=0.5, text/tab-separated-values",
            200,
            "text/tab-separated-values; charset=utf-8",
        ),
        (PERSONS, "text/html", 200, "text/html; charset=utf-8"),
        (PERSONS, "text/turtle", 406, "application/problem+json"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "application/rdf+xml", 200, "application/rdf+xml"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples", 200, "application/n-triples"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "text/csv", 406, "application/problem+json"),
        ("ASK {}", "application/sparql-results+xml", 200, "application/sparql-results+xml"),
    ],
)
def test_content_negotiation(
    client: httpx.Client, query: str, accept: str, status: int, media_type: str
) -> None:
    response = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert (response.status_code, response.headers["content-type"]) == (status, media_type)


def test_relative_iris_are_relative_to_the_endpoint(client: httpx.Client, endpoint: str) -> None:
    response = client.get(
        "/sparql",
        params={"query": "CONSTRUCT { <s> <#p> 1 } {}"},
        headers={"accept": "application/n-triples"},
    )
    assert response.text.startswith(f"<{endpoint.removesuffix('sparql')}s> <{endpoint}#p>")


def test_others_are_answered_while_a_long_query_runs(client: httpx.Client) -> None:
    """The event loop is not held by a query, nor are the other routes by the query queue."""
    import threading

    endless = "SELECT (COUNT(*) AS ?n) {" + "".join(f" VALUES ?v{n} {{{' 1' * 200}}}" for n in range(6)) + "}"
    statuses: list[int] = []

    def slow() -> None:
        statuses.append(
            httpx.get(str(client.base_url) + "sparql", params={"query": endless}, timeout=30).status_code
        )

    threads = [threading.Thread(target=slow) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert client.get("/health/live").status_code == 200
    assert client.get("/social-protection/Person").status_code == 200
    for thread in threads:
        thread.join()
    assert statuses == [504] * 4
    assert json.loads(client.get("/sparql", params={"query": "ASK {}"}).text)["boolean"] is True
