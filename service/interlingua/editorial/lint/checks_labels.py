"""Groups L and D: texts for people. What SPARQL cannot say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode

from interlingua.editorial.lint.builtins import words
from interlingua.editorial.lint.model import Finding
from interlingua.editorial.lint.project import MERGED, Project
from interlingua.editorial.lint.registry import rule
from interlingua.rdf.namespaces import DCTERMS, RDFS, SH, SKOS, SP, XSD
from interlingua.vocabulary.translations import LANGUAGES, english_digest

LABELS: Final = (RDFS + "label", SKOS + "prefLabel")
TEXTS: Final = frozenset(
    (
        *LABELS,
        *(SKOS + name for name in ("altLabel", "definition", "scopeNote", "changeNote")),
        *(DCTERMS + name for name in ("title", "description", "abstract")),
        *(SH + name for name in ("message", "name", "description")),
        RDFS + "comment",
    )
)
"""Predicates whose values are for people."""
DEFINED_IN: Final = ("en", "fr", "es")
_TAG: Final = re.compile(
    r"([a-z]{2,3})(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(-(?:[a-z]{2}|\d{3}))?(?:-[a-z0-9]{5,8}|-\d[a-z0-9]{3})*",
    re.IGNORECASE,
)
_TWO_LETTERS: Final = words(
    """aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
    en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja
    jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd
    ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss
    st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"""
)
_SCRIPTS: Final = {
    **dict.fromkeys(("ar", "fa", "ur", "ps"), "ARABIC"),
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk"), "CYRILLIC"),
    **dict.fromkeys(("hi", "mr", "ne", "sa"), "DEVANAGARI"),
    **dict.fromkeys(("am", "ti"), "ETHIOPIC"),
    "bn": "BENGALI", "el": "GREEK", "he": "HEBREW", "hy": "ARMENIAN", "ka": "GEORGIAN", "km": "KHMER",
    "ko": "HANGUL", "lo": "LAO", "my": "MYANMAR", "si": "SINHALA", "ta": "TAMIL", "te": "TELUGU", "th": "THAI",
    "zh": "CJK", "ja": ("CJK", "HIRAGANA", "KATAKANA"),
    **dict.fromkeys(("en", "fr", "es", "pt", "de", "it", "nl", "sw", "id", "vi"), "LATIN"),
}  # fmt: skip
_JARGON: Final = re.compile(
    r"\b(utili[sz]e[ds]?|utili[sz]ation|pursuant|herein|thereof|therein|aforementioned|leverag\w+|modalit(?:y|ies)|"
    r"paradigm|instantiat\w+|metadata|payload|endpoint|datatype|string|boolean|enum\w*|foreign key|node|triple|"
    r"subclass|ontology|instance of|entity|entities|granular\w*|operationali[sz]\w+|inter alia|i\.e\.|e\.g\.)\b",
    re.IGNORECASE,
)
_CAPITALS: Final = re.compile(r"\b[A-Z][A-Z0-9]{2,}\b")
_EXPLAINED: Final = words(
    "ISO ILO ISCO ISCED ISIC WHO GPS IBAN BIC SMS IRI SPARQL USD UCUM WKT ICF UNICEF HIV AIDS"
)


def _texts(project: Project) -> Iterator[tuple[str, str | None, str, Literal]]:
    """File, named owner, predicate and text of every statement for people."""
    for file in project.shown_of_kind(*MERGED):
        for quad in file.quads:
            if quad.predicate.value in TEXTS and isinstance(quad.object, Literal):
                owner = (
                    quad.subject.value
                    if isinstance(quad.subject, NamedNode)
                    else project.named_owner(quad.subject)
                )
                yield file.name, owner, quad.predicate.value, quad.object


@rule("L05")
def language_tag(project: Project) -> Iterator[Finding]:
    """Texts without a language, or with one that is none."""
    for file, owner, predicate, text in _texts(project):
        fault = _tag_fault(text, house=project.house)
        if fault is not None:
            short = text.value if len(text.value) <= 40 else text.value[:39] + "…"
            yield Finding(f'"{short}" {fault}.', focus=owner, predicate=predicate, value=text, file=file)


def _tag_fault(text: Literal, *, house: bool) -> str | None:
    if text.language is None:
        return "has no language" if text.datatype.value == XSD + "string" else "is no text in a language"
    match = _TAG.fullmatch(text.language)
    if match is None or (len(match[1]) == 2 and match[1].lower() not in _TWO_LETTERS):
        return f"has the language tag {text.language!r}, which is none"
    if house and match[2]:
        return f"has a region in its language tag {text.language!r}"
    return None


@rule("L06")
def languages_complete(project: Project) -> Iterator[Finding]:
    """Terms that lack a language of the vocabulary."""
    if not project.languages:
        return
    outside = {
        row["scheme"].value
        for row in project.select("SELECT ?scheme { ?scheme a skos:ConceptScheme ; dcterms:source ?s }")
    }
    for iri in project.shown_terms():
        labels = _languages(project, iri, *LABELS)
        if labels and (missing := [name for name in project.languages if name not in labels]):
            yield Finding(f"It has no label in {', '.join(missing)}.", focus=iri)
        definitions = _languages(project, iri, SKOS + "definition")
        wanted = [name for name in DEFINED_IN if name in project.languages]
        if not definitions or outside & set(project.iris(iri, SKOS + "inScheme")):
            continue
        if missing := [name for name in wanted if name not in definitions]:
            yield Finding(f"It has no definition in {', '.join(missing)}.", focus=iri)


def _languages(project: Project, iri: str, *predicates: str) -> set[str]:
    return {v.language or "" for p in predicates for v in project.values(iri, p) if isinstance(v, Literal)}


def _english(project: Project, iri: str, *predicates: str) -> str:
    found = (
        v.value for p in predicates for v in project.values(iri, p) if getattr(v, "language", None) == "en"
    )
    return next(found, "")


@rule("L07")
def stale_translation(project: Project) -> Iterator[Finding]:
    """Translations of another English, and languages that none of the statements names."""
    predicate = SP + "translation"
    for iri in project.shown_terms():
        labels = _languages(project, iri, *LABELS) - {"en", ""}
        now = english_digest(_english(project, iri, *LABELS), _english(project, iri, SKOS + "definition"))
        named: set[str] = set()
        for value in project.values(iri, predicate):
            state, digest, *languages = [*str(value.value).split(), "", ""]
            named.update(languages)
            if state not in ("draft", "reviewed") or not digest:
                text = f"`sp:translation` is not `draft|reviewed {now} LANGUAGE...`."
                yield Finding(text, focus=iri, predicate=predicate, value=value)
            elif digest != now:
                languages = [name for name in languages if name]
                text = f"The English has changed since it was translated to {', '.join(languages)}: its digest is {now}."
                yield Finding(text, focus=iri, predicate=predicate, value=value)
        if unnamed := sorted(name for name in labels - named if name in LANGUAGES):
            yield Finding(
                f"`sp:translation` does not name {', '.join(unnamed)}; the digest is {now}.", focus=iri
            )


@cache
def _script(letter: str) -> str:
    return re.split(r"[ -]", unicodedata.name(letter, ""))[0]


@rule("L11")
def script(project: Project) -> Iterator[Finding]:
    """Texts in another script than their language has."""
    for file, owner, predicate, text in _texts(project):
        tag = (text.language or "").lower()
        wanted = _SCRIPTS.get(tag)  # a tag with a script or region of its own is left alone
        if wanted is None:
            continue
        scripts = {_script(c) for c in set(text.value) if c.isalpha()}
        fits = bool(scripts & set((wanted,) if isinstance(wanted, str) else wanted))
        alien = (
            scripts - {"LATIN", "MODIFIER", "MICRO", "FEMININE", "MASCULINE", "GREEK"}
            if wanted == "LATIN"
            else set()
        )
        if scripts and (not fits or alien):
            message = f'"{text.value}" is not in the script of the language {tag}.'
            yield Finding(message, focus=owner, predicate=predicate, value=text, file=file)


@rule("D05")
def plain_words(project: Project) -> Iterator[Finding]:
    """Jargon and unexplained capitals in English definitions."""
    predicate = SKOS + "definition"
    for iri in project.shown_terms():
        for value in project.values(iri, predicate):
            if getattr(value, "language", None) != "en":
                continue
            found = [m[0] for m in _JARGON.finditer(value.value)]
            found += [m[0] for m in _CAPITALS.finditer(value.value) if m[0] not in _EXPLAINED]
            if found:
                text = f"Its definition uses {', '.join(dict.fromkeys(found))}."
                yield Finding(text, focus=iri, predicate=predicate, value=value)
