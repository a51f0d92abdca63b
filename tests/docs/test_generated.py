"""Pages that are generated are current."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"

PAGES = ["errors", "settings", "terms", "lint", "questions", "functions", "functions.ttl"]


@pytest.mark.parametrize("page", PAGES)
def test_page_is_current(page: str) -> None:
    command = [sys.executable, str(DOCS / "generate.py"), "--check", page]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_page_on_dci_is_current() -> None:
    if not os.environ.get("INTERLINGUA_DCI"):
        pytest.skip("209 official files not linted: INTERLINGUA_DCI is not set")
    test_page_is_current("dci-lint")


def test_the_page_on_dci_has_no_text_of_dci() -> None:
    dci = os.environ.get("INTERLINGUA_DCI")
    if not dci:
        pytest.skip("209 official files not compared: INTERLINGUA_DCI is not set")
    page = (DOCS / "dci-lint.md").read_text(encoding="utf-8")
    texts = {
        text
        for path in (Path(dci) / "schemas").rglob("*.jsonld")
        for text in re.findall(r'"rdfs:comment"\s*:\s*"([^"]+)"', path.read_text(encoding="utf-8"))
        if len(text.split()) > 3
    }
    assert len(texts) > 500
    assert [text for text in texts if text in page] == []
