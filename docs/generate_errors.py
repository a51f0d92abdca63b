"""Writes docs/errors.md from the register in `interlingua.errors`.

python docs/generate_errors.py            write it
python docs/generate_errors.py --check    exit 1 when the file is not current
"""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from interlingua.errors import CODES

PAGE = Path(__file__).with_name("errors.md")
SECTIONS = {
    "U": ("Usage", "the command line or the request does not fit"),
    "M": ("Mappings", "a mapping document is wrong; the place is its line"),
    "S": ("Sources", "a source as a whole cannot be read"),
    "R": ("Records", "something in one record; costs at most that record"),
    "V": ("Checks", "a rule of the shapes does not hold, or shapes or data cannot be used"),
    "L": ("Ledger and graph", "what is kept forbids it"),
    "Q": ("Queries", "a query is wrong, refused, or went over its limits"),
    "H": ("HTTP", "the request to the service"),
    "E": ("Environment", "the world around failed; exit code 3"),
    "D": ("Vocabulary", "ontology or code lists"),
}
HEAD = """\
# Errors

Generated from `errors.py` by `python docs/generate_errors.py`; do not edit.

Every error has a code that never changes its meaning. The command line prints `place: CODE sentence` and a hint; over HTTP
the same stands in `application/problem+json`, whose `type` ends in the code; `--report` and the envelope of the service list
findings as `{code, severity, place, shape, message}`. A value of a person is in none of them unless you ask (`--show-values`).
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for letter, codes in groupby(CODES.items(), key=lambda item: item[0][3]):
        name, about = SECTIONS[letter]
        parts.append(
            f"\n## {name}\n\nIL-{letter}...: {about}.\n\n| code | what happened | what to do |\n|---|---|---|\n"
        )
        parts += [
            f'| <a id="{code.lower()}"></a>`{code}` | {row.title} | {row.fix} |\n' for code, row in codes
        ]
    return "".join(parts)


def main() -> int:
    """Write the page, or check it."""
    if "--check" in sys.argv[1:]:
        return int(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page())
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
