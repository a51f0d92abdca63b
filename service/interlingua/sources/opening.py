"""From a logical source to an open reader; and which files a mapping may name."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO, cast

from interlingua import jsonpath
from interlingua.errors import MappingError, Place, SourceError
from interlingua.rml.encodings import canonical
from interlingua.rml.model import LogicalSource
from interlingua.settings import Settings
from interlingua.sources.base import ByteRange, Reader, RejectsFormat
from interlingua.sources.compression import compression_of, unpacked
from interlingua.sources.csv_dialect import dialect
from interlingua.sources.csv_reader import CsvReader
from interlingua.sources.json_reader import JsonReader
from interlingua.sources.ndjson import WRAPPED, NdjsonReader
from interlingua.sources.sql_where import DatabaseUrl, given_database, named_database
from interlingua.sources.typed import TypedRejectsReader
from interlingua.sources.xlsx import XlsxReader, XlsxRejectsReader


def resolve_path(
    source: LogicalSource, mapping_file: Path, cwd: Path | None = None, allow: Sequence[Path | str] = ()
) -> Path | DatabaseUrl:
    """The file that a mapping names, links followed; or the database on the network.

    It must lie under the mapping's folder, the working directory or one of `allow`, so that a mapping
    from elsewhere cannot read what it likes. Raises MappingError IL-M013; IL-M006 when it names none.
    """
    working = (cwd or Path.cwd()).resolve()
    folder = (working / mapping_file).resolve().parent
    if source.path and "\0" in source.path:
        raise MappingError("IL-M006", "A path cannot hold a NUL character.", place=source.place)
    if source.formulation == "sql":
        named = named_database(source, folder, working, allow)
        if isinstance(named, DatabaseUrl):
            return named
        path = named.resolve()
    elif not source.path:
        raise MappingError("IL-M006", f"The source {source.name!r} names no file.", place=source.place)
    else:
        path = ((working if source.root == "working" else folder) / source.path).resolve()
    folders = [a.resolve() for a in allow if isinstance(a, Path)]
    if not any(path.is_relative_to(root) for root in (folder, working, *folders)):
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
    A rejects file is recognised by its start, whatever the format of its source. What is compressed is unpacked
    as it is read. Raises SourceError IL-S001 to IL-S004 and IL-S007, MappingError for options that make no sense.
    """
    if source.formulation == "sql":
        return _sql(source, where, settings, label)
    stream, size, name = _open(where, source)
    label = label or name
    packed = compression_of(source, None if name == "-" else name)
    if packed is not None:
        stream, size = unpacked(stream, packed, label=label, settings=settings), None
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
    if source.formulation in ("xlsx", "ods"):
        if again:
            lines = NdjsonReader(stream, label=label, size=size, max_cell=64 * limit)
            return XlsxRejectsReader(lines, label=label, max_cell=limit)
        return XlsxReader(stream, source, label=label, size=size, max_cell=limit)
    if source.formulation == "xml":
        return _xml(source, stream, size, label, limit, again=again)
    if source.formulation == "sparql" and not again:
        from interlingua.sources.rdf_query import RdfQueryReader

        return RdfQueryReader(stream, source, label=label, settings=settings)
    if source.formulation in ("parquet", "sparql"):
        if again:
            lines = NdjsonReader(stream, label=label, size=size, max_cell=64 * limit)
            return TypedRejectsReader(lines, label=label, max_cell=limit)
        from interlingua.sources.parquet import ParquetReader

        return ParquetReader(stream, label=label, size=size, max_cell=limit)
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


def _sql(
    source: LogicalSource, where: Path | str | BinaryIO, settings: Settings, label: str | None
) -> Reader:
    """A database, or a rejects file of one of its tables."""
    from interlingua.sources.sql import open_database

    if isinstance(where, (Path, str)) and str(where) != "-":
        where = given_database(where, source.place)
        if isinstance(where, DatabaseUrl):
            return open_database(source, where, settings=settings, label=label)
    stream, size, name = _open(where, source)
    head, stream = _head(stream)
    if head.removeprefix(b"\xef\xbb\xbf").startswith(WRAPPED):
        limit = settings.max_cell_bytes
        lines = NdjsonReader(stream, label=label or name, size=size, max_cell=64 * limit)
        return TypedRejectsReader(lines, label=label or name, max_cell=limit)
    stream.close()
    if not isinstance(where, Path):
        raise SourceError("IL-S003", "A database cannot be read from a stream.", place=source.place)
    return open_database(source, where, settings=settings, label=label)


def _xml(
    source: LogicalSource, stream: BinaryIO, size: int | None, label: str, limit: int, *, again: bool
) -> Reader:
    from interlingua.sources.xml_iterator import read_iterator
    from interlingua.sources.xml_reader import XmlReader
    from interlingua.sources.xml_rejects import XmlRejectsReader

    options = dict(source.options)
    climb = int(options.get("climb", "0"))
    selection = read_iterator(source.iterator or "/*", source.namespaces, climb, source.place)
    if again:
        lines = NdjsonReader(stream, label=label, size=size, max_cell=64 * limit)
        return XmlRejectsReader(lines, selection, label=label)
    encoding = options.get("encoding")
    declared = canonical(encoding) if encoding is not None else None
    return XmlReader(stream, selection, label=label, encoding=declared, size=size, max_cell=limit)


def _beside(path: Path) -> str:
    """The file of nearly this name that is there."""
    with suppress(OSError):
        near = get_close_matches(path.name, [each.name for each in path.parent.iterdir()], 1, 0.7)
        if near:
            return f"Did you mean {near[0]!r}?"
    return "Relative paths start at the mapping's folder."


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
            hint=_beside(path),
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
