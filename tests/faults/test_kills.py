"""SIGKILL of the real process at every named fault point: nothing acknowledged is lost (answers 28).

After each kill the directory is opened again: what was acknowledged is there, counts and graph equal a
translation of the raw records, and sending everything again ends where an undisturbed run ends.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from faults import kill_driver
from interlingua.graph import Graph, compare, newest
from interlingua.ledger import Ledger, Record, faultpoints
from keeping import graph_lines, retranslate

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="SIGKILL and fork are not on this system")

PASSES = {
    "receive": (1, 2, 5, 7, 11),
    "commit.before": (1, 5, 7, 10, 11),  # 5: two records of one key; 7: a finish; 11: the withdrawals
    "commit.after": (1, 4, 7, 10, 11),
    "apply.before": (1, 2, 3, 5, 7),
    "apply.within": (1, 2, 3, 5, 7),
    "apply.after": (1, 2, 3, 5, 7),
    "backup.before": (1, 2, 3, 5, 7),
    "backup.after": (1, 2, 3, 5, 7),
}


@pytest.fixture(scope="module")
def driver() -> Iterator[subprocess.Popen[str]]:
    code = [sys.executable, kill_driver.__file__]
    process = subprocess.Popen(code, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    yield process
    assert process.stdin is not None
    process.stdin.close()
    process.wait()


def state(ledger: Ledger, graph: Graph) -> tuple[dict[tuple[str, ...], bytes], set[str]]:
    live = {record.key: record.version.raw for record in ledger.live() if record.version is not None}
    return live, graph_lines(graph)


@cache
def undisturbed() -> tuple[dict[tuple[str, ...], bytes], set[str]]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        directory = Path(folder) / "d"
        kill_driver.work(directory, lambda sent, outcomes: None)
        with Ledger.open(directory) as ledger, Graph.open(directory) as graph:
            graph.apply(ledger)
            return state(ledger, graph)


def again(record: Record) -> str:
    assert record.version is not None
    return retranslate(record.version.raw)


def test_every_fault_point_is_killed_at_least_five_times() -> None:
    assert set(PASSES) == set(faultpoints.NAMES)
    assert all(len(set(numbers)) >= 5 for numbers in PASSES.values())


CASES = [f"{name}:{number}" for name, numbers in PASSES.items() for number in numbers]
LOADS = [f"apply.{when}:1+load" for when in ("before", "within", "after")]


@pytest.mark.parametrize("fault", CASES + LOADS)
def test_nothing_acknowledged_is_lost(driver: subprocess.Popen[str], tmp_path: Path, fault: str) -> None:
    directory = tmp_path / "d"
    assert driver.stdin is not None
    assert driver.stdout is not None
    driver.stdin.write(f"{directory} {fault}\n")
    driver.stdin.flush()
    status = int(driver.stdout.readline())
    assert os.WIFSIGNALED(status), "the fault point was not passed so often"
    assert os.WTERMSIG(status) == signal.SIGKILL
    acknowledged = [json.loads(line) for line in (tmp_path / "acks").read_bytes().splitlines()]
    assert len(acknowledged) >= kill_driver.ACKNOWLEDGED

    with Ledger.open(directory) as ledger, Graph.open(directory) as graph:
        assert_kept(ledger, acknowledged)
        graph.apply(ledger)
        report = compare(ledger, graph, retranslate=again)
        assert report.ok, report
        before = graph_lines(graph)
        graph.rebuild(ledger)
        assert graph_lines(graph) == before
        assert ledger.recount() == 0
        graph.generation()
    kill_driver.work(directory, lambda sent, outcomes: None, at_once=50)
    with Ledger.open(directory) as ledger, Graph.open(directory) as graph:
        graph.apply(ledger)
        assert state(ledger, graph) == undisturbed()
        assert compare(ledger, graph, retranslate=again).ok
        assert not list((directory / "generations").glob(".making*"))
        assert newest(directory).is_dir()  # type: ignore[union-attr]


def assert_kept(ledger: Ledger, acknowledged: list[tuple[str, str | None, str]]) -> None:
    """Each acknowledged record is a version (or, refused, an item) with exactly its bytes."""
    with ledger.read() as reading:
        refused = Counter(
            reject.raw.decode() for summary in reading.submissions() for reject in reading.rejects(summary.id)
        )
        versions = {
            (id_, version.raw.decode())
            for id_ in {a[1] for a in acknowledged if a[1]}
            for version in reading.history(id_)
        }
    for raw, record, outcome in acknowledged:
        if outcome == "refused":
            assert refused[raw], raw
        else:
            assert (record, raw) in versions, raw
