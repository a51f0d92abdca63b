"""JSONPath: steps that can be inlined where the path is simple, RFC 9535 in full where it is not.

A reference may leave out the root (`name`, `@id`, `a.b[0]`), and names may hold characters that
RFC 9535 wants quoted (`spdci:identifier`): people write them so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from interlingua.errors import MappingError, Place
from interlingua.sources.base import JsonNumber


class _Wildcard:
    """The step `*`: every element of an array, every member of an object."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "*"


WILDCARD: Final = _Wildcard()
Step = str | int | _Wildcard

_STEP = re.compile(
    r"""\s*(?:\.(?P<star>\*)
      | \.(?P<name>[^.\[\]*?()'"\s][^.\[\]*?()'"]*)
      | \[\s*(?P<wild>\*)\s*\]
      | \[\s*(?P<index>0|[1-9][0-9]{0,14})\s*\]
      | \[\s*'(?P<single>(?:[^'\\\x00-\x1f]|\\(?:[bfnrt/\\']|u[0-9a-fA-F]{4}))*)'\s*\]
      | \[\s*"(?P<double>(?:[^"\\\x00-\x1f]|\\(?:[bfnrt/\\"]|u[0-9a-fA-F]{4}))*)"\s*\])""",
    re.VERBOSE,
)
_ROOT = re.compile(r"\$\s*(?:[.\[]|$)")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
_PLAIN = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


@dataclass(frozen=True, slots=True)
class Path:
    """One path. `steps` is None where only the library can evaluate it."""

    text: str
    steps: tuple[Step, ...] | None

    @property
    def single(self) -> bool:
        """Whether it finds at most one value: names and indexes only."""
        return self.steps is not None and WILDCARD not in self.steps

    def values(self, item: Any) -> list[Any]:
        """Every value it finds in `item`, in order; JSON null is a value."""
        if self.steps is None:
            return [_at(item, location) for location in _locations(self.text, item)]
        found = [item]
        for step in self.steps:
            found = _children(found, step)
        return found

    def nodes(self, item: Any) -> list[tuple[str, Any]]:
        """Every value with its JSON Pointer."""
        if self.steps is None:
            return [(pointer(at), _at(item, at)) for at in _locations(self.text, item)]
        found: list[tuple[str, Any]] = [("", item)]
        for step in self.steps:
            found = [
                (f"{base}/{escape(key)}", value)
                for base, parent in found
                for key, value in _members(parent, step)
            ]
        return found


def compile_path(text: str, place: Place | None = None) -> Path:
    """The path that `text` writes. Raises MappingError IL-M006 where it is no JSONPath."""
    steps = simple_steps(text)
    if steps is None:
        query = _rooted(text)
        from jsonpath_rfc9535 import JSONPathError

        try:
            _compiled(query)
        except JSONPathError as error:
            raise MappingError(
                "IL-M006", f"`{text}` is not a JSONPath: {str(error).splitlines()[0]}.", place=place
            ) from error
        return Path(query, None)
    return Path(text, steps)


def simple_steps(text: str) -> tuple[Step, ...] | None:
    """Names, indexes and wildcards; None for whatever needs more than these."""
    rest = _rooted(text)[1:]
    steps: list[Step] = []
    pos = 0
    while pos < len(rest):
        match = _STEP.match(rest, pos)
        step = _step(match) if match is not None else None
        if match is None or step is None:
            return None
        steps.append(step)
        pos = match.end()
    return tuple(steps)


def pointer(location: tuple[str | int, ...]) -> str:
    """RFC 6901."""
    return "".join(f"/{escape(part)}" for part in location)


def escape(part: str | int) -> str:
    """One token of a JSON Pointer."""
    return part.replace("~", "~0").replace("/", "~1") if isinstance(part, str) else str(part)


def _rooted(text: str) -> str:
    if text == "$" or _ROOT.match(text):
        return text
    return "$" + text if text.startswith("[") else "$." + text


def _step(match: re.Match[str]) -> Step | None:
    if match["star"] or match["wild"]:
        return WILDCARD
    if match["index"] is not None:
        return int(match["index"])
    if match["name"] is not None:
        return match["name"].strip()
    quoted = match["single"] if match["single"] is not None else match["double"]
    name = _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else _PLAIN.get(m[2], m[2]), quoted)
    try:
        return name.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        return None  # half a surrogate pair: the library says what is wrong


def _members(parent: Any, step: Step) -> list[tuple[str | int, Any]]:
    if isinstance(step, str):
        return [(step, parent[step])] if isinstance(parent, dict) and step in parent else []
    if isinstance(step, int):
        return [(step, parent[step])] if isinstance(parent, list) and step < len(parent) else []
    if isinstance(parent, dict):
        return list(parent.items())
    return list(enumerate(parent)) if isinstance(parent, list) else []


def _children(found: list[Any], step: Step) -> list[Any]:
    return [value for parent in found for _, value in _members(parent, step)]


@cache
def _compiled(query: str) -> Any:
    from jsonpath_rfc9535 import compile as compile_query

    return compile_query(query)


def _locations(query: str, item: Any) -> list[tuple[str | int, ...]]:
    """Where the library finds values. It sees numbers as numbers; ours keep their digits."""
    return [node.location for node in _compiled(query).finditer(_plain(item))]


def _plain(item: Any) -> Any:
    if isinstance(item, JsonNumber):
        return int(item) if item.integral and len(item) < 400 else float(item)
    if isinstance(item, dict):
        return {key: _plain(value) for key, value in item.items()}
    if isinstance(item, list):
        return [_plain(value) for value in item]
    return item


def _at(item: Any, location: tuple[str | int, ...]) -> Any:
    for part in location:
        item = item[part]
    return item
