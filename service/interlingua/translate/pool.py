"""Where generated source comes from: named constants, and lines with indentation.

No text of a mapping becomes source: it is put into the namespace under a generated name, and only
generated names, column numbers and fixed words are ever written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_SAFE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class Pool:
    """The namespace of the generated functions."""

    def __init__(self, runtime: dict[str, Any]) -> None:
        self.namespace: dict[str, Any] = dict(runtime)
        self._names: dict[tuple[type, Any], str] = {}
        self._count = 0

    def fresh(self, prefix: str) -> str:
        """A new name."""
        self._count += 1
        return f"{prefix}{self._count}"

    def constant(self, value: Any, prefix: str = "k") -> str:
        """The name of a constant; equal texts share one."""
        if isinstance(value, str) or (isinstance(value, tuple) and all(isinstance(v, str) for v in value)):
            key = (type(value), value)
            if key not in self._names:
                self._names[key] = self._put(value, prefix)
            return self._names[key]
        return self._put(value, prefix)

    def _put(self, value: Any, prefix: str) -> str:
        name = self.fresh(prefix)
        self.namespace[name] = value
        return name


@dataclass(frozen=True, slots=True)
class Var:
    """A variable inside a text; `call` is a function of the runtime to put around it."""

    name: str
    call: str = ""

    def code(self) -> str:
        """The Python expression."""
        return f"{self.call}({self.name})" if self.call else self.name


Piece = str | Var
"""Constant text, or a variable."""


class Body:
    """The lines of one function. Texts appended without condition are gathered into one f-string."""

    def __init__(self, pool: Pool, indent: int = 1) -> None:
        self.pool = pool
        self.lines: list[str] = []
        self._indent = indent
        self._pending: list[Piece] = []

    def line(self, text: str) -> None:
        """One line of source, after what is pending."""
        self.flush()
        self._write(text)

    def _write(self, text: str) -> None:
        self.lines.append("    " * self._indent + text)

    @contextmanager
    def block(self, header: str) -> Iterator[None]:
        """`header:` and an indented block."""
        self.line(header + ":")
        self._indent += 1
        before = len(self.lines)
        yield
        self.flush()
        if len(self.lines) == before:
            self._write("pass")
        self._indent -= 1

    def emit(self, guards: list[str], pieces: list[Piece]) -> None:
        """Append a text, where all guards hold."""
        if not guards:
            self._pending += pieces
            return
        self.line(f"if {' and '.join(guards)}:")
        self._indent += 1
        self._write(f"t += {self.joined(pieces)}")
        self._indent -= 1

    def flush(self) -> None:
        """Write what is pending."""
        if self._pending:
            pieces, self._pending = merged(self._pending), []
            self._write(f"t += {self.joined(self._shortened(pieces))}")

    def _shortened(self, pieces: list[Piece]) -> list[Piece]:
        """Join a constant and the variable after it once, where the pair comes back often."""
        pairs: dict[tuple[str, Var], int] = {}
        for a, b in pairwise(pieces):
            if isinstance(a, str) and isinstance(b, Var):
                pairs[(a, b)] = pairs.get((a, b), 0) + 1
        common = {pair: self.pool.fresh("e") for pair, count in pairs.items() if count > 2}
        for pair, name in common.items():
            self._write(f"{name} = {self.joined(list(pair))}")
        out: list[Piece] = []
        for piece in pieces:
            if out and isinstance(piece, Var) and isinstance(out[-1], str) and (out[-1], piece) in common:
                out[-1] = Var(common[(out[-1], piece)])
            else:
                out.append(piece)
        return out

    def joined(self, pieces: list[Piece]) -> str:
        """An expression that joins pieces."""
        parts = merged(pieces)
        if len(parts) == 1 and isinstance(parts[0], str):
            return self.pool.constant(parts[0])
        inner = "".join(
            "{" + (self.pool.constant(p) if isinstance(p, str) else p.code()) + "}" for p in parts
        )
        return f'f"{inner}"'


def merged(pieces: list[Piece]) -> list[Piece]:
    """Neighbouring constants as one."""
    out: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and out and isinstance(out[-1], str):
            out[-1] += piece
        elif piece != "":
            out.append(piece)
    return out


def checked_name(name: str) -> str:
    """A name that is about to be written into source; anything else is a fault of ours."""
    if not _SAFE_NAME.fullmatch(name):
        raise AssertionError("a name that was not generated")
    return name
