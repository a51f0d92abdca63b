"""The page on the competency questions: questions.md, from the headings of `ontology/questions/*.rq`."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "ontology" / "questions"
_HEADING = re.compile(r"^# (Title|Question|Columns): (.+)$", re.MULTILINE)
QUESTIONS = """\
# Questions

Generated from `ontology/questions/` by `python docs/generate.py questions`; do not edit.

What the vocabulary must be able to answer: {count} questions of a policy officer, each a SPARQL query that runs on your records.

```sh
interlingua query ontology/questions/{example}.rq --data-dir data
```

Each has a sample in `ontology/questions/samples/<name>/`: invented records (`data.ttl`), the answer they give (`answer.csv`), a change of the
records (`change.ru`) with the answer after it (`changed.csv`), and a change that looks alike and must not matter (`near-miss.ru`). The tests
run all of them, in two engines.

They keep the same habits. People are counted, not records: `sp:matchRepresentative` stands for all records of one person. The last day of
an interval is inside it, and a date that is missing leaves that side open. Money is added within one currency only. What is not known is
left empty, and is not a no. A day or a limit is a line of `VALUES` near the top: change it there.

| question | columns |
|---|---|
"""


def questions() -> str:
    """A row for each question, by title."""
    rows = sorted(_row(path) for path in FOLDER.glob("*.rq"))
    return QUESTIONS.format(count=len(rows), example="in-two-programmes") + "".join(rows)


def _row(path: Path) -> str:
    said = dict(_HEADING.findall(path.read_text(encoding="utf-8")))
    link = f"[{said['Title']}](../ontology/questions/{path.name})"
    return f"| {link}<br>{said['Question']} | {said['Columns']} |\n"
