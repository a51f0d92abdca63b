"""docs/sources.md: its examples run, and its tables name what the reader of mappings knows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs_runner import run_page
from interlingua.rml.yarrrml_sources import FORMULATIONS, OPTIONS
from interlingua.sources.compression import KINDS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "sources.md"


def test_the_examples_run(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="the extra `parquet` is not installed")
    assert run_page(PAGE, tmp_path) == 10


def test_every_word_and_option_is_told() -> None:
    text = PAGE.read_text(encoding="utf-8")
    told = set(re.findall(r"[\w-]+", " ".join(re.findall(r"`([^`\n]+)`", text))))
    assert {*FORMULATIONS, *OPTIONS, *KINDS, "access", "iterator", "namespaces", "nulls"} <= told
