"""Which mappings there are: shipped ones by name, and those of folders that the service is given.

A name is `<system>/<record>`, from `<system>/<record>.yarrrml.yaml` (or `.rml.ttl`). Names are looked up in a
table made once; a name from outside never becomes a path.
"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

from interlingua.errors import UsageError
from interlingua.settings import shipped

if TYPE_CHECKING:
    from collections.abc import Iterable

SUFFIXES = (".yarrrml.yaml", ".yarrrml.yml", ".rml.ttl")


def mappings(folders: Iterable[Path] = ()) -> dict[str, Path]:
    """Every mapping by name: those of `folders` first, then the shipped ones; sorted."""
    found: dict[str, Path] = {}
    for folder in (*folders, shipped("mappings")):
        for path in sorted(folder.glob("*/*")):
            suffix = next((s for s in SUFFIXES if path.name.endswith(s)), None)
            if suffix is not None and path.is_file():
                found.setdefault(f"{path.parent.name}/{path.name.removesuffix(suffix)}", path)
    return dict(sorted(found.items()))


def find_mapping(text: str, folders: Iterable[Path] = ()) -> Path:
    """A mapping by path, or by shipped name. UsageError IL-U002 names the nearest."""
    path = Path(text)
    if path.is_file():
        return path
    known = mappings(folders)
    if text in known:
        return known[text]
    near = difflib.get_close_matches(text, known, n=1, cutoff=0.5)
    hint = f"Did you mean {near[0]!r}?" if near else f"Shipped mappings: {', '.join(known)}."
    raise UsageError("IL-U002", f"There is no mapping {text!r}.", hint=hint)
