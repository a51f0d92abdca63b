"""What every reader gives: batches of iterations, in order, with what could not be read beside them.

A row of a table is a `list[str]` in the order of `columns`; an element of JSON is the Python value,
whose numbers are `JsonNumber` texts so that no digit is lost. Cells of typed tables (Parquet, SQL, views) are
None, a text, a `JsonNumber`, a `JsonBool` or a `TypedText`. Rows count from 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from interlingua.errors import Diagnostic
from interlingua.jsonpath import JsonNumber as JsonNumber


class JsonBool(str):
    """A true or false, as the text of an xsd:boolean."""

    __slots__ = ()


class TypedText(str):
    """A value whose natural datatype is neither text, JSON number nor boolean; `datatype` is its IRI."""

    datatype: str

    def __new__(cls, text: str, datatype: str) -> TypedText:
        made = super().__new__(cls, text)
        made.datatype = datatype
        return made

    def __reduce__(self) -> tuple[type[TypedText], tuple[str, str]]:
        return TypedText, (str(self), self.datatype)


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record that could not be read: its number, its source form, and why.

    One without diagnostics goes on where the one before it ended: what is too long to be held at
    once (the rest of a file behind an unclosed quote) comes in pieces with one row number.
    """

    row: int
    raw: bytes
    diagnostics: tuple[Diagnostic, ...]


@dataclass(slots=True)
class Batch:
    """Some records in a row. `raws[i]` is the source form of `rows[i]` (None where `keep_raw` is off);
    `numbers[i]` is its row number, `pointers[i]` its JSON Pointer (JSON only, made when asked for).
    `bad` are the unreadable ones among them, in order."""

    rows: Sequence[Any]
    numbers: Sequence[int]
    raws: Sequence[bytes] | None = None
    bad: Sequence[BadRecord] = ()
    bytes_read: int = 0
    pointers: Sequence[str] | None = None
    plain: bool = False
    """No cell holds a quote, a backslash or a line end (tables only): nothing is to be escaped."""


@dataclass(frozen=True, slots=True)
class RejectsFormat:
    """What a rejects file needs to know of its source, so that it can be read again as that source.

    `head` is what stood above the first row of a CSV (byte order mark, title lines, header) as
    `(before the header, header)`; `sheet` and `columns` are of workbooks, `columns` of typed tables (`table`).
    """

    kind: Literal["csv", "json", "ndjson", "xlsx", "xml", "table"]
    head: tuple[bytes, bytes] = (b"", b"")
    encoding: str = "utf-8"
    delimiter: str = ","
    quote: str = '"'
    newline: str = "\n"
    sheet: str | None = None
    columns: tuple[str, ...] = ()
    transcode: str | None = None


@dataclass(frozen=True, slots=True)
class ByteRange:
    """A part of a CSV file that starts and ends where records do: for one worker.

    `row` is the number of its first row, `line` that of its first physical line.
    """

    start: int
    end: int
    row: int = 1
    line: int = 1


class Reader(Protocol):
    """One open source. Iterate `batches()` once."""

    @property
    def columns(self) -> tuple[str, ...] | None:
        """The header of a table (a nameless column is ""); None for JSON."""

    @property
    def size(self) -> int | None:
        """Bytes in all, if known: for progress."""

    @property
    def rejects(self) -> RejectsFormat:
        """How refused records of this source are written."""

    def batches(self, *, keep_raw: bool = False) -> Iterator[Batch]:
        """The records. Raises SourceError when the source as a whole is unusable."""

    def close(self) -> None:
        """Release the file."""
