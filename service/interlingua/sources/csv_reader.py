"""CSV, by blocks: the csv module where all is well, record by record where it is not.

A block whose bytes decode, whose quotes close and whose rows have the header's length goes through
`csv.reader` at once. Any other block is taken line by line, and a fault costs its record only.
"""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from typing import Any, BinaryIO, Final

from interlingua.errors import Diagnostic, Place, SourceError
from interlingua.rml.encodings import looks_like_utf8, other_than
from interlingua.sources.base import BadRecord, Batch, ByteRange, RejectsFormat
from interlingua.sources.csv_dialect import Dialect, Transcoder
from interlingua.sources.csv_scan import BLOCK, DONE, QUOTED, Blocks, RecordScanner, ranges
from interlingua.sources.headings import numbered, unique

HELD: Final = 16 << 20
"""A longer record is not held in memory: it is refused, in pieces of this size."""
LONGEST_HEADER: Final = 1 << 20
"""Header, and the lines above it, in bytes."""
RESERVED: Final = "_il_"
"""Columns whose name starts so are a rejects file's own; they are ignored when it is read again."""

_ESCAPED = re.compile("[\udc80-\udcff]")
_UNTEXT = re.compile("[\udc80-\udcff\0]")


class CsvReader:
    """One CSV file or stream. `part` reads one range of a file only (the header is read all the same)."""

    def __init__(
        self,
        stream: BinaryIO,
        dialect: Dialect,
        *,
        label: str,
        size: int | None = None,
        max_cell: int = 1 << 20,
        part: ByteRange | None = None,
    ) -> None:
        self._stream, self._dialect, self._label = stream, dialect, label
        self._max_cell, self._size = max_cell, size
        self._source = Transcoder(stream, dialect.transcode, label) if dialect.transcode else stream
        self._scanner = RecordScanner(dialect.delimiter_bytes, dialect.quote_bytes)
        self._blocks = Blocks(self._source, dialect.quote_bytes)
        # Cells over our own limit are found by us; the module's limit is global and far too small.
        csv.field_size_limit(max(csv.field_size_limit(), 1 << 27))
        self._bom, self._preamble, self._header, self._skipped = b"", b"", b"", b""
        self._top = dialect.top
        self._line = 1
        names = self._read_header()
        own = [i for i, name in enumerate(names) if not name.startswith(RESERVED)]
        self._own = own if len(own) < len(names) else None
        self._lead = len(names) - len(own) if own == list(range(len(names) - len(own), len(names))) else 0
        plain = [names[i] for i in own]
        self._columns = unique(plain)
        self._width = len(own)
        self._least = max((i + 1 for i, name in enumerate(plain) if name.strip()), default=0)
        self._total = len(names)
        self._row = 1
        self._start = len(self._bom) + len(self._preamble) + len(self._header) + len(self._skipped)
        self._note = self._notes()
        if part is not None and not dialect.transcode:
            stream.seek(part.start)
            self._blocks = Blocks(self._source, dialect.quote_bytes, part.end - part.start)
            self._row, self._line = part.row, part.line

    @property
    def columns(self) -> tuple[str, ...]:
        """The header, each name once: `phone[2]` is the second of that name, `#4` the fourth without one."""
        return self._columns

    @property
    def size(self) -> int | None:
        """Bytes in all, if known."""
        return self._size

    @property
    def rejects(self) -> RejectsFormat:
        """How refused rows are written."""
        header = self._header
        if self._own is not None or not header:
            header = self._dialect.write(self._columns)
        elif not header.endswith((b"\n", b"\r")):
            header += b"\n"
        newline = "\r\n" if header.endswith(b"\r\n") else "\n" if header.endswith(b"\n") else "\r"
        return RejectsFormat(
            "csv",
            (self._bom + self._preamble, header + self._skipped),
            encoding=self._dialect.encoding,
            delimiter=self._dialect.delimiter,
            quote=self._dialect.quote,
            newline=newline,
            transcode=self._dialect.transcode,
        )

    def close(self) -> None:
        """Release the file."""
        self._stream.close()

    def ranges(self, target: int) -> Iterator[ByteRange]:
        """Parts of about `target` bytes for parallel readers; one, where the encoding forbids cutting."""
        if self._dialect.transcode or self._top.sign:
            yield ByteRange(self._start, 1 << 62, line=self._line)
            return
        yield from ranges(
            self._stream,
            start=self._start,
            line=self._line,
            quote=self._dialect.quote_bytes,
            delimiter=self._dialect.delimiter_bytes,
            target=target,
        )

    def batches(self, *, keep_raw: bool = False) -> Iterator[Batch]:
        """The rows, a block at a time."""
        while block := self._blocks.next():
            if not self._blocks.whole:
                yield from self._long(block, keep_raw)
                continue
            batch = self._at_once(block, keep_raw)
            if batch is None:
                batch, used = self._by_record(block, keep_raw, final=self._blocks.final)
                if used < len(block):
                    if used == 0:
                        yield from self._long(block, keep_raw)
                        continue
                    self._blocks.put_back(block[used:])
            if batch.rows or batch.bad:
                yield batch

    # -- header ---------------------------------------------------------------------------------

    def _read_header(self) -> list[str]:
        data = self._blocks.head(LONGEST_HEADER)
        place = Place(file=self._label)
        if not data:
            raise SourceError("IL-S002", "The source has no bytes.", place=place)
        data = self._check_start(data, place)
        named = bool(self._top.header) or data.startswith(RESERVED.encode())
        at = 0 if named else self._below(data, 0)
        for _ in range(self._top.header - 1):
            match = re.compile(rb"\r\n|\n|\r").search(data, at)
            if match is None:
                raise SourceError(
                    "IL-S004", f"There is no row {self._top.header} to be the header.", place=place
                )
            at = match.end()
        end = self._scanner.end(data, at)
        raw = data[at:end] if 0 <= end <= LONGEST_HEADER else b""
        if b"\0" in raw:
            raise SourceError("IL-S003", "The file is not text: the header has NUL bytes.", place=place)
        if not raw.strip():
            why = "The header row is empty." if end >= 0 else "A quote in the header is not closed."
            raise SourceError(
                "IL-S004", why, place=place, hint="Set `header` to the row that names the columns."
            )
        try:
            names = self._dialect.parse(raw.decode(self._dialect.encoding))
        except UnicodeDecodeError as error:
            raise SourceError(
                "IL-S003",
                f"The header is not {self._dialect.encoding}.",
                place=place,
                hint=other_than(self._dialect.encoding),
            ) from error
        except csv.Error as error:
            raise SourceError("IL-S004", f"The header cannot be read: {error}.", place=place) from error
        if names[0].startswith(RESERVED) and looks_like_utf8(data, self._dialect.encoding):
            raise SourceError(
                "IL-S003",
                f"This rejects file was saved as UTF-8, and the mapping declares {self._dialect.encoding}.",
                place=place,
                hint=f"Save it as {self._dialect.encoding}, or as UTF-8 with a byte order mark.",
            )
        if not named:
            self._skipped, self._line = data[:at], len(data[:at].splitlines()) + 1
            self._blocks.put_back(data[at:])
            return list(numbered(len(names)))
        below = self._below(data, end)
        self._preamble, self._header, self._skipped = data[:at], raw, data[end:below]
        self._line = len(data[:below].splitlines()) + 1
        self._blocks.put_back(data[below:])
        return names

    def _below(self, data: bytes, at: int) -> int:
        """Where the records begin: behind the rows under the header that are to be skipped."""
        for _ in range(self._top.skip):
            end = self._scanner.end(data, at)
            if end < 0:
                break
            at = end
        return at

    def _notes(self) -> re.Pattern[bytes] | None:
        """What a block with rows that are notes has in it; it may have it without such rows."""
        if not self._top.sign:
            return None
        between = re.escape(self._dialect.delimiter_bytes + self._dialect.quote_bytes + b" \t")
        sign = re.escape(self._top.sign.encode(self._dialect.encoding))
        return re.compile(rb"(?:^|[\r\n])[" + between + rb"]*" + sign)

    def _check_start(self, data: bytes, place: Place) -> bytes:
        if data.startswith(b"\xef\xbb\xbf"):
            # Whatever is declared: an editor saved it anew, and says so. No other encoding begins a text so.
            self._bom, data = data[:3], data[3:]
            self._dialect = replace(self._dialect, encoding="utf-8")
            self._scanner = RecordScanner(self._dialect.delimiter_bytes, self._dialect.quote_bytes)
        elif data.startswith((b"\xff\xfe", b"\xfe\xff")) and not self._dialect.transcode:
            raise SourceError(
                "IL-S003", "The file starts with a UTF-16 byte order mark.", place=place,
                hint="Declare `encoding: utf-16`.",
            )  # fmt: skip
        elif data.startswith(b"PK\x03\x04"):
            raise SourceError(
                "IL-S003", "This is a ZIP file (a workbook?), not CSV.", place=place, hint="Declare xlsx."
            )
        return data

    # -- the good path --------------------------------------------------------------------------

    def _at_once(self, block: bytes, keep_raw: bool) -> Batch | None:
        if b"\0" in block or (self._note is not None and self._note.search(block)):
            return None
        try:
            text = block.decode(self._dialect.encoding)
        except UnicodeDecodeError:
            return None
        reader = self._dialect.reader(StringIO(text, newline=""))
        try:
            rows: list[list[str]] = list(reader)
        except csv.Error:
            return None
        if set(map(len, rows)) != {self._total}:
            return None
        lines = None
        if keep_raw or len(block) > self._max_cell:
            lines = block.splitlines(keepends=True)
            if len(lines) != len(rows) or max(map(len, lines)) > self._max_cell:
                return None
        if self._own is not None:
            if not self._lead:
                return None
            rows = [row[self._lead :] for row in rows]
            if lines is not None and keep_raw:
                lines = [self._dialect.without_lead(raw, self._lead) for raw in lines]
        numbers = range(self._row, self._row + len(rows))
        self._row += len(rows)
        self._line += reader.line_num
        quote = self._dialect.quote_bytes
        plain = b'"' not in block and b"\\" not in block and (not quote or quote not in block)
        return Batch(rows, numbers, lines if keep_raw else None, (), len(block), plain=plain)

    # -- record by record -----------------------------------------------------------------------

    def _by_record(self, block: bytes, keep_raw: bool, *, final: bool) -> tuple[Batch, int]:
        """The batch, and how many bytes of the block it took: all but a record that is not whole."""
        lines = block.splitlines(keepends=True)
        encoding = self._dialect.encoding
        used = 0

        def feed() -> Iterator[str]:
            nonlocal used
            for line in lines:
                used += 1
                yield line.decode(encoding, "surrogateescape")

        feeding = feed()
        reader = self._dialect.reader(feeding)
        out = _Gathered()
        offset, first = 0, 0
        while first < len(lines):
            row: list[str] | None
            unclosed = False
            try:
                row = next(reader)
            except StopIteration:
                break
            except csv.Error:
                row = None
                end = self._scanner.end(block, offset)
                unclosed = end < 0
                if unclosed and not final:
                    break
                end = len(block) if unclosed else end
                while offset + sum(map(len, lines[first:used])) < end:
                    next(feeding)
            raw = b"".join(lines[first:used]) if used - first > 1 else lines[first]
            self._take(out, row, raw, unclosed=unclosed, keep_raw=keep_raw)
            offset += len(raw)
            self._line += used - first
            first = used
        batch = Batch(out.rows, out.numbers, out.raws if keep_raw else None, out.bad, offset)
        return batch, offset

    def _take(
        self, out: _Gathered, row: list[str] | None, raw: bytes, *, unclosed: bool, keep_raw: bool
    ) -> None:
        if row is not None and not row:
            return  # a blank line is no record
        if row is not None and self._top.is_note(row):
            return
        place = Place(file=self._label, line=self._line, row=self._row)
        if row is None:
            code = "IL-R010" if unclosed else "IL-R016"
            what = (
                "The quote of a cell is not closed" if unclosed else "A cell goes on after its closing quote"
            )
            fault: Diagnostic | None = Diagnostic(code, f"{what}.", place=place)
        else:
            if self._own is not None:
                row = self._without_reserved(row)
            fault = self._fault(row, raw, place)
        if self._own is not None:
            raw = self._own_raw(row, raw)
        if fault is not None or row is None:
            assert fault is not None
            for n, piece in enumerate(_pieces(raw)):
                out.bad.append(BadRecord(self._row, piece, () if n else (fault,)))
        else:
            if len(row) != self._width:
                row = [*row[: self._width], *[""] * (self._width - len(row))]
            out.rows.append(row)
            out.numbers.append(self._row)
            if keep_raw:
                out.raws.append(raw)
        self._row += 1

    def _fault(self, row: list[str], raw: bytes, place: Place) -> Diagnostic | None:
        if b"\0" in raw or not raw.isascii():
            for i, cell in enumerate(row):
                if _UNTEXT.search(cell):
                    encoding, other = self._dialect.encoding, _ESCAPED.search(cell) is not None
                    return Diagnostic(
                        "IL-R004",
                        f"The cell is not {encoding}." if other else "The cell holds a NUL byte.",
                        place=self._in(place, i),
                        value=cell,
                        hint=other_than(encoding) if other else None,
                    )
        if len(raw) > self._max_cell:
            for i, cell in enumerate(row):
                if len(cell.encode(errors="surrogateescape")) > self._max_cell:
                    return Diagnostic(
                        "IL-R006", f"The cell is over {self._max_cell} bytes.", place=self._in(place, i)
                    )
        count = len(row)
        if count < self._least or any(row[self._width :]):
            return Diagnostic("IL-R005", f"The row has {count} cells, the header {self._width}.", place=place)
        return None

    def _in(self, place: Place, index: int) -> Place:
        name = self._columns[index] if index < self._width else ""
        return replace(place, field=name or str(index + 1))

    def _without_reserved(self, row: list[str]) -> list[str]:
        if self._lead:
            return row[self._lead :]
        assert self._own is not None
        return [row[i] for i in self._own if i < len(row)] + row[self._total :]

    def _own_raw(self, row: list[str] | None, raw: bytes) -> bytes:
        if self._lead:
            return self._dialect.without_lead(raw, self._lead)
        return raw if row is None else self._dialect.write(row)

    # -- a record longer than a block -----------------------------------------------------------

    def _long(self, data: bytes, keep_raw: bool) -> Iterator[Batch]:
        pos, state = self._scanner.advance(data, final=False)
        held = [data[:pos]]
        rest, length = data[pos:], pos
        while state != DONE and length <= HELD:
            more = self._blocks.read(BLOCK)
            if not more:
                break
            chunk = rest + more
            pos, state = self._scanner.advance(chunk, 0, state, final=False)
            held.append(chunk[:pos])
            rest, length = chunk[pos:], length + pos
        record = b"".join(held)
        if state == DONE or length <= HELD:
            if state == DONE:
                self._blocks.put_back(rest)
            else:
                record += rest
            batch, _ = self._by_record(record, keep_raw, final=True)
            yield batch
            return
        yield from self._very_long(record, rest, state)

    def _very_long(self, record: bytes, rest: bytes, state: int) -> Iterator[Batch]:
        """A record too long to hold: spooled until its end is known, then given in pieces."""
        with tempfile.TemporaryFile() as spool:
            spool.write(record)
            lines = record.count(b"\n")
            while state != DONE:
                more = self._blocks.read(BLOCK)
                chunk = rest + more
                pos, state = self._scanner.advance(chunk, 0, state, final=not more)
                spool.write(chunk[:pos])
                lines += chunk.count(b"\n", 0, pos)
                rest = chunk[pos:]
                if not more:
                    break
            if rest:
                self._blocks.put_back(rest)
            place = Place(file=self._label, line=self._line, row=self._row)
            if state == QUOTED:
                fault = Diagnostic("IL-R010", "The quote of a cell is not closed.", place=place)
            else:
                fault = Diagnostic("IL-R006", f"The row is over {HELD} bytes.", place=place)
            spool.seek(0)
            first = True
            while piece := spool.read(HELD):
                if first and self._own is not None and self._lead:
                    piece = self._dialect.without_lead(piece, self._lead)
                yield Batch([], [], [], [BadRecord(self._row, piece, (fault,) if first else ())], len(piece))
                first = False
            self._row += 1
            self._line += lines


class _Gathered:
    """What one block came to, while it is being taken apart."""

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self.numbers: list[int] = []
        self.raws: list[bytes] = []
        self.bad: list[BadRecord] = []


def _pieces(raw: bytes) -> Iterator[bytes]:
    for start in range(0, max(len(raw), 1), HELD):
        yield raw[start : start + HELD]
