"""JSONPath references: parsed, evaluated, pointed at."""

from __future__ import annotations

import pytest

from interlingua.errors import MappingError
from interlingua.plan import parse_path

ITEM = {
    "a": {"b": 1, "c d": 2, "@id": "x", "e:f": 3},
    "list": [{"n": 1}, {"n": 2}, {"m": 3}],
    "deep": {"n": 9, "in": [{"n": 8}]},
    "tilde~/": 5,
}


@pytest.mark.parametrize(
    ("text", "values", "pointers"),
    [
        ("$.a.b", [1], ["/a/b"]),
        ("a.b", [1], ["/a/b"]),
        ("@.a.b", [1], ["/a/b"]),
        ("a['c d']", [2], ["/a/c d"]),
        ('$["a"]["c d"]', [2], ["/a/c d"]),
        ("a.c d", [2], ["/a/c d"]),
        ("a.@id", ["x"], ["/a/@id"]),
        ("a['@id']", ["x"], ["/a/@id"]),
        ("a.e:f", [3], ["/a/e:f"]),
        ("list[0].n", [1], ["/list/0/n"]),
        ("list[-1].m", [3], ["/list/2/m"]),
        ("list[*].n", [1, 2], ["/list/0/n", "/list/1/n"]),
        ("list[0,1].n", [1, 2], ["/list/0/n", "/list/1/n"]),
        ("list[1:].n", [2], ["/list/1/n"]),
        ("list[?@.n > 1].n", [2], ["/list/1/n"]),
        ("$.list[?(@.m)]", [{"m": 3}], ["/list/2"]),
        ("deep..n", [9, 8], ["/deep/n", "/deep/in/0/n"]),
        ("nothing.here", [], []),
        ("a.b.c", [], []),
        ("['tilde~/']", [5], ["/tilde~0~1"]),
        ("$", [ITEM], [""]),
    ],
)
def test_values_and_pointers(text: str, values: list[object], pointers: list[str]) -> None:
    path = parse_path(text)
    assert path.values(ITEM) == values
    assert [pointer for pointer, _ in path.nodes(ITEM)] == pointers


@pytest.mark.parametrize("text", ["$.a[", "$.students[*]]", "a..", "a['b", "$.a[x]", "a[?(@.b]", ""])
def test_what_is_no_path_is_refused(text: str) -> None:
    if text == "":
        assert parse_path(text).steps == ()
        return
    with pytest.raises(MappingError) as caught:
        parse_path(text)
    assert caught.value.code == "IL-M010"


def test_single_and_keys() -> None:
    assert parse_path("a.b").keys == ("a", "b")
    assert parse_path("a[0].b").keys is None
    assert parse_path("a[0].b").single
    assert not parse_path("a[*]").single
    assert parse_path("list[-1]").single
    assert not parse_path("list[?@.n]").single
    assert parse_path("list[?@.n].n").pointer == "/list/*"
