"""NDJSON: one JSON value a line; and the rejects files of JSON and XLSX sources, which are NDJSON too.

A line `{"_il": {...}, "record": TEXT}` is a refused element given back: its record is `TEXT`.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from typing import Any, BinaryIO, Final

from interlingua.errors import Diagnostic, Place, SourceError
from interlingua.sources.base import BadRecord, Batch, RejectsFormat
from interlingua.sources.json_text import SPACE, Incomplete, explain, fault, value_at

CHUNK: Final = 256 << 10
WRAPPED: Final = b'{"_il":'
"""How each line of a rejects file starts. No writer of records is likely to start one so."""


class NdjsonReader:
    """One NDJSON file or stream. `kind` is the source's declared format: its rejects keep that."""

    columns = None

    def __init__(
        self, stream: BinaryIO, *, label: str, size: int | None = None, max_cell: int = 1 << 20,
        rejects: RejectsFormat | None = None,
    ) -> None:  # fmt: skip
        self._stream, self._label, self.size, self._max_cell = stream, label, size, max_cell
        self.rejects = rejects or RejectsFormat("ndjson")
        self._max_line = 64 * max_cell
        self._row = 1
        self._first = stream.read(CHUNK)
        if not self._first:
            raise SourceError("IL-S002", "The source has no bytes.", place=Place(file=label))
        if self._first.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise SourceError("IL-S003", "NDJSON must be UTF-8; this is UTF-16.", place=Place(file=label))

    def close(self) -> None:
        """Release the file."""
        self._stream.close()

    def batches(self, *, keep_raw: bool = False) -> Iterator[Batch]:
        """The values, some hundred kilobytes of lines at a time."""
        data = self._first.removeprefix(b"\xef\xbb\xbf")
        size = CHUNK
        while data:
            cut = data.rfind(b"\n") + 1
            if cut:
                yield self._lines(data[:cut], keep_raw)
                data, size = data[cut:], CHUNK
            if len(data) > self._max_line:
                data = yield from self._long(data)
                continue
            more = self._stream.read(size)
            size *= 2
            if not more:
                if data:
                    yield self._lines(data, keep_raw)
                return
            data += more

    def _lines(self, block: bytes, keep_raw: bool) -> Batch:
        rows: list[Any] = []
        numbers: list[int] = []
        raws: list[bytes] = []
        bad: list[BadRecord] = []
        for line in block.split(b"\n"):
            raw = line.removesuffix(b"\r")
            if not raw.strip(b" \t\r"):
                continue
            if raw.startswith(WRAPPED):
                raw = unwrap(raw)
            value, wrong = self._parse(raw)
            if wrong is not None:
                bad.append(BadRecord(self._row, raw, (wrong,)))
            else:
                rows.append(value)
                numbers.append(self._row)
                if keep_raw:
                    raws.append(raw)
            self._row += 1
        return Batch(rows, numbers, raws if keep_raw else None, bad, len(block))

    def _parse(self, raw: bytes) -> tuple[Any, Diagnostic | None]:
        place = Place(file=self._label, row=self._row)
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            hint = "Save the file as UTF-8: NDJSON is nothing else."
            return None, Diagnostic("IL-R004", "The line is not utf-8.", place=place, hint=hint)
        try:  # SPACE matches nothing, too
            value, end = value_at(text, SPACE.match(text).end())  # type: ignore[union-attr]
            if SPACE.match(text, end).end() < len(text):  # type: ignore[union-attr]
                return None, Diagnostic(
                    "IL-R008", "Something follows the JSON value of the line.", place=place
                )
        except (ValueError, RecursionError, Incomplete) as error:
            return None, explain(error, 0, place)
        wrong = fault(text, 0, len(text), value, max_cell=self._max_cell)
        return value, Diagnostic(*wrong, place=place) if wrong else None

    def _long(self, data: bytes) -> Generator[Batch, None, bytes]:
        """A line too long to hold: refused in pieces. Returns what follows it."""
        place = Place(file=self._label, row=self._row)
        why: tuple[Diagnostic, ...] = (
            Diagnostic("IL-R006", f"The line is over {self._max_line} bytes.", place=place),
        )
        while b"\n" not in data:
            yield Batch([], [], [], [BadRecord(self._row, data, why)], len(data))
            why = ()
            data = self._stream.read(16 << 20)
            if not data:
                break
        line, _, data = data.partition(b"\n")
        if line:
            yield Batch([], [], [], [BadRecord(self._row, line, why)], len(line))
        self._row += 1
        return data


def unwrap(line: bytes) -> bytes:
    """The record inside a line of a rejects file; the line itself where it is none."""
    try:
        wrapped = json.loads(line)
    except (ValueError, RecursionError):
        return line
    record = wrapped.get("record") if wrapped.keys() == {"_il", "record"} else None
    return record.encode("utf-8", "surrogateescape") if isinstance(record, str) else line
