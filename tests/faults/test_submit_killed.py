"""`interlingua submit` itself is killed: what it kept is whole, and running it again finishes the work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from interlingua.graph import Graph, compare
from interlingua.ledger import Ledger
from interlingua.settings import shipped
from keeping import graph_lines

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL on this system")

ALL = -1


def submit(directory: Path, fault: str | None) -> int:
    programme = shipped("mappings") / "lumara-cash"
    environment = {**os.environ, "INTERLINGUA_IRI_KEY": "a key of the test", "INTERLINGUA_BATCH_RECORDS": "1"}
    environment.pop("INTERLINGUA_FAULT", None)
    if fault:
        environment["INTERLINGUA_FAULT"] = fault
    command = [
        sys.executable, "-c", "from interlingua.cli.main import main; main()", "submit",
        str(programme / "members.yarrrml.yaml"), str(programme / "samples" / "members.csv"),
        "--data-dir", str(directory),
    ]  # fmt: skip
    return subprocess.run(command, env=environment, capture_output=True, check=False).returncode


@pytest.mark.parametrize(
    ("fault", "kept"),
    [("receive:111", 110), ("commit.before:131", 130), ("apply.within:1", ALL), ("backup.before:1", ALL)],
)
def test_submit_killed_and_run_again(tmp_path: Path, fault: str, kept: int) -> None:
    directory = tmp_path / "d"
    assert submit(directory, fault) == -signal.SIGKILL
    with Ledger.open(directory) as ledger, Graph.open(directory) as graph, ledger.read() as reading:
        (summary,) = [s for s in reading.submissions() if s.type == "member"]
        before_the_kill = sum(summary.counts.values())
        assert kept in (ALL, before_the_kill)
        assert len(list(reading.rejects(summary.id))) == summary.counts["refused"] > 0
        graph.apply(ledger)
        assert compare(ledger, graph).ok
    assert submit(directory, None) == 1  # done, but some of the sample's records are bad on purpose
    with Ledger.open(directory) as ledger, Graph.open(directory) as graph:
        summary = next(s for s in read(ledger) if s.type == "member")
        total = sum(summary.counts.values())
        assert summary.status == "finished"
        assert total == before_the_kill if kept == ALL else total > before_the_kill
        assert len(list(ledger.live("lumara-cash", "member"))) == total - summary.counts["refused"]
        before = graph_lines(graph)
        assert compare(ledger, graph).ok
        graph.rebuild(ledger)
        assert graph_lines(graph) == before


def read(ledger: Ledger) -> list:
    with ledger.read() as reading:
        return reading.submissions()
