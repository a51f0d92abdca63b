"""Did you mean: terms near to what somebody wrote, by name, label or everyday word, in any language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from interlingua.rdf import expand
from interlingua.rdf.namespaces import SP
from interlingua.vocabulary.model import Vocabulary


def suggest(
    vocabulary: Vocabulary, text: str, *, among: Iterable[str] | None = None, limit: int = 3
) -> list[str]:
    """IRIs of terms, the nearest first. `among` narrows to those IRIs (the codes of a scheme, say)."""
    wanted = _plain(expand(text).removeprefix(SP))
    by_word: dict[str, list[str]] = {}
    for iri in vocabulary.terms() if among is None else among:
        term = vocabulary.term(iri)
        if term is None:
            continue
        last = term.name.rpartition("/")[2]
        for word in (term.name, last, *term.labels.values(), *term.alternatives):
            by_word.setdefault(_plain(word), []).append(iri)
    # A word that a term is called by answers alone; a slip of the pen is looked for only where there is none.
    near = [wanted] if wanted in by_word else get_close_matches(wanted, by_word, limit * 2, cutoff=0.72)
    found = dict.fromkeys(iri for word in near for iri in by_word[word])
    return list(found)[:limit]


def _plain(text: str) -> str:
    """`dateOfBirth`, `date-of-birth` and `Date of birth` are one word."""
    return re.sub(r"[\W_]+", "", text.lower())
