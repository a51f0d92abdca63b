"""Parquet: row groups streamed by pyarrow, cells in their natural datatypes.

Needs the extra `parquet`. What a column holds as a list or a structure is one text of JSON.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO, Final, cast

from interlingua.errors import Place, SourceError
from interlingua.sources.base import BadRecord, Batch, RejectsFormat
from interlingua.sources.cells import cell
from interlingua.sources.typed import cells_json, wrong_cells

ROWS: Final = 5000


class ParquetReader:
    """One Parquet file."""

    def __init__(
        self, stream: BinaryIO, *, label: str, size: int | None = None, max_cell: int = 1 << 20
    ) -> None:
        self._label, self.size, self._max_cell = label, size, max_cell
        place = Place(file=label)
        try:
            import pyarrow
            import pyarrow.parquet
        except ImportError as error:
            raise SourceError(
                "IL-S003", "Parquet needs pyarrow, which is not installed.", place=place,
                hint='pip install "interlingua[parquet]"',
            ) from error  # fmt: skip
        self._faults = (pyarrow.ArrowException, OSError, ValueError)
        self._spool = _seekable(stream)
        if not self._spool.read(1):
            raise SourceError("IL-S002", "The source has no bytes.", place=place)
        self._spool.seek(0)
        try:
            self._file = pyarrow.parquet.ParquetFile(self._spool)
            names = tuple(self._file.schema_arrow.names)
        except self._faults as error:
            raise SourceError(
                "IL-S003", "This is not a Parquet file, or it is damaged.", place=place
            ) from error
        if len(set(names)) < len(names):
            raise SourceError("IL-S004", "The file names a column twice.", place=place)
        self.columns = names

    @property
    def rejects(self) -> RejectsFormat:
        """How refused rows are written."""
        return RejectsFormat("table", columns=self.columns)

    def close(self) -> None:
        """Release the file."""
        self._spool.close()

    def batches(self, *, keep_raw: bool = False) -> Iterator[Batch]:
        """The rows. Raises SourceError IL-S003 where the file is damaged."""
        number = 1
        try:
            for found in self._file.iter_batches(batch_size=ROWS, use_threads=False):
                batch = self._batch(found.columns, found.num_rows, number, keep_raw=keep_raw)
                number += found.num_rows
                batch.bytes_read = found.nbytes
                yield batch
        except self._faults as error:
            place = Place(file=self._label, row=number)
            raise SourceError("IL-S003", "The Parquet file is damaged.", place=place) from error

    def _batch(self, columns: Any, count: int, first: int, *, keep_raw: bool) -> Batch:
        cells = [list(map(cell, column.to_pylist())) for column in columns]
        rows: list[Any] = []
        numbers: list[int] = []
        raws: list[bytes] = []
        bad: list[BadRecord] = []
        for number, values in enumerate(zip(*cells, strict=True) if cells else [()] * count, first):
            row = list(values)
            wrong = wrong_cells(row, self.columns, Place(file=self._label, row=number), self._max_cell)
            if wrong is not None:
                bad.append(BadRecord(number, cells_json(row), (wrong,)))
                continue
            rows.append(row)
            numbers.append(number)
            if keep_raw:
                raws.append(cells_json(row))
        return Batch(rows, numbers, raws if keep_raw else None, bad)


def _seekable(stream: BinaryIO) -> BinaryIO:
    """Parquet is read from its end: what cannot be sought is put aside first."""
    try:
        if stream.seekable() and stream.tell() == 0:
            return stream
    except (AttributeError, OSError):
        pass
    spool = tempfile.TemporaryFile()  # noqa: SIM115  # closed by its reader
    while data := stream.read(1 << 20):
        spool.write(data)
    stream.close()
    spool.seek(0)
    return cast("BinaryIO", spool)
