"""What a run leaves: results in the implementation report's format, an EARL report, docs/conformance.md."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from conformance.cases import SUITES, Case, Suite
from conformance.judge import Outcome
from conformance.overlay import corrections

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "tests" / "spec" / "rml"
PAGE = ROOT / "docs" / "conformance.md"
EARL = ROOT / "build" / "earl-rml.ttl"
_TEXT = Path(__file__).with_name("page.md")


def failures(suite: str) -> dict[str, str]:
    """Case to reason, of the failures that are accepted (tests/spec/rml/expected.toml)."""
    written = tomllib.loads((RESULTS / "expected.toml").read_text(encoding="utf-8"))
    return dict(written.get(suite, {}))


def recorded(suite: str, *, as_written: bool = False) -> list[Outcome]:
    """The outcomes of the last recorded run; with the overlay unless `as_written`."""
    path = RESULTS / f"{suite}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    status = "as_written" if as_written else "status"
    return [Outcome(row["testcase_id"], row[status] == "passed", row["notes"]) for row in rows]


def write_results(suite: str, pairs: Iterable[tuple[Outcome, Outcome]]) -> None:
    """The outcomes of a run: (as written, with overlay) a case."""
    with (RESULTS / f"{suite}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["testcase_id", "status", "as_written", "notes"])
        for plain, corrected in pairs:
            writer.writerow([plain.case, _word(corrected), _word(plain), corrected.note])


def _word(outcome: Outcome) -> str:
    return "passed" if outcome.passed else "failed"


def write_earl(outcomes: Iterable[tuple[Case, Outcome]]) -> None:
    """The EARL 1.0 report of a run."""
    EARL.parent.mkdir(exist_ok=True)
    EARL.write_text(earl(outcomes), encoding="utf-8")


def earl(outcomes: Iterable[tuple[Case, Outcome]]) -> str:
    """EARL 1.0 (https://www.w3.org/TR/EARL10-Schema/) in Turtle."""
    lines = [
        "@prefix earl: <http://www.w3.org/ns/earl#> .",
        "@prefix doap: <http://usefulinc.com/ns/doap#> .",
        "@prefix dcterms: <http://purl.org/dc/terms/> .",
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .",
        "",
        "<https://w3id.org/interlingua/> a doap:Project, earl:TestSubject, earl:Software ;",
        '    doap:name "Interlingua" ; doap:programming-language "Python" .',
        "",
    ]
    moment = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for case, outcome in outcomes:
        note = outcome.note.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
        description = f' ; dcterms:description "{note}"' if note else ""
        lines += [
            "[] a earl:Assertion ; earl:mode earl:automatic ; earl:subject <https://w3id.org/interlingua/> ;",
            f"    earl:assertedBy <https://w3id.org/interlingua/> ; earl:test <{case.iri}> ;",
            f"    earl:result [ a earl:TestResult ; earl:outcome earl:{_word(outcome)} ;"
            f' dcterms:date "{moment}"^^xsd:dateTime{description} ] .',
            "",
        ]
    return "\n".join(lines)


def page() -> str:
    """docs/conformance.md, from what is recorded."""
    body = _TEXT.read_text(encoding="utf-8")
    marks: Mapping[str, str] = {
        "<!-- table -->": "\n".join(_table()),
        "<!-- overlay -->": "\n".join(_overlay()),
        "<!-- failures -->": "\n".join(_failures()),
    }
    for mark, text in marks.items():
        assert mark in body, mark
        body = body.replace(mark, text)
    return body


def _table() -> Iterable[str]:
    yield "| suite | cases | passed as written | passed with overlay | of them expected errors | failed |"
    yield "|---|---:|---:|---:|---:|---:|"
    sums = [0] * 5
    for suite in SUITES.values():
        numbers = _numbers(suite)
        sums = [a + b for a, b in zip(sums, numbers, strict=True)]
        yield f"| [{suite.title}]({suite.specification}) | {' | '.join(map(str, numbers))} |"
    yield f"| all | {' | '.join(map(str, sums))} |"


def _numbers(suite: Suite) -> list[int]:
    corrected, plain = recorded(suite.name), recorded(suite.name, as_written=True)
    passed = sum(o.passed for o in corrected)
    refused = sum(o.passed and o.note.startswith(("refused", "no output")) for o in corrected)
    return [suite.count, sum(o.passed for o in plain), passed, refused, suite.count - passed]


def _overlay() -> Iterable[str]:
    by_sentence: dict[tuple[str, str], list[str]] = {}
    for (_, case), one in corrections().items():
        by_sentence.setdefault((one.sentence, one.section), []).append(case)
    yield "| cases | the sentence that decides | where |"
    yield "|---|---|---|"
    for (sentence, section), cases in by_sentence.items():
        yield f"| {', '.join(f'`{case}`' for case in cases)} | {sentence} | {section} |"


def _failures() -> Iterable[str]:
    rows = [
        f"| {suite.title} | `{case}` | {reason} |"
        for suite in SUITES.values()
        for case, reason in sorted(failures(suite.name).items())
    ]
    if not rows:
        yield "Nothing."
        return
    yield "| suite | case | reason |"
    yield "|---|---|---|"
    yield from rows
