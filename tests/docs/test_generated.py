"""Pages that are generated are current."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("page", ["errors", "settings", "terms"])
def test_page_is_current(page: str) -> None:
    command = [sys.executable, str(DOCS / "generate.py"), "--check", page]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
