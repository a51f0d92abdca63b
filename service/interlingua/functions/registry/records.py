"""Names of things and codes: what needs the settings or the code tables of a mapping."""

from __future__ import annotations

from typing import Final

from interlingua.functions.registry.kit import VALUE, VALUE_IRIS, function, parameter
from interlingua.functions.signature import Function

_TABLE: Final = parameter("table", "constant")

FUNCTIONS: tuple[Function, ...] = (
    function(
        "iri",
        (
            parameter("kind", "constant"),
            parameter("key", "repeatable"),
            parameter("system", "constant", "optional"),
        ),
        "The IRI of a thing of that kind: base, kind, and a keyed digest of its key in the system.",
        None,
        returns="iri",
        injective=True,
    ),
    function(
        "code",
        (_TABLE, parameter("value", "repeatable", other=VALUE_IRIS), parameter("at", "optional")),
        "The code that the code table of that name (under `codes`) gives for the value, or for several values in the "
        "order of its columns; `at` is the day or version for rows that hold for a time.",
        None,
        returns="iri",
    ),
    function(
        "entry",
        (_TABLE, parameter("value", "repeatable", other=VALUE_IRIS), parameter("at", "optional")),
        "The text that a code table with `texts: true` gives for the value.",
        None,
    ),
    function(
        "lookup",
        (_TABLE, parameter("key", "repeatable", other=VALUE_IRIS)),
        "What the lookup of that name (under `lookups`) finds for the key in its source.",
        None,
    ),
    function(
        "known",
        (_TABLE, VALUE),
        "The value, unless it stands in the code table: then nothing, because it says why there is no value (999).",
        None,
    ),
    function(
        "gap",
        (_TABLE, VALUE),
        "The code that the code table gives for why there is no value; nothing for a value that is one.",
        None,
        returns="iri",
    ),
    function(
        "ticked",
        (
            _TABLE,
            parameter("column", "constant"),
            VALUE,
            parameter("true", "constant", "repeatable", "optional"),
            parameter("false", "constant", "repeatable", "optional"),
            parameter("unknown", "constant", "repeatable", "optional"),
            parameter("language", "constant", "repeatable", "optional"),
        ),
        "The code that the code table gives for the column, where its cell says yes (1, yes, true, x).",
        None,
        returns="iri",
    ),
)
