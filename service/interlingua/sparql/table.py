"""Result sets as columns and rows of text, for a terminal or a page. Printing is somebody else's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from interlingua.rdf import shorten
from interlingua.rdf.namespaces import PREFIXES, XSD


@dataclass(frozen=True, slots=True)
class Table:
    """A result set as text: unbound is the empty string; an ASK has one column, `answer`."""

    columns: list[str]
    rows: list[list[str]]


def from_json(
    data: bytes | str, *, prefixes: Mapping[str, str] = PREFIXES, limit: int | None = None
) -> Table:
    """Rows of a SPARQL 1.1 JSON result, IRIs shortened by `prefixes`."""
    document = json.loads(data)
    if "boolean" in document:
        return Table(["answer"], [["yes" if document["boolean"] else "no"]])
    columns = list(document["head"].get("vars", []))
    bindings = document["results"]["bindings"]
    rows = [
        [_cell(binding.get(column), prefixes) for column in columns]
        for binding in (bindings if limit is None else bindings[:limit])
    ]
    return Table(columns, rows)


def _cell(term: dict[str, Any] | None, prefixes: Mapping[str, str]) -> str:
    if term is None:
        return ""
    kind, value = term["type"], term["value"]
    if kind == "uri":
        return shorten(str(value), prefixes)
    if kind == "bnode":
        return f"_:{value}"
    if kind == "triple":
        parts = " ".join(_cell(value[part], prefixes) for part in ("subject", "predicate", "object"))
        return f"<<{parts}>>"
    if language := term.get("xml:lang"):
        return f"{value}@{language}"
    datatype = str(term.get("datatype", ""))
    if datatype and not datatype.startswith(XSD):
        return f"{value}^^{shorten(datatype, prefixes)}"
    return str(value)
