"""The benchmarks run, and compare what they should; their times are nobody's business here."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def run(tmp_path: Path, *words: str) -> dict[str, dict[str, Any]]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("INTERLINGUA_")}
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench/translate.py"), "--dir", str(tmp_path), *words],
        capture_output=True, text=True, env=environment, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return {line["workload"]: line for line in map(json.loads, done.stdout.splitlines())}


def test_our_own_workloads_run(tmp_path: Path) -> None:
    found = run(tmp_path, "--only", "json,start,record,vocabulary", "--json-mb", "1")
    assert {*found} == {"json-1mb", "start", "one-record", "vocabulary"}
    assert (found["one-record"]["triples"], found["one-record"]["checks"]) == (20, 20)


def test_the_workloads_with_peers_run(tmp_path: Path) -> None:
    names = [
        "rows",
        "rows-repeated",
        "maps",
        "graphs-dynamic",
        "join-5-5",
        "join-15-conditions",
        "transit-xml",
    ]
    found = run(tmp_path, "--rows", "2000", "--only", ",".join([*names, "transit-csv", "transit-json"]))
    assert {*names} < {*found}
    for name, line in found.items():
        assert line["interlingua"]["equal"], name
        assert line["interlingua --distinct"]["equal"], name
    assert 20_000 < found["rows"]["statements"] <= 40_000
    assert found["join-15-conditions"]["statements"] == 200 + 200 + 200 * 5
    transit = {found[f"transit-{form}"]["statements"] for form in ("csv", "json", "xml")}
    assert len(transit) == 1, "the same feed in three forms says the same"


def test_a_peer_that_differs_gives_no_ratio(tmp_path: Path) -> None:
    """The judge itself, on two commands that write something else, and one that fails."""
    sys.path.insert(0, str(ROOT / "bench"))
    try:
        from compare import compare
        from engines import Engine
    finally:
        sys.path.pop(0)

    def engine(name: str, script: str) -> Engine:
        return Engine(name, ("sh", "-c", script), f"{name}.nt", True)

    line: dict[str, Any] = compare(
        "two", tmp_path,
        [engine("mine", "printf '<a:a> <a:b> <a:c> .\\n<a:a> <a:b> <a:d> .\\n' > mine.nt")],
        [
            engine("same", "printf '<a:a> <a:b> <a:d>.\\n<a:a> <a:b> <a:c> .\\n' > same.nt"),
            engine("other", "echo '<a:a> <a:b> <a:c> .' > other.nt"),
            engine("failing", "echo no; exit 7"),
            engine("slow", "sleep 30"),
        ],
        repeat=1, limit=5,
    )  # fmt: skip
    assert line["statements"] == 2
    assert line["same"]["equal"]
    assert "times_slower" in line["same"]
    assert not line["other"]["equal"]
    assert "times_slower" not in line["other"]
    assert "failed" in line["failing"]
    assert "longer" in line["slow"]["failed"]
