"""The top of a table: which row names the columns, which rows are no records, names that are not one."""

from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import Workbook

from interlingua.errors import MappingError
from interlingua.plan.headers import header_faults
from interlingua.rml.model import Reference
from interlingua.settings import Settings
from interlingua.sources import open_source
from interlingua.sources.headings import unique
from interlingua.sources.xlsx import cell_range
from reading import gather, read, reader, rejects, source

HXL = b"Date,Area ,,phone,phone\nwhen it was,where,,first,second\n#date,#adm1,,#contact,\n2024,Kora,x,1,2\n\n# note,,,,\n2025,Lum,y,3,4\n"


def test_names_are_made_unique() -> None:
    assert unique([" a ", "", "b", "b", "", "b"]) == ("a", "#2", "b[1]", "b[2]", "#5", "b[3]")


def test_description_rows_and_rows_with_a_sign() -> None:
    found = read("csv", HXL, skip="2")
    assert found.columns == ("Date", "Area", "#3", "phone[1]", "phone[2]")
    assert [row[0] for row in found.rows] == ["2024", "# note", "2025"]
    found = read("csv", HXL, skip="#")
    assert [row[0] for row in found.rows] == ["when it was", "2024", "2025"]
    assert found.numbers == [1, 2, 3]


def test_places_behind_skipped_rows_are_those_of_the_file() -> None:
    found = read("csv", b"a,b\nx,y\n1,2\n3\n", skip="1")
    assert (found.bad[0].row, found.bad[0].diagnostics[0].place.line) == (2, 4)  # type: ignore[union-attr]


def test_no_header() -> None:
    found = read("csv", b"1,Ana\n2,Bo\n", header="none")
    assert (found.columns, found.rows) == (("#1", "#2"), [["1", "Ana"], ["2", "Bo"]])
    assert read("csv", b"x,y\n1,2\n", header="none", skip="1").rows == [["1", "2"]]


@pytest.mark.parametrize(
    "options", [{"skip": "2"}, {"skip": "#"}, {"header": "none"}, {"header": "none", "skip": "1"}]
)
def test_rejects_are_read_again_as_the_source(options: dict[str, str]) -> None:
    written, first = rejects(reader("csv", HXL, **options), everything=True)
    again = gather(open_source(source("csv", **options), io.BytesIO(written), settings=Settings()))
    assert (again.columns, again.rows) == (first.columns, first.rows)


def test_a_repeated_column_must_be_told_by_number() -> None:
    ((fault,), _) = header_faults(source("csv"), ("id", "phone[1]", "phone[2]"), [Reference("phone")])
    assert fault.code == "IL-S004"
    assert "$(phone[2])" in str(fault.hint)
    assert header_faults(source("csv"), ("id", "phone[1]", "phone[2]"), [Reference("phone[2]")]) == (
        (),
        False,
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [("header", "0"), ("header", "x"), ("skip", ""), ("range", "B3"), ("range", "C1:B2"), ("range", "A5:B2")],
)
def test_options_that_make_no_sense(key: str, value: str) -> None:
    with pytest.raises(MappingError) as caught:
        reader("xlsx", workbook([["a"]]), **{key: value})
    assert caught.value.code == "IL-M006"


def workbook(rows: list[list[Any]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_range_of_a_sheet() -> None:
    data = workbook(
        [
            ["Title"],
            [None],
            [None, "id", "name", "x"],
            [None, 1, "Ana", 9],
            [None, 2, "Bo", 9],
            [None, "sum", 2],
        ]
    )
    found = read("xlsx", data, range="B3:C5")
    assert (found.columns, found.rows) == (("id", "name"), [["1", "Ana"], ["2", "Bo"]])
    assert len(read("xlsx", data, range="$b$3:C").rows) == 3
    assert cell_range("AA1:AB2", None).first_column == 26


def test_a_workbook_with_description_rows() -> None:
    data = workbook([["id", "id", None, "n"], ["what", "it", "is", ""], ["#x"], ["1", "2", None, "3"]])
    found = read("xlsx", data, skip="1")
    assert (found.columns, len(found.rows)) == (("id[1]", "id[2]", "#3", "n"), 2)
    assert read("xlsx", data, skip="#").rows[-1] == ["1", "2", "", "3"]
    assert read("xlsx", data, header="none").columns == ("#1", "#2", "#3", "#4")
