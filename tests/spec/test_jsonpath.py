"""RFC 9535 by its compliance suite: what our own steps find, and what we hand to the library.

We read more than the RFC allows (names without a root, names with odd characters), but none of the
selectors that the suite calls invalid.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from interlingua.errors import MappingError
from interlingua.sources import compile_path


def _cases() -> list[dict[str, Any]]:
    suites = os.environ.get("INTERLINGUA_SUITES")
    path = Path(suites) / "jsonpath" / "cts.json" if suites else None
    if path is None or not path.is_file():
        pytest.skip("703 official cases not run")
    tests: list[dict[str, Any]] = json.loads(path.read_text())["tests"]
    return tests


def test_valid_selectors_find_what_the_suite_says() -> None:
    wrong = []
    cases = [case for case in _cases() if not case.get("invalid_selector")]
    for case in cases:
        found = compile_path(case["selector"]).values(case["document"])
        if found not in case.get("results", [case.get("result")]):
            wrong.append(case["name"])
    assert len(cases) > 400
    assert not wrong


def test_invalid_selectors_are_refused() -> None:
    accepted = []
    cases = [case for case in _cases() if case.get("invalid_selector")]
    for case in cases:
        try:
            compile_path(case["selector"])
        except MappingError:
            continue
        accepted.append(case["selector"])
    assert len(cases) > 200
    assert not accepted
