"""The functions that a mapping can call, by IRI. docs/mapping.md lists them (a test holds them together)."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches

from interlingua.functions import dates, logic, numbers, text
from interlingua.functions.signature import (
    GREL,
    IDLAB,
    NAMESPACES,
    Bound,
    Constants,
    Function,
    Kind,
    Parameter,
    Returns,
    unbound,
)
from interlingua.rdf.namespaces import IL, XSD

_VALUE = (GREL + "valueParameter", GREL + "valueParam", IDLAB + "str", IDLAB + "_str")
_SECOND = (GREL + "valueParameter2", GREL + "valueParam2", IDLAB + "otherStr")


def _p(name: str, *flags: str, kind: Kind = "text", other: tuple[str, ...] = ()) -> Parameter:
    return Parameter(
        name=name,
        required="optional" not in flags,
        repeatable="repeatable" in flags,
        constant="constant" in flags,
        kind=kind,
        iri=IL + name,
        other_iris=other,
    )


def _f(
    name: str,
    parameters: tuple[Parameter, ...],
    summary: str,
    bind: Callable[[Constants], Bound] | None,
    *other_iris: str,
    returns: Returns = "text",
    datatype: str | None = None,
    injective: bool = False,
) -> Function:
    iri = name if name.startswith("http") else IL + name
    return Function(iri, parameters, summary, bind, returns, datatype, injective, other_iris)


_value = _p("value", other=_VALUE)
_a, _b = _p("a", other=_VALUE), _p("b", other=_SECOND)
_tests = _p("test", "repeatable", kind="boolean", other=(GREL + "param_rep_b", GREL + "param_b"))
_BOOLEAN = XSD + "boolean"

FUNCTIONS: tuple[Function, ...] = (
    _f(
        "iri",
        (_p("kind", "constant"), _p("key", "repeatable"), _p("system", "constant", "optional")),
        "The IRI of a thing of that kind: base, kind, and a keyed digest of its key in the system.",
        None,
        returns="iri",
        injective=True,
    ),
    _f(
        "code",
        (_p("table", "constant"), _value),
        "The code that the code table of that name (under `codes`) gives for the value.",
        None,
        returns="iri",
    ),
    _f(
        "date",
        (_value, _p("format", "constant", "repeatable")),
        "A date, by the first of the formats that fits.",
        dates.bind_date,
        datatype=XSD + "date",
    ),
    _f(
        "datetime",
        (_value, _p("format", "constant", "repeatable")),
        "A date and time, by the first of the formats that fits.",
        dates.bind_datetime,
        datatype=XSD + "dateTime",
    ),
    _f(
        "number",
        (_value, _p("decimal", "constant", "optional"), _p("group", "constant", "optional")),
        "A number with `.` as its point; `decimal` and `group` say which signs the source uses.",
        numbers.bind_number,
        datatype=XSD + "decimal",
    ),
    _f(
        "boolean",
        (
            _value,
            _p("true", "constant", "repeatable", "optional"),
            _p("false", "constant", "repeatable", "optional"),
        ),
        "Yes or no, from the source's words for them (`true`, `1`, `false`, `0` when none are given).",
        logic.bind_boolean,
        returns="boolean",
        datatype=_BOOLEAN,
    ),
    _f(
        "trim",
        (_value,),
        "Without white space at both ends.",
        unbound(text.trim),
        GREL + "string_trim",
        IDLAB + "trim",
    ),
    _f(
        "lower",
        (_value,),
        "In lower case.",
        unbound(text.lower),
        GREL + "toLowerCase",
        GREL + "string_toLowercase",
        IDLAB + "toLowerCase",
    ),
    _f(
        "upper",
        (_value,),
        "In upper case.",
        unbound(text.upper),
        GREL + "toUpperCase",
        GREL + "string_toUppercase",
    ),
    _f("title", (_value,), "Each word with a capital.", unbound(text.title), GREL + "toTitleCase"),
    _f(
        "replace",
        (
            _value,
            _p("find", other=(GREL + "p_string_find", GREL + "param_find")),
            _p("by", other=(GREL + "p_string_replace", GREL + "param_replace")),
        ),
        "Every `find` replaced with `by`.",
        unbound(text.replace),
        GREL + "string_replace",
    ),
    _f(
        "concat",
        (
            _p("value", "repeatable", other=_VALUE),
            _p("separator", "constant", "optional", other=(GREL + "p_string_sep", IDLAB + "delimiter")),
        ),
        "The values that are there, joined.",
        text.bind_concat,
        GREL + "array_join",
    ),
    _f(
        "split",
        (_value, _p("separator", "constant", other=(GREL + "p_string_sep",))),
        "The parts between separators, each a value of its own.",
        text.bind_split,
        GREL + "string_split",
        returns="list",
    ),
    _f(
        "substring",
        (
            _value,
            _p("from", other=(GREL + "p_int_i_from", GREL + "param_int_i_from")),
            _p("to", "optional", other=(GREL + "p_int_i_opt_to", GREL + "param_int_i_opt_to")),
        ),
        "The characters from a position (the first is 0) up to, not including, another.",
        unbound(text.substring),
        GREL + "string_substring",
    ),
    _f(
        "length",
        (_value,),
        "How many characters.",
        unbound(text.length),
        GREL + "string_length",
        datatype=XSD + "integer",
    ),
    _f(
        "escape",
        (_value, _p("mode", "constant", other=(GREL + "modeParameter", GREL + "modeParam"))),
        "Escaped for `html`, `xml`, `url`, `csv` or `javascript`.",
        text.bind_escape,
        GREL + "escape",
    ),
    _f(
        "equal",
        (_a, _b),
        "Whether both are there and the same.",
        unbound(logic.equal),
        IDLAB + "equal",
        GREL + "equal",
        returns="boolean",
        datatype=_BOOLEAN,
    ),
    _f(
        "notEqual",
        (_a, _b),
        "Whether both are there and differ.",
        unbound(logic.not_equal),
        IDLAB + "notEqual",
        returns="boolean",
        datatype=_BOOLEAN,
    ),
    _f(
        "contains",
        (_value, _p("other", other=(*_SECOND, GREL + "string_sub"))),
        "Whether the text holds the other one.",
        unbound(logic.contains),
        GREL + "string_contains",
        IDLAB + "stringContainsOtherString",
        returns="boolean",
        datatype=_BOOLEAN,
    ),
    _f(
        "present",
        (_value,),
        "Whether there is a value.",
        unbound(logic.present),
        GREL + "isNotNull",
        returns="boolean",
        datatype=_BOOLEAN,
    ),
    _f(
        "absent",
        (_value,),
        "Whether there is none.",
        unbound(logic.absent),
        IDLAB + "isNull",
        GREL + "isNull",
        returns="boolean",
        datatype=_BOOLEAN,
    ),
    _f(
        "and",
        (_tests,),
        "Whether all tests hold.",
        unbound(logic.both),
        GREL + "boolean_and",
        returns="boolean",
        datatype=_BOOLEAN,
    ),
    _f(
        "or",
        (_tests,),
        "Whether at least one test holds.",
        unbound(logic.either),
        GREL + "boolean_or",
        returns="boolean",
        datatype=_BOOLEAN,
    ),
    _f(
        "not",
        (_p("test", kind="boolean", other=(GREL + "param_b", GREL + "bool_b")),),
        "Whether the test does not hold.",
        unbound(logic.negate),
        GREL + "boolean_not",
        returns="boolean",
        datatype=_BOOLEAN,
    ),
    _f(
        "if",
        (
            _p("test", kind="boolean", other=(GREL + "bool_b",)),
            _p("then", kind="any", other=(GREL + "any_true",)),
            _p("else", "optional", kind="any", other=(GREL + "any_false",)),
        ),
        "`then` when the test holds, otherwise `else` (nothing when it is left out).",
        unbound(logic.choose),
        GREL + "controls_if",
        returns="argument",
    ),
    _f(
        "coalesce",
        (_p("value", "repeatable", other=_VALUE),),
        "The first of the values that is there; of a path that finds several, all that it finds.",
        unbound(logic.coalesce),
        GREL + "coalesce",
    ),
    _f(
        IDLAB + "toUpperCaseURL",
        (_value,),
        "The text as an upper-case URL.",
        unbound(text.to_upper_url),
        returns="text",
    ),
    _f(
        IDLAB + "trueCondition",
        (_p("test", kind="boolean", other=(IDLAB + "strBoolean",)), _value),
        "The value when the test holds.",
        unbound(logic.choose),
    ),
)

_BY_IRI: dict[str, Function] = {}
for _function in FUNCTIONS:
    for _iri in (_function.iri, *_function.other_iris):
        _BY_IRI[_iri] = _function


def lookup(iri: str) -> Function | None:
    """The function of that IRI, in its own name or another vocabulary's."""
    return _BY_IRI.get(iri)


def names() -> list[str]:
    """The readable names, for hints and documentation."""
    return [function.name for function in FUNCTIONS]


def suggest(iri: str) -> str | None:
    """The readable name that a misspelt function most likely meant."""
    near = get_close_matches(iri, _BY_IRI, n=1, cutoff=0.75)
    if not near:
        return None
    for prefix, namespace in NAMESPACES.items():
        if near[0].startswith(namespace):
            return f"{prefix}:{near[0][len(namespace) :]}"
    return near[0]
