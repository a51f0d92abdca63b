"""Result sets as rows of text."""

from __future__ import annotations

import json

from interlingua.rdf.namespaces import SP, XSD
from interlingua.sparql import from_json


def test_terms() -> None:
    document = {
        "head": {"vars": ["a", "b"]},
        "results": {
            "bindings": [
                {
                    "a": {"type": "uri", "value": SP + "Person"},
                    "b": {"type": "literal", "value": "7", "datatype": XSD + "integer"},
                },
                {
                    "a": {"type": "uri", "value": "http://elsewhere.example/x y"},
                    "b": {"type": "literal", "value": "شخص", "xml:lang": "ar"},
                },
                {"a": {"type": "bnode", "value": "b0"}},
                {"b": {"type": "literal", "value": "x", "datatype": SP + "odd"}},
            ]
        },
    }
    table = from_json(json.dumps(document))
    assert table.columns == ["a", "b"]
    assert table.rows == [
        ["sp:Person", "7"],
        ["<http://elsewhere.example/x y>", "شخص@ar"],
        ["_:b0", ""],
        ["", "x^^sp:odd"],
    ]


def test_longest_prefix_wins_and_what_cannot_be_shortened_stays() -> None:
    prefixes = {"a": "http://x/", "ab": "http://x/b/"}
    rows = [[{"value": value, "type": "uri"}] for value in ("http://x/b/c", "http://x/", "http://x/d)e")]
    document = {"head": {"vars": ["v"]}, "results": {"bindings": [{"v": row[0]} for row in rows]}}
    assert from_json(json.dumps(document), prefixes=prefixes).rows == [
        ["ab:c"],
        ["<http://x/>"],
        ["<http://x/d)e>"],
    ]


def test_ask() -> None:
    assert from_json('{"head":{},"boolean":true}').rows == [["yes"]]
