"""Points on the Earth in the notations of survey tools, to latitude and longitude (WGS 84 decimal degrees).

`-1.28, 36.82` and `-1.28 36.82 1700 5.0` (latitude first, as people and XLSForm write; height and
accuracy may follow); `[36.82, -1.28]` and `POINT(36.82 -1.28)`, with `SRID=4326;` before it or not (longitude
first: RFC 7946, section 3.1.1, and OGC 06-103r4, section 7.2).
"""

from __future__ import annotations

import re
from typing import Final

from interlingua.functions.digits import plain
from interlingua.functions.faults import ValueFault
from interlingua.functions.signature import Bound, Constants

_N = r"([+-]?[0-9]{1,3}(?:\.[0-9]{1,20})?)"
_REST = r"(?:[ ,]+-?[0-9]{1,8}(?:\.[0-9]{1,20})?){0,2}"
_LATITUDE_FIRST: Final = re.compile(rf"{_N}(?: ?[,;] ?| ){_N}{_REST}")
_ARRAY: Final = re.compile(rf"\[ ?{_N} ?, ?{_N}{_REST} ?\]")
_WKT: Final = re.compile(rf"(?:SRID ?= ?4326 ?; ?)?POINT ?(?:Z ?)?\( ?{_N} {_N}{_REST} ?\)", re.IGNORECASE)
_OTHER_SRID: Final = re.compile(r"SRID ?= ?[0-9]+", re.IGNORECASE)


def point(text: str, order: str) -> tuple[str, str] | None:
    """Latitude and longitude of a text whose white space is single; None where it is no point."""
    match = _LATITUDE_FIRST.fullmatch(text)
    if match is not None:
        return (match[1], match[2]) if order == "latitude" else (match[2], match[1])
    match = _ARRAY.fullmatch(text) or _WKT.fullmatch(text)
    return (match[2], match[1]) if match is not None else None


def _bind(constants: Constants, which: int) -> Bound:
    order = constants.get("first", ("latitude",))[0]
    if order not in ("latitude", "longitude"):
        raise ValueError(
            "`first` must be `latitude` or `longitude`: which one stands first where only two numbers are"
        )

    def coordinate(value: str | None) -> str | None:
        text = " ".join(plain(value or "").split())
        if not text:
            return None
        found = point(text, order) if len(text) <= 200 else None
        if found is None:
            other = _OTHER_SRID.match(text) is not None
            raise ValueFault(
                "IL-R002",
                "The point is not in WGS 84 (SRID 4326)." if other else "The value is not a point.",
                hint=None
                if other
                else "Write `latitude, longitude`, `[longitude, latitude]` or `POINT(longitude latitude)`.",
            )
        latitude, longitude = found
        if float(latitude) == float(longitude) == 0:
            # Off Africa in the sea: what tools write where nobody measured.
            raise ValueFault(
                "IL-R020", "The point is 0, 0, which stands for none; it was left out.", severity="warning"
            )
        if abs(float(latitude)) > 90 or abs(float(longitude)) > 180:
            swapped = abs(float(longitude)) <= 90 and abs(float(latitude)) <= 180
            raise ValueFault(
                "IL-R002",
                "The point is not on the Earth.",
                hint="Latitude and longitude may have changed places: say which is `first`."
                if swapped
                else None,
            )
        return found[which].removeprefix("+")

    return coordinate


def bind_latitude(constants: Constants) -> Bound:
    """How far north a point is, in degrees."""
    return _bind(constants, 0)


def bind_longitude(constants: Constants) -> Bound:
    """How far east a point is, in degrees."""
    return _bind(constants, 1)
