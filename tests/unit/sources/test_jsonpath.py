"""JSONPath as mappings write it."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from interlingua.errors import MappingError, Place
from interlingua.sources import WILDCARD, JsonNumber, compile_path

ITEM: dict[str, Any] = {
    "name": "x",
    "@id": "i",
    "spdci:code": "c",
    "first name": "f",
    "a.b": "dotted",
    "a": {"b": ["b0", {"c": "deep"}]},
    "list": [{"t": "UIN", "v": JsonNumber("10")}, {"t": "X", "v": JsonNumber("9.50")}, {"v": None}],
    "": "empty",
}


@pytest.mark.parametrize(
    ("text", "steps", "values"),
    [
        ("name", ("name",), ["x"]),
        ("$.name", ("name",), ["x"]),
        ("$['name']", ("name",), ["x"]),
        ('$["name"]', ("name",), ["x"]),
        ("['name']", ("name",), ["x"]),
        ("@id", ("@id",), ["i"]),
        ("$.@id", ("@id",), ["i"]),
        ("$['@id']", ("@id",), ["i"]),
        ("spdci:code", ("spdci:code",), ["c"]),
        ("first name", ("first name",), ["f"]),
        ("$['a.b']", ("a.b",), ["dotted"]),
        ("a.b[0]", ("a", "b", 0), ["b0"]),
        ("a['b'][1].c", ("a", "b", 1, "c"), ["deep"]),
        ("list[*].t", ("list", WILDCARD, "t"), ["UIN", "X"]),
        ("$.list[ 1 ].v", ("list", 1, "v"), ["9.50"]),
        ("list[2].v", ("list", 2, "v"), [None]),
        ("list[9].v", ("list", 9, "v"), []),
        ("a.*", ("a", WILDCARD), [ITEM["a"]["b"]]),
        ("name.x", ("name", "x"), []),
        ("name[0]", ("name", 0), []),
        ("$", (), [ITEM]),
        ("$['']", ("",), ["empty"]),
        ("$['\\u0061']['b'][0]", ("a", "b", 0), ["b0"]),
        ("$['it\\'s']", ("it's",), []),
    ],
)
def test_simple_paths(text: str, steps: tuple[object, ...], values: list[object]) -> None:
    path = compile_path(text)
    assert path.steps == steps
    assert path.values(ITEM) == values
    assert path.single == (WILDCARD not in steps)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("$.list[?(@.t=='UIN')].v", ["10"]),
        ("list[?@.t=='UIN'].v", ["10"]),
        ("$.list[?@.v > 9.4].t", ["UIN", "X"]),
        ("$.list[?@.v < 10].v", ["9.50"]),
        ("$.list[-1]", [{"v": None}]),
        ("$.list[0:2].t", ["UIN", "X"]),
        ("$..c", ["deep"]),
        ("$['a','name']", [ITEM["a"], "x"]),
        ("$.list[?match(@.t, 'U.*')].t", ["UIN"]),
    ],
)
def test_the_rest_of_rfc_9535(text: str, values: list[object]) -> None:
    path = compile_path(text)
    assert path.steps is None
    assert path.single == (text == "$.list[-1]")
    found = path.values(ITEM)
    assert found == values
    if found == ["9.50"]:
        assert isinstance(found[0], JsonNumber)


def test_nodes_bring_their_pointers() -> None:
    assert compile_path("list[*].t").nodes(ITEM) == [("/list/0/t", "UIN"), ("/list/1/t", "X")]
    assert compile_path("$.list[-1].v").nodes(ITEM) == [("/list/2/v", None)]


@pytest.mark.parametrize("text", ["$.", "$.a[", "a[?", "a[b]", "a..", "$.a[?(@.b=)]", "a[1", "", "$[01]"])
def test_what_is_no_path(text: str) -> None:
    with pytest.raises(MappingError) as caught:
        compile_path(text, Place(file="m.yaml", line=3))
    assert caught.value.code == "IL-M006"
    assert caught.value.place == Place(file="m.yaml", line=3)


def test_the_library_is_imported_only_when_needed() -> None:
    code = (
        "import sys; from interlingua.sources import compile_path; compile_path('a.b[*]').values({});"
        "assert not {'jsonpath_rfc9535', 'python_calamine'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
