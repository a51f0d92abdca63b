"""Parts of a CSV for several processes: smaller where a row says many times what it holds."""

from __future__ import annotations

from pathlib import Path

from interlingua.plan import make_plan
from interlingua.rml import load_mapping
from interlingua.translate import compile_plan
from interlingua.translate.parallel import PART, part_size

HEAD = """\
prefixes: {ex: "http://example.org/"}
sources: {rows: [rows.csv~csv]}
mappings:
  row:
    sources: rows
    s: ex:row/$(id)
"""


def size(rest: str) -> int:
    plan = make_plan(load_mapping(Path("rows.yaml"), text=HEAD + rest), columns={"rows": ("id", "a")})
    return part_size(compile_plan(plan).streams[0])


def test_a_row_that_says_what_it_holds() -> None:
    assert size("    po: [[ex:a, $(a)], [a, ex:Row]]\n") == PART


def test_a_row_in_many_graphs() -> None:
    graphs = ", ".join(f"ex:g{n}/$(id)" for n in range(20))
    assert size(f"    g: [{graphs}]\n    po: [[ex:a, $(a)]]\n") == PART // 10


def test_never_so_small_that_starting_costs_more() -> None:
    graphs = ", ".join(f"ex:g{n}/$(id)" for n in range(500))
    assert size(f"    g: [{graphs}]\n    po: [[ex:a, $(a)]]\n") == PART // 32
