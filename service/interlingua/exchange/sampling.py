"""The first records of JSON and XML sources, and what they tell about a mapping's paths. Bounded in bytes and records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final, cast

from interlingua.errors import Diagnostic, InterlinguaError, Severity, SourceError
from interlingua.exchange.fields import Fields, Sample, empty_iterator
from interlingua.exchange.prepare import driving_source
from interlingua.exchange.xml_fields import XmlFields
from interlingua.exchange.xml_names import beginning, empty_selection
from interlingua.plan.model import source_key

if TYPE_CHECKING:
    from interlingua.rml.model import LogicalSource
    from interlingua.rml.model import Mapping as MappingDocument
    from interlingua.settings import Settings

RECORDS: Final = 1000
BYTES: Final = 16 << 20
_FEW: Final = 50
_JSON: Final = ("json", "ndjson")


class _Bounded:
    """A file that ends after so many bytes."""

    def __init__(self, stream: BinaryIO, limit: int) -> None:
        self._stream, self._left, self.cut = stream, limit, False

    def read(self, size: int = -1, /) -> bytes:
        data = self._stream.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(data)
        if not self._left and self._stream.read(1):
            self.cut = True
        return data

    def close(self) -> None:
        self._stream.close()


def field_findings(
    document: MappingDocument, paths: Mapping[str, Path], settings: Settings
) -> Iterator[Diagnostic]:
    """What `mapping check` can say of JSON and XML. Raises SourceError where a file is not in its format."""
    for sample in samples(document, paths, settings, forms=(*_JSON, "xml")):
        if sample.rows:
            kind = XmlFields if sample.source.formulation == "xml" else Fields
            yield from kind(document, sample).findings()
        elif (wrong := _empty(sample.source, paths, settings, "violation")) is not None:
            yield wrong


def silent_maps(
    document: MappingDocument, paths: Mapping[str, Path], settings: Settings, *, read: int, accepted: int
) -> tuple[Diagnostic, ...]:
    """Warnings after a translation: an iterator that selected nothing, mappings that said nothing.

    A few records are looked at; only where they leave a doubt, more of them. Never raises.
    """
    try:
        return tuple(_silent(document, paths, settings, read, accepted))
    except (InterlinguaError, OSError):
        return ()


def _silent(
    document: MappingDocument, paths: Mapping[str, Path], settings: Settings, read: int, accepted: int
) -> Iterator[Diagnostic]:
    driving = driving_source(document)
    if not read and driving is not None:
        found = _empty(driving, paths, settings, "warning")
        if found is not None:
            yield found
    if not accepted:
        return
    few = samples(document, paths, settings, _FEW)
    if not any(True for sample in few for _ in Fields(document, sample).mute()):
        return
    for sample in samples(document, paths, settings):
        for tm, why, hint in Fields(document, sample).mute():
            message = f"{tm.name!r} made no statement: {why}"
            yield Diagnostic("IL-M018", message, "warning", place=tm.place, mapping=tm.place, hint=hint)


def samples(
    document: MappingDocument, paths: Mapping[str, Path], settings: Settings, records: int = RECORDS,
    *, forms: tuple[str, ...] = _JSON,
) -> Iterator[Sample]:  # fmt: skip
    """The first records of each source of these formats that a rule reads."""
    used: dict[tuple[object, ...], LogicalSource] = {}
    record = [document.record.source] if document.record is not None else []
    for source in (*record, *(tm.source for tm in document.triples_maps)):
        if source.formulation in forms and source.name in paths:
            used.setdefault((source.name, *source_key(source)), source)
    files = [paths[source.name] for source in used.values()]
    for source in used.values():
        path = paths[source.name]
        rows = first_records(source, path, settings, records)
        if rows is not None:
            yield Sample(source, rows, alone=files.count(path) == 1)


def first_records(
    source: LogicalSource, path: Path, settings: Settings, records: int = RECORDS
) -> list[Any] | None:
    """Some records; None where the bound cut the file before the first. Raises SourceError."""
    from interlingua.sources import open_source

    try:
        stream = _Bounded(path.open("rb"), BYTES)
    except OSError:
        open_source(source, path, settings=settings).close()  # says it in our words
        return None
    rows: list[Any] = []
    try:
        with closing(
            open_source(source, cast("BinaryIO", stream), settings=settings, label=str(path))
        ) as reader:
            for batch in reader.batches():
                # an element is taken out of its document: the reader forgets what is over
                rows += map(deepcopy, batch.rows) if source.formulation == "xml" else batch.rows
                if len(rows) >= records:
                    return rows[:records]
    except SourceError:
        if not stream.cut:
            raise
    return None if stream.cut and not rows else rows


def _empty(
    source: LogicalSource, paths: Mapping[str, Path], settings: Settings, severity: Severity
) -> Diagnostic | None:
    if source.formulation == "xml":
        return _empty_xml(source, paths[source.name], settings, severity)
    if source.formulation != "json":
        return None
    whole = first_records(replace(source, iterator="$"), paths[source.name], settings)
    if whole:
        return empty_iterator(source, whole[0], severity)
    message = (
        f"The iterator {source.iterator or '$'} of {source.name!r} selects nothing, so no record is read."
    )
    return Diagnostic("IL-M005", message, severity, place=source.place, mapping=source.place)


def _empty_xml(
    source: LogicalSource, path: Path, settings: Settings, severity: Severity
) -> Diagnostic | None:
    from interlingua.sources.compression import compression_of, unpacked

    packed = compression_of(source, str(path))
    stream: BinaryIO = path.open("rb")
    with closing(
        stream if packed is None else unpacked(stream, packed, label=str(path), settings=settings)
    ) as data:
        return empty_selection(source, beginning(data.read(BYTES)), severity)
