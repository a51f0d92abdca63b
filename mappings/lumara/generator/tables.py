"""The two CSV files of the cash transfer and the workbook of the pension."""

from __future__ import annotations

import csv
import io
import os
import re
import zipfile
from datetime import date, datetime
from typing import Any, Final

from generator.country import Country, Dice, Person
from generator.damage import (
    MEMBER_KINDS,
    MEMBERS,
    PAYMENT_KINDS,
    PAYMENTS,
    PENSIONER_KINDS,
    PENSIONERS,
    SAME_KEY,
    Bad,
    spread,
)  # fmt: skip

MEMBER_COLUMNS: Final = (
    "person_no", "household_no", "hh_size", "national_id", "full_name", "full_name_ar", "sex", "birth_date",
    "relation", "district", "phone", "enrolled_on", "status", "exit_date", "exit_reason", "remarks",
)  # fmt: skip
PAYMENT_COLUMNS: Final = (
    "payment_no",
    "person_no",
    "cycle",
    "paid_on",
    "amount",
    "currency",
    "method",
    "status",
)
PENSIONER_COLUMNS: Final = (
    "Pension No", "National ID", "Surname", "Given names", "Name (Arabic)", "Sex", "Date of birth", "District",
    "Status", "Start date", "End date", "End reason", "Monthly amount", "Clerk",
)  # fmt: skip

STATUS_LETTER: Final = {"active": "A", "suspended": "S", "exited": "X", "pending": "W"}
REASON_LETTER: Final = {"death": "D", "moved": "M", "graduated": "G", "no-longer-eligible": "E"}
RELATION_DIGIT: Final = {"head": "1", "spouse": "2", "child": "3", "parent": "4", "grandchild": "5"}
STATUS_WORD: Final = {
    "active": "In payment", "suspended": "On hold", "exited": "Stopped", "pending": "Waiting list"
}  # fmt: skip
REASON_WORD: Final = {"death": "Deceased", "moved": "Left the country", "no-longer-eligible": "Review"}
DISTRICT_NAME: Final = {"XL-OR": "Oronda", "XL-VE": "Velmere", "XL-QA": "Qadira"}


def dmy(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""


def _line(cells: list[str], delimiter: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerow(cells)
    return out.getvalue().encode()


def members(country: Country) -> tuple[bytes, list[Bad]]:
    """UTF-8 with a BOM and CRLF, as the spreadsheet of the cash transfer saves it."""
    dice = Dice(11)
    people = [p for p in country.people if p.cash]
    sizes = {h.no: len(h.members) for h in country.households}
    unpaid = [i for i, p in enumerate(people) if p.relation == "child" and i > 3]
    damaged = spread(unpaid, MEMBER_KINDS)
    bad = []
    lines = ["﻿".encode() + _line(list(MEMBER_COLUMNS), ",")]
    for index, person in enumerate(people):
        assert person.cash is not None
        assert person.household is not None
        cells = _member_cells(person, sizes[person.household], dice)
        kind = damaged.get(index)
        if kind is None:
            lines.append(_line(cells, ","))
            continue
        person.cash.refused = True
        bad.append(Bad(MEMBERS, index + 1, kind))
        lines.append(_spoil_member(cells, kind.name))
    return b"".join(lines), bad


def _member_cells(person: Person, size: int, dice: Dice) -> list[str]:
    cash = person.cash
    assert cash is not None
    sex = "F" if person.sex == "female" else "M"
    if dice.chance(6):
        sex = f" {sex.lower()} "  # typed by hand
    adult = person.relation in {"head", "spouse"}
    phone = f"+999 {dice.between(200, 799)} {dice.between(1000, 9999)}" if adult else ""
    return [
        cash.number, f"H{person.household:04d}", str(size), cash.shown_id or "", cash.shown_name,
        person.arabic or "", sex, dmy(person.born), RELATION_DIGIT[person.relation or "child"],
        person.district.removeprefix("XL-"), phone, dmy(cash.since), STATUS_LETTER[cash.status],
        dmy(cash.exit_date), REASON_LETTER.get(cash.exit_reason or "", ""),
        "seen, papers fine" if dice.chance(5) else "",
    ]  # fmt: skip


def _spoil_member(cells: list[str], kind: str) -> bytes:
    row = dict(zip(MEMBER_COLUMNS, cells, strict=True))
    if kind == "latin-1-bytes":
        row["full_name"] = "Inès Estevarro"
        return _line(list(row.values()), ",").replace("Inès".encode(), "Inès".encode("latin-1"))
    if kind == "too-many-cells":
        return _line([*cells, "OR"], ",")
    changes = {
        "no-key": ("person_no", ""),
        "no-status": ("status", ""),
        "impossible-date": ("birth_date", "31/02/2012"),
        "unknown-status": ("status", "Q"),
        "id-of-wrong-shape": ("national_id", "12-34567"),
        "birth-out-of-range": ("birth_date", "12/05/1820"),
    }
    column, value = changes[kind]
    row[column] = value
    return _line(list(row.values()), ",")


def payments(country: Country) -> tuple[bytes, list[Bad]]:
    """Semicolons and decimal commas, as the payment provider sends it."""
    deceased = {p.cash.number for p in country.people if p.cash and p.cash.exit_reason == "death"}
    deceased |= {
        p.cash.number for p in country.people if p.cash and p.pension and p.pension.exit_reason == "death"
    }
    spare = [i for i, p in enumerate(country.payments) if p.member not in deceased]
    damaged = spread(spare, PAYMENT_KINDS, each=2)
    twin = next(i for i in spare if i > 300 and i not in damaged and i - 1 not in damaged)
    bad, lines = [], [_line(list(PAYMENT_COLUMNS), ";")]
    for index, payment in enumerate(country.payments):
        amount = f"{payment.cents // 100},{payment.cents % 100:02d}"
        letter = {"paid": "P", "returned": "R"}[payment.status]
        cells = [
            payment.no, payment.member, payment.cycle, payment.paid_on.strftime("%d-%m-%Y"), amount, "XTS",
            payment.method, letter,
        ]  # fmt: skip
        if index in (twin - 1, twin):
            cells[0] = country.payments[twin - 1].no
            bad.append(Bad(PAYMENTS, index + 1, SAME_KEY))
            payment.refused = True
        kind = damaged.get(index)
        if kind:
            bad.append(Bad(PAYMENTS, index + 1, kind))
            payment.refused = True
            cells = _spoil_payment(cells, kind.name)
        lines.append(_line(cells, ";"))
    return b"".join(lines), bad


def _spoil_payment(cells: list[str], kind: str) -> list[str]:
    if kind == "too-few-cells":
        return cells[:5]
    changes = {
        "no-amount": ("amount", ""),
        "amount-not-a-number": ("amount", "45O,00"),
        "negative-amount": ("amount", "-475,00"),
        "unknown-status": ("status", "K"),
        "no-member": ("person_no", ""),
        "impossible-date": ("paid_on", "25-13-2025"),
    }
    row = dict(zip(PAYMENT_COLUMNS, cells, strict=True))
    column, value = changes[kind]
    row[column] = value
    return list(row.values())


def pensioners(country: Country) -> tuple[bytes, list[Bad]]:
    """A title, an empty row, the header in row 3; most dates are spreadsheet dates, some are text."""
    dice = Dice(13)
    people = [p for p in country.people if p.pension]
    spare = [i for i, p in enumerate(people) if not p.cash]
    damaged = spread(spare, PENSIONER_KINDS)
    bad, rows = [], []
    for index, person in enumerate(people):
        pension = person.pension
        assert pension is not None
        row: dict[str, Any] = dict(zip(PENSIONER_COLUMNS, _pensioner_cells(person, dice), strict=True))
        kind = damaged.get(index)
        if kind:
            bad.append(Bad(PENSIONERS, index + 1, kind))
            pension.refused = True
            column, value = {
                "no-name": ("Surname", None),
                "unknown-status": ("Status", "Frozen"),
                "impossible-date": ("Date of birth", "31/04/1951"),
                "id-of-wrong-shape": ("National ID", "A1"),
                "negative-amount": ("Monthly amount", -320),
            }[kind.name]
            row[column] = value
            if kind.name == "no-name":
                row["Given names"] = row["Name (Arabic)"] = None
        rows.append(list(row.values()))
    return workbook(rows), bad


def _pensioner_cells(person: Person, dice: Dice) -> list[Any]:
    pension = person.pension
    assert pension is not None
    born: Any = dmy(person.born) if dice.chance(25) else person.born
    sex = "Woman" if person.sex == "female" else "Man"
    return [
        pension.number, pension.shown_id, person.family[0], pension.shown_name, person.arabic, sex, born,
        DISTRICT_NAME[person.district], STATUS_WORD[pension.status], pension.since, pension.exit_date,
        REASON_WORD.get(pension.exit_reason or ""), 300 + 20 * dice.below(6), dice.pick(("kb", "js", "ml")),
    ]  # fmt: skip


def by_hand(text: str) -> bytes:
    """The workbook of the hand-written pensioners: `|` between cells, `@` before a date, `#` before a number."""

    def cell(word: str) -> Any:
        if word.startswith("@"):
            return date.fromisoformat(word[1:])
        return float(word[1:]) if word.startswith("#") else word or None

    return workbook([[cell(word) for word in line.split("|")] for line in text.splitlines()[1:]])


def workbook(rows: list[list[Any]]) -> bytes:
    """An XLSX whose bytes depend on the cells alone: no clock, no compression library."""
    os.environ.setdefault("OPENPYXL_LXML", "False")  # else the bytes depend on whether lxml is installed
    from openpyxl import Workbook

    book = Workbook()
    about = book.active
    about.title = "About"
    about.append(["Lumara social pension: extract for exchange. Invented people."])
    sheet = book.create_sheet("Pensioners")
    sheet.append(["Pensioners, all districts, 30 June 2025"])
    sheet.append([])
    sheet.append(list(PENSIONER_COLUMNS))
    for row in rows:
        sheet.append(row)
    for column in ("G", "J", "K"):
        for cell in sheet[column][3:]:
            if isinstance(cell.value, date):
                cell.number_format = "dd/mm/yyyy"
    book.properties.created = datetime(2025, 6, 30)  # noqa: DTZ001  a workbook has no time zone
    book.properties.creator = "Interlingua"
    out = io.BytesIO()
    book.save(out)
    return _without_clock(out.getvalue())


def _without_clock(data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            part = source.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2025-06-30T00:00:00Z", part)
            info = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            info.create_system = 3
            target.writestr(info, part, compress_type=zipfile.ZIP_STORED)
    return out.getvalue()
