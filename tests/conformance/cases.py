"""The suites and their cases, from the manifests."""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Suite:
    """One table of the report. `floor` is the count of passes below which the tests fail."""

    name: str
    title: str
    folder: str
    count: int
    floor: int
    test_iri: str
    specification: str
    suffix: str = ""
    """The cases of a suite that is a part of a folder end so."""
    base: str | None = None
    """The base IRI where the manifest gives none."""
    database: str | None = None
    """`postgresql` or `sqlite`: what the cases read."""

    def cases(self) -> list[Case]:
        """Its cases; none where INTERLINGUA_SUITES names no folder that has them."""
        root = os.environ.get("INTERLINGUA_SUITES")
        folder = Path(root) / self.folder if root else None
        return _cases(self, folder) if folder is not None and folder.is_dir() else []


@dataclass(frozen=True)
class Case:
    """One entry of a manifest. `outputs` are (file, media type), the main output first."""

    suite: str
    id: str
    title: str
    folder: Path
    base: str | None
    mapping: str
    outputs: tuple[tuple[str, str], ...]
    error: bool
    database: str | None = None

    @property
    def iri(self) -> str:
        """How reports name it."""
        return SUITES[self.suite].test_iri + self.id


_RML = "http://w3id.org/rml/"
_FORMATS = "https://w3id.org/rml/core/spec"


def _format(name: str, title: str, count: int, floor: int, database: str | None = None) -> Suite:
    return Suite(
        f"core-{name.lower()}", f"RML-Core by format: {title}", "rml/core-formats", count, floor,
        f"{_RML}core/test/", _FORMATS, f"-{name}", "http://example.com/base/", database,
    )  # fmt: skip


SUITES: dict[str, Suite] = {
    suite.name: suite
    for suite in (
        Suite("core", "RML-Core", "rml/core", 76, 76, f"{_RML}core/test/", "https://w3id.org/rml/core/spec"),
        Suite("io", "RML-IO", "rml/io", 73, 73, f"{_RML}io/test/", "https://w3id.org/rml/io/spec"),
        Suite("fnml", "RML-FNML", "rml/fnml", 20, 20, f"{_RML}fnml/test/", "https://w3id.org/rml/fnml/spec"),
        Suite(
            "cc", "RML-CC", "rml/cc", 35, 35, f"{_RML}cc/test/", "https://w3id.org/rml/cc/spec",
            base="http://example.com/base/",
        ),
        Suite("lv", "RML-LV", "rml/lv", 41, 41, f"{_RML}lv/test/", "https://w3id.org/rml/lv/spec"),
        _format("CSV", "CSV", 48, 48),
        _format("JSON", "JSON", 40, 40),
        _format("XML", "XML", 38, 38),
        _format("PostgreSQL", "PostgreSQL", 59, 59, "postgresql"),
        Suite(
            "r2rml-sqlite", "R2RML on SQLite", "r2rml-sqlite", 60, 60,
            "http://www.w3.org/2001/sw/rdb2rdf/test-cases/#", "https://www.w3.org/TR/r2rml/",
            base="http://example.com/base/", database="sqlite",
        ),
    )
}  # fmt: skip


@cache
def _cases(suite: Suite, folder: Path) -> list[Case]:
    if not (folder / "metadata.csv").is_file():
        return [_bare(suite, one) for one in sorted(folder.iterdir()) if (one / "mapping.ttl").is_file()]
    with (folder / "metadata.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["ID"].endswith(suite.suffix)]
    return [
        Case(
            suite.name,
            row["ID"],
            row["title"].strip('"'),
            folder / row["ID"],
            row.get("base_iri") or suite.base,
            row["mapping"],
            tuple((row[f"output{n}"], row[f"output_format{n}"]) for n in (1, 2, 3) if row[f"output{n}"]),
            row["error"] == "true",
            suite.database,
        )
        for row in rows
    ]


def _statements(path: Path) -> bool:
    lines = path.read_text(encoding="utf-8").splitlines()
    return any(line.strip() and not line.lstrip().startswith("#") for line in lines)


def _bare(suite: Suite, folder: Path) -> Case:
    """A case without manifest: with no expected triples, it passes by a coded error or by no output."""
    output: tuple[tuple[str, str], ...] = ()
    if (folder / "output.nq").is_file() and _statements(folder / "output.nq"):
        output = (("output.nq", "application/n-quads"),)
    return Case(
        suite.name, folder.name, folder.name, folder, suite.base, "mapping.ttl", output, not output,
        suite.database,
    )  # fmt: skip
