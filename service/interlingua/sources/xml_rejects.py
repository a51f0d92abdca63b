"""The rejects file of an XML source: NDJSON whose lines bring one document each, the refused element in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from interlingua import xmlpath
from interlingua.errors import Diagnostic, Place
from interlingua.sources.base import BadRecord, Batch, RejectsFormat
from interlingua.sources.json_text import to_json
from interlingua.sources.ndjson import NdjsonReader
from interlingua.sources.xml_iterator import Iterator as Selection


class XmlRejectsReader:
    """Reads it again, as the source that it came from."""

    columns = None

    def __init__(self, lines: NdjsonReader, selection: Selection, *, label: str) -> None:
        self._lines, self._selection, self._label, self.size = lines, selection, label, lines.size

    @property
    def rejects(self) -> RejectsFormat:
        """How refused elements are written."""
        return RejectsFormat("xml")

    def close(self) -> None:
        """Release the file."""
        self._lines.close()

    def batches(self, *, keep_raw: bool = False) -> Iterator[Batch]:
        """The elements."""
        for lines in self._lines.batches():
            rows: list[Any] = []
            numbers: list[int] = []
            raws: list[bytes] = []
            bad = list(lines.bad)
            for item, number in zip(lines.rows, lines.numbers, strict=True):
                text = item.get("xml") if isinstance(item, dict) else None
                row = self._row(text, number) if isinstance(text, str) else None
                if row is None or isinstance(row, Diagnostic):
                    place = Place(file=self._label, row=number)
                    why = row or Diagnostic("IL-R008", "The line brings no `xml`.", place=place)
                    raw = text if isinstance(text, str) else to_json(item)
                    bad.append(BadRecord(number, raw.encode("utf-8", "surrogatepass"), (why,)))
                    continue
                rows.append(row)
                numbers.append(number)
                raws.append(str(text).encode("utf-8", "surrogatepass"))
            yield Batch(rows, numbers, raws if keep_raw else None, bad, lines.bytes_read)

    def _row(self, text: str, number: int) -> Any:
        place = Place(file=self._label, row=number)
        try:
            root = xmlpath.from_text(text)
        except ValueError as error:
            return Diagnostic("IL-R008", f"The record cannot be read: {error}.", place=place)
        found = self._selection.anywhere(root.getroottree())
        if not isinstance(found, list) or not found or isinstance(found[0], str):
            return Diagnostic("IL-R008", "The iterator finds no element in the record.", place=place)
        return found[0]
