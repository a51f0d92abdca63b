"""The paths of a mapping: of its iterators, its `each` and its references to JSON."""

from __future__ import annotations

from interlingua import jsonpath
from interlingua.errors import MappingError, Place
from interlingua.jsonpath import Path as Path


def parse_path(text: str, place: Place | None = None) -> Path:
    """Parse a JSONPath, absolute or relative; nothing is the value itself.

    Raises MappingError IL-M010 where it is not one.
    """
    written = text.strip()
    try:
        return jsonpath.parse("$" if written in ("", ".") else written)
    except ValueError as error:
        raise MappingError(
            "IL-M010",
            f"{text!r} is not a JSONPath: {error}.",
            place=place,
            hint="Write names as $.a.b or $['a b'], lists as $.a[*].",
        ) from error
