"""Functions on texts. A null argument gives null, unless the docstring says otherwise."""

from __future__ import annotations

import html
import json
from collections.abc import Callable
from urllib.parse import quote

from interlingua.functions.faults import ValueFault
from interlingua.functions.signature import Bound, Constants

Text = str | None


def trim(value: Text) -> Text:
    """Without white space at both ends; nothing left is null."""
    return None if value is None else value.strip() or None


def lower(value: Text) -> Text:
    """In lower case."""
    return None if value is None else value.lower()


def upper(value: Text) -> Text:
    """In upper case."""
    return None if value is None else value.upper()


def title(value: Text) -> Text:
    """Each word with a capital."""
    return (
        None if value is None else " ".join(word[:1].upper() + word[1:].lower() for word in value.split(" "))
    )


def replace(value: Text, find: Text, by: Text) -> Text:
    """Every `find` replaced with `by` (null: with nothing)."""
    if value is None or not find:
        return value
    return value.replace(find, by or "")


def bind_concat(constants: Constants) -> Bound:
    """The values that are not null, joined; all null is null."""
    separator = (constants.get("separator") or ("",))[0]

    def concat(values: tuple[Text, ...]) -> Text:
        present = [value for value in values if value is not None]
        return separator.join(present) if present else None

    return concat


def bind_split(constants: Constants) -> Bound:
    """The parts between separators, trimmed, empty ones left out."""
    separator = constants["separator"][0]
    if not separator:
        raise ValueError("`separator` must not be empty")

    def split(value: Text) -> list[str] | None:
        if value is None:
            return None
        return [part for piece in value.split(separator) if (part := piece.strip())]

    return split


def _position(value: Text) -> int | None:
    if value is None:
        return None
    try:
        return int(value)
    except ValueError:
        raise ValueFault("IL-R015", "A position in a text must be a whole number.") from None


def substring(value: Text, start: Text, end: Text) -> Text:
    """Characters from `start` (counted from 0) up to, not including, `end`; nothing there is null."""
    if value is None:
        return None
    return value[_position(start) : _position(end)] or None


def grel_substring(value: Text, start: Text, end: Text) -> Text:
    """The same; "" where the text ends at `start`, and null only beyond: RML-FNML keeps an empty result."""
    if value is None:
        return None
    at = _position(start)
    return None if at is not None and at > len(value) else value[at : _position(end)]


def always_abc() -> str:
    """The text `ABC`, as IDLab's function for tests gives it."""
    return "ABC"


def length(value: Text) -> Text:
    """How many characters."""
    return None if value is None else str(len(value))


def to_upper_url(value: Text) -> Text:
    """In upper case, scheme and all; `http://` goes before what has none, as IDLab's function does."""
    if value is None:
        return None
    address = value.upper()
    return address if address.startswith(("HTTP://", "HTTPS://")) else f"http://{address}"


_ESCAPES: dict[str, Callable[[str], str]] = {
    "html": html.escape,
    "xml": lambda text: html.escape(text, quote=True),
    "url": lambda text: quote(text, safe=""),
    "csv": lambda text: '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\r\n') else text,
    "javascript": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
}


def bind_escape(constants: Constants) -> Bound:
    """The text escaped for HTML, XML, URL, CSV or JavaScript."""
    mode = constants["mode"][0].lower()
    if mode not in _ESCAPES:
        raise ValueError(f"`mode` must be one of {', '.join(sorted(_ESCAPES))}")
    convert = _ESCAPES[mode]
    return lambda value: None if value is None else convert(value)
