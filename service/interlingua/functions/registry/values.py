"""Dates, numbers and yes or no, from what a source writes."""

from __future__ import annotations

from interlingua.functions import dates, logic, numbers
from interlingua.functions.registry.kit import BOOLEAN, VALUE, function, parameter
from interlingua.functions.signature import Function
from interlingua.rdf.namespaces import XSD

FUNCTIONS: tuple[Function, ...] = (
    function(
        "date",
        (VALUE, parameter("format", "constant", "repeatable")),
        "A date, by the first of the formats that fits.",
        dates.bind_date,
        datatype=XSD + "date",
    ),
    function(
        "datetime",
        (VALUE, parameter("format", "constant", "repeatable")),
        "A date and time, by the first of the formats that fits.",
        dates.bind_datetime,
        datatype=XSD + "dateTime",
    ),
    function(
        "number",
        (VALUE, parameter("decimal", "constant", "optional"), parameter("group", "constant", "optional")),
        "A number with `.` as its point; `decimal` and `group` say which signs the source uses.",
        numbers.bind_number,
        datatype=XSD + "decimal",
    ),
    function(
        "boolean",
        (
            VALUE,
            parameter("true", "constant", "repeatable", "optional"),
            parameter("false", "constant", "repeatable", "optional"),
        ),
        "Yes or no, from the source's words for them (`true`, `1`, `false`, `0` when none are given).",
        logic.bind_boolean,
        returns="boolean",
        datatype=BOOLEAN,
    ),
)
