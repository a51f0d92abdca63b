"""SQLite: a file, opened for reading only, whose columns have the types that they were declared with."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from interlingua.errors import Place, SourceError
from interlingua.sources import cells
from interlingua.sources.cells import Cell
from interlingua.sources.sql_names import choose, no_table, reading, table_name

_READING: Final = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE})
_FORBIDDEN: Final = frozenset({"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"})
_STEPS: Final = 20_000
"""Instructions of SQLite between two looks at the clock."""
_NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_VIEW: Final = '"interlingua columns"'
_MIDNIGHT: Final = re.compile(r"(\d{4}-\d\d-\d\d)[ T]00:00(?::00(?:\.0+)?)?")
_AGAIN: Final = re.compile(r":\d+$")

Column = tuple[str, Callable[[Any], Cell]]


class Undecodable(str):
    """A text whose bytes are not UTF-8; they stand in it as surrogates."""


class LiteSession:
    """One SQLite file. Raises SourceError IL-S001, IL-S003, IL-S006."""

    def __init__(self, path: Path, seconds: float, place: Place | None) -> None:
        self._place, self._seconds = place, seconds
        self._deadline = 0.0
        self._trusted = True
        self.undecodable = False
        """Whether a text was met whose bytes are not UTF-8."""
        self._statement = ""
        self._connection = _opened(path, place)
        self._connection.text_factory = self._text
        self._connection.set_authorizer(self._authorise)
        self._connection.set_progress_handler(self._late, _STEPS)

    def _text(self, data: bytes) -> str:
        try:
            return data.decode()
        except UnicodeDecodeError:
            self.undecodable = True
            return Undecodable(data.decode("utf-8", "surrogateescape"))

    def _authorise(self, action: int, _one: str | None, two: str | None, *_: Any) -> int:
        """A query reads tables and calls functions; it attaches no other file and changes nothing."""
        if self._trusted or action in _READING:
            return sqlite3.SQLITE_OK
        if action == sqlite3.SQLITE_FUNCTION and (two or "").lower() not in _FORBIDDEN:
            return sqlite3.SQLITE_OK
        return sqlite3.SQLITE_DENY

    def _late(self) -> bool:
        return time.monotonic() > self._deadline

    @contextmanager
    def _asked(self) -> Iterator[None]:
        """What SQLite says against a statement, as an error of ours."""
        self._deadline = time.monotonic() + self._seconds
        try:
            yield
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
                raise SourceError(
                    "IL-S006", f"The database took over {self._seconds:g} seconds for the next rows.",
                    place=self._place, hint="Narrow the query, or raise INTERLINGUA_DATABASE_SECONDS.",
                ) from None  # fmt: skip
            raise SourceError("IL-S006", f"The database says: {error}.", place=self._place) from None

    def tables(self) -> list[str]:
        """The names of its tables and views."""
        with self._asked():
            found = self._connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
            return [str(name) for (name,) in found]

    def prepare(self, table: str | None, query: str | None) -> tuple[Column, ...]:
        """Get ready to read a table or a query; the columns, each with what makes cells of its values."""
        if query is not None:
            self._statement = reading(query, self._place)
        else:
            assert table is not None
            known = self.tables()
            *schema, name = table_name(table, self._place)
            found = choose(name, known, folds=True)
            if found is None and not schema:
                found = choose(table_name(f'"{table}"', self._place)[0], known, folds=True)
            if found is None:
                raise no_table(table, known, self._place)
            quoted = found.replace('"', '""')
            self._statement = f'SELECT * FROM "{quoted}"'  # noqa: S608  # a name of the database's own, quoted
        return self._columns()

    def _columns(self) -> tuple[Column, ...]:
        """A view knows the declared types of what it selects, which a cursor of Python's does not tell."""
        with self._asked():
            self._connection.execute(f"CREATE TEMP VIEW {_VIEW} AS {self._statement}")
            found = self._connection.execute(f"PRAGMA temp.table_info({_VIEW})").fetchall()
            self._connection.execute(f"DROP VIEW temp.{_VIEW}")
        names = [str(row[1]) for row in found]
        self._trusted = False
        if any(_AGAIN.search(name) for name in names):  # a name that is there twice was numbered
            with self._asked():
                names = [column[0] for column in self._connection.execute(self._statement).description]
        return tuple((name, converter(row[2] or "")) for name, row in zip(names, found, strict=True))

    def rows(self, count: int) -> Iterator[Sequence[tuple[Any, ...]]]:
        """The rows, some at a time."""
        self._trusted = False
        with self._asked():
            cursor = self._connection.execute(self._statement)
        while True:
            with self._asked():
                some = cursor.fetchmany(count)
            if not some:
                return
            yield some

    def close(self) -> None:
        """Release the file."""
        self._connection.close()


def _opened(path: Path, place: Place | None) -> sqlite3.Connection:
    with path.open("rb") as file:
        head = file.read(16)
    if not head:
        raise SourceError("IL-S002", "The source has no bytes.", place=Place(file=str(path)))
    if head != b"SQLite format 3\0":
        raise SourceError(
            "IL-S003", "This is not an SQLite database.", place=Place(file=str(path)),
            hint="Give an SQLite file, or the address of a database: postgresql://host/name.",
        )  # fmt: skip
    uri = path.resolve().as_uri() + "?mode=ro"
    errors: list[sqlite3.Error] = []
    # Of a database in WAL mode in a folder that cannot be written, only the file itself can be read.
    for extra in ("", "&immutable=1"):
        connection = sqlite3.connect(uri + extra, uri=True, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA schema_version").fetchone()
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.Error as error:
            connection.close()
            errors.append(error)
        else:
            return connection
    raise SourceError("IL-S003", f"The SQLite database cannot be read: {errors[0]}.", place=place) from None


def converter(declared: str) -> Callable[[Any], Cell]:
    """What makes cells of a column's values. SQLite's types are hints: a value may be of another class."""
    kind = declared.upper().partition("(")[0].strip()
    if "BOOL" in kind:
        return _boolean
    if "DATETIME" in kind or "TIMESTAMP" in kind:
        return _moment
    if kind == "DATE":
        return _date
    if kind.startswith("TIME"):
        return _time
    if kind in ("DECIMAL", "NUMERIC", "DEC", "NUMBER", "MONEY"):
        return _decimal
    if any(word in kind for word in ("REAL", "FLOA", "DOUB")):
        return _double
    return cells.cell


def _boolean(value: Any) -> Cell:
    if value.__class__ is int and value in (0, 1):
        return cells.boolean(value)
    if value.__class__ is str and value.lower() in ("true", "false"):
        return cells.boolean(value.lower() == "true")
    return cells.cell(value)


def _date(value: Any) -> Cell:
    if value.__class__ is str and (found := _MIDNIGHT.fullmatch(value)):
        return cells.written_date(found[1])
    return _moment(value)


def _moment(value: Any) -> Cell:
    if value.__class__ is not str:
        return cells.cell(value)
    made = cells.written_moment(value)
    return cells.written_date(value) if made is value else made


def _time(value: Any) -> Cell:
    return cells.written_time(value) if value.__class__ is str else cells.cell(value)


def _decimal(value: Any) -> Cell:
    if value.__class__ is int:
        return cells.decimal(str(value))
    if value.__class__ is float or (value.__class__ is str and _NUMBER.fullmatch(value)):
        return cells.decimal(value)
    return cells.cell(value)


def _double(value: Any) -> Cell:
    return cells.double(value) if value.__class__ in (int, float) else cells.cell(value)
