"""Queries in their own process: datasets, formats, limits, and what is left behind."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from interlingua.errors import EnvironmentFailed, QueryError
from interlingua.rdf.namespaces import META_GRAPH, SP
from interlingua.sparql import Cancellation, QueryService, from_json
from interlingua.sparql.pool import OneShot, Zygote
from web_support import POSITION, SMALL, make_generation, wait_until

NAMED = {
    "http://g/1": b"<http://s/1> <http://p/> <http://o/1> .",
    "http://g/2": b"<http://s/2> <http://p/> <http://o/2> .",
}
ENDLESS = "SELECT (COUNT(*) AS ?n) {" + "".join(f" VALUES ?v{i} {{{' 1' * 200}}}" for i in range(6)) + "}"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QueryService]:
    folder = tmp_path_factory.mktemp("service")
    generation = make_generation(folder, named=NAMED)
    (folder / "spool").mkdir()
    with QueryService(lambda: generation, SMALL, isolated=True, spool=folder / "spool") as ready:
        yield ready


def rows(service: QueryService, query: str, **options: object) -> list[list[str]]:
    with service.query(query, format="json", **options) as answer:  # type: ignore[arg-type]
        return from_json(answer.read(), prefixes={}).rows


def code(service: QueryService, query: str, **options: object) -> tuple[str, int]:
    with pytest.raises(QueryError) as caught:
        service.query(query, **options)  # type: ignore[arg-type]
    return caught.value.code, caught.value.http_status


def test_an_answer_tells_its_position_and_generation(service: QueryService) -> None:
    with service.query("SELECT ?p { ?p a <" + SP + "Person> }") as answer:
        assert (answer.position, answer.generation) == (POSITION, "generation-1")
        assert answer.size == answer.path.stat().st_size
        path = answer.path
    assert not path.parent.exists()


@pytest.mark.parametrize(
    ("query", "name", "start"),
    [
        ("ASK {}", "json", '{"head":{},"boolean":true}'),
        ("ASK {}", "xml", "<?xml"),
        ("SELECT (1 AS ?x) {}", "csv", "x\r\n1"),
        ("SELECT (1 AS ?x) {}", "tsv", "?x\n1"),
        ("CONSTRUCT { <a:s> <a:p> 1 } {}", "ntriples", '<a:s> <a:p> "1"^^'),
        ("PREFIX a: <a:> CONSTRUCT { a:s a:p 1 } {}", "turtle", "@prefix a: <a:> .\na:s a:p 1 ."),
        ("CONSTRUCT { <a:s> <a:p> 1 } {}", "jsonld", "[{"),
        ("CONSTRUCT { <a:s> <http://p/q> 1 } {}", "rdfxml", "<?xml"),
    ],
)
def test_formats(service: QueryService, query: str, name: str, start: str) -> None:
    with service.query(query, format=name) as answer:
        assert answer.text().startswith(start)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s { ?s <urn:interlingua:position> ?o }",
        f"SELECT ?s {{ GRAPH <{META_GRAPH}> {{ ?s ?p ?o }} }}",
        f"SELECT ?s FROM <{META_GRAPH}> {{ ?s ?p ?o }}",
        f"SELECT ?s FROM NAMED <{META_GRAPH}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        f"PREFIX m: <{META_GRAPH[:-1]}> SELECT ?s FROM m:a {{ ?s ?p ?o }}",
        f"SELECT ?s {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(?g = <{META_GRAPH}>) }}",
        "SELECT ?s { ?s (<urn:interlingua:position>|!<a:b>)* ?o . FILTER(?s = <urn:interlingua:graph>) FILTER(?o != ?s) }",
    ],
)
def test_the_meta_graph_is_never_seen(service: QueryService, query: str) -> None:
    assert rows(service, query) == []
    assert rows(service, query, default_graph_uris=[META_GRAPH], named_graph_uris=[META_GRAPH]) == []


def test_the_meta_graph_is_not_described_or_counted(service: QueryService) -> None:
    with service.query("DESCRIBE <urn:interlingua:graph>") as answer:
        assert answer.text().strip() == ""
    assert rows(service, "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { } }") == [["2"]]


def test_datasets(service: QueryService) -> None:
    subjects = "SELECT ?s { ?s <http://p/> ?o } ORDER BY ?s"
    one, two = [["<http://s/1>"]], [["<http://s/2>"]]
    assert rows(service, subjects) == []
    assert rows(service, subjects, default_graph_uris=["http://g/1"]) == one
    assert rows(service, subjects, default_graph_uris=["http://g/1", "http://g/2"]) == one + two
    assert rows(service, subjects, default_graph_uris=["http://unknown/"]) == []
    assert rows(service, "SELECT ?s FROM <http://g/2> { ?s <http://p/> ?o }") == two
    in_graphs = "SELECT ?s FROM <http://g/2> { GRAPH ?g { ?s <http://p/> ?o } }"
    assert rows(service, in_graphs) == []
    assert rows(service, in_graphs, named_graph_uris=["http://g/1"]) == one


def test_prefixes_may_be_given(service: QueryService) -> None:
    assert code(service, "SELECT * { ?p a sp:Person }") == ("IL-Q001", 400)
    assert len(rows(service, "SELECT ?p { ?p a sp:Person }", prefixes={"sp": SP})) == 2


def test_errors(service: QueryService) -> None:
    assert code(service, "SELECT * {") == ("IL-Q001", 400)
    assert code(service, "SELECT * {}", format="turtle") == ("IL-Q008", 406)
    assert code(service, "SELECT * {}", accept="image/png") == ("IL-Q008", 406)
    with pytest.raises(QueryError, match=r"Line 2, column [0-9]+: expected"):
        service.query("SELECT *\n{ ! }")


def test_time_is_up(service: QueryService) -> None:
    assert code(service, ENDLESS, seconds=0.3) == ("IL-Q003", 504)


def test_a_query_can_be_cancelled(service: QueryService) -> None:
    cancellation = Cancellation()
    threading.Timer(0.2, cancellation.cancel).start()
    assert code(service, ENDLESS, cancellation=cancellation) == ("IL-Q007", 503)
    early = Cancellation()
    early.cancel()
    assert code(service, ENDLESS, cancellation=early) == ("IL-Q007", 503)


def test_nothing_is_left_behind(service: QueryService) -> None:
    """After failures: no spooled file, no process of a query."""
    code(service, ENDLESS, seconds=0.2)
    code(service, "SELECT * {")
    assert not any(service._spool.iterdir())
    assert isinstance(service.runner, Zygote)
    children = Path(f"/proc/{service.runner.pid}/task/{service.runner.pid}/children")
    wait_until(lambda: children.read_text() == "")


def test_the_worker_has_no_secrets_and_no_network(
    service: QueryService, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(service.runner, Zygote)
    pid = service.runner.pid
    environment = Path(f"/proc/{pid}/environ").read_bytes()
    assert b"INTERLINGUA" not in environment
    assert {line.partition(b"=")[0] for line in environment.split(b"\0") if line} <= {
        b"PATH", b"LANG", b"MALLOC_ARENA_MAX", b"RUST_BACKTRACE", b"TMPDIR", b"TEMP",
    }  # fmt: skip
    if service.network_is_closed:
        assert os.readlink(f"/proc/{pid}/ns/net") != os.readlink("/proc/self/ns/net")


def test_the_worker_process_may_die(service: QueryService) -> None:
    """The server of workers is killed between two queries, and during one; the next is answered."""
    assert isinstance(service.runner, Zygote)
    os.kill(service.runner.pid or 0, signal.SIGKILL)
    assert rows(service, "SELECT (1 AS ?x) {}") == [["1"]]
    victim = service.runner.pid or 0
    threading.Timer(0.2, os.kill, (victim, signal.SIGKILL)).start()
    assert code(service, ENDLESS) == ("IL-Q007", 503)
    assert rows(service, "SELECT (1 AS ?x) {}") == [["1"]]


def test_many_at_once(service: QueryService) -> None:
    """Each asker gets its own answer."""
    wrong: list[object] = []

    def ask(number: int) -> None:
        got = rows(service, f"SELECT ({number} AS ?x) {{}}")
        if got != [[str(number)]]:
            wrong.append((number, got))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_the_queue_is_bounded(service: QueryService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interlingua.sparql.service.QUEUE_PER_WORKER", 0)
    assert code(service, "ASK {}") == ("IL-Q010", 429)
    monkeypatch.setattr("interlingua.sparql.service.QUEUE_PER_WORKER", 8)
    monkeypatch.setattr("interlingua.sparql.service.QUEUE_SECONDS", 0.05)
    held = [service._free.acquire() for _ in range(SMALL.query_workers)]
    try:
        assert code(service, "ASK {}") == ("IL-Q010", 429)
    finally:
        for _ in held:
            service._free.release()


def test_a_generation_that_is_gone(tmp_path: Path) -> None:
    with QueryService(lambda: tmp_path / "nothing", SMALL, spool=tmp_path) as service:
        assert code(service, "ASK {}") == ("IL-Q007", 503)


def test_no_generation_yet(tmp_path: Path) -> None:
    with QueryService(lambda: None, SMALL, spool=tmp_path) as service:
        assert code(service, "ASK {}") == ("IL-Q007", 503)


def test_a_generation_that_goes_is_asked_for_again(tmp_path: Path) -> None:
    generation = make_generation(tmp_path)
    offered = iter([tmp_path / "gone", generation])
    with QueryService(lambda: next(offered), SMALL, spool=tmp_path) as service:
        assert rows(service, "ASK {}") == [["yes"]]


def test_one_process_a_query(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The way of systems without fork."""
    generation = make_generation(tmp_path)
    with QueryService(lambda: generation, SMALL, spool=tmp_path) as service:
        service._runner = OneShot()
        assert rows(service, "SELECT (1 AS ?x) {}") == [["1"]]
        assert code(service, "SELECT * {") == ("IL-Q001", 400)
        assert code(service, ENDLESS, seconds=0.5) == ("IL-Q003", 504)
    monkeypatch.setattr("sys.platform", "win32")
    with pytest.raises(EnvironmentFailed, match="need Linux"):
        QueryService(lambda: generation, SMALL, isolated=True)


def test_closing_ends_everything(tmp_path: Path) -> None:
    service = QueryService(lambda: tmp_path, SMALL, spool=tmp_path)
    assert isinstance(service.runner, Zygote)
    pid = service.runner.pid
    service.close()
    time.sleep(0.05)
    assert not Path(f"/proc/{pid}").exists()
    assert not any(tmp_path.iterdir())
