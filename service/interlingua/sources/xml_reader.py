"""XML as a stream: the elements that an iterator selects, while all that was read is forgotten.

A document type declaration is refused before it is read, nothing is fetched, no entity is expanded beyond
the five of XML, and libxml2's limits of depth (256) and length of a text (10 MB) hold. XML 1.0 makes a
fault of form fatal: "the processor must not continue normal processing" (1.2), so that it ends the source.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final, overload

from interlingua import xmlpath
from interlingua.errors import Diagnostic, Place, SourceError
from interlingua.sources.base import BadRecord, Batch, RejectsFormat
from interlingua.sources.xml_iterator import Iterator as Selection
from interlingua.sources.xml_iterator import Step

CHUNK: Final = 256 << 10


class Pointers(Sequence[str]):
    """Where the rows of a batch are: the path to what was held, and from there, put together when asked for."""

    __slots__ = ("_parts",)

    def __init__(self, parts: list[tuple[str, Any, Any]]) -> None:
        self._parts = parts

    def __len__(self) -> int:
        return len(self._parts)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [base + xmlpath.below(unit, row) for base, unit, row in self._parts[index]]
        base, unit, row = self._parts[index]
        return base + xmlpath.below(unit, row)


@dataclass(slots=True)
class _Open:
    """An element that has begun: which steps its children may be, and how many of each name it has had."""

    element: Any
    pointer: str
    steps: frozenset[int]
    counts: dict[str, int] = field(default_factory=dict)
    unit: _Unit | None = None


@dataclass(slots=True)
class _Unit:
    """An element that is held until it ends."""

    element: Any
    pointer: str
    begun: int
    ended: bool = False


class XmlReader:
    """One XML document."""

    columns = None

    def __init__(
        self, stream: BinaryIO, selection: Selection, *, label: str, encoding: str | None = None,
        size: int | None = None, max_cell: int = 1 << 20,
    ) -> None:  # fmt: skip
        self._stream, self._selection, self._label, self.size = stream, selection, label, size
        self._max_cell, self._encoding = max_cell, encoding
        self._limit = 64 * max_cell
        self._row = 1
        self._seen = 0
        first, root = self._head()
        self._steps: tuple[Step, ...] = selection.steps or (Step(None),)
        tags = selection.tags if selection.steps else ()
        self._parser = _pull_parser(encoding, None if tags is None else (*tags, root))
        self._first = first
        self._root: Any = None
        self._stack: list[_Open] = []
        self._units: list[_Unit] = []
        self._last: Any = None
        self._named = tags is not None

    @property
    def rejects(self) -> RejectsFormat:
        """How refused elements are written."""
        return RejectsFormat("xml")

    def close(self) -> None:
        """Release the file."""
        self._stream.close()

    def batches(self, *, keep_raw: bool = False) -> Iterator[Batch]:
        """The elements, some hundred kilobytes of the document at a time. Raises SourceError IL-S003, IL-S007."""
        from lxml import etree

        try:
            for data in self._chunks():
                self._parser.feed(data)
                self._seen += len(data)
                yield from self._ready(len(data), keep_raw)
                self._forget()
            self._parser.close()
        except etree.XMLSyntaxError as error:
            yield from self._ready(0, keep_raw)
            raise self._broken(error) from error
        yield from self._ready(0, keep_raw)

    # -- the document ---------------------------------------------------------------------------

    def _head(self) -> tuple[list[bytes], str]:
        """The first bytes, and the name of the root; a DTD is refused before it is parsed."""
        from lxml import etree

        head = _Head()
        options = {key: value for key, value in xmlpath.SAFE.items() if key != "recover"}
        parser = etree.XMLParser(target=head, encoding=self._encoding, **options)
        taken: list[bytes] = []
        try:
            while data := self._stream.read(4096):
                taken.append(data)
                parser.feed(data)
                if head.root is not None or head.has_dtd:
                    break
        except _Found:
            pass
        except etree.XMLSyntaxError as error:
            if head.root is None and not head.has_dtd:
                raise self._broken(error) from error
        if not taken:
            raise SourceError("IL-S002", "The source has no bytes.", place=Place(file=self._label))
        if head.has_dtd:
            raise SourceError(
                "IL-S003", "The document has a document type declaration (<!DOCTYPE>), which is refused.",
                place=Place(file=self._label), hint="Remove it: a DTD can make a document grow without end.",
            )  # fmt: skip
        if head.root is None:
            raise SourceError(
                "IL-S003", "The document has no element.", place=Place(file=self._label), hint="Is it XML?"
            )
        return taken, head.root

    def _chunks(self) -> Iterator[bytes]:
        yield from self._first
        self._first = []
        while data := self._stream.read(CHUNK):
            yield data

    def _broken(self, error: Any) -> SourceError:
        line, column = getattr(error, "position", (None, None))
        last = error.error_log[-1] if getattr(error, "error_log", None) else None
        kind = str(getattr(last, "type_name", "")).removeprefix("ERR_").replace("_", " ").lower()
        why = f": {kind}" if kind and kind != "ok" else ""
        hint = (
            "The records before that place were read; those behind it cannot be." if self._row > 1 else None
        )
        return SourceError(
            "IL-S003", f"The XML is not well-formed{why}.", hint=hint,
            place=Place(file=self._label, line=line or None, column=column or None),
        )  # fmt: skip

    # -- the way to the elements ----------------------------------------------------------------

    def _ready(self, read: int, keep_raw: bool) -> Iterator[Batch]:
        """What the parser has come to: units that ended, each with its rows."""
        for event, element in self._parser.read_events():
            if event == "start":
                self._begin(element)
            else:
                self._end(element)
        for unit in self._units:
            if not unit.ended and self._seen - unit.begun > self._limit:
                raise self._too_long(unit)
        batch = Batch([], [], [] if keep_raw else None, [], read)
        parts: list[tuple[str, Any, Any]] = []
        while self._units and self._units[0].ended:
            self._rows_of(self._units.pop(0), batch, parts)
        if batch.rows or batch.bad or read:
            batch.pointers = Pointers(parts)
            yield batch

    def _begin(self, element: Any) -> None:
        if self._root is None:
            self._root = element
            parent = _Open(None, "", frozenset((0,)))
        else:
            parent = self._stack[-1] if self._stack else None  # type: ignore[assignment]
            if parent is None or (self._named and element.getparent() is not parent.element):
                return
        tag = element.tag
        count = parent.counts[tag] = parent.counts.get(tag, 0) + 1
        total = parent.counts[""] = parent.counts.get("", 0) + 1
        below: set[int] = set()
        selected = False
        for at in parent.steps:
            step = self._steps[at]
            if step.deep:
                below.add(at)
            if step.fits(element, total if step.tag is None else count):
                if at + 1 == len(self._steps):
                    selected = True
                else:
                    below.add(at + 1)
        if self._named and not selected and not below:
            return
        place = f"{parent.pointer}/{xmlpath.shown(element)}"
        pointer = place if parent.element is None else f"{place}[{count}]"
        opened = _Open(element, pointer, frozenset(below))
        if selected:
            opened.unit = _Unit(element, pointer, self._seen)
            self._units.append(opened.unit)
        self._stack.append(opened)

    def _end(self, element: Any) -> None:
        if self._stack and self._stack[-1].element is element:
            opened = self._stack.pop()
            if opened.unit is not None:
                opened.unit.ended = True
                self._last = element

    def _rows_of(self, unit: _Unit, batch: Batch, parts: list[tuple[str, Any, Any]]) -> None:
        assert isinstance(batch.rows, list)
        assert isinstance(batch.numbers, list)
        assert isinstance(batch.bad, list)
        rows = [unit.element] if self._selection.rest is None else self._selection.rest(unit.element)
        if not isinstance(rows, list) or any(isinstance(row, str) for row in rows):
            raise SourceError(
                "IL-S003", "The iterator selects something else than elements.", place=Place(file=self._label),
                hint="Leave `/@name` and `/text()` out of the iterator, and write them in the references.",
            )  # fmt: skip
        long = self._seen - unit.begun + CHUNK > self._max_cell
        for row in rows:
            wrong = self._too_large(row, unit) if long else None
            if wrong is not None:
                batch.bad.append(BadRecord(self._row, alone(row, unit.element), (wrong,)))
            else:
                batch.rows.append(row)
                batch.numbers.append(self._row)
                parts.append((unit.pointer, unit.element, row))
                if isinstance(batch.raws, list):
                    batch.raws.append(alone(row, unit.element))
            self._row += 1

    def _too_large(self, row: Any, unit: _Unit) -> Diagnostic | None:
        limit = self._max_cell
        for node in row.iter():
            longest = max([len(node.text or ""), *map(len, node.attrib.values())])
            if longest * 4 > limit and _bytes(node) > limit:
                where = unit.pointer + xmlpath.below(unit.element, node)
                place = Place(file=self._label, row=self._row, pointer=where)
                return Diagnostic("IL-R006", f"A text is over {limit} bytes.", place=place)
        return None

    def _too_long(self, unit: _Unit) -> SourceError:
        if unit.element is self._root:
            message = f"The iterator needs the document as a whole, which is over {self._limit} bytes."
            hint = "Use names, `*`, `//` and tests of attributes in the iterator, and no way out of the record but ../@name."
        else:
            message = f"An element that the iterator selects is over {self._limit} bytes."
            hint = "Let the iterator select smaller elements, or raise INTERLINGUA_MAX_CELL_BYTES."
        place = Place(file=self._label, row=self._row, pointer=unit.pointer)
        return SourceError("IL-S007", message, place=place, hint=hint)

    def _forget(self) -> None:
        """Take out of the tree what is over: all but the last child, from the root down to what is held."""
        held = {id(unit.element) for unit in self._units}
        node = self._root
        while node is not None and id(node) not in held and node is not self._last:
            count = len(node)
            if not count:
                return
            if count > 1:
                del node[:-1]
            node = node[-1]


def alone(row: Any, unit: Any) -> bytes:
    """A row as a document of its own: inside the elements around it, with their attributes.

    Of what was held with it, the elements that are not its kind stay, since references may look there.
    """
    from copy import deepcopy

    from lxml import etree

    inner = deepcopy(row)
    inner.tail = None
    node, inside = row, row is not unit
    while (around := node.getparent()) is not None:
        outer = etree.Element(around.tag, dict(around.attrib), around.nsmap)
        if inside:
            outer.extend([deepcopy(child) for child in around if child.tag != node.tag])
        outer.append(inner)
        inside = inside and around is not unit
        node, inner = around, outer
    text: str = etree.tostring(inner, encoding="unicode")
    return text.encode("utf-8", "surrogatepass")


def _bytes(node: Any) -> int:
    return max(
        len(text.encode("utf-8", "surrogatepass")) for text in (node.text or "", *node.attrib.values())
    )


def _pull_parser(encoding: str | None, tags: tuple[str, ...] | None) -> Any:
    from lxml import etree

    return etree.XMLPullParser(("start", "end"), tag=tags, encoding=encoding, **xmlpath.SAFE)


class _Found(Exception):
    """The root has begun, or a DTD: nothing more is wanted."""


class _Head:
    """A target that wants to know how the document begins."""

    def __init__(self) -> None:
        self.root: str | None = None
        self.has_dtd = False

    def doctype(self, *_: object) -> None:
        """A document type declaration."""
        self.has_dtd = True
        raise _Found

    def start(self, tag: str, _: object) -> None:
        """An element; the first is the root."""
        if self.root is None:
            self.root = tag
        raise _Found

    def close(self) -> None:
        """The end."""
