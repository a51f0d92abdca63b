"""Code tables: CSV files beside the mapping, with the columns value, code and perhaps note."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from interlingua.errors import MappingError, Place
from interlingua.functions import folded
from interlingua.functions.codes import Fold
from interlingua.rdf.namespaces import CODE
from interlingua.rml.names import Names, checked_iri

Rows = tuple[tuple[str, str], ...]
NOTHING = "-"
"""In place of a code: the value is known and says nothing here."""
_HEADER = "The header must be `value,code` or `value,code,note`."


def code_iri(text: str, scheme: str | None, names: Names, place: Place | None) -> str:
    """The IRI of a code: of a notation in its scheme, of a prefixed name, or a whole IRI; "" for NOTHING."""
    if text == NOTHING:
        return ""
    pair = names.split(text)
    if pair and (pair[0] in names.prefixes or pair[1].startswith("//") or pair[0].lower() == "urn"):
        return checked_iri(names.expand(text, place, what="code"), place, what="code")
    if scheme is None:
        raise MappingError(
            "IL-M006",
            f"The code {text!r} is not an IRI, and the table names no `scheme`.",
            place=place,
            hint="Add `scheme`, the code list's name, or write whole IRIs.",
        )
    return checked_iri(f"{CODE}{scheme}/{text}", place, what="code")


def inside(folder: Path, written: str, place: Place | None) -> Path:
    """The path of a file that lies in the folder or below. Raises MappingError IL-M013, IL-S001."""
    path = (folder / written).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise MappingError(
            "IL-M013",
            f"The code table {written!r} lies outside the mapping's folder.",
            place=place,
            hint="Put code tables beside the mapping.",
        )
    if not path.is_file():
        raise MappingError(
            "IL-S001", f"The code table {written!r} cannot be found beside the mapping.", place=place
        )
    return path


def add_row(
    rows: dict[str, tuple[str, int]], local: str, iri: str, line: int, fold: Fold, place: Place
) -> None:
    """One row more. Raises MappingError IL-M006 where a local value would mean two codes."""
    word = folded(local, fold)
    if not word:
        raise MappingError("IL-M006", "A row of the code table has no local value.", place=place)
    known = rows.get(word)
    if known is not None and known[0] != iri:
        raise MappingError(
            "IL-M006",
            f"The local value {local!r} stands for two codes; the first is in line {known[1]}.",
            place=place,
            hint="Keep one row, or set `fold: exact` where letter case or spaces tell them apart.",
        )
    rows.setdefault(word, (iri, line))


def read_rows(
    data: bytes, file: str, scheme: str | None, fold: Fold, names: Names
) -> dict[str, tuple[str, int]]:
    """Folded local value to (IRI, line). Raises MappingError IL-M006."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MappingError(
            "IL-M006", "The code table is not UTF-8.", place=Place(file=file), hint="Save it as UTF-8."
        ) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: dict[str, tuple[str, int]] = {}
    width = 0
    try:
        for cells in reader:
            line = reader.line_num
            place = Place(file=file, line=line)
            stripped = [cell.strip() for cell in cells]
            if not any(stripped):
                continue
            if not width:
                if stripped not in (["value", "code"], ["value", "code", "note"]):
                    raise MappingError(
                        "IL-M006", "The code table has another header.", place=place, hint=_HEADER
                    )
                width = len(cells)
                continue
            if len(cells) < 2 or len(cells) > width or not stripped[1]:
                raise MappingError(
                    "IL-M006", "The row is not `value,code`.", place=place, hint="Put commas inside quotes."
                )
            add_row(rows, cells[0], code_iri(stripped[1], scheme, names, place), line, fold, place)
    except csv.Error as error:
        raise MappingError(
            "IL-M006", f"The code table is not CSV: {error}.", place=Place(file=file, line=reader.line_num)
        ) from error
    if not width:
        raise MappingError("IL-M006", "The code table is empty.", place=Place(file=file), hint=_HEADER)
    return rows
