"""Dates as sources of many countries write them: orders, names of months, zones, serials, calendars."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlingua.errors import EnvironmentFailed
from interlingua.functions import ValueFault
from interlingua.functions.calendars import NAMES, calendar
from interlingua.functions.dates import (
    bind_date,
    bind_datetime,
    bind_earliest_date,
    bind_exact_date,
    bind_exact_month,
    bind_exact_year,
    bind_latest_date,
)


def read(value: str | None, *formats: str, **constants: Any) -> Any:
    fixed = {name: v if isinstance(v, tuple) else (v,) for name, v in constants.items()}
    return bind_date({"format": formats, **fixed})(value)


@pytest.mark.parametrize(
    ("value", "formats", "constants", "expected"),
    [
        ("24-10-1980", ("DD/MM/YYYY", "DD-MM-YYYY", "DD.MM.YYYY"), {}, "1980-10-24"),
        ("1972/05/07", ("YYYY/MM/DD",), {}, "1972-05-07"),
        ("12/31/2020", ("DD/MM/YYYY", "MM/DD/YYYY"), {}, "2020-12-31"),
        ("03/03/2020", ("DD/MM/YYYY", "MM/DD/YYYY"), {}, "2020-03-03"),
        ("\u200f٣١/١٢/١٩٩٩", ("DD/MM/YYYY",), {}, "1999-12-31"),
        ("2530-۰۵-۰۱", ("YYYY-MM-DD",), {"calendar": "buddhist"}, "1987-05-01"),
        ("05 Mar 85", ("DD MMM YY",), {"pivot": "1930"}, "1985-03-05"),
        ("05/03/29", ("DD/MM/YY",), {"pivot": "1930"}, "2029-03-05"),
        ("5 March 1985", ("D MMM YYYY",), {}, "1985-03-05"),
        ("5 Sept. 1985", ("D MMM YYYY",), {}, "1985-09-05"),
        ("1er août 1985", ("Der MMMM YYYY",), {"language": "fr"}, "1985-08-01"),
        ("14 juil. 1985", ("D MMM YYYY",), {"language": "fr"}, "1985-07-14"),
        ("5 de SETIEMBRE de 1985", ("D de MMM de YYYY",), {"language": "es"}, "1985-09-05"),
        ("5-dez-1985", ("D-MMM-YYYY",), {"language": "pt"}, "1985-12-05"),
        ("5 março 1985", ("D MMM YYYY",), {"language": ("es", "pt")}, "1985-03-05"),
        ("٥ كانون الثاني ١٩٨٥", ("D MMM YYYY",), {"language": "ar"}, "1985-01-05"),
        ("5 أغسطس 1985", ("D MMM YYYY",), {"language": "ar"}, "1985-08-05"),
        ("3 Meskerem 2000", ("D MMM YYYY",),
         {"calendar": "ethiopian", "months": "Meskerem, Tikimt, Hidar, Tahsas, Tir, Yekatit, Megabit, Miyazya, Ginbot, "
                                             "Sene, Hamle, Nehase, Pagume"}, "2007-09-14"),
        ("2024-02-29T23:30:00.250+0545", ("iso",), {}, "2024-02-29"),
        ("2024-02-29", ("iso",), {}, "2024-02-29"),
        ("2024-02-29T24:00:00", ("iso",), {}, "2024-02-29"),
        ("1/15/2024 3:45:00 PM", ("M/D/YYYY hh:mm:ss AM",), {}, "2024-01-15"),
        ("0", ("excel1904",), {}, "1904-01-01"),
        ("42734", ("excel1904",), {}, "2020-12-31"),
        ("1705329000", ("unix",), {}, "2024-01-15"),
        ("-86400", ("unix",), {}, "1969-12-31"),
        ("1705352400000", ("unix-ms",), {"zone": "+07:00"}, "2024-01-16"),
    ],
)  # fmt: skip
def test_forms(value: str, formats: tuple[str, ...], constants: dict[str, Any], expected: str) -> None:
    assert read(value, *formats, **constants) == expected


def test_two_orders_of_day_and_month_are_told() -> None:
    for formats, first in (
        (("DD/MM/YYYY", "MM/DD/YYYY"), "2020-04-03"), (("MM/DD/YYYY", "DD/MM/YYYY"), "2020-03-04"),
    ):  # fmt: skip
        with pytest.raises(ValueFault) as fault:
            read("03/04/2020", *formats)
        told = fault.value
        assert (told.code, told.severity, told.replacement) == ("IL-R021", "warning", first)
        assert "2020" not in told.message


@pytest.mark.parametrize(
    ("value", "formats", "constants"),
    [
        ("5 jui 1985", ("D MMM YYYY",), {"language": "fr"}),  # juin or juillet
        ("5 May 1985", ("D MMM YYYY",), {"language": "fr"}),
        ("31 de abril de 1985", ("D de MMM de YYYY",), {"language": "es"}),
        ("2024-02-29T10:00:00+15:00", ("iso",), {}),
        ("2024-02", ("iso",), {}),
        ("13:00 AM 1/1/2024", ("hh:mm AM D/M/YYYY",), {}),
        ("2402-03-01", ("YYYY-MM-DD",), {"calendar": "thai"}),
        ("2483-02-01", ("YYYY-MM-DD",), {"calendar": "thai"}),
        ("2016-13-06", ("YYYY-MM-DD",), {"calendar": "ethiopian"}),
        ("2080-01-32", ("YYYY-MM-DD",), {"calendar": "bikram-sambat"}),
        ("1402-12-30", ("YYYY-MM-DD",), {"calendar": "jalali"}),
        ("1342-01-01", ("YYYY-MM-DD",), {"calendar": "islamic-umalqura"}),
        ("99999999999999", ("unix",), {}),
        ("1984-00-00", ("YYYY-MM-DD",), {}),
    ],
)  # fmt: skip
def test_no_such_day(value: str, formats: tuple[str, ...], constants: dict[str, Any]) -> None:
    with pytest.raises(ValueFault) as fault:
        read(value, *formats, **constants)
    assert (fault.value.code, fault.value.severity) == ("IL-R002", "violation")
    assert value not in fault.value.message


@pytest.mark.parametrize(
    ("name", "local", "expected"),
    [
        # 1 January 1941 began the Thai year 2484; until then the year began in April.
        ("thai", "2484-01-01", "1941-01-01"),
        ("thai", "2483-04-01", "1940-04-01"),
        ("thai", "2482-03-31", "1940-03-31"),
        ("buddhist", "2482-03-31", "1939-03-31"),
        ("buddhist", "2567-02-29", "2024-02-29"),
        ("minguo", "0113-01-01", "2024-01-01"),
        # New Year of the Ethiopian millennium, and the one behind a leap year.
        ("ethiopian", "2000-01-01", "2007-09-12"),
        ("ethiopian", "2015-13-06", "2023-09-11"),
        ("ethiopian", "2016-01-01", "2023-09-12"),
        # New Year's days that were kept: Nepal 2080, Iran 1403 (and the leap day before it), Islamic 1445.
        ("bikram-sambat", "2080-01-01", "2023-04-14"),
        ("bikram-sambat", "2000-01-01", "1943-04-14"),
        ("bikram-sambat", "2072-01-12", "2015-04-25"),
        ("jalali", "1403-01-01", "2024-03-20"),
        ("jalali", "1399-12-30", "2021-03-20"),
        ("jalali", "1357-11-22", "1979-02-11"),
        ("islamic-umalqura", "1445-01-01", "2023-07-19"),
        ("islamic-umalqura", "1446-09-01", "2025-03-01"),
        ("islamic-civil", "1445-01-01", "2023-07-19"),
        ("islamic-civil", "0001-01-01", "0622-07-19"),
    ],
)
def test_known_days_of_calendars(name: str, local: str, expected: str) -> None:
    assert read(local, "YYYY-MM-DD", calendar=name) == expected


def test_a_calendar_whose_library_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "nepali_datetime", None)
    with pytest.raises(EnvironmentFailed) as error:
        calendar("bikram-sambat")
    assert error.value.code == "IL-E003"
    assert "interlingua[calendars]" in (error.value.hint or "")


START = {
    "bikram-sambat": (1990, 2090),
    "islamic-umalqura": (1350, 1490),
    "jalali": (1250, 1450),
    "thai": (2440, 2600),
}


@given(st.sampled_from(NAMES), st.integers(0, 10_000))
def test_the_months_of_a_year_join_without_a_gap(name: str, number: int) -> None:
    low, high = START.get(name, (1, 9000) if name not in ("buddhist", "minguo") else (600, 2600))
    of, year = calendar(name), low + number % (high - low)
    first, last = of.year(year)
    order = sorted(of.month(year, month) for month in range(1, 14) if has_month(of, year, month))
    assert order[0][0] == first
    assert order[-1][1] == last
    for (_, end), (begin, _) in pairwise(order):
        assert begin - end == timedelta(days=1)


def has_month(of: Any, year: int, month: int) -> bool:
    try:
        of.month(year, month)
    except ValueError:
        return False
    return True


@given(st.dates(date(1950, 1, 1), date(2040, 1, 1)), st.sampled_from(NAMES))
def test_every_day_is_one_day_of_each_calendar(day: date, name: str) -> None:
    """Reading day after day of a calendar's year gives each Gregorian day once."""
    of = calendar(name)
    guess = {"bikram-sambat": 57, "islamic-umalqura": -579, "islamic-civil": -579, "jalali": -621, "ethiopian": -8,
             "buddhist": 543, "thai": 543, "minguo": -1911}.get(name, 0)  # fmt: skip
    found = [
        (year, month, d)
        for year in range(day.year + guess - 4 - (day.year - 1950) // 200, day.year + guess + 6)
        for month in range(1, 14)
        for d in range(1, 33)
        if made(of, year, month, d) == day
    ]
    assert len(found) == 1


def made(of: Any, year: int, month: int, day: int) -> date | None:
    try:
        found: date = of.to_date(year, month, day)
    except ValueError:
        return None
    return found


@pytest.mark.parametrize(
    ("value", "exact", "month", "year", "earliest", "latest"),
    [
        ("1984", None, None, "1984", "1984-01-01", "1984-12-31"),
        ("1984-02", None, "1984-02", None, "1984-02-01", "1984-02-29"),
        ("1984-02-11", "1984-02-11", None, None, None, None),
        ("198402", None, "1984-02", None, "1984-02-01", "1984-02-29"),
        ("00/00/1984", None, None, "1984", "1984-01-01", "1984-12-31"),
        ("00/07/1984", None, "1984-07", None, "1984-07-01", "1984-07-31"),
        ("", None, None, None, None, None),
    ],
)
def test_partial_dates(value: str, exact: Any, month: Any, year: Any, earliest: Any, latest: Any) -> None:
    formats = {"format": ("iso", "YYYYMM", "DD/MM/YYYY")}
    binds = (bind_exact_date, bind_exact_month, bind_exact_year, bind_earliest_date, bind_latest_date)
    assert [bind(formats)(value) for bind in binds] == [exact, month, year, earliest, latest]


def test_a_year_of_another_calendar_is_an_interval_and_no_year() -> None:
    formats = {"format": ("YYYY",), "calendar": ("ethiopian",)}
    assert bind_exact_year(formats)("1976") is None
    assert bind_earliest_date(formats)("1976") == "1983-09-12"
    assert bind_latest_date(formats)("1976") == "1984-09-10"
    thai = {"format": ("YYYY",), "calendar": ("buddhist",)}
    assert bind_exact_year(thai)("2527") == "1984"


def test_a_day_of_no_month_is_malformed() -> None:
    with pytest.raises(ValueFault):
        bind_exact_date({"format": ("YYYY-MM-DD",)})("1984-00-11")


@pytest.mark.parametrize(
    ("value", "pattern", "constants", "expected"),
    [
        ("2024-02-29T24:00:00Z", "iso", {}, "2024-03-01T00:00:00Z"),
        ("2024-02-29 24:00", "YYYY-MM-DD hh:mm", {}, "2024-03-01T00:00:00"),
        ("2024-02-29T10:20:30.125+0545", "iso", {}, "2024-02-29T10:20:30.125+05:45"),
        ("12:05 am 1/2/2024", "hh:mm AM D/M/YYYY", {}, "2024-02-01T00:05:00"),
        ("12:05 p.m. 1/2/2024", "hh:mm AM D/M/YYYY", {}, "2024-02-01T12:05:00"),
        ("1705329000", "unix", {}, "2024-01-15T14:30:00Z"),
        ("1705329000123", "unix-ms", {"zone": ("+05:45",)}, "2024-01-15T20:15:00+05:45"),
        ("44196.75", "excel", {"zone": ("Z",)}, "2020-12-31T18:00:00Z"),
        ("44196.9999999", "excel", {}, "2020-12-31T23:59:59"),
        ("2080-01-01 10:00", "YYYY-MM-DD hh:mm", {"calendar": ("bikram-sambat",), "zone": ("+05:45",)},
         "2023-04-14T10:00:00+05:45"),
    ],
)  # fmt: skip
def test_moments(value: str, pattern: str, constants: dict[str, Any], expected: str) -> None:
    assert bind_datetime({"format": (pattern,), **constants})(value) == expected


@pytest.mark.parametrize(
    ("constants", "said"),
    [
        ({"calendar": ("lunar",)}, "`calendar` must be one of"),
        ({"language": ("de",)}, "`language` must be one of"),
        ({"months": ("a,b,c",)}, "`months` must be"),
        ({"pivot": ("30",)}, "`pivot` must be"),
        ({"zone": ("Asia/Bangkok",)}, "`zone` must be"),
    ],
)
def test_constants_that_cannot_be(constants: dict[str, tuple[str, ...]], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        bind_date({"format": ("DD MMM YYYY",), **constants})


def test_two_digits_of_a_year_need_their_century() -> None:
    with pytest.raises(ValueError, match="pivot=1930"):
        bind_date({"format": ("DD/MM/YY",)})
