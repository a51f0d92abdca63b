"""Where refused records go: in their source form, with why, readable again as the same source.

CSV: each row's bytes verbatim behind four `_il_` columns (in front, so that they stay aligned
whatever is wrong with the row), under the file's own header with the same four. JSON and NDJSON:
`{"_il": {...}, "record": original text}`; XML the same with `xml`, a document of the element alone. XLSX and
typed tables: NDJSON with columns and cells. Readers ignore `_il_` columns and unwrap such lines.
"""

from __future__ import annotations

import codecs
import json
import tempfile
from collections.abc import Sequence
from types import TracebackType
from typing import IO, Any, BinaryIO, Final

from interlingua.errors import Diagnostic
from interlingua.sources.base import RejectsFormat
from interlingua.sources.csv_dialect import Dialect

COLUMNS: Final = ("_il_row", "_il_code", "_il_column", "_il_message")


class RejectsWriter:
    """Writes refused records to an open binary stream, which it does not close. Close it, or use `with`.

    Values never stand in the message; the record itself stands beside it, so the file is as personal
    as the source.
    """

    def __init__(self, stream: BinaryIO, form: RejectsFormat) -> None:
        self._form = form
        self._out: _CsvRows | _Lines = _CsvRows(stream, form) if form.kind == "csv" else _Lines(stream, form)
        self.count = 0

    def write(self, row: int, raw: bytes, diagnostics: Sequence[Diagnostic]) -> None:
        """One record; one without diagnostics goes on where the one before it ended."""
        if diagnostics:
            self.count += 1
        self._out.write(row, raw, diagnostics)

    def close(self) -> None:
        """Write what was held back: a row with an unclosed quote would swallow all behind it."""
        self._out.close()

    def __enter__(self) -> RejectsWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _CsvRows:
    def __init__(self, stream: BinaryIO, form: RejectsFormat) -> None:
        self._form = form
        self._dialect = Dialect(form.delimiter, form.quote, form.encoding)
        self._newline = form.newline.encode("ascii")
        self._stream = stream
        self._encoder = codecs.getincrementalencoder(form.transcode)("replace") if form.transcode else None
        self._last: IO[bytes] | None = None
        self._to_last = False
        self._ended = True
        before, header = form.head
        self._put(before + self._lead(COLUMNS) + header)

    def write(self, row: int, raw: bytes, diagnostics: Sequence[Diagnostic]) -> None:
        if diagnostics:
            self._to_last = any(d.code == "IL-R010" for d in diagnostics)
            about = _about(row, diagnostics)
            lead = self._lead((str(row), about["code"], about["column"], about["message"]))
            raw = (b"" if self._ended or self._to_last else self._newline) + lead + raw
        if self._to_last:
            if self._last is None:
                self._last = tempfile.SpooledTemporaryFile(1 << 20)  # noqa: SIM115  # closed in close()
            self._last.write(raw)
            return
        self._put(raw)
        self._ended = raw.endswith((b"\n", b"\r"))

    def close(self) -> None:
        if self._last is None:
            return
        if not self._ended:
            self._put(self._newline)
        self._last.seek(0)
        while piece := self._last.read(1 << 20):
            self._put(piece)
        self._last.close()
        self._last = None

    def _lead(self, cells: Sequence[str]) -> bytes:
        return self._dialect.write([*cells, ""]).removesuffix(b"\n")

    def _put(self, data: bytes) -> None:
        if self._encoder is not None:
            data = self._encoder.encode(data.decode("utf-8", "replace"))
        self._stream.write(data)


class _Lines:
    def __init__(self, stream: BinaryIO, form: RejectsFormat) -> None:
        self._stream, self._form = stream, form
        self._part = 1

    def write(self, row: int, raw: bytes, diagnostics: Sequence[Diagnostic]) -> None:
        about: dict[str, Any] = dict(_about(row, diagnostics))
        self._part = 1 if diagnostics else self._part + 1
        if self._part > 1:
            about["part"] = self._part
        line: dict[str, Any] = {"_il": about}
        if self._form.kind == "table":
            self._write_cells(line, raw)
            return
        if self._form.kind == "xlsx":
            about["sheet"] = self._form.sheet
            line["columns"], line["cells"] = list(self._form.columns), json.loads(raw)
        else:
            line["xml" if self._form.kind == "xml" else "record"] = raw.decode("utf-8", "surrogateescape")
        try:
            data = json.dumps(line, ensure_ascii=False).encode()
        except UnicodeEncodeError:  # bytes that were no text: as escapes they come back the same
            data = json.dumps(line).encode()
        self._stream.write(data + b"\n")

    def _write_cells(self, line: dict[str, Any], raw: bytes) -> None:
        """A row of a typed table; its cells stay in their own digits."""
        line["columns"] = list(self._form.columns)
        start = json.dumps(line, ensure_ascii=False).removesuffix("}").encode("utf-8", "surrogatepass")
        self._stream.write(start + b', "cells": ' + raw + b"}\n")

    def close(self) -> None:
        pass


def _about(row: int, diagnostics: Sequence[Diagnostic]) -> dict[str, Any]:
    places = [d.place for d in diagnostics if d.place is not None]
    fields = [p.field or p.pointer or "" for p in places]
    return {
        "row": row,
        "code": _joined([d.code for d in diagnostics]),
        "column": _joined(fields),
        "message": _joined([d.message for d in diagnostics]),
    }


def _joined(texts: Sequence[str]) -> str:
    return "; ".join(dict.fromkeys(" ".join(text.split()) for text in texts if text))
