"""What linkage remembers between runs: who claims which identifier, and the matches made.

A cache beside the ledger, made anew from it whenever it is missing, damaged or of another ledger. It
holds digests of identifiers, no values.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from interlingua.linkage.claims import Claim
from interlingua.linkage.stars import Match, Sharers

FILE: Final = "linkage.sqlite"
_FORMAT: Final = 1
_TABLES: Final = """
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE claims (
  identifier BLOB, system TEXT, subject TEXT, record INTEGER, kind TEXT NOT NULL,
  PRIMARY KEY (identifier, system, subject, record)
) WITHOUT ROWID;
CREATE INDEX claims_of_record ON claims (record);
CREATE INDEX claims_of_subject ON claims (subject);
CREATE TABLE matches (subject TEXT PRIMARY KEY, representative TEXT NOT NULL, kinds TEXT NOT NULL) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class State:
    """How far the index has read the ledger: up to this version; `mark` tells that it is that ledger's.

    `unfinished` are the submissions that could still take back a version already read.
    """

    mark: str
    version: int
    unfinished: tuple[int, ...] = ()


class Index:
    """The open index. All changes of one run are one transaction, which its user ends."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection

    @property
    def state(self) -> State | None:
        """How far it has read; None when it is empty."""
        row = self._sql.execute("SELECT value FROM state WHERE name = 'state'").fetchone()
        if row is None:
            return None
        mark, version, unfinished = json.loads(row[0])
        return State(mark, version, tuple(unfinished))

    @state.setter
    def state(self, state: State) -> None:
        text = json.dumps([state.mark, state.version, state.unfinished])
        self._sql.execute("INSERT OR REPLACE INTO state VALUES ('state', ?)", (text,))

    def clear(self) -> None:
        """Forget everything."""
        for table in ("state", "claims", "matches"):
            self._sql.execute(f"DELETE FROM {table}")  # noqa: S608  # three names of our own

    # claims

    def claims_of(self, record: int) -> set[Claim]:
        """What a record claimed when it was read last."""
        rows = self._sql.execute("SELECT subject, identifier, kind FROM claims WHERE record = ?", (record,))
        return {Claim(*row) for row in rows}

    def replace(self, record: int, system: str, new: Iterable[Claim]) -> None:
        """These are now the claims of a record."""
        self._sql.execute("DELETE FROM claims WHERE record = ?", (record,))
        self._sql.executemany(
            "INSERT OR REPLACE INTO claims VALUES (?, ?, ?, ?, ?)",
            ((c.identifier, system, c.subject, record, c.kind) for c in new),
        )

    def sharers(self, identifier: bytes) -> Sharers | None:
        """Who claims an identifier; of an ambiguous one no more than tells that it is so."""
        found: Sharers | None = None
        rows = self._sql.execute(
            "SELECT DISTINCT system, subject, kind FROM claims WHERE identifier = ?", (identifier,)
        )
        for system, subject, kind in rows:
            found = found or Sharers(kind)
            found.by_system.setdefault(system, set()).add(subject)
            if len(found.by_system[system]) > 1:
                break
        return found

    def identifiers_of(self, subject: str) -> list[bytes]:
        """What a subject claims, in any record."""
        rows = self._sql.execute("SELECT DISTINCT identifier FROM claims WHERE subject = ?", (subject,))
        return [row[0] for row in rows]

    def systems_of(self, subject: str) -> list[str]:
        """Whose records claim something of a subject."""
        return [
            row[0]
            for row in self._sql.execute("SELECT DISTINCT system FROM claims WHERE subject = ?", (subject,))
        ]

    def shared(self) -> Iterator[Sharers]:
        """Every identifier that more than one subject claims."""
        rows = self._sql.execute(
            "SELECT identifier FROM claims GROUP BY identifier HAVING min(subject) <> max(subject)"
        )
        for (identifier,) in rows:
            sharers = self.sharers(identifier)
            if sharers is not None:
                yield sharers

    # matches

    def match(self, subject: str) -> Match | None:
        """The match of a subject, as it was made last."""
        row = self._sql.execute("SELECT * FROM matches WHERE subject = ?", (subject,)).fetchone()
        return None if row is None else Match(row[0], row[1], tuple(json.loads(row[2])))

    def keep(self, matches: Iterable[Match]) -> None:
        """Remember these matches."""
        self._sql.executemany(
            "INSERT OR REPLACE INTO matches VALUES (?, ?, ?)",
            ((m.subject, m.representative, json.dumps(m.kinds)) for m in matches),
        )

    def forget(self, subjects: Iterable[str]) -> None:
        """Forget the matches of these subjects."""
        self._sql.executemany("DELETE FROM matches WHERE subject = ?", ((subject,) for subject in subjects))

    def count(self) -> int:
        """How many matches there are."""
        return int(self._sql.execute("SELECT count(*) FROM matches").fetchone()[0])


@contextmanager
def open_index(directory: Path) -> Iterator[Index]:
    """The index of a data directory, in one transaction: kept when the block ends well, else undone."""
    path = directory / FILE
    try:
        connection = _connect(path)
    except sqlite3.DatabaseError:  # damaged, or of another format
        path.unlink(missing_ok=True)
        connection = _connect(path)
    try:
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            yield Index(connection)
    finally:
        connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    connection = sqlite3.connect(path, timeout=30, isolation_level=None)
    try:
        connection.execute("PRAGMA secure_delete=ON")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            connection.executescript(f"BEGIN; {_TABLES} PRAGMA user_version={_FORMAT}; COMMIT;")
        elif version != _FORMAT or connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("not an index of this format")
    except BaseException:
        connection.close()
        raise
    return connection
