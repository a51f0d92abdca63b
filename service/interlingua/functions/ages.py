"""From an age and the day it was stated for, to the days on which the person can have been born."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from interlingua.functions.digits import plain
from interlingua.functions.faults import ValueFault
from interlingua.functions.signature import Bound, Constants

_WHOLE: Final = re.compile(r"([0-9]{1,5})(?:\.0+)?")
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOST: Final = {"years": 130, "months": 1560, "weeks": 6784, "days": 47483}
UNITS: Final = tuple(_MOST)


def _months_before(day: date, months: int) -> date:
    """The same day that many months earlier; the month's last where it has no such day."""
    at = day.year * 12 + day.month - 1 - months
    year, month = divmod(at, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _before(day: date, count: int, unit: str) -> date:
    if unit == "years":
        return _months_before(day, 12 * count)
    if unit == "months":
        return _months_before(day, count)
    return day - timedelta(days=count * (7 if unit == "weeks" else 1))


def _options(constants: Constants) -> tuple[str, int | None]:
    unit = constants.get("unit", ("years",))[0]
    if unit not in UNITS:
        raise ValueError(f"`unit` must be one of {', '.join(UNITS)}")
    top = constants.get("top", (None,))[0]
    if top is not None and _WHOLE.fullmatch(top) is None:
        raise ValueError("`top` must be the age that stands for itself and all above, such as 98")
    return unit, int(float(top)) if top is not None else None


def _bind(constants: Constants, pick: Callable[[date, int, str, bool], date | None]) -> Bound:
    unit, top = _options(constants)

    def born(age: str | None, on: str | None) -> str | None:
        written, day = plain(age or ""), plain(on or "")
        if not written or not day:
            return None
        match = _WHOLE.fullmatch(written)
        if match is None or (count := int(match[1])) > _MOST[unit]:
            raise ValueFault("IL-R002", f"The age is not a whole number of {unit} that a person can have.")
        if top is not None and count > top:
            raise ValueFault("IL-R002", "The age is above its top code.", hint="Mend `top` in the mapping.")
        try:
            if _DATE.match(day) is None:
                raise ValueError("no date")
            found = pick(date.fromisoformat(day[:10]), count, unit, count == top)
        except (ValueError, OverflowError):
            raise ValueFault(
                "IL-R002",
                "The day of the age is not a date written YYYY-MM-DD.",
                hint="Read it with il:date.",
            ) from None
        return None if found is None else found.isoformat()

    return born


def _earliest(day: date, count: int, unit: str, topped: bool) -> date | None:
    return None if topped else _before(day, count + 1, unit) + timedelta(days=1)


def bind_earliest_birth(constants: Constants) -> Bound:
    """The first day of birth with which a person has this age, completed, on that day; none for the top code.

    Of 39 years on 2024-06-30: 1984-07-01, since a day earlier would make 40.
    """
    return _bind(constants, _earliest)


def bind_latest_birth(constants: Constants) -> Bound:
    """The last day of birth with which a person has completed this age on that day."""
    return _bind(constants, lambda day, count, unit, _topped: _before(day, count, unit))


def bind_age(constants: Constants) -> Bound:
    """Completed years (or months, weeks, days) between a birth and a day, both YYYY-MM-DD."""
    unit, _ = _options(constants)

    def age(born: str | None, on: str | None) -> str | None:
        first, last = plain(born or ""), plain(on or "")
        if not first or not last:
            return None
        try:
            if not (_DATE.match(first) and _DATE.match(last)):
                raise ValueError("no date")
            a, b = date.fromisoformat(first[:10]), date.fromisoformat(last[:10])
        except ValueError:
            raise ValueFault(
                "IL-R002",
                "An age is counted between dates written YYYY-MM-DD.",
                hint="Read them with il:date.",
            ) from None
        if b < a:
            raise ValueFault("IL-R002", "The birth is after the day of the age.")
        if unit in ("days", "weeks"):
            return str((b - a).days // (7 if unit == "weeks" else 1))
        months = (b.year - a.year) * 12 + b.month - a.month
        while months and _reached(a, months) > b:
            months -= 1
        return str(months // 12 if unit == "years" else months)

    return age


def _reached(born: date, months: int) -> date:
    """The day on which that many months are complete: the next month's first where it lacks the day."""
    year, month = divmod(born.year * 12 + born.month - 1 + months, 12)
    if year > 9999:
        return date.max
    last = calendar.monthrange(year, month + 1)[1]
    day = date(year, month + 1, min(born.day, last))
    return day if born.day <= last else day + timedelta(days=1)
