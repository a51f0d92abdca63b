"""One writer: a lock on a file of the data directory, released by the system when its process ends."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from interlingua.errors import EnvironmentFailed, LedgerError


class WriterLock:
    """The right to write in a data directory. Raises IL-L001 when another process holds it."""

    def __init__(self, path: Path) -> None:
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        except OSError as error:
            raise EnvironmentFailed("IL-E002", f"The lock cannot be written: {error.strerror}.") from error
        try:
            _lock(self._file)
        except OSError:
            holder = _holder(path)
            os.close(self._file)
            raise _busy(holder) from None
        self.announce(None)

    def announce(self, url: str | None) -> None:
        """Write who holds the lock, and where it can be reached, for the next one's error message."""
        data = json.dumps({"process": os.getpid(), "url": url}).encode()
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, data, 0) if hasattr(os, "pwrite") else os.write(self._file, data)

    def release(self) -> None:
        """Let the next writer in."""
        os.close(self._file)


def _busy(holder: dict[str, Any]) -> LedgerError:
    process = f" (process {holder['process']})" if holder.get("process") else ""
    url = holder.get("url") or "http://127.0.0.1:PORT"
    return LedgerError(
        "IL-L001",
        f"Another process{process} is writing in this data directory.",
        hint=f"Send the records to it with --url {url}, or stop it first.",
    )


def _holder(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes() or b"{}")
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


try:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

except ImportError:  # Windows
    import msvcrt

    def _lock(file: int) -> None:
        os.lseek(file, 1 << 20, os.SEEK_SET)  # beyond the text, which others must be able to read
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        os.lseek(file, 0, os.SEEK_SET)
