"""Arithmetic and comparisons of numbers."""

from __future__ import annotations

from interlingua.functions import decimals
from interlingua.functions.registry.kit import (
    BOOLEAN,
    DECIMAL,
    INTEGER,
    VALUE_IRIS,
    function,
    grel,
    parameter,
)
from interlingua.functions.signature import GREL, Function, unbound

_FIRST = grel("param_dec_n", "p_dec_n", "param_int_i", "p_int_i", "param_any_e", "p_any_e")
_SECOND = grel("param_dec_n2", "param_n2", "param_int_i2", "p_int_i2", "param_dec_n_exp", "p_any_exp")
_VALUE = parameter("value", other=(*_FIRST, *VALUE_IRIS))
_VALUES = parameter(
    "value", "repeatable", kind="list", other=(*_FIRST, *_SECOND, *VALUE_IRIS, *grel("param_a", "p_array_a"))
)
_A, _B = parameter("a", other=_FIRST), parameter("b", other=_SECOND)

FUNCTIONS: tuple[Function, ...] = (
    function(
        "add",
        (_VALUES,),
        "The sum of the numbers that are there.",
        unbound(decimals.add),
        GREL + "array_sum",
        GREL + "math_sum",
        datatype=DECIMAL,
    ),
    function(
        "subtract",
        (_A, _B),
        "The first number without the second.",
        unbound(decimals.subtract),
        datatype=DECIMAL,
    ),
    function(
        "multiply",
        (_VALUES,),
        "The product of the numbers that are there.",
        unbound(decimals.multiply),
        GREL + "array_product",
        datatype=DECIMAL,
    ),
    function(
        "divide",
        (_A, _B),
        "The first number divided by the second.",
        unbound(decimals.divide),
        datatype=DECIMAL,
    ),
    function(
        "quotient",
        (_A, _B),
        "How often the second number goes into the first, whole.",
        unbound(decimals.quotient),
        GREL + "math_quotient",
        datatype=DECIMAL,
    ),
    function(
        "modulo",
        (_A, _B),
        "What is left of the first number when it is divided by the second.",
        unbound(decimals.modulo),
        GREL + "math_mod",
        datatype=DECIMAL,
    ),
    function(
        "power",
        (_A, _B),
        "The first number to the power of the second.",
        unbound(decimals.power),
        GREL + "math_pow",
        datatype=DECIMAL,
    ),
    function(
        "round",
        (
            _VALUE,
            parameter("digits", "constant", "optional"),
            parameter("mode", "constant", "optional"),
        ),
        "Rounded to `digits` behind the point (0), by `mode`: `half-up` (away from zero), `half-even`, `half-down`,"
        " `up`, `down`.",
        decimals.bind_round,
        datatype=DECIMAL,
    ),
    function(
        GREL + "math_round",
        (_VALUE,),
        "The nearest whole number; of two, the one nearer to positive infinity.",
        unbound(decimals.grel_round),
        datatype=INTEGER,
    ),
    function(
        "floor",
        (_VALUE,),
        "The largest whole number that is not above it.",
        unbound(decimals.floor),
        GREL + "math_floor",
        datatype=INTEGER,
    ),
    function(
        "ceiling",
        (_VALUE,),
        "The smallest whole number that is not below it.",
        unbound(decimals.ceiling),
        GREL + "math_ceil",
        datatype=INTEGER,
    ),
    function(
        "absolute",
        (_VALUE,),
        "The number without its sign.",
        unbound(decimals.absolute),
        GREL + "math_abs",
        datatype=DECIMAL,
    ),
    function(
        "least",
        (_VALUES,),
        "The smallest of the numbers that are there.",
        unbound(decimals.least),
        GREL + "math_min",
        datatype=DECIMAL,
    ),
    function(
        "greatest",
        (_VALUES,),
        "The largest of the numbers that are there.",
        unbound(decimals.greatest),
        GREL + "math_max",
        datatype=DECIMAL,
    ),
    function(
        "average",
        (_VALUES,),
        "The mean of the numbers that are there.",
        unbound(decimals.average),
        datatype=DECIMAL,
    ),
    function(
        GREL + "math_even",
        (_VALUE,),
        "Rounded away from zero to an even whole number.",
        unbound(decimals.even),
        datatype=INTEGER,
    ),
    function(
        GREL + "math_odd",
        (_VALUE,),
        "Rounded away from zero to an odd whole number.",
        unbound(decimals.odd),
        datatype=INTEGER,
    ),
    function(
        GREL + "math_exp",
        (_VALUE,),
        "e to the power of the number.",
        unbound(decimals.exponential),
        datatype=DECIMAL,
    ),
    function(
        GREL + "math_ln",
        (_VALUE,),
        "The logarithm to base e.",
        unbound(decimals.natural_logarithm),
        datatype=DECIMAL,
    ),
    function(
        GREL + "math_log",
        (_VALUE,),
        "The logarithm to base 10.",
        unbound(decimals.logarithm),
        datatype=DECIMAL,
    ),
    function(
        GREL + "math_gcd",
        (_A, _B),
        "The greatest common divisor.",
        unbound(decimals.greatest_divisor),
        datatype=INTEGER,
    ),
    function(
        GREL + "math_lcm",
        (_A, _B),
        "The least common multiple.",
        unbound(decimals.least_multiple),
        datatype=INTEGER,
    ),
    function(
        GREL + "math_fact",
        (_VALUE,),
        "The product of the whole numbers up to it (1,000 at most).",
        unbound(decimals.factorial),
        datatype=INTEGER,
    ),
    function(
        GREL + "math_combin",
        (_A, _B),
        "In how many ways the second number of things can be chosen of the first.",
        unbound(decimals.combinations),
        datatype=INTEGER,
    ),
    function(
        GREL + "string_toNumber",
        (_VALUE,),
        "The value, when it is a number with `.` as its point.",
        unbound(decimals.checked),
        datatype=DECIMAL,
    ),
    function(
        "isNumber",
        (_VALUE,),
        "Whether the value is a number with `.` as its point.",
        unbound(decimals.is_number),
        GREL + "controls_isNumeric",
        returns="boolean",
        datatype=BOOLEAN,
    ),
    *(
        function(name, (_A, _B), summary, unbound(call), returns="boolean", datatype=BOOLEAN)
        for name, summary, call in (
            ("less", "Whether both are there and the first number is smaller.", decimals.less),
            ("atMost", "Whether both are there and the first number is not larger.", decimals.at_most),
            ("greater", "Whether both are there and the first number is larger.", decimals.greater),
            ("atLeast", "Whether both are there and the first number is not smaller.", decimals.at_least),
            ("sameNumber", "Whether both are there and are one number: 1 and 1.0 are.", decimals.same),
        )
    ),
)
