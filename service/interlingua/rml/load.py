"""Loading a mapping document: YARRRML (.yaml, .yml) or RML and R2RML Turtle (.ttl)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping as Values
from dataclasses import replace
from pathlib import Path

from interlingua.errors import MappingError, Place
from interlingua.functions import known
from interlingua.rml.model import Mapping
from interlingua.rml.ownfunctions import explained, own_functions
from interlingua.rml.reach import with_reach
from interlingua.rml.written import reading


def load_mapping(
    path: Path | str,
    *,
    text: str | None = None,
    allow_functions: bool = False,
    external: Values[str, str] | None = None,
    as_written: bool = False,
) -> Mapping:
    """The mapping of a file; `text`, when given, stands for the file's content.

    `external` are values for the mapping's external references. With `as_written` functions keep the
    names that they have and are not looked up, for conversion. Code tables are read from the mapping's folder. `allow_functions` runs the Python file of functions
    there: only for a mapping that somebody at the command line trusts. Raises MappingError with the place
    of the fault; the others found in the same run are in its `also`.
    """
    path = Path(path)
    file = str(path)
    data = text.encode() if text is not None else _read(path)
    try:
        document = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise MappingError(
            "IL-M001",
            "The mapping is not UTF-8.",
            place=Place(file=file, line=line),
            hint="Save it as UTF-8.",
        ) from error
    if as_written:
        with reading(as_written=True):
            mapping, contents = _parsed(path, file, document, external)
        return replace(mapping, digest=_digest(data, contents))
    library = own_functions(path, document, allowed=allow_functions)
    with known(library.functions if library is not None else ()), explained(path, allowed=allow_functions):
        mapping, contents = _parsed(path, file, document, external)
    contents = [*contents, library.content] if library is not None else contents
    return replace(with_reach(mapping), digest=_digest(data, contents), library=library)


def _parsed(
    path: Path, file: str, document: str, external: Values[str, str] | None
) -> tuple[Mapping, list[bytes]]:
    """The mapping of a document, and the contents of the files that it reads."""
    if path.suffix.lower() in (".yaml", ".yml", ".yarrrml"):
        from interlingua.rml import yarrrml

        return yarrrml.load(document, file, path.parent, external)
    if path.suffix.lower() in (".ttl", ".turtle"):
        from interlingua.rml.document import load as load_turtle

        return load_turtle(document, file), []
    raise MappingError(
        "IL-M006",
        "The name of a mapping must end in .yaml, .yml, .yarrrml or .ttl.",
        place=Place(file=file),
        hint="YARRRML is .yaml, RML Turtle is .ttl.",
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise MappingError(
            "IL-U002", f"The mapping {path} does not exist.", place=Place(file=str(path))
        ) from error
    except OSError as error:
        raise MappingError(
            "IL-U002", f"The mapping {path} cannot be read: {error.strerror}.", place=Place(file=str(path))
        ) from error


def _digest(document: bytes, tables: list[bytes]) -> str:
    whole = hashlib.sha256()
    for part in (document, *tables):
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()
