"""Functions, conditions, code tables, items and links, as compiled."""

from __future__ import annotations

import pytest

from compiling import EX, objects, program, statements
from interlingua.translate import Program

ROWS = """
record: {system: s, type: t, source: rows, key: [$(id)]}
sources: {rows: [rows.csv~csv]}
codes:
  sex: {rows: {M: ex:male, F: ex:female}, unmapped: %s}
mappings:
  row:
    s: http://example.org/$(id)
    po:
      - p: ex:sex
        o: il:code(table=sex, value=$(sex))
      - [ex:born, "il:date(value=$(born), format=DD/MM/YYYY)"]
"""
COLUMNS = {"rows": ("id", "sex", "born")}


def rows(policy: str = "reject") -> Program:
    return program(ROWS % policy, columns=COLUMNS)


def test_codes_and_dates() -> None:
    found = rows().record(["1", " M ", "31/12/1999"])
    assert objects(found.text, "sex") == [f"<{EX}male>"]
    assert objects(found.text, "born") == ['"1999-12-31"^^<http://www.w3.org/2001/XMLSchema#date>']


def test_a_malformed_value_costs_the_record_and_names_every_fault() -> None:
    found = rows().record(["1", "X", "31/02/1999"], 8)
    assert found.refused
    assert found.key == ("1",)
    assert {(d.code, d.place.field if d.place else None, d.value) for d in found.diagnostics} == {
        ("IL-R003", "sex", "X"),
        ("IL-R002", "born", "31/02/1999"),
    }
    for finding in found.diagnostics:
        assert "31/02/1999" not in finding.message
        assert finding.mapping is not None
        assert finding.mapping.line is not None


def test_the_policies_of_a_code_table() -> None:
    warned = rows("warn").record(["1", "X", "31/12/1999"])
    assert not warned.refused
    assert objects(warned.text, "sex") == []
    assert [(d.code, d.severity) for d in warned.diagnostics] == [("IL-R003", "warning")]
    kept = rows("keep").record(["1", 'X"', "31/12/1999"])
    assert objects(kept.text, "sex") == ['"X\\""']


def test_a_known_value_without_a_code_says_nothing_and_is_not_reported() -> None:
    mapping = (ROWS % "reject").replace("F: ex:female", 'F: ex:female, U: "-"')
    found = program(mapping, columns=COLUMNS).record(["1", "U", "31/12/1999"])
    assert objects(found.text, "sex") == []
    assert found.diagnostics == ()


def test_a_record_without_key_is_refused() -> None:
    found = rows().record(["", "M", "31/12/1999"], 3)
    assert (found.key, found.refused, found.text) == (None, True, "")
    assert [(d.code, d.place.field if d.place else None) for d in found.diagnostics] == [("IL-R011", "id")]


def test_a_condition_keeps_faults_away() -> None:
    compiled = program(
        """
        sources: {rows: [rows.csv~csv]}
        mappings:
          row:
            sources: rows
            s: http://example.org/$(id)
            po:
              - p: ex:born
                o: "il:date(value=$(born), format=DD/MM/YYYY)"
                condition: il:equal(a=$(known), b=yes)
        """,
        columns={"rows": ("id", "born", "known")},
    )
    assert compiled.record(["1", "nonsense", "no"]).diagnostics == ()
    assert compiled.record(["1", "nonsense", "yes"]).refused
    assert objects(compiled.record(["1", "01/02/2003", "yes"]).text, "born")


def test_if_computes_only_the_branch_it_takes() -> None:
    compiled = program(
        """
        sources: {rows: [rows.csv~csv]}
        mappings:
          row:
            sources: rows
            s: http://example.org/$(id)
            po:
              - [ex:on, "il:if(test=il:equal(a=$(form), b=iso), then=il:date(value=$(day), format=YYYY-MM-DD), else=il:date(value=$(day), format=DD/MM/YYYY))"]
        """,
        columns={"rows": ("id", "form", "day")},
    )
    for form, day in (("iso", "2020-01-02"), ("local", "02/01/2020")):
        found = compiled.record(["1", form, day])
        assert found.diagnostics == ()
        assert [o.partition("^^")[0] for o in objects(found.text, "on")] == ['"2020-01-02"']
    assert compiled.record(["1", "iso", "02/01/2020"]).refused


NESTED = """
record: {system: s, type: household, source: doc, key: [$(id)]}
sources: {doc: [doc.json~jsonpath, "$[*]"]}
mappings:
  household:
    s: http://example.org/h/$(id)
    po:
      - p: ex:member
        o: {mapping: member}
  member:
    each: "$.members[*]"
    s: http://example.org/h/$(^id)/$(no)
    po:
      - [ex:name, $(name)]
      - [ex:village, $(^village)]
      - p: ex:household
        o: {mapping: household}
"""


def test_items_read_their_record_and_link_both_ways() -> None:
    found = program(NESTED).record(
        {"id": "7", "village": "Lake", "members": [{"no": "1", "name": "A"}, {"no": "2", "name": "B"}]}
    )
    h = "http://example.org/h/7"
    assert statements(found.text) == {
        f"<{h}> <{EX}member> <{h}/1>",
        f"<{h}> <{EX}member> <{h}/2>",
        f'<{h}/1> <{EX}name> "A"',
        f'<{h}/2> <{EX}name> "B"',
        f'<{h}/1> <{EX}village> "Lake"',
        f'<{h}/2> <{EX}village> "Lake"',
        f"<{h}/1> <{EX}household> <{h}>",
        f"<{h}/2> <{EX}household> <{h}>",
    }


def test_a_fault_in_an_item_is_pointed_at() -> None:
    row = {"id": "7", "members": [{"no": "1", "name": "A"}, {"no": "2", "name": {"first": "B"}}]}
    found = program(NESTED).record(row, 5, pointer="/records/4")
    assert [(d.code, d.place.pointer if d.place else None) for d in found.diagnostics] == [
        ("IL-R002", "/records/4/members/1/name")
    ]


def test_presence_of_lists_and_objects() -> None:
    compiled = program(
        """
        sources: {doc: [doc.json~jsonpath, "$[*]"]}
        mappings:
          row:
            sources: doc
            s: http://example.org/$(id)
            po:
              - [ex:there, il:present(value=$(v))]
              - [ex:none, "il:absent(value=$(v[*].w))"]
        """
    )
    expected = [({}, "false", "true"), ({"v": []}, "false", "true"), ({"v": " "}, "false", "true"),
                ({"v": [{"w": 1}]}, "true", "false"), ({"v": {"a": 1}}, "true", "true"), ({"v": False}, "true", "true")]  # fmt: skip
    for more, there, none in expected:
        found = compiled.record({"id": "1", **more})
        assert found.diagnostics == ()
        assert [o.partition("^^")[0] for o in objects(found.text, "there")] == [f'"{there}"'], more
        assert [o.partition("^^")[0] for o in objects(found.text, "none")] == [f'"{none}"'], more


@pytest.mark.parametrize(
    ("sport", "expected"), [("100", ["t"]), ("300", []), (None, []), (["100", "200"], ["f", "t"])]
)
def test_joins_by_key(sport: object, expected: list[str]) -> None:
    compiled = program(
        """
        sources:
          students: [students.json~jsonpath, "$[*]"]
          sports: [sports.csv~csv]
        mappings:
          student:
            sources: students
            s: http://example.org/student/$(id)
            po:
              - p: ex:plays
                o:
                  mapping: sport
                  condition:
                    function: equal
                    parameters: [[str1, "$(sport[*])", s], [str2, $(code), o]]
          sport:
            sources: sports
            s: http://example.org/sport/$(name)
            po:
              - [ex:code, $(code)]
        """,
        columns={"sports": ("code", "name")},
    )
    compiled.prepare(lambda source: [["100", "t"], ["200", "f"], ["", "nothing"]])
    row = {"id": "1", "sport": sport if isinstance(sport, list) else [sport]}
    assert objects(compiled.record(row).text, "plays") == [
        f"<http://example.org/sport/{n}>" for n in expected
    ]


def test_coalesce_reads_a_list_or_a_single_value_and_faults_neither() -> None:
    compiled = program(
        """
record: {system: s, type: t, source: r, key: ["il:coalesce(value=$(?id), value=$(?no[0].v))"]}
sources: {r: {access: r.json, referenceFormulation: json, iterator: "$.r[*]"}}
mappings:
  m:
    s: http://example.org/x
    po:
      - [ex:use, il:coalesce(value=$(?u[*]), value=$(?u))]
"""
    )
    several = compiled.record({"id": "1", "u": ["p", "q"]})
    assert (several.key, objects(several.text, "use"), several.diagnostics) == (("1",), ['"p"', '"q"'], ())
    one = compiled.record({"id": "", "no": [{"v": "9"}], "u": "z"})
    assert (one.key, objects(one.text, "use"), one.diagnostics) == (("9",), ['"z"'], ())
    none = compiled.record({"id": "2", "u": []})
    assert (objects(none.text, "use"), none.diagnostics) == ([], ())


def test_a_test_of_a_list_counts_what_it_says_and_not_that_it_says_something() -> None:
    compiled = program(
        """
record: {system: s, type: t, source: r, key: [$(id)]}
sources: {r: {access: r.json, referenceFormulation: json, iterator: "$.r[*]"}}
mappings:
  m:
    s: http://example.org/x
    po:
      - p: ex:found
        o: yes
        condition: il:or(test=il:equal(a=$(w[*]), b=p), test=il:equal(a=$(u[*]), b=q))
"""
    )
    assert objects(compiled.record({"id": "1", "u": ["z"]}).text, "found") == []
    assert objects(compiled.record({"id": "1", "u": ["z"], "w": ["r"]}).text, "found") == []
    assert objects(compiled.record({"id": "1", "u": ["z", "q"]}).text, "found") == ['"yes"']


def test_a_path_of_several_that_finds_nothing_is_one_value_less_in_a_concatenation() -> None:
    compiled = program(
        """
record: {system: s, type: t, source: r, key: [$(id)]}
sources: {r: {access: r.json, referenceFormulation: json, iterator: "$.r[*]"}}
mappings:
  m:
    s: http://example.org/x
    po:
      - [ex:line, "il:concat(value=$(['a','b']), value=$(['c','d']), separator=|)"]
      - p: ex:thing
        o: il:iri(kind=k, key=$(['a','b']), key=$(['c','d']))
"""
    )
    assert objects(compiled.record({"id": "1", "a": "p"}).text, "line") == ['"p"']
    assert objects(compiled.record({"id": "1", "a": "p"}).text, "thing") == []
    assert objects(compiled.record({"id": "1", "b": "p", "d": "q"}).text, "line") == ['"p|q"']
    assert len(objects(compiled.record({"id": "1", "b": "p", "d": "q"}).text, "thing")) == 1
