"""Marked lines of a program's text: members of shared collections, and statements for targets.

A named collection goes on from record to record, and a statement may go elsewhere than to the main output.
The generated functions only mark such lines, so that a refused record, a worker process and --distinct treat
them like any other; they are sorted out here, where the text is written.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO, Protocol

from interlingua.errors import MappingError
from interlingua.rdf.namespaces import RDF
from interlingua.translate.collections import EXPORTED, FIELD, FIRST, NIL, REST, SHARED, read_shared
from interlingua.translate.tally import Tally

if TYPE_CHECKING:
    from interlingua.translate.program import Program

_SHARED, _EXPORTED, _FIELD = SHARED.encode(), EXPORTED.encode(), FIELD.encode()


class Exports(Protocol):
    """Where statements for targets go."""

    def put(self, numbers: str, statement: bytes) -> None:
        """One statement, for the targets of these numbers."""


class Marks:
    """A sink in front of another: plain lines pass, marked ones are resolved in the order of writing.

    It has no file descriptor on purpose: worker processes must write through it.
    """

    def __init__(self, sink: BinaryIO, genid: str | None = None, exports: Exports | None = None) -> None:
        self._sink, self._genid, self._exports = sink, genid, exports
        self._rest = b""
        self._lengths = Tally()

    def write(self, data: bytes) -> int:
        """Text, which may end inside a line."""
        whole, end, rest = (self._rest + data).rpartition(b"\n")
        self._rest = rest
        text = whole + end
        if _SHARED not in text and _EXPORTED not in text:
            self._sink.write(text)
            return len(data)
        plain: list[bytes] = []
        for line in text.splitlines(keepends=True) if b"\r" not in text else _lines(text):
            if line.startswith(_SHARED):
                plain += self._member(line.decode())
            elif line.startswith(_EXPORTED):
                self._export(line)
            else:
                plain.append(line)
        self._sink.write(b"".join(plain))
        return len(data)

    def flush(self) -> None:
        """Whole lines are always written on."""
        self._sink.flush()

    def finish(self) -> None:
        """End every list."""
        for key, length in self._lengths.items():
            where, kind, head, graph, _ = read_shared(f"{key}  ")
            if kind == "list":
                last = self._node(key, head, length - 1)
                for line in self._said(where, f"{last}{REST}{NIL}", graph):
                    self._sink.write(line)

    def _member(self, line: str) -> Iterator[bytes]:
        where, kind, head, graph, member = read_shared(line[:-1])
        key = line[: line.index(" ")]
        before = self._lengths.add(key)
        if kind != "list":
            yield from self._said(where, f"{head} <{RDF}_{before + 1}> {member}", graph)
            return
        node = self._node(key, head, before)
        if before:
            yield from self._said(where, f"{self._node(key, head, before - 1)}{REST}{node}", graph)
        yield from self._said(where, f"{node}{FIRST}{member}", graph)

    def _said(self, where: str, triple: str, graph: str) -> Iterator[bytes]:
        statement = f"{triple} {graph} .\n" if graph else f"{triple} .\n"
        if where:
            self._put(where, statement.encode())
        else:
            yield statement.encode()

    def _node(self, key: str, head: str, at: int) -> str:
        """The node of one place in a list: the first has the list's name."""
        if at == 0:
            return head
        name = sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return f"_:l{name}-{at}" if self._genid is None else f"<{self._genid}{name}-{at}>"

    def _export(self, line: bytes) -> None:
        numbers, _, statement = line[1:].partition(_FIELD)
        self._put(numbers.decode(), statement)

    def _put(self, numbers: str, statement: bytes) -> None:
        if self._exports is None:
            raise no_targets()
        self._exports.put(numbers, statement)


def _lines(text: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(text):
        end = text.index(b"\n", start) + 1
        yield text[start:end]
        start = end


def no_targets() -> MappingError:
    """Where nothing but the statements themselves is wanted, and they would go to files."""
    return MappingError(
        "IL-M011",
        "The mapping sends statements to targets, which only `translate` writes.",
        hint="Use `interlingua translate --targets DIR`, or leave rml:logicalTarget out.",
    )


def whole(text: str, program: Program) -> str:
    """The text of one record by itself: its collections are complete. Raises MappingError IL-M011."""
    out = io.BytesIO()
    marks = Marks(out, program.genid)
    marks.write(text.encode())
    marks.finish()
    return out.getvalue().decode()
