"""Identifiers as their issuers wrote them: whole, or told to be damaged; padded where zeros were lost."""

from __future__ import annotations

import re
from typing import Final

from interlingua.functions.digits import plain
from interlingua.functions.faults import ValueFault
from interlingua.functions.signature import Bound, Constants

DAMAGED: Final = "IL-R019"
_SCIENTIFIC: Final = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{1,3}")
_FLOAT: Final = re.compile(r"[0-9]+[.,]0+")
_ROUNDED: Final = re.compile(r"[1-9][0-9]{14}0{3,}")
_AS_TEXT: Final = (
    "Export the column as text; a spreadsheet keeps 15 digits of a number, and no zeros in front."
)


def _lengths(constants: Constants) -> frozenset[int]:
    written = constants.get("length", ())
    if not all(re.fullmatch("[1-9][0-9]{0,2}", each) for each in written):
        raise ValueError("`length` must be how many characters an identifier has")
    return frozenset(int(each) for each in written)


def bind_identifier(constants: Constants) -> Bound:
    """The identifier, when nothing shows that a spreadsheet has damaged it.

    `length` (repeated, where there are several) and `pattern` (RE2, of the whole) say what it looks like. Damaged
    are 4.49E+35, 500.0, and fewer digits than the length (lost zeros); 18 digits and more that end in zeros
    from the 16th on are told, and kept. What is only wrong is malformed.
    """
    lengths = _lengths(constants)
    pattern = constants.get("pattern", (None,))[0]
    form = None
    if pattern is not None:
        import re2

        try:
            form = re2.compile(pattern).fullmatch
        except re2.error as error:
            raise ValueError(f"`pattern` cannot be used: {error}") from None
    shortest = min(lengths, default=0)

    def identifier(value: str | None) -> str | None:
        if value is None:
            return None
        text = value.strip()
        if not text:
            return None
        fits = (not lengths or len(text) in lengths) and (form is None or form(text) is not None)
        if _shortened(text) and not (fits and form is not None):
            raise ValueFault(
                DAMAGED, "The identifier was turned into a number and lost digits.", hint=_AS_TEXT
            )
        if fits and _ROUNDED.fullmatch(text):
            raise ValueFault(
                DAMAGED,
                "The identifier ends in zeros from the 16th digit on, as a number in a spreadsheet does.",
                severity="warning",
                replacement=text,
                hint=_AS_TEXT,
            )
        if fits:
            return text
        if len(text) < shortest and plain(text).isdigit():
            raise ValueFault(
                DAMAGED, "The identifier is too short: zeros in front of it may be lost.", hint=_AS_TEXT
            )
        raise ValueFault("IL-R002", "The value does not have the form of such an identifier.")

    return identifier


def _shortened(text: str) -> bool:
    return _SCIENTIFIC.fullmatch(text) is not None or _FLOAT.fullmatch(text) is not None


def bind_pad(constants: Constants) -> Bound:
    """The text filled up in front to a length: 12345 to 0012345."""
    lengths = _lengths(constants)
    fill = constants.get("with", ("0",))[0]
    if len(lengths) != 1 or len(fill) != 1:
        raise ValueError("`length` must be one number, and `with` one character")
    size = next(iter(lengths))

    def pad(value: str | None) -> str | None:
        text = (value or "").strip()
        if not text:
            return None
        if _shortened(text):
            raise ValueFault(
                DAMAGED, "The value was turned into a number and may have lost digits.", hint=_AS_TEXT
            )
        if len(text) > size:
            raise ValueFault("IL-R002", f"The value is longer than {size} characters.")
        return text.rjust(size, fill)

    return pad


def bind_part(constants: Constants) -> Bound:
    """One part of a path, such as `kisumu.kisumu-central`: the first (1), another by its number, or the last (-1)."""
    separator = constants.get("separator", (".",))[0]
    at = constants["at"][0]
    if not separator:
        raise ValueError("`separator` must not be empty")
    words = {"first": 1, "last": -1}
    if at not in words and re.fullmatch("-?[1-9][0-9]?", at) is None:
        raise ValueError("`at` must be `first`, `last`, or a number: 1 is the first part, -1 the last")
    number = words[at] if at in words else int(at)
    index = number - 1 if number > 0 else number

    def part(value: str | None) -> str | None:
        if value is None:
            return None
        parts = value.split(separator)
        return parts[index].strip() or None if -len(parts) <= index < len(parts) else None

    return part


def bind_parent(constants: Constants) -> Bound:
    """What stands before the last separator of a path; or the first `length` characters of a code."""
    lengths = _lengths(constants)
    separator = constants.get("separator", (None,))[0]
    if bool(lengths) == bool(separator) or len(lengths) > 1:
        raise ValueError("write either `separator` or one `length`")
    size = next(iter(lengths), 0)

    def parent(value: str | None) -> str | None:
        text = (value or "").strip()
        if separator:
            return text.rpartition(separator)[0].strip() or None
        return text[:size] if len(text) > size else None

    return parent
