"""Finding a term by its labels and everyday words, in any language, whatever the accents and capitals."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from interlingua.vocabulary import Vocabulary

if TYPE_CHECKING:
    from interlingua.vocabulary import Term

LONGEST: Final = 200
"""Characters of a search text that are looked at."""
MOST: Final = 50
"""Results that a page shows."""
_LIKE: Final = 0.72
"""How like two words are, 0 to 1, for one to be meant by the other (difflib's ratio)."""
_ARABIC: Final = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None}
)
_GAPS: Final = re.compile(r"[\W_]+")
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Entry:
    """One word or name of one term: folded for comparing, and as it is written."""

    iri: str
    folded: str
    text: str
    language: str
    weight: int
    """0 for a label, 1 for the name in the IRI, 2 for another word."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A term that was found, and the word that matched it."""

    iri: str
    text: str
    language: str


def fold(text: str) -> str:
    """`Ménage`, `menage` and `MENAGE` are one; so are the forms of alif. Punctuation becomes a space."""
    if text.isascii():
        return " ".join(_GAPS.sub(" ", text.lower()).split())
    spread = unicodedata.normalize("NFKD", text.casefold().translate(_ARABIC))
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return " ".join(_GAPS.sub(" ", bare).split())


def entries(vocabulary: Vocabulary, others: Mapping[str, Iterable[tuple[str, str]]]) -> tuple[Entry, ...]:
    """Every word of every term. `others` has the further words of a term, each with its language."""
    found: list[Entry] = []
    for iri in vocabulary.terms():
        term = vocabulary.term(iri)
        assert term is not None
        found.extend(_of(term, others.get(iri, ())))
    return tuple(found)


def _of(term: Term, others: Iterable[tuple[str, str]]) -> Iterable[Entry]:
    for language, text in term.labels.items():
        yield Entry(term.iri, fold(text), text, language, 0)
    name = term.name.rpartition("/")[2]
    for folded in dict.fromkeys((fold(_CAMEL.sub(" ", name)), fold(name))):
        yield Entry(term.iri, folded, name, "", 1)
    for text, language in others:
        yield Entry(term.iri, fold(text), text, language, 2)


def find(known: Iterable[Entry], text: str, language: str) -> list[Hit]:
    """The terms that hold every word of the text, the nearest first; all of them."""
    wanted = fold(text[:LONGEST])
    words = wanted.split()
    if not words:
        return []
    best: dict[str, tuple[tuple[int, bool, int, int, str], Entry]] = {}
    for entry in known:
        if all(word in entry.folded for word in words):
            rank = (
                _nearness(wanted, words, entry.folded),
                entry.language != language,
                entry.weight,
                len(entry.folded),
                entry.iri,
            )
            if entry.iri not in best or rank < best[entry.iri][0]:
                best[entry.iri] = (rank, entry)
    ordered = sorted(best.values(), key=lambda pair: pair[0])
    return [Hit(entry.iri, entry.text, entry.language) for _, entry in ordered]


def near(known: Iterable[Entry], text: str, limit: int = 5) -> list[str]:
    """IRIs of terms with a word that is spelt much like the text, the nearest first."""
    wanted = fold(text[:LONGEST]).replace(" ", "")
    shortest, longest = int(len(wanted) * _LIKE / (2 - _LIKE)), int(len(wanted) * (2 - _LIKE) / _LIKE) + 1
    by_word: dict[str, list[str]] = {}
    for entry in known:
        word = entry.folded.replace(" ", "")
        if shortest <= len(word) <= longest:
            by_word.setdefault(word, []).append(entry.iri)
    words = difflib.get_close_matches(wanted, by_word, limit * 2, cutoff=_LIKE) if wanted else []
    return list(dict.fromkeys(iri for word in words for iri in by_word[word]))[:limit]


def _nearness(wanted: str, words: list[str], text: str) -> int:
    if text == wanted:
        return 0
    if text.startswith(wanted):
        return 1
    if f" {wanted}" in text:
        return 2
    starts = text.split()
    return 3 if all(any(start.startswith(word) for start in starts) for word in words) else 4
