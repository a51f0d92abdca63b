"""The header against what is mapped: one cause, one error."""

from __future__ import annotations

import pytest

from interlingua.errors import Diagnostic, MappingError, Place
from interlingua.plan import make_plan
from interlingua.plan.headers import header_faults
from interlingua.rml.model import (
    Formulation,
    LogicalSource,
    Mapping,
    Reference,
    Template,
    TermMap,
    TriplesMap,
)
from interlingua.shacl.columns import column_findings

WANTED = ("reg_no", "surname", "given", "born", "sex", "village", "amount", "currency")


def faults(
    names: tuple[str, ...], form: Formulation = "csv", wanted: tuple[str, ...] = WANTED, **options: str
) -> tuple[tuple[Diagnostic, ...], bool]:
    source = LogicalSource("s", f"s.{form}", form, options=tuple(options.items()))
    return header_faults(source, names, [Reference(name, Place("m.yaml", 3)) for name in wanted * 3])


@pytest.mark.parametrize(("sign", "written"), [(";", '";"'), ("\t", "tab"), ("|", '"|"')])
def test_a_wrong_delimiter_is_one_error(sign: str, written: str) -> None:
    (fault,), another = faults((sign.join(WANTED),))
    assert another
    assert "is one cell with" in fault.message
    assert fault.hint == f"Add `delimiter: {written}` to the source."


def test_a_wrong_delimiter_that_leaves_several_cells() -> None:
    header = tuple(f"{';'.join(WANTED)};name, full;x".split(","))
    (fault,), _ = faults(header)
    assert "has cells with `;`" in fault.message
    (fault,), _ = faults((",".join(WANTED),), delimiter="semicolon")
    assert fault.hint == 'Add `delimiter: ","` to the source.'


@pytest.mark.parametrize("header", [("Register of people", "", ""), ("Register of people",)])
def test_a_title_row(header: tuple[str, ...]) -> None:
    (fault,), another = faults(header, "xlsx")
    assert another
    assert "one cell only" in fault.message
    assert "`header: 2`" in (fault.hint or "")
    assert "`sheet: NAME`" in (fault.hint or "")
    (fault,), _ = faults(header, "csv", header="3")
    assert fault.message.startswith("Row 3 ")
    assert "`header: 4`" in (fault.hint or "")
    assert "sheet" not in (fault.hint or "")


def test_another_header_altogether_is_one_error() -> None:
    (fault,), another = faults(("x1", "x2", "x3"))
    assert another
    assert "None of the 8 columns" in fault.message
    assert "x1, x2, x3" in (fault.hint or "")


def test_some_columns_are_missing() -> None:
    found, another = faults(("reg_no", "Surname", "z"))
    assert not another
    assert len(found) == 6
    assert found[0].hint == "Did you mean 'Surname'?"
    assert "2 more columns: 'amount', 'currency'" in found[-1].message
    found, _ = faults(("reg_no", "other"), wanted=("reg_no", "a"))
    assert [f.message for f in found] == ["The source 's' has no column 'a'."]
    found, another = faults(("REG_NO", "SURNAME"), wanted=("reg_no", "surname"))
    assert (len(found), another) == (2, False)


def test_optional_columns_may_be_missing() -> None:
    source = LogicalSource("s", "s.csv", "csv")
    assert header_faults(source, ("a",), [Reference("b", optional=True)]) == ((), False)


def mapping() -> Mapping:
    source = LogicalSource("s", "s.csv", "csv")
    subject = Template(("http://x/", *(Reference(name) for name in WANTED)))
    return Mapping("m.yaml", (TriplesMap("t", source, TermMap(subject, "iri")),), sources=(source,))


def test_check_and_plan_say_the_same_once() -> None:
    columns = {"s": (";".join(WANTED),)}
    (finding,) = column_findings(mapping(), columns)
    with pytest.raises(MappingError) as error:
        make_plan(mapping(), columns=columns)
    assert (error.value.message, error.value.also) == (finding.message, ())
