"""From a code's notation to its IRI: the one rule (docs/vocabulary.md, "Codes")."""

from __future__ import annotations

import re
from typing import Final

from interlingua.rdf.namespaces import CODE

_OTHERS: Final = re.compile(r"[^A-Za-z0-9._-]+")
_SLUG: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_-])?")


def slug(notation: str) -> str:
    """The last part of a code's IRI.

    A run of characters outside `A-Z a-z 0-9 . _ -` becomes one hyphen, and such a hyphen goes at either end:
    `1~2` gives `1-2`, `[acr_us]` gives `acr_us`; `0321`, `err.request.bad` and `b1440` stay. Two notations of
    one list with the same slug are an error of that list, which its editor mends by hand.
    Raises ValueError where nothing fit is left, or it ends in a dot (Turtle could not write it).
    """
    parts = _OTHERS.split(notation)
    found = "-".join(part for part in parts if part)
    if not _SLUG.fullmatch(found):
        raise ValueError(f"no part of an IRI can be made of the notation {notation!r}")
    return found


def code_iri(scheme: str, notation: str) -> str:
    """The IRI of a code, from the name or the IRI of its list. Raises ValueError."""
    home = scheme if scheme.startswith(CODE) else CODE + scheme
    return f"{home}/{slug(notation)}"
