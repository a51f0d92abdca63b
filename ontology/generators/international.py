"""The international code lists: written from CLDR's names (through Babel) and from own-words.tsv beside this file.

    python ontology/generators/international.py [--check]

Codes are facts of their standards. Names of countries, currencies and languages are CLDR's, under the Unicode
licence (ontology/codelists/NOTICE); those of occupations, schooling and farming are our own words. The service never
imports this; it needs Babel, a development dependency.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from interlingua.rdf import escape
from interlingua.vocabulary.notations import slug
from interlingua.vocabulary.translations import LANGUAGES, english_digest

HERE: Final = Path(__file__).resolve().parent
LISTS: Final = HERE.parent / "codelists"
CLDR: Final = "https://cldr.unicode.org/"
UNIT: Final = " " * 4

NOT_ISO_3166: Final = frozenset(
    ["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"]
)
"""Regions that CLDR names and ISO 3166-1 does not assign."""
NO_LANGUAGE: Final = frozenset({"mul", "root", "sh", "und", "zxx"})
TENDER_SINCE: Final = date(2010, 1, 1)
"""Records of payments go back some years: a currency that was legal tender after this day is listed."""
TEST_CURRENCY: Final = "XTS"
UNNAMED: Final = {
    ("XCG", "pt"): "florim caribenho",
    ("XCG", "ar"): "غيلدر كاريبي",
    ("ZWG", "fr"): "or zimbabwéen",
    ("ZWG", "es"): "oro zimbabuense",
    ("ZWG", "pt"): "ouro zimbabuano",
    ("ZWG", "ar"): "ذهب زيمبابوي",
    **{("luo", language): "luo" for language in ("fr", "es", "pt")},
    **{("vai", language): "vai" for language in ("es", "pt")},
    **{("kri", language): "krio" for language in ("es", "pt")},
    ("kri", "ar"): "الكريو",
    **{("gur", language): "frafra" for language in ("es", "pt")},
    ("gur", "ar"): "الفرافرا",
    ("mye", "ar"): "الميين",
    ("maf", "ar"): "المافا",
    ("khw", "es"): "khowar",
    ("khw", "pt"): "khowar",
    ("khw", "ar"): "الخوار",
    ("jam", "es"): "criollo jamaicano",
    ("jam", "pt"): "crioulo jamaicano",
    ("jam", "ar"): "الكريولية الجامايكية",
    ("guc", "es"): "wayú",
    ("guc", "pt"): "wayuu",
    ("guc", "ar"): "الوايو",
}
"""Names that CLDR lacks in a language: young currencies, languages of places with programmes. Our words."""
TERMINOLOGY: Final = {
    "ak": "aka", "ar": "ara", "ay": "aym", "az": "aze", "bo": "bod", "cr": "cre", "cs": "ces", "cy": "cym",
    "de": "deu", "dz": "dzo", "el": "ell", "et": "est", "eu": "eus", "fa": "fas", "ff": "ful", "fr": "fra",
    "gn": "grn", "gu": "guj", "hr": "hrv", "hy": "hye", "ik": "ipk", "is": "isl", "iu": "iku", "ka": "kat",
    "kg": "kon", "kr": "kau", "ku": "kur", "kv": "kom", "lv": "lav", "mg": "mlg", "mi": "mri", "mk": "mkd",
    "mn": "mon", "ms": "msa", "my": "mya", "ne": "nep", "nl": "nld", "oj": "oji", "om": "orm", "or": "ori",
    "ps": "pus", "qu": "que", "ro": "ron", "sa": "san", "sc": "srd", "sk": "slk", "sq": "sqi", "sr": "srp",
    "sw": "swa", "tl": "tgl", "tw": "twi", "uz": "uzb", "yi": "yid", "za": "zha", "zh": "zho",
}  # fmt: skip
"""The ISO 639-3 code where CLDR knows several three-letter ones for a two-letter one."""


@dataclass(frozen=True)
class Row:
    """One code."""

    notation: str
    labels: dict[str, str]
    definitions: dict[str, str] = field(default_factory=dict)
    broader: str = ""
    other: str = ""
    """The same code in another form (alpha-3)."""
    order: int | None = None


@dataclass(frozen=True)
class List:
    """One code list: its words, where its codes come from, its codes."""

    name: str
    labels: tuple[str, ...]
    definitions: tuple[str, ...]
    sources: tuple[str, ...]
    rows: tuple[Row, ...]
    direction: tuple[str, ...] = ()


def lists() -> Iterator[List]:
    """Every list that this script writes."""
    yield List(
        "country",
        ("Country", "Pays", "País", "País", "البلد"),
        (
            "Countries and territories, by the two letters of ISO 3166-1; the three letters stand beside.",
            "Pays et territoires, par les deux lettres de l'ISO 3166-1 ; les trois lettres figurent à côté.",
            "Países y territorios, por las dos letras de ISO 3166-1; las tres letras figuran al lado.",
        ),
        ("https://www.iso.org/iso-3166-country-codes.html", CLDR),
        tuple(countries()),
    )
    yield List(
        "currency",
        ("Currency", "Monnaie", "Moneda", "Moeda", "العملة"),
        (
            "Currencies that are or were money since 2010, by the letters of ISO 4217, and its code for tests.",
            "Monnaies ayant cours ou ayant eu cours depuis 2010, par les lettres de l'ISO 4217, et son code d'essai.",
            "Monedas que tienen o tuvieron curso desde 2010, por las letras de ISO 4217, y su código de prueba.",
        ),
        ("https://www.iso.org/iso-4217-currency-codes.html", CLDR),
        tuple(currencies()),
    )
    yield List(
        "language",
        ("Language", "Langue", "Idioma", "Língua", "اللغة"),
        (
            "Languages, by the two letters of ISO 639-1, else the three of ISO 639-3.",
            "Langues, par les deux lettres de l'ISO 639-1, sinon les trois de l'ISO 639-3.",
            "Idiomas, por las dos letras de ISO 639-1, o si no las tres de ISO 639-3.",
        ),
        ("https://www.iso.org/iso-639-language-code", CLDR),
        tuple(languages()),
    )
    yield List(
        "occupation",
        (
            "Occupation group",
            "Groupe de professions",
            "Grupo de ocupaciones",
            "Grupo de profissões",
            "مجموعة المهن",
        ),
        (
            "The ten major groups of occupations of ISCO-08, in our own words.",
            "Les dix grands groupes de professions de la CITP-08, dans nos propres mots.",
            "Los diez grandes grupos de ocupaciones de la CIUO-08, en nuestras propias palabras.",
        ),
        ("https://isco.ilo.org/",),
        tuple(own_words("occupation")),
    )
    yield List(
        "education-level",
        (
            "Level of education",
            "Niveau d'études",
            "Nivel educativo",
            "Nível de instrução",
            "المستوى التعليمي",
        ),
        (
            "The highest level of schooling completed, by the levels of ISCED 2011, in our own words.",
            "Le plus haut niveau d'études achevé, selon les niveaux de la CITE 2011, dans nos propres mots.",
            "El nivel de estudios más alto terminado, según los niveles de la CINE 2011, en nuestras propias palabras.",
        ),
        ("https://isced.uis.unesco.org/",),
        tuple(own_words("education-level", ordered=True)),
        (
            "From the least to the most schooling.",
            "De la scolarité la plus courte à la plus longue.",
            "De la escolaridad más corta a la más larga.",
        ),
    )
    yield List(
        "farm-activity",
        (
            "Farm activity",
            "Activité agricole",
            "Actividad agropecuaria",
            "Atividade agrícola",
            "النشاط الزراعي",
        ),
        (
            "Work of farms, forests and fisheries: groups and classes of ISIC Rev.4 under their notations, in our own words, "
            "and some codes of our own below them, which are words.",
            "Travaux des fermes, des forêts et de la pêche : groupes et classes de la CITI Rév.4 sous leurs notations, dans nos "
            "propres mots, et quelques codes à nous plus précis, qui sont des mots.",
            "Trabajos de fincas, bosques y pesca: grupos y clases de la CIIU Rev.4 con sus notaciones, en nuestras propias "
            "palabras, y algunos códigos nuestros más precisos, que son palabras.",
        ),
        ("https://unstats.un.org/unsd/classifications/Econ/isic",),
        tuple(own_words("farm-activity")),
    )


# -- where the codes come from -------------------------------------------------------------------


@cache
def _locales() -> dict[str, Any]:
    from babel import Locale

    return {language: Locale(language) for language in LANGUAGES}


def _global(name: str) -> dict[str, Any]:
    from babel.core import get_global

    return dict(get_global(name))  # type: ignore[arg-type]


def _names(table: str, code: str) -> dict[str, str]:
    found = {
        language: getattr(locale, table).get(code) or UNNAMED.get((code, language))
        for language, locale in _locales().items()
    }
    missing = [language for language, name in found.items() if not name]
    if missing:
        raise LookupError(f"{code} of {table} has no name in {', '.join(missing)}: add it to UNNAMED")
    return {language: str(name) for language, name in found.items()}


def countries() -> Iterator[Row]:
    """ISO 3166-1, with the three-letter codes."""
    three = {
        code: name
        for name, codes in _global("territory_aliases").items()
        if len(name) == 3 and name.isalpha() and len(codes) == 1
        for code in codes
        if name not in {"BUR", "ZAR", "DDR", "FXX", "TMP", "YMD"}  # of states that are no more
    }
    for code in sorted(_locales()["en"].territories):
        if len(code) == 2 and code not in NOT_ISO_3166:
            yield Row(code, _names("territories", code), other=three[code])


def currencies() -> Iterator[Row]:
    """ISO 4217: legal tender at some time since TENDER_SINCE, and the code for tests."""
    found = {
        code
        for periods in _global("territory_currencies").values()
        for code, _start, end, tender in periods
        if tender and (end is None or date(*end) >= TENDER_SINCE)
    }
    for code in sorted(found | {TEST_CURRENCY}):
        yield Row(code, _names("currencies", code))


def languages() -> Iterator[Row]:
    """ISO 639, as far as CLDR names a language in all five of ours."""
    three: dict[str, set[str]] = {}
    for name, code in _global("language_aliases").items():
        if len(name) == 3 and len(code) == 2:
            three.setdefault(code, set()).add(name)
    for code in sorted(_locales()["en"].languages):
        if "_" in code or code in NO_LANGUAGE:
            continue
        if all(code in locale.languages or (code, name) in UNNAMED for name, locale in _locales().items()):
            known = {TERMINOLOGY[code]} if code in TERMINOLOGY else three.get(code, set())
            if len(known) > 1:
                raise LookupError(f"{code} has several three-letter codes: choose one in TERMINOLOGY")
            yield Row(code, _names("languages", code), other=next(iter(known), ""))


def own_words(name: str, *, ordered: bool = False) -> Iterator[Row]:
    """The rows of own-words.tsv for one list, in its order."""
    with (HERE / "own-words.tsv").open(encoding="utf-8", newline="") as file:
        rows = [
            row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row["list"] == name
        ]
    for number, row in enumerate(rows, 1):
        yield Row(
            row["notation"],
            {language: row[language] for language in LANGUAGES},
            {lang: text for lang in LANGUAGES[:3] if (text := row[f"definition_{lang}"])},
            broader=row["broader"],
            order=number if ordered else None,
        )


# -- Turtle --------------------------------------------------------------------------------------


def turtle(one: List) -> str:
    """The file of a list, laid out as the others are."""
    home = f"https://w3id.org/social-protection/code/{one.name}/"
    prefixes = {
        "code": "https://w3id.org/social-protection/code/",
        "dcterms": "http://purl.org/dc/terms/",
        "maturity": "https://w3id.org/social-protection/code/maturity/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "sp": "https://w3id.org/social-protection/",
        one.name: home,
    }
    made = f"# Generated by ontology/generators/international.py{_version(one)}; do not edit.\n"
    head = "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(prefixes))
    return "\n".join([made + head, _scheme(one), *(_code(one, row) for row in one.rows)])


def _version(one: List) -> str:
    if CLDR not in one.sources:
        return ""
    from babel import __version__

    return f" with Babel {__version__}"


def _scheme(one: List) -> str:
    labels = dict(zip(LANGUAGES, one.labels, strict=True))
    definitions = dict(zip(LANGUAGES[:3], one.definitions, strict=True))
    tops = [f"{one.name}:{slug(row.notation)}" for row in one.rows if not row.broader]
    parts = [
        "a skos:ConceptScheme",
        _texts("skos:prefLabel", labels),
        _texts("skos:definition", definitions),
        "dcterms:license <https://creativecommons.org/licenses/by/4.0/>",
        "dcterms:source " + " , ".join(f"<{source}>" for source in one.sources),
    ]
    if CLDR in one.sources:
        parts.append(
            'dcterms:rights "Names: CLDR, Unicode licence v3; see the file NOTICE beside this list."@en'
        )
    parts.append(f"skos:hasTopConcept {_wrapped(tops)}")
    if one.direction:
        parts.append(_texts("sp:orderDirection", dict(zip(LANGUAGES, one.direction, strict=False))))
    parts += [
        *_status(labels["en"], definitions["en"]),
        "rdfs:isDefinedBy <https://w3id.org/social-protection/>",
    ]
    return _block(f"code:{one.name}", parts)


def _code(one: List, row: Row) -> str:
    parts = ["a skos:Concept", _texts("skos:prefLabel", row.labels)]
    if row.definitions:
        parts.append(_texts("skos:definition", row.definitions))
    parts.append(f'skos:notation "{escape(row.notation)}"')
    if row.other:
        parts.append(f'dcterms:identifier "{row.other}"')
    parts.append(f"skos:inScheme code:{one.name}")
    parts.append(
        f"skos:broader {one.name}:{slug(row.broader)}"
        if row.broader
        else f"skos:topConceptOf code:{one.name}"
    )
    if row.order is not None:
        parts.append(f"sp:order {row.order}")
    parts += [*_status(row.labels["en"], row.definitions.get("en", "")), f"rdfs:isDefinedBy code:{one.name}"]
    return _block(f"{one.name}:{slug(row.notation)}", parts)


def _status(label: str, definition: str) -> list[str]:
    digest = english_digest(label, definition)
    return ["sp:maturity maturity:draft", f'sp:translation "draft {digest} ar es fr pt"']


def _wrapped(names: list[str]) -> str:
    joint = " ,\n" + " " * 23
    return joint.join(" , ".join(names[n : n + 6]) for n in range(0, len(names), 6))


def _texts(predicate: str, texts: dict[str, str]) -> str:
    joint = " ,\n" + UNIT + " " * (len(predicate) + 1)
    return f"{predicate} " + joint.join(f'"{escape(text)}"@{language}' for language, text in texts.items())


def _block(subject: str, parts: Iterable[str]) -> str:
    return f"{subject} " + f" ;\n{UNIT}".join(parts) + " .\n"


# -- the command ---------------------------------------------------------------------------------


def main(arguments: list[str]) -> int:
    """Write the lists, or say which file is not current."""
    stale = []
    for one in lists():
        file, text = LISTS / f"{one.name}.ttl", turtle(one)
        if file.is_file() and file.read_text(encoding="utf-8") == text:
            continue
        stale.append(file.name)
        if "--check" not in arguments:
            file.write_text(text, encoding="utf-8")
    if stale:
        sys.stderr.write(f"{'not current' if '--check' in arguments else 'written'}: {', '.join(stale)}\n")
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
