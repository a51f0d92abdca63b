"""Lexical forms of XSD datatypes, and bounds on them (https://www.w3.org/TR/xmlschema11-2/)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from interlingua.rdf.namespaces import RDF, XSD
from interlingua.sources.base import JsonNumber
from interlingua.translate.text import JsonBool

Test = Callable[[str], Any]

_INTEGER = re.compile(r"[+-]?[0-9]+").fullmatch
_ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_DATE = r"(-?(?:[1-9][0-9]{3,}|0[0-9]{3}))-([0-9]{2})-([0-9]{2})"
_date = re.compile(_DATE + _ZONE).fullmatch
_date_time = re.compile(_DATE + "T" + _TIME + _ZONE).fullmatch

_BOUNDS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None), "nonNegativeInteger": (0, None), "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0), "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1), "int": (-(2**31), 2**31 - 1), "short": (-(2**15), 2**15 - 1),
    "byte": (-128, 127), "unsignedLong": (0, 2**64 - 1), "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1), "unsignedByte": (0, 255),
}  # fmt: skip
_FORMS: dict[str, Test] = {
    "decimal": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)").fullmatch,
    "double": re.compile(r"[+-]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|INF)|NaN").fullmatch,
    "boolean": re.compile(r"true|false|1|0").fullmatch,
    "gYear": re.compile(r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})" + _ZONE).fullmatch,
    "gYearMonth": re.compile(r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})-(?:0[1-9]|1[0-2])" + _ZONE).fullmatch,
    "time": re.compile(_TIME + _ZONE).fullmatch,
    "anyURI": re.compile(r"[^\s<>\"{}|\\^`]*").fullmatch,
}
_FORMS["float"] = _FORMS["double"]
NUMERIC = frozenset(XSD + name for name in (*_BOUNDS, "decimal", "double", "float"))
TEMPORAL = frozenset(XSD + name for name in ("date", "dateTime"))


def _calendar(match: re.Match[str] | None) -> bool:
    if match is None:
        return False
    year, month, day = int(match.group(1)), int(match.group(2)), int(match.group(3))
    try:
        # Python's calendar ends at 9999; years repeat every 400.
        date(year if 1 <= year <= 9999 else 2000 + year % 400, month, day)
    except ValueError:
        return False
    return True


def validator(datatype: str) -> Test | None:
    """A test of lexical forms; None where every text is valid."""
    if not datatype.startswith(XSD):
        return None
    name = datatype[len(XSD) :]
    if name == "date":
        return lambda text: _calendar(_date(text))
    if name == "dateTime":
        return lambda text: _calendar(_date_time(text))
    if name in _BOUNDS:
        low, high = _BOUNDS[name]
        if low is None and high is None:
            return _INTEGER

        def bounded(text: str) -> bool:
            if not _INTEGER(text):
                return False
            number = Decimal(text)
            return (low is None or number >= low) and (high is None or number <= high)

        return bounded
    return _FORMS.get(name)


def datatype_of(value: str) -> str:
    """The natural datatype of a value."""
    if isinstance(value, JsonNumber):
        return XSD + ("integer" if value.integral else "double")
    return XSD + ("boolean" if isinstance(value, JsonBool) else "string")


def datatypes_agree(static: str | None, language: str | None, wanted: str) -> bool:
    """Whether a literal made with that datatype or language is of the wanted datatype."""
    if language is not None:
        return wanted == RDF + "langString"
    return (static or XSD + "string") == wanted


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip())
    except InvalidOperation:
        return Decimal(text.replace("INF", "Infinity")) if text in ("INF", "+INF", "-INF") else None


def _moment(text: str) -> tuple[int, int] | None:
    """Minutes and microseconds since year 0, for comparing dates and times; no zone counts as UTC."""
    match = re.match(_DATE, text)
    if not _calendar(match) or match is None:
        return None
    year, month, day = (int(part) for part in match.groups())
    cycles, year = divmod(year, 400)
    minutes = (date(year + 400, month, day).toordinal() + cycles * 146097) * 1440
    rest = text[match.end() :]
    clock = re.match(r"T([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?", rest)
    micro = 0
    if clock:
        minutes += int(clock.group(1)) * 60 + int(clock.group(2))
        micro = int(clock.group(3)) * 1_000_000 + int(float(clock.group(4) or 0) * 1_000_000)
        rest = rest[clock.end() :]
    zone = re.fullmatch(r"([+-])([0-9]{2}):([0-9]{2})", rest)
    if zone:
        shift = int(zone.group(2)) * 60 + int(zone.group(3))
        minutes += -shift if zone.group(1) == "+" else shift
    return minutes, micro


def range_test(kind: str, bound: str, datatype: str) -> Test:
    """Whether a value lies on the right side of a bound; what cannot be compared does not."""
    read: Callable[[str], Any] = _moment if datatype in TEMPORAL else _number
    limit = read(bound)

    def test(text: str) -> bool:
        value = read(text)
        if value is None or limit is None:
            return False
        try:
            if kind == "minInclusive":
                return bool(value >= limit)
            if kind == "maxInclusive":
                return bool(value <= limit)
            return bool(value > limit) if kind == "minExclusive" else bool(value < limit)
        except InvalidOperation:  # NaN
            return False

    return test
