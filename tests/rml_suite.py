"""The community group's RML suites, run whole and reported.

python tests/rml_suite.py SUITES [NAME ...]    run, write results, docs/conformance.md and the EARL report
python tests/rml_suite.py SUITES NAME --show   run one suite, print what fails, write nothing
"""

from __future__ import annotations

import os
import sys

from conformance import report
from conformance.cases import SUITES, Case
from conformance.databases import available
from conformance.judge import Outcome, run
from conformance.overlay import corrections


def run_suite(name: str) -> list[tuple[Case, Outcome, Outcome]]:
    """Every case of a suite: as written, and with the overlay."""
    found = []
    for case in SUITES[name].cases():
        plain = run(case)
        correction = corrections().get((name, case.id))
        found.append((case, plain, run(case, correction) if correction else plain))
    return found


def main() -> int:
    """Run the suites and write what is generated."""
    words = [word for word in sys.argv[1:] if not word.startswith("-")]
    if words:
        os.environ["INTERLINGUA_SUITES"] = words[0]
    show = "--show" in sys.argv
    everything: list[tuple[Case, Outcome]] = []
    for name in words[1:] or SUITES:
        if not SUITES[name].cases():
            print("Give the folder that holds rml/core as the first argument.", file=sys.stderr)
            return 2
        if missing := available(SUITES[name].database):
            print(f"{name}: not run, {missing}")
            continue
        found = run_suite(name)
        everything += [(case, corrected) for case, _, corrected in found]
        if not show:
            report.write_results(name, [(plain, corrected) for _, plain, corrected in found])
        plain_count, count = (sum(one[n].passed for one in found) for n in (1, 2))
        print(f"{name}: {plain_count} of {len(found)} as written, {count} with the overlay")
        for _, _, outcome in found:
            if not outcome.passed:
                print(f"  {outcome.case}: {outcome.note}")
    if not show:
        report.PAGE.write_text(report.page(), encoding="utf-8")
        if len(words) <= 1:
            report.write_earl(everything)
    return 0


if __name__ == "__main__":
    sys.exit(main())
