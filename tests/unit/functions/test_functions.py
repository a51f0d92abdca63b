"""The registry, and what each function does."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlingua.functions import (
    FUNCTIONS,
    GREL,
    IDLAB,
    Function,
    ValueFault,
    lookup,
    make_iri,
    suggest,
)
from interlingua.functions.codes import FUNCTIONS as TABLE_FUNCTIONS
from interlingua.rdf.namespaces import IL

CONSTANTS = {
    "date": {"format": ("YYYY-MM-DD",)},
    "datetime": {"format": ("YYYY-MM-DDThh:mm:ssZ",)},
    "exactDate": {"format": ("YYYY-MM", "iso")},
    "exactMonth": {"format": ("YYYY-MM", "excel")},
    "exactYear": {"format": ("YYYY", "DD.MM.YYYY")},
    "earliestDate": {"format": ("YYYY",), "calendar": ("ethiopian",)},
    "latestDate": {"format": ("MMM YYYY",), "language": ("fr", "ar")},
    "pad": {"length": ("7",)},
    "part": {"at": ("last",)},
    "parent": {"separator": (".",)},
    "split": {"separator": (";",)},
    "escape": {"mode": ("html",)},
    "cut": {"length": ("2", "3")},
    "unescape": {"mode": ("html",)},
    "string_unescape": {"mode": ("html",)},
    "match": {"pattern": ("(?P<a>[a-z]+).*",), "part": ("a",)},
    "matches": {"pattern": ("[a-z]+",)},
    "find": {"pattern": ("[a-z]+",)},
    "string_match": {"pattern": ("([a-z]+)(.*)",)},
    "replacePattern": {"pattern": ("[a-z]+",), "by": ("x",)},
    "splitPattern": {"pattern": ("[,;]",)},
    "convert": {"from": ("acre",), "to": ("ha",)},
    "perPeriod": {"from": ("weekly",), "to": ("monthly",)},
    "namePart": {"order": ("family, given...",), "part": ("given",)},
    "checkDigits": {"scheme": ("luhn",)},
    "hasCheckDigits": {"scheme": ("verhoeff",)},
}


def function(name: str) -> Function:
    found = lookup(IL + name)
    assert found is not None
    return found


def call(name: str, *arguments: Any, **constants: str | tuple[str, ...]) -> Any:
    fixed = {k: v if isinstance(v, tuple) else (v,) for k, v in constants.items()}
    bind = function(name).bind
    assert bind is not None
    return bind(fixed)(*arguments)


@pytest.mark.parametrize(
    ("name", "arguments", "constants", "expected"),
    [
        ("trim", ("  a b ",), {}, "a b"),
        ("trim", ("   ",), {}, None),
        ("lower", ("ÉA",), {}, "éa"),
        ("upper", ("éa",), {}, "ÉA"),
        ("title", ("maria DA silva",), {}, "Maria Da Silva"),
        ("replace", ("a.b.c", ".", "-"), {}, "a-b-c"),
        ("replace", ("a.b", ".", None), {}, "ab"),
        ("replace", ("ab", "", "x"), {}, "ab"),
        ("concat", (("a", None, "b"),), {}, "ab"),
        ("concat", (("a", None, "b"),), {"separator": " "}, "a b"),
        ("concat", ((None, None),), {}, None),
        ("split", ("a; b;;c ",), {"separator": ";"}, ["a", "b", "c"]),
        ("substring", ("abcdef", "1", "3"), {}, "bc"),
        ("substring", ("abcdef", "2", None), {}, "cdef"),
        ("substring", ("abc", "9", None), {}, None),
        ("length", ("José",), {}, "4"),
        ("escape", ("a<b>&",), {"mode": "html"}, "a&lt;b&gt;&amp;"),
        ("escape", ("a b/c",), {"mode": "url"}, "a%20b%2Fc"),
        ("number", ("1.234,50",), {"decimal": ",", "group": "."}, "1234.50"),
        ("number", ("123456789012345678901234567890",), {}, "123456789012345678901234567890"),
        ("number", (" +7 ",), {}, "7"),
        ("number", ("-0,5",), {"decimal": ","}, "-0.5"),
        ("number", ("",), {}, None),
        ("boolean", ("YES ",), {"true": "yes", "false": "no"}, True),
        ("boolean", ("0",), {}, False),
        ("boolean", ("",), {}, None),
        ("equal", ("a", "a"), {}, True),
        ("equal", (None, None), {}, False),
        ("notEqual", ("a", "b"), {}, True),
        ("notEqual", (None, "b"), {}, False),
        ("present", (" ",), {}, False),
        ("absent", (None,), {}, True),
        ("contains", ("abc", "b"), {}, True),
        ("and", ((True, None),), {}, False),
        ("or", ((False, True),), {}, True),
        ("not", (None,), {}, True),
        ("if", (True, "a", "b"), {}, "a"),
        ("if", (False, "a", None), {}, None),
    ],
)
def test_results(name: str, arguments: tuple[Any, ...], constants: dict[str, str], expected: Any) -> None:
    assert call(name, *arguments, **constants) == expected


@pytest.mark.parametrize("value", ["1,234", "1.2.3", "12a", "½", "--1", "..", "1e5", "1 000"])
def test_what_is_no_number_is_malformed(value: str) -> None:
    with pytest.raises(ValueFault) as fault:
        call("number", value)
    assert (fault.value.code, fault.value.severity) == ("IL-R002", "violation")
    assert value not in fault.value.message


@pytest.mark.parametrize(
    ("name", "constants"),
    [
        ("number", {"decimal": ",", "group": ","}),
        ("number", {"decimal": ""}),
        ("boolean", {"true": "yes", "false": "YES"}),
        ("split", {"separator": ""}),
        ("escape", {"mode": "latex"}),
    ],
)
def test_constants_that_cannot_be(name: str, constants: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"must|stands"):
        call(name, "x", **constants)


def test_every_function_is_described_and_found_by_each_of_its_names() -> None:
    seen: set[str] = set()
    for one in FUNCTIONS:
        assert one.summary.endswith("."), one.iri
        for iri in (one.iri, *one.other_iris):
            assert iri not in seen, iri
            seen.add(iri)
            assert lookup(iri) is one
        names = [p.name for p in one.parameters]
        assert len(names) == len(set(names))
        assert all(p.iri == IL + p.name for p in one.parameters)
        made = (*TABLE_FUNCTIONS, *(IL + name for name in ("iri", "hash", "lookup")))
        assert (one.bind is None) == (one.iri in made)


def test_other_vocabularies() -> None:
    upper = lookup(GREL + "toUpperCase")
    assert upper is not None
    assert upper.iri == IL + "upper"
    for name in ("valueParameter", "valueParam", "value"):
        assert upper.parameter((IL if name == "value" else GREL) + name) is upper.parameters[0]
    equal = lookup(IDLAB + "equal")
    assert equal is not None
    assert equal.parameter(GREL + "valueParameter2") is equal.parameters[1]
    assert suggest(IL + "dat") == "il:date"
    assert suggest("http://example.com/nothing-like-it") is None


def test_only_what_keeps_keys_apart_is_injective() -> None:
    names = ["il:iri", "grel:string_toString", "il:hash"]
    assert [one.name for one in FUNCTIONS if one.injective] == names


def arguments_of(one: Function, text: str | None) -> list[Any]:
    values: list[Any] = []
    for parameter in one.varying:
        value: Any = None if text is None else (bool(text) if parameter.kind == "boolean" else text)
        if parameter.kind == "list":
            values.append([] if text is None else [text, text])
        else:
            values.append((value, value) if parameter.repeatable else value)
    return values


@pytest.mark.parametrize("one", [f for f in FUNCTIONS if f.bind], ids=lambda f: f.name)
@settings(deadline=None)  # 50,000 places of a pattern take most of a second; twice as many, twice as long
@given(text=st.none() | st.text(max_size=60) | st.sampled_from(["a" * 100_000, "1," * 50_000, " " * 100_000]))
def test_any_text_gives_a_value_or_a_fault(one: Function, text: str | None) -> None:
    assert one.bind is not None
    bound = one.bind(CONSTANTS.get(one.name.partition(":")[2], {}))
    try:
        found = bound(*arguments_of(one, text))
    except ValueFault:
        return
    kinds: dict[str, tuple[type, ...]] = {
        "text": (str,),
        "boolean": (bool,),
        "list": (list,),
        "argument": (str, bool),
    }
    assert found is None or isinstance(found, kinds[one.returns])


def reference_iri(base: str, secret: bytes, *parts: str) -> str:
    message = b"".join(len(p.encode()).to_bytes(4, "big") + p.encode() for p in parts)
    digest = hmac.new(secret, message, hashlib.sha256).digest()[:16]
    return f"{base}{parts[1]}/{base64.b32encode(digest).decode().rstrip('=').lower()}"


class TestIri:
    @given(st.binary(max_size=100), st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=3))
    def test_is_hmac_sha256_in_base32(self, secret: bytes, key: list[str]) -> None:
        made = make_iri("https://data.example.org/", secret, "sys", "person")(tuple(key))
        assert made == reference_iri("https://data.example.org/", secret, "sys", "person", *key)

    def test_tells_parts_systems_kinds_and_keys_apart(self) -> None:
        made = {
            make_iri("https://d/", secret, system, kind)(key)
            for secret in (b"a", b"b")
            for system in ("s", "ss")
            for kind in ("k", "sk")
            for key in (("1", "23"), ("12", "3"), ("123",), ("1", "2", "3"))
        }
        assert len(made) == 2 * 2 * 2 * 4

    def test_a_missing_part_gives_none(self) -> None:
        iri = make_iri("https://d/", b"a", "s", "k")
        assert iri(("1", None)) is None
        assert iri(("",)) is None

    def test_says_nothing_of_the_key(self) -> None:
        made = make_iri("https://d/", b"a", "s", "k")(("XL-1234567",))
        assert made is not None
        assert "1234567" not in made
        assert len(made) == len("https://d/k/") + 26


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "\u2009"])
@pytest.mark.parametrize("declared", [" ", "\u00a0", "\u202f"])
def test_any_space_groups_digits_where_one_is_declared(space: str, declared: str) -> None:
    bind = function("number").bind
    assert bind is not None
    number = bind({"decimal": (",",), "group": (declared,)})
    assert number(f"1{space}234{space}567,50") == "1234567.50"
    assert number("12,5") == "12.5"
    with pytest.raises(ValueFault):
        number(f"1{space}23,5")


@pytest.mark.parametrize(
    ("value", "options", "hint"),
    [
        ("1.234,50", {"decimal": (",",)}, 'declare `group="."`'),
        ("1,234.50", {}, 'declare `group=","`'),
        ("12,5", {}, '`decimal=","`'),
        ("1\u202f234,5", {"decimal": (",",)}, 'declare `group=" "`'),
        ("1'234.5", {}, '`group="\'"`'),
        ("1.234.567", {}, "more than once"),
    ],
)
def test_a_sign_that_is_not_declared_is_told(
    value: str, options: dict[str, tuple[str, ...]], hint: str
) -> None:
    bind = function("number").bind
    assert bind is not None
    with pytest.raises(ValueFault) as fault:
        bind(options)(value)
    said = fault.value.message + (fault.value.hint or "")
    assert hint in said
    assert value not in said
    assert "234" not in said
