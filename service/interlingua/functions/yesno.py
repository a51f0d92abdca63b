"""Yes and no in the words of a source, and the words for neither."""

from __future__ import annotations

from typing import Final

from interlingua.functions.digits import plain
from interlingua.functions.faults import ValueFault
from interlingua.functions.months import folded
from interlingua.functions.signature import Bound, Constants

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "en": ("true yes y t on", "false no n f off"),
    "fr": ("true vrai oui o", "false faux non n"),
    "es": ("true verdadero si s", "false falso no n"),
    "pt": ("true verdadeiro sim s", "false falso nao n"),
    "ar": ("true نعم صحيح أجل", "false لا خطأ كلا"),
}
LANGUAGES: Final = tuple(_WORDS)


def _word(text: str) -> str:
    word = plain(text)
    return folded(word[:-2] if word.endswith(".0") else word)


def words(constants: Constants) -> dict[str, bool | None]:
    """What each word means; None is neither. Raises ValueError where one means two things.

    `true`, `false` and `unknown` are the source's own words, and go before all others. Where one of the
    first two is left out, the usual ones hold; `language` brings those of languages, too.
    """
    languages = constants.get("language", ())
    if unknown := [each for each in languages if each not in _WORDS]:
        raise ValueError(f"`language` must be one of {', '.join(LANGUAGES)}, not {unknown[0]!r}")
    said: dict[str, bool | None] = {}
    for name, meaning in (("true", True), ("false", False), ("unknown", None)):
        for written in constants.get(name, ()):
            if said.setdefault(_word(written), meaning) is not meaning:
                raise ValueError(f"{written!r} stands for two of yes, no and unknown")
    usual = {"true": ["true", "1"], "false": ["false", "0"]}
    for language in languages:
        usual["true"] += _WORDS[language][0].split()
        usual["false"] += _WORDS[language][1].split()
    for name, given in usual.items():
        if languages or name not in constants:
            for word in given:
                said.setdefault(_word(word), name == "true")
    return said


def bind_boolean(constants: Constants) -> Bound:
    """Yes or no, as xsd:boolean, by the source's words; nothing for the words of `unknown`.

    Capitals, accents and outer white space do not matter; 1.0 of a spreadsheet is 1.
    """
    said = words(constants)

    def boolean(value: str | None) -> bool | None:
        if value is None:
            return None
        word = _word(value)
        if not word:
            return None
        try:
            return said[word]
        except KeyError:
            raise ValueFault("IL-R002", "The value is none of the words for yes and no.") from None

    return boolean
