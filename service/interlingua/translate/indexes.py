"""The parent side of joins and lookups: what a source says by key, read once before the run.

In memory while it is small; beyond that in a file of SQLite, which the processes of a run share.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable, Iterator
from itertools import product
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from interlingua.rml.model import LogicalSource

Key = Any
"""A text; a tuple of texts where there are several conditions."""
IN_MEMORY: Final = 256 << 20
"""Bytes of one index, as far as they can be guessed, before it goes to a file."""
_ENTRY: Final = 150
"""Bytes of a key and a value beside their texts, about."""


class Index:
    """Values by key. `pairs` is the name of the generated function that finds both in a record; `grouped` of
    the one that groups the records before."""

    unique = False

    def __init__(
        self, source: LogicalSource | None, pairs: str, grouped: str | None = None, limit: int = IN_MEMORY
    ) -> None:
        self.source, self.pairs, self.grouped, self.loaded = source, pairs, grouped, False
        self._held: dict[Key, Any] = {}
        self._bytes, self._limit = 0, limit
        self._file: Overflow | None = None

    def add(self, found: Iterable[tuple[Key, Any]]) -> None:
        """Take in the pairs of one record of the source."""
        held = self._held
        for key, value in found:
            values = held.get(key)
            if values is None:
                held[key] = [value]
            else:
                values.append(value)
            self._bytes += _ENTRY + len(value) * (1 if value.__class__ is str else _ENTRY)
        if self._bytes > self._limit:
            self._spill()

    def _spill(self) -> None:
        if self._file is None:
            self._file = Overflow()
        self._file.write(self._held)
        self._held, self._bytes = {}, 0

    def finish(self) -> None:
        """All is read."""
        if self._file is not None:
            self._spill()
            self._file.finish()
        else:
            done = self._done
            for key, values in self._held.items():
                self._held[key] = done(values)
        self.loaded = True

    def _done(self, values: list[Any]) -> tuple[Any, ...]:
        if len(values) == 1:
            return (values[0],)
        return tuple(dict.fromkeys(values)) if self.unique else tuple(values)

    def find(self, key: Key) -> tuple[Any, ...]:
        """The values of a key, in the order of the source; none for a null."""
        if self._file is not None:
            return self._done(self._file.read(key)) if key is not None else ()
        found: tuple[Any, ...] = self._held.get(key, ())
        return found

    def find_many(self, lists: tuple[Any, ...]) -> tuple[Any, ...]:
        """The values for every combination of several child keys."""
        out: list[Any] = []
        for keys in product(*lists):
            out += self.find(keys[0] if len(keys) == 1 else keys)
        return tuple(dict.fromkeys(out)) if self.unique else tuple(out)


class SubjectIndex(Index):
    """The subjects of a triples map by key, each once."""

    unique = True


class RowIndex(Index):
    """Rows, or single values, by key."""


class Overflow:
    """Values by key in a temporary file. Each process that reads has a connection of its own."""

    def __init__(self) -> None:
        import atexit
        import sqlite3
        import tempfile
        from pathlib import Path

        handle, self._path = tempfile.mkstemp(prefix="interlingua-", suffix=".joins")
        os.close(handle)
        atexit.register(_forget, Path(self._path), os.getpid())
        self._connection: sqlite3.Connection = self._open()
        self._connection.execute("CREATE TABLE held (key BLOB, value BLOB)")

    def _open(self) -> Any:
        import sqlite3

        self._process = os.getpid()
        made = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -32768"):
            made.execute(f"PRAGMA {pragma}")
        return made

    def write(self, held: dict[Key, list[Any]]) -> None:
        """Put values aside."""
        rows = (
            (_packed(key), pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
            for key, values in held.items()
            for value in values
        )
        self._connection.execute("BEGIN")
        self._connection.executemany("INSERT INTO held VALUES (?, ?)", rows)
        self._connection.execute("COMMIT")

    def finish(self) -> None:
        """Sort them by key."""
        self._connection.execute("CREATE INDEX by_key ON held (key)")

    def groups(self) -> Iterator[list[Any]]:
        """The values of each key, in the order of their first one."""
        keys = self._connection.execute("SELECT key FROM held GROUP BY key ORDER BY min(rowid)")
        for (key,) in keys:
            yield self._values(key)

    def read(self, key: Key) -> list[Any]:
        """The values of a key, in the order of writing."""
        if self._process != os.getpid():
            self._connection = self._open()
        return self._values(_packed(key))

    def _values(self, packed: bytes) -> list[Any]:
        found = self._connection.execute("SELECT value FROM held WHERE key = ? ORDER BY rowid", (packed,))
        return [pickle.loads(value) for (value,) in found]  # noqa: S301  our own file, made above


def _packed(key: Key) -> bytes:
    """A key as bytes: equal where the texts are."""
    if isinstance(key, str):
        return key.encode("utf-8", "surrogatepass")
    parts = [("" if part is None else str(part)).encode("utf-8", "surrogatepass") for part in key]
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def _forget(path: Any, process: int) -> None:
    if os.getpid() == process:
        path.unlink(missing_ok=True)
