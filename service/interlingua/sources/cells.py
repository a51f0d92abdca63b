"""The natural mapping of SQL values (R2RML, section 10.2): a value of a database or a Parquet file as a typed cell.

"given a target RDF datatype and value, the same lexical form is chosen consistently": numbers stand in the
canonical form of XML Schema 1.1, so that 12.50 and 12.5 are one literal. What has no datatype there
(intervals, arrays, networks) is a plain text.
"""

from __future__ import annotations

import datetime
import json
import math
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

from interlingua.rdf.namespaces import XSD
from interlingua.sources.base import JsonBool, JsonNumber, TypedText

Cell = str | None
TRUE: Final = JsonBool("true")
FALSE: Final = JsonBool("false")
_DATE: Final = re.compile(r"-?\d{4,}-\d\d-\d\d")
_MOMENT: Final = re.compile(
    r"(-?\d{4,}-\d\d-\d\d)[ T](\d\d:\d\d)(:\d\d)?(?:\.(\d+))?(Z|[+-]\d\d(?::?\d\d)?)?"
)
_TIME: Final = re.compile(r"(\d\d:\d\d)(:\d\d)?(?:\.(\d+))?(Z|[+-]\d\d(?::?\d\d)?)?")


def cell(value: Any) -> Cell:
    """Any value of a driver. None stays None."""
    made = _BY_CLASS.get(value.__class__)
    if made is not None:
        return made(value)
    for kind, convert in _BY_CLASS.items():
        if isinstance(value, kind):
            return convert(value)
    return str(value)


def integer(value: int) -> Cell:
    """xsd:integer."""
    return JsonNumber(value)


def boolean(value: object) -> Cell:
    """xsd:boolean."""
    return TRUE if value else FALSE


def double(value: float | str) -> Cell:
    """xsd:double: `1.65E0`."""
    number = float(value)
    if math.isnan(number) or math.isinf(number):
        text = "NaN" if math.isnan(number) else "INF" if number > 0 else "-INF"
        return TypedText(text, XSD + "double")
    sign, digits, exponent = Decimal(repr(number)).as_tuple()
    assert isinstance(exponent, int)
    figures = "".join(map(str, digits)).lstrip("0")
    exponent += len(figures) - 1 if figures else 0
    figures = figures.rstrip("0") or "0"
    if figures == "0":
        exponent = 0
    mantissa = f"{figures[0]}.{figures[1:] or '0'}"
    return TypedText(f"{'-' if sign else ''}{mantissa}E{exponent}", XSD + "double")


def decimal(value: Decimal | str | float) -> Cell:
    """xsd:decimal: no needless zeros; NaN and infinities, which it does not have, are plain texts."""
    number = (
        value if isinstance(value, Decimal) else Decimal(repr(value) if isinstance(value, float) else value)
    )
    if not number.is_finite():
        return str(number)
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return TypedText("0" if text in ("-0", "") else text, XSD + "decimal")


def binary(value: bytes | bytearray | memoryview) -> Cell:
    """xsd:hexBinary, in upper case."""
    return TypedText(bytes(value).hex().upper(), XSD + "hexBinary")


def date(value: datetime.date) -> Cell:
    """xsd:date."""
    return TypedText(value.isoformat(), XSD + "date")


def moment(value: datetime.datetime) -> Cell:
    """xsd:dateTime."""
    return written_moment(value.isoformat())


def time(value: datetime.time) -> Cell:
    """xsd:time."""
    return written_time(value.isoformat())


def span(value: datetime.timedelta) -> Cell:
    """An interval as the text of an ISO 8601 duration: R2RML leaves its datatype undefined."""
    seconds = abs(value)
    rest = f"{seconds.seconds // 3600}H{seconds.seconds // 60 % 60}M{seconds.seconds % 60}"
    fraction = f".{seconds.microseconds:06d}".rstrip("0") if seconds.microseconds else ""
    return f"{'-' if value < datetime.timedelta() else ''}P{seconds.days}DT{rest}{fraction}S"


def written_date(text: str) -> Cell:
    """A date in ISO form; anything else (`infinity`, `0044-03-15 BC`) stays a plain text."""
    return TypedText(text, XSD + "date") if _DATE.fullmatch(text) else text


def written_moment(text: str) -> Cell:
    """A moment in ISO form, with `T`; anything else stays as it is."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        return text
    day, clock, seconds, fraction, zone = found.groups()
    return TypedText(f"{day}T{clock}{_rest(seconds, fraction, zone)}", XSD + "dateTime")


def written_time(text: str) -> Cell:
    """A time of day in ISO form; anything else stays as it is."""
    found = _TIME.fullmatch(text)
    if found is None:
        return text
    clock, seconds, fraction, zone = found.groups()
    return TypedText(f"{clock}{_rest(seconds, fraction, zone)}", XSD + "time")


def _rest(seconds: str | None, fraction: str | None, zone: str | None) -> str:
    part = (fraction or "").rstrip("0")
    return f"{seconds or ':00'}{'.' + part if part else ''}{_zone(zone)}"


def _zone(zone: str | None) -> str:
    if not zone or zone == "Z":
        return zone or ""
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return "Z" if digits == "0000" else f"{zone[0]}{digits[:2]}:{digits[2:]}"


def structure(value: object) -> Cell:
    """Arrays and documents as JSON text."""
    return json.dumps(value, ensure_ascii=False, default=str)


def _same(value: Any) -> Cell:
    return str(value)


def _nothing(value: None) -> Cell:
    return value


_BY_CLASS: Final[dict[type, Callable[[Any], Cell]]] = {
    type(None): _nothing,
    str: _same,
    bool: boolean,
    int: integer,
    float: double,
    Decimal: decimal,
    datetime.datetime: moment,
    datetime.date: date,
    datetime.time: time,
    datetime.timedelta: span,
    bytes: binary,
    bytearray: binary,
    memoryview: binary,
    dict: structure,
    list: structure,
    tuple: structure,
}
"""Classes before those that they are derived from: a bool is an int, a datetime a date."""
