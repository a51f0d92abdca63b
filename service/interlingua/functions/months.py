"""Names of months in five languages, whole or cut short, in any capitals, with or without accents."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import Final

_NAMES: Final[dict[str, tuple[str, ...]]] = {
    "en": ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december"),
    "fr": ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre",
           "novembre", "decembre"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre setiembre",
           "octubre", "noviembre", "diciembre"),
    "pt": ("janeiro", "fevereiro", "marco", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro",
           "novembro", "dezembro"),
    # In turn: as in Egypt and the Gulf, in the Levant and Iraq (`_` is a blank), in the Maghreb.
    "ar": ("يناير كانون_الثاني جانفي", "فبراير شباط فيفري", "مارس آذار", "أبريل نيسان أفريل إبريل", "مايو أيار ماي",
           "يونيو حزيران جوان يونيه", "يوليو تموز جويلية يوليه", "أغسطس آب أوت", "سبتمبر أيلول", "أكتوبر تشرين_الأول",
           "نوفمبر تشرين_الثاني", "ديسمبر كانون_الأول"),
}  # fmt: skip
LANGUAGES: Final = tuple(_NAMES)
_SHORTEST: Final = 3


def folded(name: str) -> str:
    """Without capitals, accents, vowel signs and full stops, with single blanks."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    kept = "".join(c for c in parts if not unicodedata.combining(c) and c not in ".\u0640")
    return " ".join(kept.split())


def names_of(languages: Iterable[str], own: str | None = None) -> Callable[[str], int]:
    """What gives the number of a month by its name; 0 where it is none of them.

    `own` are names of the mapping's, with commas between them: those of the 12 or 13 months in their
    order. Of the known languages a name may be cut to three letters or more, where it still is one
    month's only (`juil`, but not `jui`). Raises ValueError for a language that is not known.
    """
    known: dict[str, int] = {}
    if own is not None:
        words = [folded(word) for word in own.split(",")]
        if len(words) not in (12, 13) or "" in words or len(set(words)) != len(words):
            raise ValueError("`months` must be the 12 (or 13) names in their order, with commas between them")
        known = {word: number for number, word in enumerate(words, 1)}
        return lambda name: known.get(folded(name), 0)
    for language in languages:
        if language not in _NAMES:
            raise ValueError(
                f"`language` must be one of {', '.join(LANGUAGES)}, or write the names as `months`"
            )
        for form, number in _forms(_NAMES[language], cut=language != "ar").items():
            if known.setdefault(form, number) != number:
                raise ValueError(f"the name {form!r} is of two months in these languages")
    return lambda name: known.get(folded(name), 0)


def _forms(names: tuple[str, ...], *, cut: bool) -> dict[str, int]:
    """Each form of each name; a cut form that two months share is none."""
    found: dict[str, set[int]] = {}
    for number, written in enumerate(names, 1):
        for name in written.split(" "):
            whole = folded(name.replace("_", " "))
            for size in range(_SHORTEST if cut else len(whole), len(whole) + 1):
                found.setdefault(whole[:size], set()).add(number)
    return {form: numbers.pop() for form, numbers in found.items() if len(numbers) == 1}
