"""Dates and times by ordered patterns, to the text of xsd:date, xsd:dateTime, xsd:gYearMonth and xsd:gYear.

Patterns are tried in the order written and the first that fits decides: of `DD/MM/YYYY, MM/DD/YYYY`,
03/04/2020 is the third of April, which is told (IL-R021), and 12/31/2020 a New Year's Eve. A value that
fits a pattern's form but names no day of the calendar (31/02/2020) fits no pattern.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from interlingua.functions.datepatterns import Attempt, Reading, attempt, numeric, options
from interlingua.functions.digits import plain
from interlingua.functions.faults import ValueFault
from interlingua.functions.signature import Bound, Constants

_ANY_ORDER = ["DD", "MM", "YYYY"]
_QUICK_SIZE = 10


def _slices(pattern: str) -> Callable[[str], str | None] | None:
    """A quick attempt for DD, MM and YYYY with one sign between: ISO text, or None where in doubt."""
    letters = "".join(c if c in "DMY" else "-" for c in pattern)
    if len(pattern) != _QUICK_SIZE or sorted(letters.split("-")) != _ANY_ORDER:
        return None
    year, month, day = letters.index("YYYY"), letters.index("MM"), letters.index("DD")
    (i, a), (j, b) = ((at, c) for at, c in enumerate(pattern) if letters[at] == "-")

    def quick(text: str) -> str | None:
        if len(text) != _QUICK_SIZE or text[i] != a or text[j] != b:
            return None
        y, m, d = text[year : year + 4], text[month : month + 2], text[day : day + 2]
        digits = y + m + d
        if not (digits.isascii() and digits.isdigit()):
            return None
        try:
            date(int(y), int(m), int(d))
        except ValueError:
            return None
        return f"{y}-{m}-{d}"

    return quick


def _reader(constants: Constants, write: Callable[[Reading], str | None], *, partial: bool) -> Bound:
    """What reads a value by the first pattern that fits, and writes it."""
    how = options(constants, partial=partial)
    patterns = constants["format"]
    attempts: tuple[Attempt, ...] = tuple(attempt(pattern, how) for pattern in patterns)
    rivals = tuple(at for at, pattern in enumerate(patterns) if numeric(pattern))
    wanted = " or ".join(patterns)

    def in_doubt(text: str, at: int, found: Reading) -> bool:
        """Whether a later pattern of digits reads another day in it."""
        for other in rivals if at in rivals else ():
            if other > at:
                try:
                    second = attempts[other](text)
                except ValueError:
                    continue
                if second is not None and second.first != found.first:
                    return True
        return False

    @lru_cache(maxsize=8192)
    def convert(value: str | None) -> str | None:
        if value is None:
            return None
        text = plain(value)
        if not text:
            return None
        impossible = False
        for at, each in enumerate(attempts):
            try:
                found = each(text)
                written = None if found is None else write(found)
            except (ValueError, OverflowError):
                impossible = True
                continue
            if found is None:
                continue
            if len(rivals) > 1 and in_doubt(text, at, found):
                raise ValueFault(
                    "IL-R021",
                    "The date can be read in two ways; the first format was taken.",
                    severity="warning",
                    replacement=written,
                    hint="Leave out the format that this source does not use.",
                )
            return written
        what = "names a day that does not exist" if impossible else f"is not a date written {wanted}"
        raise ValueFault("IL-R002", f"The value {what}.")

    return convert


def _day(reading: Reading) -> str:
    return reading.first.isoformat()


def _moment(reading: Reading) -> str:
    day = reading.first + timedelta(days=1) if reading.midnight else reading.first
    return f"{day.isoformat()}T{reading.time}{reading.zone}"


def bind_date(constants: Constants) -> Bound:
    """A date, as xsd:date: the day as it is written, whatever time or zone stands beside it."""
    convert = _reader(constants, _day, partial=False)
    if len(constants["format"]) > 1 or constants.get("calendar", ("gregorian",)) != ("gregorian",):
        return convert
    quick = _slices(constants["format"][0])
    if quick is None:
        return convert

    def dated(value: str | None) -> str | None:
        found = quick(value) if value is not None else None
        return found if found is not None else convert(value)

    return dated


def bind_datetime(constants: Constants) -> Bound:
    """A date and time, as xsd:dateTime; parts of the time that a pattern does not name are zero."""
    return _reader(constants, _moment, partial=False)


def bind_exact_date(constants: Constants) -> Bound:
    """The day, where the value names one; nothing where it is of a month or a year."""
    return _reader(constants, lambda r: _day(r) if r.precision == "day" else None, partial=True)


def _whole_month(reading: Reading) -> bool:
    after = reading.last + timedelta(days=1)
    return reading.first.day == after.day == 1 and (after - reading.first).days <= 31


def bind_exact_month(constants: Constants) -> Bound:
    """The month, as xsd:gYearMonth, where the value names no day; nothing where it is no Gregorian month."""

    def write(reading: Reading) -> str | None:
        same = reading.precision == "month" and _whole_month(reading)
        return reading.first.isoformat()[:7] if same else None

    return _reader(constants, write, partial=True)


def bind_exact_year(constants: Constants) -> Bound:
    """The year, as xsd:gYear, where the value names no more; nothing where it is no Gregorian year."""

    def write(reading: Reading) -> str | None:
        first, last = reading.first, reading.last
        same = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year
        return f"{first.year:04d}" if reading.precision == "year" and same else None

    return _reader(constants, write, partial=True)


def bind_earliest_date(constants: Constants) -> Bound:
    """The first day that a month or a year can mean; nothing where the value names its day."""
    return _reader(constants, lambda r: None if r.precision == "day" else r.first.isoformat(), partial=True)


def bind_latest_date(constants: Constants) -> Bound:
    """The last day that a month or a year can mean; nothing where the value names its day."""
    return _reader(constants, lambda r: None if r.precision == "day" else r.last.isoformat(), partial=True)
