"""Which files make up a project, and what each one is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from interlingua.editorial.lint.model import Kind

RDF_SUFFIXES: Final = (".ttl", ".nt", ".rdf", ".owl", ".jsonld", ".trig")
HOUSE: Final[tuple[tuple[str, Kind], ...]] = (
    ("ontology/*.ttl", "header"),
    ("ontology/modules/**/*.ttl", "module"),
    ("ontology/codelists/**/*.ttl", "codelist"),
    ("ontology/examples/**/*.trig", "example"),
    ("ontology/alignments/**/*.sssom.tsv", "alignment"),
    ("ontology/alignments/**/*.register.tsv", "register"),
    ("ontology/questions/**/*.rq", "question"),
    ("ontology/releases/**/*.codes.tsv", "baseline"),
    ("shapes/*.ttl", "shapes"),
    ("shapes/core/**/*.ttl", "shapes"),
    ("shapes/profiles/**/*.ttl", "profile"),
    ("shapes/editorial/*.ttl", "shapes"),
    ("shapes/editorial/waivers.toml", "waivers"),
    ("mappings/**/*.yarrrml.yaml", "mapping"),
    ("mappings/**/*.rml.ttl", "mapping"),
)
"""The files of a project of our layout, by pattern; the first that fits says the kind."""


def house_files(root: Path) -> dict[str, tuple[Kind, Path]]:
    """Name to kind and path, of the files of a project of our layout."""
    found: dict[str, tuple[Kind, Path]] = {}
    for pattern, kind in HOUSE:
        for path in sorted(root.glob(pattern)):
            if path.is_file():
                found.setdefault(path.relative_to(root).as_posix(), (kind, path))
    return found


def house_kind(name: str) -> Kind:
    """What a file of our layout is by its name; a Turtle file elsewhere counts as a module."""
    from pathlib import PurePosixPath

    for pattern, kind in HOUSE:
        regex = re.escape(pattern).replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
        if re.fullmatch(regex, name):
            return kind
    return "example" if PurePosixPath(name).suffix == ".trig" else "module"


def house_root(path: Path) -> Path | None:
    """The folder with `ontology/modules` that a path belongs to, or None: the path is of somebody else's."""
    path = path.resolve()
    for folder in (path, *path.parents):
        if (folder / "ontology" / "modules").is_dir():
            inside = path == folder or path.relative_to(folder).parts[0] in ("ontology", "shapes", "mappings")
            return folder if inside else None
    return None


def foreign_files(paths: Iterable[Path]) -> dict[str, Path]:
    """Name to path: every RDF file among the paths and under them. Names start at the folder that holds all."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(p for p in path.rglob("*") if _is_rdf(p) and not _is_hidden(p.relative_to(path)))
        else:
            found.append(path)
    return {path.as_posix(): path for path in found}


def _is_rdf(path: Path) -> bool:
    return path.suffix.lower() in RDF_SUFFIXES and path.is_file()


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") or part == "node_modules" for part in path.parts)


def foreign_kind(text: str) -> Kind:
    """What a file of a stranger is, by its words."""
    if re.search(r"\bsh:(?:NodeShape|PropertyShape|targetClass|property)\b", text):
        return "shapes"
    if "ConceptScheme" in text and not re.search(r"\b(?:owl|rdfs):Class\b", text):
        return "codelist"
    return "module"
