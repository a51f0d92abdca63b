"""Several values at once."""

from __future__ import annotations

from interlingua.functions import lists
from interlingua.functions.registry.kit import INTEGER, VALUE_IRIS, function, grel, parameter
from interlingua.functions.signature import GREL, IDLAB, Function, unbound

_VALUES = parameter("value", "repeatable", kind="list", other=(*grel("param_a", "p_array_a"), *VALUE_IRIS))
_FROM = parameter("from", "optional", other=grel("p_int_i_from", "param_int_i_from"))
_TO = parameter("to", "optional", other=grel("p_int_i_opt_to", "param_int_i_opt_to"))

FUNCTIONS: tuple[Function, ...] = (
    function(
        "count", (_VALUES,), "How many values there are.", unbound(lists.count), GREL + "array_length",
        datatype=INTEGER,
    ),
    function("first", (_VALUES,), "The first of the values.", unbound(lists.first)),
    function("last", (_VALUES,), "The last of the values.", unbound(lists.last)),
    function(
        "item", (_VALUES, parameter("at")), "The value at a position: 0 is the first, -1 the last.",
        unbound(lists.item),
    ),
    function(
        "items", (_VALUES, _FROM, _TO), "The values from a position up to, not including, another.",
        unbound(lists.items), GREL + "array_slice", returns="list",
    ),
    function(
        GREL + "array_get", (_VALUES, _FROM, _TO), "The value at a position, or those up to another.",
        unbound(lists.grel_get), returns="list",
    ),
    function("reverse", (_VALUES,), "The values, last first.", unbound(lists.reverse), GREL + "array_reverse", returns="list"),
    function(
        "sort", (_VALUES,), "The values in the order of their characters.", unbound(lists.order),
        GREL + "array_sort", returns="list",
    ),
    function(
        "unique", (_VALUES,), "Each value once.", unbound(lists.unique), GREL + "array_uniques", returns="list"
    ),
    function(
        "join",
        (
            _VALUES,
            parameter("separator", "constant", "optional", other=(*grel("param_string_sep", "p_string_sep"), IDLAB + "delimiter")),
        ),
        "All the values in one text.",
        lists.bind_join,
        GREL + "array_join",
    ),
)  # fmt: skip
