"""JSONPath (RFC 9535 without filters), parsed once and run by closures; also its JSON Pointers.

A mapping writes `$.a.b`, `a.b`, `@.a`, `['@id']`, `a[*].c`, `a[0]`, `a..b`: all are read here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from interlingua.errors import MappingError, Place

Step = tuple[str, Any]
"""("key", name) | ("index", n) | ("slice", (start, stop, step)) | ("every", None) | ("deep", None) |
("union", (Step, ...))."""

_NAME = re.compile(r"[^.\[\]'\"*?()]+")
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")
_NUMBER = re.compile(r"-?\d+")
_SLICE = re.compile(r"(-?\d*)\s*:\s*(-?\d*)(?:\s*:\s*(-?\d*))?")
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_NAMED = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


@dataclass(frozen=True, slots=True)
class Path:
    """A parsed path. `keys` is its names when it has nothing but names, else None."""

    text: str
    steps: tuple[Step, ...]

    @property
    def keys(self) -> tuple[str, ...] | None:
        """The names of a path that only descends by name: at most one value."""
        if all(kind == "key" for kind, _ in self.steps):
            return tuple(name for _, name in self.steps)
        return None

    @property
    def single(self) -> bool:
        """Whether it selects at most one value."""
        return all(kind in ("key", "index") for kind, _ in self.steps)

    @property
    def pointer(self) -> str:
        """RFC 6901 JSON Pointer, with `*` where the path selects several."""
        out = []
        for kind, what in self.steps:
            out.append(_pointer_part(what) if kind in ("key", "index") else "*")
        return "".join(f"/{part}" for part in out)

    def values(self, item: Any) -> list[Any]:
        """Every value that it selects."""
        return [value for _, value in self.nodes(item)]

    def getter(self) -> Callable[[Any], list[Any]]:
        """A function like `values`, quick for the common `a[*].b`."""
        if all(kind in ("key", "every") for kind, _ in self.steps):
            return _Quick(self.steps)
        return self.values

    def nodes(self, item: Any) -> Iterator[tuple[str, Any]]:
        """Every value with its JSON Pointer below `item`."""
        yield from _walk(item, self.steps, 0, "")


class _Quick:
    """A path of names and `[*]` only."""

    __slots__ = ("_steps",)

    def __init__(self, steps: tuple[Step, ...]) -> None:
        self._steps = steps

    def __call__(self, item: Any) -> list[Any]:
        found = [item]
        for kind, what in self._steps:
            if kind == "key":
                found = [x[what] for x in found if x.__class__ is dict and what in x]
            else:
                found = [child for x in found for child in _inside(x)]
            if not found:
                break
        return found


def _inside(item: Any) -> Iterable[Any]:
    if item.__class__ is list:
        return item
    return item.values() if isinstance(item, dict) else ()


def _pointer_part(part: object) -> str:
    return str(part).replace("~", "~0").replace("/", "~1")


def _walk(item: Any, steps: tuple[Step, ...], at: int, pointer: str) -> Iterator[tuple[str, Any]]:
    if at == len(steps):
        yield pointer, item
        return
    kind, what = steps[at]
    if kind == "deep":
        yield from _walk(item, steps, at + 1, pointer)
        for part, child in _children(item):
            yield from _walk(child, steps, at, f"{pointer}/{_pointer_part(part)}")
        return
    for part, child in _select(item, kind, what):
        yield from _walk(child, steps, at + 1, f"{pointer}/{_pointer_part(part)}")


def _children(item: Any) -> Iterator[tuple[object, Any]]:
    if isinstance(item, dict):
        yield from item.items()
    elif isinstance(item, list):
        yield from enumerate(item)


def _select(item: Any, kind: str, what: Any) -> Iterator[tuple[object, Any]]:
    if kind == "key":
        if isinstance(item, dict) and what in item:
            yield what, item[what]
    elif kind == "index":
        if isinstance(item, list) and -len(item) <= what < len(item):
            yield what % len(item), item[what]
    elif kind == "every":
        yield from _children(item)
    elif kind == "slice":
        if isinstance(item, list) and what[2] != 0:
            for i in range(len(item))[slice(*what)]:
                yield i, item[i]
    elif kind == "union":
        for sub_kind, sub in what:
            yield from _select(item, sub_kind, sub)


def parse_path(text: str, place: Place | None = None) -> Path:
    """Parse a JSONPath, absolute or relative. Raises MappingError IL-M010 where it is not one."""
    try:
        return _parse(text)
    except ValueError as error:
        code = "IL-M014" if "filter" in str(error) else "IL-M010"
        raise MappingError(
            code,
            f"{text!r} is not a JSONPath: {error}.",
            place=place,
            hint="Write names as $.a.b or $['a b'], lists as $.a[*].",
        ) from None


@cache
def _parse(text: str) -> Path:
    rest = text.strip()
    if rest[:1] in ("$", "@") and (len(rest) == 1 or rest[1] in ".["):
        rest = rest[1:]
    elif rest and rest[0] not in ".[":
        rest = "." + rest
    if rest == ".":
        rest = ""
    steps: list[Step] = []
    at = 0
    while at < len(rest):
        if rest.startswith("..", at):
            steps.append(("deep", None))
            at += 2
            if rest[at : at + 1] == "[":
                continue
            at = _dotted(rest, at, steps)
        elif rest[at] == ".":
            at = _dotted(rest, at + 1, steps)
        elif rest[at] == "[":
            at = _bracketed(rest, at + 1, steps)
        else:
            raise ValueError(f"unexpected {rest[at]!r} at {at + 1}")
    return Path(text, tuple(steps))


def _dotted(rest: str, at: int, steps: list[Step]) -> int:
    if rest[at : at + 1] == "*":
        steps.append(("every", None))
        return at + 1
    match = _NAME.match(rest, at)
    if not match:
        raise ValueError(f"a name is missing at {at + 1}")
    steps.append(("key", match.group().strip() or match.group()))
    return match.end()


def _bracketed(rest: str, at: int, steps: list[Step]) -> int:
    found: list[Step] = []
    while True:
        while rest[at : at + 1] == " ":
            at += 1
        at = _selector(rest, at, found)
        while rest[at : at + 1] == " ":
            at += 1
        sign = rest[at : at + 1]
        if sign == ",":
            at += 1
            continue
        if sign != "]":
            raise ValueError("a bracket is not closed")
        steps.append(found[0] if len(found) == 1 else ("union", tuple(found)))
        return at + 1


def _selector(rest: str, at: int, found: list[Step]) -> int:
    if rest[at : at + 1] == "?":
        raise ValueError("filters are not supported")
    if rest[at : at + 1] == "*":
        found.append(("every", None))
        return at + 1
    if match := _QUOTED.match(rest, at):
        inner = match.group(1) if match.group(1) is not None else match.group(2)
        found.append(("key", _ESCAPE.sub(_unescape, inner)))
        return match.end()
    if match := _SLICE.match(rest, at):
        start, stop, step = (int(part) if part else None for part in match.groups())
        found.append(("slice", (start, stop, step)))
        return match.end()
    if match := _NUMBER.match(rest, at):
        found.append(("index", int(match.group())))
        return match.end()
    raise ValueError(f"unexpected {rest[at : at + 1]!r} in brackets")


def _unescape(match: re.Match[str]) -> str:
    what = match.group(1)
    return chr(int(what[1:], 16)) if len(what) == 5 else _NAMED.get(what, what)
