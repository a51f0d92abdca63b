"""How the command line speaks: data on stdout, everything else on stderr."""

from __future__ import annotations

import errno
import json
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from interlingua.errors import EnvironmentFailed, InterlinguaError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def say(text: str = "") -> None:
    """A line for the person at the terminal."""
    sys.stderr.write(text + "\n")


def give(text: str) -> None:
    """Data, for the person or the next program."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def give_json(value: Any) -> None:
    """One JSON document on stdout."""
    give(json.dumps(value, ensure_ascii=False, indent=2))


def fail(error: BaseException) -> int:
    """Print an error as one coded sentence; return the exit code."""
    coded = as_coded(error)
    sys.stdout.flush()
    say(f"error: {coded}")
    for finding in coded.also:
        say(f"  also: {finding.text()}")
    if coded.code == "IL-E001" and os.environ.get("INTERLINGUA_DEBUG"):
        import traceback

        traceback.print_exception(error)
    return coded.exit_code


def as_coded(error: BaseException) -> InterlinguaError:
    """Any exception as one of ours. The text of a foreign one may hold values, so only its kind is told."""
    if isinstance(error, InterlinguaError):
        return error
    if isinstance(error, ModuleNotFoundError):
        return EnvironmentFailed(
            "IL-E003",
            f"The Python package {error.name!r} is not installed.",
            hint="pip install 'interlingua[service,remote]'",
        )
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EACCES}:
        where = f" ({error.filename})" if error.filename else ""
        return EnvironmentFailed("IL-E002", f"{os.strerror(error.errno)}{where}.")
    if isinstance(error, MemoryError):
        return EnvironmentFailed("IL-E001", "The memory is used up.")
    return EnvironmentFailed(
        "IL-E001",
        f"Something unexpected failed ({type(error).__name__}).",
        hint="Set INTERLINGUA_DEBUG=1 to see where; the trace may show values, so look before you send it on.",
    )


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int | None], None]]:
    """A bar on stderr for work that takes over two seconds; `update(done, total)`. Quiet off a terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    import time

    started = time.monotonic()
    bar: Any = None
    task: Any = None

    def update(done: int, total: int | None) -> None:
        nonlocal bar, task
        if bar is None:
            if time.monotonic() - started < 2:
                return
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

            bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                TaskProgressColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            bar.start()
            task = bar.add_task(label, total=total)
        bar.update(task, completed=done, total=total)

    try:
        yield update
    finally:
        if bar is not None:
            bar.stop()
