"""More functions on texts: where something stands, what is before and behind it, and its plainest form."""

from __future__ import annotations

import csv
import html
import json
import re
import unicodedata
from collections.abc import Callable
from typing import Final
from urllib.parse import unquote

from interlingua.functions.faults import ValueFault
from interlingua.functions.signature import Bound, Constants

Text = str | None

_SPACES: Final = re.compile(r"\s+")
_LETTERS: Final = str.maketrans({
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D",
    "ł": "l", "Ł": "L", "ı": "i", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th",
})  # fmt: skip
"""Letters of the Latin script that no decomposition of Unicode takes apart."""


def starts_with(value: Text, other: Text) -> bool:
    """Whether the text begins with the other one."""
    return value is not None and other is not None and value.startswith(other)


def ends_with(value: Text, other: Text) -> bool:
    """Whether the text ends with the other one."""
    return value is not None and other is not None and value.endswith(other)


def one_of(value: Text, of: tuple[Text, ...]) -> bool:
    """Whether the value is one of the others."""
    return value is not None and value in of


def exclusive(tests: tuple[bool | None, ...]) -> bool:
    """Whether an odd number of the tests holds."""
    return sum(map(bool, tests)) % 2 == 1


def index_of(value: Text, other: Text) -> Text:
    """The position of the first occurrence, from 0; -1 where there is none."""
    return None if value is None or other is None else str(value.find(other))


def last_index_of(value: Text, other: Text) -> Text:
    """The position of the last occurrence, from 0; -1 where there is none."""
    return None if value is None or other is None else str(value.rfind(other))


def before(value: Text, mark: Text) -> Text:
    """What stands before the first mark; without one, all."""
    if value is None or not mark:
        return value
    return value.partition(mark)[0].strip() or None


def after(value: Text, mark: Text) -> Text:
    """What stands behind the first mark; without one, null."""
    if value is None or not mark:
        return None
    return value.partition(mark)[2].strip() or None


def partition(value: Text, mark: Text) -> list[str]:
    """What stands before the first mark, the mark, and what stands behind; without one, the text."""
    if value is None:
        return []
    return list(value.partition(mark)) if mark and mark in value else [value]


def last_partition(value: Text, mark: Text) -> list[str]:
    """The same at the last mark."""
    if value is None:
        return []
    return list(value.rpartition(mark)) if mark and mark in value else [value]


def chomp(value: Text, ending: Text) -> Text:
    """Without an ending, where it has it."""
    return value if value is None or not ending else value.removesuffix(ending)


def collapse(value: Text) -> Text:
    """One space wherever there is white space, and none at both ends; nothing left is null."""
    return None if value is None else _SPACES.sub(" ", value).strip() or None


def fold(value: Text) -> Text:
    """Without accents and other marks on letters, in lower case: for comparing, not for keeping."""
    return None if value is None else _plain(value).casefold()


def _plain(value: str) -> str:
    apart = unicodedata.normalize("NFKD", value.translate(_LETTERS))
    return "".join(c for c in apart if not unicodedata.combining(c))


def fingerprint(value: Text) -> Text:
    """The words of a text, folded, without punctuation, each once, in their order: for finding doubles."""
    if value is None:
        return None
    folded = "".join(c if c.isalnum() else " " for c in _plain(value).casefold())
    return " ".join(sorted(set(folded.split()))) or None


def replace_characters(value: Text, find: Text, by: Text) -> Text:
    """Each character of `find` replaced with the one of `by` at its position; without one, left out."""
    if value is None or not find:
        return value
    given = by or ""
    return value.translate(
        {ord(c): given[i] if i < len(given) else None for i, c in reversed(list(enumerate(find)))}
    )


def bind_cut(constants: Constants) -> Bound:
    """Cut into pieces of fixed lengths; what is left over is the last."""
    try:
        lengths = [int(one) for one in constants["length"]]
    except ValueError:
        raise ValueError("`length` must be whole numbers") from None
    if any(not 0 < one <= 10_000 for one in lengths):
        raise ValueError("`length` must be above 0, and 10,000 at most")

    def cut(value: Text) -> list[str]:
        out, at = [], 0
        for size in lengths if value else ():
            out.append((value or "")[at : at + size])
            at += size
        return [piece for piece in [*out, (value or "")[at:]] if piece]

    return cut


def _javascript(text: str) -> str:
    try:
        return str(json.loads(f'"{text}"'))
    except ValueError:
        raise ValueFault("IL-R002", "The value is not escaped as JavaScript has it.") from None


def _csv(text: str) -> str:
    return next(iter(next(csv.reader([text]), [])), "") if text.startswith('"') else text


_UNESCAPES: Final[dict[str, Callable[[str], str]]] = {
    "html": html.unescape, "xml": html.unescape, "url": unquote, "csv": _csv, "javascript": _javascript,
}  # fmt: skip


def bind_unescape(constants: Constants) -> Bound:
    """The opposite of il:escape."""
    mode = constants["mode"][0].lower()
    if mode not in _UNESCAPES:
        raise ValueError(f"`mode` must be one of {', '.join(sorted(_UNESCAPES))}")
    convert = _UNESCAPES[mode]
    return lambda value: None if value is None else convert(value)


def same(value: Text) -> Text:
    """The value as it is."""
    return value
