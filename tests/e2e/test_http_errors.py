"""Every error has one shape, whatever route and method; who may ask; what is logged."""

from __future__ import annotations

import errno
import logging
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from interlingua.errors import CODES, UsageError
from interlingua.web.app import create_app
from interlingua.web.guard import is_loopback
from interlingua.web.server import address_of, bind
from web_support import SMALL, make_generation, services_for, serving

pytestmark = pytest.mark.xdist_group("http-errors")

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")
EXAMPLES = {"{submission}": "nothing", "{name}": "no/mapping", "{term}": "Nothing"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("errors")


@pytest.fixture(scope="module")
def services(folder: Path) -> Any:
    return services_for(make_generation(folder), folder)


@pytest.fixture(scope="module")
def client(services: Any) -> Iterator[httpx.Client]:
    with serving(services) as ready:
        yield ready


def assert_problem(response: httpx.Response, *, head: bool = False) -> None:
    """RFC 9457, with our code; no trace of Python."""
    assert response.headers["content-type"] == "application/problem+json"
    if head:
        assert response.content == b""
        return
    problem = response.json()
    assert problem["status"] == response.status_code
    assert problem["code"] in CODES
    assert problem["type"].endswith(f"#{problem['code'].lower()}")
    assert problem["title"] == CODES[problem["code"]].title
    assert isinstance(problem["detail"], str)
    assert problem["instance"].startswith("urn:uuid:")
    assert "Traceback" not in response.text
    assert ".py" not in response.text


@pytest.fixture(scope="module")
def routes(services: Any) -> dict[str, set[str]]:
    paths = create_app(services).openapi()["paths"]
    return {path: {method.upper() for method in operations} for path, operations in paths.items()}


def filled(path: str) -> str:
    for name, value in EXAMPLES.items():
        path = path.replace(name, value)
    assert "{" not in path, "a route has a new parameter: give it an example here"
    return path


def test_every_route_and_method(client: httpx.Client, routes: dict[str, set[str]]) -> None:
    """An answer below 400, or a problem; and 405 with Allow exactly where the method is not there."""
    assert len(routes) >= 15
    for path, known in routes.items():
        allowed = known | ({"HEAD"} if "GET" in known else set())
        for method in METHODS:
            response = client.request(method, filled(path))
            label = f"{method} {path}"
            if method not in allowed:
                assert response.status_code == 405, label
                assert set(response.headers["allow"].split(", ")) == allowed, label
            if response.status_code >= 400:
                assert_problem(response, head=method == "HEAD")
                assert response.status_code < 500, label


@pytest.mark.parametrize(
    "path",
    [
        "/nothing",
        "/sparql/",
        "//sparql",
        "/SPARQL",
        "/mappings/",
        "/docs/x",
        "/%2e%2e/%2e%2e",
        "/submissions/x/y",
        "/redoc",
    ],
)
def test_nothing_there(client: httpx.Client, path: str) -> None:
    response = client.send(client.build_request("GET", str(client.base_url).rstrip("/") + path))
    assert response.status_code == 404
    assert_problem(response)


def test_parameters_that_are_wrong(client: httpx.Client) -> None:
    for url in ("/translate", "/submissions?mapping=test/person&mode=sideways", "/submissions"):
        response = client.post(url, content=b"", headers={"content-type": "text/csv"})
        assert (response.status_code, response.json()["code"]) == (422, "IL-H005")
        assert_problem(response)
        assert "sideways" not in response.text
        assert response.json()["errors"]


def own(services: Any, folder: Path) -> Any:
    """The same services with queries of their own: the server closes them."""
    return replace(services, queries=services_for(folder / "generation-1", folder).queries)


def test_what_nobody_foresaw(services: Any, folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    """500 in the same shape; neither the answer nor the log repeats the message, which may quote a record."""

    def broken() -> Any:
        raise RuntimeError("Amina Secretperson, born 1980")

    with caplog.at_level(logging.DEBUG), serving(replace(own(services, folder), status=broken)) as client:
        response = client.get("/health/ready")
    assert (response.status_code, response.json()["code"]) == (500, "IL-E001")
    assert_problem(response)
    assert "Secretperson" not in response.text
    assert "Secretperson" not in caplog.text
    assert response.json()["instance"] in caplog.text


def test_a_full_disk(services: Any, folder: Path) -> None:
    def full() -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    with serving(replace(own(services, folder), status=full)) as client:
        response = client.get("/")
        assert (response.status_code, response.json()["code"]) == (503, "IL-E002")
        assert_problem(response)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8080",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "10.0.0.1",
        "[::2]:1",
        "",
    ],
)
def test_other_names_are_not_answered(client: httpx.Client, host: str) -> None:
    """A page elsewhere may point its own name at 127.0.0.1."""
    for method, path in (("GET", "/"), ("POST", "/submissions"), ("GET", "/nothing")):
        response = client.request(method, path, headers={"host": host})
        assert response.status_code == 403 if host else response.status_code in (400, 403)
        if response.status_code == 403:
            assert_problem(response)


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:9", "127.0.0.1", "127.9.9.9:80", "[::1]:8080", "LOCALHOST", "localhost."]
)
def test_loopback_names_are(client: httpx.Client, host: str) -> None:
    assert client.get("/health/live", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
def test_pages_of_other_sites_cannot_write(client: httpx.Client, headers: dict[str, str]) -> None:
    response = client.post("/submissions?mapping=test/person", content=b"no,name\n1,A\n", headers=headers)
    assert (response.status_code, response.json()["code"]) == (403, "IL-H008")


def test_our_own_pages_can(client: httpx.Client) -> None:
    origin = str(client.base_url).rstrip("/")
    response = client.post("/sparql", data={"query": "ASK {}"}, headers={"origin": origin})
    assert response.status_code == 200


def test_only_loopback_is_bound() -> None:
    for host in ("0.0.0.0", "::", "192.0.2.1", "example.org", ""):
        with pytest.raises(UsageError) as caught:
            bind(host, 0)
        assert caught.value.code == "IL-U003"
    assert is_loopback("127.0.0.53")
    assert not is_loopback("128.0.0.1")


def test_ports() -> None:
    with bind("localhost", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(UsageError, match="is taken"):
            bind("127.0.0.1", port)
        with bind("127.0.0.1", port, next_free_port=True) as second:
            assert port < second.getsockname()[1] <= port + 20
            assert address_of(second).startswith("http://127.0.0.1:")


def test_the_access_log_has_no_queries_and_no_bodies(
    client: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        client.get("/sparql", params={"query": "SELECT * { ?s ?p 'Secretperson' }"})
        client.post(
            "/translate?mapping=test/person",
            content="no,name\n1,Secretperson\n",
            headers={"content-type": "text/csv"},
        )
        client.get("/nothing%0d%0aFORGED")
    said = "\n".join(r.getMessage() for r in caplog.records if not r.name.startswith("http"))
    assert "GET /sparql 200" in said
    assert "Secretperson" not in said
    assert "\nFORGED" not in said


def test_a_body_that_is_cut_short(client: httpx.Client) -> None:
    """The connection closes in the middle of a body: nothing is translated, the next request is answered."""
    with socket.create_connection((client.base_url.host, client.base_url.port or 80)) as cut:
        cut.sendall(
            b"POST /translate?mapping=test/person HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: text/csv\r\n"
            b"Content-Length: 1000\r\n\r\nno,name\n"
        )
    assert client.get("/health/live").status_code == 200


def test_temporary_files_go(
    folder: Path, services: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with serving(own(services, folder)) as client:
        headers = {"content-type": "text/csv"}
        client.post("/translate?mapping=test/person", content="no,name\n1,A\n", headers=headers)
        client.post("/translate?mapping=test/person", content="", headers=headers)
        client.post("/submissions?mapping=test/person", content="no,name\n1,A\n", headers=headers)
        client.post(
            "/translate?mapping=test/person", content=b"x" * (SMALL.upload_bytes + 1), headers=headers
        )
        client.get("/sparql", params={"query": "SELECT * {?s ?p ?o}"})
    assert list(tmp_path.iterdir()) == []
