"""Numbers, kept as text: not one digit is lost."""

from __future__ import annotations

import re
from typing import Final

from interlingua.functions.faults import ValueFault
from interlingua.functions.signature import Bound, Constants

SPACES: Final = " \u00a0\u2007\u2009\u202f"
"""What stands between groups of digits where `group` is a space: Excel writes U+00A0 or U+202F in many countries."""
_BETWEEN: Final = re.compile(r"(?<=[0-9])[^0-9](?=[0-9])")
_NAMES: Final = {",": "`,`", ".": "`.`", "'": "`'`", "\u2019": "`\u2019`", "_": "`_`"}


def _why(text: str, decimal: str, group: str) -> str | None:
    """What to declare; of the value only its signs are told."""
    found = dict.fromkeys(_BETWEEN.findall(text))
    for sign in found:
        if sign in (decimal, *group):
            continue
        if sign in SPACES:
            return 'A value has spaces between its digits: declare `group=" "`.'
        if sign in _NAMES:
            head = f"A value has {_NAMES[sign]} between its digits: declare"
            point = sign in ",." and text.count(sign) == 1 and text.rfind(sign) > text.rfind(decimal)
            if point and len(text) - text.rfind(sign) != 4:
                return f'{head} `decimal="{sign}"`.'
            other = f' (or `decimal="{sign}"`, where it is the point)' if point else ""
            return f'{head} `group="{sign}"`{other}.'
    if decimal in found and text.count(decimal) > 1:
        return f"A value has {decimal!r} more than once: if it groups digits, declare it as `group`."
    return None


def bind_number(constants: Constants) -> Bound:
    """A decimal number with `.` as its point, from a text with another `decimal` or `group` sign.

    Grouping signs are refused unless `group` names one: `1,234` is either 1234 or 1.234. A `group` that
    is a space stands for every kind of space.
    """
    decimal = (constants.get("decimal") or (".",))[0]
    group = (constants.get("group") or ("",))[0]
    if len(decimal) != 1 or decimal.isdigit():
        raise ValueError("`decimal` must be one character, such as `,`")
    if len(group) > 1 or group.isdigit() or group == decimal:
        raise ValueError("`group` must be one character other than `decimal`")
    spaced = bool(group) and group in SPACES
    signs = SPACES if spaced else group
    whole = "[0-9]+"
    if group:
        whole = rf"(?:[0-9]{{1,3}}(?:[{re.escape(signs)}][0-9]{{3}})+|[0-9]+)"
    # Each character can be read in one way only, so matching is linear in the length of the text.
    without = dict.fromkeys(map(ord, signs))
    form = re.compile(rf"([+-]?)({whole})(?:{re.escape(decimal)}([0-9]+))?").fullmatch

    def number(value: str | None) -> str | None:
        if value is None:
            return None
        text = value.strip()
        if not text:
            return None
        match = form(text)
        if match is None:
            message = f"The value is not a number written with {decimal!r} as its point."
            raise ValueFault("IL-R002", message, hint=_why(text, decimal, signs))
        sign, digits, fraction = match.groups()
        if group:
            digits = digits.translate(without)
        out = f"{digits}.{fraction}" if fraction else digits
        return f"-{out}" if sign == "-" else out

    return number
