"""Group T: IRIs, prefixes, types. What SPARQL cannot say."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from interlingua.editorial.lint.builtins import LINKS, NAMES_A_TERM, WORDS
from interlingua.editorial.lint.files import BASE, UNDECLARED
from interlingua.editorial.lint.model import Finding
from interlingua.editorial.lint.project import CLASSES, MERGED, PROPERTIES, WELL_KNOWN, Project
from interlingua.editorial.lint.registry import rule
from interlingua.rdf import shorten
from interlingua.rdf.namespaces import OWL, RDF, RDFS, SKOS

RESERVED: Final = frozenset(("code", "shape", "module", "source", "schema", "context", "context.jsonld"))
LONGEST: Final = 160
_ENDING: Final = re.compile(r"\.(?:ttl|nt|owl|rdf|xml|json|jsonld|html?|csv|txt|trig)$", re.IGNORECASE)
_TYPE: Final = NamedNode(RDF + "type")
_ALIKE: Final = {space.rpartition("/")[2]: known for space, known in WORDS.items()}
"""The end of a standard's namespace (`rdf-schema#`) to its words."""
_IS_NO_TERM: Final = frozenset((OWL + "versionIRI", OWL + "priorVersion", RDFS + "seeAlso"))


@rule("T01")
def iri_pattern(project: Project) -> Iterator[Finding]:
    """IRIs of terms that will not last."""
    concepts = set(project.terms("Concept"))
    for iri in project.shown_terms():
        fault = _iri_fault(iri, is_code=iri in concepts, house=project.house)
        if fault is not None:
            yield Finding(f"The IRI <{iri}> {fault}.", focus=iri)


def _iri_fault(iri: str, *, is_code: bool, house: bool) -> str | None:
    name = re.split(r"[/#]", iri)[-1]
    if not iri.startswith(("http://", "https://")):
        return "begins with neither http nor https, so it cannot be looked up"
    if len(iri) > LONGEST:
        return f"is longer than {LONGEST} characters"
    if re.search(r"[^A-Za-z0-9/:#._~%+-]", iri) or "%" in name:
        return "has characters that must be escaped"
    if is_code:
        return None if re.fullmatch(r"[A-Za-z0-9][\w.-]*", name) else "does not end in a plain code"
    if _ENDING.search(name):
        return "ends like the name of a file"
    if "." in name:
        return "has a dot in its name"
    if not name:
        return "has no name after the namespace"
    return "uses a word that is reserved for addresses of ours" if house and name in RESERVED else None


@rule("T02")
def undeclared_prefix(project: Project) -> Iterator[Finding]:
    """Nothing more: reading the files has found them (`SourceFile.read`)."""
    del project
    return iter(())


@rule("T03")
def foreign_namespace(project: Project) -> Iterator[Finding]:
    """Statements about terms of somebody else, other than a bare declaration."""
    kinds = {NamedNode(iri) for iri in (*CLASSES, *PROPERTIES, SKOS + "Concept", SKOS + "ConceptScheme")}
    seen: set[tuple[str, str]] = set()
    for file in project.shown_of_kind(*MERGED):
        typed = {q.subject for q in file.quads if q.predicate == _TYPE and q.object in kinds}
        for quad in file.quads:
            subject = quad.subject
            if not isinstance(subject, NamedNode) or quad.predicate == _TYPE:
                continue
            iri = subject.value
            ours = project.own(iri) or iri.startswith((UNDECLARED, BASE))
            if ours or (subject not in typed and not iri.startswith(WELL_KNOWN)) or (iri, file.name) in seen:
                continue
            if project.has_type(iri, OWL + "Ontology"):
                continue
            seen.add((iri, file.name))
            yield Finding(
                f"It says something about `{shorten(iri)}`, which is not ours.", focus=iri, file=file.name
            )


@rule("T05")
def undefined(project: Project) -> Iterator[Finding]:
    """Uses of terms that nobody defined, and subjects without a type."""
    known = _Known(project)
    for file in project.shown_of_kind(*MERGED, "example"):
        seen: set[str] = set()
        for quad in file.quads:
            for iri, as_subject in known.uses(quad, merged=file.kind in MERGED):
                if iri in seen or known.has(iri):
                    continue
                seen.add(iri)
                what = "has no type" if as_subject else "is used and not defined"
                yield Finding(f"`{shorten(iri)}` {what}.", focus=iri, file=file.name,
                              line=file.positions.mentions.get(iri))  # fmt: skip


class _Known:
    """What is defined, and what counts as a use."""

    def __init__(self, project: Project) -> None:
        self.project = project
        quads = project.store.quads_for_pattern(None, _TYPE, None, DefaultGraph())
        self.typed = {q.subject.value for q in quads if isinstance(q.subject, NamedNode)}
        self.versions = {
            quad.object.value
            for name in _IS_NO_TERM
            for quad in project.store.quads_for_pattern(None, NamedNode(name), None, DefaultGraph())
            if isinstance(quad.object, NamedNode)
        }
        self.hidden = {s for f in project.files.values() if f.broken for s in f.positions.subjects}
        """What the unread part of a broken file seems to define."""

    def has(self, iri: str) -> bool:
        return (
            iri in self.typed
            or iri in self.hidden
            or iri in self.versions
            or iri in self.project.namespaces
            or iri.startswith((UNDECLARED, BASE, *WELL_KNOWN))
            or "/source/" in iri
        )

    def uses(self, quad: Quad, *, merged: bool) -> Iterator[tuple[str, bool]]:
        project, predicate = self.project, quad.predicate.value
        if isinstance(quad.subject, NamedNode) and merged and self._ours(quad.subject.value):
            yield quad.subject.value, True
        if self._ours(predicate) or (not project.namespaces and not predicate.startswith(WELL_KNOWN)):
            yield predicate, False
        if isinstance(quad.object, NamedNode):
            names_a_term = merged and predicate in NAMES_A_TERM and not project.house
            if self._ours(quad.object.value) or (names_a_term and project.own(quad.object.value)):
                yield quad.object.value, False

    def _ours(self, iri: str) -> bool:
        return bool(self.project.namespaces) and iri.startswith(self.project.namespaces)


@rule("T07")
def built_in_words(project: Project) -> Iterator[Finding]:
    """Words that their standard does not have, links that are texts, domains of what is no property."""
    for file in project.shown_of_kind(*MERGED):
        seen: set[tuple[str, str]] = set()
        no_property = {
            q.subject
            for q in file.quads
            if q.predicate == _TYPE and q.object in (NamedNode(RDFS + "Datatype"), NamedNode(RDFS + "Class"))
        }
        for quad in file.quads:
            for subject, text in _misuses(quad, no_property):
                if (subject, text) not in seen:
                    seen.add((subject, text))
                    owner = project.named_owner(quad.subject)
                    yield Finding(
                        text, focus=owner, predicate=quad.predicate.value, value=quad.object, file=file.name
                    )


def _misuses(quad: Quad, no_property: Collection[object]) -> Iterator[tuple[str, str]]:
    value, predicate = quad.object, quad.predicate.value
    named = value.value if isinstance(value, NamedNode) else None
    datatype = value.datatype.value if isinstance(value, Literal) else None
    for iri in (predicate, named, datatype):
        fault = _unknown_word(iri) if iri is not None else None
        if fault is not None:
            yield "", fault
    if datatype is not None and predicate in LINKS:
        yield str(quad.subject), f"The value of `{shorten(predicate)}` is a text, so it links to nothing."
    if predicate in (RDFS + "domain", RDFS + "range") and quad.subject in no_property:
        yield str(quad.subject), f"`{shorten(predicate)}` is said of what is declared a datatype or class."


@lru_cache(maxsize=4096)
def _unknown_word(iri: str) -> str | None:
    space, name = _split(iri)
    words = WORDS.get(space)
    if words is None:
        if name in _ALIKE.get(space.rpartition("/")[2] or space, ()):
            return f"<{iri}> looks like a word of a standard, and its namespace is another."
    elif name not in words and not re.fullmatch(r"_\d+", name):
        return f"`{shorten(iri)}` is not a word of its standard."
    return None


def _split(iri: str) -> tuple[str, str]:
    at = max(iri.rfind("#"), iri.rfind("/")) + 1
    return iri[:at], iri[at:]


@rule("T10")
def orphan(project: Project) -> Iterator[Finding]:
    """Classes and properties that nothing uses."""
    used: set[str] = set()
    for file in project.files.values():
        for quad in file.quads:
            used.add(quad.predicate.value)
            if isinstance(quad.object, NamedNode):
                used.add(quad.object.value)
    for file in project.of_kind("question", "mapping"):
        used |= {p + local for p, local in _names_in_text(file.text, project)}
    for iri in sorted({*project.terms("Class"), *project.terms("Property")} - used):
        yield Finding(f"Nothing uses `{shorten(iri)}`.", focus=iri)


def _names_in_text(text: str, project: Project) -> Iterator[tuple[str, str]]:
    """Names such as `sp:Person` in YARRRML and SPARQL, under the prefixes that the text gives or that all know."""
    prefixes = dict(re.findall(r"([A-Za-z][\w-]*):\s*[\"'<]?(https?://[^\s\"'>]+)", text))
    for prefix, local in set(re.findall(r"([A-Za-z][\w-]*):([A-Za-z][\w.-]*\b)", text)):
        space = prefixes.get(prefix) or ("https://w3id.org/social-protection/" if prefix == "sp" else None)
        if space is not None and project.own(space + local):
            yield space, local


@rule("T11")
def defined_twice(project: Project) -> Iterator[Finding]:
    """Terms with two definitions: in two files, or in two blocks of one."""
    terms, homes = set(project.terms()), _homes(project)
    for iri, names in homes.items():
        for name in names[1:] if iri in terms else ():
            yield Finding(f"It is also defined in {project.brief(names[0])}.", focus=iri, file=name)
    for file in project.shown_of_kind(*MERGED):
        for iri in sorted(_typed_apart(file.quads) & terms):
            for line in file.positions.typed.get(iri, ())[1:]:
                yield Finding("It is defined twice in this file.", focus=iri, file=file.name, line=line)


def _typed_apart(quads: list[Quad]) -> set[str]:
    """Subjects that get a type, then something else is said, then a type again: in the order of the document."""
    found: set[str] = set()
    typed: set[str] = set()
    before: str | None = None
    for subject, predicate, _value, _graph in quads:
        if not isinstance(subject, NamedNode):
            continue
        if predicate != _TYPE:
            before = None
        elif subject.value != before:
            before = subject.value
            (found if before in typed else typed).add(before)
    return found


def _homes(project: Project) -> dict[str, list[str]]:
    """Terms to the files that type them and say what they are."""
    tells = {RDFS + "label", RDFS + "comment", SKOS + "prefLabel", SKOS + "definition"}
    found: dict[str, list[str]] = defaultdict(list)
    for file in project.of_kind(*MERGED):
        told: dict[str, set[bool]] = defaultdict(set)
        for subject, predicate, _value, _graph in file.quads:
            if predicate == _TYPE:
                told[subject.value].add(True)
            elif predicate.value in tells:
                told[subject.value].add(False)
        for iri, both in told.items():
            if len(both) == 2:
                found[iri].append(file.name)
    return found
