"""Pages that are generated are current."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("script", sorted(path.name for path in DOCS.glob("generate_*.py")))
def test_page_is_current(script: str) -> None:
    done = subprocess.run([sys.executable, str(DOCS / script), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"run `python docs/{script}`\n{done.stdout}{done.stderr}"
