"""JSON as a stream: the elements that a root iterator selects, one after the other.

The document is never held whole: the way to the elements is walked over a sliding text, each element
is parsed by the json module's scanner. Iterators that need more than names, indexes and wildcards are
evaluated on the loaded document.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, Final, NoReturn, overload

from interlingua.errors import Diagnostic, Place, SourceError
from interlingua.jsonpath import Path, escape
from interlingua.rml.encodings import other_than
from interlingua.sources.base import BadRecord, Batch, RejectsFormat
from interlingua.sources.json_text import (
    SPACE,
    Incomplete,
    NotANumber,
    RepeatedKey,
    Span,
    bad_bytes,
    explain,
    fault,
    may_go_on,
    to_json,
    value_at,
)

CHUNK: Final = 256 << 10
ROWS: Final = 5000
HELD: Final = 16 << 20
"""A bad rest of a document comes in pieces of this many characters."""

_FAULTS = (RepeatedKey, NotANumber, RecursionError, ValueError, Incomplete)


class Pointers(Sequence[str]):
    """JSON Pointers of a batch, put together when one is asked for."""

    __slots__ = ("_parts",)

    def __init__(self, parts: list[tuple[str, str | int | None]]) -> None:
        self._parts = parts

    def __len__(self) -> int:
        return len(self._parts)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> list[str]: ...
    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [_pointer(part) for part in self._parts[index]]
        return _pointer(self._parts[index])


def _pointer(part: tuple[str, str | int | None]) -> str:
    base, key = part
    return base if key is None else f"{base}/{escape(key)}"


class _CutShort(Exception):
    """The document ends where something must follow."""


class _Stop(Exception):
    """Nothing behind here can be read; the rest was given as a bad record."""


class JsonReader:
    """One JSON document."""

    columns = None

    def __init__(
        self,
        stream: BinaryIO,
        iterator: Path,
        *,
        label: str,
        encoding: str = "utf-8",
        size: int | None = None,
        max_cell: int = 1 << 20,
    ) -> None:
        self._stream, self._label, self._encoding, self.size = stream, label, encoding, size
        self._iterator, self._max_cell = iterator, max_cell
        steps = iterator.steps
        self._streamed, self._steps = steps is not None, steps or ()
        self._max_element = 64 * max_cell if self._steps else 1 << 62
        codec = codecs.getincrementaldecoder(encoding)
        self._decoder: codecs.IncrementalDecoder = codec("strict")
        self._escaping: codecs.IncrementalDecoder = codec("surrogateescape")
        self._dirty = self._eof = False
        self._text, self._pos = "", 0
        self._row, self._keep_raw, self._refused_last = 1, False, False
        self._new_batch()
        self._fill(CHUNK)
        if self._eof and not self._text:
            raise SourceError("IL-S002", "The source has no bytes.", place=self._place())
        if self._text.startswith("\ufeff"):
            self._text = self._text[1:]

    @property
    def rejects(self) -> RejectsFormat:
        """How refused elements are written."""
        return RejectsFormat("json")

    def close(self) -> None:
        """Release the file."""
        self._stream.close()

    def batches(self, *, keep_raw: bool = False) -> Iterator[Batch]:
        """The elements, some hundred kilobytes at a time."""
        self._keep_raw = keep_raw
        try:
            if self._streamed:
                self._peek()
                yield from self._select(0, "")
            else:
                self._select_loaded()
            if self._peek_or_end():
                raise SourceError(
                    "IL-S003", "Something follows the JSON document.", place=self._place(),
                    hint="If each line is a document of its own, declare ndjson.",
                )  # fmt: skip
        except _Stop:
            pass
        except _CutShort:
            if self._row == 1:
                raise SourceError(
                    "IL-S003", "The JSON document ends before it is whole.", place=self._place()
                ) from None
            why = "The document ends before it is whole; more elements may have followed."
            self._refuse("", Diagnostic("IL-R008", why, place=self._place()))
        if self._rows or self._bad:
            yield self._flush()

    # -- the way to the elements ----------------------------------------------------------------

    def _select(self, depth: int, base: str) -> Iterator[Batch]:
        """Everything that the steps from `depth` on select in the value that starts here."""
        if depth == len(self._steps):
            self._element(base, None)
            return
        step, opening = self._steps[depth], self._text[self._pos]
        fits = opening == "[" if isinstance(step, int) else opening == "{" if isinstance(step, str) else True
        if not fits or opening not in "[{":
            self._skip()
            return
        last = depth + 1 == len(self._steps)
        every = not isinstance(step, (int, str))
        for key in self._members():
            if not every and key != step:
                self._skip()
            elif last:
                self._element(base, key)
                if self._read >= CHUNK or len(self._rows) >= ROWS:
                    yield self._flush()
            else:
                yield from self._select(depth + 1, f"{base}/{escape(key)}")

    def _members(self) -> Iterator[str | int]:
        """Keys or indexes of the object or array that starts here; whoever asks moves over each value."""
        is_object = self._text[self._pos] == "{"
        closing = "}" if is_object else "]"
        self._pos += 1
        if self._peek() == closing:
            self._pos += 1
            return
        seen: set[str] = set()
        index = 0
        while True:
            if is_object:
                key = self._key()
                if key in seen:
                    raise SourceError(
                        "IL-S003", "The document names a key twice outside its records.", place=self._place()
                    )
                seen.add(key)
                yield key
            else:
                yield index
                index += 1
            here = self._peek()
            self._pos += 1
            if here == closing:
                return
            if here != ",":
                self._pos -= 1
                if self._refused_last:  # its brackets do not match: nobody knows where it ends
                    why = "The JSON is not valid, and nothing tells where its faulty element ends."
                    self._refuse_rest(Diagnostic("IL-R008", why, place=self._place()))
                raise self._broken()
            self._peek()

    def _key(self) -> str:
        key = self._value() if self._peek() == '"' else None
        if not isinstance(key, str) or self._peek() != ":":
            raise self._broken()
        self._pos += 1
        self._peek()
        return key

    def _skip(self) -> None:
        """Over the value that starts here; it must be valid, as all of the document."""
        if self._text[self._pos] not in "[{":
            self._value()
            return
        try:
            self._value(limit=4 * CHUNK)
        except Incomplete:
            for _ in self._members():
                self._skip()

    def _value(self, limit: int | None = None) -> Any:
        """The value that starts here, outside the elements. Raises Incomplete when longer than `limit`."""
        size = CHUNK
        while True:
            try:
                value, end = value_at(self._text, self._pos)
            except RepeatedKey as error:
                raise SourceError(
                    "IL-S003", "The document names a key twice outside its records.", place=self._place()
                ) from error
            except RecursionError as error:
                raise SourceError(
                    "IL-S003", "The document is nested too deep.", place=self._place()
                ) from error
            except (NotANumber, ValueError, Incomplete) as error:
                if self._eof:
                    raise (
                        _CutShort() if Span().find(self._text, self._pos) < 0 else self._broken()
                    ) from error
                if limit is not None and len(self._text) - self._pos > limit:
                    raise Incomplete from error
                if not may_go_on(error, self._text) and Span().find(self._text, self._pos) >= 0:
                    raise self._broken() from error
            else:
                if end < len(self._text) or self._eof or isinstance(value, (dict, list)):
                    self._pos = end
                    return value
            self._fill(size)
            size *= 2

    # -- elements -------------------------------------------------------------------------------

    def _element(self, base: str, key: str | int | None) -> None:
        """Take the element that starts here, or refuse it."""
        size = CHUNK
        while key is None and self._fill(size):  # the whole document is one element
            size *= 2
        while True:
            text, start, error = self._text, self._pos, None
            value: Any = None
            try:
                value, end = value_at(text, start)
            except _FAULTS as caught:
                error, end = caught, start
            after = SPACE.match(text, end).end()  # type: ignore[union-attr]  # it matches nothing, too
            if error is None and after < len(text):
                if text[after] in ",]}" or key is None:
                    break
                error = Incomplete()  # `01`: the scanner took the 0. The element goes on to the next comma.
            if error is None and self._eof:
                break
            if error is not None and (self._eof or not may_go_on(error, text)):
                end = Span().find(text, start)
                if end >= 0:
                    break
                if self._eof:
                    self._refuse_rest(explain(error, start, self._at(base, key)))
            if len(text) - start > self._max_element:
                self._refuse_long(self._at(base, key))
                return
            self._fill(size)
            size *= 2
        self._pos = end
        wrong = hint = None
        if error is not None:
            self._refuse(text[start:end], explain(error, start, self._at(base, key)))
            return
        if self._dirty and bad_bytes(text, start, end):
            wrong = "IL-R004", f"The element is not {self._encoding}."
            hint = other_than(self._encoding)
        wrong = wrong or fault(text, start, end, value, max_cell=self._max_cell)
        if wrong is not None:
            self._refuse(text[start:end], Diagnostic(*wrong, place=self._at(base, key), hint=hint))
            return
        self._take(value, text[start:end] if self._keep_raw else "", base, key)

    def _take(self, value: Any, raw: str, base: str, key: str | int | None) -> None:
        self._refused_last = False
        self._rows.append(value)
        self._numbers.append(self._row)
        self._parts.append((base, key))
        if self._keep_raw:
            self._raws.append(raw.encode("utf-8", "surrogateescape"))
        self._row += 1

    def _refuse(self, raw: str, why: Diagnostic) -> None:
        self._refused_last = True
        self._bad.append(BadRecord(self._row, raw.strip().encode("utf-8", "surrogateescape"), (why,)))
        self._row += 1

    def _refuse_long(self, place: Place) -> None:
        span = Span()
        pieces: list[str] = []
        why = Diagnostic("IL-R006", f"The element is over {self._max_element} bytes.", place=place)
        while (end := span.find(self._text, self._pos)) < 0:
            pieces.append(self._text[self._pos :])
            self._pos = len(self._text)
            if not self._fill(HELD):
                break
        else:
            pieces.append(self._text[self._pos : end])
            self._pos = end
        self._refuse_pieces(pieces, why)
        if end < 0:
            raise _Stop

    def _refuse_rest(self, why: Diagnostic) -> NoReturn:
        pieces = [self._text[self._pos :]]
        self._pos = len(self._text)
        while self._fill(HELD):
            pieces.append(self._text)
            self._pos = len(self._text)
        self._refuse_pieces(pieces, why)
        raise _Stop

    def _refuse_pieces(self, pieces: list[str], why: Diagnostic) -> None:
        for n, piece in enumerate(pieces):
            raw = piece.encode("utf-8", "surrogateescape")
            self._bad.append(BadRecord(self._row, raw, () if n else (why,)))
        self._row += 1

    def _select_loaded(self) -> None:
        """An iterator that has more than names, indexes and wildcards: the whole document at once."""
        self._peek()
        for pointer, value in self._iterator.nodes(self._value()):
            raw = to_json(value) if self._keep_raw else ""
            self._take(value, raw, pointer, None)

    # -- batches and text -----------------------------------------------------------------------

    def _new_batch(self) -> None:
        self._rows: list[Any] = []
        self._numbers: list[int] = []
        self._raws: list[bytes] = []
        self._bad: list[BadRecord] = []
        self._parts: list[tuple[str, str | int | None]] = []
        self._read = 0

    def _flush(self) -> Batch:
        raws = self._raws if self._keep_raw else None
        batch = Batch(self._rows, self._numbers, raws, self._bad, self._read, Pointers(self._parts))
        self._new_batch()
        return batch

    def _place(self) -> Place:
        return Place(file=self._label)

    def _at(self, base: str, key: str | int | None) -> Place:
        return Place(file=self._label, row=self._row, pointer=_pointer((base, key)) or None)

    def _broken(self) -> SourceError:
        hint = "If each line is a document of its own, declare ndjson." if self._row == 1 else None
        return SourceError("IL-S003", "The document is not valid JSON.", place=self._place(), hint=hint)

    def _peek(self) -> str:
        """The next character that is not white space. Raises _CutShort at the end."""
        char = self._peek_or_end()
        if not char:
            raise _CutShort
        return char

    def _peek_or_end(self) -> str:
        while True:
            self._pos = SPACE.match(self._text, self._pos).end()  # type: ignore[union-attr]
            if self._pos < len(self._text):
                return self._text[self._pos]
            if not self._fill(CHUNK):
                return ""

    def _fill(self, size: int) -> bool:
        """Read on; what lies before the position is forgotten."""
        if self._eof:
            return False
        data = self._stream.read(size)
        self._eof = not data
        self._read += len(data)
        self._text = self._text[self._pos :] + self._decode(data)
        self._pos = 0
        return not self._eof

    def _decode(self, data: bytes) -> str:
        if not self._dirty:
            state = self._decoder.getstate()
            try:
                return self._decoder.decode(data, final=not data)
            except UnicodeDecodeError:
                self._dirty = True
                self._escaping.setstate(state)
        return self._escaping.decode(data, final=not data)
