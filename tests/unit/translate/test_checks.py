"""Record checks as they are woven: what is proved costs nothing, what fails is placed."""

from __future__ import annotations

import pytest

from compiling import EX, program
from interlingua.errors import Severity
from interlingua.shacl.fragments import CheckKind, RecordCheck
from interlingua.translate import Program

XSD = "http://www.w3.org/2001/XMLSchema#"
COLUMNS = {"rows": ("id", "name", "other", "born")}
TABLE = """
record: {system: s, type: t, source: rows, key: [$(id)]}
sources: {rows: [rows.csv~csv]}
mappings:
  row:
    s: http://example.org/$(id)
    po:
      - [ex:name, $(name)]
      - [ex:name, $(other)]
      - [ex:born, $(born), xsd:date]
      - [ex:fixed, one]
      - [ex:when, "il:date(value=$(born), format=YYYY-MM-DD)"]
"""


def check(
    kind: CheckKind, predicate: str, parameter: int | str | tuple[str, ...], severity: Severity = "violation"
) -> RecordCheck:
    return RecordCheck(kind, EX + predicate, parameter, EX + "Shape", severity, f"{kind} of {predicate}.")


def compiled(*checks: RecordCheck) -> Program:
    return program(TABLE, columns=COLUMNS, checks={0: checks})


def codes(row: list[str], *checks: RecordCheck) -> list[tuple[str, str | None]]:
    found = compiled(*checks).record(row, 1)
    assert found.refused is any(d.severity == "violation" for d in found.diagnostics)
    return [(d.code, d.place.field if d.place else None) for d in found.diagnostics]


@pytest.mark.parametrize(
    ("names", "low", "high"),
    [(("", ""), True, False), (("a", ""), False, False), (("", "b"), False, False), (("a", "b"), False, True),
     (("a", "a"), False, False)],
)  # fmt: skip
def test_values_are_counted_over_all_rules_as_a_set(names: tuple[str, str], low: bool, high: bool) -> None:
    row = ["1", *names, "2000-01-01"]
    found = codes(row, check("minCount", "name", 1), check("maxCount", "name", 1))
    assert found == [("IL-V001", "name")] * low + [("IL-V002", "name")] * high


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("2000-02-29", []),
        ("1900-02-29", [("IL-V003", "born")]),
        ("yesterday", [("IL-V003", "born")]),
        ("", [("IL-V001", "born")]),
    ],
)
def test_lexical_forms_and_presence(born: str, expected: list[tuple[str, str]]) -> None:
    checks = (check("datatype", "born", XSD + "date"), check("minCount", "born", 1))
    table = TABLE.replace('      - [ex:when, "il:date(value=$(born), format=YYYY-MM-DD)"]\n', "")
    found = program(table, columns=COLUMNS, checks={0: checks}).record(["1", "a", "", born])
    assert [(d.code, d.place.field if d.place else None) for d in found.diagnostics] == expected


@pytest.mark.parametrize("value", ["José", "O\\", "x"])
def test_patterns_and_lengths_see_the_value_not_its_escapes(value: str) -> None:
    row = ["1", value, "", "2000-01-01"]
    assert codes(row, check("pattern", "name", r"^\w+$")) == ([("IL-V006", "name")] if "\\" in value else [])
    assert codes(row, check("maxLength", "name", 2)) == ([("IL-V009", "name")] if len(value) > 2 else [])


def test_what_is_proved_is_not_in_the_source() -> None:
    proved = (
        check("datatype", "fixed", XSD + "string"),
        check("nodeKind", "name", "http://www.w3.org/ns/shacl#Literal"),
        check("minCount", "fixed", 1),
        check("maxCount", "born", 1),
        check("in", "fixed", ('"one"', '"two"')),
        check("datatype", "when", XSD + "date"),
    )
    plain = program(TABLE, columns=COLUMNS)
    assert compiled(*proved).source.count("F.append") == plain.source.count("F.append")
    refuted = compiled(check("in", "fixed", ('"two"',)))
    assert refuted.record(["1", "a", "", ""]).refused


def test_a_warning_keeps_the_record() -> None:
    found = compiled(check("pattern", "name", "^[0-9]+$", "warning")).record(["1", "a", "", ""])
    assert not found.refused
    assert found.text
    (finding,) = found.diagnostics
    assert (finding.severity, finding.shape, finding.value) == ("warning", EX + "Shape", "a")
    assert "a" not in finding.message.split()


def test_a_predicate_that_nothing_makes_is_always_missing() -> None:
    assert codes(["1", "a", "", "2000-01-01"], check("minCount", "nowhere", 1)) == [("IL-V001", None)]
