"""Read-only copies: named by position, one current, kept while somebody reads them."""

from __future__ import annotations

import stat
from pathlib import Path

import pyoxigraph as ox

from interlingua.graph import Graph, generations, hold, newest, position_of
from interlingua.ledger import Ledger
from keeping import person, send


def test_a_generation_is_a_frozen_copy_that_tells_its_position(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "d") as ledger, Graph.open(tmp_path / "d") as graph:
        assert newest(tmp_path / "d") is None
        send(ledger, [person("1")])
        graph.apply(ledger)
        first = graph.generation()
        assert graph.generation() == first == newest(tmp_path / "d")
        send(ledger, [person("2")])
        graph.apply(ledger)
        second = graph.generation()
        assert (position_of(first), position_of(second)) == (1, 2)
        assert newest(tmp_path / "d") == second
        sizes = [len(ox.Store.read_only(str(path))) for path in (first, second)]
        assert sizes == [4 + 2, 7 + 2]  # and two in the meta graph
        meta = ox.Store.read_only(str(second)).query(
            "SELECT ?p { GRAPH <urn:interlingua:meta> { ?s <urn:interlingua:position> ?p } }"
        )
        assert [row["p"].value for row in meta] == ["2"]
        assert stat.S_IMODE((tmp_path / "d" / "generations").stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "d" / "graph").stat().st_mode) == 0o700


def test_old_generations_go_but_not_while_one_is_read(tmp_path: Path) -> None:
    directory = tmp_path / "d"
    with Ledger.open(directory) as ledger, Graph.open(directory) as graph:
        made = []
        for n in range(4):
            send(ledger, [person(str(n))])
            graph.apply(ledger)
            if n == 1:
                held = hold(directory)
                assert held.__enter__() == made[0]
            made.append(graph.generation())
        assert all(path.is_dir() for path in made)  # young ones stay
        removed = generations.collect(directory, seconds=0)
        assert removed == [made[1].name]
        held.__exit__(None, None, None)
        assert generations.collect(directory, seconds=0) == [made[0].name]
        assert generations.collect(directory, keep=1, seconds=0) == [made[2].name]
        assert generations.collect(directory, keep=0, seconds=0) == []
        assert newest(directory) == made[3]


def test_a_process_that_starts_again_publishes_anew_and_cleans_up(tmp_path: Path) -> None:
    directory = tmp_path / "d"
    with Ledger.open(directory) as ledger:
        send(ledger, [person("1")])
        with Graph.open(directory) as graph:
            graph.apply(ledger)
            first = graph.generation()
        (directory / "generations" / ".making-1-1").mkdir()
        with Graph.open(directory) as graph:
            assert not (directory / "generations" / ".making-1-1").exists()
            assert graph.generation() != first
