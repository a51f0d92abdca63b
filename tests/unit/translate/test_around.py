"""`$(<x)`: what the objects around an element hold, in lists of lists; found, missing, out of place, checked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from compiling import objects, program
from interlingua.errors import MappingError
from interlingua.exchange.mapping import check_mapping
from interlingua.jsonpath import Enclosing, enclosing, parse

MAPPING = """
record: {system: s, type: t, source: r, key: [$(id)]}
sources: {r: {access: r.json, referenceFormulation: json, iterator: "$.r[*]"}}
mappings:
  k:
    each: "$.m[*].w.k[*]"
    s: http://example.org/$(^id)-$(<<n)-$(v)
    po:
      - [ex:kind, $(<t)]
      - [ex:beyond, $(<<<<<id)]
"""
RECORD: dict[str, Any] = {
    "id": "1",
    "m": [
        {"n": "a", "w": {"t": "x", "k": [{"v": "1"}, {"v": "2"}]}},
        {"n": "b", "w": {"t": "y", "k": [{"v": "1"}]}},
    ],
}


def test_each_element_reads_the_objects_around_it() -> None:
    found = program(MAPPING).record(RECORD)
    assert sorted({line.split()[0] for line in found.text.splitlines()}) == [
        "<http://example.org/1-a-1>",
        "<http://example.org/1-a-2>",
        "<http://example.org/1-b-1>",
    ]
    assert objects(found.text, "kind") == ['"x"', '"x"', '"y"']
    assert objects(found.text, "beyond") == []


def test_one_record_does_not_see_the_objects_of_the_last() -> None:
    compiled = program(MAPPING)
    compiled.record(RECORD)
    other = {"id": "2", "m": [{"n": "c", "w": {"t": "z", "k": [{"v": "9"}]}}]}
    assert objects(compiled.record(other).text, "kind") == ['"z"']


def test_a_record_has_nothing_around_it() -> None:
    with pytest.raises(MappingError) as caught:
        program(MAPPING.replace('    each: "$.m[*].w.k[*]"\n', ""))
    assert caught.value.code == "IL-M007"


@pytest.mark.parametrize(("name", "warned"), [("t", []), ("tt", ["IL-M005", "IL-M016"])])
def test_the_mapping_check_looks_around(tmp_path: Path, name: str, warned: list[str]) -> None:
    (tmp_path / "r.json").write_text(json.dumps({"r": [RECORD, RECORD]}), "utf-8")
    body = MAPPING.replace("$(<t)", f"$(<{name})").replace("      - [ex:beyond, $(<<<<<id)]\n", "")
    (tmp_path / "m.yaml").write_text("prefixes: {ex: 'http://example.org/'}\n" + body, "utf-8")
    assert [finding.code for finding in check_mapping(str(tmp_path / "m.yaml"), {})] == warned


@pytest.mark.parametrize(
    ("each", "warned"), [("$.gone[*].k[*]", ["IL-M005", "IL-M016"]), ("?$.gone[*].k[*]", ["IL-M016"])]
)
def test_an_each_that_may_be_missing_is_no_warning(tmp_path: Path, each: str, warned: list[str]) -> None:
    (tmp_path / "r.json").write_text(json.dumps({"r": [{"id": "1", "m": [{"n": "a"}]}]}), "utf-8")
    body = MAPPING.replace("$.m[*].w.k[*]", each).split("    po:")[0].replace("-$(<<n)", "")
    (tmp_path / "m.yaml").write_text(body, "utf-8")
    assert [finding.code for finding in check_mapping(str(tmp_path / "m.yaml"), {})] == warned


def test_names_with_slashes_and_lists_of_lists() -> None:
    record = {"a/b": [[{"n": "1", "c": [{"v": "2"}]}]]}
    assert enclosing(record, "/a~1b/0/0/c/0", 1) == ("/a~1b/0/0", record["a/b"][0][0])
    assert enclosing(record, "/a~1b/0/0", 1) == ("", record)
    assert enclosing(record, "/a~1b/0/0", 2) == ("", {})
    assert Enclosing(parse("$['a/b'][*][*].c[*]"), 1)(record, 0)["n"] == "1"
