"""Beginning and ending a submission."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence

from sqlalchemy import Connection, delete, exists, func, insert, select, update

from interlingua.errors import Diagnostic, LedgerError
from interlingua.ledger.batch import Commit
from interlingua.ledger.model import Key, Submission, SubmissionParameters, encode_key
from interlingua.ledger.reading import Reading
from interlingua.ledger.schema import items, kinds, records, seen, submissions

_AT_ONCE = 1000


def begin(
    connection: Connection, parameters: SubmissionParameters, now: str, running: frozenset[int]
) -> Submission:
    """A new submission, or the one that this one repeats."""
    kind = _kind(connection, parameters.system, parameters.type)
    found = _same(connection, parameters, kind, running)
    if found is not None:
        return found
    name = os.urandom(12).hex()
    result = connection.execute(
        insert(submissions).values(
            id=name, kind=kind, mode=parameters.mode, mapping=parameters.mapping,
            mapping_digest=parameters.mapping_digest, vocabulary=parameters.vocabulary,
            side_inputs=json.dumps(parameters.side_inputs), source=json.dumps(dict(parameters.source)),
            idempotency_key=parameters.idempotency_key, body_hash=parameters.body_hash, status="open",
            counts="{}", findings="[]", position=0, started=now, finished=None,
        )
    )  # fmt: skip
    number = result.inserted_primary_key[0]  # type: ignore[index]  # an insert of one row has one
    return Submission(name, number, kind, parameters.system, parameters.type, parameters.mode)


def _kind(connection: Connection, system: str, type_: str) -> int:
    where = (kinds.c.system == system) & (kinds.c.type == type_)
    number = connection.execute(select(kinds.c.number).where(where)).scalar_one_or_none()
    if number is None:
        made = connection.execute(insert(kinds).values(system=system, type=type_))
        number = made.inserted_primary_key[0]  # type: ignore[index]
    return int(number)


def _same(
    connection: Connection, parameters: SubmissionParameters, kind: int, running: frozenset[int]
) -> Submission | None:
    """The submission that this one repeats: by its idempotency key, or cut off and of the same content."""
    if parameters.idempotency_key is not None:
        where = submissions.c.idempotency_key == parameters.idempotency_key
    elif parameters.body_hash is not None:
        where = (submissions.c.body_hash == parameters.body_hash) & (submissions.c.status == "interrupted")
        where &= (submissions.c.kind == kind) & (submissions.c.mode == parameters.mode)
        where &= submissions.c.mapping_digest == parameters.mapping_digest
        where &= submissions.c.side_inputs == json.dumps(parameters.side_inputs)
    else:
        return None
    newest = select(submissions).where(where).order_by(submissions.c.number.desc()).limit(1)
    row = connection.execute(newest).one_or_none()
    if row is None:
        return None
    asked = (kind, parameters.mode, parameters.mapping_digest, parameters.body_hash)
    if (row.kind, row.mode, row.mapping_digest, row.body_hash) != asked:
        raise LedgerError("IL-L006", "This idempotency key came before with other content.")
    if row.number in running:
        raise LedgerError("IL-L008", "The submission with this idempotency key is still running.")
    replayed = row.status == "finished"
    if not replayed:  # what was committed stays; its outcomes are told again as the records come again
        connection.execute(delete(items).where(items.c.submission == row.number))
        connection.execute(delete(seen).where(seen.c.submission == row.number))
        connection.execute(
            update(submissions).where(submissions.c.number == row.number).values(status="open")
        )
    return Submission(row.id, row.number, row.kind, parameters.system, parameters.type, row.mode, replayed)


def finish(
    connection: Connection, submission: Submission, now: str, *, complete: bool, confirm_empty: bool
) -> None:
    """Withdraw what a whole snapshot omits, and close the books of the submission."""
    findings = []
    if submission.mode == "snapshot":
        fault = _not_whole(connection, submission, complete=complete, confirm_empty=confirm_empty)
        if fault is None:
            _withdraw(connection, submission)
        else:
            findings.append(Diagnostic("IL-L003", fault).to_dict())
    connection.execute(delete(seen).where(seen.c.submission == submission.number))
    reading = Reading(connection)
    connection.execute(
        update(submissions)
        .where(submissions.c.number == submission.number)
        .values(
            status="finished", counts=json.dumps(reading.tally(submission.number)),
            findings=json.dumps(findings), position=reading.position, finished=now,
        )
    )  # fmt: skip


def withdraw(connection: Connection, submission: Submission, keys: Sequence[Key]) -> None:
    """Withdraw the records with these keys; one that is not live is passed over."""
    encoded = [encode_key(key) for key in keys]
    for start in range(0, len(encoded), _AT_ONCE):
        live = select(records.c.key, records.c.number, records.c.version).where(
            records.c.kind == submission.kind,
            records.c.version.is_not(None),
            records.c.key.in_(encoded[start : start + _AT_ONCE]),
        )
        gone = [(row.key, row.number, row.version) for row in connection.execute(live)]
        Commit(connection, submission).withdraw(gone)


def interrupt(connection: Connection, number: int | None) -> None:
    """Mark a submission (None: every one that is open) as cut off; what it committed stays."""
    where = submissions.c.status == "open"
    if number is not None:
        where &= submissions.c.number == number
    numbers = list(connection.execute(select(submissions.c.number).where(where)).scalars())
    connection.execute(delete(seen).where(seen.c.submission.in_(numbers)))
    connection.execute(
        update(submissions).where(submissions.c.number.in_(numbers)).values(status="interrupted")
    )


def _not_whole(
    connection: Connection, submission: Submission, *, complete: bool, confirm_empty: bool
) -> str | None:
    of = items.c.submission == submission.number
    if not complete:
        return "The source was cut short, so what it omits was not withdrawn."
    unkeyed = connection.execute(
        select(func.count()).select_from(items).where(of, items.c.key.is_(None))
    ).scalar_one()
    if unkeyed:
        return f"The key of {unkeyed} record(s) could not be read, so what is omitted was not withdrawn."
    if not confirm_empty and connection.execute(select(items.c.number).where(of).limit(1)).first() is None:
        return "The source has no records, so nothing was withdrawn."
    return None


def _withdraw(connection: Connection, submission: Submission) -> None:
    sent = exists().where(seen.c.submission == submission.number, seen.c.key == records.c.key)
    omitted = (
        select(records.c.key, records.c.number, records.c.version)
        .where(records.c.kind == submission.kind, records.c.version.is_not(None), ~sent)
        .order_by(records.c.number)
        .limit(_AT_ONCE)
    )
    last = 0
    while rows := connection.execute(omitted.where(records.c.number > last)).all():
        Commit(connection, submission).withdraw([(row.key, row.number, row.version) for row in rows])
        last = rows[-1].number
