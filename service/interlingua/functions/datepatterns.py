"""Patterns of dates and times: from what a source writes to days of the Gregorian calendar.

docs/mapping.md lists the signs. Each pattern becomes one attempt: it gives a Reading, None where the
text does not have its form, and ValueError where it has and names no day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from datetime import time as clock
from typing import Final, Literal

from interlingua.functions.calendars import Calendar, calendar
from interlingua.functions.months import names_of
from interlingua.functions.signature import Constants

Precision = Literal["day", "month", "year"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The days that a text can mean (one, a month's or a year's), and its time of the day."""

    first: date
    last: date
    precision: Precision = "day"
    time: str = "00:00:00"
    zone: str = ""
    midnight: bool = False
    """Written 24:00: the end of that day, which as a time is the beginning of the next."""


Attempt = Callable[[str], Reading | None]


@dataclass(frozen=True, slots=True)
class Options:
    """What a call says beside its patterns. `partial`: a value may be of a month or a year only."""

    partial: bool = False
    calendar: Calendar = field(default_factory=lambda: calendar("gregorian"))
    pivot: int | None = None
    zone: str = ""
    months: Callable[[str], int] = field(default_factory=lambda: names_of(("en",)))


def options(constants: Constants, *, partial: bool = False) -> Options:
    """The options that the constants of a call stand for. Raises ValueError where they cannot be used."""
    pivot = constants.get("pivot", (None,))[0]
    if pivot is not None and not re.fullmatch("[0-9]{4}", pivot):
        raise ValueError(
            "`pivot` must be the first of the hundred years that two digits can mean, such as 1930"
        )
    zone = constants.get("zone", ("",))[0]
    if zone and _zone(zone) is None:
        raise ValueError("`zone` must be `Z` or have the form `+05:45`")
    own = constants.get("months", (None,))[0]
    return Options(
        partial,
        calendar(constants.get("calendar", ("gregorian",))[0]),
        int(pivot) if pivot is not None else None,
        _zone(zone) or "",
        names_of(constants.get("language", ("en",)), own),
    )


_YEARS: Final = re.compile(r"Y{5,}|(?<!Y)YYY(?!Y)|(?<!Y)Y(?!Y)")
_TOKEN: Final = re.compile(r"YYYY|YY|MMMM|MMM|MM|AM|M|DD|D|hh|mm|ss|SSS|Z")
_FORMS: Final = {
    "YYYY": "(?P<Y>[0-9]{4})", "YY": "(?P<y>[0-9]{2})", "MM": "(?P<M>[0-9]{2})", "M": "(?P<M>[0-9]{1,2})",
    "MMM": r"(?P<N>[^\d/,]{2,24}?)", "MMMM": r"(?P<N>[^\d/,]{2,24}?)", "DD": "(?P<D>[0-9]{2})",
    "D": "(?P<D>[0-9]{1,2})", "hh": "(?P<h>[0-9]{2})", "mm": "(?P<m>[0-9]{2})", "ss": "(?P<s>[0-9]{2})",
    "SSS": "(?P<f>[0-9]{1,9})", "AM": "(?P<A>[AaPp])\\.?[Mm]\\.?",
    "Z": "(?P<Z>Z|[+-][0-9]{2}(?::?[0-9]{2})?)",
}  # fmt: skip
_ISO: Final = re.compile(
    r"(?P<Y>[0-9]{4})(?:-(?P<M>[0-9]{2})(?:-(?P<D>[0-9]{2})"
    r"(?:[Tt ](?P<h>[0-9]{2}):(?P<m>[0-9]{2})(?::(?P<s>[0-9]{2})(?:[.,](?P<f>[0-9]{1,9}))?)?"
    r"(?P<Z>[Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)?)?)?)?"
)
_NUMBER: Final = re.compile(r"(-?[0-9]{1,15})(?:\.([0-9]{1,15}))?")
_LAST_SERIAL: Final = 2958465
_EPOCHS: Final = {"unix": 1, "unix-ms": 1000}
NAMED: Final = ("iso", "excel", "excel1904", *_EPOCHS)


def _zone(written: str) -> str | None:
    """`Z` or `+hh:mm`; None where there is no such zone (XSD allows up to 14:00)."""
    if written in ("", "Z", "z"):
        return written.upper()
    match = re.fullmatch("([+-])([0-9]{2}):?([0-9]{2})?", written)
    if match is None:
        return None
    sign, hours, minutes = match[1], int(match[2]), int(match[3] or 0)
    if minutes > 59 or hours * 60 + minutes > 14 * 60:
        return None
    return f"{sign}{hours:02d}:{minutes:02d}"


def _days(year: int, month: int | None, day: int | None, how: Options) -> tuple[date, date, Precision]:
    """The days that these parts can mean; a month or a day 00 is one that nobody knew."""
    if how.partial:
        month, day = month or None, day or None
        if month is None and day is not None:
            raise ValueError("a day of no month")
        if month is None:
            return (*how.calendar.year(year), "year")
        if day is None:
            return (*how.calendar.month(year, month), "month")
    only = how.calendar.to_date(year, month or 0, day or 0)
    return only, only, "day"


def _year(part: dict[str, str | None], how: Options) -> int:
    if part.get("Y"):
        return int(part["Y"] or 0)
    assert how.pivot is not None
    two = int(part["y"] or 0)
    return how.pivot + (two - how.pivot) % 100


def _read(part: dict[str, str | None], how: Options) -> Reading:
    """What the parts that a form found mean. ValueError where there is no such day, time or zone."""
    name, month, day = part.get("N"), part.get("M"), part.get("D")
    number = how.months(name) if name else int(month) if month else None
    first, last, precision = _days(_year(part, how), number, int(day) if day else None, how)
    hour, minute, second = (int(part.get(letter) or 0) for letter in "hms")
    half = part.get("A")
    if half:
        if not 1 <= hour <= 12:
            raise ValueError("no such hour")
        hour = hour % 12 + (12 if half in "Pp" else 0)
    fraction = f".{part['f']}" if part.get("f") else ""
    # XSD 1.1 part 2, 3.3.7: "24:00:00" is the end of a day, and the same moment as the next one's start.
    midnight = hour == 24 and not (minute or second or fraction.strip(".0"))
    if midnight:
        hour = 0
    clock(hour, minute, second)
    zone = _zone(part.get("Z") or "")
    if zone is None:
        raise ValueError("no such time zone")
    return Reading(
        first, last, precision, f"{hour:02d}:{minute:02d}:{second:02d}{fraction}", zone or how.zone, midnight
    )


def _pattern(pattern: str, how: Options) -> Attempt:
    source, at = "", 0
    tokens = list(_TOKEN.finditer(pattern))
    twelve = any(token[0] == "AM" for token in tokens)
    for token in tokens:
        form = "(?P<h>[0-9]{1,2})" if twelve and token[0] == "hh" else _FORMS[token[0]]
        source += re.escape(pattern[at : token.start()]) + form
        at = token.end()
    try:
        form_of = re.compile(source + re.escape(pattern[at:])).fullmatch
    except re.error:
        raise ValueError(f"the pattern {pattern!r} names one part twice") from None

    def attempt(text: str) -> Reading | None:
        match = form_of(text)
        return None if match is None else _read(match.groupdict(), how)

    return attempt


def _iso(how: Options) -> Attempt:
    def attempt(text: str) -> Reading | None:
        match = _ISO.fullmatch(text)
        if match is None or (match["D"] is None and not how.partial):
            return None
        return _read(match.groupdict(), how)

    return attempt


def _serial(how: Options, *, from_1904: bool) -> Attempt:
    """Days since the workbook's beginning; the part of a day behind the point is its time."""

    def attempt(text: str) -> Reading | None:
        match = _NUMBER.fullmatch(text)
        if match is None or len(match[1]) > 7 or match[1].startswith("-"):
            return None
        serial = int(match[1])
        # Day 60 is 29 February 1900, a day that never was; serials below it are one day off.
        if not from_1904 and (serial < 1 or serial == 60):
            raise ValueError("no such day")
        start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if serial < 60 else 30)  # noqa: DTZ001
        seconds = round(float(f"0.{match[2] or 0}") * 86400)
        if serial > _LAST_SERIAL - (1462 if from_1904 else 0):
            raise ValueError("no such day")
        return _moment(start + timedelta(days=serial, seconds=min(seconds, 86399)), how.zone)

    return attempt


def _epoch(how: Options, ticks: int) -> Attempt:
    """Seconds or milliseconds since 1970 in UTC, as the clock of `zone` showed them."""
    written = how.zone or "Z"
    sign = -1 if written[0] == "-" else 1
    minutes = 0 if written == "Z" else sign * (int(written[1:3]) * 60 + int(written[4:]))
    zone = timezone(timedelta(minutes=minutes))

    def attempt(text: str) -> Reading | None:
        match = _NUMBER.fullmatch(text)
        if match is None:
            return None
        try:
            moment = datetime(1970, 1, 1, tzinfo=zone) + timedelta(
                seconds=int(match[1]) // ticks, minutes=minutes
            )
        except OverflowError:
            raise ValueError("no such moment") from None
        return _moment(moment, written)

    return attempt


def _moment(moment: datetime, zone: str) -> Reading:
    day = moment.date()
    return Reading(day, day, "day", moment.time().isoformat("seconds"), zone)


def attempt(pattern: str, how: Options) -> Attempt:
    """One pattern, compiled. ValueError where the pattern cannot make a date."""
    if pattern == "iso":
        return _iso(how)
    if pattern in ("excel", "excel1904"):
        return _serial(how, from_1904=pattern == "excel1904")
    if pattern in _EPOCHS:
        return _epoch(how, _EPOCHS[pattern])
    found = _TOKEN.findall(pattern)
    of_day = {part[0] for part in found if part[0] in "YMD"}
    if (run := _YEARS.search(pattern)) is not None:
        raise ValueError(f"the pattern {pattern!r} has {run[0]!r}: write YYYY for a year of four digits")
    if "YY" in found and how.pivot is None:
        raise ValueError(
            f"the pattern {pattern!r} has a year of two digits: write `pivot=1930`, the first of the hundred years "
            "that they can mean"
        )
    if how.partial and of_day in ({"Y"}, {"Y", "M"}):
        return _pattern(pattern, how)
    if of_day != {"Y", "M", "D"}:
        wanted = "a year (YYYY)" if how.partial else "a year (YYYY), a month (MM) and a day (DD)"
        raise ValueError(f"the pattern {pattern!r} must hold {wanted}, or be one of {', '.join(NAMED)}")
    return _pattern(pattern, how)


def numeric(pattern: str) -> bool:
    """Whether its day and month are both digits, so that another order of them may fit, too."""
    found = _TOKEN.findall(pattern)
    return any(t in ("D", "DD") for t in found) and any(t in ("M", "MM") for t in found)
