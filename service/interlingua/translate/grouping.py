"""A reader whose records are groups: the rows of a source gathered by key, in the order of their first row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from interlingua.errors import Diagnostic, Place
from interlingua.sources.base import BadRecord, Batch, Reader, RejectsFormat
from interlingua.translate.faults import Noted
from interlingua.translate.indexes import IN_MEMORY, Index
from interlingua.translate.viewgroups import Group

GROUPS: Final = 1000
"""Groups of one batch."""
Pairs = Callable[[Any, int, list[Noted]], list[tuple[Any, tuple[Any, ...]]]]
Row = tuple[int, bytes, tuple[Any, ...], tuple[Noted, ...]]
"""A row's number, its source form, its values, and what was wrong with them."""


class Groups(Index):
    """Rows by key, in memory or in a file."""

    def __init__(self, limit: int = IN_MEMORY) -> None:
        super().__init__(None, "", limit=limit)

    def all(self) -> Iterator[list[Row]]:
        """The rows of each key."""
        if self._file is None:
            yield from (list(rows) for rows in self._held.values())
        else:
            yield from self._file.groups()


class GroupedReader:
    """Gives groups in place of the records of another reader."""

    def __init__(
        self, reader: Reader, pairs: Pairs, label: str, view: Place | None = None, limit: int = IN_MEMORY
    ) -> None:
        self._reader, self._pairs, self._label, self._view, self._limit = reader, pairs, label, view, limit

    @property
    def columns(self) -> tuple[str, ...] | None:
        """The header of the source."""
        return self._reader.columns

    @property
    def size(self) -> int | None:
        """Bytes of the source."""
        return self._reader.size

    @property
    def rejects(self) -> RejectsFormat:
        """Rows are refused in the form of their source."""
        return self._reader.rejects

    def close(self) -> None:
        """Release the file."""
        self._reader.close()

    def batches(self, *, keep_raw: bool = False) -> Iterator[Batch]:
        """First what cannot be read, while the source is read; then the groups."""
        groups = Groups(self._limit)
        for batch in self._reader.batches(keep_raw=keep_raw):
            bad = [*batch.bad]
            for at, row in enumerate(batch.rows):
                raw = batch.raws[at] if batch.raws is not None else b""
                noted: list[Noted] = []
                found = self._pairs(row, batch.numbers[at], noted)
                if not found and noted:
                    bad.append(self._keyless(batch.numbers[at], raw))
                groups.add(
                    (key, (batch.numbers[at], raw, values, tuple(noted if n == 0 else ())))
                    for n, (key, values) in enumerate(found)
                )
            bad.sort(key=lambda record: record.row)
            yield Batch([], [], bad=bad, bytes_read=batch.bytes_read)
        groups.finish()
        waiting: list[list[Row]] = []
        for rows in groups.all():
            waiting.append(rows)
            if len(waiting) >= GROUPS:
                yield _batch(waiting)
                waiting = []
        yield _batch(waiting)

    def _keyless(self, number: int, raw: bytes) -> BadRecord:
        place = Place(file=self._label, row=number)
        return BadRecord(
            number,
            raw,
            (Diagnostic("IL-R011", "The row has no key, so it belongs to no group.", place=place),),
        )


def _batch(groups: list[list[Row]]) -> Batch:
    rows = [_group(rows) for rows in groups]
    return Batch(rows, [rows[0][0] for rows in groups], raws=[rows[0][1] for rows in groups])


def _group(rows: list[Row]) -> Group:
    made = Group([row[2] for row in rows], [each for row in rows for each in row[3]])
    made.others = [(row[0], row[1]) for row in rows[1:]]
    return made


def grouped_rows(rows: Iterable[Any], pairs: Pairs) -> Iterator[Group]:
    """The groups of rows that are read whole before the run: the parent side of a join."""
    groups = Groups()
    for number, row in enumerate(rows, 1):
        noted: list[Noted] = []
        groups.add((key, (number, b"", values, ())) for key, values in pairs(row, number, noted))
    groups.finish()
    yield from (_group(each) for each in groups.all())
