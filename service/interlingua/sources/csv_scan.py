"""Where the records of a CSV begin and end, in bytes.

`Blocks` cuts a stream where quote parity says a record may end: a guess, which the parser checks.
`RecordScanner` is exact and slow; it follows the states of Python's csv module, and is asked only
where a guess failed. `ranges` cuts a file for parallel workers, and is exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final, Protocol

from interlingua.sources.base import ByteRange

BLOCK: Final = 256 << 10
"""Bytes parsed at once. Below the largest cell allowed, so that most blocks need no cell check."""

START, FIELD, QUOTED, CLOSING, DONE = range(5)


class Readable(Protocol):
    """The one method that blocks need of a stream."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none at the end."""


class Blocks:
    """A stream in blocks that end with a line; `data` may be put back in front."""

    def __init__(self, stream: Readable, quote: bytes, length: int | None = None) -> None:
        self._stream, self._quote, self._left = stream, quote, length
        self._rest = b""
        self.final = False
        """Whether the last block given was the end of the stream."""
        self.whole = True
        """Whether it ended with a line, or the stream. A very long line does not fit into a block."""

    def read(self, size: int) -> bytes:
        """Some bytes with no regard to records; none at the end."""
        if self._rest:
            data, self._rest = self._rest, b""
            return data
        if self._left is not None:
            size = min(size, self._left)
        data = self._stream.read(size) if size else b""
        if self._left is not None:
            self._left -= len(data)
        return data

    def next(self) -> bytes:
        """The next block, ending at a line end with even quotes before it if there is one; b"" at the end."""
        parts = [self.read(BLOCK)]
        if len(parts[0]) < BLOCK and parts[0]:
            parts.append(self.read(BLOCK))
        data = b"".join(parts)
        while data:
            cut = self._cut(data)
            if cut:
                self._rest = data[cut:] + self._rest
                self.final, self.whole = False, True
                return data[:cut]
            more = self.read(BLOCK)
            if not more or len(data) > 2 * BLOCK:
                self._rest = more
                self.final = self.whole = not more
                return data
            data += more
        self.final = self.whole = True
        return b""

    def head(self, size: int) -> bytes:
        """At least `size` bytes from here on, or all there are; the caller puts back what it does not use."""
        parts: list[bytes] = []
        while size > 0 and (data := self.read(BLOCK)):
            parts.append(data)
            size -= len(data)
        return b"".join(parts)

    def put_back(self, data: bytes) -> None:
        """Give `data` again before anything else."""
        self._rest = data + self._rest

    def _cut(self, data: bytes) -> int:
        newline = b"\n"
        last = data.rfind(newline)
        if last < 0:
            newline = b"\r"
            last = data.rfind(newline, 0, len(data) - 1)
        if last < 0:
            return 0
        if not self._quote:
            return last + 1
        odd = data.count(self._quote, 0, last + 1) % 2
        here = last
        while odd and here >= 0:
            before = data.rfind(newline, 0, here)
            odd ^= data.count(self._quote, before + 1, here + 1) % 2
            here = before
        # No even line end: quotes are irregular, or one cell is longer than all this. The parser decides.
        return (here if here >= 0 else last) + 1


class RecordScanner:
    """The exact end of a record. Bytes of every encoding that keeps ASCII as it is will do."""

    def __init__(self, delimiter: bytes, quote: bytes) -> None:
        self._quote = quote
        self._stop = re.compile(b"[\r\n]|" + re.escape(delimiter))

    def advance(
        self, data: bytes, pos: int = 0, state: int = START, *, final: bool = True
    ) -> tuple[int, int]:
        """`(position, state)`: DONE and the offset behind the record's line end, or how far it came."""
        quote, stop, size = self._quote, self._stop, len(data)
        while pos < size:
            if state == QUOTED:
                found = data.find(quote, pos)
                if found < 0:
                    return size, QUOTED
                pos, state = found + 1, CLOSING
            elif state == CLOSING:
                if data.startswith(quote, pos):
                    pos, state = pos + 1, QUOTED
                else:
                    state = FIELD
            elif state == START and quote and data.startswith(quote, pos):
                pos, state = pos + 1, QUOTED
            else:
                match = stop.search(data, pos)
                if match is None:
                    return size, FIELD
                pos, state = match.end(), START
                if match.group() == b"\n":
                    return pos, DONE
                if match.group() == b"\r":
                    if pos == size and not final:
                        return pos - 1, FIELD
                    return pos + data.startswith(b"\n", pos), DONE
        return pos, state

    def end(self, data: bytes, start: int) -> int:
        """The offset behind the record that starts at `start`; -1 when the data ends inside a quote."""
        pos, state = self.advance(data, start)
        return -1 if state == QUOTED else pos


def ranges(
    stream: BinaryIO, *, start: int, line: int, quote: bytes, delimiter: bytes, target: int
) -> Iterator[ByteRange]:
    """Cut the rows behind `start` into ranges of about `target` bytes, each a whole number of records.

    Rows are counted on the way, so that every range knows its first row's number. Exact for any
    input: where quotes are irregular, records are followed one by one.
    """
    stream.seek(start)
    blocks = Blocks(stream, quote)
    scanner = RecordScanner(delimiter, quote)
    regular = _Regular(quote, delimiter)
    position, row, begin, first, first_line = start, 1, start, 1, line
    while block := blocks.next():
        counted = regular.count(block) if blocks.whole else None
        if counted is None:
            used, rows, lines = _follow(scanner, block, blocks)
            if used < len(block):
                blocks.put_back(block[used:])
        else:
            used, (rows, lines) = len(block), counted
        position, row, line = position + used, row + rows, line + lines
        if position - begin >= target:
            yield ByteRange(begin, position, first, first_line)
            begin, first, first_line = position, row, line
    if position > begin:
        yield ByteRange(begin, position, first, first_line)


class _Regular:
    """Counts rows and lines of a block in which every quote stands where RFC 4180 wants it."""

    def __init__(self, quote: bytes, delimiter: bytes) -> None:
        self._quote = quote if len(delimiter) == 1 else b""
        self._follow_all = len(delimiter) > 1
        edge = b"\r\n\0" + re.escape(delimiter)
        # NUL stands for a quoted stretch here; beside one may only be an edge of a cell, or another.
        self._odd = re.compile(b"\0(?:[^" + edge + b"]|(?<=[^" + edge + b"]\0))")

    def count(self, block: bytes) -> tuple[int, int] | None:
        """`(rows, lines)`, or None when the quotes are not regular or the end is inside one."""
        if self._follow_all:
            return None
        unended = not block.endswith(b"\n")
        lines = block.count(b"\n") + unended if b"\r" not in block else len(block.splitlines())
        bare = block
        if self._quote and self._quote in block:
            stretches = block.split(self._quote)
            bare = b"\0".join(stretches[::2])
            if len(stretches) % 2 == 0 or b"\0" in block or self._odd.search(bare):
                return None
        if unended or b"\r" in bare or b"\n\n" in bare or bare.startswith(b"\n"):
            return sum(1 for text in bare.splitlines() if text), lines
        return bare.count(b"\n"), lines


def _follow(scanner: RecordScanner, block: bytes, blocks: Blocks) -> tuple[int, int, int]:
    """Record by record through a block; a record that runs over its end is followed into the stream."""
    pos = rows = 0
    while pos < len(block):
        end, state = scanner.advance(block, pos, final=blocks.final)
        if state != DONE and not blocks.final:
            break
        rows += bool(block[pos:end].strip(b"\r\n"))
        pos = end
    if pos:
        return pos, rows, len(block[:pos].splitlines())
    state, used, tail, lines = START, 0, block, 0
    while True:
        end, state = scanner.advance(tail, 0, state, final=blocks.final)
        lines += tail.count(b"\n", 0, end)
        used += end
        if state == DONE:
            break
        more = blocks.read(BLOCK)
        if not more:
            blocks.final = True
            used += len(tail) - end
            return used, 1, max(lines, 1)
        tail = tail[end:] + more
    blocks.put_back(tail[end:])
    return used, 1, max(lines, 1)
