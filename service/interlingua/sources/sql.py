"""Databases: a table or a query as rows of typed cells, streamed, and never changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

from interlingua.errors import Diagnostic, MappingError, Place, SourceError
from interlingua.rml.model import LogicalSource
from interlingua.settings import Settings
from interlingua.sources.base import BadRecord, Batch, RejectsFormat
from interlingua.sources.cells import Cell
from interlingua.sources.sql_where import DatabaseUrl

ROWS: Final = 2000


class Session(Protocol):
    """One open database."""

    @property
    def undecodable(self) -> bool:
        """Whether a text was met whose bytes are not those of its encoding."""

    def prepare(
        self, table: str | None, query: str | None
    ) -> Sequence[tuple[str, Callable[[Any], Cell] | None]]:
        """Get ready to read; the columns, each with what makes cells of its values."""

    def rows(self, count: int) -> Iterator[Sequence[tuple[Any, ...]]]:
        """The rows, some at a time."""

    def close(self) -> None:
        """Hang up."""


def open_database(
    source: LogicalSource, where: Path | DatabaseUrl, *, settings: Settings, label: str | None = None
) -> SqlReader:
    """A reader of a table or a query. Raises SourceError IL-S001, IL-S003, IL-S005, IL-S006."""
    session: Session
    if isinstance(where, DatabaseUrl):
        from interlingua.sources.sql_server import ServerSession

        session = ServerSession(where, settings.database_seconds, source.place)
    else:
        from interlingua.sources.sql_lite import LiteSession

        session = LiteSession(where, settings.database_seconds, source.place)
    try:
        return SqlReader(session, source, label=label or str(where), max_cell=settings.max_cell_bytes)
    except BaseException:
        session.close()
        raise


class SqlReader:
    """The rows of a table or a query; they have no numbers of their own, so they count as they come."""

    size: int | None = None

    def __init__(self, session: Session, source: LogicalSource, *, label: str, max_cell: int) -> None:
        self._session, self._label, self._max_cell = session, label, max_cell
        options = dict(source.options)
        table, query = options.get("table"), options.get("query")
        if (table is None) == (query is None):
            raise MappingError(
                "IL-M006", f"The source {source.name!r} needs a table or a query.", place=source.place
            )
        found = session.prepare(table, query)
        self._columns = tuple(name for name, _ in found)
        self._convert = [convert for _, convert in found]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, as the database says them."""
        return self._columns

    @property
    def rejects(self) -> RejectsFormat:
        """How refused rows are written."""
        return RejectsFormat("table", columns=self._columns)

    def close(self) -> None:
        """Hang up."""
        self._session.close()

    def batches(self, *, keep_raw: bool = False) -> Iterator[Batch]:
        """The rows, with their cells as a JSON array for source form."""
        from interlingua.sources.typed import cells_json

        done = 0
        for some in self._session.rows(ROWS):
            numbers = range(done + 1, done + len(some) + 1)
            done += len(some)
            made = self._cells(some)
            wrong = self._wrong(some, made, numbers.start)
            rows = [list(row) for row in made]
            raws = [cells_json(row) for row in rows] if keep_raw else None
            if not wrong:
                yield Batch(rows, numbers, raws)
                continue
            bad = [BadRecord(n, cells_json(rows[n - numbers.start]), (d,)) for n, d in sorted(wrong.items())]
            kept = [n for n in numbers if n not in wrong]
            yield Batch(
                [rows[n - numbers.start] for n in kept], kept,
                [raws[n - numbers.start] for n in kept] if raws is not None else None, bad,
            )  # fmt: skip

    def _cells(self, some: Sequence[tuple[Any, ...]]) -> list[tuple[Cell, ...]]:
        """Column by column, which is quicker than cell by cell."""
        made = [
            column if convert is None else map(convert, column)
            for convert, column in zip(self._convert, zip(*some, strict=True), strict=True)
        ]
        return list(zip(*made, strict=True))

    def _wrong(
        self, some: Sequence[tuple[Any, ...]], made: Sequence[tuple[Cell, ...]], first: int
    ) -> dict[int, Diagnostic]:
        """The rows with a cell that is too large, or is no text: by number."""
        out: dict[int, Diagnostic] = {}
        for index, name in enumerate(self._columns):
            if max(len(row[index] or "") for row in made) * 4 > self._max_cell:
                for number, row in enumerate(made, first):
                    if len((row[index] or "").encode(errors="surrogateescape")) > self._max_cell:
                        place = Place(file=self._label, row=number, field=name)
                        out.setdefault(
                            number,
                            Diagnostic("IL-R006", f"The cell is over {self._max_cell} bytes.", place=place),
                        )
            if self._session.undecodable:
                from interlingua.sources.sql_lite import Undecodable

                for number, values in enumerate(some, first):
                    if isinstance(values[index], Undecodable):
                        place = Place(file=self._label, row=number, field=name)
                        out[number] = Diagnostic("IL-R004", "The text is not UTF-8.", place=place)
        return out


__all__ = ["DatabaseUrl", "Session", "SourceError", "SqlReader", "open_database"]
