"""Questions to the ledger, all answered from one snapshot of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, func, select

from interlingua.errors import LedgerError
from interlingua.ledger.canonical import unpack
from interlingua.ledger.model import (
    OUTCOMES,
    Delta,
    Key,
    Kind,
    Outcome,
    OutcomeName,
    Record,
    Reject,
    Summary,
    Version,
    decode_key,
    encode_key,
)
from interlingua.ledger.schema import counts, deltas, items, kinds, meta, records, submissions, versions

_PAGE: Final = 500


class Reading:
    """One snapshot. Made by `Ledger.read()`; use it in that block only."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def connection(self) -> Connection:
        """The connection of the snapshot, for temporary tables beside it."""
        return self._connection

    @property
    def identity(self) -> str:
        """The random name of this ledger: a graph of another ledger is not continued."""
        return str(self._connection.execute(select(meta.c.value).where(meta.c.name == "ledger")).scalar_one())

    @property
    def position(self) -> int:
        """The sequence number of the last delta; 0 before the first."""
        return int(
            self._connection.execute(select(func.coalesce(func.max(deltas.c.sequence), 0))).scalar_one()
        )

    def deltas(self, after: int = 0) -> Iterator[Delta]:
        """The deltas after a position, in order."""
        statement = select(deltas).where(deltas.c.sequence > after).order_by(deltas.c.sequence)
        for row in self._stream(statement):
            yield Delta(row.sequence, unpack(row.removes).decode(), unpack(row.adds).decode())

    def kinds(self) -> list[Kind]:
        """Each (system, type) with the number of its live records."""
        statement = (
            select(kinds.c.system, kinds.c.type, func.count(records.c.version))
            .select_from(kinds.outerjoin(records, records.c.kind == kinds.c.number))
            .group_by(kinds.c.number)
            .order_by(kinds.c.system, kinds.c.type)
        )
        return [Kind(*row) for row in self._connection.execute(statement)]

    # records

    def live(self, system: str | None = None, type: str | None = None) -> Iterator[Record]:
        """The live records of a system and type (of all, without them), by their number in the ledger."""
        statement = _RECORDS.where(records.c.version.is_not(None)).order_by(records.c.number)
        if system is not None:
            statement = statement.where(kinds.c.system == system)
        if type is not None:
            statement = statement.where(kinds.c.type == type)
        for row in self._stream(statement):
            yield _record(row)

    def live_triples(self) -> Iterator[bytes]:
        """The triples of each live record, in the store's form, one a line."""
        statement = select(versions.c.triples).join(records, records.c.version == versions.c.number)
        for row in self._stream(statement):
            yield unpack(row.triples)

    def live_count(self) -> int:
        """How many records are live."""
        return int(self._connection.execute(select(func.count(records.c.version))).scalar_one())

    def triple_count(self) -> int:
        """How many distinct triples the live records say."""
        return int(self._connection.execute(select(func.count()).select_from(counts)).scalar_one())

    def record(self, id: str) -> Record | None:
        """A record by its opaque id."""
        row = self._connection.execute(_RECORDS.where(records.c.id == id)).one_or_none()
        return None if row is None else _record(row)

    def find(self, system: str, type: str, key: Key) -> Record | None:
        """A record by its identity."""
        where = (kinds.c.system == system) & (kinds.c.type == type) & (records.c.key == encode_key(key))
        row = self._connection.execute(_RECORDS.where(where)).one_or_none()
        return None if row is None else _record(row)

    def history(self, id: str) -> list[Version]:
        """Every version of a record, the oldest first; those refused after all are among them."""
        statement = (
            select(*_VERSION)
            .select_from(versions.join(records, records.c.number == versions.c.record))
            .join(submissions, submissions.c.number == versions.c.submission)
            .where(records.c.id == id)
            .order_by(versions.c.number)
        )
        return [_version(row) for row in self._connection.execute(statement)]

    # submissions

    def submission(self, id: str) -> Summary:
        """A submission and its counts. Raises IL-L005."""
        statement = (
            select(submissions, kinds.c.system, kinds.c.type)
            .join(kinds, kinds.c.number == submissions.c.kind)
            .where(submissions.c.id == id)
        )
        row = self._connection.execute(statement).one_or_none()
        if row is None:
            raise LedgerError("IL-L005", "There is no submission with this id.")
        return Summary(
            id=row.id, system=row.system, type=row.type, mode=row.mode, mapping=row.mapping,
            status=row.status, findings=tuple(json.loads(row.findings)), position=row.position,
            counts=json.loads(row.counts) if row.status == "finished" else self.tally(row.number),
            started=row.started, finished=row.finished, source=json.loads(row.source),
        )  # fmt: skip

    def submissions(self, limit: int = 100) -> list[Summary]:
        """The newest submissions."""
        statement = select(submissions.c.id).order_by(submissions.c.number.desc()).limit(limit)
        return [self.submission(row.id) for row in self._connection.execute(statement).all()]

    def tally(self, number: int) -> dict[OutcomeName, int]:
        """How many records of a submission had each outcome."""
        statement = (
            select(items.c.outcome, func.count())
            .where(items.c.submission == number)
            .group_by(items.c.outcome)
        )
        found = {row[0]: int(row[1]) for row in self._connection.execute(statement)}
        return {name: found.get(name, 0) for name in OUTCOMES}

    def report(self, id: str, *, after: int = 0, limit: int | None = None) -> Iterator[Outcome]:
        """The outcome of each record of a submission, in the order sent; withdrawals last."""
        statement = (
            select(items, records.c.id.label("opaque"))
            .select_from(items.outerjoin(records, records.c.number == items.c.record))
            .where(items.c.submission == self._number(id), items.c.number > after)
            .order_by(items.c.number)
            .limit(limit)
        )
        for row in self._stream(statement):
            key = None if row.key is None else decode_key(row.key)
            yield Outcome(row.row, key, row.opaque, row.outcome, _findings(row.findings))

    def rejects(self, id: str) -> Iterator[Reject]:
        """The refused records of a submission in their source form, in the order sent."""
        statement = (
            select(items)
            .where(items.c.submission == self._number(id), items.c.outcome == "refused")
            .order_by(items.c.number)
        )
        for row in self._stream(statement):
            yield Reject(row.row, unpack(row.raw), _findings(row.findings))

    def _number(self, id: str) -> int:
        found = self._connection.execute(select(submissions.c.number).where(submissions.c.id == id))
        number = found.scalar_one_or_none()
        if number is None:
            raise LedgerError("IL-L005", "There is no submission with this id.")
        return int(number)

    def _stream(self, statement: Select[Any]) -> Iterator[Row[Any]]:
        result = self._connection.execution_options(yield_per=_PAGE).execute(statement)
        yield from result


def _findings(text: str | None) -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(text)) if text else ()


_VERSION: Final = (
    versions.c.number, versions.c.outcome, versions.c.row, versions.c.raw, versions.c.triples,
    versions.c.findings, submissions.c.id.label("submission"), submissions.c.mapping,
    submissions.c.mapping_digest, submissions.c.vocabulary, submissions.c.started,
    submissions.c.source,
)  # fmt: skip

_RECORDS: Final = (
    select(records.c.id, kinds.c.system, kinds.c.type, records.c.key, records.c.version, *_VERSION)
    .select_from(records.join(kinds, kinds.c.number == records.c.kind))
    .outerjoin(versions, versions.c.number == records.c.version)
    .outerjoin(submissions, submissions.c.number == versions.c.submission)
)


def _version(row: Any) -> Version:
    return Version(
        row.number, row.submission, row.mapping, row.mapping_digest, row.vocabulary, row.outcome, row.row,
        unpack(row.raw), unpack(row.triples).decode(), _findings(row.findings), row.started,
        json.loads(row.source),
    )  # fmt: skip


def _record(row: Any) -> Record:
    version = None if row.version is None else _version(row)
    return Record(row.id, row.system, row.type, decode_key(row.key), version)
