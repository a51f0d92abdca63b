"""The rest of the library: arithmetic, lists, words, patterns, units, phones, names, check digits, masks."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlingua.functions import FUNCTIONS, GREL, Function, ValueFault, lookup
from interlingua.rdf.namespaces import IL

FAULT = object()


def call(name: str, *arguments: Any, **constants: str | tuple[str, ...]) -> Any:
    function = lookup(name if "#" in name else IL + name)
    assert function is not None, name
    assert function.bind is not None
    fixed = {k.rstrip("_"): v if isinstance(v, tuple) else (v,) for k, v in constants.items()}
    return function.bind(fixed)(*arguments)


def test_every_iri_is_of_one_function() -> None:
    counted = Counter(iri for one in FUNCTIONS for iri in (one.iri, *one.other_iris))
    assert [iri for iri, count in counted.items() if count > 1] == []
    for one in FUNCTIONS:
        parameters = Counter(iri for p in one.parameters for iri in (p.iri, *p.other_iris))
        assert [iri for iri, count in parameters.items() if count > 1] == [], one.name


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("add", (["1.50", "1.50"],), "3.00"),
        ("add", ([],), None),
        ("add", (["1", "x"],), FAULT),
        ("add", (["0.1"] * 10,), "1.0"),
        ("subtract", ("1", "0.9"), "0.1"),
        ("subtract", ("1", None), None),
        ("multiply", (["2", "3", "0.5"],), "3.0"),
        ("divide", ("1", "3"), "0.3333333333333333333333333333333333"),
        ("divide", ("1", "0"), FAULT),
        ("divide", ("0", "0"), FAULT),
        ("quotient", ("17", "5"), "3"),
        ("modulo", ("-1", "12"), "11"),
        ("modulo", ("7", "0"), FAULT),
        ("power", ("2", "10"), "1024"),
        ("power", ("9", "999999"), FAULT),
        ("power", ("-8", "0.5"), FAULT),
        ("absolute", ("-12345678901234567890123456789012345.6",), "12345678901234567890123456789012345.6"),
        ("floor", ("-1.5",), "-2"),
        ("ceiling", ("-1.5",), "-1"),
        ("ceiling", ("1e3",), "1000"),
        ("least", (["10", "9", "9.5"],), "9"),
        ("greatest", (["10", "9"],), "10"),
        ("greatest", ([],), None),
        ("average", (["1", "2"],), "1.5"),
        ("isNumber", ("1,5",), False),
        ("isNumber", (" -1.5e3 ",), True),
        ("isNumber", (None,), False),
        ("less", ("9", "10"), True),
        ("less", ("x", "10"), FAULT),
        ("less", (None, "10"), False),
        ("atMost", ("10.0", "10"), True),
        ("greater", ("9", "10"), False),
        ("atLeast", ("10", "10"), True),
        ("sameNumber", ("1", "1.0"), True),
        (GREL + "math_round", ("-2.5",), "-2"),
        (GREL + "math_round", ("2.5",), "3"),
        (GREL + "math_even", ("1.5",), "2"),
        (GREL + "math_odd", ("-2",), "-3"),
        (GREL + "math_exp", ("0",), "1"),
        (GREL + "math_ln", ("1",), "0"),
        (GREL + "math_log", ("1000",), "3"),
        (GREL + "math_log", ("0",), FAULT),
        (GREL + "math_gcd", ("12", "18"), "6"),
        (GREL + "math_lcm", ("4", "6"), "12"),
        (GREL + "math_fact", ("5",), "120"),
        (GREL + "math_fact", ("99999",), FAULT),
        (GREL + "math_combin", ("5", "2"), "10"),
        (GREL + "string_toNumber", (" 1.50 ",), "1.50"),
        ("count", (["a", "b"],), "2"),
        ("count", ([],), "0"),
        ("first", (["a", "b"],), "a"),
        ("first", ([],), None),
        ("last", (["a", "b"],), "b"),
        ("item", (["a", "b"], "-1"), "b"),
        ("item", (["a", "b"], "2"), None),
        ("item", (["a"], "x"), FAULT),
        ("items", (["a", "b", "c"], "1", None), ["b", "c"]),
        (GREL + "array_get", (["a", "b", "c"], "1", None), ["b"]),
        (GREL + "array_get", (["a", "b", "c"], "0", "2"), ["a", "b"]),
        ("reverse", (["a", "b"],), ["b", "a"]),
        ("sort", (["b", "a"],), ["a", "b"]),
        ("unique", (["b", "a", "b"],), ["b", "a"]),
        ("startsWith", ("abc", "ab"), True),
        ("startsWith", (None, "ab"), False),
        ("endsWith", ("abc", "bc"), True),
        ("oneOf", ("b", ("a", "b")), True),
        ("oneOf", (None, (None,)), False),
        ("xor", ((True, True, True),), True),
        ("xor", ((True, True),), False),
        ("indexOf", ("abc", "c"), "2"),
        ("indexOf", ("abc", "x"), "-1"),
        ("lastIndexOf", ("abcb", "b"), "3"),
        ("textBefore", ("12 - Kora", "-"), "12"),
        ("textBefore", ("12", "-"), "12"),
        ("textAfter", ("12 - Kora", "-"), "Kora"),
        ("textAfter", ("12", "-"), None),
        ("partition", ("a-b-c", "-"), ["a", "-", "b-c"]),
        (GREL + "string_rpartition", ("a-b-c", "-"), ["a-b", "-", "c"]),
        ("withoutEnding", ("file.csv", ".csv"), "file"),
        ("collapse", ("  a \u00a0 b\n",), "a b"),
        ("collapse", ("  ",), None),
        ("fold", ("São Łódź Straße",), "sao lodz strasse"),
        ("fingerprint", ("Lemos, ANA  lémos",), "ana lemos"),
        ("fingerprint", ("--",), None),
        ("replaceCharacters", ("a.b-c", ".-", "_"), "a_bc"),
        (GREL + "string_toString", ("a",), "a"),
        (GREL + "string_md5", ("a",), "0cc175b9c0f1b6a831c399e269772661"),
        (GREL + "string_sha1", ("a",), "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8"),
    ],
)
def test_what_a_function_gives(name: str, arguments: tuple[Any, ...], expected: Any) -> None:
    if expected is FAULT:
        with pytest.raises(ValueFault) as caught:
            call(name, *arguments)
        assert caught.value.code in ("IL-R002", "IL-R015")
        return
    found = call(name, *arguments)
    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("name", "value", "constants", "expected"),
    [
        ("round", "2.5", {}, "3"),
        ("round", "-2.5", {}, "-3"),
        ("round", "2.345", {"digits": "2"}, "2.35"),
        ("round", "2.345", {"digits": "2", "mode": "half-even"}, "2.34"),
        ("round", "2.1", {"mode": "up"}, "3"),
        ("join", ["a", "b"], {"separator": "/"}, "a/b"),
        ("join", [], {}, None),
        ("cut", "0412087", {"length": ("2", "2")}, ["04", "12", "087"]),
        ("unescape", "a&lt;b", {"mode": "html"}, "a<b"),
        ("unescape", '"a ""b"""', {"mode": "csv"}, 'a "b"'),
        ("unescape", "a%20b", {"mode": "url"}, "a b"),
        ("match", "KOR-0012", {"pattern": r"(?P<area>[A-Z]+)-(?P<no>\d+)", "part": "no"}, "0012"),
        ("match", " KOR-0012 ", {"pattern": r"([A-Z]+)-\d+"}, "KOR"),
        (
            "match",
            "12",
            {"pattern": (r"(?P<area>[A-Z]+)-(?P<no>\d+)", r"(?P<no>\d+)(?P<area>)"), "part": "no"},
            "12",
        ),
        (
            "match",
            "12",
            {"pattern": (r"(?P<area>[A-Z]+)-(?P<no>\d+)", r"(?P<no>\d+)(?P<area>)"), "part": "area"},
            None,
        ),
        ("match", "?", {"pattern": "[0-9]+"}, FAULT),
        ("match", "?", {"pattern": "[0-9]+", "unmatched": "null"}, None),
        ("match", "  ", {"pattern": "[0-9]+"}, None),
        ("matches", "ab", {"pattern": ("a", "a.")}, True),
        ("matches", None, {"pattern": "a"}, False),
        ("find", "tel 12 or 34", {"pattern": "[0-9]+"}, ["12", "34"]),
        ("find", "tel 12 or 34", {"pattern": "([0-9])[0-9]"}, ["1", "3"]),
        (GREL + "string_match", "12-34", {"pattern": "([0-9]+)-([0-9]+)"}, ["12", "34"]),
        ("replacePattern", "12.03.2020", {"pattern": r"(\d+)\.(\d+)", "by": r"\2/\1"}, "03/12.2020"),
        ("replacePattern", "a1b", {"pattern": "(?P<d>[0-9])", "by": "<${d}>"}, "a<1>b"),
        ("replacePattern", "a1b", {"pattern": "[0-9]"}, "ab"),
        ("splitPattern", "a; b,,c", {"pattern": "[;,]"}, ["a", "b", "c"]),
        ("convert", "1", {"from_": "acre", "to": "ha"}, "0.40468564224"),
        ("convert", "5", {"from_": "ft", "to": "cm"}, "152.4"),
        ("convert", "100", {"from_": "km", "to": "m"}, "100000"),
        ("convert", "98.6", {"from_": "F", "to": "C"}, "37"),
        ("convert", "-40", {"from_": "C", "to": "F"}, "-40"),
        ("perPeriod", "120", {"from_": "weekly", "to": "monthly"}, "520"),
        ("perPeriod", "1200", {"from_": "yearly", "to": "monthly"}, "100"),
        ("perPeriod", "x", {"from_": "yearly", "to": "monthly"}, FAULT),
        ("namePart", "Lemos, Ana Maria", {"order": "family, given...", "part": "family"}, "Lemos"),
        (
            "namePart",
            "da Silva Lemos,Ana",
            {"order": "family..., given...", "part": "family"},
            "da Silva Lemos",
        ),
        (
            "namePart",
            "Abebe Kebede Tadesse",
            {"order": "given father grandfather", "part": "father"},
            "Kebede",
        ),
        ("namePart", "Abebe Kebede", {"order": "given father grandfather?", "part": "grandfather"}, None),
        ("namePart", "Lemos Ana", {"order": ("family, given", "family given"), "part": "given"}, "Ana"),
        ("namePart", "Ana Lemos", {"order": "family, given...", "part": "family", "unmatched": "null"}, None),
        ("namePart", "Ana Lemos", {"order": "family, given...", "part": "family"}, FAULT),
        ("checkDigits", "4539 1488 0343 6467", {"scheme": "luhn"}, "4539 1488 0343 6467"),
        ("checkDigits", "4539 1488 0343 6466", {"scheme": "luhn"}, FAULT),
        ("checkDigits", "x", {"scheme": "luhn", "invalid": "null"}, None),
        ("hasCheckDigits", "2363", {"scheme": "verhoeff"}, True),
        ("hasCheckDigits", "2364", {"scheme": "verhoeff"}, False),
        ("hasCheckDigits", "0306406152", {"scheme": "mod11"}, True),
        ("hasCheckDigits", "080442957X", {"scheme": "mod11"}, True),
        ("hasCheckDigits", "0306406153", {"scheme": "mod11"}, False),
        ("hasCheckDigits", "0000-0002-1825-0097", {"scheme": "mod11-2"}, True),
        ("hasCheckDigits", "0000-0002-1825-0098", {"scheme": "mod11-2"}, False),
        ("hasCheckDigits", "79444", {"scheme": "mod97"}, True),
        ("hasCheckDigits", "79476", {"scheme": "mod97"}, False),
        ("hasCheckDigits", "GB82 WEST 1234 5698 7654 32", {"scheme": "iban"}, True),
        ("hasCheckDigits", "GB82 WEST 1234 5698 7654 33", {"scheme": "iban"}, False),
        ("mask", "0712 345 678", {}, "**** **5 678"),
        ("mask", "1234", {}, "**34"),
        ("mask", "abc", {"keep": "0", "sign": "#"}, "###"),
    ],
)
def test_with_constants(name: str, value: Any, constants: dict[str, Any], expected: Any) -> None:
    if expected is FAULT:
        with pytest.raises(ValueFault):
            call(name, value, **constants)
        return
    assert call(name, value, **constants) == expected


@pytest.mark.parametrize(
    ("name", "constants", "words"),
    [
        ("match", {"pattern": "("}, "wrong"),
        ("match", {"pattern": "(?=a)"}, "look-around"),
        ("match", {"pattern": "(a)(b)"}, "which group"),
        ("match", {"pattern": "(?P<x>a)", "part": "y"}, "(?P<y>...)"),
        ("match", {"pattern": "a", "unmatched": "maybe"}, "reject, warn, null"),
        ("match", {"pattern": "a" * 2000}, "1,000 characters"),
        ("find", {"pattern": "(a)(b)"}, "one group"),
        ("replacePattern", {"pattern": "a", "by": r"\1"}, "no group 1"),
        ("replacePattern", {"pattern": "a", "by": "${x}"}, "no part 'x'"),
        ("splitPattern", {"pattern": "a*"}, "nothing"),
        ("splitPattern", {"pattern": "(a)"}, "no group"),
        ("convert", {"from_": "acre", "to": "kg"}, "a mass"),
        ("convert", {"from_": "bigha", "to": "ha"}, "not known"),
        ("perPeriod", {"from_": "sometimes", "to": "monthly"}, "one of"),
        ("round", {"digits": "-1"}, "digits"),
        ("round", {"mode": "nearest"}, "mode"),
        ("cut", {"length": "x"}, "whole numbers"),
        ("cut", {"length": "0"}, "above 0"),
        ("unescape", {"mode": "latin"}, "mode"),
        ("namePart", {"order": "family, given", "part": "middle"}, "no part 'middle'"),
        ("namePart", {"order": "12", "part": "a"}, "must name parts"),
        ("namePart", {"order": "a, a", "part": "a"}, "twice"),
        ("checkDigits", {"scheme": "crc32"}, "luhn"),
        ("mask", {"keep": "x"}, "keep"),
        ("mask", {"sign": "a"}, "sign"),
        ("phone", {"invalid": "maybe"}, "keep, reject"),
    ],
)
def test_constants_that_cannot_be(name: str, constants: dict[str, str], words: str) -> None:
    with pytest.raises(ValueError, match=re.escape(words)):
        call(name, "", **constants)


@pytest.mark.parametrize(
    ("value", "country", "expected"),
    [
        ("020 7946 0958", "GB", "+442079460958"),
        ("+258 84 123 4567", None, "+258841234567"),
        ("020 7946 0958 ext. 12", "gb", "+442079460958;ext=12"),
        (None, "GB", None),
    ],
)
def test_a_phone(value: str | None, country: str | None, expected: str | None) -> None:
    pytest.importorskip("phonenumbers", reason="the extra `phones` is not installed")
    assert call("phone", value, country) == expected


def test_a_phone_that_is_none_is_kept_and_told() -> None:
    pytest.importorskip("phonenumbers", reason="the extra `phones` is not installed")
    with pytest.raises(ValueFault) as caught:
        call("phone", "ask the aunt", "GB")
    assert (caught.value.severity, caught.value.replacement) == ("warning", "ask the aunt")
    assert call("phone", "123", "GB", invalid="null") is None
    with pytest.raises(ValueFault, match="ISO 3166-1"):
        call("phone", "123", "Britain")


@pytest.mark.parametrize("letters", [("a" * 5000) + "!", " " * 5000, "a " * 2500, ",;" * 2500])
def test_long_texts_cost_little(letters: str) -> None:
    assert call("match", letters, pattern="(a+)+b", unmatched="null") is None
    assert call("namePart", letters, order="x..., y... z", part="x", unmatched="null") is None


WORDS = st.text() | st.sampled_from(
    ["1e999", "-0", ".5", "1e-999", "٣", "9" * 500, "\ud800", "1_000", "inf", "NaN"]
)


def _free(one: Function) -> bool:
    """Whether it can be called without any constant."""
    if one.bind is None or any(p.constant and p.required for p in one.parameters):
        return False
    try:
        one.bind({})
    except ValueError:
        return False
    return True


FREE = [one for one in FUNCTIONS if _free(one)]


@pytest.mark.parametrize("one", FREE, ids=lambda one: one.name)
@given(data=st.data())
def test_no_text_makes_a_function_fail_otherwise(one: Any, data: st.DataObject) -> None:
    arguments: list[Any] = []
    for p in one.varying:
        if p.kind == "list":
            arguments.append(data.draw(st.lists(WORDS, max_size=4)))
        elif p.repeatable:
            arguments.append(tuple(data.draw(st.lists(st.none() | WORDS, max_size=3))))
        else:
            arguments.append(data.draw(st.booleans() if p.kind == "boolean" else st.none() | WORDS))
    try:
        found = one.bind({})(*arguments)
    except ValueFault:
        return
    if one.returns == "list":
        assert found is None or all(isinstance(each, str) for each in found)
    elif one.returns == "boolean":
        assert found in (True, False, None)
    elif one.returns == "text":
        assert found is None or isinstance(found, str)
    if one.datatype and one.datatype.endswith(("decimal", "integer")) and found is not None:
        assert re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", found)
