"""The tables of the ledger, and how its SQLite file is opened.

Schema version 1. `application_id` marks the file as ours, `user_version` is the schema's version.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    event,
    exc,
)
from sqlalchemy.pool import NullPool
from sqlalchemy.sql.expression import Executable

from interlingua.errors import EnvironmentFailed, LedgerError

APPLICATION_ID: Final = 0x494C4C47
VERSION: Final = 1

metadata = MetaData()

meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

kinds = Table(
    "kinds",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("system", Text, nullable=False),
    Column("type", Text, nullable=False),
    UniqueConstraint("system", "type"),
)

submissions = Table(
    "submissions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Integer, ForeignKey("kinds.number"), nullable=False),
    Column("mode", Text, nullable=False),
    Column("mapping", Text, nullable=False),
    Column("mapping_digest", Text, nullable=False),
    Column("vocabulary", Text, nullable=False),
    Column("side_inputs", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("idempotency_key", Text, unique=True),
    Column("body_hash", Text),
    Column("status", Text, nullable=False),
    Column("counts", Text, nullable=False),
    Column("findings", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("started", Text, nullable=False),
    Column("finished", Text),
)

records = Table(
    "records",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Integer, ForeignKey("kinds.number"), nullable=False),
    Column("key", Text, nullable=False),
    Column("version", Integer),  # the live one; null when withdrawn
    UniqueConstraint("kind", "key"),
)

versions = Table(
    "versions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("record", Integer, ForeignKey("records.number"), nullable=False),
    Column("submission", Integer, ForeignKey("submissions.number"), nullable=False),
    Column("previous", Integer),  # the live one that this one replaced
    Column("outcome", Text, nullable=False),
    Column("row", Integer),
    Column("raw", LargeBinary, nullable=False),
    Column("raw_digest", LargeBinary, nullable=False),
    Column("triples", LargeBinary, nullable=False),
    Column("triples_digest", LargeBinary, nullable=False),
    Column("findings", Text),
    Index("versions_of_record", "record"),
)

items = Table(  # what became of each record of a submission; refused ones with their source form
    "items",
    metadata,
    Column("submission", Integer, ForeignKey("submissions.number"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("row", Integer),
    Column("key", Text),
    Column("outcome", Text, nullable=False),
    Column("record", Integer),
    Column("version", Integer),
    Column("raw", LargeBinary),
    Column("findings", Text),
    sqlite_with_rowid=False,
)

seen = Table(  # the keys of an unfinished submission: for duplicates, and for what a snapshot omits
    "seen",
    metadata,
    Column("submission", Integer, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("raw_digest", LargeBinary, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("conflict", Integer, nullable=False),
    Column("version", Integer),  # the one that the first of them made, or found unchanged
    Column("items", Text, nullable=False),  # the first few: [[number, row], ...]
    Column("total", Integer, nullable=False),
    sqlite_with_rowid=False,
)

counts = Table(  # how many live records say a triple
    "counts",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("records", Integer, nullable=False),
    sqlite_with_rowid=False,
)

deltas = Table(
    "deltas",
    metadata,
    Column("sequence", Integer, primary_key=True),
    Column("submission", Integer, ForeignKey("submissions.number"), nullable=False),
    Column("removes", LargeBinary, nullable=False),
    Column("adds", LargeBinary, nullable=False),
    sqlite_autoincrement=True,  # a sequence number is never used twice
)


def open_engine(path: Path, *, write: bool) -> Engine:
    """An engine whose transactions are immediate (writer) or plain snapshots (readers)."""

    def connect() -> sqlite3.Connection:
        if write and not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))  # the -wal and -shm files inherit the mode
        connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        pragmas = ["PRAGMA synchronous=FULL", "PRAGMA cache_size=-65536", "PRAGMA temp_store=FILE"]
        if write:
            # A checkpoint syncs twice more: let the log grow to 64 MB before one is due.
            pragmas += ["PRAGMA journal_mode=WAL", "PRAGMA wal_autocheckpoint=16384"]
        for pragma in pragmas:
            connection.execute(pragma)
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    begin = "BEGIN IMMEDIATE" if write else "BEGIN"

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def prepare(engine: Engine) -> None:
    """Make the tables in a new file; refuse a file that is not a ledger of this version (IL-L002)."""
    with guarded(), engine.connect() as connection:
        mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if mark == APPLICATION_ID and version == VERSION:
            return
        if mark == APPLICATION_ID:
            raise LedgerError(
                "IL-L002",
                f"The ledger has schema version {version}; this program reads version {VERSION}.",
                hint="Use the version of the program that wrote it.",
            )
        tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
        if mark or tables:
            raise LedgerError("IL-L002", "The file ledger.sqlite was not made by this program.")
        metadata.create_all(connection)
        connection.execute(meta.insert(), {"name": "ledger", "value": os.urandom(16).hex()})
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={VERSION}")
        connection.commit()


@contextmanager
def guarded() -> Iterator[None]:
    """Database errors that a user can mend, as coded ones."""
    try:
        yield
    except exc.DatabaseError as error:
        text = str(error.orig)
        if "full" in text or "readonly" in text or "disk I/O" in text or "unable to open" in text:
            raise EnvironmentFailed("IL-E002", f"The ledger cannot be written: {text}.") from error
        if "locked" in text:
            raise LedgerError("IL-L001", "Another process is writing in this data directory.") from error
        if "not a database" in text or "malformed" in text or "no such table" in text:
            raise LedgerError("IL-L002", f"The file ledger.sqlite cannot be read: {text}.") from error
        raise


def many(connection: Connection, statement: Executable, rows: Sequence[tuple[Any, ...]]) -> None:
    """Run a statement for each tuple of values, in the order in which its parameters stand.

    The same as `connection.execute(statement, [dict, ...])` without building a dict for each row.
    """
    if rows:
        connection.exec_driver_sql(_text(statement, connection.dialect.name), list(rows))


@cache
def _text(statement: Any, dialect: str) -> str:
    from sqlalchemy.dialects import registry

    return str(statement.compile(dialect=registry.load(dialect)()))
