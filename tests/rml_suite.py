"""The W3C community group's RML-Core cases: read from their manifest, run, compared, reported.

    python tests/rml_suite.py [SUITES]    run all, write results.csv, docs/conformance.md and the EARL report

An expected error counts only as a refusal: exit code 1 or 2, an `IL-` code, and a line of the mapping. A
crash never passes.
"""

from __future__ import annotations

import csv
import os
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyoxigraph as ox

from interlingua.errors import Diagnostic, InterlinguaError, Place

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "tests" / "spec" / "rml"
RESULTS = HERE / "results.csv"
EXPECTED = HERE / "expected.toml"
PAGE = ROOT / "docs" / "conformance.md"
EARL = ROOT / "build" / "earl-rml-core.ttl"
CASE = "http://w3id.org/rml/core/test/"
SPECIFICATION = "https://w3id.org/rml/core/spec"


@dataclass(frozen=True)
class Case:
    """One entry of the manifest."""

    id: str
    title: str
    folder: Path
    base: str
    mapping: str
    output: str | None
    error: bool


@dataclass(frozen=True)
class Outcome:
    """What came of one case; `note` says why it failed, or with which code it was refused."""

    case: str
    passed: bool
    note: str


def suite() -> Path | None:
    """The folder of the cases, where INTERLINGUA_SUITES names one."""
    root = os.environ.get("INTERLINGUA_SUITES")
    folder = Path(root) / "rml" / "core" if root else None
    return folder if folder is not None and (folder / "metadata.csv").is_file() else None


def cases(folder: Path) -> list[Case]:
    """Every entry of metadata.csv."""
    with (folder / "metadata.csv").open(encoding="utf-8", newline="") as file:
        return [
            Case(
                row["ID"],
                row["title"].strip('"'),
                folder / row["ID"],
                row["base_iri"],
                row["mapping"],
                row["output1"] or None,
                row["error"] == "true",
            )
            for row in csv.DictReader(file)
        ]


def accepted_failures() -> dict[str, str]:
    """Case to reason, from expected.toml."""
    return dict(tomllib.loads(EXPECTED.read_text(encoding="utf-8")).get("fails", {}))


def run(case: Case) -> Outcome:
    """One case, through the function that `interlingua translate` calls."""
    from interlingua.translate import translate_to_text

    mapping = case.folder / case.mapping
    try:
        text, findings = translate_to_text(mapping, base_iri=case.base)
    except InterlinguaError as error:
        if not case.error:
            return Outcome(case.id, False, f"{error.code} {error.message}")
        return _refusal(case, mapping, error.code, error.exit_code, [error.place])
    except Exception as error:  # noqa: BLE001  # a crash is a failure of the case, never an expected error
        return Outcome(case.id, False, f"crash: {type(error).__name__}")
    refused = [f for f in findings if f.severity == "violation"]
    if case.error:
        if not refused:
            return Outcome(case.id, False, "an error was expected, and none came")
        return _refusal(case, mapping, refused[0].code, 1, [_mapping_place(f) for f in refused])
    if refused:
        return Outcome(case.id, False, f"{refused[0].code} {refused[0].message}")
    return _compare(case, text)


def _mapping_place(finding: Diagnostic) -> Place | None:
    return finding.mapping or finding.place


def _refusal(case: Case, mapping: Path, code: str, exit_code: int, places: Iterable[Place | None]) -> Outcome:
    if exit_code not in (1, 2) or not code.startswith("IL-"):
        return Outcome(case.id, False, f"refused with {code} and exit {exit_code}")
    for place in places:
        if place is not None and place.line is not None and (place.file or "").endswith(mapping.name):
            return Outcome(case.id, True, f"refused: {code}")
    return Outcome(case.id, False, f"refused with {code}, but without the mapping's line")


def _dataset(text: str | bytes) -> ox.Dataset:
    data = ox.Dataset(ox.parse(text, format=ox.RdfFormat.N_QUADS, lenient=True))
    data.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return data


def _compare(case: Case, text: str) -> Outcome:
    expected = _dataset((case.folder / case.output).read_bytes()) if case.output else ox.Dataset()
    try:
        actual = _dataset(text)
    except SyntaxError:
        return Outcome(case.id, False, "the output is not N-Quads")
    if actual == expected:
        return Outcome(case.id, True, "")
    missing = sum(1 for quad in expected if quad not in actual)
    extra = sum(1 for quad in actual if quad not in expected)
    return Outcome(case.id, False, f"{missing} statements missing, {extra} too many")


def earl(outcomes: Iterable[Outcome]) -> str:
    """The EARL 1.0 report of a run."""
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
    for outcome in outcomes:
        result = "passed" if outcome.passed else "failed"
        note = outcome.note.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
        description = f' ; dcterms:description "{note}"' if note else ""
        lines += [
            "[] a earl:Assertion ; earl:mode earl:automatic ; earl:subject <https://w3id.org/interlingua/> ;",
            f"    earl:assertedBy <https://w3id.org/interlingua/> ; earl:test <{CASE}{outcome.case}> ;",
            f"    earl:result [ a earl:TestResult ; earl:outcome earl:{result} ;"
            f' dcterms:date "{moment}"^^xsd:dateTime{description} ] .',
            "",
        ]
    return "\n".join(lines)


def write_earl(outcomes: Iterable[Outcome]) -> None:
    """To build/earl-rml-core.ttl."""
    EARL.parent.mkdir(exist_ok=True)
    EARL.write_text(earl(outcomes), encoding="utf-8")


def recorded() -> list[Outcome]:
    """The outcomes of the last recorded run."""
    with RESULTS.open(encoding="utf-8", newline="") as file:
        return [
            Outcome(row["testcase_id"], row["status"] == "passed", row["notes"])
            for row in csv.DictReader(file)
        ]


def page(outcomes: list[Outcome], failures: dict[str, str]) -> str:
    """docs/conformance.md."""
    passed = [o for o in outcomes if o.passed]
    refused = [o for o in passed if o.note]
    lines = [
        "# Conformance",
        "",
        "Made by `python tests/rml_suite.py`; a test holds this page, the recorded results and the suite together.",
        "",
        "| suite | cases | passed | of them expected errors | failed |",
        "|---|---:|---:|---:|---:|",
        f"| [RML-Core]({SPECIFICATION}), community group's cases | {len(outcomes)} | {len(passed)} | {len(refused)} |"
        f" {len(outcomes) - len(passed)} |",
        "",
        "An expected error counts only when the command refuses the mapping or the data with a code and the line of",
        "the mapping. Outputs are compared as RDF datasets, blank nodes by isomorphism.",
        "",
        "## What fails, and why",
        "",
    ]
    if failures:
        lines += ["| case | reason |", "|---|---|"]
        lines += [f"| `{case}` | {reason} |" for case, reason in sorted(failures.items())]
    else:
        lines.append("Nothing.")
    lines += [
        "",
        "## The other suites",
        "",
        "| suite | cases | passed | where |",
        "|---|---:|---:|---|",
        "| SHACL core (W3C), through `validate` | 98 | 98 | `tests/spec/test_shacl_core.py` |",
        "| SPARQL 1.1 Protocol (W3C), through the service | 34 | 27 | `tests/spec/test_sparql_protocol.py` |",
        "| JSONPath (RFC 9535); `$.&` and `$.1` are taken as names | 703 | 701 | `tests/spec/test_jsonpath.py` |",
        "",
        "The seven protocol cases that are out all need an update operation, which the service does not have: only the",
        "ledger writes the graph. They are listed by name in `tests/spec/expected-sparql-protocol.toml`. Each suite has a",
        "floor below which the tests fail.",
        "",
        "## What is read of RML and YARRRML",
        "",
        "Read: RML-Core in the new vocabulary (`http://w3id.org/rml/`), the same terms in the old one and in R2RML,",
        "file sources of RML-IO (root, encoding, nulls), function executions of RML-FNML with the functions of",
        "[mapping.md](mapping.md); YARRRML 1.3 without what is listed next.",
        "",
        "Refused with `IL-M014`, never ignored: databases, web services and XML as sources, compressed sources,",
        "targets, inverse predicates, joins by anything but equality, `rml:UnsafeURI`, RDF-star,",
        "and the modules RML-CC (collections) and RML-LV (views).",
        "",
    ]
    return "\n".join(lines)


def main() -> int:
    """Run everything and write what is generated."""
    if len(sys.argv) > 1:
        os.environ["INTERLINGUA_SUITES"] = sys.argv[1]
    folder = suite()
    if folder is None:
        print("Set INTERLINGUA_SUITES to the folder that holds rml/core.", file=sys.stderr)
        return 2
    outcomes = [run(case) for case in cases(folder)]
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["testcase_id", "status", "notes"])
        writer.writerows([o.case, "passed" if o.passed else "failed", o.note] for o in outcomes)
    PAGE.write_text(page(outcomes, accepted_failures()), encoding="utf-8")
    write_earl(outcomes)
    failed = [o for o in outcomes if not o.passed]
    print(f"{len(outcomes) - len(failed)} of {len(outcomes)} passed")
    for outcome in failed:
        print(f"  {outcome.case}: {outcome.note}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
