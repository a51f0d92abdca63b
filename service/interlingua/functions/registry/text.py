"""Texts: letters, parts, replacements."""

from __future__ import annotations

from interlingua.functions import text
from interlingua.functions.registry.kit import VALUE, VALUE_IRIS, function, parameter
from interlingua.functions.signature import GREL, IDLAB, Function, unbound
from interlingua.rdf.namespaces import XSD

FROM = parameter("from", other=(GREL + "p_int_i_from", GREL + "param_int_i_from"))
TO = parameter("to", "optional", other=(GREL + "p_int_i_opt_to", GREL + "param_int_i_opt_to"))

FUNCTIONS: tuple[Function, ...] = (
    function(
        "trim",
        (VALUE,),
        "Without white space at both ends.",
        unbound(text.trim),
        GREL + "string_trim",
        IDLAB + "trim",
        GREL + "string_strip",
    ),
    function(
        "lower",
        (VALUE,),
        "In lower case.",
        unbound(text.lower),
        GREL + "toLowerCase",
        GREL + "string_toLowercase",
        IDLAB + "toLowerCase",
    ),
    function(
        "upper",
        (VALUE,),
        "In upper case.",
        unbound(text.upper),
        GREL + "toUpperCase",
        GREL + "string_toUppercase",
        IDLAB + "toUpperCase",
    ),
    function(
        "title",
        (VALUE,),
        "Each word with a capital.",
        unbound(text.title),
        GREL + "toTitleCase",
        GREL + "string_toTitlecase",
    ),
    function(
        "replace",
        (
            VALUE,
            parameter("find", other=(GREL + "p_string_find", GREL + "param_find")),
            parameter("by", other=(GREL + "p_string_replace", GREL + "param_replace")),
        ),
        "Every `find` replaced with `by`.",
        unbound(text.replace),
        GREL + "string_replace",
    ),
    function(
        "concat",
        (
            parameter("value", "repeatable", other=VALUE_IRIS),
            parameter(
                "separator",
                "constant",
                "optional",
                other=(GREL + "p_string_sep", GREL + "param_string_sep", IDLAB + "delimiter"),
            ),
        ),
        "The values that are there, joined.",
        text.bind_concat,
    ),
    function(
        "split",
        (VALUE, parameter("separator", "constant", other=(GREL + "p_string_sep", GREL + "param_string_sep"))),
        "The parts between separators, each a value of its own.",
        text.bind_split,
        GREL + "string_split",
        returns="list",
    ),
    function(
        "substring",
        (
            VALUE,
            FROM,
            TO,
        ),
        "The characters from a position (the first is 0) up to, not including, another.",
        unbound(text.substring),
    ),
    function(
        GREL + "string_substring",
        (VALUE, FROM, TO),
        "As `il:substring`, but an empty result is a value.",
        unbound(text.grel_substring),
        GREL + "string_slice",
    ),
    function(
        "length",
        (VALUE,),
        "How many characters.",
        unbound(text.length),
        GREL + "string_length",
        datatype=XSD + "integer",
    ),
    function(
        "escape",
        (VALUE, parameter("mode", "constant", other=(GREL + "modeParameter", GREL + "modeParam"))),
        "Escaped for `html`, `xml`, `url`, `csv` or `javascript`.",
        text.bind_escape,
        GREL + "escape",
    ),
    function(
        IDLAB + "toUpperCaseURL",
        (VALUE,),
        "The text as an upper-case URL.",
        unbound(text.to_upper_url),
        returns="text",
    ),
    function(
        IDLAB + "alwaysReturnsABC",
        (),
        "The text `ABC`: for trying out.",
        unbound(text.always_abc),
    ),
)
