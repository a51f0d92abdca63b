"""Alignment tables (SSSOM) as the rules see them: whatever can be read of them, each row with its line.

The strict reader is `interlingua.vocabulary.alignments`; it stops at the first fault, which is no way to lint.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final
from weakref import WeakKeyDictionary

from interlingua.editorial.lint.files import SourceFile
from interlingua.editorial.lint.model import Row
from interlingua.editorial.lint.project import Project
from interlingua.editorial.lint.yamlhead import read_head
from interlingua.rdf.namespaces import CODE, PREFIXES
from interlingua.vocabulary.alignments import NO_TERM_FOUND, SUFFIX

_KNOWN: Final = {
    **PREFIXES,
    "code": CODE,
    "sssom": NO_TERM_FOUND.removesuffix("NoTermFound"),
    "semapv": "https://w3id.org/semapv/vocab/",
}
_READ: Final[WeakKeyDictionary[Project, tuple[Crosswalk, ...]]] = WeakKeyDictionary()
__all__ = ["NO_TERM_FOUND", "Crosswalk", "CrosswalkRow", "crosswalks"]


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """One row. The IRIs are empty where the cell is, and begin with `?` where its prefix is not known."""

    subject: str
    predicate: str
    object: str
    cells: Row

    @property
    def line(self) -> int:
        """Where it stands."""
        return self.cells.line

    @property
    def answered(self) -> bool:
        """There is something on both sides."""
        return bool(self.subject and self.object) and NO_TERM_FOUND not in (self.subject, self.object)


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """One table: its header, its columns, its rows."""

    name: str
    meta: dict[str, Any]
    prefixes: dict[str, str]
    rows: tuple[CrosswalkRow, ...]

    @property
    def standard(self) -> str:
        """The name without its ending, which the register beside it shares."""
        return self.name.removesuffix(SUFFIX)

    def has_column(self, name: str) -> bool:
        """Whether a column of that name stands in the table."""
        return any(name in row.cells.cells for row in self.rows)


def crosswalks(project: Project) -> tuple[Crosswalk, ...]:
    """Every alignment table of a project; several rules ask, each table is read once."""
    if project not in _READ:
        _READ[project] = tuple(_read(project))
    return _READ[project]


def _read(project: Project) -> Iterator[Crosswalk]:
    for file in project.of_kind("alignment"):
        meta = _meta(file)
        stated = meta.get("curie_map")
        own = {str(k): str(v) for k, v in stated.items()} if isinstance(stated, dict) else {}
        prefixes = {**_KNOWN, **own}
        rows = tuple(
            CrosswalkRow(
                _iri(row["subject_id"], prefixes),
                _iri(row["predicate_id"], prefixes),
                _iri(row["object_id"], prefixes),
                row,
            )
            for row in file.rows
        )
        yield Crosswalk(file.name, meta, prefixes, rows)


def _meta(file: SourceFile) -> dict[str, Any]:
    from itertools import takewhile

    import yaml

    header = takewhile(lambda line: line.startswith("#"), file.text.splitlines())
    try:
        meta = read_head("\n".join(line[1:] for line in header))
    except yaml.YAMLError:
        return {}
    return meta if isinstance(meta, dict) else {}


def _iri(curie: str, prefixes: dict[str, str]) -> str:
    prefix, colon, rest = curie.strip().partition(":")
    if not colon or rest.startswith("//"):
        return "?" + curie if curie.strip() and not colon else curie.strip()
    return prefixes[prefix] + rest if prefix in prefixes else "?" + curie
