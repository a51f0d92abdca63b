"""Running a command and watching its memory; comparing outputs as sets."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measured:
    """Wall-clock seconds, and the peak sum of PSS over all of the command's processes in bytes."""

    seconds: float
    peak: int


def run(command: list[str], cwd: Path) -> Measured:
    """Run a command to its end. Raises RuntimeError with its last words when it fails."""
    log = cwd / "log.txt"
    start = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=cwd, stdout=output, stderr=subprocess.STDOUT)
        watcher = _Watcher(process.pid)
        watcher.start()
        process.wait()
        seconds = time.perf_counter() - start
        watcher.end()
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{command[:3]} ended with {process.returncode}: {log.read_text()[-2000:]}")
    return Measured(seconds, watcher.peak)


class _Watcher(threading.Thread):
    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._stop_it, self.peak = pid, threading.Event(), 0

    def run(self) -> None:
        while not self._stop_it.wait(0.1):
            self.peak = max(self.peak, sum(_pss(pid) for pid in _family(self._pid)))

    def end(self) -> None:
        self._stop_it.set()
        self.join()


def _family(root: int) -> list[int]:
    parents: dict[int, list[int]] = {}
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            try:
                stat = Path(entry.path, "stat").read_text()
            except OSError:
                continue
            parents.setdefault(int(stat.rpartition(")")[2].split()[1]), []).append(int(entry.name))
    found, todo = [], [root]
    while todo:
        pid = todo.pop()
        found.append(pid)
        todo += parents.get(pid, [])
    return found


def _pss(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def as_set(path: Path) -> str:
    """A digest of a file's lines as a set."""
    environment = {**os.environ, "LC_ALL": "C"}
    sort = subprocess.Popen(
        ["sort", "-u", "-S", "1G", "-T", str(path.parent), str(path)], stdout=subprocess.PIPE, env=environment
    )
    assert sort.stdout is not None
    digest = hashlib.file_digest(sort.stdout, "sha256").hexdigest()
    if sort.wait():
        raise RuntimeError("sort failed")
    return digest


def peer_python() -> str | None:
    """A Python that has Morph-KGC: INTERLINGUA_BENCH_PYTHON, else this one; None where neither has it."""
    for candidate in (os.environ.get("INTERLINGUA_BENCH_PYTHON"), sys.executable):
        if candidate and shutil.which(candidate):
            check = [
                candidate,
                "-c",
                "import importlib.util as u; raise SystemExit(u.find_spec('morph_kgc') is None)",
            ]
            if subprocess.run(check, check=False, capture_output=True).returncode == 0:
                return candidate
    return None
