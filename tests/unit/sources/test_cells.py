"""The natural mapping of SQL values (R2RML, section 10.2)."""

from __future__ import annotations

import datetime
import uuid
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlingua.rdf.namespaces import XSD
from interlingua.sources import cells
from interlingua.sources.base import JsonBool, JsonNumber, TypedText
from interlingua.sources.typed import cells_json, from_json

UTC = datetime.UTC


@pytest.mark.parametrize(
    ("value", "text", "datatype"),
    [
        (30.0, "3.0E1", "double"),
        (80.25, "8.025E1", "double"),
        (0.0, "0.0E0", "double"),
        (-0.001, "-1.0E-3", "double"),
        (float("inf"), "INF", "double"),
        (Decimal("12.50"), "12.5", "decimal"),
        (Decimal("1E+3"), "1000", "decimal"),
        (Decimal("-0.00"), "0", "decimal"),
        (b"\x00\xaf", "00AF", "hexBinary"),
        (datetime.date(1990, 1, 2), "1990-01-02", "date"),
        (datetime.datetime(2009, 10, 10, 12, 12, 22, tzinfo=UTC), "2009-10-10T12:12:22Z", "dateTime"),
        (datetime.time(9, 45, 44, 500000), "09:45:44.5", "time"),
    ],
)
def test_typed_values(value: Any, text: str, datatype: str) -> None:
    made = cells.cell(value)
    assert isinstance(made, TypedText)
    assert (str(made), made.datatype) == (text, XSD + datatype)


def test_plain_values() -> None:
    assert cells.cell(None) is None
    assert cells.cell("") == ""
    assert isinstance(cells.cell(True), JsonBool)
    assert isinstance(cells.cell(7), JsonNumber)
    assert cells.cell(Decimal("NaN")) == "NaN"
    assert cells.cell(datetime.timedelta(days=1, seconds=3661)) == "P1DT1H1M1S"
    assert cells.cell([1, "é"]) == '[1, "é"]'
    assert cells.cell(uuid.UUID(int=1)) == "00000000-0000-0000-0000-000000000001"


@pytest.mark.parametrize("text", ["infinity", "0044-03-15 BC", "12/05/1990", ""])
def test_what_is_no_date_stays_a_text(text: str) -> None:
    assert type(cells.written_date(text)) is str
    assert type(cells.written_moment(text)) is str


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_double_is_canonical_and_keeps_its_value(number: float) -> None:
    text = str(cells.double(number))
    mantissa, _, exponent = text.partition("E")
    assert float(text) == number
    assert mantissa.lstrip("-")[1] == "."
    assert mantissa.lstrip("-")[0] != "0" or float(text) == 0
    assert str(int(exponent)) == exponent
    assert not mantissa.endswith("0") or mantissa.endswith(".0")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40))
def test_equal_decimals_are_one_literal(number: Decimal) -> None:
    text = str(cells.decimal(number))
    assert Decimal(text) == number
    assert "." not in text or not text.endswith("0")


def test_cells_go_through_json_and_come_back() -> None:
    row = [cells.cell(v) for v in (None, "a", 10**20, True, 1.5, Decimal("0.10"), b"\xff")]
    import json

    back = from_json(json.loads(cells_json(row), parse_int=JsonNumber, parse_float=JsonNumber))
    assert back == row
    assert [type(cell) for cell in back] == [type(cell) for cell in row]
