"""The README's commands and code blocks run, in order, as a newcomer would type them."""

from __future__ import annotations

import re
from pathlib import Path

from docs_runner import matches, run_page

ROOT = Path(__file__).resolve().parents[2]
# `make run` never ends and is tested by itself (tests/e2e/test_demo.py); the path is set by the runner.
NOT_HERE = frozenset({"make run", 'export PATH="$PWD/.venv/bin:$PATH"'})


def test_readme_runs(tmp_path: Path) -> None:
    assert run_page(ROOT / "README.md", tmp_path, skip=NOT_HERE) >= 5


def test_links_in_the_documentation_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "mappings").rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_the_runner_can_fail() -> None:
    assert matches("a\n...\nd\n", "a\nb\nc\nd\n")
    assert not matches("a\n...\nd\n", "a\nb\nc\n")
    assert not matches("a\n", "a\nb\n")
