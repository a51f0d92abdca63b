"""docs/mapping.md: its examples run, and its table of functions is the registry's."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from docs_runner import run_page
from interlingua.functions import FUNCTIONS, Function
from interlingua.rml import yarrrml

PAGE = Path(__file__).resolve().parents[2] / "docs" / "mapping.md"


def row(one: Function) -> str:
    parameters = []
    for parameter in one.parameters:
        name = f"*{parameter.name}*" if parameter.constant else parameter.name
        name += " ..." if parameter.repeatable else ""
        parameters.append(name if parameter.required else f"[{name}]")
    return f"| `{one.name}` | {', '.join(parameters)} | {one.summary} |"


def table() -> str:
    rows = ["| function | parameters | gives |", "|---|---|---|", *(row(one) for one in FUNCTIONS)]
    return "<!-- functions -->\n" + "\n".join(rows) + "\n<!-- /functions -->"


TABLE = re.compile(r"<!-- functions -->.*?<!-- /functions -->", re.DOTALL)


def test_the_examples_run(tmp_path: Path) -> None:
    assert run_page(PAGE, tmp_path) == 11


def test_the_table_of_functions_is_the_registry() -> None:
    (found,) = TABLE.findall(PAGE.read_text(encoding="utf-8"))
    assert found == table(), "run: python tests/docs/test_mapping_page.py"


def test_every_top_level_key_is_told() -> None:
    text = PAGE.read_text(encoding="utf-8")
    other_spellings = {"authors", "author", "source", "target", "mapping", "m"}
    assert [key for key in yarrrml.ROOT_KEYS if key not in other_spellings and f"| `{key}`" not in text] == []


if __name__ == "__main__":
    PAGE.write_text(TABLE.sub(lambda _: table(), PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.exit(0)
