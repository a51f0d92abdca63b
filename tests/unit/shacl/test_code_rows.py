"""Rows of code tables that nothing reads, told by `mapping check`; calls that do not fit their table."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlingua.errors import Diagnostic, MappingError
from interlingua.rml import load_mapping
from interlingua.rml.model import Mapping
from interlingua.shacl.code_rows import row_findings

HEAD = "prefixes: {ex: 'http://x/'}\nsources: {t: {access: t.csv, referenceFormulation: csv}}\n"


def loaded(folder: Path, codes: str, call: str) -> Mapping:
    file = folder / "m.yaml"
    rule = f"mappings: {{m: {{sources: t, s: 'ex:$(no)', po: [['ex:p', '{call}']]}}}}\n"
    file.write_text(f"{HEAD}codes:\n{codes}\n{rule}", encoding="utf-8")
    return load_mapping(file)


def findings(folder: Path, table: str, call: str, options: str = "scheme: sex") -> list[Diagnostic]:
    (folder / "c.csv").write_text(table, encoding="utf-8")
    mapping = loaded(folder, f"  c: {{file: c.csv, {options}}}", call)
    return list(row_findings(mapping.codes[0]))


ONE = "il:code(table=c, value=$(a))"
TWO = "il:code(table=c, value=$(a), value=$(b))"


def test_a_row_that_only_repeats(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "value,code\nF,female\nM,male\nf ,female\n", ONE, "scheme: sex, fold: case")
    assert (found.code, found.severity) == ("IL-M017", "warning")
    assert found.place is not None
    assert found.place.line == 4


def test_rows_that_meet_in_the_same_values(tmp_path: Path) -> None:
    table = "state,status,code\nissued,*,male\n*,paid,female\n"
    (found,) = findings(tmp_path, table, TWO)
    assert found.place is not None
    assert found.place.line == 3
    assert "issued, paid" in (found.hint or "")
    assert findings(tmp_path, table + "issued,paid,male\n", TWO) == []
    assert findings(tmp_path, "state,status,code\nissued,*,male\nsent,*,female\n", TWO) == []


@pytest.mark.parametrize(
    ("codes", "call", "said"),
    [
        ("{inputs: [a, b], scheme: sex, rows: [[x, y, male]]}", ONE, "takes 2 value"),
        ("{scheme: sex, rows: {x: male}}", TWO, "takes 1 value"),
        ("{scheme: sex, rows: {x: male}}", "il:code(table=c, value=$(a), at=2020)", "hold at any time"),
        ("{scheme: sex, rows: {x: male}}", "il:entry(table=c, value=$(a))", "needs one of texts"),
        ("{texts: true, rows: {x: male}}", ONE, "needs one of codes"),
        ("{inputs: [a, b], scheme: sex, rows: [[x, y, male]]}", "il:gap(table=c, value=$(a))", "one input"),
        ("{inputs: [a, b], scheme: sex, rows: {x: male}}", TWO, "are lists"),
        ("{inputs: [a, b], scheme: sex, rows: [[x, male]]}", TWO, "2 values and a code"),
        ("{scheme: sex, unmapped: omit, rows: {x: male}}", ONE, "needs a `reason`"),
        ("{scheme: sex, reason: so, rows: {x: male}}", ONE, "goes with `unmapped: omit`"),
        ("{scheme: sex, unmapped: keep, default: male, rows: {x: male}}", ONE, "A `default` says"),
    ],
)
def test_a_call_or_a_table_that_does_not_fit(tmp_path: Path, codes: str, call: str, said: str) -> None:
    with pytest.raises(MappingError, match=said) as error:
        loaded(tmp_path, f"  c: {codes}", call)
    assert error.value.code == "IL-M006"
    assert error.value.place is not None
    assert error.value.place.line in (4, 5)
    assert error.value.hint or "one input" in said
