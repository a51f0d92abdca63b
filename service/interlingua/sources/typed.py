"""Rows of typed tables (Parquet, SQL, views) as JSON and back, so that a refused one can be sent again.

A cell is null, a text, a number, true or false, or `{"@value": "2024-01-05", "@type": "http://...#date"}`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from interlingua.errors import Diagnostic, Place, SourceError
from interlingua.sources.base import BadRecord, Batch, JsonBool, JsonNumber, RejectsFormat, TypedText
from interlingua.sources.json_text import to_json
from interlingua.sources.ndjson import NdjsonReader


def cells_json(cells: Sequence[str | None]) -> bytes:
    """A row's source form."""
    return ("[" + ", ".join(map(_written, cells)) + "]").encode("utf-8", "surrogatepass")


def from_json(value: Any) -> list[str | None]:
    """The row that a parsed JSON array is. Raises ValueError for what is none."""
    if not isinstance(value, list):
        raise ValueError("it is no list of cells")
    return [_read(cell) for cell in value]


def _written(cell: str | None) -> str:
    if cell is None:
        return "null"
    if isinstance(cell, (JsonNumber, JsonBool)):
        return str(cell)
    if isinstance(cell, TypedText):
        return json.dumps({"@value": str(cell), "@type": cell.datatype}, ensure_ascii=False)
    return json.dumps(str(cell), ensure_ascii=False)


def _read(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return JsonBool("true" if value else "false")
    if isinstance(value, dict) and value.keys() == {"@value", "@type"}:
        text, datatype = value["@value"], value["@type"]
        if type(text) is str and type(datatype) is str:
            return TypedText(text, datatype)
    raise ValueError("a cell is none of the forms")


def wrong_cells(
    row: Sequence[str | None], columns: Sequence[str], place: Place, max_cell: int
) -> Diagnostic | None:
    """IL-R006 for a cell that is too large."""
    for name, cell in zip(columns, row, strict=False):
        if (
            cell is not None
            and len(cell) * 4 > max_cell
            and len(cell.encode(errors="surrogatepass")) > max_cell
        ):
            at = Place(file=place.file, row=place.row, field=name)
            return Diagnostic("IL-R006", f"The cell is over {max_cell} bytes.", place=at)
    return None


class TypedRejectsReader:
    """The rejects file of a typed table: NDJSON whose lines bring columns and cells."""

    def __init__(self, lines: NdjsonReader, *, label: str, max_cell: int) -> None:
        self._lines, self._label, self._max_cell = lines, label, max_cell
        self.size = lines.size
        self._batches = lines.batches()
        self._first = next(self._batches)
        item = next(iter(self._first.rows), None)
        names = item.get("columns") if isinstance(item, dict) else None
        if not isinstance(names, list) or not all(type(name) is str for name in names):
            raise SourceError("IL-S003", "This is not a rejects file of a table.", place=Place(file=label))
        self.columns = tuple(names)
        self.rejects = RejectsFormat("table", columns=self.columns)

    def close(self) -> None:
        """Release the file."""
        self._lines.close()

    def batches(self, *, keep_raw: bool = False) -> Iterator[Batch]:
        """The rows."""
        yield self._rows(self._first, keep_raw)
        for batch in self._batches:
            yield self._rows(batch, keep_raw)

    def _rows(self, lines: Batch, keep_raw: bool) -> Batch:
        rows: list[Any] = []
        numbers: list[int] = []
        raws: list[bytes] = []
        bad = list(lines.bad)
        for item, number in zip(lines.rows, lines.numbers, strict=True):
            place = Place(file=self._label, row=number)
            try:
                row = from_json(item.get("cells") if isinstance(item, dict) else None)
                if len(row) != len(self.columns):
                    raise ValueError(f"it has {len(row)} cells, the header {len(self.columns)}")
            except ValueError as error:
                why = Diagnostic("IL-R008", f"The line brings no row of the table: {error}.", place=place)
                bad.append(BadRecord(number, to_json(item).encode("utf-8", "surrogatepass"), (why,)))
                continue
            wrong = wrong_cells(row, self.columns, place, self._max_cell)
            raw = cells_json(row)
            if wrong is not None:
                bad.append(BadRecord(number, raw, (wrong,)))
                continue
            rows.append(row)
            numbers.append(number)
            raws.append(raw)
        return Batch(rows, numbers, raws if keep_raw else None, bad, lines.bytes_read)
