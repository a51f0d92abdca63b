"""Which mappings there are: shipped ones by name, and those of folders that the service is given.

A name is `<system>/<record>`, from `<system>/<record>.yarrrml.yaml` (or `.rml.ttl`); in a folder that the
service is given also `<record>` alone, from `<record>.yarrrml.yaml`. Names are looked up in a table made once;
a name from outside never becomes a path.
"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

from interlingua.errors import UsageError
from interlingua.settings import shipped

if TYPE_CHECKING:
    from collections.abc import Iterable
from contextlib import suppress

SUFFIXES = (".yarrrml.yaml", ".yarrrml.yml", ".rml.ttl")


def mappings(folders: Iterable[Path] = ()) -> dict[str, Path]:
    """Every mapping by name: those of `folders` first, then the shipped ones; sorted."""
    found: dict[str, Path] = {}
    for folder in folders:
        found = in_folder(folder) | found
    return dict(sorted((in_folder(shipped("mappings")) | found).items()))


def in_folder(folder: Path) -> dict[str, Path]:
    """The mappings of one folder by name: those that lie in it, and those one folder deeper."""
    found: dict[str, Path] = {}
    for path in sorted((*folder.glob("*"), *folder.glob("*/*"))):
        suffix = next((s for s in SUFFIXES if path.name.endswith(s)), None)
        if suffix is not None and path.is_file():
            name = path.name.removesuffix(suffix)
            found.setdefault(name if path.parent == folder else f"{path.parent.name}/{name}", path)
    return found


def nearest_name(text: str, known: Iterable[str]) -> str | None:
    """The name that is most like a text, as a whole or in its last part."""
    names = list(known)
    near = difflib.get_close_matches(text, names, n=1, cutoff=0.5)
    last = text.rpartition("/")[2]
    by_last = {name.rpartition("/")[2]: name for name in reversed(names)}
    return (
        near[0]
        if near
        else next((by_last[n] for n in difflib.get_close_matches(last, by_last, 1, 0.6)), None)
    )


def find_mapping(text: str, folders: Iterable[Path] = ()) -> Path:
    """A mapping by path, or by shipped name. UsageError IL-U002 names the nearest."""
    path = Path(text)
    with suppress(OSError, ValueError):  # a name that no file can have
        if path.is_file():
            return path
    known = mappings(folders)
    if text in known:
        return known[text]
    near = nearest_name(text, known)
    hint = f"Did you mean {near!r}?" if near else f"Shipped mappings: {', '.join(known)}."
    raise UsageError("IL-U002", f"There is no mapping {text!r}.", hint=hint)
