"""Functions of several values: of a path that finds many, of a split text, of an argument given more than once."""

from __future__ import annotations

from interlingua.functions.faults import ValueFault
from interlingua.functions.signature import Bound, Constants

Text = str | None


def count(values: list[str]) -> str:
    """How many there are."""
    return str(len(values))


def first(values: list[str]) -> Text:
    """The first."""
    return values[0] if values else None


def last(values: list[str]) -> Text:
    """The last."""
    return values[-1] if values else None


def _position(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueFault("IL-R015", "A position in a list must be a whole number.") from None


def item(values: list[str], at: Text) -> Text:
    """The one at a position: 0 is the first, -1 the last; null where there is none."""
    if at is None:
        return None
    place = _position(at)
    return values[place] if -len(values) <= place < len(values) else None


def items(values: list[str], start: Text, end: Text) -> list[str]:
    """Those from a position up to, not including, another."""
    return values[_position(start) if start else None : _position(end) if end else None]


def grel_get(values: list[str], start: Text, end: Text) -> list[str]:
    """The one at `from`; with `to`, those up to it."""
    if start is None:
        return []
    if end is not None:
        return items(values, start, end)
    found = item(values, start)
    return [] if found is None else [found]


def reverse(values: list[str]) -> list[str]:
    """Last first."""
    return values[::-1]


def order(values: list[str]) -> list[str]:
    """In the order of their characters."""
    return sorted(values)


def unique(values: list[str]) -> list[str]:
    """Each once, in the order of their first."""
    return list(dict.fromkeys(values))


def bind_join(constants: Constants) -> Bound:
    """All of them in one text, with `separator` between; of none, null."""
    separator = (constants.get("separator") or ("",))[0]
    return lambda values: separator.join(values) if values else None
