"""Dates and times by ordered patterns, to the text of xsd:date and xsd:dateTime.

A pattern is built of YYYY MM DD hh mm ss (digits of that length), M D (one or two digits), MMM (an
English month, `Jan`), Z (`Z` or `+01:00`); any other character stands for itself. `excel` is the serial
number of a workbook (1900 system). Patterns are tried in the order written and the first that fits
decides: of `DD/MM/YYYY, MM/DD/YYYY`, 03/04/2020 is the third of April, and 12/31/2020 a New Year's Eve.
A value that fits a pattern's digits but names no day of the calendar (31/02/2020) fits no pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as clock
from functools import lru_cache

from interlingua.functions.faults import ValueFault
from interlingua.functions.signature import Bound, Constants

Attempt = Callable[[str], str | None]
"""Gives ISO text, or None where the pattern does not fit; ValueError where it names no day."""

_TOKEN = re.compile(r"YYYY|MMM|MM|M|DD|D|hh|mm|ss|Z")
_FORMS = {
    "YYYY": "(?P<Y>[0-9]{4})", "MM": "(?P<M>[0-9]{2})", "M": "(?P<M>[0-9]{1,2})", "DD": "(?P<D>[0-9]{2})",
    "D": "(?P<D>[0-9]{1,2})", "MMM": "(?P<N>[A-Za-z]{3})", "hh": "(?P<h>[0-9]{2})", "mm": "(?P<m>[0-9]{2})",
    "ss": "(?P<s>[0-9]{2})", "Z": "(?P<Z>Z|[+-][0-9]{2}:[0-9]{2})",
}  # fmt: skip
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {m: i for i, m in enumerate(_NAMES, 1)}
_EXCEL = re.compile(r"[0-9]{1,7}(?:\.[0-9]{1,15})?")
_LAST_SERIAL = 2958465


def _slices(pattern: str, *, time: bool) -> Attempt | None:
    """A quick attempt for the common patterns of fixed length that hold a date only."""
    if time or sorted(_TOKEN.findall(pattern)) != ["DD", "MM", "YYYY"]:
        return None
    year, month, day = pattern.index("YYYY"), pattern.index("MM"), pattern.index("DD")
    size = len(pattern)
    marks = tuple((i, c) for i, c in enumerate(_TOKEN.sub(lambda m: "\0" * len(m[0]), pattern)) if c != "\0")

    def attempt(text: str) -> str | None:
        if len(text) != size:
            return None
        for i, c in marks:
            if text[i] != c:
                return None
        y, m, d = text[year : year + 4], text[month : month + 2], text[day : day + 2]
        digits = y + m + d
        if not (digits.isascii() and digits.isdigit()):
            return None
        date(int(y), int(m), int(d))
        return f"{y}-{m}-{d}"

    return attempt


def _general(pattern: str, *, time: bool) -> Attempt:
    source, at = "", 0
    for token in _TOKEN.finditer(pattern):
        source += re.escape(pattern[at : token.start()]) + _FORMS[token[0]]
        at = token.end()
    try:
        form = re.compile(source + re.escape(pattern[at:])).fullmatch
    except re.error:
        raise ValueError(f"the pattern {pattern!r} names one part twice") from None

    def attempt(text: str) -> str | None:
        match = form(text)
        if match is None:
            return None
        part = match.groupdict()
        month = _MONTHS.get(part["N"].lower(), 0) if part.get("N") else int(part["M"])
        day = date(int(part["Y"]), month, int(part["D"]))
        if not time:
            return f"{day.year:04d}-{day.month:02d}-{day.day:02d}"
        hour, minute, second = (int(part.get(name) or 0) for name in "hms")
        clock(hour, minute, second)
        zone = part.get("Z") or ""
        if zone not in ("", "Z") and (int(zone[1:3]) > 14 or int(zone[4:]) > 59):
            raise ValueError("no such time zone")
        return f"{day.year:04d}-{day.month:02d}-{day.day:02d}T{hour:02d}:{minute:02d}:{second:02d}{zone}"

    return attempt


def _excel(text: str, *, time: bool) -> str | None:
    if _EXCEL.fullmatch(text) is None:
        return None
    days, _, fraction = text.partition(".")
    serial = int(days)
    # Day 60 is 29 February 1900, a day that never was; serials below it are one day off.
    if serial < 1 or serial == 60 or serial > _LAST_SERIAL:
        raise ValueError("no such day")
    moment = datetime(1899, 12, 31 if serial < 60 else 30) + timedelta(days=serial)  # noqa: DTZ001
    if not time:
        return moment.date().isoformat()
    moment += timedelta(seconds=round(float("0." + (fraction or "0")) * 86400))
    return moment.isoformat(timespec="seconds")


def attempt(pattern: str, *, time: bool) -> Attempt:
    """One pattern, compiled. ValueError where the pattern cannot make a date."""
    if pattern == "excel":
        return lambda text: _excel(text, time=time)
    of_day = {part[0] for part in _TOKEN.findall(pattern) if part[0] in "YMD"}
    if of_day != {"Y", "M", "D"}:
        raise ValueError(
            f"the pattern {pattern!r} must hold a year (YYYY), a month (MM) and a day (DD), or be `excel`"
        )
    return _slices(pattern, time=time) or _general(pattern, time=time)


def _bind(constants: Constants, *, time: bool) -> Bound:
    patterns = constants["format"]
    attempts = tuple(attempt(pattern, time=time) for pattern in patterns)
    wanted = " or ".join(patterns)

    @lru_cache(maxsize=8192)
    def convert(value: str | None) -> str | None:
        if value is None:
            return None
        text = value.strip()
        if not text:
            return None
        impossible = False
        for each in attempts:
            try:
                found = each(text)
            except ValueError:
                impossible = True
                continue
            if found is not None:
                return found
        what = "names a day that does not exist" if impossible else f"is not a date written {wanted}"
        raise ValueFault("IL-R002", f"The value {what}.")

    return convert


def bind_date(constants: Constants) -> Bound:
    """A date, as xsd:date."""
    return _bind(constants, time=False)


def bind_datetime(constants: Constants) -> Bound:
    """A date and time, as xsd:dateTime; parts of the time that a pattern does not name are zero."""
    return _bind(constants, time=True)
