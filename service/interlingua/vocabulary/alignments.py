"""Alignments with other vocabularies: SSSOM TSV files to rows, and rows to SKOS mapping triples.

A file is one standard in one dialect. Its header (lines that start with `#`) is YAML and holds the prefixes
and where the other side comes from; then one row a mapping. The subject is ours. A thing of theirs that
nothing of ours answers has the subject `sssom:NoTermFound` and a reason of a closed list; such a row never
becomes a triple. Source: SSSOM, https://mapping-commons.github.io/sssom/.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from interlingua.errors import Place, VocabularyError
from interlingua.rdf.namespaces import CODE, RDFS, SKOS, SP
from interlingua.settings import shipped

NO_TERM_FOUND: Final = "https://w3id.org/sssom/NoTermFound"
REASONS: Final = ("wire format", "duplicate of", "defect", "out of scope")
PREDICATES: Final = (
    *(SKOS + name for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")),
    RDFS + "seeAlso",
)
SUFFIX: Final = ".sssom.tsv"
_REQUIRED: Final = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_PREFIXES: Final = {
    "sp": SP,
    "code": CODE,
    "skos": SKOS,
    "rdfs": RDFS,
    "sssom": "https://w3id.org/sssom/",
    "semapv": "https://w3id.org/semapv/vocab/",
}


@dataclass(frozen=True, slots=True)
class Alignment:
    """One row: a term of ours, how it relates, a term of theirs."""

    subject: str
    """IRI of our term; `NO_TERM_FOUND` where nothing of ours answers."""
    predicate: str
    object: str
    """IRI of their term."""
    object_id: str
    """Their term as the file writes it, with its prefix."""
    object_label: str
    object_kind: str
    """class, property, codelist or code."""
    justification: str
    confidence: float | None
    """0 to 1, where the row says."""
    comment: str
    reason: str
    """Why there is no term of ours, for `NO_TERM_FOUND`: one of REASONS, perhaps with `: detail` behind."""
    path: str
    """The whole way through our graph where their property is a path in ours (`sp:name/sp:familyName`)."""
    preferred: bool
    """This row is taken on the way back from ours to theirs."""
    line: int

    @property
    def answered(self) -> bool:
        """A term of ours stands on the row."""
        return self.subject != NO_TERM_FOUND


@dataclass(frozen=True, slots=True)
class AlignmentSet:
    """One file: its header and its rows."""

    name: str
    meta: Mapping[str, Any]
    rows: tuple[Alignment, ...]

    @property
    def title(self) -> str:
        """The other standard, for people."""
        return str(self.meta.get("mapping_set_title") or self.name)

    @property
    def version(self) -> str:
        """The version of the other standard that is meant."""
        return str(self.meta.get("object_source_version") or "")

    def triples(self) -> Iterator[tuple[str, str, str]]:
        """Subject, predicate, object as IRIs, in order; rows without a term of ours left out."""
        yield from sorted({(row.subject, row.predicate, row.object) for row in self.rows if row.answered})


@cache
def alignment_sets(folder: Path | None = None) -> Mapping[str, AlignmentSet]:
    """Every alignment file of the shipped ontology (or of a folder) by name. Raises VocabularyError IL-D003."""
    where = folder if folder is not None else shipped("ontology") / "alignments"
    found = (read_alignments(path) for path in sorted(where.glob("*" + SUFFIX)))
    return MappingProxyType({one.name: one for one in found})


def read_alignments(path: Path) -> AlignmentSet:
    """One SSSOM TSV file. Raises VocabularyError IL-D003 with file and line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = [line for line in lines if line.startswith("#")]
    first = len(header)
    meta = _meta(path, header)
    prefixes = {**_PREFIXES, **{str(k): str(v) for k, v in (meta.get("curie_map") or {}).items()}}
    table = csv.reader(lines[first:], delimiter="\t", quoting=csv.QUOTE_NONE)
    columns = next(table, [])
    missing = [name for name in _REQUIRED if name not in columns]
    if missing:
        raise _fault(path, first + 1, f"The column {missing[0]} is missing.")
    rows = []
    for line, cells in enumerate(table, first + 2):
        if not any(cells):
            continue
        if len(cells) != len(columns):
            raise _fault(path, line, f"The row has {len(cells)} cells, the header {len(columns)}.")
        rows.append(_row(path, line, dict(zip(columns, cells, strict=True)), prefixes))
    return AlignmentSet(path.name.removesuffix(SUFFIX), MappingProxyType(meta), tuple(rows))


def _meta(path: Path, header: list[str]) -> dict[str, Any]:
    import yaml

    try:
        meta = yaml.safe_load("\n".join(line[1:] for line in header)) or {}
    except yaml.YAMLError as error:
        raise _fault(path, 1, "The header is not YAML behind `#`.") from error
    if not isinstance(meta, dict):
        raise _fault(path, 1, "The header is not a table of names and values.")
    return meta


def _row(path: Path, line: int, cells: dict[str, str], prefixes: Mapping[str, str]) -> Alignment:
    def iri(column: str) -> str:
        prefix, colon, rest = cells[column].partition(":")
        if not colon or not rest:
            raise _fault(path, line, f"{column} is no name with a prefix: {cells[column]!r}.")
        if rest.startswith("//"):
            return cells[column]
        if prefix not in prefixes:
            raise _fault(path, line, f"The prefix {prefix!r} in {column} is not in the header's curie_map.")
        return prefixes[prefix] + rest

    return Alignment(
        subject=iri("subject_id"),
        predicate=iri("predicate_id"),
        object=iri("object_id"),
        object_id=cells["object_id"],
        object_label=cells.get("object_label", ""),
        object_kind=cells.get("object_category", ""),
        justification=cells["mapping_justification"],
        confidence=float(cells["confidence"]) if cells.get("confidence") else None,
        comment=cells.get("comment", ""),
        reason=cells.get("ext_reason", ""),
        path=cells.get("ext_path", ""),
        preferred=cells.get("ext_preferred", "") == "yes",
        line=line,
    )


def _fault(path: Path, line: int, sentence: str) -> VocabularyError:
    return VocabularyError("IL-D003", sentence, place=Place(path.name, line=line))
