"""Mapping and source to triples, findings and plan: one folder a case.

`expected.nq` and `findings.txt` are written by hand; `plan.txt` is what `mapping explain` prints, reviewed
once and held from then on (set INTERLINGUA_WRITE_PLANS=1 to write it anew, then read the difference).
"""

from __future__ import annotations

import os
from pathlib import Path

import pyoxigraph as ox
import pytest

from interlingua.plan import explain, make_plan
from interlingua.rml import load_mapping
from interlingua.translate import translate_to_text

HERE = Path(__file__).parent
CASES = sorted(folder.parent for folder in HERE.glob("*/mapping.yaml"))


def dataset(text: str) -> ox.Dataset:
    data = ox.Dataset(ox.parse(text, format=ox.RdfFormat.N_QUADS))
    data.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return data


def test_there_are_cases() -> None:
    assert len(CASES) >= 11


@pytest.mark.parametrize("case", CASES, ids=lambda folder: folder.name)
def test_triples_and_findings(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INTERLINGUA_IRI_KEY", raising=False)
    text, findings = translate_to_text(case / "mapping.yaml")
    expected = dataset((case / "expected.nq").read_text(encoding="utf-8"))
    actual = dataset(text)
    assert sorted(map(str, actual)) == sorted(map(str, expected))
    said = sorted(
        f"row {f.place.row if f.place else None} {f.severity} {f.code} mapping line {f.mapping.line if f.mapping else None}"
        for f in findings
    )
    file = case / "findings.txt"
    assert said == (file.read_text(encoding="utf-8").splitlines() if file.exists() else [])


@pytest.mark.parametrize("case", CASES, ids=lambda folder: folder.name)
def test_plan(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(case)
    text = explain(make_plan(load_mapping(Path("mapping.yaml"))))
    file = case / "plan.txt"
    if os.environ.get("INTERLINGUA_WRITE_PLANS"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
