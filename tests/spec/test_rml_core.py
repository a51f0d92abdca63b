"""RML-Core, one case an entry of the manifest; what fails is listed with its reason in rml/expected.toml."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import rml_suite
from rml_suite import Case, Outcome

FLOOR = 76
FAILURES = rml_suite.accepted_failures()
_SUITE = rml_suite.suite()
_CASES = rml_suite.cases(_SUITE) if _SUITE else []

pytestmark = pytest.mark.xdist_group("rml-core")


def _parameters() -> list[Any]:
    if not _CASES:
        return [pytest.param(None, id="suite-not-here")]
    return [
        pytest.param(
            case,
            id=rml_suite.CASE + case.id,
            marks=[pytest.mark.xfail(reason=FAILURES[case.id], strict=True)] if case.id in FAILURES else [],
        )
        for case in _CASES
    ]


@pytest.fixture(scope="module")
def outcomes() -> Iterator[dict[str, Outcome]]:
    """What the cases of this module gave; the EARL report is written when all of them ran."""
    found: dict[str, Outcome] = {}
    yield found
    if _CASES and len(found) == len(_CASES):
        rml_suite.write_earl(found.values())


@pytest.mark.parametrize("case", _parameters())
def test_case(case: Case | None, outcomes: dict[str, Outcome]) -> None:
    if case is None:
        pytest.skip(f"{len(rml_suite.recorded())} official cases not run")
    outcome = rml_suite.run(case)
    outcomes[case.id] = outcome
    assert outcome.passed, outcome.note


def test_the_record_keeps_the_floor() -> None:
    recorded = rml_suite.recorded()
    assert len(recorded) == 76
    assert sum(outcome.passed for outcome in recorded) >= FLOOR
    assert {o.case for o in recorded if not o.passed} == set(FAILURES)
    assert all(reason.strip() for reason in FAILURES.values())


def test_the_page_is_current() -> None:
    page = rml_suite.PAGE.read_text(encoding="utf-8")
    assert page == rml_suite.page(rml_suite.recorded(), FAILURES), "run: python tests/rml_suite.py"


@pytest.mark.skipif(not _CASES, reason="76 official cases not run")
def test_the_record_is_of_these_cases() -> None:
    assert [outcome.case for outcome in rml_suite.recorded()] == [case.id for case in _CASES]


class TestAnExpectedError:
    """The judge itself: what counts as an expected error, and what does not."""

    def judged(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Any, behave: Any) -> Outcome:
        import interlingua.translate

        monkeypatch.setattr(interlingua.translate, "translate_to_text", behave)
        return rml_suite.run(Case("X", "", tmp_path, "http://example.com/", "mapping.ttl", None, True))

    def test_is_never_a_crash(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
        def crash(*args: Any, **kwargs: Any) -> Any:
            raise KeyError("subject")

        assert not self.judged(monkeypatch, tmp_path, crash).passed

    def test_needs_a_line_of_the_mapping(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
        from interlingua.errors import MappingError, Place

        def refuse(place: Place | None) -> Any:
            def behave(*args: Any, **kwargs: Any) -> Any:
                raise MappingError("IL-M010", "wrong", place=place)

            return behave

        assert not self.judged(monkeypatch, tmp_path, refuse(None)).passed
        assert not self.judged(monkeypatch, tmp_path, refuse(Place(file="data.json", line=1))).passed
        assert self.judged(monkeypatch, tmp_path, refuse(Place(file="mapping.ttl", line=1))).passed

    def test_is_not_silence(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
        assert not self.judged(monkeypatch, tmp_path, lambda *args, **kwargs: ("", [])).passed


@pytest.mark.parametrize(
    "case", [case for case in _CASES if case.error] or [None], ids=lambda c: c.id if c else "none"
)
def test_the_command_refuses(
    case: Case | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the command itself: exit code 1 or 2, an `IL-` code, a line of the mapping, no traceback."""
    if case is None:
        pytest.skip("15 official error cases not run through the command")
    from interlingua.cli.main import main

    report = tmp_path / "report.json"
    mapping = str(case.folder / case.mapping)
    command = ["interlingua", "translate", mapping, "--base-iri", case.base, "-o", str(tmp_path / "out.nq")]
    monkeypatch.setattr(sys, "argv", [*command, "--report", str(report)])
    with pytest.raises(SystemExit) as end:
        main()
    shown = capsys.readouterr()
    said = shown.err + (report.read_text(encoding="utf-8") if report.exists() else "")
    assert end.value.code in (1, 2), said
    assert re.search(r"IL-[A-Z]\d{3}", said), said
    assert re.search(r'mapping\.ttl:\d+:|"mapping":\s*\{[^}]*"line":\s*\d+', said), said
    assert "Traceback" not in said
    assert end.value.code == 1 or not (tmp_path / "out.nq").exists()
