"""XLSX: cells as the text a CSV of them would hold; and packages that are none, or bombs."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import pytest
from openpyxl import Workbook

from interlingua.errors import SourceError
from interlingua.settings import Settings
from interlingua.sources import open_source
from reading import gather, read, reader, rejects, source


def workbook(
    rows: list[list[Any]], title: str = "People", more: dict[str, list[list[Any]]] | None = None
) -> bytes:
    """A workbook's bytes."""
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for name, others in (more or {}).items():
        other = book.create_sheet(name)
        for row in others:
            other.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_cells_as_text() -> None:
    at = datetime.datetime(2024, 1, 2, 3, 4, 5)  # noqa: DTZ001  # a cell has no time zone
    data = workbook(
        [
            ["id", "name", "born", "at", "paid", "share", "active", "none", "code"],
            [12, "José", datetime.date(1980, 2, 29), at, 10.0, 1.25, True, None, "NO"],
            ["007", " x ", datetime.date(2000, 1, 1), None, -3, 1e20, False, "", "123456789012345678901234567890"],
        ]
    )  # fmt: skip
    found = read("xlsx", data)
    assert found.columns == ("id", "name", "born", "at", "paid", "share", "active", "none", "code")
    assert found.rows == [
        ["12", "José", "1980-02-29", "2024-01-02T03:04:05", "10", "1.25", "true", "", "NO"],
        ["007", " x ", "2000-01-01", "", "-3", "1e+20", "false", "", "123456789012345678901234567890"],
    ]
    assert found.numbers == [1, 2]
    assert found.raws[1].startswith(b'["007", " x ", "2000-01-01"')


def test_sheet_and_header_row() -> None:
    data = workbook(
        [["x"]], more={"B": [["Title"], [None], ["id", None, "n"], [1, 2, 3], [None, None, None], [4]]}
    )
    found = read("xlsx", data, sheet="B", header="3")
    assert found.columns == ("id", "#2", "n")
    assert found.rows == [["1", "2", "3"], ["4", "", ""]]
    assert found.numbers == [1, 3]  # an empty row is no record, and rows keep their place
    assert read("xlsx", data).columns == ("x",)


def test_cells_beyond_the_header() -> None:
    found = read("xlsx", workbook([["a"], ["1", None], ["2", "stray"], ["3"]]))
    assert found.rows == [["1"], ["3"]]
    assert found.codes == ["IL-R005"]


def test_a_huge_cell() -> None:
    found = read("xlsx", workbook([["a"], ["x" * 40], ["3"]]), max_cell=30)
    assert (found.rows, found.codes) == ([["3"]], ["IL-R006"])


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


GOOD = workbook([["a"], ["1"]])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "IL-S002"),
        (b"a,b\n1,2\n", "IL-S003"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "IL-S003"),
        (b"PK\x03\x04 and no more", "IL-S003"),
        (GOOD[: len(GOOD) // 2], "IL-S003"),
        (_zip({"word/document.xml": b"<x/>"}), "IL-S003"),
        (_zip({"xl/workbook.xml": b"<x/>"}), "IL-S003"),
        (_zip({"xl/workbook.xml": b"<x/>", "xl/sharedStrings.xml": b"\0" * (30 << 20)}), "IL-S003"),
        (workbook([]), "IL-S004"),
        (workbook([[None, None], ["a"]]), "IL-S004"),
    ],
    ids=[
        "empty",
        "csv",
        "xls",
        "magic only",
        "half",
        "a document",
        "no workbook",
        "bomb",
        "no rows",
        "no header",
    ],
)
def test_a_source_that_cannot_be_used(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        read("xlsx", data)
    assert caught.value.code == code


def test_a_sheet_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(SourceError) as caught:
        read("xlsx", GOOD, sheet="Persons")
    assert caught.value.code == "IL-S003"
    assert "People" in str(caught.value.hint)


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    import python_calamine

    def never(*_: object) -> None:
        raise AssertionError("unpacked")

    monkeypatch.setattr(python_calamine, "CalamineWorkbook", type("W", (), {"from_filelike": never}))
    bomb = _zip({"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": b" " * (30 << 20)})
    with pytest.raises(SourceError):
        read("xlsx", bomb)


def test_rejects_are_read_again_as_the_workbook() -> None:
    data = workbook([["id", "name", "id"], ["1", "José", "x"], ["2", None, "y", "stray"], ["3", 'a"b', "z"]])
    written, first = rejects(reader("xlsx", data), everything=True)
    assert written.count(b"\n") == 3
    assert b'"sheet": "People"' in written
    again = gather(open_source(source("xlsx"), io.BytesIO(written), settings=Settings()))
    assert again.columns == ("id[1]", "name", "id[2]")
    assert again.rows == first.rows
    assert again.codes == ["IL-R005"]
    twice, _ = rejects(open_source(source("xlsx"), io.BytesIO(written), settings=Settings()), everything=True)
    assert gather(open_source(source("xlsx"), io.BytesIO(twice), settings=Settings())).rows == first.rows


@pytest.mark.parametrize(
    "line", [b'{"_il": {}}\n', b'{"_il": {}, "columns": 1, "cells": []}\n', b'{"_il": \n']
)
def test_a_rejects_file_that_is_none(line: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        read("xlsx", line)
    assert caught.value.code == "IL-S003"
