"""The graph follows the ledger's deltas; shared triples stay while one record says them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from interlingua.errors import EnvironmentFailed, LedgerError
from interlingua.graph import Graph, compare, rebuild, verify
from interlingua.graph.store import Net, fold
from interlingua.ledger import Delta, Incoming, Ledger
from keeping import graph_lines, household_line, member_line, person, send, show, text_of


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[tuple[Ledger, Graph]]:
    with Ledger.open(tmp_path / "d") as ledger, Graph.open(tmp_path / "d") as graph:
        yield ledger, graph


def households(graph: Graph) -> int:
    return sum(line.endswith("Household> .\n") for line in graph_lines(graph))


def test_a_household_named_on_four_rows_counts_once(kept: tuple[Ledger, Graph]) -> None:
    ledger, graph = kept
    send(ledger, [person(str(n), "h1") for n in range(4)])
    graph.apply(ledger)
    assert households(graph) == 1
    assert len(graph_lines(graph)) == 4 * 3 + 1


def test_an_upsert_that_drops_one_member_leaves_the_household(kept: tuple[Ledger, Graph]) -> None:
    ledger, graph = kept
    send(ledger, [person(str(n), "h1") for n in range(4)])
    graph.apply(ledger)
    send(ledger, [person("3", "h2")])
    graph.apply(ledger)
    assert household_line("h1") in graph_lines(graph)
    assert member_line("3", "h1") not in graph_lines(graph)
    send(ledger, [person(str(n), "h2") for n in range(4)])
    graph.apply(ledger)
    assert household_line("h1") not in graph_lines(graph)


def test_a_snapshot_that_omits_a_record_withdraws_it(kept: tuple[Ledger, Graph]) -> None:
    ledger, graph = kept
    send(ledger, [person("1", "h1"), person("2", "h2")])
    send(ledger, [person("1", "h1")], "snapshot")
    graph.apply(ledger)
    assert graph_lines(graph) == set(text_of("1", "h1").splitlines(keepends=True))


def test_a_snapshot_with_a_refused_record_does_not_withdraw_that_one(kept: tuple[Ledger, Graph]) -> None:
    ledger, graph = kept
    send(ledger, [person("1", "h1"), person("2", "h2")])
    graph.apply(ledger)
    send(ledger, [person("1", "h1"), person("2", "h3", refused=True)], "snapshot")
    graph.apply(ledger)
    assert household_line("h2") in graph_lines(graph)
    assert household_line("h3") not in graph_lines(graph)


def test_applying_bit_by_bit_and_at_once_give_the_same(tmp_path: Path) -> None:
    with (
        Ledger.open(tmp_path / "d") as ledger,
        Graph.open(tmp_path / "d") as often,
    ):
        for age in range(5):
            send(ledger, [person(str(n), f"h{(n + age) % 3}", age) for n in range(6)])
            assert often.apply(ledger) == ledger.position == often.position
        at_once = tmp_path / "other"
        at_once.mkdir()
        with Graph.open(at_once) as once:
            once.apply(ledger)
            assert graph_lines(once) == graph_lines(often)


def test_applying_again_changes_nothing(kept: tuple[Ledger, Graph]) -> None:
    ledger, graph = kept
    assert graph.apply(ledger) == 0
    send(ledger, [person("1")])
    graph.apply(ledger)
    before = graph_lines(graph)
    assert graph.apply(ledger) == 1
    assert graph_lines(graph) == before


def test_the_last_delta_about_a_triple_counts_also_after_a_half_done_apply() -> None:
    deltas = [Delta(1, "", "a\nb\n"), Delta(2, "a\n", "c\n"), Delta(3, "c\n", "a\n"), Delta(4, "a\n", "")]
    (net,) = fold(deltas)
    assert (net.removes, net.adds, net.position) == ({"a", "c"}, {"b"}, 4)
    assert [n.position for n in fold(deltas, 1)] == [1, 2, 3, 4]
    assert list(fold([])) == []
    assert "DELETE DATA" not in Net(1, set(), {"<a> <b> <c> ."}).update()


@pytest.mark.parametrize(
    "value",
    [
        "C:\\users\\u0041",
        'a "quote"\n}; DROP ALL; {',
        "nul\0, del\x7f, \x85 \u2028",
        "# no comment",
        "?x $y",
        "\U0001f600",
    ],
)
def test_any_text_survives_the_update(kept: tuple[Ledger, Graph], value: str) -> None:
    ledger, graph = kept
    send(ledger, [person("0")])
    graph.apply(ledger)
    line = f"<http://x/s> <http://x/p> {ox.Literal(value)} .\n"
    send(ledger, [Incoming("1", b"1", line)])
    graph.apply(ledger)
    report = compare(ledger, graph)
    assert report.ok, report
    send(ledger, [Incoming("1", b"2", "")])
    graph.apply(ledger)
    assert compare(ledger, graph).ok
    assert len(graph_lines(graph)) == 4


def test_a_graph_of_another_ledger_is_made_anew(tmp_path: Path) -> None:
    directory = tmp_path / "d"
    with Ledger.open(directory) as ledger, Graph.open(directory) as graph:
        send(ledger, [person("1")])
        graph.apply(ledger)
    with Ledger.open(tmp_path / "other") as ledger:
        send(ledger, [person("2")])
    for file in directory.glob("ledger.sqlite*"):
        file.unlink()
    for file in (tmp_path / "other").glob("ledger.sqlite*"):
        file.rename(directory / file.name)
    with Ledger.open(directory) as ledger, Graph.open(directory) as graph:
        graph.apply(ledger)
        assert graph_lines(graph) == set(text_of("2", "h1").splitlines(keepends=True))


def test_a_load_that_was_cut_off_starts_afresh(tmp_path: Path) -> None:
    directory = tmp_path / "d"
    with Ledger.open(directory) as ledger:
        send(ledger, [person("1")])
        with Graph.open(directory) as graph:
            graph._store.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")  # no position beside it
            graph.apply(ledger)
            assert compare(ledger, graph).ok


def test_a_swap_that_was_cut_off_is_mended(tmp_path: Path) -> None:
    directory = tmp_path / "d"
    with Ledger.open(directory) as ledger:
        send(ledger, [person("1")])
        with Graph.open(directory) as graph:
            graph.apply(ledger)
        (directory / "graph").rename(directory / "graph.old")
        with Graph.open(directory) as graph:
            graph.apply(ledger)
            assert compare(ledger, graph).ok
        assert sorted(p.name for p in directory.glob("graph*")) == ["graph"]


def test_only_one_process_writes_the_graph(tmp_path: Path) -> None:
    with Graph.open(tmp_path), pytest.raises(LedgerError) as caught:
        Graph.open(tmp_path)
    assert caught.value.code == "IL-L001"


def test_verify_tells_what_differs_and_rebuild_mends_it(tmp_path: Path) -> None:
    directory = tmp_path / "d"
    with Ledger.open(directory) as ledger, Graph.open(directory) as graph:
        send(ledger, [person("1", "h1"), person("2", "h1")])
        graph.apply(ledger)
    assert verify(directory).ok
    with Graph.open(directory) as graph:
        graph._store.update(
            "DELETE DATA { " + household_line("h1") + " }; INSERT DATA { <urn:a> <urn:b> <urn:c> }"
        )
    with Ledger.open(directory) as ledger, ledger._writing() as connection:
        connection.exec_driver_sql("UPDATE counts SET records = records + 1 WHERE records = 2")
    report = verify(directory)
    assert not report.ok
    assert (report.wrong_counts, report.missing, report.extra, len(report.examples)) == (1, 1, 1, 2)
    assert "IL-L004" in "\n".join(report.lines())
    assert report.to_dict()["ok"] is False
    made = rebuild(directory)
    assert (made.corrected, made.records, made.triples) == (1, 2, 7)
    assert verify(directory).ok


def test_verify_translates_raw_records_again_when_it_can(kept: tuple[Ledger, Graph]) -> None:
    from keeping import retranslate

    ledger, graph = kept
    send(ledger, [person("1"), person("2")])
    ledger.put_reference("il-reference", "areas", household_line("h7"))
    told: list[tuple[int, int | None]] = []

    def again(record):
        return retranslate(record.version.raw)

    good = compare(ledger, graph, retranslate=again, progress=lambda done, total: told.append((done, total)))
    assert (good.ok, good.retranslated) == (True, 2)
    assert told
    bad = compare(ledger, graph, retranslate=lambda record: again(record).replace('"30"', '"31"'))
    assert (bad.ok, bad.changed) == (False, 2)
    assert compare(ledger, graph, retranslate=lambda record: None).retranslated == 0


def test_a_count_that_would_fall_below_nothing_stops_the_commit(kept: tuple[Ledger, Graph]) -> None:
    ledger, _ = kept
    send(ledger, [person("1")])
    with ledger._writing() as connection:
        connection.exec_driver_sql("DELETE FROM counts")
    with pytest.raises(LedgerError) as caught:
        send(ledger, [person("1", age=31)])
    assert caught.value.code == "IL-L004"
    assert ledger.find("lumara-cash", "member", "1").version.raw == b"1,h1,30"


@pytest.mark.parametrize("harm", ["manifest", "tables", "no-current", "no-tables"])
def test_a_damaged_graph_is_told_and_rebuilt(tmp_path: Path, harm: str) -> None:
    directory = tmp_path / "d"
    with Ledger.open(directory) as ledger, Graph.open(directory) as graph:
        send(ledger, [person(str(n), f"h{n}") for n in range(200)])
        graph.apply(ledger)
        graph.generation()
        wanted = graph_lines(graph)
    pattern = {"manifest": "MANIFEST*", "no-current": "CURRENT"}.get(harm, "*.sst")
    for path in (directory / "graph").glob(pattern):
        if harm.startswith("no-"):
            path.unlink()
        else:
            path.write_bytes(b"\x55" * path.stat().st_size)
    with pytest.raises(EnvironmentFailed) as caught:
        verify(directory)
    assert caught.value.code == "IL-E006"
    assert "rebuild" in str(caught.value.hint)
    assert rebuild(directory).records == 200
    assert verify(directory).ok
    assert show(directory) == wanted
