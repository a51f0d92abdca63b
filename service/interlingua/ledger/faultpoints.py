"""Named places where a test may kill the process; inert unless INTERLINGUA_FAULT is set.

`INTERLINGUA_FAULT=commit.before:3` sends SIGKILL at the third pass of that point. Nothing is cleaned
up, which is the purpose: only what the disk holds survives, as when the power of the process ends.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

NAMES: Final = (
    "receive",
    "commit.before",
    "commit.after",
    "apply.before",
    "apply.within",
    "apply.after",
    "backup.before",
    "backup.after",
)
"""The points, in the order in which a submission passes them."""

_STEP: Final = 0.0002  # seconds; the n-th pass dies n steps into its block

_armed: str | None = None
_left = _number = 0


def arm(text: str | None) -> None:
    """Set the fault `name:n` of this process, or none."""
    global _armed, _left, _number
    name, _, number = (text or "").partition(":")
    if name and name not in NAMES:
        raise AssertionError(f"unknown fault point {name!r}")
    _armed, _left = name or None, int(number or 1)
    _number = _left


def point(name: str) -> None:
    """Die here, if this is the armed pass of the armed point."""
    if _armed == name and _pass():
        _die(os.getpid())


@contextmanager
def within(name: str) -> Iterator[None]:
    """Die somewhere inside this block (at its end at the latest), if this is the armed pass."""
    if _armed == name and _pass():
        parent = os.getpid()
        if os.fork() == 0:  # a process of its own: the block may hold the interpreter's lock
            os.closerange(0, 1024)  # what is locked must be free the moment the parent is dead
            time.sleep(_STEP * _number)
            _die(parent)
            os._exit(0)
        yield
        signal.pause()
    else:
        yield


def _pass() -> bool:
    global _left
    _left -= 1
    return _left == 0


def _die(process: int) -> None:
    os.kill(process, getattr(signal, "SIGKILL", signal.SIGTERM))


arm(os.environ.get("INTERLINGUA_FAULT"))
