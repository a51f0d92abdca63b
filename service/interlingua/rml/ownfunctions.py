"""A mapping's own functions: where they are, and that somebody allowed them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from interlingua.errors import MappingError
from interlingua.functions.user import Library, load_library
from interlingua.rml.yamltree import Dict, Text, read

NAME: Final = "functions.py"
"""What the file is called where the mapping does not say."""
_KEY: Final = re.compile(r"^[\"']?functions[\"']?\s*:", re.MULTILINE)


def own_functions(path: Path, document: str, *, allowed: bool) -> Library | None:
    """The mapping's functions, run when they are allowed.

    The key `functions` of a YARRRML mapping names the file; without it, `functions.py` beside the mapping
    is taken, when functions are allowed and it is there. Raises MappingError IL-M021, IL-M013, IL-M022.
    """
    named = _named(path, document)
    if named is None:
        beside = path.parent / NAME
        return load_library(beside) if allowed and beside.is_file() else None
    file = path.parent / named.value
    if not allowed:
        raise MappingError(
            "IL-M021",
            "The mapping has functions of its own, and nobody allowed to run them.",
            place=named.place,
            hint=f"Read {named.value}; if you trust it, say --allow-functions.",
        )
    if not file.resolve().is_relative_to(path.parent.resolve()):
        raise MappingError(
            "IL-M013", "The functions must lie in the folder of the mapping.", place=named.place
        )
    if not file.is_file():
        raise MappingError("IL-M022", f"There is no file {named.value!r}.", place=named.place)
    return load_library(file)


def _named(path: Path, document: str) -> Text | None:
    """What the key `functions` says."""
    if path.suffix.lower() in (".ttl", ".turtle") or _KEY.search(document) is None:
        return None
    root = read(document, str(path))
    tree = root.get("functions") if isinstance(root, Dict) else None
    if tree is None:
        return None
    if not isinstance(tree, Text) or not tree.value:
        raise MappingError(
            "IL-M006", "`functions` names one file.", place=tree.place, hint=f"functions: {NAME}"
        )
    return tree


@contextmanager
def explained(path: Path, *, allowed: bool) -> Iterator[None]:
    """Where a function is not known, and a file beside the mapping may have it, say so."""
    try:
        yield
    except MappingError as error:
        if error.code == "IL-M004" and not allowed and (path.parent / NAME).is_file():
            error.hint = (
                f"{NAME} beside the mapping may have it: read it; if you trust it, say --allow-functions."
            )
        raise
