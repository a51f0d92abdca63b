"""Ages, numbers, bands, yes and no, identifiers, paths and points, with values seen in the field."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlingua.functions import ValueFault, lookup
from interlingua.rdf.namespaces import IL


def call(name: str, *arguments: Any, **constants: Any) -> Any:
    found = lookup(IL + name)
    assert found is not None
    assert found.bind is not None
    return found.bind({k: v if isinstance(v, tuple) else (v,) for k, v in constants.items()})(*arguments)


def fault(name: str, *arguments: Any, **constants: Any) -> ValueFault:
    with pytest.raises(ValueFault) as told:
        call(name, *arguments, **constants)
    return told.value


@pytest.mark.parametrize(
    ("age", "on", "constants", "earliest", "latest"),
    [
        ("39", "2024-06-30", {}, "1984-07-01", "1985-06-30"),
        ("0", "2024-02-29", {}, "2023-03-01", "2024-02-29"),
        ("23", "2024-02-29", {}, "2000-03-01", "2001-02-28"),
        ("18", "2024-03-31", {"unit": "months"}, "2022-09-01", "2022-09-30"),
        ("2", "2024-01-15", {"unit": "weeks"}, "2023-12-26", "2024-01-01"),
        ("98", "2024-06-30", {"top": "98"}, None, "1926-06-30"),
        ("97", "2024-06-30", {"top": "98"}, "1926-07-01", "1927-06-30"),
        ("٣٩", "2024-06-30", {}, "1984-07-01", "1985-06-30"),
        ("39.0", "2024-06-30", {}, "1984-07-01", "1985-06-30"),
        ("", "2024-06-30", {}, None, None),
        ("39", None, {}, None, None),
    ],
)
def test_ages(age: str, on: str, constants: dict[str, str], earliest: str | None, latest: str | None) -> None:
    found = tuple(call(name, age, on, **constants) for name in ("earliestBirth", "latestBirth"))
    assert found == (earliest, latest)


@pytest.mark.parametrize(
    ("age", "on", "constants"),
    [("1984", "2024-06-30", {}), ("-1", "2024-06-30", {}), ("99", "2024-06-30", {"top": "98"}), ("39", "30/06/2024", {}),
     ("about 40", "2024-06-30", {}), ("120", "0050-01-01", {})],
)  # fmt: skip
def test_ages_that_are_none(age: str, on: str, constants: dict[str, str]) -> None:
    assert fault("earliestBirth", age, on, **constants).code == "IL-R002"


@given(st.dates(date(1900, 1, 1), date(2024, 1, 1)), st.dates(date(2024, 1, 1), date(2028, 12, 31)),
       st.sampled_from(["years", "months", "weeks", "days"]))  # fmt: skip
def test_a_birth_lies_between_the_bounds_of_its_own_age(born: date, on: date, unit: str) -> None:
    age = call("age", born.isoformat(), on.isoformat(), unit=unit)
    bounds = [call(name, age, on.isoformat(), unit=unit) for name in ("earliestBirth", "latestBirth")]
    # Who is born on the 29th to 31st completes a month that lacks that day on the next one's first.
    slack = 3 if born.day > 28 or on.day > 28 else 0
    earliest, latest = (date.fromisoformat(each) for each in bounds)
    assert earliest.toordinal() - slack <= born.toordinal() <= latest.toordinal() + slack


@pytest.mark.parametrize(
    ("name", "value", "constants", "expected"),
    [
        ("number", "12,34,567.50", {"group": ",", "grouping": "indian"}, "1234567.50"),
        ("number", "١٢٬٣٤٥٫٥٠", {"decimal": ",", "group": "."}, "12345.50"),
        ("number", "۱۲۳", {}, "123"),
        ("number", "12345", {"implied": "2"}, "123.45"),
        ("number", "-5", {"implied": "2"}, "-0.05"),
        ("number", "0", {"implied": "2"}, "0.00"),
        ("lowerBound", "0_5000", {}, "0"),
        ("upperBound", "0_5000", {}, "5000"),
        ("lowerBound", "10000_plus", {}, "10000"),
        ("upperBound", "10000_plus", {}, None),
        ("upperBound", "< 500", {}, "500"),
        ("lowerBound", "< 500", {}, None),
        ("lowerBound", "5.001 - 10.000", {"decimal": ",", "group": "."}, "5001"),
        ("upperBound", "5,001 to 10,000", {"group": ","}, "10000"),
        ("upperBound", "65+", {}, None),
        ("lowerBound", "7", {}, "7"),
        ("boolean", "Oui", {"language": "fr"}, True),
        ("boolean", "SÍ", {"language": "es"}, True),
        ("boolean", "não", {"language": ("fr", "pt")}, False),
        ("boolean", "نعم", {"language": "ar"}, True),
        ("boolean", "1.0", {}, True),
        ("boolean", "2", {"true": "1", "false": "2"}, False),
        ("boolean", "9", {"true": "1", "false": "2", "unknown": ("9", "8")}, None),
        ("boolean", "1", {"language": "en", "false": "1", "true": "2"}, False),
        ("identifier", " 00012345 ", {"length": "8"}, "00012345"),
        ("identifier", "449116123456789012345678901234567890", {"length": "36"}, "449116123456789012345678901234567890"),
        ("identifier", "AB-12", {"pattern": "[A-Z]{2}-[0-9]+"}, "AB-12"),
        ("identifier", "123456", {"length": ("6", "8")}, "123456"),
        ("identifier", "", {"length": "8"}, None),
        ("pad", "5", {"length": "3"}, "005"),
        ("pad", "3550308", {"length": "7"}, "3550308"),
        ("part", "kisumu.kisumu-central", {"at": "first"}, "kisumu"),
        ("part", "kisumu.kisumu-central", {"at": "last"}, "kisumu-central"),
        ("part", "a/b/c", {"at": "2", "separator": "/"}, "b"),
        ("part", "a.b", {"at": "3"}, None),
        ("parent", "a.b.c", {"separator": "."}, "a.b"),
        ("parent", "AF0102", {"length": "4"}, "AF01"),
        ("parent", "AF01", {"length": "4"}, None),
        ("latitude", "34.9, 70.7", {}, "34.9"),
        ("longitude", "34.9 70.7 1780 5", {}, "70.7"),
        ("latitude", "SRID=4326;POINT(70.7 34.9)", {}, "34.9"),
        ("longitude", "[70.7,34.9]", {}, "70.7"),
        ("latitude", "70.7 34.9", {"first": "longitude"}, "34.9"),
        ("latitude", "  ", {}, None),
    ],
)  # fmt: skip
def test_values(name: str, value: str, constants: dict[str, Any], expected: Any) -> None:
    assert call(name, value, **constants) == expected


@pytest.mark.parametrize(
    ("name", "value", "constants", "code", "severity"),
    [
        ("identifier", "4.49116E+35", {"length": "36"}, "IL-R019", "violation"),
        ("identifier", "2.54708E+11", {}, "IL-R019", "violation"),
        ("identifier", "4,07952E+14", {}, "IL-R019", "violation"),
        ("identifier", "500.0", {}, "IL-R019", "violation"),
        ("identifier", "12345", {"length": "8"}, "IL-R019", "violation"),
        ("identifier", "449116123456789000000", {}, "IL-R019", "warning"),
        ("identifier", "123456789", {"length": "8"}, "IL-R002", "violation"),
        ("identifier", "AB12", {"pattern": "[A-Z]{2}-[0-9]+"}, "IL-R002", "violation"),
        ("pad", "1.2E+9", {"length": "11"}, "IL-R019", "violation"),
        ("pad", "123456", {"length": "3"}, "IL-R002", "violation"),
        ("latitude", "0.0 0.0", {}, "IL-R020", "warning"),
        ("latitude", "95, 10", {}, "IL-R002", "violation"),
        ("latitude", "172.1, 70.2", {}, "IL-R002", "violation"),
        ("latitude", "SRID=3857;POINT(1 2)", {}, "IL-R002", "violation"),
        ("number", "4.49E+35", {}, "IL-R002", "violation"),
        ("number", "1.5", {"implied": "2"}, "IL-R002", "violation"),
        ("lowerBound", "many", {}, "IL-R002", "violation"),
        ("lowerBound", "10-5", {}, "IL-R002", "violation"),
        ("boolean", "perhaps", {"language": "en"}, "IL-R002", "violation"),
        ("age", "2025-01-01", {}, "IL-R002", "violation"),
    ],
)  # fmt: skip
def test_values_that_are_wrong(
    name: str, value: str, constants: dict[str, Any], code: str, severity: str
) -> None:
    arguments = (value, "2024-01-01") if name == "age" else (value,)
    told = fault(name, *arguments, **constants)
    assert (told.code, told.severity) == (code, severity)
    assert value not in told.message + (told.hint or "")


@pytest.mark.parametrize(
    ("name", "constants", "said"),
    [
        ("number", {"grouping": "french"}, "`grouping`"),
        ("number", {"implied": "two"}, "`implied`"),
        ("identifier", {"length": "x"}, "`length`"),
        ("identifier", {"pattern": "("}, "`pattern`"),
        ("pad", {"length": ("1", "2")}, "`length`"),
        ("part", {"at": "0"}, "`at`"),
        ("parent", {}, "`separator`"),
        ("latitude", {"first": "north"}, "`first`"),
        ("boolean", {"language": "de"}, "`language`"),
        ("boolean", {"true": "1", "unknown": "1"}, "stands for two"),
        ("earliestBirth", {"unit": "moons"}, "`unit`"),
        ("earliestBirth", {"top": "old"}, "`top`"),
    ],
)  # fmt: skip
def test_constants_that_cannot_be(name: str, constants: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        call(name, "x", **constants)
