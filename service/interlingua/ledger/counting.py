"""How many live records say each triple, and what a change of records therefore does to the graph."""

from __future__ import annotations

from collections import Counter
from typing import Final

from sqlalchemy import Connection, bindparam
from sqlalchemy.dialects.sqlite import insert

from interlingua.errors import LedgerError
from interlingua.ledger.canonical import digest
from interlingua.ledger.schema import counts, many

_AT_ONCE: Final = 8000  # SQLite takes 32,766 parameters in a statement
_TALLY: Final = 200_000

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
        some = tuple(names[start : start + _AT_ONCE])
        marks = ",".join("?" * len(some))
        sql = f"SELECT digest, records FROM counts WHERE digest IN ({marks})"  # noqa: S608 - marks only
        known.update({row[0]: row[1] for row in connection.exec_driver_sql(sql, some)})
    return known


class Recount:
    """Counts made anew in a temporary table, which spills to disk: `add` texts, then `finish`."""

    def __init__(self, connection: Connection, table: str) -> None:
        assert table.isidentifier()
        self._connection, self.table = connection, table
        self._tally: Counter[bytes] = Counter()
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{table}")
        connection.exec_driver_sql(
            f"CREATE TEMP TABLE {table} (digest BLOB PRIMARY KEY, records INTEGER NOT NULL) WITHOUT ROWID"
        )

    def add(self, triples: bytes) -> None:
        """Count each line of a text of triples in the store's form."""
        self._tally.update(triples.splitlines(keepends=True))
        if len(self._tally) > _TALLY:
            self._flush()

    def finish(self) -> int:
        """Write the rest; give the number of distinct triples."""
        self._flush()
        found = self._connection.exec_driver_sql(f"SELECT count(*) FROM temp.{self.table}")  # noqa: S608
        return int(found.scalar_one())

    def _flush(self) -> None:
        rows = sorted((digest(line), by) for line, by in self._tally.items())
        self._tally.clear()
        if rows:
            self._connection.exec_driver_sql(
                f"INSERT INTO temp.{self.table} (digest, records) VALUES (?, ?) "  # noqa: S608 - our name
                "ON CONFLICT (digest) DO UPDATE SET records = records + excluded.records",
                rows,
            )


def differing(connection: Connection, table: str) -> int:
    """How many triples have another count in the ledger's table than in a recount."""
    sql = (
        f"SELECT (SELECT count(*) FROM temp.{table} r LEFT JOIN counts c USING (digest) "  # noqa: S608
        f"WHERE c.records IS NOT r.records) + (SELECT count(*) FROM counts c LEFT JOIN temp.{table} r "
        "USING (digest) WHERE r.records IS NULL)"
    )
    return int(connection.exec_driver_sql(sql).scalar_one())


def only_in(connection: Connection, table: str, other: str, limit: int) -> tuple[int, set[bytes]]:
    """How many triples are in one recount and not in the other, and the digests of some."""
    rest = f"FROM temp.{table} a LEFT JOIN temp.{other} b USING (digest) WHERE b.records IS NULL"
    number = int(connection.exec_driver_sql(f"SELECT count(*) {rest}").scalar_one())
    some = connection.exec_driver_sql(f"SELECT a.digest {rest} LIMIT {limit:d}") if number else ()
    return number, {row[0] for row in some}


def replace_counts(connection: Connection, table: str) -> None:
    """Put a recount in the place of the ledger's table."""
    connection.exec_driver_sql("DELETE FROM counts")
    connection.exec_driver_sql(
        f"INSERT INTO counts (digest, records) SELECT digest, records FROM temp.{table}"  # noqa: S608
    )
