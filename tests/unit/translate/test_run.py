"""Files to statements: serial, parallel, distinct; refusals in order; nothing left behind."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pytest

from compiling import program
from interlingua.errors import MappingError, SourceError, TooManyRejects
from interlingua.translate import Program, Reject, distinct, parallel, run, spill
from interlingua.translate.spill import distinct_lines

PLAIN = """
sources: {rows: [rows.csv~csv]}
mappings:
  row:
    sources: rows
    s: http://example.org/row/$(id)
    po:
      - [a, ex:Row]
      - [ex:a, $(a)]
      - [ex:b, $(b)]
  group:
    sources: rows
    s: http://example.org/group/$(b)
    po:
      - [ex:has, http://example.org/row/$(id)~iri]
"""
CHECKED = """
record: {system: s, type: t, source: rows, key: [$(id)]}
sources: {rows: [rows.csv~csv]}
mappings:
  row:
    s: http://example.org/row/$(id)
    po:
      - [ex:a, $(a)]
      - [ex:on, "il:date(value=$(b), format=YYYY-MM-DD)"]
"""


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "PART", 2000)
    monkeypatch.setattr(distinct, "PART", 2000)
    monkeypatch.setattr(distinct, "SMALL", 1000)
    monkeypatch.setattr(distinct, "PARTITION", 2000)


def write(folder: Path, rows: int = 400, bad: bool = False) -> Path:
    random_ = random.Random(rows)
    lines = ["id,a,b"]
    for n in range(rows):
        number = random_.randrange(rows // 2) if random_.random() < 0.4 else n
        a = random_.choice(['x "y"', "plain", "", "ü\\", "a,b"]).replace('"', '""')
        b = f"2020-01-{random_.randrange(10, 29)}" if not bad or random_.random() < 0.8 else "2020-02-31"
        lines.append(f'{n if bad else number},"{a}",{b}')
    path = folder / "rows.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def compiled(text: str, folder: Path) -> Program:
    return program(text, columns={"rows": ("id", "a", "b")}, file=folder / "m.yaml")


@pytest.mark.usefixtures("small_parts")
def test_processes_do_not_change_the_output(tmp_path: Path) -> None:
    path = write(tmp_path)
    outputs = []
    for jobs in (1, 2, 3):
        out = tmp_path / f"{jobs}.nt"
        result = run(compiled(PLAIN, tmp_path), {"rows": path}, out, jobs=jobs)
        assert (result.read, result.accepted, result.refused) == (400, 400, 0)
        assert result.bytes_written == out.stat().st_size
        outputs.append(out.read_bytes())
        memory = io.BytesIO()
        run(compiled(PLAIN, tmp_path), {"rows": path}, memory, jobs=jobs)
        outputs.append(memory.getvalue())
    assert len(set(outputs)) == 1
    assert outputs[0]


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("mapping", [PLAIN, CHECKED])
def test_distinct_gives_the_set_each_statement_once(tmp_path: Path, mapping: str) -> None:
    path = write(tmp_path)
    whole = io.BytesIO()
    run(compiled(mapping, tmp_path), {"rows": path}, whole)
    expected = set(whole.getvalue().splitlines())
    assert len(expected) < len(whole.getvalue().splitlines())
    outputs = []
    for jobs in (1, 2):
        out = tmp_path / "out.nt"
        run(compiled(mapping, tmp_path), {"rows": path}, out, jobs=jobs, distinct=True)
        outputs.append(out.read_bytes())
        lines = outputs[-1].splitlines()
        assert len(lines) == len(set(lines))
        assert set(lines) == expected
    assert outputs[0] == outputs[1]


def test_distinct_in_memory_keeps_the_order(tmp_path: Path) -> None:
    path = write(tmp_path)
    whole, once = io.BytesIO(), io.BytesIO()
    run(compiled(PLAIN, tmp_path), {"rows": path}, whole)
    run(compiled(PLAIN, tmp_path), {"rows": path}, once, distinct=True)
    assert once.getvalue().splitlines() == list(dict.fromkeys(whole.getvalue().splitlines()))


@pytest.mark.usefixtures("small_parts")
def test_one_subject_on_all_rows_is_made_distinct_on_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(distinct, "CAP", 3000)
    path = write(tmp_path, 2000)
    mapping = PLAIN.replace("http://example.org/row/$(id)\n", "http://example.org/all\n", 1)
    whole, once = io.BytesIO(), io.BytesIO()
    run(compiled(mapping, tmp_path), {"rows": path}, whole)
    run(compiled(mapping, tmp_path), {"rows": path}, once, distinct=True, jobs=2)
    assert sorted(once.getvalue().splitlines()) == sorted(set(whole.getvalue().splitlines()))


def test_distinct_lines_beyond_the_cap(tmp_path: Path) -> None:
    texts = [f"line {n % 700}\nother {n % 300}\n" for n in range(5000)]
    found = list(distinct_lines(iter(texts), tmp_path, "t", 2000))
    assert sorted(found) == sorted({f"line {n}" for n in range(700)} | {f"other {n}" for n in range(300)})
    assert list(tmp_path.iterdir()) == []


def test_partitions_are_the_same_in_every_process() -> None:
    found = [spill.partition(text, 64) for text in ("a", "ü", "<http://example.org/1>")]
    assert found == [3, 21, 7]


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("distinct_", [False, True])
def test_refusals_come_in_the_order_of_rows_whatever_the_processes(tmp_path: Path, distinct_: bool) -> None:
    path = write(tmp_path, bad=True)
    lines = path.read_bytes().splitlines(keepends=True)
    told: list[list[tuple[int, bytes, str]]] = []
    for jobs in (1, 2):
        rejects: list[Reject] = []
        result = run(
            compiled(CHECKED, tmp_path), {"rows": path}, io.BytesIO(), jobs=jobs, distinct=distinct_,
            keep_raw=True, on_reject=rejects.append,
        )  # fmt: skip
        assert result.refused == len(rejects) > 20
        assert result.read == result.accepted + result.refused == 400
        told.append([(r.row, r.raw, r.diagnostics[0].code) for r in rejects])
    assert told[0] == told[1] == sorted(told[0])
    for row, raw, code in told[0]:
        assert (raw, code) == (lines[row], "IL-R002")


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("jobs", [1, 2])
def test_too_many_rejects_leave_no_output(tmp_path: Path, jobs: int) -> None:
    path = write(tmp_path, bad=True)
    out = tmp_path / "out.nt"
    with pytest.raises(TooManyRejects):
        run(compiled(CHECKED, tmp_path), {"rows": path}, out, jobs=jobs, max_rejects=5)
    with pytest.raises(TooManyRejects):
        run(compiled(CHECKED, tmp_path), {"rows": path}, out, jobs=jobs, max_reject_share=0.05)
    assert {p.name for p in tmp_path.iterdir()} == {"rows.csv"}
    run(compiled(CHECKED, tmp_path), {"rows": path}, out, jobs=jobs, max_reject_share=0.5)
    assert out.exists()


def test_what_is_wrong_with_sources_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        run(compiled(PLAIN, tmp_path), {}, io.BytesIO())
    assert caught.value.code == "IL-S001"
    assert caught.value.place is not None
    assert caught.value.place.line is not None
    (tmp_path / "rows.csv").write_text("id,aa,b\n1,2,3\n")
    with pytest.raises(MappingError) as unknown:
        run(compiled(PLAIN, tmp_path), {"rows": tmp_path / "rows.csv"}, io.BytesIO())
    assert (unknown.value.code, unknown.value.hint) == ("IL-M005", "Did you mean 'aa'?")


def test_columns_in_another_order_and_more_of_them(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("extra,b,id,a\n9,2,1,x\n")
    out = io.BytesIO()
    run(compiled(CHECKED.replace("YYYY-MM-DD", "excel"), tmp_path), {"rows": tmp_path / "rows.csv"}, out)
    assert b'<http://example.org/row/1> <http://example.org/a> "x"' in out.getvalue()


def test_a_stream_is_taken_for_a_file(tmp_path: Path) -> None:
    path = write(tmp_path, 20)
    expected, out = io.BytesIO(), io.BytesIO()
    run(compiled(PLAIN, tmp_path), {"rows": path}, expected)
    run(compiled(PLAIN, tmp_path), {"rows": io.BytesIO(path.read_bytes())}, out)
    assert out.getvalue() == expected.getvalue()


def test_progress_and_findings(tmp_path: Path) -> None:
    path = write(tmp_path, bad=True)
    seen: list[tuple[int, int | None]] = []
    findings: list[object] = []
    run(
        compiled(CHECKED, tmp_path), {"rows": path}, io.BytesIO(),
        progress=lambda done, size: seen.append((done, size)), on_diagnostic=findings.append,
    )  # fmt: skip
    assert seen[-1][1] == path.stat().st_size
    assert findings
