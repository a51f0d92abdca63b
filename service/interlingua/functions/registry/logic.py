"""Conditions, choices, and what is there at all."""

from __future__ import annotations

from interlingua.functions import logic
from interlingua.functions.registry.kit import BOOLEAN, SECOND_IRIS, VALUE, VALUE_IRIS, function, parameter
from interlingua.functions.signature import GREL, IDLAB, Function, unbound

_A, _B = parameter("a", other=VALUE_IRIS), parameter("b", other=SECOND_IRIS)
_TESTS = parameter(
    "test",
    "repeatable",
    kind="boolean",
    other=(GREL + "param_rep_b", GREL + "bool_array_b", GREL + "param_b"),
)

FUNCTIONS: tuple[Function, ...] = (
    function(
        "equal",
        (_A, _B),
        "Whether both are there and the same.",
        unbound(logic.equal),
        IDLAB + "equal",
        GREL + "equal",
        returns="boolean",
        datatype=BOOLEAN,
    ),
    function(
        "notEqual",
        (_A, _B),
        "Whether both are there and differ.",
        unbound(logic.not_equal),
        IDLAB + "notEqual",
        returns="boolean",
        datatype=BOOLEAN,
    ),
    function(
        "contains",
        (VALUE, parameter("other", other=(*SECOND_IRIS, GREL + "string_sub", GREL + "param_string_sub"))),
        "Whether the text holds the other one.",
        unbound(logic.contains),
        GREL + "string_contains",
        IDLAB + "stringContainsOtherString",
        returns="boolean",
        datatype=BOOLEAN,
    ),
    function(
        "present",
        (VALUE,),
        "Whether there is a value.",
        unbound(logic.present),
        GREL + "isNotNull",
        GREL + "controls_isNotNull",
        GREL + "controls_isNonBlank",
        IDLAB + "isNotNull",
        returns="boolean",
        datatype=BOOLEAN,
    ),
    function(
        "absent",
        (VALUE,),
        "Whether there is none.",
        unbound(logic.absent),
        IDLAB + "isNull",
        GREL + "isNull",
        GREL + "controls_isNull",
        GREL + "controls_isBlank",
        returns="boolean",
        datatype=BOOLEAN,
    ),
    function(
        "and",
        (_TESTS,),
        "Whether all tests hold.",
        unbound(logic.both),
        GREL + "boolean_and",
        returns="boolean",
        datatype=BOOLEAN,
    ),
    function(
        "or",
        (_TESTS,),
        "Whether at least one test holds.",
        unbound(logic.either),
        GREL + "boolean_or",
        returns="boolean",
        datatype=BOOLEAN,
    ),
    function(
        "not",
        (parameter("test", kind="boolean", other=(GREL + "param_b", GREL + "bool_b")),),
        "Whether the test does not hold.",
        unbound(logic.negate),
        GREL + "boolean_not",
        returns="boolean",
        datatype=BOOLEAN,
    ),
    function(
        "if",
        (
            parameter(
                "test", kind="boolean", other=(GREL + "bool_b", GREL + "param_b", IDLAB + "boolParameter")
            ),
            parameter(
                "then",
                kind="any",
                other=(GREL + "any_true", GREL + "param_true", IDLAB + "expressionParameter"),
            ),
            parameter("else", "optional", kind="any", other=(GREL + "any_false", GREL + "param_false")),
        ),
        "`then` when the test holds, otherwise `else` (nothing when it is left out).",
        unbound(logic.choose),
        GREL + "controls_if",
        IDLAB + "IF",
        returns="argument",
    ),
    function(
        "coalesce",
        (
            parameter(
                "value",
                "repeatable",
                other=(*VALUE_IRIS, GREL + "param_any_rep_e", GREL + "p_any_rep_e"),
            ),
        ),
        "The first of the values that is there; of a path that finds several, all that it finds.",
        unbound(logic.coalesce),
        GREL + "coalesce",
        GREL + "other_coalesce",
    ),
    function(
        IDLAB + "trueCondition",
        (parameter("test", kind="boolean", other=(IDLAB + "strBoolean",)), VALUE),
        "The value when the test holds.",
        unbound(logic.choose),
    ),
)
