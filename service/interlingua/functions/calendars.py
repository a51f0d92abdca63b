"""Calendars that records are dated in, to the Gregorian calendar of xsd:date.

Arithmetic ones are here: the solar ones with another count of years (Buddhist as CLDR has it, the Thai
civil calendar with its year from April until 2483, Minguo), the Ethiopian one (thirteen months, years of
the Incarnation era) and the tabular Islamic one (thirty-year cycle, civil epoch). Those that
follow observation or a government's table come from libraries: Bikram Sambat (nepali-datetime), Jalali
(jdatetime), Umm al-Qura (hijridate); `pip install 'interlingua[calendars]'`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from interlingua.errors import EnvironmentFailed

ToDate = Callable[[int, int, int], date]
"""Year, month and day to a date; ValueError where there is no such day."""
_LONGEST: Final = 32
"""Days of the longest month of all: Bikram Sambat has some of 32."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """One calendar: how its days are dated, and with which month its year begins."""

    name: str
    to_date: ToDate
    opens: Callable[[int], int] = lambda _year: 1

    def year(self, year: int) -> tuple[date, date]:
        """The first and the last day of a year."""
        return self._first(year), self._first(year + 1) - timedelta(days=1)

    def month(self, year: int, month: int) -> tuple[date, date]:
        """The first and the last day of a month."""
        first = self.to_date(year, month, 1)
        for day in range(_LONGEST, 1, -1):
            try:
                return first, self.to_date(year, month, day)
            except ValueError:
                continue
        raise ValueError("no such month")

    def _first(self, year: int) -> date:
        return self.to_date(year, self.opens(year), 1)


def _counted(offset: int) -> ToDate:
    return lambda year, month, day: date(year + offset, month, day)


def _thai(year: int, month: int, day: int) -> date:
    """The year began on 1 April from 2432 on; 2483 had nine months, and 2484 began on 1 January 1941."""
    if year < 2432 or (year == 2483 and month < 4):
        raise ValueError("no such day")
    return date(year - 542 if year < 2483 and month < 4 else year - 543, month, day)


_ETHIOPIAN_EPOCH: Final = 1723856 - 1721425
"""29 August 8 of the Julian calendar, as a day number of Python's."""


def _ethiopian(year: int, month: int, day: int) -> date:
    last = 30 if month < 13 else 6 if year % 4 == 3 else 5
    if not (1 <= year <= 9999 and 1 <= month <= 13 and 1 <= day <= last):
        raise ValueError("no such day")
    return date.fromordinal(_ETHIOPIAN_EPOCH + 365 * year + year // 4 + 30 * month + day - 31)


_ISLAMIC_EPOCH: Final = date(622, 7, 19).toordinal()
"""16 July 622 of the Julian calendar."""


def _islamic(year: int, month: int, day: int) -> date:
    leap = (11 * year + 14) % 30 < 11
    last = 30 if month % 2 or (month == 12 and leap) else 29
    if not (1 <= year <= 9666 and 1 <= month <= 12 and 1 <= day <= last):
        raise ValueError("no such day")
    days = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day - 1
    return date.fromordinal(_ISLAMIC_EPOCH + days)


def _missing(package: str, calendar: str, error: ImportError) -> EnvironmentFailed:
    failed = EnvironmentFailed(
        "IL-E003",
        f"The calendar {calendar!r} needs the package {package}.",
        hint="pip install 'interlingua[calendars]'",
    )
    failed.__cause__ = error
    return failed


def _bikram_sambat() -> ToDate:
    try:
        import nepali_datetime
    except ImportError as error:
        raise _missing("nepali-datetime", "bikram-sambat", error) from error

    def to_date(year: int, month: int, day: int) -> date:
        found: date = nepali_datetime.date(year, month, day).to_datetime_date()
        return found

    return to_date


def _jalali() -> ToDate:
    try:
        import jdatetime
    except ImportError as error:
        raise _missing("jdatetime", "jalali", error) from error

    def to_date(year: int, month: int, day: int) -> date:
        found: date = jdatetime.date(year, month, day).togregorian()
        return found

    return to_date


def _umm_al_qura() -> ToDate:
    try:
        from hijridate import Hijri
    except ImportError as error:
        raise _missing("hijridate", "islamic-umalqura", error) from error

    def to_date(year: int, month: int, day: int) -> date:
        try:
            found = Hijri(year, month, day).to_gregorian()
        except OverflowError as error:
            raise ValueError("outside the table of the calendar") from error
        return date(found.year, found.month, found.day)

    return to_date


_SIMPLE: Final[dict[str, ToDate]] = {
    "gregorian": date,
    "buddhist": _counted(-543),
    "minguo": _counted(1911),
    "thai": _thai,
    "ethiopian": _ethiopian,
    "islamic-civil": _islamic,
}
_LIBRARIES: Final[dict[str, Callable[[], ToDate]]] = {
    "bikram-sambat": _bikram_sambat,
    "jalali": _jalali,
    "islamic-umalqura": _umm_al_qura,
}
NAMES: Final = (*_SIMPLE, *_LIBRARIES)


def calendar(name: str) -> Calendar:
    """The calendar of that name. Raises ValueError for another name, IL-E003 where its library is missing."""
    if name in _SIMPLE:
        opens: Callable[[int], int] = (lambda y: 4 if y < 2484 else 1) if name == "thai" else (lambda _y: 1)
        return Calendar(name, _SIMPLE[name], opens)
    if name in _LIBRARIES:
        return Calendar(name, _LIBRARIES[name]())
    raise ValueError(f"`calendar` must be one of {', '.join(NAMES)}")
