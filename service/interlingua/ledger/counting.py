"""How many live records say each triple, and what a change of records therefore does to the graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, bindparam, select
from sqlalchemy.dialects.sqlite import insert

from interlingua.errors import LedgerError
from interlingua.ledger.canonical import digest
from interlingua.ledger.schema import counts, many

_AT_ONCE: Final = 4000  # SQLite takes 32,766 parameters in a statement

_known = select(counts.c.digest, counts.c.records).where(
    counts.c.digest.in_(bindparam("digests", expanding=True))
)
_insert = insert(counts)
_upsert = _insert.on_conflict_do_update(
    index_elements=[counts.c.digest], set_={"records": _insert.excluded.records}
)
_delete = counts.delete().where(counts.c.digest == bindparam("gone"))


class Change:
    """Triples that records begin to say, and cease to say, in one commit."""

    def __init__(self) -> None:
        self._net: Counter[bytes] = Counter()

    def say(self, triples: bytes) -> None:
        """One more record says these triples (in the store's form)."""
        self._net.update(triples.splitlines(keepends=True))

    def unsay(self, triples: bytes) -> None:
        """One record fewer says these triples."""
        self._net.subtract(triples.splitlines(keepends=True))

    def count(self, connection: Connection) -> tuple[bytes, bytes]:
        """Write the new counts; give the effective removes (1 to 0) and adds (0 to 1)."""
        net = sorted((digest(line), by, line) for line, by in self._net.items() if by)
        known = _counts_of(connection, [entry[0] for entry in net])
        removes, adds, kept, gone = [], [], [], []
        for name, by, line in net:
            before = known.get(name, 0)
            after = before + by
            if after < 0:
                raise LedgerError(
                    "IL-L004",
                    "The count of a triple would fall below nothing.",
                    hint="Run `interlingua ledger verify`.",
                )
            if not before:
                adds.append(line)
            if after:
                kept.append((name, after))
            else:
                removes.append(line)
                gone.append((name,))
        many(connection, _upsert, kept)
        many(connection, _delete, gone)
        return b"".join(sorted(removes)), b"".join(sorted(adds))


def _counts_of(connection: Connection, names: list[bytes]) -> dict[bytes, int]:
    known: dict[bytes, int] = {}
    for start in range(0, len(names), _AT_ONCE):
        rows = connection.execute(_known, {"digests": names[start : start + _AT_ONCE]})
        known.update((name, records) for name, records in rows)
    return known


def recount(connection: Connection, triples: Iterable[bytes], table: str) -> None:
    """Fill a new temporary table `table` (digest, records) from the triples of the live records."""
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{table}")
    connection.exec_driver_sql(
        f"CREATE TEMP TABLE {table} (digest BLOB PRIMARY KEY, records INTEGER NOT NULL) WITHOUT ROWID"
    )
    sql = (
        f"INSERT INTO temp.{table} (digest, records) VALUES (?, ?) "  # noqa: S608 - a name of ours
        "ON CONFLICT (digest) DO UPDATE SET records = records + excluded.records"
    )
    tally: Counter[bytes] = Counter()
    for text in triples:
        tally.update(text.splitlines(keepends=True))
        if len(tally) > 200_000:
            _flush(connection, sql, tally)
    _flush(connection, sql, tally)


def _flush(connection: Connection, sql: str, tally: Counter[bytes]) -> None:
    if tally:
        connection.exec_driver_sql(sql, sorted((digest(line), by) for line, by in tally.items()))
        tally.clear()
