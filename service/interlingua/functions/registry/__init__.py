"""The functions that a mapping can call, by IRI, in groups. docs/functions.md lists them all (it is generated)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from difflib import get_close_matches
from typing import Final

from interlingua.functions.registry import arithmetic, lists, logic, measures, records, text, values, words
from interlingua.functions.signature import NAMESPACES, Function

GROUPS: Final[tuple[tuple[str, tuple[Function, ...]], ...]] = (
    ("Things and codes", records.FUNCTIONS),
    ("Dates, numbers, yes and no", values.FUNCTIONS),
    ("Texts", text.FUNCTIONS),
    ("Conditions and choices", logic.FUNCTIONS),
    ("More texts, and patterns", words.FUNCTIONS),
    ("Arithmetic", arithmetic.FUNCTIONS),
    ("Several values", lists.FUNCTIONS),
    ("Measures, phones, names, identifiers, privacy", measures.FUNCTIONS),
)
FUNCTIONS: Final[tuple[Function, ...]] = tuple(one for _, group in GROUPS for one in group)

_BY_IRI: dict[str, Function] = {}
for _function in FUNCTIONS:
    for _iri in (_function.iri, *_function.other_iris):
        _BY_IRI[_iri] = _function

_OWN: ContextVar[tuple[Function, ...]] = ContextVar("own_functions", default=())


@contextmanager
def known(functions: tuple[Function, ...]) -> Iterator[None]:
    """A block in which these functions are known, too: those of the mapping that is loaded or compiled."""
    token = _OWN.set(functions)
    try:
        yield
    finally:
        _OWN.reset(token)


def lookup(iri: str) -> Function | None:
    """The function of that IRI, in its own name or another vocabulary's."""
    found = _BY_IRI.get(iri)
    if found is None:
        found = next((one for one in _OWN.get() if iri == one.iri), None)
    return found


def names() -> list[str]:
    """The readable names, for hints and documentation."""
    return [function.name for function in (*FUNCTIONS, *_OWN.get())]


def suggest(iri: str) -> str | None:
    """The readable name that a misspelt function most likely meant."""
    near = get_close_matches(iri, [*_BY_IRI, *(one.iri for one in _OWN.get())], n=1, cutoff=0.75)
    if not near:
        return None
    for prefix, namespace in NAMESPACES.items():
        if near[0].startswith(namespace):
            return f"{prefix}:{near[0][len(namespace) :]}"
    return near[0]
