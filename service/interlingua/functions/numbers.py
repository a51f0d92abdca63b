"""Numbers, kept as text: not one digit is lost."""

from __future__ import annotations

import re

from interlingua.functions.faults import ValueFault
from interlingua.functions.signature import Bound, Constants


def bind_number(constants: Constants) -> Bound:
    """A decimal number with `.` as its point, from a text with another `decimal` or `group` sign.

    Grouping signs are refused unless `group` names one: `1,234` is either 1234 or 1.234.
    """
    decimal = (constants.get("decimal") or (".",))[0]
    group = (constants.get("group") or ("",))[0]
    if len(decimal) != 1 or decimal.isdigit():
        raise ValueError("`decimal` must be one character, such as `,`")
    if len(group) > 1 or group.isdigit() or group == decimal:
        raise ValueError("`group` must be one character other than `decimal`")
    whole = "[0-9]+"
    if group:
        whole = rf"(?:[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}})+|[0-9]+)"
    # Each character can be read in one way only, so matching is linear in the length of the text.
    form = re.compile(rf"([+-]?)({whole})(?:{re.escape(decimal)}([0-9]+))?").fullmatch

    def number(value: str | None) -> str | None:
        if value is None:
            return None
        text = value.strip()
        if not text:
            return None
        match = form(text)
        if match is None:
            raise ValueFault("IL-R002", f"The value is not a number written with {decimal!r} as its point.")
        sign, digits, fraction = match.groups()
        if group:
            digits = digits.replace(group, "")
        out = f"{digits}.{fraction}" if fraction else digits
        return f"-{out}" if sign == "-" else out

    return number
