from __future__ import annotations

import json
from pathlib import Path

import pytest

from interlingua.errors import Diagnostic, EnvironmentFailed, Place
from interlingua.shacl import ReportWriter, Summary, outcome_of


def finding(row: int, column: str = "dob", code: str = "IL-R002", **more: str) -> Diagnostic:
    return Diagnostic(
        code, "A date was expected.", place=Place(row=row, field=column), value="Secret", **more
    )  # type: ignore[arg-type]


def test_outcomes() -> None:
    assert outcome_of((), refused=False) == "accepted"
    assert outcome_of((finding(1),), refused=False) == "accepted_with_findings"
    assert outcome_of((finding(1),), refused=True) == "refused"


def test_groups_by_code_and_column() -> None:
    summary = Summary()
    summary.count("accepted", 96)
    for row in range(1, 6):
        summary.add("refused", [finding(row)])
    summary.add("accepted_with_findings", [finding(7, "sex", "IL-R003", severity="warning")])
    text = summary.text()
    assert text.splitlines()[0] == "      5 x IL-R002 in 'dob': A date was expected."
    assert "at rows 1, 2, 3 and 2 more" in text
    assert "1 x IL-R003 in 'sex' (warning)" in text
    assert "Secret" not in text
    assert summary.to_dict()["records"] == {"accepted": 96, "accepted_with_findings": 1, "refused": 5}
    assert summary.to_dict()["findings"] == {"IL-R002": 5, "IL-R003": 1}


def test_pointers_are_grouped_across_rows() -> None:
    summary = Summary()
    for row in (0, 1):
        summary.note(Diagnostic("IL-R002", "Bad.", place=Place(pointer=f"/people/{row}/dob")))
    assert [(g["field"], g["count"]) for g in summary.to_dict()["groups"]] == [("/people/*/dob", 2)]


def test_memory_is_bounded() -> None:
    summary = Summary()
    for number in range(12_000):
        summary.note(Diagnostic("IL-R002", "Bad.", place=Place(row=number, field=f"c{number}")))
    assert len(summary.groups) <= 10_001
    assert sum(g.count for g in summary.groups.values()) == 12_000
    assert "more findings of" in summary.text()


def test_the_file(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    with ReportWriter(path) as writer:
        writer.record(1, "accepted", ())
        writer.record(2, "refused", [finding(2)], key=("A-1",))
        writer.record(3, "accepted_with_findings", [finding(3, severity="warning")])
        assert not path.exists(), "a half-written report must not look whole"
    report = json.loads(path.read_text())
    assert [(r["row"], r["outcome"]) for r in report["records"]] == [
        (2, "refused"),
        (3, "accepted_with_findings"),
    ]
    assert report["records"][0]["findings"][0]["place"] == {"row": 2, "field": "dob"}
    assert report["summary"]["records"] == {"accepted": 1, "accepted_with_findings": 1, "refused": 1}
    assert "Secret" not in path.read_text()
    assert "A-1" not in path.read_text()
    assert [p.name for p in tmp_path.iterdir()] == ["report.json"]


def test_values_and_keys_on_request(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    writer = ReportWriter(path, show_values=True)
    writer.record(2, "refused", [finding(2)], key=("A-1",))
    writer.close(extra={"mapping": "m.yaml"})
    report = json.loads(path.read_text())
    assert report["records"][0]["key"] == ["A-1"]
    assert report["records"][0]["findings"][0]["value"] == "Secret"
    assert report["summary"]["mapping"] == "m.yaml"


def test_an_empty_report_is_json(tmp_path: Path) -> None:
    ReportWriter(tmp_path / "r.json").close()
    assert json.loads((tmp_path / "r.json").read_text())["records"] == []


def test_nothing_is_left_when_it_fails(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), ReportWriter(tmp_path / "r.json"):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(EnvironmentFailed) as caught:
        ReportWriter(tmp_path / "none" / "r.json")
    assert caught.value.code == "IL-E002"


def test_a_group_tells_its_first_hint_once() -> None:
    summary = Summary()
    for row, hint in enumerate([None, "Do this.", "Or that."], 1):
        summary.note(Diagnostic("IL-R004", "No.", place=Place(row=row, field="a"), hint=hint))
    assert summary.text().splitlines()[1:] == ["           at rows 1, 2, 3", "           Do this."]
    assert summary.to_dict()["groups"][0]["hint"] == "Do this."
