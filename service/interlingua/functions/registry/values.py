"""Dates, ages, numbers, yes or no, and identifiers, from what a source writes."""

from __future__ import annotations

from typing import Final

from interlingua.functions import ages, bands, dates, keys, numbers, points, yesno
from interlingua.functions.registry.kit import BOOLEAN, DECIMAL, INTEGER, VALUE, function, parameter
from interlingua.functions.signature import Function, Parameter
from interlingua.rdf.namespaces import XSD

_DAY: Final = XSD + "date"
_FORMATS: Final[tuple[Parameter, ...]] = (
    VALUE,
    parameter("format", "constant", "repeatable"),
    parameter("calendar", "constant", "optional"),
    parameter("language", "constant", "repeatable", "optional"),
    parameter("months", "constant", "optional"),
    parameter("pivot", "constant", "optional"),
)
_ZONED: Final = (*_FORMATS, parameter("zone", "constant", "optional"))
_AGE: Final[tuple[Parameter, ...]] = (
    parameter("age"),
    parameter("on"),
    parameter("unit", "constant", "optional"),
)
_TOPPED: Final = (*_AGE, parameter("top", "constant", "optional"))
_SIGNS: Final[tuple[Parameter, ...]] = (
    parameter("decimal", "constant", "optional"),
    parameter("group", "constant", "optional"),
    parameter("grouping", "constant", "optional"),
)
_BAND: Final = (
    VALUE,
    *_SIGNS,
    parameter("between", "constant", "repeatable", "optional"),
    parameter("open", "constant", "repeatable", "optional"),
)
_POINT: Final = (VALUE, parameter("first", "constant", "optional"))

DATES: tuple[Function, ...] = (
    function(
        "date", _ZONED, "A date, by the first of the formats that fits.", dates.bind_date, datatype=_DAY
    ),
    function(
        "datetime",
        _ZONED,
        "A date and time, by the first of the formats that fits.",
        dates.bind_datetime,
        datatype=XSD + "dateTime",
    ),
    function(
        "exactDate",
        _ZONED,
        "The day, where the value names one; nothing where it names a month or a year only.",
        dates.bind_exact_date,
        datatype=_DAY,
    ),
    function(
        "exactMonth",
        _ZONED,
        "The month, where the value names no day.",
        dates.bind_exact_month,
        datatype=XSD + "gYearMonth",
    ),
    function(
        "exactYear",
        _ZONED,
        "The year, where the value names neither month nor day.",
        dates.bind_exact_year,
        datatype=XSD + "gYear",
    ),
    function(
        "earliestDate",
        _ZONED,
        "The first day that a month or a year can mean; nothing where the value names its day.",
        dates.bind_earliest_date,
        datatype=_DAY,
    ),
    function(
        "latestDate",
        _ZONED,
        "The last day that a month or a year can mean; nothing where the value names its day.",
        dates.bind_latest_date,
        datatype=_DAY,
    ),
    function(
        "earliestBirth",
        _TOPPED,
        "The first day of birth that gives this age (in `unit`: `years`, `months`, `weeks`, `days`) on that day; "
        "nothing for the age `top`, which stands for all above it.",
        ages.bind_earliest_birth,
        datatype=_DAY,
    ),
    function(
        "latestBirth",
        _TOPPED,
        "The last day of birth that gives this age on that day.",
        ages.bind_latest_birth,
        datatype=_DAY,
    ),
    function(
        "age",
        (parameter("born"), parameter("on"), parameter("unit", "constant", "optional")),
        "The age on a day in completed years (or `months`, `weeks`, `days`).",
        ages.bind_age,
        datatype=INTEGER,
    ),
)

NUMBERS: tuple[Function, ...] = (
    function(
        "number",
        (VALUE, *_SIGNS, parameter("implied", "constant", "optional")),
        "A number with `.` as its point; `decimal` and `group` say which signs the source uses, `grouping=indian` that "
        "it groups as 12,34,567, and `implied=2` that two digits stand behind a point that is not written.",
        numbers.bind_number,
        datatype=DECIMAL,
    ),
    function(
        "lowerBound",
        _BAND,
        "The number with which a band (`0_5000`, `10000 plus`, `< 500`) begins; nothing where it is open.",
        bands.bind_lower_bound,
        datatype=DECIMAL,
    ),
    function(
        "upperBound",
        _BAND,
        "The number with which a band ends; nothing where it is open.",
        bands.bind_upper_bound,
        datatype=DECIMAL,
    ),
    function(
        "latitude",
        _POINT,
        "The latitude of a point; 0, 0 is none. Of two bare numbers the latitude is `first`.",
        points.bind_latitude,
        datatype=DECIMAL,
    ),
    function(
        "longitude",
        _POINT,
        "The longitude of a point; 0, 0 is none.",
        points.bind_longitude,
        datatype=DECIMAL,
    ),
    function(
        "boolean",
        (
            VALUE,
            parameter("true", "constant", "repeatable", "optional"),
            parameter("false", "constant", "repeatable", "optional"),
            parameter("unknown", "constant", "repeatable", "optional"),
            parameter("language", "constant", "repeatable", "optional"),
        ),
        "Yes or no, from the source's words for them (`true`, `1`, `false`, `0` when none are given), or from the "
        "usual words of a `language`; nothing for those of `unknown`.",
        yesno.bind_boolean,
        returns="boolean",
        datatype=BOOLEAN,
    ),
)

IDENTIFIERS: tuple[Function, ...] = (
    function(
        "identifier",
        (
            VALUE,
            parameter("length", "constant", "repeatable", "optional"),
            parameter("pattern", "constant", "optional"),
        ),
        "The identifier, refused where a spreadsheet has damaged it: 4.49E+35, 500.0, or shorter than its `length`.",
        keys.bind_identifier,
    ),
    function(
        "pad",
        (VALUE, parameter("length", "constant"), parameter("with", "constant", "optional")),
        "Filled up in front with zeros (or `with`) to the length.",
        keys.bind_pad,
    ),
    function(
        "part",
        (VALUE, parameter("at", "constant"), parameter("separator", "constant", "optional")),
        "One part of a path, `kisumu.kisumu-central`: `at=first`, `at=last`, or its number (-1 is the last).",
        keys.bind_part,
    ),
    function(
        "parent",
        (VALUE, parameter("separator", "constant", "optional"), parameter("length", "constant", "optional")),
        "A path without its last part, or the first `length` characters of a code whose parents are its prefixes.",
        keys.bind_parent,
    ),
)

FUNCTIONS: tuple[Function, ...] = (*DATES, *NUMBERS, *IDENTIFIERS)
