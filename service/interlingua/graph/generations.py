"""Read-only copies of the graph: hard links made in milliseconds, named by position, removed when unused.

generations/
  current                       the name of the newest one
  <position>-<nanoseconds>/     a store, for `Store.read_only`
  <position>-<nanoseconds>.hold locked (shared) by whoever reads it
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Final

FOLDER: Final = "generations"
CURRENT: Final = "current"
KEEP: Final = 2
"""So many of the newest stay, whatever their age."""
SECONDS: Final = 120.0
"""A generation stays so long after a newer one came: longer than a query may wait and run."""
_PARTIAL: Final = ".making-"


def newest(directory: Path) -> Path | None:
    """The newest generation of a data directory; None before the first."""
    folder = directory / FOLDER
    try:
        name = (folder / CURRENT).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None
    return folder / name


@contextmanager
def hold(directory: Path) -> Iterator[Path | None]:
    """The newest generation, which is not removed while this block (or a child that inherits it) runs."""
    while True:
        path = newest(directory)
        if path is None:
            yield None
            return
        file = _lock(path, shared=True)
        if path.is_dir():  # else it was removed between the two lines
            break
        _release(file)
    try:
        yield path
    finally:
        _release(file)


def partial(directory: Path) -> Path:
    """A name for a generation that is being made."""
    folder = directory / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{_PARTIAL}{os.getpid()}-{time.time_ns()}"


def publish(made: Path, position: int) -> Path:
    """Give a whole generation its name and make it the current one; both steps are atomic."""
    folder = made.parent
    path = folder / f"{position:012d}-{time.time_ns()}"
    os.replace(made, path)
    pointer = folder / f"{_PARTIAL}{CURRENT}"
    pointer.write_text(path.name + "\n", encoding="ascii")
    os.replace(pointer, folder / CURRENT)
    return path


def position_of(path: Path) -> int:
    """The ledger position that a generation's name tells."""
    return int(path.name.partition("-")[0])


def collect(directory: Path, *, keep: int = KEEP, seconds: float = SECONDS) -> list[str]:
    """Remove the generations that nobody can need; give their names."""
    folder, current = directory / FOLDER, newest(directory)
    found = sorted((p for p in folder.iterdir() if p.is_dir() and p.name[:1].isdigit()), key=_made)
    removed = []
    for path, successor in pairwise(found):
        superseded = _made(successor) / 1e9
        if path == current or path in found[-keep:] or time.time() - superseded < seconds:
            continue
        file = _lock(path, shared=False)
        if file == _HELD:
            continue
        shutil.rmtree(path, ignore_errors=True)
        path.with_name(path.name + ".hold").unlink(missing_ok=True)
        _release(file)
        removed.append(path.name)
    return removed


def clean(directory: Path) -> None:
    """Remove what a process that died left half made. For the writer only."""
    folder = directory / FOLDER
    if folder.is_dir():
        for path in folder.glob(_PARTIAL + "*"):
            shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def _made(path: Path) -> int:
    return int(path.name.partition("-")[2])


_HELD: Final = -2
_NONE: Final = -1

try:
    import fcntl

    def _lock(path: Path, *, shared: bool) -> int:
        file = os.open(path.with_name(path.name + ".hold"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError:
            os.close(file)
            return _HELD
        return file

except ImportError:  # Windows: age alone decides, and an open file cannot be removed there

    def _lock(path: Path, *, shared: bool) -> int:  # noqa: ARG001 - the same call on every system
        return _NONE


def _release(file: int) -> None:
    if file >= 0:
        os.close(file)
