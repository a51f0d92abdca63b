"""Strict JSON: no key twice, no NaN, numbers in their own digits, a limit to depth, only valid Unicode.

RFC 8259 leaves duplicate names and number precision to the implementation; here nothing is chosen
silently: what is ambiguous is refused.
"""

from __future__ import annotations

import json
import re
from json.decoder import JSONDecodeError
from typing import Any, Final, NoReturn

from interlingua.errors import Diagnostic, Place
from interlingua.jsonpath import JsonNumber

MAX_DEPTH: Final = 500
"""Objects and arrays inside each other; deeper is taken for an attack."""

SPACE: Final = re.compile(r"[ \t\n\r]*")
_TOKEN = re.compile(r'["\[\]{},]')
_IN_STRING = re.compile(r'["\\]')
_LONGEST_TOKEN = len("-Infinity") + 8
_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_BAD_BYTES = re.compile("[\udc80-\udcff]")


class RepeatedKey(ValueError):
    """An object names a key twice. `key` may be personal: it goes to `Diagnostic.value` only."""

    def __init__(self, key: str) -> None:
        super().__init__("repeated key")
        self.key = key


class NotANumber(ValueError):
    """`NaN`, `Infinity` or `-Infinity`."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise RepeatedKey(key)
            seen.add(key)
    return made


def _constant(_: str) -> NoReturn:
    raise NotANumber


_decoder = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=JsonNumber, parse_float=JsonNumber, parse_constant=_constant
)
_scan = _decoder.scan_once  # type: ignore[attr-defined]  # raw_decode without its check of the offset


class Incomplete(Exception):
    """There is no value, or the text ends before it does; `pos` is where one was expected."""

    def __init__(self, pos: int = 0) -> None:
        super().__init__()
        self.pos = pos


def value_at(text: str, pos: int) -> tuple[Any, int]:
    """The value at `pos` and the offset behind it.

    Raises RepeatedKey, NotANumber, RecursionError, JSONDecodeError; and Incomplete where there is no
    value, or none yet.
    """
    try:
        value, end = _scan(text, pos)
    except StopIteration as stop:
        raise Incomplete(stop.value) from stop
    return value, end


def fault(text: str, start: int, end: int, value: Any, *, max_cell: int) -> tuple[str, str] | None:
    """Code and message of what is wrong with a value that was parsed: depth, half surrogates, a huge text."""
    brackets = text.count("{", start, end) + text.count("[", start, end)
    if brackets > MAX_DEPTH and too_deep([value]):
        return "IL-R008", f"It is nested deeper than {MAX_DEPTH} levels."
    if text.find("\\u", start, end) >= 0 and _SURROGATE_ESCAPE.search(text, start, end):
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except (UnicodeEncodeError, RecursionError):
            return "IL-R008", "A text holds half a surrogate pair, which is no character."
    if (end - start) * 4 > max_cell and _longest(value) > max_cell:
        return "IL-R006", f"A text is over {max_cell} bytes."
    return None


def bad_bytes(text: str, start: int, end: int) -> bool:
    """Whether bytes that were not in the encoding stand there."""
    return _BAD_BYTES.search(text, start, end) is not None


def explain(error: Exception, start: int, place: Place) -> Diagnostic:
    """Why a value could not be parsed, as the finding that costs its element."""
    if isinstance(error, RepeatedKey):
        return Diagnostic("IL-R007", "An object names a key twice.", place=place, value=error.key)
    if isinstance(error, NotANumber):
        return Diagnostic("IL-R008", "NaN and Infinity are not JSON.", place=place)
    if isinstance(error, RecursionError):
        return Diagnostic("IL-R008", f"It is nested deeper than {MAX_DEPTH} levels.", place=place)
    if isinstance(error, JSONDecodeError):
        what = error.msg.split(":")[0].lower()
        where = f"character {error.pos - start + 1} of the element"
        return Diagnostic("IL-R008", f"The JSON is not valid: {what}, {where}.", place=place)
    return Diagnostic("IL-R008", "The JSON is not valid: a value is missing or cut short.", place=place)


def may_go_on(error: Exception, text: str) -> bool:
    """Whether the fault is only that the text ends here."""
    if isinstance(error, JSONDecodeError):
        return error.msg.startswith("Unterminated string") or error.pos > len(text) - _LONGEST_TOKEN
    return isinstance(error, Incomplete) and error.pos > len(text) - _LONGEST_TOKEN


class Span:
    """Follows brackets and strings to where a value must end, valid or not; goes on over many texts."""

    __slots__ = ("_depth", "_escaped", "_quoted")

    def __init__(self) -> None:
        self._depth, self._quoted, self._escaped = 0, False, False

    def find(self, text: str, pos: int) -> int:
        """The offset of the comma or bracket behind the value; -1 when the text ends first."""
        if self._escaped and pos < len(text):
            pos, self._escaped = pos + 1, False
        while match := (_IN_STRING if self._quoted else _TOKEN).search(text, pos):
            char, pos = match.group(), match.end()
            if char == '"':
                self._quoted = not self._quoted
            elif char == "\\":
                if pos == len(text):
                    self._escaped = True
                    return -1
                pos += 1
            elif char in "[{":
                self._depth += 1
            elif self._depth == 0:
                return match.start()
            elif char != ",":
                self._depth -= 1
        return -1


def too_deep(value: Any) -> bool:
    """Whether objects and arrays nest deeper than MAX_DEPTH; taken level by level, so it cannot recurse."""
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        if not level:
            return False
        level = [
            inner
            for outer in level
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, (dict, list))
        ]
    return bool(level)


def _longest(value: Any) -> int:
    longest, todo = 0, [value]
    while todo:
        item = todo.pop()
        if isinstance(item, dict):
            todo.extend(item.values())
        elif isinstance(item, list):
            todo.extend(item)
        elif isinstance(item, str):
            longest = max(longest, len(item.encode(errors="surrogatepass")))
    return longest


def to_json(value: Any) -> str:
    """A value back as JSON, its numbers in their own digits."""
    if isinstance(value, JsonNumber):
        return str(value)
    if isinstance(value, dict):
        members = (f"{json.dumps(key, ensure_ascii=False)}: {to_json(item)}" for key, item in value.items())
        return "{" + ", ".join(members) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(to_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
