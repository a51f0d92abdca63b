"""Hostile queries against the real service: the right status, and the service answers after each.

The rows are those of the list of nasty inputs that this project keeps: crash by depth, planner, products,
memory, output, slow and gone clients, network.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from interlingua.isolation import leave_network
from interlingua.sparql import QueryService
from interlingua.sparql.pool import Cancellation, Zygote
from web_support import SMALL, make_generation, services_for, serving, wait_until

pytestmark = pytest.mark.xdist_group("hostile-queries")

MANY = " ".join(str(n) for n in range(200))
PRODUCT = " ".join(f"VALUES ?v{n} {{ {MANY} }}" for n in range(5))
DOUBLING = "BIND('aaaaaaaaaaaaaaaa' AS ?x0) " + " ".join(
    f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(26)
)
STAR = ". ".join(f"?s <p:{n}> ?o{n}" for n in range(240))


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> object:
    folder = tmp_path_factory.mktemp("hostile")
    return services_for(make_generation(folder), folder, settings=SMALL)


@pytest.fixture(scope="module")
def client(services: object) -> Iterator[httpx.Client]:
    with serving(services) as ready:  # type: ignore[arg-type]
        yield ready


@contextmanager
def wall_clock(services: object, seconds: float) -> Iterator[None]:
    """The limit under test must be the one that strikes, however busy the machine is."""
    queries: QueryService = services.queries  # type: ignore[attr-defined]
    before = queries._settings
    queries._settings = replace(before, query_seconds=seconds, query_cpu_seconds=300)
    try:
        yield
    finally:
        queries._settings = before


def ask(client: httpx.Client, query: str) -> httpx.Response:
    return client.post(
        "/sparql", content=query.encode(), headers={"content-type": "application/sparql-query"}
    )


def assert_well(client: httpx.Client) -> None:
    """A plain query is answered, whole and right."""
    response = ask(client, "SELECT (COUNT(*) AS ?n) { ?s a <https://w3id.org/social-protection/Person> }")
    assert response.status_code == 200
    assert response.json()["results"]["bindings"][0]["n"]["value"] == "2"


ROWS = {
    "1 nested groups": ("{" * 3000, 400, "IL-Q006"),
    "1 nested groups, closed": ("SELECT * " + "{" * 3000 + "}" * 3000, 400, "IL-Q006"),
    "1 parentheses": (f"SELECT ({'(' * 20000}1{')' * 20000} AS ?x) {{}}", 400, "IL-Q006"),
    "1 unions": ("SELECT * {" + "UNION".join(["{}"] * 20000) + "}", 400, "IL-Q006"),
    "1 long path": ("SELECT * { ?s " + "/".join(["<a:b>"] * 9000) + " ?o }", 503, "IL-Q007"),
    "2 seven hundred patterns": (
        "SELECT * {" + ". ".join(f"?s{n} <p:{n}> ?s{n + 1}" for n in range(700)) + "}", 400, "IL-Q006",
    ),
    "2 a star under the limit": (f"SELECT * {{ {STAR} }}", 504, "IL-Q003"),
    "3 product of VALUES": (f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}", 504, "IL-Q003"),
    "3 cartesian product": (
        "SELECT (COUNT(*) AS ?n) { "
        + " ".join(f"{{ ?a{n} ?b{n} ?c{n} }} {{ VALUES ?v{n} {{ {MANY} }} }}" for n in range(4)) + " }",
        504, "IL-Q003",
    ),
    "4 ORDER BY with LIMIT 1": (f"SELECT * {{ {PRODUCT} }} ORDER BY ?v4 LIMIT 1", 507, "IL-Q004"),
    "4 DISTINCT with LIMIT 1": (f"SELECT DISTINCT * {{ {PRODUCT} }} ORDER BY ?v1 LIMIT 1", 507, "IL-Q004"),
    "5 doubling CONCAT": (f"SELECT (STRLEN(?x26) AS ?n) {{ {DOUBLING} }}", 507, "IL-Q004"),
    "5 doubling REPLACE": (
        "SELECT (STRLEN(?x9) AS ?n) { BIND('aaaaaaaaaaaaaaaa' AS ?x0) "
        + " ".join(f"BIND(REPLACE(?x{n}, 'a', 'aaaaaaaa') AS ?x{n + 1})" for n in range(9)) + " }",
        507, "IL-Q004",
    ),
    "5 GROUP_CONCAT": (
        f"SELECT (STRLEN(GROUP_CONCAT(?x16)) AS ?n) {{ {PRODUCT} BIND('aaaaaaaaaaaaaaaa' AS ?x0) "
        + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(16)) + " }",
        507, "IL-Q004",
    ),
    "6 endless rows": (f"SELECT * {{ {PRODUCT} }}", 413, "IL-Q005"),
    "6 endless graph": (
        f"CONSTRUCT {{ ?s ?p ?x }} {{ ?s ?p ?o . {PRODUCT} BIND(CONCAT(STR(?v4), '-', STR(?v3), '-', STR(?v2)) AS ?x) }}",
        413, "IL-Q005",
    ),
    "8 SERVICE": ("SELECT * { SERVICE <http://169.254.169.254/> { ?s ?p ?o } }", 400, "IL-Q002"),
    "8 SERVICE SILENT": ("SELECT * { SERVICE SILENT <http://169.254.169.254/> { ?s ?p ?o } }", 400, "IL-Q002"),
    "8 odd spelling": ("SELECT * { SeRvIcE<http://169.254.169.254/>{ ?s ?p ?o } }", 400, "IL-Q002"),
    "8 with a comment": ("SELECT * { SERVICE#x\n<http://169.254.169.254/>{ ?s ?p ?o } }", 400, "IL-Q002"),
    "8 escaped": ("SELECT * { S\\u0045RVICE <http://169.254.169.254/> { ?s ?p ?o } }", 400, "IL-Q002"),
    "8 in an update": ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://169.254.169.254/> { ?s ?p ?o } }", 400, "IL-Q002"),
    "9 LOAD http": ("LOAD <http://169.254.169.254/>", 400, "IL-Q002"),
    "9 LOAD file": ("LOAD <file:///etc/passwd>", 400, "IL-Q002"),
}  # fmt: skip


@pytest.mark.parametrize("row", list(ROWS))
def test_refused_or_ended(services: object, client: httpx.Client, row: str) -> None:
    query, status, code = ROWS[row]
    with wall_clock(services, 0.5 if status == 504 else 300.0):
        response = ask(client, query)
    assert (response.status_code, response.json()["code"]) == (status, code)
    assert response.headers["content-type"] == "application/problem+json"
    assert_well(client)


@pytest.mark.parametrize("graph", ["file:///etc/passwd", "http://127.0.0.1:1/data.ttl"])
def test_9_from_fetches_nothing(client: httpx.Client, graph: str) -> None:
    """A graph that is not here is empty, whatever its name."""
    response = ask(client, f"SELECT * FROM <{graph}> {{ ?s ?p ?o }}")
    assert (response.status_code, response.json()["results"]["bindings"]) == (200, [])
    assert_well(client)


def test_9_updates_in_a_form(client: httpx.Client) -> None:
    response = client.post("/sparql", data={"update": "LOAD <file:///etc/passwd>"})
    assert (response.status_code, response.json()["code"]) == (400, "IL-Q002")
    assert_well(client)


def test_6_a_slow_reader_holds_nothing(client: httpx.Client) -> None:
    """Askers that read nothing keep no worker: their answers are spooled, others are served."""
    query = "SELECT * { VALUES ?x { " + MANY + " } VALUES ?y { " + MANY + " } FILTER(?x < 30) }"
    request = (
        f"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\n"
        f"Content-Length: {len(query)}\r\n\r\n{query}"
    ).encode()
    idle = []
    try:
        for _ in range(SMALL.query_workers * 3):
            slow = socket.create_connection((client.base_url.host, client.base_url.port or 80))
            slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            slow.sendall(request)
            idle.append(slow)
        for _ in range(3):
            assert_well(client)
    finally:
        for slow in idle:
            slow.close()


def test_7_a_client_that_goes_ends_its_query(services: object, client: httpx.Client) -> None:
    runner = services.queries.runner  # type: ignore[attr-defined]
    assert isinstance(runner, Zygote)
    children = Path(f"/proc/{runner.pid}/task/{runner.pid}/children")
    assert_well(client)
    wait_until(lambda: children.read_text() == "")
    query = f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}"
    with wall_clock(services, 300.0):
        with socket.create_connection((client.base_url.host, client.base_url.port or 80)) as gone:
            gone.sendall(
                f"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\n"
                f"Content-Length: {len(query)}\r\n\r\n{query}".encode()
            )
            wait_until(lambda: children.read_text() != "")
        wait_until(lambda: children.read_text() == "")
        assert_well(client)


def test_8_the_network_is_closed_behind_the_lexer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the lexer out of the way, a query process still reaches nobody."""
    generation = make_generation(tmp_path)
    called = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def accept() -> None:
            connection, _ = listening.accept()
            called.set()
            connection.close()

        threading.Thread(target=accept, daemon=True).start()
        port = listening.getsockname()[1]
        with QueryService(lambda: generation, SMALL, spool=tmp_path) as service:
            if not service.network_is_closed:
                pytest.skip("this system allows no network namespace; /health/ready says so")
            request = {
                "query": f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
                "base_iri": None, "prefixes": None, "default_graphs": None, "named_graphs": None,
                "meta_graph": "urn:interlingua:meta", "position_predicate": "urn:p", "format": "json",
                "output_prefixes": None, "output": str(tmp_path / "out"), "errors": str(tmp_path / "err"),
                "limits": {}, "generation": str(generation),
            }  # fmt: skip
            ended = service.runner.run(request, 10.0, Cancellation())
            assert ended.said is not None
            assert ended.said["error"] == "failed"
        assert not called.is_set()


def test_leaving_the_network_is_only_for_linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "darwin")
    assert leave_network() is False
