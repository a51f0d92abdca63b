"""Numbers, kept as text: not one digit is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from interlingua.functions.digits import plain
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


_SCIENTIFIC: Final = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]+")
_ARABIC_POINT, _ARABIC_GROUP = "\u066b", "\u066c"
_GROUPINGS: Final = {
    "thousands": "[0-9]{1,3}(?:%s[0-9]{3})+",
    "indian": "[0-9]{1,2}(?:%s[0-9]{2})*%s[0-9]{3}",
}


@dataclass(frozen=True, slots=True)
class Signs:
    """How a source writes its numbers; every `form` is linear in the length of the text."""

    decimal: str
    group: str
    form: Callable[[str], re.Match[str] | None]
    hint: Callable[[str], str | None]

    def read(self, text: str) -> str | None:
        """The number with `.` as its point, of a text without outer white space; None where it is none."""
        if not text.isascii():
            text = text.replace(_ARABIC_POINT, self.decimal)
            if self.group:
                text = text.replace(_ARABIC_GROUP, self.group[0])
        match = self.form(text)
        if match is None:
            return None
        sign, digits, fraction = match.groups()
        if self.group:
            digits = "".join(c for c in digits if c not in self.group)
        out = f"{digits}.{fraction}" if fraction else digits
        return f"-{out}" if sign == "-" else out


def signs(constants: Constants) -> Signs:
    """The signs that a call declares. Raises ValueError where they cannot be told apart."""
    decimal = (constants.get("decimal") or (".",))[0]
    group = (constants.get("group") or ("",))[0]
    grouping = (constants.get("grouping") or ("thousands",))[0]
    if len(decimal) != 1 or decimal.isdigit():
        raise ValueError("`decimal` must be one character, such as `,`")
    if len(group) > 1 or group.isdigit() or group == decimal:
        raise ValueError("`group` must be one character other than `decimal`")
    if grouping not in _GROUPINGS:
        raise ValueError("`grouping` must be `thousands` (1,234,567) or `indian` (12,34,567)")
    between = SPACES if group and group in SPACES else group
    whole = "[0-9]+"
    if group:
        mark = f"[{re.escape(between)}]"
        whole = f"(?:{_GROUPINGS[grouping].replace('%s', mark)}|[0-9]+)"
    form = re.compile(rf"([+-]?)({whole})(?:{re.escape(decimal)}([0-9]+))?").fullmatch

    def hint(text: str) -> str | None:
        if _SCIENTIFIC.fullmatch(text):
            return "A spreadsheet has shortened the number: export it as text."
        return _why(text, decimal, between)

    return Signs(decimal, between, form, hint)


def bind_number(constants: Constants) -> Bound:
    """A decimal number with `.` as its point, from a text with another `decimal` or `group` sign.

    Grouping signs are refused unless `group` names one: `1,234` is either 1234 or 1.234. A `group` that
    is a space stands for every kind of space. With `implied=2` the last two digits are behind a point that
    is not written: 12345 is 123.45.
    """
    written = signs(constants)
    implied = (constants.get("implied") or ("0",))[0]
    if re.fullmatch("[0-9]", implied) is None:
        raise ValueError("`implied` must be how many digits stand behind the point, such as 2")
    places = int(implied)
    message = f"The value is not a number written with {written.decimal!r} as its point."

    def number(value: str | None) -> str | None:
        if value is None:
            return None
        text = plain(value)
        if not text:
            return None
        out = written.read(text)
        if out is None:
            raise ValueFault("IL-R002", message, hint=written.hint(text))
        if not places:
            return out
        if "." in out:
            raise ValueFault("IL-R002", "The value has a point where `implied` says that none is written.")
        sign, digits = ("-", out[1:]) if out[0] == "-" else ("", out)
        digits = digits.rjust(places + 1, "0")
        return f"{sign}{digits[:-places]}.{digits[-places:]}"

    return number
