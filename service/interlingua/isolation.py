"""Processes that work for strangers: a clean start, limits, no network. Standard library only.

The asker's side is `command` and `environment`; the rest is called by the process itself, before it
reads what it was sent.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import sys
from pathlib import Path
from typing import Final

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_PDEATHSIG, _NO_NEW_PRIVILEGES = 1, 38
_START: Final = (
    "import os, runpy, sys; sys.path += sys.argv[1].split(os.pathsep); del sys.argv[:2]; "
    "runpy.run_path(sys.argv[0], run_name='__main__')"
)


def command(script: Path, *arguments: str) -> list[str]:
    """Runs a file of ours by a Python that takes nothing from its environment, its folder or its user.

    It finds this package and the engine where they lie now.
    """
    import pyoxigraph

    assert pyoxigraph.__file__ is not None
    roots = (Path(pyoxigraph.__file__).resolve().parents[1], Path(__file__).resolve().parents[1])
    paths = os.pathsep.join(map(str, roots))
    return [sys.executable, "-I", "-B", "-c", _START, paths, str(script), *arguments]


def environment() -> dict[str, str]:
    """Nothing of ours is inherited: no key, no proxy, no credential. Few malloc arenas keep RLIMIT_AS honest."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TMPDIR", "TEMP") if name in os.environ}
    return {"PATH": os.defpath, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "2", "RUST_BACKTRACE": "0", **kept}


def limit(limits: dict[str, int]) -> None:
    """Take on limits by their names (`AS`, `CPU`); none can be raised again. Nothing where there is no `resource`."""
    try:
        import resource
    except ImportError:
        return
    for name, value in limits.items():
        kind = getattr(resource, f"RLIMIT_{name}", None)
        if kind is None:
            continue
        hard = value + 1 if name == "CPU" else value
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (value, hard))


def leave_network() -> bool:
    """Move to a network namespace with no interface. Whether the system allowed it."""
    if not sys.platform.startswith("linux"):
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    return any(libc.unshare(flags) == 0 for flags in (_NEW_NETWORK, _NEW_USER | _NEW_NETWORK))


def end_with_parent() -> None:
    """Be killed when the parent ends, and gain no privilege by whatever is run (Linux)."""
    for option, value in ((_PDEATHSIG, signal.SIGKILL), (_NO_NEW_PRIVILEGES, 1)):
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0)
