"""Running a command and watching its memory; comparing outputs as sets."""

from __future__ import annotations

import hashlib
import os
import shlex
import signal
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measured:
    """Wall-clock seconds, and the peak sum of PSS over all of the command's processes in bytes."""

    seconds: float
    peak: int


def run(command: list[str], cwd: Path, limit: float | None = None) -> Measured:
    """Run a command to its end.

    Raises RuntimeError with its last words when it fails, TimeoutError when it takes longer than `limit` seconds.
    """
    log = cwd / "log.txt"
    start = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=cwd, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        )
        watcher = _Watcher(process.pid)
        watcher.start()
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise TimeoutError(f"it took longer than {limit:.0f} s") from None
        finally:
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


def statements(path: Path) -> tuple[str, int]:
    """A digest of a file's statements as a set, and how many they are.

    White space before the final dot is not a difference.
    """
    environment = {**os.environ, "LC_ALL": "C"}
    words = f"sed -e 's/[ \t]*\\.$/ ./' -e '/^$/d' {shlex.quote(str(path))} | sort -u -S 1G -T {shlex.quote(str(path.parent))}"
    sort = subprocess.Popen(["bash", "-c", words], stdout=subprocess.PIPE, env=environment)
    assert sort.stdout is not None
    digest, lines = hashlib.sha256(), 0
    while block := sort.stdout.read(1 << 20):
        digest.update(block)
        lines += block.count(b"\n")
    if sort.wait():
        raise RuntimeError("sort failed")
    return digest.hexdigest(), lines
