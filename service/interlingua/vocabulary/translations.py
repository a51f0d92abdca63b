"""The state of translations: which English text each one translates, and whether a person reviewed it.

`sp:translation "draft 3f2a91c0 ar es fr pt"`: state, digest of the English label and definition that were
translated, languages. A term has one or more of these; each language but English is named in one of them.
When the English changes, the digest no longer fits, and the translation is stale until somebody looks.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Literal

from interlingua.vocabulary.model import Term

LANGUAGES: Final = ("en", "fr", "es", "pt", "ar")
State = Literal["missing", "stale", "draft", "reviewed"]


@dataclass(frozen=True, slots=True)
class Translation:
    """One language of one term."""

    language: str
    state: State


def english_digest(label: str, definition: str) -> str:
    """Eight hexadecimal digits that stand for an English label and definition."""
    return sha256(f"{label}\n{definition}".encode()).hexdigest()[:8]


def translations(term: Term) -> list[Translation]:
    """The state of each language but English."""
    now = english_digest(term.labels.get("en", ""), term.definitions.get("en", ""))
    states: dict[str, State] = {}
    for text in term.translations:
        state, digest, *languages = text.split()
        for language in languages:
            fresh: State = "reviewed" if state == "reviewed" else "draft"
            states[language] = fresh if digest == now else "stale"
    return [
        Translation(language, states.get(language, "missing") if term.labels.get(language) else "missing")
        for language in LANGUAGES[1:]
    ]
