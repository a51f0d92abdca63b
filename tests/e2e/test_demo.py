"""`make run`: the sample country from records to answers, then the service."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

from command import COMMAND, Shell

ROOT = Path(__file__).resolve().parents[2]


def test_the_demo_says_the_same_each_time_and_leaves_nothing(shell: Shell) -> None:
    first, again = (shell.process("demo") for _ in range(2))
    assert (first.code, again.code) == (0, 0)
    assert first.out == again.out
    assert list(shell.folder.iterdir()) == []
    told = re.findall(r"(\d+) read, (\d+) accepted, (\d+) refused", first.out)
    assert len(told) == 4
    bad = json.loads((ROOT / "mappings/lumara/bad-records.json").read_text(encoding="utf-8"))
    assert sum(int(refused) for _, _, refused in told) == len(bad)
    assert all(int(read) == int(accepted) + int(refused) for read, accepted, refused in told)
    assert len(re.findall(r"^Question \d", first.out, re.MULTILINE)) == 3
    assert re.search(r"^  0 rows$", first.out, re.MULTILINE) is None


def test_the_demo_serves_until_it_is_stopped(shell: Shell) -> None:
    process = subprocess.Popen(
        [COMMAND, "demo", "--serve", "--port", "0"], cwd=shell.folder, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip
    watchdog = threading.Timer(90, process.kill)
    watchdog.start()
    try:
        assert process.stderr is not None
        address = ""
        for line in process.stderr:
            if found := re.search(r"http://127\.0\.0\.1:\d+/", line):
                address = found[0]
                break
        assert address
        with urllib.request.urlopen(address + "health/ready", timeout=30) as response:
            assert response.status == 200
        query = "sparql?query=" + urllib.request.quote(
            "ASK { ?p a <https://w3id.org/social-protection/Person> }"
        )
        with urllib.request.urlopen(address + query, timeout=30) as response:
            assert json.load(response)["boolean"] is True
        process.send_signal(signal.SIGINT)
        assert process.wait(30) in (0, 130)
        assert "Traceback" not in process.stderr.read()
    finally:
        watchdog.cancel()
        process.kill()
        process.wait()


def test_make_run_once(shell: Shell) -> None:
    """The Makefile's target, in this environment (it is not made anew)."""
    stamp = ROOT / ".venv" / ".installed"
    if not stamp.exists() or Path(sys.prefix).resolve() != (ROOT / ".venv").resolve():
        import pytest

        pytest.skip("the environment was not made by `make setup`")
    done = subprocess.run(
        ["make", "--no-print-directory", "-o", ".venv/.installed", "run", "DEMO=once"], cwd=ROOT, text=True,
        capture_output=True, env={**os.environ, "MAKEFLAGS": ""}, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "Question 3" in done.stdout
