"""HOPE: two sheets joined by the household's number, and the list of payments."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lumara_samples import MAPPINGS
from real_systems import coverage, expected, fixture, said_of
from translating import Translation, translate_named

FOLDER = MAPPINGS / "hope"
SHEETS = {
    "households": "Households", "individuals": "Individuals", "payments": "Payment Plan - Payment List",
    "older-households": "Households", "older-individuals": "Individuals", "collectors": "Individuals",
}  # fmt: skip


def mapping(name: str) -> Path:
    return FOLDER / f"{name}.yarrrml.yaml"


def translated(name: str, workbook: Path | None = None) -> Translation:
    of = {"collectors": "individuals"}.get(name, name.removeprefix("older-"))
    sources = ("individuals", "households") if name.endswith("individuals") else (of,)
    return translate_named(mapping(name), dict.fromkeys(sources, workbook) if workbook else {})


def test_the_workbooks_are_made_of_the_texts_beside_them(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-B", str(FOLDER / "workbook.py"), str(tmp_path)], check=True, timeout=60)
    for made in tmp_path.iterdir():
        assert made.read_bytes() == (FOLDER / "samples" / made.name).read_bytes(), made.name


@pytest.mark.parametrize("name", SHEETS)
def test_what_was_written_by_hand_is_said(name: str) -> None:
    by_hand = expected(FOLDER / f"expected/{name}.ttl", "hope")
    made = said_of(translated(name).text, by_hand)
    assert sorted(made - by_hand) == []
    assert sorted(by_hand - made) == []


BAD: dict[str, dict[int, set[tuple[str, str | None]]]] = {
    "households": {
        4: {("IL-R003", "consent_h_c")},
        5: {("IL-V003", "size_h_c"), ("IL-V007", "size_h_c")},
        6: {("IL-R002", "hh_geopoint_h_c")},
        7: {("IL-R011", "household_id")},
    },
    "individuals": {
        5: {("IL-R002", "birth_date_i_c")},
        6: {("IL-R003", "relationship_i_c")},
        7: {("IL-R003", "gender_i_c")},
        8: {("IL-R019", "national_id_no_i_c")},
        9: {("IL-R003", "household_id")},  # of a household that is not in the other sheet
        10: {("IL-R011", "full_name_i_c")},
    },
    "payments": {
        3: {("IL-R003", "payment_channel")},
        4: {("IL-V006", "currency"), ("IL-V007", "entitlement_quantity")},
    },
    "older-households": {
        3: {
            ("IL-R003", "consent"),
            ("IL-V003", "household_size_h_c"),
            ("IL-V007", "household_size_h_c"),
            ("IL-R003", "water_source_h_f"),
        },
    },
    "collectors": {10: {("IL-R011", "full_name_i_c")}},
    "older-individuals": {
        3: {("IL-R003", "household_id")},
        4: {("IL-R003", "marital_status"), ("IL-R002", "birth_date")},
    },
}


@pytest.mark.parametrize("name", SHEETS)
def test_each_bad_kind_of_the_samples_is_refused_at_its_cell(name: str) -> None:
    made = translated(name)
    assert {row: made.said(row) for row in made.refused} == BAD[name]


def test_a_workbook_given_for_one_sheet_is_read_for_the_other(tmp_path: Path) -> None:
    made = (FOLDER / "samples/registration.xlsx").read_bytes()
    given = tmp_path / "given.xlsx"
    given.write_bytes(made)
    book = openpyxl.load_workbook(given)
    book["Households"]["A3"] = 999  # then nobody of 701 has a household
    book.save(given)
    refused = translate_named(mapping("individuals"), {"individuals": given}).refused
    assert {1, 2, 4} <= set(refused)


def test_nobody_who_only_collects_is_a_member() -> None:
    lines = translated("individuals").text.splitlines()
    assert sum("/membershipRole>" in line for line in lines) == 2
    lines = translated("collectors").text.splitlines()
    assert sum("/representative>" in line for line in lines) == 4


PUBLIC = (
    ("households", "hope/new_reg_data_import.xlsx", 2, 3),
    ("individuals", "hope/new_reg_data_import.xlsx", 2, 7),
    ("payments", "hope/pp_payment_list_valid.xlsx", 1, 2),
    ("collectors", "hope/new_reg_data_import.xlsx", 2, 7),
    ("older-households", "hope/invalid_rows.xlsx", 2, 19),
    ("older-individuals", "hope/invalid_rows.xlsx", 2, 27),
)
TRULY_BAD: dict[str, dict[int, set[tuple[str, str | None]]]] = {
    "households": {},
    # the fourth row of persons holds two blanks in one cell and nothing else
    "individuals": {4: {("IL-R011", "full_name_i_c")}},
    "collectors": {4: {("IL-R011", "full_name_i_c")}},
    "payments": {},
    # consent "Other", a size "Three"
    "older-households": {
        3: {("IL-R003", "consent"), ("IL-V003", "household_size_h_c"), ("IL-V007", "household_size_h_c")}
    },
    "older-individuals": {
        # of the household "TEXT", with the marriage "CHOICE", born in "35"
        6: {("IL-R003", "household_id"), ("IL-R003", "marital_status"), ("IL-R002", "birth_date")},
        27: {("IL-R003", "household_id")},  # of a household 52; the last one is 51
    },
}


def rows(path: Path, sheet: str, heading: int) -> Iterator[dict[str, Any]]:
    """The filled rows under the headings and what explains them."""
    table = openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True)
    columns = [str(cell).strip() if cell is not None else "" for cell in next(table)]
    for number, cells in enumerate(table, 2):
        if number > heading and any(cell is not None for cell in cells):
            yield dict(zip(columns, cells, strict=True))


@pytest.mark.parametrize(("name", "file", "heading", "count"), PUBLIC, ids=[p[0] for p in PUBLIC])
def test_every_field_of_the_public_workbooks_is_mapped_or_left_out(
    name: str, file: str, heading: int, count: int, capsys: pytest.CaptureFixture[str]
) -> None:
    found = list(rows(fixture(file, count), SHEETS[name], heading))
    assert len(found) == count
    fields = coverage(mapping(name), found)
    with capsys.disabled():
        print(f"\n{fields.line(f'{file}, {SHEETS[name]}')}")
    assert fields.neither == frozenset()


@pytest.mark.parametrize(("name", "file", "heading", "count"), PUBLIC, ids=[p[0] for p in PUBLIC])
def test_only_rows_that_are_truly_bad_are_refused_of_the_public_workbooks(
    name: str, file: str, heading: int, count: int
) -> None:
    made = translated(name, fixture(file, count))
    assert {row: made.said(row) for row in made.refused} == TRULY_BAD[name]
    told = {(d.place.row, d.place.field) for d in made.findings if d.place}
    # the language "Test" of the second person
    assert told == ({(2, "preferred_language_i_c")} if name == "older-individuals" else set())
