"""How a finding names a term, and which term was perhaps meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from interlingua.rdf.namespaces import PREFIXES
from interlingua.rdf.terms import shorten


def short(iri: str) -> str:
    """The IRI with a usual prefix, where one fits."""
    return shorten(iri, PREFIXES)


def did_you_mean(iri: str, known: Iterable[str]) -> str | None:
    """`Did you mean sp:Household?` for the nearest term of the same list or namespace."""
    home, name = _parts(iri)
    beside = {_parts(term)[1]: term for term in known if _parts(term)[0] == home}
    near = get_close_matches(name, beside, 1, 0.75)
    return f"Did you mean {short(beside[near[0]])}?" if near else None


def _parts(iri: str) -> tuple[str, str]:
    end = max(iri.rfind("/"), iri.rfind("#")) + 1
    return iri[:end], iri[end:]
