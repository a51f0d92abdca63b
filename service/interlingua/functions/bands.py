"""Bands of numbers, as forms and code books write them: `0_5000`, `5.001 - 10.000`, `10000 plus`, `< 500`."""

from __future__ import annotations

from typing import Final

from interlingua.functions.digits import plain
from interlingua.functions.faults import ValueFault
from interlingua.functions.numbers import Signs, signs
from interlingua.functions.signature import Bound, Constants

_BETWEEN: Final = ("_", "-", "\u2013", "\u2014", " to ", "..", "/", ";")
_OPEN: Final = ("plus", "+", "and over", "and more", "or more", "and above", "over")
_BELOW: Final = ("<=", "\u2264", "<", "up to ", "under ", "below ")
_ABOVE: Final = (">=", "\u2265", ">", "over ", "above ", "from ", "more than ")

Band = tuple[str | None, str | None]


def _number(text: str, written: Signs) -> str | None:
    return written.read(text.strip(" _-"))


def _ends(text: str, marks: tuple[str, ...]) -> str | None:
    """The text before one of the marks at its end."""
    found = next((mark for mark in marks if text.endswith(mark)), None)
    return text[: -len(found)] if found else None


def _starts(text: str, marks: tuple[str, ...]) -> str | None:
    found = next((mark for mark in marks if text.startswith(mark)), None)
    return text[len(found) :] if found else None


def band(text: str, written: Signs, between: tuple[str, ...], open_: tuple[str, ...]) -> Band | None:
    """The two bounds of a band; one is None where it is open; None where the text is no band."""
    lowered = text.casefold()
    for cut, lower in (
        (_ends(lowered, open_), True),
        (_starts(lowered, _ABOVE), True),
        (_starts(lowered, _BELOW), False),
    ):
        if cut is not None and (bound := _number(cut, written)) is not None:
            return (bound, None) if lower else (None, bound)
    for mark in between:
        # A mark may also group digits or be a sign: every place where it stands is tried.
        at = lowered.find(mark, 1)
        while at > 0:
            low, high = _number(lowered[:at], written), _number(lowered[at + len(mark) :], written)
            if low is not None and high is not None:
                return low, high
            at = lowered.find(mark, at + 1)
    only = written.read(lowered)
    return (only, only) if only is not None else None


def _bind(constants: Constants, which: int) -> Bound:
    written = signs(constants)
    between = constants.get("between", _BETWEEN)
    open_ = tuple(word.casefold() for word in constants.get("open", _OPEN))
    if not all(between) or not all(open_):
        raise ValueError("`between` and `open` must not be empty")

    def bound(value: str | None) -> str | None:
        text = plain(value or "")
        if not text:
            return None
        found = band(text, written, between, open_) if len(text) <= 100 else None
        if found is None:
            raise ValueFault("IL-R002", "The value is not a band of numbers, such as 0-5000 or 10000+.")
        low, high = found
        if low is not None and high is not None and float(low) > float(high):
            raise ValueFault("IL-R002", "The band ends before it begins.")
        return found[which]

    return bound


def bind_lower_bound(constants: Constants) -> Bound:
    """The number with which a band begins; nothing where it is open below."""
    return _bind(constants, 0)


def bind_upper_bound(constants: Constants) -> Bound:
    """The number with which a band ends; nothing where it is open above."""
    return _bind(constants, 1)
