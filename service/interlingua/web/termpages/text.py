"""The reader's language: choosing it, the words of the pages in it, texts of the vocabulary in it or in English."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from interlingua.sparql.negotiate import parse_accept
from interlingua.vocabulary.translations import LANGUAGES

NAMES: Final = {"en": "English", "fr": "Français", "es": "Español", "pt": "Português", "ar": "العربية"}
"""What each language calls itself."""
_RIGHT_TO_LEFT: Final = frozenset({"ar"})


@dataclass(frozen=True, slots=True)
class Text:
    """A text, and its language where it is not that of the page. `literal`: a name or code, left to right."""

    text: str
    language: str | None = None
    literal: bool = False

    @property
    def direction(self) -> str | None:
        """Of a text that is not in the page's language."""
        return None if self.language is None else direction(self.language)


def direction(language: str) -> str:
    """`rtl` or `ltr`."""
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


def choose_language(asked: str | None, accept: str | None) -> str:
    """What the address asks for, else what the browser accepts, else English."""
    if asked in LANGUAGES:
        return asked
    ranges = sorted(parse_accept((accept or "")[:1000]), key=lambda item: -item[1])
    for name, quality in ranges:
        primary = name.partition("-")[0]
        if quality > 0 and primary in LANGUAGES:
            return primary
    return "en"


def pick(texts: Mapping[str, str], language: str) -> Text | None:
    """The text in that language, else in English, else in any."""
    for wanted in (language, "en", "", *texts):
        if texts.get(wanted):
            return Text(texts[wanted], None if wanted in (language, "") else wanted)
    return None


@dataclass(frozen=True, slots=True)
class Words:
    """The words of the pages in one language: `words("module")`, `words("more", number=3)`."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """KeyError for a key that the catalogue lacks: a test looks for such."""
        return catalogue()[key][self.language].format(**values)


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Key to language to words."""
    with Path(__file__).with_name("words.toml").open("rb") as file:
        found: dict[str, dict[str, str]] = tomllib.load(file)
    return found


def joined(texts: Iterable[str]) -> str:
    """A list in a sentence that no grammar hangs on."""
    return " · ".join(texts)
