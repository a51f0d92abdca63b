"""JSONPath filters in references, `each` and iterators."""

from __future__ import annotations

import json
from pathlib import Path

from compiling import objects, program
from interlingua.rml import load_mapping
from interlingua.settings import Settings
from interlingua.sources import open_source

MAPPING = """
sources: {doc: [doc.json~jsonpath, "$.people[?@.alive == true]"]}
mappings:
  m:
    s: http://example.org/$(id)
    po:
      - [ex:uin, "$(ids[?@.t == 'UIN'].v)"]
  i:
    each: "$.ids[?@.v > 1]"
    s: http://example.org/$(^id)/$(v)
    po: [[ex:type, $(t)]]
"""
PEOPLE = [
    {"id": "a", "alive": True, "ids": [{"t": "UIN", "v": 1}, {"t": "X", "v": 2}]},
    {"id": "b", "alive": False, "ids": []},
]


def test_a_filter_selects_records_items_and_values(tmp_path: Path) -> None:
    (tmp_path / "doc.json").write_text(json.dumps({"people": PEOPLE}), encoding="utf-8")
    compiled = program(MAPPING)
    head = "prefixes: {ex: 'http://example.org/'}\n"
    source = load_mapping(tmp_path / "m.yarrrml.yaml", text=head + MAPPING).triples_maps[0].source
    (batch,) = open_source(source, tmp_path / "doc.json", settings=Settings()).batches()
    assert list(batch.pointers or ()) == ["/people/0"]
    found = compiled.record(batch.rows[0])
    assert objects(found.text, "uin") == ['"1"^^<http://www.w3.org/2001/XMLSchema#integer>']
    assert objects(found.text, "type") == ['"X"']
    assert "<http://example.org/a/2>" in found.text
