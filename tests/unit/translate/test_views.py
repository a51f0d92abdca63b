"""Views: slots, groups, pivots, joins, lookups; the record stays the unit that is refused; against ten-line models."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlingua.errors import MappingError
from interlingua.plan import make_plan
from interlingua.rml import load_mapping
from interlingua.translate import run
from interlingua.translate.compile import compile_plan
from interlingua.translate.indexes import RowIndex
from interlingua.translate.job import Reject, RunResult

HEAD = "prefixes: {ex: 'http://example.org/'}\n"


def translated(folder: Path, mapping: str, **files: str) -> tuple[list[str], RunResult, list[Reject]]:
    """The sorted statements (without `http://example.org/`), the counts, the refusals and findings."""
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    path = folder / "m.yarrrml.yaml"
    path.write_text(HEAD + mapping, encoding="utf-8")
    out, told = io.BytesIO(), []
    program = compile_plan(make_plan(load_mapping(path)))
    result = run(program, {}, out, on_reject=told.append, on_finding=told.append, keep_raw=True)
    lines = out.getvalue().decode().replace("http://example.org/", "").splitlines()
    return sorted(line.removesuffix(" .") for line in lines), result, told


SURVEY = """
record: {system: s, type: t, source: a, key: [$(id)]}
sources: {a: [a.csv~csv]}
views:
  members:
    source: a
    fields:
      id: $(id)
      member: {slots: 1..3, fields: {n: "{slot}", age: "$(age{slot})", sex: "$(sex{slot})"}}
mappings:
  h: {s: "ex:h/$(id)", po: [[ex:since, "il:date(value=$(since), format=iso)"]]}
  m: {sources: members, s: "ex:h/$(id)/$(member.n)", po: [[ex:age, $(member.age)], [ex:at, "$(member.#)"]]}
"""


def test_slots_become_rows_of_their_record(tmp_path: Path) -> None:
    rows = "id,since,age1,sex1,age2,sex2,age3,sex3\n1,2024-01-01,30,F,,,5,M\n2,nonsense,40,,,,,\n3,,,,,,,\n"
    lines, result, told = translated(tmp_path, SURVEY, a_csv=rows)
    integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    assert [line for line in lines if "<since>" not in line] == [
        '<h/1/1> <age> "30"', f'<h/1/1> <at> "0"{integer}',
        '<h/1/3> <age> "5"', f'<h/1/3> <at> "2"{integer}',
    ]  # fmt: skip
    # Row 2 is refused by the mapping of the household: its members go with it, and it is counted once.
    assert (result.read, result.accepted, result.refused) == (3, 2, 1)
    assert [each.row for each in told] == [2]


def test_a_finding_names_the_column_of_its_slot(tmp_path: Path) -> None:
    mapping = SURVEY.replace("[ex:age, $(member.age)]", '[ex:age, "il:number(value=$(member.age))"]')
    lines, _, told = translated(
        tmp_path, mapping, a_csv="id,since,age1,sex1,age2,sex2,age3,sex3\n1,,30,F,,,old,M\n"
    )
    assert not lines
    (finding,) = told[0].diagnostics
    assert finding.place is not None
    assert (finding.place.row, finding.place.field) == (1, "age3")


EVENTS = """
sources: {e: [e.csv~csv]}
views:
  p:
    source: e
    group: [$(id)]
    fields:
      id: $(id)
      n: {count: $(v)}
      sum: {sum: $(v), where: "il:equal(a=$(k), b=n)"}
      last: {last: $(v), order: $(d)}
      any: {exists: , where: "il:equal(a=$(k), b=zz)"}
      all: {list: $(v)}
    pivot: {name: $(k), value: $(v), columns: {name: e1}}
mappings:
  p: {sources: p, s: "ex:$(id)", po: [[ex:n, $(n)], [ex:sum, $(sum)], [ex:last, $(last)], [ex:any, $(any)], [ex:all, $(all)], [ex:name, $(name)]]}
"""


def test_rows_of_one_key_become_one(tmp_path: Path) -> None:
    rows = "id,k,v,d\na,e1,Ana,2\nb,n,1.50,1\na,n,2,1\n,n,9,9\nb,n,2,3\n"
    lines, result, told = translated(tmp_path, EVENTS, e_csv=rows)
    xsd = "^^<http://www.w3.org/2001/XMLSchema#"
    assert lines == sorted([
        '<a> <all> "2"', '<a> <all> "Ana"', f'<a> <any> "false"{xsd}boolean>', '<a> <last> "Ana"',
        f'<a> <n> "2"{xsd}integer>', '<a> <name> "Ana"', f'<a> <sum> "2"{xsd}integer>',
        '<b> <all> "1.50"', '<b> <all> "2"', f'<b> <any> "false"{xsd}boolean>', '<b> <last> "2"',
        f'<b> <n> "2"{xsd}integer>', f'<b> <sum> "3.50"{xsd}decimal>',
    ])  # fmt: skip
    assert (result.read, result.refused) == (5, 1)
    assert [(each.row, each.diagnostics[0].code) for each in told] == [(4, "IL-R011")]


def test_a_refused_group_gives_back_all_its_rows(tmp_path: Path) -> None:
    rows = "id,k,v,d\na,n,x,2\nb,n,1,1\na,n,2,1\n"
    lines, result, told = translated(tmp_path, EVENTS, e_csv=rows)
    assert all(line.startswith("<b>") for line in lines)
    assert (result.read, result.refused) == (3, 2)
    assert [(each.row, each.diagnostics[0].code) for each in told] == [(1, "IL-R002"), (3, "IL-R023")]
    assert [each.raw.strip() for each in told] == [b"a,n,x,2", b"a,n,2,1"]


JOINED = """
sources: {a: [a.csv~csv], names: [n.json~jsonpath, "$.o[*]"]}
views:
  v:
    source: a
    fields: {id: $(id), sex: $(sex)}
    joins: [{KIND: names, on: [$(sex), $(code)], fields: {name: $(name)}, unmatched: warn}]
mappings:
  m: {sources: v, s: "ex:$(id)", po: [[ex:id, $(id)], [ex:name, $(name)]]}
  l: {sources: a, s: "ex:l/$(id)", po: [[ex:name, "il:lookup(table=sexes, key=$(sex))"]]}
lookups: {sexes: {source: names, key: $(code), value: $(name), unmapped: reject}}
"""
OPTIONS = json.dumps({"o": [{"code": "F", "name": "woman"}, {"code": "M", "name": "man"}]})


@pytest.mark.parametrize(("kind", "bare"), [("left", True), ("inner", False)])
def test_joins_and_lookups_read_another_source(tmp_path: Path, kind: str, bare: bool) -> None:
    rows = "id,sex\n1,F\n2,X\n"
    lines, _, told = translated(tmp_path, JOINED.replace("KIND", kind), a_csv=rows, n_json=OPTIONS)
    expected = ['<1> <id> "1"', '<1> <name> "woman"', '<l/1> <name> "woman"']
    assert lines == expected  # row 2 is refused by the lookup, and so by the view over the same source
    codes = {(d.code, d.severity, d.place.field) for each in told for d in each.diagnostics if d.place}
    assert codes == {("IL-R022", "warning", "sex"), ("IL-R003", "violation", "sex")}
    kept = JOINED.replace("KIND", kind).replace("reject", "null")
    again, _, _ = translated(tmp_path, kept, a_csv=rows, n_json=OPTIONS)
    assert ('<2> <id> "2"' in again) is bare


@pytest.mark.parametrize(
    ("wrong", "right", "code"),
    [
        ("$(name)]]}\n  l", "$(nam)]]}\n  l", "IL-M005"),
        ("fields: {name: $(name)}", "fields: {sex: $(name)}", "IL-M010"),
        ("source: a\n", "source: v\n", "IL-M006"),
        ("KIND: names", "KIND: name", "IL-M007"),
        ("table=sexes", "table=sex", "IL-M007"),
        ("{id: $(id),", "{id: {sum: $(id)},", "IL-M006"),
    ],
)
def test_slips_in_views_are_refused(tmp_path: Path, wrong: str, right: str, code: str) -> None:
    assert wrong in JOINED
    mapping = JOINED.replace(wrong, right).replace("KIND", "left")
    with pytest.raises(MappingError) as caught:
        translated(tmp_path, mapping, a_csv="id,sex\n1,F\n", n_json=OPTIONS)
    assert caught.value.code == code
    assert caught.value.place is not None
    assert caught.value.place.line


CELL = st.sampled_from(["", "a", "b"])
KEYED = st.lists(st.tuples(st.sampled_from("xyz"), st.integers(-50, 50)), max_size=12)


@given(rows=st.lists(st.tuples(CELL, CELL, CELL), max_size=6))
def test_slots_against_a_model(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]) -> None:
    mapping = """
sources: {a: [a.csv~csv]}
views: {v: {source: a, fields: {id: $(id), s: {slots: 1..3, fields: {n: "{slot}", v: "$(v{slot})"}}}}}
mappings: {m: {sources: v, s: "ex:$(id)/$(s.n)", po: [[ex:v, $(s.v)]]}}
"""
    text = "id,v1,v2,v3\n" + "".join(f"{n},{','.join(row)}\n" for n, row in enumerate(rows))
    lines, _, _ = translated(tmp_path_factory.mktemp("v"), mapping, a_csv=text)
    assert lines == sorted(
        f'<{n}/{at}> <v> "{cell}"' for n, row in enumerate(rows) for at, cell in enumerate(row, 1) if cell
    )


AGGREGATES: dict[str, Callable[[list[int]], int]] = {
    "count": len, "sum": sum, "min": min, "max": max, "first": lambda v: v[0], "last": lambda v: v[-1],
}  # fmt: skip


@given(rows=KEYED, kind=st.sampled_from(sorted(AGGREGATES)))
def test_groups_against_a_model(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, int]], kind: str
) -> None:
    mapping = f"""
sources: {{a: [a.csv~csv]}}
views: {{v: {{source: a, group: [$(id)], fields: {{id: $(id), v: {{{kind}: $(v)}}}}}}}}
mappings: {{m: {{sources: v, s: "ex:$(id)", po: [[ex:v, $(v), xsd:integer]]}}}}
"""
    text = "id,v\n" + "".join(f"{key},{value}\n" for key, value in rows)
    lines, _, _ = translated(tmp_path_factory.mktemp("g"), mapping, a_csv=text)
    groups: dict[str, list[int]] = {}
    for key, value in rows:
        groups.setdefault(key, []).append(value)
    integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    assert lines == sorted(f'<{k}> <v> "{AGGREGATES[kind](v)}"{integer}' for k, v in groups.items())


@given(pairs=st.lists(st.tuples(st.sampled_from("pqr"), st.text(max_size=3)), max_size=20))
def test_an_index_in_a_file_says_what_one_in_memory_says(pairs: list[tuple[str, str]]) -> None:
    small, large = RowIndex(None, ""), RowIndex(None, "", limit=1)
    for index in (small, large):
        for pair in pairs:
            index.add([pair])
        index.finish()
    for key in ("p", "q", "r", "s", None):
        assert small.find(key) == large.find(key)
