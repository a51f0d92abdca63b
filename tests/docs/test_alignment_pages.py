"""Protects the pages on alignments: counts are those of the tables, generated ones are current, no text of DCI."""

from __future__ import annotations

import importlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from interlingua.editorial.coverage import coverage
from interlingua.vocabulary.alignments import alignment_sets

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
GENERATORS = ROOT / "ontology" / "generators"
OURS = (
    *(DOCS / name for name in ("dci.md", "dci-defects.md", "alignments.md")),
    *sorted((ROOT / "ontology" / "alignments").glob("*.tsv")),
)


def _dci() -> str:
    folder = os.environ.get("INTERLINGUA_DCI")
    if not folder:
        pytest.skip("209 official files not read: INTERLINGUA_DCI is not set")
    return folder


def _run(script: str, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, str(GENERATORS / script), *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_table_of_tables_is_right() -> None:
    text = (DOCS / "alignments.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[`([^`]+)`\]\([^)]+\) \| (.+?) \| (.+) \|$", text, re.MULTILINE)
    columns = ("classes", "properties", "lists", "codes", "answered", "no term")
    sets = alignment_sets()
    counted = {name: [counts[one] for one in columns] for name, counts in coverage().alignments.items()}
    assert {name: [int(cell) for cell in cells.split(" | ")] for name, _, cells in rows} == counted
    assert {name: title for name, title, _ in rows} == {
        name: f"{one.title}, {one.version}" for name, one in sets.items()
    }


def test_derived_columns_are_current() -> None:
    _run("alignment_columns.py", "--check")


@pytest.mark.parametrize("script", ["dci_register.py", "dci_defects.py"])
def test_pages_on_dci_are_current(script: str) -> None:
    _run(script, _dci(), "--check")


def test_no_run_of_eight_words_is_dcis() -> None:
    theirs = set(_runs(_comments(Path(_dci()) / "schemas")))
    assert len(theirs) > 1000
    shared = [
        (path.name, run) for path in OURS for run in set(_runs([path.read_text(encoding="utf-8")])) & theirs
    ]
    assert shared == []


def _comments(schemas: Path) -> Iterator[str]:
    for path in sorted(schemas.rglob("*.jsonld")):
        yield from re.findall(r'"rdfs:comment"\s*:\s*"([^"]+)"', path.read_text(encoding="utf-8"))


def _runs(texts: list[str] | Iterator[str]) -> Iterator[str]:
    for text in texts:
        words = re.findall(r"\w+", text.lower())
        yield from (" ".join(words[at : at + 8]) for at in range(len(words) - 7))


@pytest.fixture
def defects(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(GENERATORS))
    return importlib.import_module("dci_defects")


FILE = {
    "@context": {"own": "https://far.example/v1", "rdfs": "http://www.w3.org/2000/01/rdf-schema#"},
    "@id": "own:Thing",
    "@type": "rdfs:Class",
    "rdfs:label": "Thing",
    "rdfs:property": [
        {
            "@id": "own:size",
            "@type": "rdfs:Datatype",
            "rdfs:domain": "own:Thing",
            "rdfs:range": "xsd:Decimal",
        },
        {
            "@id": "own:size",
            "@type": "rdfs:Datatype",
            "rdfs:domain": "own:Thing",
            "rdfs:range": "own:Nothing",
        },
    ],
}
CODES = {
    "@context": {"rdfs": "http://www.w3.org/2000/01/rdf-schema#"},
    "@graph": [
        {"@id": "type:List", "@type": "rdfs:Class", "owl:oneOf": ["type:1", "type2"]},
        {"@id": "type:1", "@type": "type:List", "rdfs:label": "one", "rdfs:comment": "One"},
        {"@id": "type:2", "@type": "type:Other", "rdfs:label": "two", "rdfs:comment": "the second"},
    ],
}


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("no_json", [("core/v1/broken.jsonld", "")]),
        ("unusable_prefix", [("core/v1/data/Object.jsonld", "/@context/own")]),
        ("no_such_datatype", [("core/v1/data/Object.jsonld", "/rdfs:property/0")]),
        ("class_that_is_nowhere", [("core/v1/data/Object.jsonld", "/rdfs:property/1")]),
        (
            "declared_twice",
            [
                ("core/v1/data/Object.jsonld", "/rdfs:property/0"),
                ("core/v1/data/Object.jsonld", "/rdfs:property/1"),
            ],
        ),
        (
            "file_of_another_name",
            [("core/v1/code/Codes.jsonld", "/@graph/0"), ("core/v1/data/Object.jsonld", "")],
        ),
        ("listed_not_defined", [("core/v1/code/Codes.jsonld", "/@graph/0/owl:oneOf")]),
        ("defined_not_listed", [("core/v1/code/Codes.jsonld", "/@graph/2")]),
        ("typed_otherwise", [("core/v1/code/Codes.jsonld", "/@graph/2")]),
        ("label_for_definition", [("core/v1/code/Codes.jsonld", "/@graph/1")]),
    ],
)
def test_a_planted_defect_is_found_where_it_is(
    tmp_path: Path, defects: ModuleType, name: str, places: list[tuple[str, str]]
) -> None:
    for file, text in (
        ("core/v1/broken.jsonld", '{"a": 1,}'),
        ("core/v1/data/Object.jsonld", json.dumps(FILE)),
        ("core/v1/code/Codes.jsonld", json.dumps(CODES)),
    ):
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, encoding="utf-8")
    found = defects.CHECKS[name](defects.documents(tmp_path))
    assert [(place.file, place.pointer) for place in found] == places
