"""Code tables: CSV files beside the mapping, with columns of local values, then `code`.

Behind `code` may stand `from` and `to` (days, months, years or versions between which a row holds), and
`note` and `lang`, which are for people. Rows written in the mapping become the same.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from interlingua.errors import MappingError, Place
from interlingua.functions import folded
from interlingua.functions.codes import ANY, BETWEEN, Fold
from interlingua.rdf.namespaces import CODE
from interlingua.rml.names import Names, checked_iri
from interlingua.rml.problems import did_you_mean

NOTHING: Final = "-"
"""In place of a code: the value is known and says nothing here."""
NOTES: Final = ("note", "lang")
_BEHIND: Final = ("from", "to", *NOTES)
_HEADER: Final = (
    "The header is `value,code`, or one column for each input and then `code`; behind it may stand "
    + (", ".join(f"`{name}`" for name in _BEHIND) + ".")
)
_END: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,30}")
Resolve = Callable[[str, Place], str]
"""A code as written to its IRI, or to the text that it is."""


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
            hint="Add `scheme`, the code list's name, write whole IRIs, or say `texts: true` where texts are meant.",
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
            "IL-S001", f"The code table {written!r} cannot be found beside the mapping.", place=place,
            hint=_beside(folder, path),
        )  # fmt: skip
    return path


def _beside(folder: Path, path: Path) -> str:
    """The nearest file that is there."""
    try:
        there = [file.relative_to(folder.resolve()).as_posix() for file in path.parent.glob("*.csv")]
    except (OSError, ValueError):
        there = []
    wanted = path.relative_to(folder.resolve()).as_posix()
    return did_you_mean(wanted, there, what="Tables there") if there else "Put it beside the mapping."


@dataclass(slots=True)
class Rows:
    """The rows of a table, as they are read: each with its line and the time in which it holds."""

    fold: Fold
    numeric: bool
    inputs: tuple[str, ...] = ("value",)
    found: list[tuple[str, str, tuple[str, str], int]] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    _by_key: dict[str, list[int]] = field(default_factory=dict)

    def add(self, values: list[str], code: str, place: Place, period: tuple[str, str] = ("", "")) -> None:
        """One row more. Raises MappingError IL-M006 where the same values would mean two codes at a time."""
        words = [
            value if value.strip() == ANY else folded(value, self.fold, numeric=self.numeric)
            for value in values
        ]
        words = [word.strip() if word.strip() == ANY else word for word in words]
        if not any(words):
            raise MappingError("IL-M006", "A row of the code table has no local value.", place=place)
        if any(BETWEEN in word for word in words):
            raise MappingError("IL-M006", "A row of the code table holds a control character.", place=place)
        key = BETWEEN.join(words)
        for at in self._by_key.get(key, ()):
            _, known, other, line = self.found[at]
            if not _meet(period, other):
                continue
            if known != code:
                shown = " and ".join(repr(value) for value in values)
                raise MappingError(
                    "IL-M006",
                    f"The local value {shown} stands for two codes; the first is in line {line}.",
                    place=place,
                    hint="Keep one row, or set `fold: exact` where letter case or spaces tell them apart.",
                )
            self.repeated.append(place.line or 0)
            return
        self._by_key.setdefault(key, []).append(len(self.found))
        self.found.append((key, code, period, place.line or 0))

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Folded inputs and code of each row."""
        return tuple((key, code) for key, code, _, _ in self.found)

    @property
    def periods(self) -> tuple[tuple[str, str], ...]:
        """When each row holds; empty where all hold always."""
        found = tuple(period for _, _, period, _ in self.found)
        return found if any(period != ("", "") for period in found) else ()

    @property
    def lines(self) -> tuple[int, ...]:
        """The line of each row."""
        return tuple(line for _, _, _, line in self.found)


def _after(a: str, b: str) -> bool:
    return int(a) > int(b) if a.isdecimal() and b.isdecimal() else a[: len(b)] > b


def _meet(a: tuple[str, str], b: tuple[str, str]) -> bool:
    """Whether two periods have a time in common."""
    apart = (a[0] and b[1] and _after(a[0], b[1])) or (b[0] and a[1] and _after(b[0], a[1]))
    return not apart


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a file has what: indexes of its columns."""

    inputs: tuple[int, ...]
    code: int
    start: int | None
    end: int | None
    width: int

    def period(self, cells: list[str], place: Place) -> tuple[str, str]:
        """From when to when the row holds."""
        first, last = (
            cells[at] if at is not None and at < len(cells) else "" for at in (self.start, self.end)
        )
        for each in (first, last):
            if each and _END.fullmatch(each) is None:
                raise MappingError(
                    "IL-M006",
                    f"{each!r} is no day, month, year or version.",
                    place=place,
                    hint="Write 2018-03-31.",
                )
        if first and last and _after(first, last):
            raise MappingError("IL-M006", "The row ends before it begins.", place=place)
        return first, last


def _columns(header: list[str], place: Place) -> _Columns:
    """The columns that a header names. Raises MappingError IL-M006."""
    if header.count("code") != 1 or len(set(header)) != len(header) or "" in header:
        raise MappingError("IL-M006", "The code table has another header.", place=place, hint=_HEADER)
    code = header.index("code")
    for name in header[code + 1 :]:
        if name not in _BEHIND:
            near = did_you_mean(name, _BEHIND, what="Behind `code` may stand")
            raise MappingError(
                "IL-M006",
                f"The code table has another header: {name!r} stands behind `code`.",
                place=place,
                hint=near,
            )
    inputs = tuple(at for at, name in enumerate(header[:code]) if name not in _BEHIND)
    if not inputs:
        raise MappingError(
            "IL-M006", "The code table has no column before `code`.", place=place, hint=_HEADER
        )
    where = {name: at for at, name in enumerate(header)}
    return _Columns(inputs, code, where.get("from"), where.get("to"), len(header))


def read_rows(data: bytes, file: str, resolve: Resolve, fold: Fold, *, numeric: bool = False) -> Rows:
    """The rows of a file. Raises MappingError IL-M006."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MappingError(
            "IL-M006", "The code table is not UTF-8.", place=Place(file=file), hint="Save it as UTF-8."
        ) from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows = Rows(fold, numeric)
    columns: _Columns | None = None
    try:
        for cells in reader:
            place = Place(file=file, line=reader.line_num)
            stripped = [cell.strip() for cell in cells]
            if not any(stripped):
                continue
            if columns is None:
                columns = _columns(stripped, place)
                rows.inputs = tuple(stripped[at] for at in columns.inputs)
                continue
            if not columns.code < len(cells) <= columns.width or not stripped[columns.code]:
                raise MappingError(
                    "IL-M006",
                    f"The row is not `{','.join(rows.inputs)},code`.",
                    place=place,
                    hint="Put commas inside quotes.",
                )
            code = resolve(stripped[columns.code], place)
            rows.add([cells[at] for at in columns.inputs], code, place, columns.period(stripped, place))
    except csv.Error as error:
        raise MappingError(
            "IL-M006", f"The code table is not CSV: {error}.", place=Place(file=file, line=reader.line_num)
        ) from error
    if columns is None:
        raise MappingError("IL-M006", "The code table is empty.", place=Place(file=file), hint=_HEADER)
    return rows
