"""The benchmarks run, and compare what they should; their times are nobody's business here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_benchmarks_run(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("INTERLINGUA_")}
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench/translate.py"), "--rows", "2000", "--json-mb", "1", "--dir", str(tmp_path)],
        capture_output=True, text=True, env=environment, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = {line["workload"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert {"json-1mb", "start", "one-record", "vocabulary"} < set(found)
    tables = [line for name, line in found.items() if name.startswith("csv-")]
    assert len(tables) == 2
    for line in tables:
        assert line["equal_as_sets"] is True
        assert 10_000 < int(line["statements"]) <= 40_000
    assert (found["one-record"]["triples"], found["one-record"]["checks"]) == (20, 20)
