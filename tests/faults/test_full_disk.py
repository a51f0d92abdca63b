"""A disk that fills up: a coded error, nothing half kept, and work goes on when there is room again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="file size limits are not on this system")

PROGRAM = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from keeping import live_keys, parameters, person, send
from interlingua.errors import EnvironmentFailed
from interlingua.graph import Graph, compare
from interlingua.ledger import Ledger

def limit(size):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

def refused(work):
    try:
        work()
    except EnvironmentFailed as error:
        assert error.code == "IL-E002", error
    else:
        raise SystemExit("no error")

with Ledger.open(sys.argv[1]) as ledger, Graph.open(sys.argv[1]) as graph:
    send(ledger, [person("1")])
    graph.apply(ledger)
    size = (Path(sys.argv[1]) / "ledger.sqlite-wal").stat().st_size
    submission = ledger.begin(parameters())
    limit(size + 20_000)
    refused(lambda: ledger.commit(submission, [person(str(n)) for n in range(2, 500)]))
    assert live_keys(ledger) == {"1"}
    limit(resource.RLIM_INFINITY)
    ledger.commit(submission, [person(str(n)) for n in range(2, 500)])
    ledger.finish(submission)
    limit(1000)
    refused(lambda: graph.apply(ledger))
    limit(resource.RLIM_INFINITY)
with Ledger.open(sys.argv[1]) as ledger, Graph.open(sys.argv[1]) as graph:
    graph.apply(ledger)
    assert compare(ledger, graph).ok
    assert len(live_keys(ledger)) == 499
"""


def test_a_full_disk_loses_nothing_and_is_told(tmp_path: Path) -> None:
    tests = Path(__file__).resolve().parents[1]
    command = [sys.executable, "-c", PROGRAM, str(tmp_path / "d"), str(tests)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
