"""The register of error codes: every code raised is in it, each is used, each is explained once."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from interlingua.errors import CODES

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "service" / "interlingua"
CODE = re.compile(r"\bIL-[A-Z][0-9]{3}\b")


def used() -> Counter[str]:
    return Counter(
        code
        for file in SOURCE.rglob("*.py")
        if file != SOURCE / "errors.py"
        for code in CODE.findall(file.read_text(encoding="utf-8"))
    )


def test_every_code_in_the_source_is_registered() -> None:
    assert sorted(set(used()) - set(CODES)) == []


def test_every_registered_code_is_used() -> None:
    assert sorted(set(CODES) - set(used())) == []


def test_every_code_has_its_anchor() -> None:
    """Problem details point to `errors#il-...`."""
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    assert [code for code in CODES if page.count(f'<a id="{code.lower()}"></a>') != 1] == []


def test_the_docs_name_no_code_that_does_not_exist() -> None:
    named = {
        (file.name, code)
        for file in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "mappings").rglob("*.md"))
        for code in CODE.findall(file.read_text(encoding="utf-8"))
    }
    assert sorted(pair for pair in named if pair[1] not in CODES) == []


def test_each_says_what_to_do() -> None:
    for code, row in CODES.items():
        assert row.title, code
        assert not row.title.endswith("."), code
        assert row.fix.endswith("."), code


def test_codes_are_grouped_by_letter() -> None:
    letters = [code[3] for code in CODES]
    firsts = list(dict.fromkeys(letters))
    assert letters == sorted(letters, key=firsts.index)
