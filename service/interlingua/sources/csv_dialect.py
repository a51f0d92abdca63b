"""How one CSV is written: delimiter, quote, encoding, header row. Declared by the mapping, never guessed."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, Any, BinaryIO

from interlingua.errors import MappingError, Place, SourceError
from interlingua.rml import encodings
from interlingua.rml.model import LogicalSource
from interlingua.sources.headings import FIRST_ROW, Top, top

if TYPE_CHECKING:
    from _csv import Reader as CsvModuleReader

_NAMED = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " "}


@dataclass(frozen=True, slots=True)
class Dialect:
    """`encoding` is what the blocks are in; `transcode` the file's own, where that keeps no ASCII bytes."""

    delimiter: str = ","
    quote: str = '"'
    encoding: str = "utf-8"
    top: Top = FIRST_ROW
    transcode: str | None = None

    @property
    def delimiter_bytes(self) -> bytes:
        """The delimiter as it stands in the file."""
        return self.delimiter.encode(self.encoding)

    @property
    def quote_bytes(self) -> bytes:
        """The quote as it stands in the file; none when nothing is quoted."""
        return self.quote.encode("ascii")

    def reader(self, lines: Iterable[str]) -> CsvModuleReader:
        """A strict csv.reader over `lines`."""
        options: dict[str, Any] = {"delimiter": self.delimiter, "strict": True}
        if self.quote:
            options["quotechar"] = self.quote
        else:
            options["quoting"] = csv.QUOTE_NONE
        return csv.reader(lines, **options)

    def parse(self, text: str) -> list[str]:
        """The cells of one row."""
        return next(iter(self.reader(StringIO(text, newline=""))), [])

    def write(self, cells: Sequence[str], newline: str = "\n") -> bytes:
        """One row, quoted where it must be; what the encoding cannot say is escaped."""
        out = StringIO()
        if self.quote:
            writer = csv.writer(out, delimiter=self.delimiter, quotechar=self.quote, lineterminator=newline)
            writer.writerow(cells)
        else:
            stops = re.compile(f"[{re.escape(self.delimiter)}\r\n]")
            out.write(self.delimiter.join(stops.sub(" ", cell) for cell in cells) + newline)
        return _encode(out.getvalue(), self.encoding)

    def without_lead(self, raw: bytes, count: int) -> bytes:
        """A row's bytes without its first `count` cells."""
        d, q = re.escape(self.delimiter_bytes), re.escape(self.quote_bytes)
        plain = b"[^\r\n" + d + b"]*" if len(self.delimiter_bytes) == 1 else b".*?"
        cell = (b"(?:" + q + b"(?:[^" + q + b"]|" + q + q + b")*" + q + b"|" + plain + b")") if q else plain
        match = re.match(b"(?:" + cell + d + b"){%d}" % count, raw)
        return raw[match.end() :] if match else raw


def dialect(source: LogicalSource) -> Dialect:
    """The dialect that a source's options declare. Raises MappingError for what is not possible."""
    options = dict(source.options)
    encoding, transcode = _encoding(options.get("encoding", "utf-8"), source.place)
    delimiter = options.get("delimiter", ",")
    delimiter = _NAMED.get(delimiter.lower(), delimiter)
    if len(delimiter) != 1 or delimiter in '\r\n"\0':
        raise MappingError("IL-M006", "`delimiter` must be one character.", place=source.place)
    quote = options.get("quote", '"')
    quote = "" if quote.lower() in ("none", "") else quote
    if len(quote) > 1 or not quote.isascii() or (quote and quote in f"\r\n\0{delimiter}"):
        raise MappingError("IL-M006", "`quote` must be one ASCII character, or none.", place=source.place)
    how = top(source)
    try:
        delimiter.encode(encoding)
    except UnicodeEncodeError as error:
        raise MappingError("IL-M006", f"`delimiter` is not in {encoding}.", place=source.place) from error
    return Dialect(delimiter, quote, encoding, how, transcode)


def _encoding(name: str, place: Place | None) -> tuple[str, str | None]:
    try:
        found = encodings.canonical(name)
        keeps_ascii = bytes(range(128)).decode(found) == "".join(map(chr, range(128)))
    except (LookupError, UnicodeError) as error:
        if isinstance(error, LookupError):
            raise MappingError(
                "IL-M006",
                f"The encoding {name!r} is not known.",
                place=place,
                hint=encodings.suggestion(name),
            ) from error
        keeps_ascii = False
    if found == "utf-8-sig":
        found = "utf-8"
    return (found, None) if keeps_ascii else ("utf-8", found)


def _encode(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding, "surrogateescape")
    except UnicodeEncodeError:
        return text.encode(encoding, "backslashreplace")


class Transcoder:
    """Reads a file whose encoding does not keep ASCII bytes (UTF-16, EBCDIC) as UTF-8."""

    def __init__(self, stream: BinaryIO, encoding: str, label: str) -> None:
        self._stream, self._label, self._encoding = stream, label, encoding
        self._decoder = codecs.getincrementaldecoder(encoding)("strict")
        self._begun = False

    def read(self, size: int, /) -> bytes:
        """About `size` bytes of UTF-8. Raises SourceError IL-S003 where the file is not in its encoding."""
        while True:
            data = self._stream.read(size)
            if not self._begun and data.startswith(codecs.BOM_UTF8):
                # An editor saved it anew, and says so: UTF-16 and EBCDIC never begin with these bytes.
                self._decoder = codecs.getincrementaldecoder("utf-8")("strict")
            self._begun = True
            try:
                text = self._decoder.decode(data, final=not data)
            except UnicodeError as error:  # also of a codec that misses its byte order mark
                raise SourceError(
                    "IL-S003", f"The file is not {self._encoding}.", place=Place(file=self._label),
                    hint=encodings.other_than(self._encoding),
                ) from error  # fmt: skip
            if text or not data:
                return text.removeprefix("\ufeff").encode() if text[:1] == "\ufeff" else text.encode()
