"""il:date and il:datetime."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlingua.functions import ValueFault
from interlingua.functions.dates import bind_date, bind_datetime


@pytest.mark.parametrize(
    ("value", "formats", "expected"),
    [
        ("31/12/1999", ["DD/MM/YYYY"], "1999-12-31"),
        ("  31/12/1999 ", ["DD/MM/YYYY"], "1999-12-31"),
        ("1999-12-31", ["YYYY-MM-DD"], "1999-12-31"),
        ("31-12-1999", ["DD-MM-YYYY"], "1999-12-31"),
        ("19991231", ["YYYYMMDD"], "1999-12-31"),
        ("12/31/1999", ["MM/DD/YYYY"], "1999-12-31"),
        ("1.2.2003", ["D.M.YYYY"], "2003-02-01"),
        ("29 Feb 2024", ["DD MMM YYYY"], "2024-02-29"),
        ("2024-02-29T10:20:30Z", ["YYYY-MM-DDThh:mm:ssZ"], "2024-02-29"),
        ("0001-01-01", ["YYYY-MM-DD"], "0001-01-01"),
        # the first that fits decides
        ("12/31/2020", ["DD/MM/YYYY", "MM/DD/YYYY"], "2020-12-31"),
        # serial numbers of a workbook, on both sides of the day that never was
        ("1", ["excel"], "1900-01-01"),
        ("59", ["excel"], "1900-02-28"),
        ("61", ["excel"], "1900-03-01"),
        ("44196", ["excel"], "2020-12-31"),
        ("44196.75", ["excel"], "2020-12-31"),
        ("", ["YYYY-MM-DD"], None),
        ("   ", ["YYYY-MM-DD"], None),
        (None, ["YYYY-MM-DD"], None),
    ],
)
def test_dates(value: str | None, formats: list[str], expected: str | None) -> None:
    assert bind_date({"format": tuple(formats)})(value) == expected


@pytest.mark.parametrize(
    ("value", "formats"),
    [
        ("31/02/2020", ["DD/MM/YYYY"]),
        ("29/02/2023", ["DD/MM/YYYY"]),
        ("00/01/2020", ["DD/MM/YYYY"]),
        ("01/01/0000", ["DD/MM/YYYY"]),
        ("1/2/2020", ["DD/MM/YYYY"]),
        ("31/12/99", ["DD/MM/YYYY"]),
        ("31/12/1999x", ["DD/MM/YYYY"]),
        ("31-12-1999", ["DD/MM/YYYY"]),
        ("60", ["excel"]),
        ("0", ["excel"]),
        ("2958466", ["excel"]),
        ("-5", ["excel"]),
        ("12 Foo 2020", ["DD MMM YYYY"]),
    ],
)
def test_a_day_that_is_none_is_malformed(value: str, formats: list[str]) -> None:
    with pytest.raises(ValueFault) as fault:
        bind_date({"format": tuple(formats)})(value)
    assert fault.value.code == "IL-R002"
    assert value not in fault.value.message


@pytest.mark.parametrize(
    "pattern", ["", "YY-MM-DD", "YYYY-MM", "MM/DD", "YYYY", "DD/DD/YYYY MM", "hh:mm", "dd/mm/yyyy"]
)
def test_a_pattern_must_make_a_date(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        bind_date({"format": (pattern,)})


@pytest.mark.parametrize(
    ("value", "pattern", "expected"),
    [
        ("2024-02-29T10:20:30Z", "YYYY-MM-DDThh:mm:ssZ", "2024-02-29T10:20:30Z"),
        ("2024-02-29T10:20:30+05:30", "YYYY-MM-DDThh:mm:ssZ", "2024-02-29T10:20:30+05:30"),
        ("29/02/2024 10:20", "DD/MM/YYYY hh:mm", "2024-02-29T10:20:00"),
        ("29/02/2024", "DD/MM/YYYY", "2024-02-29T00:00:00"),
        ("44196.75", "excel", "2020-12-31T18:00:00"),
    ],
)
def test_times(value: str, pattern: str, expected: str) -> None:
    assert bind_datetime({"format": (pattern,)})(value) == expected


@pytest.mark.parametrize(
    "value",
    ["2024-02-29T24:00:01Z", "2024-02-29T25:00:00Z", "2024-02-29T10:60:00Z", "2024-02-29T10:00:00+15:00"],
)
def test_a_time_that_is_none_is_malformed(value: str) -> None:
    with pytest.raises(ValueFault):
        bind_datetime({"format": ("YYYY-MM-DDThh:mm:ssZ",)})(value)


PATTERNS = {
    "DD/MM/YYYY": "{d:02}/{m:02}/{y:04}",
    "YYYY-MM-DD": "{y:04}-{m:02}-{d:02}",
    "YYYYMMDD": "{y:04}{m:02}{d:02}",
    "D/M/YYYY": "{d}/{m}/{y:04}",
    "DD.MM.YYYY (x)": "{d:02}.{m:02}.{y:04} (x)",
}


@given(st.dates(), st.sampled_from(sorted(PATTERNS)))
def test_every_day_comes_back(day: date, pattern: str) -> None:
    written = PATTERNS[pattern].format(d=day.day, m=day.month, y=day.year)
    assert bind_date({"format": (pattern,)})(written) == day.isoformat()


@given(st.integers(61, 2958465))
def test_serial_numbers_count_days(serial: int) -> None:
    assert (
        bind_date({"format": ("excel",)})(str(serial)) == (date(1899, 12, 30) + timedelta(serial)).isoformat()
    )


@given(st.text(max_size=40))
def test_any_text_is_a_date_nothing_or_malformed(text: str) -> None:
    for pattern in ("DD/MM/YYYY", "D MMM YYYY", "excel"):
        try:
            found = bind_date({"format": (pattern,)})(text)
        except ValueFault:
            continue
        assert found is None or date.fromisoformat(found)
