"""From a logical source to an open reader; and which files a mapping may name."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, cast

from interlingua import jsonpath
from interlingua.errors import MappingError, Place, SourceError
from interlingua.rml.encodings import canonical
from interlingua.rml.model import LogicalSource
from interlingua.settings import Settings
from interlingua.sources.base import ByteRange, Reader, RejectsFormat
from interlingua.sources.csv_dialect import dialect
from interlingua.sources.csv_reader import CsvReader
from interlingua.sources.json_reader import JsonReader
from interlingua.sources.ndjson import WRAPPED, NdjsonReader
from interlingua.sources.xlsx import XlsxReader, XlsxRejectsReader


def resolve_path(
    source: LogicalSource, mapping_file: Path, cwd: Path | None = None, allow: Sequence[Path] = ()
) -> Path:
    """The file that a mapping names, links followed.

    It must lie under the mapping's folder, the working directory or one of `allow`, so that a mapping
    from elsewhere cannot read what it likes. Raises MappingError IL-M013; IL-M006 when it names none.
    """
    if not source.path:
        raise MappingError("IL-M006", f"The source {source.name!r} names no file.", place=source.place)
    if "\0" in source.path:
        raise MappingError("IL-M006", "A path cannot hold a NUL character.", place=source.place)
    working = (cwd or Path.cwd()).resolve()
    folder = (working / mapping_file).resolve().parent
    path = ((working if source.root == "working" else folder) / source.path).resolve()
    if not any(path.is_relative_to(root) for root in (folder, working, *(a.resolve() for a in allow))):
        raise MappingError(
            "IL-M013", f"The source {source.path!r} lies outside the mapping's folder and the working directory.",
            place=source.place, hint="Move the file, or widen with --allow-source DIR.",
        )  # fmt: skip
    return path


def compile_path(text: str, place: Place | None = None) -> jsonpath.Path:
    """The path of an iterator. Raises MappingError IL-M006 where it is no JSONPath."""
    try:
        return jsonpath.parse(text)
    except ValueError as error:
        raise MappingError("IL-M006", f"`{text}` is not a JSONPath: {error}.", place=place) from error


def open_source(
    source: LogicalSource,
    where: Path | str | BinaryIO,
    *,
    settings: Settings,
    label: str | None = None,
    part: ByteRange | None = None,
) -> Reader:
    """A reader of `where`: a path, `-` for standard input, or an open binary stream.

    `label` names the source in findings; `part` is one range of a CSV file, for one of several workers.
    A rejects file is recognised by its start, whatever the format of its source.
    Raises SourceError IL-S001 to IL-S004, MappingError for options that make no sense.
    """
    stream, size, name = _open(where, source)
    label = label or name
    try:
        return _reader(source, stream, size, label, settings, part)
    except BaseException:
        stream.close()
        raise


def open_csv(
    source: LogicalSource,
    where: Path | str | BinaryIO,
    *,
    settings: Settings,
    label: str | None = None,
    part: ByteRange | None = None,
) -> CsvReader:
    """`open_source` for a CSV, typed for who wants its `ranges`."""
    reader = open_source(source, where, settings=settings, label=label, part=part)
    if not isinstance(reader, CsvReader):
        raise SourceError("IL-S003", "This is not a CSV source.", place=source.place)
    return reader


def _reader(
    source: LogicalSource, stream: BinaryIO, size: int | None, label: str, settings: Settings, part: ByteRange | None
) -> Reader:  # fmt: skip
    limit = settings.max_cell_bytes
    if source.formulation == "csv":
        return CsvReader(stream, dialect(source), label=label, size=size, max_cell=limit, part=part)
    if source.formulation == "ndjson":
        return NdjsonReader(stream, label=label, size=size, max_cell=limit)
    head, stream = _head(stream)
    again = head.removeprefix(b"\xef\xbb\xbf").startswith(WRAPPED)
    if source.formulation == "xlsx":
        if again:
            lines = NdjsonReader(stream, label=label, size=size, max_cell=64 * limit)
            return XlsxRejectsReader(lines, label=label, max_cell=limit)
        return XlsxReader(stream, source, label=label, size=size, max_cell=limit)
    if again:
        return NdjsonReader(stream, label=label, size=size, max_cell=limit, rejects=RejectsFormat("json"))
    return JsonReader(
        stream,
        compile_path(source.iterator or "$", source.place),
        label=label,
        encoding=canonical(dict(source.options).get("encoding", "utf-8")),
        size=size,
        max_cell=limit,
    )


def _open(where: Path | str | BinaryIO, source: LogicalSource) -> tuple[BinaryIO, int | None, str]:
    if not isinstance(where, (Path, str)):
        return where, None, source.path or source.name
    if str(where) == "-":
        return sys.stdin.buffer, None, "-"
    path = Path(where)
    place = Place(file=str(where))
    try:
        stream = path.open("rb")
        size = path.stat().st_size if path.is_file() else None
    except FileNotFoundError as error:
        raise SourceError(
            "IL-S001", f"The source {source.name!r} was not found at {str(where)!r}.", place=source.place or place,
            hint="Relative paths start at the mapping's folder.",
        ) from error  # fmt: skip
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "the name is not possible"
        raise SourceError("IL-S001", f"The source cannot be opened: {why}.", place=place) from error
    return stream, size, str(where)


class _Again:
    """A stream whose first bytes were read already, and come again."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = head, stream

    def read(self, size: int = -1, /) -> bytes:
        head, self._head = self._head, b""
        return head + self._stream.read(size)

    def close(self) -> None:
        self._stream.close()


def _head(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The first bytes, still to be read."""
    head = b""
    while len(head) < 16 and (data := stream.read(16 - len(head))):
        head += data
    return head, cast("BinaryIO", _Again(head, stream))
