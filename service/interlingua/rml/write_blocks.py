"""Nested blank nodes as Turtle text, a property a line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@dataclass(slots=True)
class Block:
    """The properties of one node, in order."""

    pairs: list[tuple[str, Item]] = field(default_factory=list)

    def add(self, name: str, value: Item) -> None:
        """One more property."""
        self.pairs.append((name, value))


Item: TypeAlias = "str | Block | tuple[Item, ...]"
"""A term as text, a node of its own, or a list of them."""


def literal(text: str, *, long: bool = False) -> str:
    """A string; a long one keeps its lines."""
    if long and "\r" not in text:
        return '"""' + text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"') + '\n"""'
    return '"' + "".join(_escaped(c) for c in text) + '"'


def _escaped(c: str) -> str:
    if c in _ESCAPES:
        return _ESCAPES[c]
    return f"\\u{ord(c):04X}" if ord(c) < 32 or c == "\x7f" else c


def rendered(subject: str, block: Block) -> str:
    """A statement of a named node."""
    lines = [f"    {name} {_item(value, 1)}" for name, value in block.pairs]
    return f"{subject}\n" + " ;\n".join(lines) + " .\n"


def _item(value: Item, depth: int) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return "( " + " ".join(_item(one, depth) for one in value) + " )"
    if not value.pairs:
        return "[ ]"
    flat = [f"{name} {one}" for name, one in value.pairs if isinstance(one, str)]
    if len(flat) == len(value.pairs) and sum(map(len, flat)) < 90 and not any("\n" in one for one in flat):
        return "[ " + " ; ".join(flat) + " ]"
    space = "    " * (depth + 1)
    lines = [f"{space}{name} {_item(one, depth + 1)}" for name, one in value.pairs]
    return "[\n" + " ;\n".join(lines) + "\n" + "    " * depth + "]"
