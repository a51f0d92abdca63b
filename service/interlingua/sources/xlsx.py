"""XLSX and ODS: one sheet, every cell as text: dates in ISO form, whole numbers without `.0`, booleans true/false.

Excel keeps numbers as doubles, so an id of more than 15 digits is lost before it reaches us unless
the cell is text.
"""

from __future__ import annotations

import datetime
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, BinaryIO, Final

from interlingua.errors import Diagnostic, MappingError, Place, SourceError
from interlingua.rml.model import LogicalSource
from interlingua.sources.base import BadRecord, Batch, RejectsFormat
from interlingua.sources.headings import numbered, top, unique
from interlingua.sources.json_text import to_json
from interlingua.sources.ndjson import NdjsonReader

MAX_UNPACKED: Final = 2 << 30
MAX_RATIO: Final = 200
"""A member that unpacks to more than this many times its size (and over 10 MB) is a bomb."""
ROWS: Final = 2000


class XlsxReader:
    """One sheet of a workbook. The rows under the header; wholly empty ones are no records."""

    def __init__(
        self, stream: BinaryIO, source: LogicalSource, *, label: str, size: int | None = None,
        max_cell: int = 1 << 20,
    ) -> None:  # fmt: skip
        self._label, self.size, self._max_cell = label, size, max_cell
        options = dict(source.options)
        self._top = top(source)
        area = cell_range(options["range"], source.place) if "range" in options else None
        data = stream.read()
        stream.close()
        place = Place(file=label)
        if not data:
            raise SourceError("IL-S002", "The source has no bytes.", place=place)
        _check_package(data, place, source.formulation)
        self._sheet, rows = _sheet(data, options.get("sheet"), place)
        self._rows = iter(rows) if area is None else area.of(rows)
        self._columns = self._names(place)

    @property
    def columns(self) -> tuple[str, ...]:
        """The header row, each name once (sources.headings.unique)."""
        return self._columns

    @property
    def rejects(self) -> RejectsFormat:
        """How refused rows are written."""
        return RejectsFormat("xlsx", sheet=self._sheet, columns=self._columns)

    def close(self) -> None:
        """Nothing is held open."""

    def _names(self, place: Place) -> tuple[str, ...]:
        names: list[str] = []
        if not self._top.header:
            held = [[as_text(cell) for cell in row] for row in self._rows]
            self._rows = iter(held[self._top.skip :])
            return numbered(max((len(row) for row in held), default=0))
        for _ in range(self._top.header):
            found = next(self._rows, None)
            if found is None:
                break
            names = [as_text(cell).strip() for cell in found]
        while names and not names[-1]:
            names.pop()
        if not names:
            raise SourceError(
                "IL-S004", f"Row {self._top.header} of the sheet {self._sheet!r} names no columns.", place=place,
                hint="Set `sheet` and `header` to where the columns are named.",
            )  # fmt: skip
        for _ in range(self._top.skip):
            next(self._rows, None)
        return unique(names)

    def batches(self, *, keep_raw: bool = False) -> Iterator[Batch]:
        """The rows. A row's source form is its cells as a JSON array."""
        width = len(self._columns)
        batch = Batch([], [], [] if keep_raw else None, [])
        for number, cells in enumerate(self._rows, 1):
            row = [as_text(cell) for cell in cells]
            while len(row) > width and not row[-1]:
                row.pop()
            if not any(row) or self._top.is_note(row):
                continue
            row += [""] * (width - len(row))
            raw = json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogateescape") if keep_raw else b""
            take(batch, row, number, raw, self._wrong(row, number))
            if len(batch.rows) >= ROWS:
                yield batch
                batch = Batch([], [], [] if keep_raw else None, [])
        if batch.rows or batch.bad:
            yield batch

    def _wrong(self, row: list[str], number: int) -> Diagnostic | None:
        place = Place(file=self._label, row=number, sheet=self._sheet)
        return wrong_row(row, self._columns, place, self._max_cell)


def take(batch: Batch, row: list[str], number: int, raw: bytes, wrong: Diagnostic | None) -> None:
    """Put a row where it belongs."""
    assert isinstance(batch.rows, list)
    assert isinstance(batch.numbers, list)
    assert isinstance(batch.bad, list)
    if wrong is not None:
        full = raw or json.dumps(row, ensure_ascii=False).encode()
        batch.bad.append(BadRecord(number, full, (wrong,)))
        return
    batch.rows.append(row)
    batch.numbers.append(number)
    if isinstance(batch.raws, list):
        batch.raws.append(raw)


def wrong_row(row: list[str], columns: tuple[str, ...], place: Place, max_cell: int) -> Diagnostic | None:
    """Too many cells, or one too large."""
    if len(row) != len(columns):
        return Diagnostic("IL-R005", f"The row has {len(row)} cells, the header {len(columns)}.", place=place)
    if max(map(len, row), default=0) * 4 > max_cell:
        for name, cell in zip(columns, row, strict=True):
            if len(cell.encode(errors="surrogateescape")) > max_cell:
                at = Place(file=place.file, row=place.row, sheet=place.sheet, field=name)
                return Diagnostic("IL-R006", f"The cell is over {max_cell} bytes.", place=at)
    return None


def as_text(cell: Any) -> str:
    """A cell as the text that a CSV of it would hold."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if midnight else cell.isoformat()
    if isinstance(cell, datetime.timedelta):
        return f"PT{cell.total_seconds():g}S"
    return cell.isoformat() if isinstance(cell, (datetime.date, datetime.time)) else str(cell)


class XlsxRejectsReader:
    """The rejects file of a workbook: each line brings its row's cells, its columns, sheet and number."""

    def __init__(self, lines: NdjsonReader, *, label: str, max_cell: int) -> None:
        self._lines, self._label, self._max_cell = lines, label, max_cell
        self.size = lines.size
        self._batches = lines.batches()
        self._first = next(self._batches)
        item = next(iter(self._first.rows), None)
        columns = _texts(item, "columns")
        if columns is None or not isinstance(item, dict):
            raise SourceError("IL-S003", "This is not a rejects file of a workbook.", place=Place(file=label))
        self.columns = tuple(columns)
        about = item.get("_il")
        sheet = about.get("sheet") if isinstance(about, dict) else None
        self.rejects = RejectsFormat("xlsx", sheet=sheet, columns=self.columns)

    def close(self) -> None:
        """Release the file."""
        self._lines.close()

    def batches(self, *, keep_raw: bool = False) -> Iterator[Batch]:
        """The rows."""
        yield self._rows(self._first, keep_raw)
        for batch in self._batches:
            yield self._rows(batch, keep_raw)

    def _rows(self, lines: Batch, keep_raw: bool) -> Batch:
        out = Batch([], [], [] if keep_raw else None, list(lines.bad), lines.bytes_read)
        for item, number in zip(lines.rows, lines.numbers, strict=True):
            cells = _texts(item, "cells")
            place = Place(file=self._label, row=number)
            if cells is None:
                wrong = Diagnostic("IL-R008", "The line brings no cells.", place=place)
                take(out, [], number, to_json(item).encode("utf-8", "surrogateescape"), wrong)
                continue
            raw = json.dumps(cells, ensure_ascii=False).encode("utf-8", "surrogateescape")
            take(out, cells, number, raw, wrong_row(cells, self.columns, place, self._max_cell))
        return out


def _texts(item: Any, name: str) -> list[str] | None:
    found = item.get(name) if isinstance(item, dict) else None
    return found if isinstance(found, list) and all(isinstance(text, str) for text in found) else None


_REFERENCE: Final = re.compile(
    r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6}):\$?([A-Z]{1,3})(?:\$?([1-9]\d{0,6}))?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class CellRange:
    """`B3:H200`, or `B3:H` without an end; rows and columns from 0, the last ones left out."""

    first_row: int
    last_row: int | None
    first_column: int
    last_column: int

    def of(self, rows: Iterator[list[Any]]) -> Iterator[list[Any]]:
        """What of the rows of a sheet lies in it."""
        for row in islice(rows, self.first_row, self.last_row):
            yield row[self.first_column : self.last_column]


def cell_range(text: str, place: Place | None) -> CellRange:
    """A range of cells. Raises MappingError IL-M006."""
    match = _REFERENCE.fullmatch(text.strip())
    made = match and CellRange(
        int(match[2]) - 1, int(match[4]) if match[4] else None, _letters(match[1]) - 1, _letters(match[3])
    )
    if not made or made.first_column >= made.last_column or made.first_row >= (made.last_row or 1 << 30):
        raise MappingError("IL-M006", "`range` must be two cells, as B3:H200 or B3:H.", place=place)
    return made


def _letters(text: str) -> int:
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _check_package(data: bytes, place: Place, form: str = "xlsx") -> None:
    """Refuse what is no workbook, or would unpack to far more than it is. Raises SourceError IL-S003."""
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        hint = "This is an old .xls file; save it as .xlsx." if data.startswith(b"\xd0\xcf\x11\xe0") else None
        raise SourceError(
            "IL-S003", f"This is not an {form.upper()} file.", place=place, hint=hint
        ) from error
    main = "content.xml" if form == "ods" else "xl/workbook.xml"
    if not any(m.filename == main for m in members):
        raise SourceError("IL-S003", f"This is a ZIP file, but not an {form.upper()} workbook.", place=place)
    bomb = any(
        m.file_size > (10 << 20) and m.file_size > MAX_RATIO * max(m.compress_size, 1) for m in members
    )
    if bomb or sum(m.file_size for m in members) > MAX_UNPACKED:
        raise SourceError("IL-S003", "The workbook unpacks to far more than its size: refused.", place=place)


def _sheet(data: bytes, name: str | None, place: Place) -> tuple[str, Iterator[list[Any]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = workbook.sheet_names
        if not names:
            raise SourceError("IL-S003", "The workbook has no sheet.", place=place)
        if name is not None and name not in names:
            raise SourceError(
                "IL-S003",
                f"The workbook has no sheet {name!r}.",
                place=place,
                hint=f"It has: {', '.join(names)}.",
            )
        sheet = workbook.get_sheet_by_name(name if name is not None else names[0])
        return sheet.name, iter(sheet.to_python(skip_empty_area=False))
    except (CalamineError, OSError, ValueError) as error:
        raise SourceError("IL-S003", "The workbook cannot be read; is it damaged?", place=place) from error
