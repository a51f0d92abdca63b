"""Alignments with other standards, as SSSOM tables hold them (https://mapping-commons.github.io/sssom/)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from interlingua.errors import Place, VocabularyError
from interlingua.rdf.namespaces import PREFIXES

NO_TERM: Final = "https://w3id.org/sssom/NoTermFound"
"""Stands for the subject or object of a row that has nothing to be aligned with."""
_USUAL: Final = {
    **PREFIXES,
    "sssom": "https://w3id.org/sssom/",
    "semapv": "https://w3id.org/semapv/vocab/",
}
_NEEDED: Final = ("subject_id", "predicate_id", "object_id")


@dataclass(frozen=True, slots=True)
class Standard:
    """What one table is aligned with: the file's name, a title, the version meant."""

    name: str
    title: str
    version: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """One row, its names written out as IRIs. `confidence` is 0 to 1, or None where none is given."""

    subject: str
    predicate: str
    object: str
    object_label: str
    confidence: float | None
    comment: str
    standard: Standard


def alignments(folder: Path) -> Iterator[Alignment]:
    """Every row of the `*.sssom.tsv` of a folder. Raises VocabularyError IL-D001 with file and line."""
    for file in sorted(folder.glob("*.sssom.tsv")):
        yield from read(file)


def read(file: Path) -> Iterator[Alignment]:
    """The rows of one table. Raises VocabularyError IL-D001."""
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    header = [line.removeprefix("#").removeprefix(" ") for line in lines if line.startswith("#")]
    about = _about(file, "\n".join(header))
    prefixes = {**_USUAL, **{str(k): str(v) for k, v in (about.get("curie_map") or {}).items()}}
    name = file.name.removesuffix(".sssom.tsv")
    title = about.get("mapping_set_title") or about.get("object_source_label") or name
    standard = Standard(name, str(title), str(about.get("object_source_version") or ""))
    table = csv.DictReader(
        io.StringIO("\n".join(lines[len(header) :])), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    missing = [column for column in _NEEDED if column not in (table.fieldnames or ())]
    if missing:
        place = Place(file.name, line=len(header) + 1)
        raise VocabularyError("IL-D001", f"The alignment table lacks {', '.join(missing)}.", place=place)
    for row in table:
        if row.get("predicate_modifier"):
            continue  # "Not": says what a term is not
        yield Alignment(
            subject=_expand(row["subject_id"], prefixes),
            predicate=_expand(row["predicate_id"], prefixes),
            object=_expand(row["object_id"], prefixes),
            object_label=row.get("object_label") or "",
            confidence=_number(row.get("confidence")),
            comment=row.get("comment") or "",
            standard=standard,
        )


def _about(file: Path, header: str) -> Mapping[str, Any]:
    import yaml

    try:
        found = yaml.safe_load(header) or {}
    except yaml.YAMLError as error:
        raise VocabularyError(
            "IL-D001", "The header of the alignment table is not YAML.", place=Place(file.name)
        ) from error
    return found if isinstance(found, dict) else {}


def _expand(name: str | None, prefixes: Mapping[str, str]) -> str:
    prefix, colon, local = (name or "").partition(":")
    if not colon or local.startswith("//") or prefix not in prefixes:
        return name or ""
    return prefixes[prefix] + local


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
