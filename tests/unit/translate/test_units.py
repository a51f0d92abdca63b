"""--distinct puts aside, for each subject group of a wide table, only the cells that the group reads."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from interlingua.plan import make_plan
from interlingua.rml import load_mapping
from interlingua.translate import compile_plan, distinct, run

COLUMNS = ["id", *(f"p{n}" for n in range(9))]
MAPPING = """\
prefixes: {ex: "http://example.org/"}
sources: {rows: [rows.csv~csv]}
mappings:
  first:
    sources: rows
    s: ex:first/$(id)
    po:
      - [ex:p0, $(p0)]
      - [ex:p1, $(p1)]
  one-cell:
    sources: rows
    s: ex:fixed
    po: [[ex:p8, $(p8)]]
  linked:
    sources: rows
    s: ex:linked/$(p5)
    po:
      - {p: ex:to, o: {mapping: first}}
"""


def written(folder: Path, *, distinct_: bool, jobs: int = 1) -> list[str]:
    program = compile_plan(make_plan(load_mapping(folder / "rows.yaml"), columns={"rows": COLUMNS}))
    out = io.BytesIO()
    run(program, {}, out, distinct=distinct_, jobs=jobs)
    return out.getvalue().decode().splitlines()


@pytest.mark.parametrize("quote", ["", '"'], ids=["plain", "quoted"])
def test_the_same_statements_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quote: str) -> None:
    monkeypatch.setattr(distinct, "SMALL", 0)
    rows = [",".join(COLUMNS)]
    for n in range(400):
        cells = ["" if (n + at) % 3 == 0 else f"{quote}v{(n * at) % 7}{quote}" for at in range(9)]
        rows.append(",".join([str(n % 50), *cells]))
    (tmp_path / "rows.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (tmp_path / "rows.yaml").write_text(MAPPING, encoding="utf-8")
    plain = written(tmp_path, distinct_=False)
    once = written(tmp_path, distinct_=True)
    assert len(once) == len(set(once)) < len(plain)
    assert set(once) == set(plain)
    assert any("linked" in line for line in once)


def test_which_cells_a_group_reads(tmp_path: Path) -> None:
    (tmp_path / "rows.yaml").write_text(MAPPING, encoding="utf-8")
    program = compile_plan(make_plan(load_mapping(tmp_path / "rows.yaml"), columns={"rows": COLUMNS}))
    assert [unit.cells for unit in program.streams[0].units] == [(0, 1, 2), (9,), (0, 6)]
