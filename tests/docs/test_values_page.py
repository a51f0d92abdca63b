"""docs/values.md: its examples run."""

from __future__ import annotations

from pathlib import Path

from docs_runner import run_page

PAGE = Path(__file__).resolve().parents[2] / "docs" / "values.md"


def test_the_examples_run(tmp_path: Path) -> None:
    assert run_page(PAGE, tmp_path) == 2
