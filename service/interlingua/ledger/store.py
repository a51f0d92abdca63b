"""The ledger: what was sent, what became of it, and what the merged graph must therefore hold."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from interlingua.errors import EnvironmentFailed, LedgerError
from interlingua.ledger import faultpoints
from interlingua.ledger.lock import WriterLock
from interlingua.ledger.model import (
    RESERVED_SYSTEMS,
    Delta,
    Incoming,
    Key,
    Outcome,
    Record,
    Reject,
    Submission,
    SubmissionParameters,
    Summary,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from interlingua.ledger.reading import Reading

FILE: Final = "ledger.sqlite"
LOCK: Final = "ledger.lock"
OURS: Final = frozenset({FILE, FILE + "-wal", FILE + "-shm", LOCK, "graph", "generations", "linkage.sqlite"})
"""Names in a data directory that are ours."""


class Ledger:
    """An open ledger. One process writes; any number read. Safe to share between threads.

    Close it, or use it as a context manager.
    """

    def __init__(
        self, directory: Path, writer: Engine | None, reader: Engine, lock: WriterLock | None
    ) -> None:
        self.directory = directory
        self._engine, self._reader, self._lock = writer, reader, lock
        self._mutex = threading.RLock()
        self._running: set[int] = set()
        self._writer: Connection | None = None

    @classmethod
    def open(cls, directory: Path | str, *, write: bool = True, create: bool = True) -> Ledger:
        """Open the ledger of a data directory; make it, unless `create` is false or other files are there.

        Raises IL-L001 (another process writes), IL-L002 (not a ledger), IL-E002 (disk).
        """
        from interlingua.ledger import schema

        directory = Path(directory)
        path = directory / FILE
        if not path.is_file():
            _may_create(directory, create=create and write)
        lock = None
        try:
            if write:
                lock = WriterLock(directory / LOCK)
            writer = schema.open_engine(path, write=True) if write else None
            ledger = cls(directory, writer, schema.open_engine(path, write=False), lock)
            with schema.guarded():
                if writer is not None:
                    schema.prepare(writer)
                    ledger._writer = writer.connect()
                    ledger._mark_interrupted()
                else:
                    schema.prepare(ledger._reader)
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        return ledger

    def close(self) -> None:
        """Release the file and the right to write."""
        with self._mutex:
            if self._writer is not None:
                self._writer.close()
                self._writer = None
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def announce(self, url: str) -> None:
        """Say where this writer takes records, for the error message of a second writer."""
        if self._lock is not None:
            self._lock.announce(url)

    # writing

    def begin(self, parameters: SubmissionParameters) -> Submission:
        """Start a submission, or continue the one with its idempotency key, or its content, that was cut off.

        `replayed` is set when that one is finished: nothing is to be sent. Raises IL-L006, IL-L008, IL-L009.
        """
        if parameters.system in RESERVED_SYSTEMS:
            raise LedgerError("IL-L009", f"The system name {parameters.system!r} is reserved.")
        return self._begin(parameters)

    def commit(self, submission: Submission, batch: Sequence[Incoming]) -> list[Outcome]:
        """Keep some records. When it returns they are on the disk (one fsync a call)."""
        return self._commit(submission, batch)

    def finish(
        self, submission: Submission, *, complete: bool = True, confirm_empty: bool = False
    ) -> Summary:
        """End a submission; a snapshot withdraws what it omits, all in one commit, or nothing (IL-L003).

        `complete` false says that the source was cut short. `confirm_empty` lets an empty snapshot withdraw.
        """
        from interlingua.ledger import submitting

        if submission.replayed:
            return replace(self.submission(submission.id), replayed=True)
        faultpoints.point("receive")
        with self._writing() as connection:
            submitting.finish(connection, submission, _now(), complete=complete, confirm_empty=confirm_empty)
            faultpoints.point("commit.before")
        faultpoints.point("commit.after")
        self._running.discard(submission.number)
        return self.submission(submission.id)

    def abandon(self, submission: Submission) -> None:
        """Leave a submission unfinished: what is committed stays, and it can be continued by sending again."""
        from interlingua.ledger import submitting

        with self._writing() as connection:
            submitting.interrupt(connection, submission.number)
        self._running.discard(submission.number)

    def put_reference(self, system: str, key: Key, ntriples: str, *, type: str = "reference") -> Outcome:
        """Keep one document of a reserved system: the vocabulary, areas, programmes. Blank nodes are named."""
        submission = self._begin(SubmissionParameters(system, type, mapping=system))
        record = Incoming(key, ntriples.encode(), ntriples)
        outcome = self._commit(submission, [record], relabel=True)[0]
        self.finish(submission)
        return outcome

    def replace_references(
        self,
        system: str,
        type: str,
        documents: Iterable[tuple[Key, str]],
        *,
        batch: int = 500,
    ) -> Summary:
        """Make these the only documents of a reserved (system, type): others are withdrawn.

        For what is computed as a whole, links for example. `documents` are pairs of key and N-Triples.
        """
        submission = self._begin(SubmissionParameters(system, type, mode="snapshot", mapping=system))
        some: list[Incoming] = []
        for key, text in documents:
            some.append(Incoming(key, text.encode(), text))
            if len(some) >= batch:
                self._commit(submission, some)
                some = []
        if some:
            self._commit(submission, some)
        return self.finish(submission, confirm_empty=True)

    def change_references(
        self,
        system: str,
        type: str,
        documents: Sequence[tuple[Key, str]],
        *,
        withdrawn: Sequence[Key] = (),
    ) -> Summary:
        """Keep some documents of a reserved (system, type), withdraw others; the rest stays. One commit each."""
        from interlingua.ledger import submitting

        submission = self._begin(SubmissionParameters(system, type, mapping=system))
        if documents:
            self._commit(submission, [Incoming(key, text.encode(), text) for key, text in documents])
        if withdrawn:
            with self._writing() as connection:
                submitting.withdraw(connection, submission, withdrawn)
                faultpoints.point("commit.before")
            faultpoints.point("commit.after")
        return self.finish(submission)

    def recount(self) -> int:
        """Count the triples of the live records anew; give how many counts were wrong and are now right."""
        from interlingua.ledger.counting import Recount, differing, replace_counts
        from interlingua.ledger.reading import Reading

        with self._writing() as connection:
            recount = Recount(connection, "recounted")
            for triples in Reading(connection).live_triples():
                recount.add(triples)
            recount.finish()
            wrong = differing(connection, recount.table)
            if wrong:
                replace_counts(connection, recount.table)
            return wrong

    def _begin(self, parameters: SubmissionParameters) -> Submission:
        from interlingua.ledger import submitting

        with self._writing() as connection:
            submission = submitting.begin(connection, parameters, _now(), frozenset(self._running))
        if not submission.replayed:
            self._running.add(submission.number)
        return submission

    def _commit(
        self, submission: Submission, batch: Sequence[Incoming], *, relabel: bool = False
    ) -> list[Outcome]:
        from interlingua.ledger.batch import Commit, prepare

        faultpoints.point("receive")
        identity = f"{submission.system} {submission.type}"
        prepared = [prepare(record, identity, relabel=relabel) for record in batch]
        with self._writing() as connection:
            outcomes = Commit(connection, submission).run(prepared)
            faultpoints.point("commit.before")
        faultpoints.point("commit.after")
        return outcomes

    def _mark_interrupted(self) -> None:
        from interlingua.ledger import submitting

        with self._writing() as connection:
            submitting.interrupt(connection, None)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        from interlingua.ledger.schema import guarded

        with self._mutex, guarded():
            if self._writer is None:
                raise LedgerError("IL-L001", "This ledger is open for reading only, or closed.")
            with self._writer.begin():
                yield self._writer

    # reading

    @contextmanager
    def read(self) -> Iterator[Reading]:
        """One snapshot of the ledger, for several questions that must agree."""
        from interlingua.ledger.reading import Reading
        from interlingua.ledger.schema import guarded

        with guarded(), self._reader.connect() as connection:
            yield Reading(connection)

    @property
    def position(self) -> int:
        """The sequence number of the last change of the graph; 0 before the first."""
        with self.read() as reading:
            return reading.position

    def submission(self, id: str) -> Summary:
        """A submission and its counts. Raises IL-L005."""
        with self.read() as reading:
            return reading.submission(id)

    def report(self, id: str, *, after: int = 0, limit: int | None = None) -> Iterator[Outcome]:
        """The outcome of each record of a submission."""
        with self.read() as reading:
            yield from reading.report(id, after=after, limit=limit)

    def rejects(self, id: str) -> Iterator[Reject]:
        """The refused records of a submission in their source form."""
        with self.read() as reading:
            yield from reading.rejects(id)

    def live(self, system: str | None = None, type: str | None = None) -> Iterator[Record]:
        """The live records of a (system, type), or of all."""
        with self.read() as reading:
            yield from reading.live(system, type)

    def record(self, id: str) -> Record | None:
        """A record by its opaque id."""
        with self.read() as reading:
            return reading.record(id)

    def find(self, system: str, type: str, key: Key) -> Record | None:
        """A record by its identity."""
        with self.read() as reading:
            return reading.find(system, type, key)

    def deltas(self, after: int = 0) -> Iterator[Delta]:
        """What changed in the graph after a position, in order."""
        with self.read() as reading:
            yield from reading.deltas(after)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _may_create(directory: Path, *, create: bool) -> None:
    """Make the directory. Raises IL-L002 when there is something else in it, or nothing may be made."""
    if not create:
        raise LedgerError("IL-L002", "There is no ledger in this directory.")
    try:
        if not directory.exists():
            directory.mkdir(parents=True, mode=0o700)
        names = {p.name for p in directory.iterdir()}
        others = [name for name in names if name not in OURS and not name.startswith(".")]
    except NotADirectoryError:
        raise LedgerError("IL-L002", "The data directory is a file.") from None
    except OSError as error:
        raise EnvironmentFailed("IL-E002", f"The data directory cannot be made: {error.strerror}.") from error
    if "graph" in names or "generations" in names:
        raise LedgerError(
            "IL-L002",
            "There is a graph here, but its ledger is gone.",
            hint=f"Bring {FILE} back from a backup; to begin anew, give an empty directory.",
        )
    if others:
        raise LedgerError(
            "IL-L002",
            f"The directory has no ledger, but other files ({sorted(others)[0]!r} for example).",
            hint="Give an empty or a new directory.",
        )
