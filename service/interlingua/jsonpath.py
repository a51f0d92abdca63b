"""JSONPath, read once: names, indexes, wildcards, slices, unions and descents here, filters by the library.

RFC 9535, and a little more that people write: a reference may leave out the root (`name`, `@id`,
`a.b[0]`), and names may hold characters that the RFC wants quoted (`spdci:identifier`, `first name`).
`subject.reference->name[0].family` goes on in the object of the same document that the text before the
arrow names (`interlingua.documents`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, Final


class JsonNumber(str):
    """A JSON number in the digits of its document. `integral` tells 10 from 10.0 and 1e1."""

    __slots__ = ()

    @property
    def integral(self) -> bool:
        """Whether it has neither fraction nor exponent."""
        return not any(c in ".eE" for c in self)


class Sign(Enum):
    """A step that names nothing."""

    EVERY = "*"
    DEEP = ".."


WILDCARD: Final = Sign.EVERY
"""Every element of an array, every member of an object."""
DESCENT: Final = Sign.DEEP
"""The value itself and all that is below it, each before what it holds."""


@dataclass(frozen=True, slots=True)
class Slice:
    """`start:stop:step` of an array, as Python's."""

    start: int | None
    stop: int | None
    step: int | None


Step = str | int | Sign | Slice
Segment = Step | tuple[Step, ...]
"""One step, or several that are taken one after the other from the same value."""

_DOTTED = re.compile(r"""\s*(?P<deep>\.)?\.(?:(?P<wild>\*)|(?P<name>[^.\[\]*?()'"\s][^.\[\]*?()'"]*))""")
_BRACKET = re.compile(r"\s*(?:(?P<deep>\.\.)|\.)?\[")  # `$.['a b']` is what old mappings write
_INTEGER = r"(?:0|-?[1-9][0-9]{0,14})"
_SELECTOR = re.compile(
    rf"""\s*(?:(?P<wild>\*)
      | '(?P<single>(?:[^'\\\x00-\x1f]|\\(?:[bfnrt/\\']|u[0-9a-fA-F]{{4}}))*)'
      | "(?P<double>(?:[^"\\\x00-\x1f]|\\(?:[bfnrt/\\"]|u[0-9a-fA-F]{{4}}))*)"
      | (?P<slice>(?P<start>{_INTEGER})?\s*:\s*(?P<stop>{_INTEGER})?(?:\s*:(?:\s*(?P<step>{_INTEGER}))?)?)
      | (?P<index>{_INTEGER})
      )\s*(?P<end>[,\]])""",
    re.VERBOSE,
)
_NAME_FIRST = re.compile(r"[A-Za-z_@\x80-\U0010ffff]")
_ARROW = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|->""")
_ROOT = re.compile(r"\$\s*(?:[.\[]|$)")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
_PLAIN = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


@dataclass(frozen=True, slots=True)
class Path:
    """One path. With a `query` the library evaluates it, and `segments` are only how it begins.

    `then` is where it goes on in the object that the value found here refers to.
    """

    text: str
    segments: tuple[Segment, ...]
    query: str | None = None
    then: Path | None = None

    @property
    def steps(self) -> tuple[str | int | Sign, ...] | None:
        """Its names, indexes from the start and wildcards, when it has nothing else: it can be streamed."""
        if self.query or self.then or not all(_is_simple(s) for s in self.segments):
            return None
        return self.segments  # type: ignore[return-value]

    @property
    def keys(self) -> tuple[str, ...] | None:
        """The names of a path that only descends by name."""
        if self.query or self.then or not all(isinstance(s, str) for s in self.segments):
            return None
        return self.segments  # type: ignore[return-value]

    @property
    def single(self) -> bool:
        """Whether it finds at most one value: names and indexes only."""
        own = self.query is None and all(isinstance(s, (str, int)) for s in self.segments)
        return own and (self.then is None or self.then.single)

    @property
    def pointer(self) -> str:
        """RFC 6901 JSON Pointer, with `*` where the path may find several; up to the first reference."""
        parts = [escape(s) if isinstance(s, (str, int)) else "*" for s in self.segments]
        return "".join(f"/{part}" for part in (parts if self.query is None else [*parts, "*"]))

    def values(self, item: Any, root: Any = None, lost: list[Any] | None = None) -> list[Any]:
        """Every value it finds in `item`, in order; JSON null is a value.

        References are looked up in `root`, the document (else in `item`); `lost` gets those that lead nowhere.
        """
        if self.then is not None:
            return [value for _, value in self._followed(item, item if root is None else root, lost)]
        if self.query is not None:
            return [_at(item, location) for location in _locations(self.query, item)]
        found = [item]
        for segment in self.segments:
            if segment.__class__ is str:
                found = [x[segment] for x in found if x.__class__ is dict and segment in x]
            elif segment is WILDCARD:
                found = [child for x in found for child in _inside(x)]
            else:
                found = [value for x in found for _, value in _selected(x, segment)]
            if not found:
                break
        return found

    def nodes(self, item: Any, root: Any = None) -> list[tuple[str, Any]]:
        """Every value with its JSON Pointer below `item` (below `root`, behind a reference)."""
        if self.then is not None:
            return self._followed(item, item if root is None else root, None)
        if self.query is not None:
            return [(pointer(at), _at(item, at)) for at in _locations(self.query, item)]
        found: list[tuple[str, Any]] = [("", item)]
        for segment in self.segments:
            found = [
                (base + below, value) for base, parent in found for below, value in _selected(parent, segment)
            ]
        return found

    def _followed(self, item: Any, root: Any, lost: list[Any] | None) -> list[tuple[str, Any]]:
        """What lies behind the references that the path finds."""
        from interlingua.documents import resolve

        assert self.then is not None
        out: list[tuple[str, Any]] = []
        for reference in Path(self.text, self.segments, self.query).values(item):
            target = resolve(root, reference)
            if target is not None:
                below = self.then.nodes(target[1], root)
                out += below if self.then.then else [(target[0] + at, value) for at, value in below]
            elif lost is not None and reference is not None:
                lost.append(reference)
        return out


@cache
def parse(text: str) -> Path:
    """The path that `text` writes. Raises ValueError, whose text says why it is none."""
    arrow = next((m for m in _ARROW.finditer(text) if m[0] == "->"), None)
    if arrow is not None:
        own, rest = (parse(part.strip() or "$") for part in (text[: arrow.start()], text[arrow.end() :]))
        return Path(text, own.segments, own.query, rest)
    query = _rooted(text)
    segments, whole = _segments(query, strict=query is text)
    if whole:
        return Path(text, segments)
    from jsonpath_rfc9535 import JSONPathError

    try:
        _compiled(query)
    except (JSONPathError, RecursionError) as error:
        raise ValueError(str(error).partition("\n")[0]) from error
    return Path(text, segments, query)


def pointer(location: tuple[str | int, ...]) -> str:
    """RFC 6901."""
    return "".join(f"/{escape(part)}" for part in location)


def escape(part: str | int) -> str:
    """One token of a JSON Pointer."""
    return part.replace("~", "~0").replace("/", "~1") if isinstance(part, str) else str(part)


# -- reading a path ----------------------------------------------------------------------------


def _rooted(text: str) -> str:
    if _ROOT.match(text):
        return text
    if text == "@" or text.startswith(("@.", "@[")):
        return "$" + text[1:]
    return "$" + text if text.startswith((".", "[")) else "$." + text


def _segments(query: str, *, strict: bool) -> tuple[tuple[Segment, ...], bool]:
    """The segments up to the first that is not for us, and whether that was all.

    `strict` is for a path that writes its root: there a name must begin as the RFC says, or with `@`
    (JSON-LD's keywords); its other characters may be odd.
    """
    found: list[Segment] = []
    at = 1
    while at < len(query):
        if match := _DOTTED.match(query, at):
            at = match.end()
            segment: Segment | None = WILDCARD if match["wild"] else match["name"].strip()
            if strict and match["name"] and not _NAME_FIRST.match(match["name"]):
                segment = None
        elif match := _BRACKET.match(query, at):
            at, segment = _bracketed(query, match.end())
        else:
            segment = None
        if match is None or segment is None:
            return tuple(found), False
        found += [DESCENT, segment] if match["deep"] else [segment]
    return tuple(found), True


def _bracketed(query: str, at: int) -> tuple[int, Segment | None]:
    """What the brackets hold, and where they end; None where it is not for us."""
    found: list[Step] = []
    while match := _SELECTOR.match(query, at):
        step = _step(match)
        if step is None:
            break
        found.append(step)
        at = match.end()
        if match["end"] == "]":
            return at, found[0] if len(found) == 1 else tuple(found)
    return at, None


def _step(match: re.Match[str]) -> Step | None:
    if match["wild"]:
        return WILDCARD
    if match["index"] is not None:
        return int(match["index"])
    if match["slice"] is not None:
        return Slice(
            *(None if match[part] is None else int(match[part]) for part in ("start", "stop", "step"))
        )
    quoted = match["single"] if match["single"] is not None else match["double"]
    name = _ESCAPE.sub(lambda m: chr(int(m[1], 16)) if m[1] else _PLAIN.get(m[2], m[2]), quoted)
    try:
        return name.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        return None  # half a surrogate pair: the library says what is wrong


def _is_simple(segment: Segment) -> bool:
    return isinstance(segment, str) or segment is WILDCARD or (isinstance(segment, int) and segment >= 0)


# -- finding -----------------------------------------------------------------------------------


def _inside(item: Any) -> Any:
    if item.__class__ is list:
        return item
    return item.values() if item.__class__ is dict else ()


def _selected(item: Any, segment: Segment) -> Iterator[tuple[str, Any]]:
    """What one segment finds in a value, each with its pointer below it."""
    if segment is DESCENT:
        yield from _descent(item)
    elif isinstance(segment, str):
        if item.__class__ is dict and segment in item:
            yield f"/{escape(segment)}", item[segment]
    elif isinstance(segment, tuple):
        for step in segment:
            yield from _selected(item, step)
    elif item.__class__ is list:
        for index in _indexes(len(item), segment):
            yield f"/{index}", item[index]
    elif item.__class__ is dict and segment is WILDCARD:
        for name, value in item.items():
            yield f"/{escape(name)}", value


def _indexes(size: int, step: int | Sign | Slice) -> range:
    if isinstance(step, int):
        at = step if step >= 0 else size + step
        return range(at, at + 1) if 0 <= at < size else range(0)
    if isinstance(step, Slice):
        return range(size)[step.start : step.stop : step.step] if step.step != 0 else range(0)
    return range(size)


def _descent(item: Any) -> Iterator[tuple[str, Any]]:
    waiting = [("", item)]
    while waiting:
        base, value = waiting.pop()
        yield base, value
        waiting += reversed([(base + below, child) for below, child in _selected(value, WILDCARD)])


# -- the library -------------------------------------------------------------------------------


@cache
def _compiled(query: str) -> Any:
    from jsonpath_rfc9535 import compile as compile_query

    return compile_query(query)


def _locations(query: str, item: Any) -> list[tuple[str | int, ...]]:
    """Where the library finds values. It sees numbers as numbers; ours keep their digits.

    Several maps of one mapping ask the same of one record after the other, so that the last answer is kept.
    """
    last = _last.get(query)
    if last is None or last[0] is not item:
        found = [node.location for node in _compiled(query).finditer(_plain(item))]
        last = _last[query] = (item, found)
    return last[1]


_last: dict[str, tuple[Any, list[tuple[str | int, ...]]]] = {}


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


# -- around an element ---------------------------------------------------------------------------


def enclosing(record: Any, below: str, count: int) -> tuple[str, Any]:
    """The object that holds what a JSON Pointer leads to (`count` objects further out), with its own pointer.

    Lists between the two do not count. An empty object where there is none.
    """
    value, at = record, ""
    objects = [(at, value)] if value.__class__ is dict else []
    for token in below.split("/")[1:-1]:
        name = token.replace("~1", "/").replace("~0", "~")
        value, at = value[int(name) if value.__class__ is list else name], f"{at}/{token}"
        if value.__class__ is dict:
            objects.append((at, value))
    return objects[-count] if count <= len(objects) else ("", {})


class Enclosing:
    """The objects around the elements that a path selects in a record, by the element's position."""

    __slots__ = ("_count", "_path", "_record", "_shown")

    def __init__(self, path: Path, count: int) -> None:
        self._path, self._count = path, count
        self._record: Any = None
        self._shown: list[Any] = []

    def __call__(self, record: Any, position: int) -> Any:
        if record is not self._record:
            pointers = (at for at, _ in self._path.nodes(record))
            self._shown = [enclosing(record, at, self._count)[1] for at in pointers]
            self._record = record
        return self._shown[position]
