"""Static rewrites: a folder a pass, with what it tells; and the output that it must not change."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlingua.plan import rewrites
from interlingua.plan.rewrites import PASSES, rewrite
from interlingua.rml import load_mapping
from interlingua.translate import translate_to_text

HERE = Path(__file__).parent
CASES = sorted(folder.parent for folder in HERE.glob("*/mapping.yaml"))


def test_each_pass_has_a_case() -> None:
    assert {case.name for case in CASES} >= {name for name, _ in PASSES}


@pytest.mark.parametrize("case", CASES, ids=lambda folder: folder.name)
def test_what_is_rewritten(case: Path) -> None:
    _, told = rewrite(load_mapping(case / "mapping.yaml"))
    assert list(told) == (case / "rewritten.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("case", CASES, ids=lambda folder: folder.name)
def test_the_meaning_stays(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rewritten, _ = translate_to_text(case / "mapping.yaml")
    monkeypatch.setattr(rewrites, "PASSES", ())
    plain, _ = translate_to_text(case / "mapping.yaml")
    assert set(rewritten.splitlines()) == set(plain.splitlines())
    assert plain


@pytest.mark.parametrize("case", CASES, ids=lambda folder: folder.name)
def test_a_second_run_finds_nothing(case: Path) -> None:
    mapping, _ = rewrite(load_mapping(case / "mapping.yaml"))
    again, told = rewrite(mapping)
    assert again == mapping
    assert told == ()
