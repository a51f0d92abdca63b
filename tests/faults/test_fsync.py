"""An acknowledgement means that the record is on the disk: the system calls are counted (docs/ledger.md)."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import os, sys
sys.path.insert(0, sys.argv[2])
from keeping import parameters, person
from interlingua.ledger import Ledger
with Ledger.open(sys.argv[1]) as ledger:
    submission = ledger.begin(parameters())
    for number in range(20):
        os.write(1, b"asked\\n")
        ledger.commit(submission, [person(f"{number}-{n}") for n in range(10)])
        os.write(1, b"acknowledged\\n")
    os.write(1, b"finishing\\n")
    ledger.finish(submission)
    os.write(1, b"finished\\n")
"""


def test_one_sync_of_the_log_before_each_acknowledgement(tmp_path: Path) -> None:
    tracer = shutil.which("strace")
    if tracer is None:
        pytest.skip("strace is not on this machine: fsyncs not counted")
    log = tmp_path / "calls"
    tests = Path(__file__).resolve().parents[1]
    command = [tracer, "-f", "-y", "-e", "trace=fsync,fdatasync,write", "-o", str(log)]
    program = [sys.executable, "-c", PROGRAM, str(tmp_path / "d"), str(tests)]
    done = subprocess.run(
        [*command, *program], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}
    )
    if "ptrace" in done.stderr.lower() and done.returncode:
        pytest.skip("strace may not trace on this machine: fsyncs not counted")
    assert done.returncode == 0, done.stderr
    between: list[list[str]] = []
    inside = False
    for line in log.read_text().splitlines():
        if '"asked\\n"' in line or '"finishing\\n"' in line:
            between.append([])
            inside = True
        elif '"acknowledged\\n"' in line or '"finished\\n"' in line:
            inside = False
        elif inside and (found := re.search(r"(fsync|fdatasync)\(\d+<([^>]*)>", line)):
            between[-1].append(Path(found[2]).name)
    assert len(between) == 21
    assert all(synced == ["ledger.sqlite-wal"] for synced in between), between
