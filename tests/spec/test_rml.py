"""The RML suites, one case an entry of a manifest; what fails is listed with its reason in rml/expected.toml."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from conformance import report
from conformance.cases import SUITES, Case
from conformance.databases import available
from conformance.judge import Outcome, run
from conformance.overlay import corrections


def _parameters() -> Iterator[Any]:
    for suite in SUITES.values():
        group = pytest.mark.xdist_group(f"rml-{suite.database or 'files'}")
        cases = suite.cases()
        if not cases:
            yield pytest.param(suite.name, None, id=f"{suite.name}-not-here", marks=[group])
        fails = report.failures(suite.name)
        for case in cases:
            reason = fails.get(case.id)
            failing = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
            yield pytest.param(suite.name, case, id=case.iri, marks=[group, *failing])


@pytest.mark.parametrize(("suite", "case"), _parameters())
def test_case(suite: str, case: Case | None) -> None:
    if case is None:
        pytest.skip(f"{SUITES[suite].count} official cases of {suite} not run")
    if missing := available(case.database):
        pytest.skip(f"{SUITES[suite].count} official cases of {suite} not run: {missing}")
    outcome = run(case, corrections().get((suite, case.id)))
    assert outcome.passed, outcome.note


@pytest.mark.parametrize("name", SUITES)
def test_the_record_keeps_the_floor(name: str) -> None:
    suite, recorded, fails = SUITES[name], report.recorded(name), report.failures(name)
    if not recorded and suite.floor == 0:
        pytest.skip(f"{suite.count} official cases of {name} not recorded yet")
    assert len(recorded) == suite.count
    assert sum(outcome.passed for outcome in recorded) >= suite.floor
    assert {o.case for o in recorded if not o.passed} == set(fails)
    assert all(reason.strip() for reason in fails.values())


@pytest.mark.parametrize("name", SUITES)
def test_the_record_is_of_these_cases(name: str) -> None:
    cases = SUITES[name].cases()
    if not cases:
        pytest.skip(f"{SUITES[name].count} official cases of {name} not compared")
    assert len(cases) == SUITES[name].count
    recorded = report.recorded(name)
    assert not recorded or [outcome.case for outcome in recorded] == [case.id for case in cases]


def test_the_overlay_corrects_only_what_fails_as_written() -> None:
    for (suite, case), correction in corrections().items():
        assert correction.sentence.strip(), case
        assert correction.section.strip(), case
        plain = {o.case: o.passed for o in report.recorded(suite, as_written=True)}
        assert plain.get(case) is False, f"{case} passes as written: take it out of the overlay"


def test_the_page_is_current() -> None:
    page = report.PAGE.read_text(encoding="utf-8")
    assert page == report.page(), "run: python tests/rml_suite.py SUITES"


class TestAnExpectedError:
    """The judge itself: what counts as an expected error, and what does not."""

    def judged(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Any, behave: Any) -> Outcome:
        import interlingua.translate

        monkeypatch.setattr(interlingua.translate, "translate_to_text", behave)
        return run(Case("core", "X", "", tmp_path, "http://example.com/", "mapping.ttl", (), True))

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


def _refused(case: Case) -> bool:
    """Whether the command must refuse the case."""
    if case.database is not None or case.id in report.failures(case.suite):
        return False
    correction = corrections().get((case.suite, case.id))
    return (correction.applied(case) if correction else case).error


_REFUSED = [case for suite in SUITES.values() for case in suite.cases() if _refused(case)]


@pytest.mark.parametrize("case", _REFUSED or [None], ids=lambda c: c.iri if c else "none")
def test_the_command_refuses(
    case: Case | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the command itself: exit code 1 or 2, an `IL-` code, a line of the mapping or a row, no traceback."""
    if case is None:
        pytest.skip("the official error cases not run through the command")
    from interlingua.cli.main import main

    report_file = tmp_path / "report.json"
    mapping = str(case.folder / case.mapping)
    base = ["--base-iri", case.base] if case.base else []
    command = ["interlingua", "translate", mapping, *base, "-o", str(tmp_path / "out.nq")]
    monkeypatch.setattr(sys, "argv", [*command, "--report", str(report_file)])
    with pytest.raises(SystemExit) as end:
        main()
    shown = capsys.readouterr()
    said = shown.err + (report_file.read_text(encoding="utf-8") if report_file.exists() else "")
    assert end.value.code in (1, 2), said
    assert re.search(r"IL-[A-Z]\d{3}", said), said
    row = r'"place":\s*\{[^}]*"line":\s*\d+[^}]*"row":\s*\d+'
    assert re.search(rf'mapping\.ttl:\d+:|"mapping":\s*\{{[^}}]*"line":\s*\d+|{row}', said), said
    assert "Traceback" not in said
    assert end.value.code == 1 or not (tmp_path / "out.nq").exists()
