"""PostgreSQL and MySQL through SQLAlchemy: a cursor on the server, in a transaction that only reads.

PostgreSQL gives its values as text, so that no interval, no year and no digit is lost on the way.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from interlingua.errors import EnvironmentFailed, Place, SourceError
from interlingua.rdf.namespaces import XSD
from interlingua.sources import cells
from interlingua.sources.base import JsonNumber, TypedText
from interlingua.sources.cells import Cell
from interlingua.sources.sql_names import choose, no_table, reading, table_name
from interlingua.sources.sql_where import DatabaseUrl

if TYPE_CHECKING:
    from sqlalchemy import Connection, Inspector

CONNECT_SECONDS: Final = 10
Column = tuple[str, Callable[[Any], Cell] | None]


class ServerSession:
    """One connection to a server. Raises SourceError IL-S005, IL-S006; EnvironmentFailed IL-E003."""

    undecodable = False

    def __init__(self, url: DatabaseUrl, seconds: float, place: Place | None) -> None:
        self._url, self._seconds, self._place = url, seconds, place
        self._mysql = url.url.startswith("mysql")
        self._statement = ""
        self._cursor: Any = None
        self._connection = self._connected()

    def _connected(self) -> Connection:
        import sqlalchemy
        from sqlalchemy.pool import NullPool

        limits: dict[str, Any] = {"connect_timeout": CONNECT_SECONDS}
        if self._mysql:
            limits |= {"read_timeout": max(1, round(self._seconds)), "charset": "utf8mb4"}
        try:
            engine = sqlalchemy.create_engine(self._url.url, poolclass=NullPool, connect_args=limits)
        except ModuleNotFoundError as error:
            extra = "mysql" if self._mysql else "postgresql"
            raise EnvironmentFailed(
                "IL-E003", f"The package {error.name} is missing.", hint=f"pip install 'interlingua[{extra}]'"
            ) from None
        except (sqlalchemy.exc.ArgumentError, ValueError):
            raise SourceError(
                "IL-S005", f"{self._url} is not the address of a database.", place=self._place,
                hint="postgresql://user@host:5432/name",
            ) from None  # fmt: skip
        try:
            connection = engine.connect()
            self._limited(connection)
        except sqlalchemy.exc.SQLAlchemyError as error:
            raise SourceError(
                "IL-S005", f"The database {self._url} cannot be reached: {self._reason(error)}.",
                place=self._place, hint="Check host, name, user and password, and that it is up.",
            ) from None  # fmt: skip
        return connection

    def _limited(self, connection: Connection) -> None:
        """Reading only, with a limit of time, and with values in forms that lose nothing."""
        if self._mysql:
            connection.exec_driver_sql("SET SESSION TRANSACTION READ ONLY")
            connection.commit()
            return
        _as_text(connection)
        milliseconds = max(1, round(self._seconds * 1000))
        for setting in (
            f"statement_timeout = {milliseconds}", "default_transaction_read_only = on", "timezone = 'UTC'",
            "datestyle = 'ISO'", "intervalstyle = 'iso_8601'", "bytea_output = 'hex'",
            "extra_float_digits = 1", "client_encoding = 'UTF8'",
        ):  # fmt: skip
            connection.exec_driver_sql(f"SET {setting}")
        connection.commit()  # the settings of a session hold from here on

    def _reason(self, error: BaseException) -> str:
        """What the server says, in one line, without the password."""
        found = getattr(error, "orig", None) or error
        said = getattr(getattr(found, "diag", None), "message_primary", None)
        if said is None:
            said = found.args[1] if self._mysql and len(found.args) > 1 else str(found)
        text = " ".join(str(said).split()).rstrip(".")
        from sqlalchemy.engine import make_url

        password = make_url(self._url.url).password
        return text.replace(str(password), "***") if password else text

    @contextmanager
    def _asked(self, *, rows: bool = False) -> Iterator[None]:
        """What the server says against a statement; of one that failed among rows, no value is told."""
        import sqlalchemy

        driver: Any = self._connection.dialect.dbapi
        try:
            yield
        except (sqlalchemy.exc.SQLAlchemyError, driver.Error) as error:
            state = getattr(getattr(error, "orig", error), "sqlstate", None)
            if state == "57014" or "timed out" in str(error):
                raise SourceError(
                    "IL-S006", f"The database took over {self._seconds:g} seconds for the next rows.",
                    place=self._place, hint="Narrow the query, or raise INTERLINGUA_DATABASE_SECONDS.",
                ) from None  # fmt: skip
            told = f"stopped among the rows (SQLSTATE {state})" if rows else f"says: {self._reason(error)}"
            raise SourceError("IL-S006", f"The database {told}.", place=self._place) from None

    def prepare(self, table: str | None, query: str | None) -> tuple[Column, ...]:
        """Get ready to read a table or a query; the columns, each with what makes cells of its values."""
        if query is not None:
            self._statement = reading(query, self._place)
        else:
            assert table is not None
            self._statement = f"SELECT * FROM {self._table(table)}"  # noqa: S608  # quoted by the dialect
        with self._asked():
            if self._mysql:
                head = f"SELECT * FROM ({self._statement}) AS interlingua LIMIT 0"  # noqa: S608
                description = self._run(head).description
                return tuple((column[0], _mysql(column)) for column in description)
            self._cursor = self._run(self._statement)
            return tuple((c.name, _POSTGRESQL.get(c.type_code)) for c in self._cursor.description)

    def _table(self, written: str) -> str:
        import sqlalchemy

        with self._asked():
            inspector = sqlalchemy.inspect(self._connection)
            *schemas, name = table_name(written, self._place)
            schema = None
            if schemas:
                schema = choose(schemas[-1], inspector.get_schema_names()) or schemas[-1].text
            known = _tables(inspector, schema)
            found = choose(name, known)
            if found is None and not schemas and " " in written:
                found = written if written in known else None
            self._connection.rollback()
        if found is None:
            raise no_table(written, known, self._place)
        quote = self._connection.dialect.identifier_preparer.quote_identifier
        return ".".join(quote(part) for part in (schema, found) if part is not None)

    def _run(self, statement: str) -> Any:
        """Run a statement as it is, behind a cursor on the server: rows come as they are asked for."""
        driver: Any = self._connection.connection.driver_connection
        if self._mysql:
            from pymysql.cursors import SSCursor

            cursor = driver.cursor(SSCursor)
        else:
            cursor = driver.cursor(name="interlingua")
        cursor.execute(statement)
        return cursor

    def rows(self, count: int) -> Iterator[Sequence[tuple[Any, ...]]]:
        """The rows, some at a time."""
        if self._cursor is None:
            with self._asked():
                self._cursor = self._run(self._statement)
        while True:
            with self._asked(rows=True):
                some = self._cursor.fetchmany(count)
            if not some:
                return
            yield some

    def close(self) -> None:
        """Hang up; what the server has not yet sent is not waited for."""
        engine = self._connection.engine
        self._connection.invalidate()
        self._connection.close()
        engine.dispose()


def _tables(inspector: Inspector, schema: str | None) -> list[str]:
    found = [*inspector.get_table_names(schema), *inspector.get_view_names(schema)]
    with suppress(NotImplementedError):
        found += inspector.get_materialized_view_names(schema)
    return found


# -- PostgreSQL -------------------------------------------------------------------------------------------


def _as_text(connection: Connection) -> None:
    """Every value of this connection comes as the text that the server writes."""
    import psycopg
    from psycopg.types.string import TextLoader

    driver: Any = connection.connection.driver_connection
    for known in psycopg.postgres.types:
        driver.adapters.register_loader(known.oid, TextLoader)
        if known.array_oid:
            driver.adapters.register_loader(known.array_oid, TextLoader)


def _present(convert: Callable[[str], Cell]) -> Callable[[Any], Cell]:
    return lambda value: None if value is None else convert(value)


_POSTGRESQL: Final[dict[int, Callable[[Any], Cell]]] = {
    16: _present(lambda text: cells.boolean(text == "t")),
    17: _present(lambda text: TypedText(text.removeprefix("\\x").upper(), XSD + "hexBinary")),
    20: _present(JsonNumber), 21: _present(JsonNumber), 23: _present(JsonNumber), 26: _present(JsonNumber),
    700: _present(cells.double), 701: _present(cells.double), 1700: _present(cells.decimal),
    1082: _present(cells.written_date), 1083: _present(cells.written_time), 1266: _present(cells.written_time),
    1114: _present(cells.written_moment), 1184: _present(cells.written_moment),
}  # fmt: skip
"""By the numbers of the types (pg_type.oid), which are fixed. All others are texts."""


# -- MySQL ------------------------------------------------------------------------------------------------

_TINY, _TIME, _BIT = 1, 11, 16


def _mysql(column: Sequence[Any]) -> Callable[[Any], Cell]:
    """BOOLEAN is TINYINT(1) there; a TIME is a timedelta to the driver, and a BIT bytes."""
    code, width = column[1], column[3]
    if code == _TINY and width == 1:
        return lambda value: None if value is None else cells.boolean(value)
    if code == _TIME:
        return _clock
    if code == _BIT:
        return _present(lambda value: cells.integer(int.from_bytes(value, "big")))  # type: ignore[arg-type]
    return cells.cell


def _clock(value: Any) -> Cell:
    if isinstance(value, datetime.timedelta) and datetime.timedelta() <= value < datetime.timedelta(days=1):
        midnight = datetime.datetime(1, 1, 1)  # noqa: DTZ001  # a time of day has no zone
        return cells.time((midnight + value).time())
    return cells.cell(value)
