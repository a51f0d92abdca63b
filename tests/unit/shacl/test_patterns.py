from __future__ import annotations

import pytest

from interlingua.errors import ShapesError
from interlingua.shacl.patterns import pattern_checker


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        (r"^\w+$", ["José", "زينب", "आठ१"], ["", "a b", "a-b"]),
        (r"^(\w+)$", ["José", "ʻOkina"], ["a b"]),
        (r"^\d{2}$", ["12", "٣٤"], ["1", "1२x"]),
        (r"\bsé\b", ["sé", "el sé,", "«sé»"], ["José", "sér"]),
        (r"\bAli\b|^x$", ["Ali Baba", "x"], ["Alima"]),
        (r"^[^\d\s]+$", ["ab"], ["a1", "a\u00a0b"]),
        (r"^a{,2}$", ["", "aa"], ["aaa", "a{,2}"]),
        (r"[[]x[\]]", ["[x]"], ["x"]),
        (r"(?i)^é$", ["É"], ["e"]),
        (r"^\u00e9\x41$", ["éA"], ["e"]),
        (r"^a$", ["a"], ["a\n", "ab"]),
        (r"^(a|b)$", ["a"], ["a\n"]),
        ("(?m)^b$", ["a\nb\nc"], ["abc"]),
        (r"a.c", ["abc"], ["a\nc"]),
    ],
)
def test_meaning(pattern: str, yes: list[str], no: list[str]) -> None:
    check = pattern_checker(pattern)
    assert [bool(check(t)) for t in yes] == [True] * len(yes)
    assert [bool(check(t)) for t in no] == [False] * len(no)


def test_flags() -> None:
    assert pattern_checker("^abc$", "i")("ABC")
    assert pattern_checker("a.c", "s")("a\nc")
    with pytest.raises(ShapesError) as caught:
        pattern_checker("a", "x")
    assert caught.value.code == "IL-V010"


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?=a)b",
        r"(?<!a)b",
        r"(a)\1",
        r"a\Bb",
        "a++",
        "(?>a)",
        "(",
        r"[\W_]",
        "(?P<n>a)(?P=n)",
        "(a{1000}){1000}",
    ],
)
def test_what_has_no_bound_is_refused(pattern: str) -> None:
    with pytest.raises(ShapesError) as caught:
        pattern_checker(pattern)
    assert caught.value.code == "IL-V010"
    assert "pattern" in caught.value.message


@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(a|a)*$", "(x+x+)+y", r"\b(a*)*\bz"])
def test_nothing_hangs(pattern: str) -> None:
    """On Python's engine each of these takes longer than the universe has."""
    assert not pattern_checker(pattern)("a" * 5_000 + "!")
    assert not pattern_checker(pattern)("x" * 5_000)


def test_hostile_values() -> None:
    check = pattern_checker(r"\ba\b")
    assert check("a\U0010ffff")
    assert not check("\ud800")
    assert not pattern_checker("^(a)$")("\ud800")
