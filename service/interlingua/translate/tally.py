"""Counts by name, of any number of names in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3

HELD: Final = 200_000
"""Names in memory; more are put aside on disk."""


class Tally:
    """How often each name was added. Names are given back in the order of their first adding, as far as held."""

    def __init__(self, held: int = HELD) -> None:
        self._counts: dict[str, int] = {}
        self._held = held
        self._aside: sqlite3.Connection | None = None

    def add(self, name: str) -> int:
        """Count one more; how often it was there before."""
        before = self._counts.get(name)
        if before is None:
            if len(self._counts) >= self._held:
                self._put_aside()
            before = self._find(name)
        self._counts[name] = before + 1
        return before

    def _find(self, name: str) -> int:
        if self._aside is None:
            return 0
        row = self._aside.execute("SELECT count FROM tally WHERE name = ?", (name,)).fetchone()
        return int(row[0]) if row else 0

    def _put_aside(self) -> None:
        if self._aside is None:
            import sqlite3

            self._aside = sqlite3.connect("")  # "" is a file of SQLite's own, which goes with the connection
            self._aside.execute("PRAGMA journal_mode = OFF")
            self._aside.execute("CREATE TABLE tally (name TEXT PRIMARY KEY, count INTEGER NOT NULL)")
        self._aside.executemany(
            "INSERT INTO tally VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET count = excluded.count",
            self._counts.items(),
        )
        self._counts.clear()

    def items(self) -> Iterator[tuple[str, int]]:
        """Every name and its count, once at the end."""
        if self._aside is None:
            yield from self._counts.items()
            return
        self._put_aside()
        yield from self._aside.execute("SELECT name, count FROM tally ORDER BY rowid")
        self._aside.close()
        self._aside = None
