"""Texts: where something stands, what is before and behind it, its plainest form; and patterns on RE2."""

from __future__ import annotations

from interlingua.functions import patterns, privacy, words
from interlingua.functions.registry.kit import (
    BOOLEAN,
    INTEGER,
    SECOND_IRIS,
    VALUE,
    VALUE_IRIS,
    function,
    grel,
    parameter,
)
from interlingua.functions.signature import GREL, Function, unbound

_OTHER = parameter("other", other=(*SECOND_IRIS, *grel("param_string_sub", "string_sub")))
_MARK = parameter("mark", other=grel("param_fragment", "p_fragment"))
_PATTERN = parameter("pattern", "constant", other=grel("param_regex", "p_string_regex"))
_PATTERNS = parameter("pattern", "constant", "repeatable")
_UNMATCHED = parameter("unmatched", "constant", "optional")
_TESTS = parameter("test", "repeatable", kind="boolean", other=grel("param_rep_b", "bool_array_b"))

FUNCTIONS: tuple[Function, ...] = (
    function(
        "startsWith", (VALUE, _OTHER), "Whether the text begins with the other one.", unbound(words.starts_with),
        GREL + "string_startsWith", returns="boolean", datatype=BOOLEAN,
    ),
    function(
        "endsWith", (VALUE, _OTHER), "Whether the text ends with the other one.", unbound(words.ends_with),
        GREL + "string_endsWith", returns="boolean", datatype=BOOLEAN,
    ),
    function(
        "oneOf", (VALUE, parameter("of", "repeatable")), "Whether the value is one of the others.",
        unbound(words.one_of), returns="boolean", datatype=BOOLEAN,
    ),
    function(
        "xor", (_TESTS,), "Whether an odd number of the tests holds.", unbound(words.exclusive),
        GREL + "boolean_xor", returns="boolean", datatype=BOOLEAN,
    ),
    function(
        "indexOf", (VALUE, _OTHER), "The position of the other text, from 0; -1 where it is not.",
        unbound(words.index_of), GREL + "string_indexOf", datatype=INTEGER,
    ),
    function(
        "lastIndexOf", (VALUE, _OTHER), "The position of the other text's last occurrence, from 0; -1 where it is not.",
        unbound(words.last_index_of), GREL + "string_lastIndexOf", datatype=INTEGER,
    ),
    function("textBefore", (VALUE, _MARK), "What stands before the first mark; all, where there is none.", unbound(words.before)),
    function("textAfter", (VALUE, _MARK), "What stands behind the first mark; nothing, where there is none.", unbound(words.after)),
    function(
        "partition", (VALUE, _MARK), "What stands before the first mark, the mark, and what stands behind.",
        unbound(words.partition), GREL + "string_partition", returns="list",
    ),
    function(
        GREL + "string_rpartition", (VALUE, _MARK), "The same at the last mark.",
        unbound(words.last_partition), returns="list",
    ),
    function(
        "withoutEnding", (VALUE, parameter("ending", other=grel("param_string_sep", "p_string_sep"))),
        "The text without an ending, where it has it.", unbound(words.chomp), GREL + "string_chomp",
    ),
    function("collapse", (VALUE,), "One space wherever there is white space, none at both ends.", unbound(words.collapse)),
    function("fold", (VALUE,), "Without accents, in lower case: for comparing.", unbound(words.fold)),
    function(
        "fingerprint", (VALUE,), "The folded words, each once, in order: for finding doubles.",
        unbound(words.fingerprint), GREL + "string_fingerprint",
    ),
    function(
        "replaceCharacters",
        (
            VALUE,
            parameter("find", other=grel("param_find", "p_string_find")),
            parameter("by", "optional", other=grel("param_replace", "p_string_replace")),
        ),
        "Each character of `find` replaced with the one of `by` at its position, or left out.",
        unbound(words.replace_characters), GREL + "string_replaceChars",
    ),
    function(
        "cut",
        (VALUE, parameter("length", "constant", "repeatable", other=grel("param_int_i", "p_int_i", "param_int_i2", "p_int_i2", "param_int_rep_i", "p_rep_i"))),
        "Cut into pieces of those lengths; what is left over is the last.",
        words.bind_cut, GREL + "string_splitByLengths", returns="list",
    ),
    function(
        "unescape", (VALUE, parameter("mode", "constant", other=grel("modeParam", "modeParameter"))),
        "The opposite of `il:escape`.", words.bind_unescape, GREL + "string_unescape",
    ),
    function(
        GREL + "string_toString", (parameter("value", other=(*grel("param_any_e", "p_any_e"), *VALUE_IRIS)),),
        "The value as it is.", unbound(words.same), injective=True,
    ),
    function(
        "match", (VALUE, _PATTERNS, parameter("part", "constant", "optional"), _UNMATCHED),
        "The named `part` of the first pattern that fits the whole text: `(?P<year>[0-9]{4})`. What fits none is"
        " refused; `unmatched=warn` or `null` says otherwise.",
        patterns.bind_match,
    ),
    function(
        "matches", (VALUE, _PATTERNS), "Whether one of the patterns fits the whole text.",
        patterns.bind_matches, returns="boolean", datatype=BOOLEAN,
    ),
    function("find", (VALUE, _PATTERN), "Every place where the pattern fits, or its one group.", patterns.bind_find, GREL + "string_find", returns="list"),
    function(
        GREL + "string_match", (VALUE, _PATTERN), "The groups of a pattern that fits the whole text.",
        patterns.bind_groups, returns="list",
    ),
    function(
        "replacePattern", (VALUE, _PATTERN, parameter("by", "constant", "optional")),
        r"Every place where the pattern fits replaced with `by`, where `\1` and `${name}` are its groups.",
        patterns.bind_replace_pattern,
    ),
    function(
        "splitPattern", (VALUE, _PATTERN), "The parts between places where the pattern fits.",
        patterns.bind_split_pattern, returns="list",
    ),
    *(
        function(
            f"{GREL}string_{name}", (VALUE,), f"The {shown} digest, which hides nothing: see `il:hash`.",
            unbound(privacy.digest_of(name)),
        )
        for name, shown in (("md5", "MD5"), ("sha1", "SHA-1"))
    ),
)  # fmt: skip
