"""docs/mapping.md: its examples run, and what it names exists."""

from __future__ import annotations

import re
from pathlib import Path

from docs_runner import run_page
from interlingua.functions import lookup
from interlingua.rdf.namespaces import IL
from interlingua.rml import yarrrml

PAGE = Path(__file__).resolve().parents[2] / "docs" / "mapping.md"


def test_the_examples_run(tmp_path: Path) -> None:
    assert run_page(PAGE, tmp_path) == 12


def test_the_page_names_only_functions_that_exist() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert "[functions.md](functions.md)" in text
    used = set(re.findall(r"\bil:(\w+)\(", text)) | set(re.findall(r"`il:(\w+)`", text))
    assert len(used) > 10
    assert [name for name in sorted(used) if lookup(IL + name) is None] == []


def test_every_top_level_key_is_told() -> None:
    text = PAGE.read_text(encoding="utf-8")
    other_spellings = {"authors", "author", "source", "target", "mapping", "m"}
    assert [key for key in yarrrml.ROOT_KEYS if key not in other_spellings and f"| `{key}`" not in text] == []
