"""Group V: what was deprecated, what is not there, and whoever still uses it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from interlingua.editorial.lint.files import SourceFile
from interlingua.editorial.lint.model import Finding
from interlingua.editorial.lint.naming import did_you_mean, short
from interlingua.editorial.lint.project import MERGED, Project
from interlingua.editorial.lint.registry import rule
from interlingua.errors import InterlinguaError, Place, VocabularyError
from interlingua.rdf.namespaces import DCTERMS, OWL, PREFIXES, RDF, SKOS, SP
from interlingua.vocabulary.rewriting import NONE, fault

_NAMES: Final = re.compile(
    r"<([^<>\s\"{}|^`\\]+)>|(?<![\w?$<@:/#])([A-Za-z][\w-]*|):([\w][\w.-]*(?:/[\w.-]+)*|)"
)
_NO_NAMES: Final = re.compile(r"\"\"\"(?:.|\n)*?\"\"\"|\"(?:[^\"\\\n]|\\.)*\"|(?<![<\w/])#[^\n]*")
_ABOUT: Final = frozenset((
    DCTERMS + "replaces", OWL + "annotatedSource", OWL + "annotatedTarget", OWL + "members",
    SKOS + "hasTopConcept", SKOS + "member",
))  # fmt: skip
"""Statements whose object is spoken of and not used."""
_UNDECLARED: Final = ("IL-M008", "IL-M009")


@rule("V02")
def deprecated_in_use(project: Project) -> Iterator[Finding]:
    """A deprecated term as class, predicate or object in our files, or named by a mapping or question."""
    gone = _deprecated(project)
    if not gone:
        return
    for file in project.of_kind(*MERGED):
        for quad in file.quads:
            subject = quad.subject.value if isinstance(quad.subject, NamedNode) else None
            if subject in gone:
                continue
            if quad.predicate.value in gone:
                yield _in_use(quad.predicate.value, gone, file, subject, quad.predicate.value, quad.object)
            thing = _used(quad, file)
            if thing in gone:
                owner = subject or project.named_owner(quad.subject)
                yield _in_use(thing, gone, file, owner, quad.predicate.value, quad.object)
    for file in project.of_kind("question", "mapping"):
        for line, iri in names(file):
            if iri in gone:
                yield _in_use(iri, gone, file, line=line)


def _deprecated(project: Project) -> dict[str, str | None]:
    rows = project.select(
        "SELECT ?term ?next WHERE { ?term owl:deprecated true . OPTIONAL { ?term dcterms:isReplacedBy ?next } }"
    )
    return {row["term"].value: row["next"].value if row["next"] else None for row in rows}


def _used(quad: Quad, file: SourceFile) -> str | None:
    """The IRI that a statement uses as its object; None where it only speaks of it."""
    spoken_of = quad.predicate.value in _ABOUT or (
        quad.predicate.value == RDF + "first" and file.kind == "header"
    )
    return quad.object.value if isinstance(quad.object, NamedNode) and not spoken_of else None


def _in_use(
    iri: str, gone: Mapping[str, str | None], file: SourceFile,
    focus: str | None = None, predicate: str | None = None, value: object = None, line: int | None = None,
) -> Finding:  # fmt: skip
    successor = gone[iri]
    fix = f"Use {short(successor)}." if successor else "Nothing takes its place: leave it out."
    return Finding(
        f"The deprecated {short(iri)} is used here.",
        focus=focus or iri, predicate=predicate, value=value, file=file.name, line=line, fix=fix,
    )  # fmt: skip


@rule("V03")
def undeclared_in_use(project: Project) -> Iterator[Finding]:
    """Mappings by the check that mappings have; questions by the names in their text."""
    known = _declared(project)
    homes = project.namespaces
    if not homes:
        return
    for file in project.shown_of_kind("question"):
        for line, iri in names(file):
            if iri.startswith(homes) and not _is_known(iri, known, homes):
                yield _unknown(iri, known, file.name, line)
    yield from _in_mappings(project)


def _in_mappings(project: Project) -> Iterator[Finding]:
    """Terms, codes and code tables, by the check that mappings have; a mapping that cannot be read."""
    files = list(project.shown_of_kind("mapping"))
    if project.root is None or not files:
        return
    from interlingua.rml import load_mapping
    from interlingua.shacl import mapping_findings
    from interlingua.vocabulary import build

    quads = (quad for file in project.of_kind("header", "module", "codelist") for quad in file.quads)
    try:
        vocabulary = build(Triple(q.subject, q.predicate, q.object) for q in quads)
    except VocabularyError:
        return  # other rules say what is wrong with it
    for file in files:
        path = project.root / file.name
        try:
            found = [
                one for one in mapping_findings(load_mapping(path), vocabulary) if one.code in _UNDECLARED
            ]
        except InterlinguaError as error:
            found = [error.diagnostic()]
        for one in found:
            if one.severity == "violation":
                place = one.place or Place()
                where = path.parent / (place.file or path)
                inside = where.is_relative_to(project.root)
                name = where.relative_to(project.root).as_posix() if inside else file.name
                yield Finding(one.message, file=name, line=place.line or 1, fix=one.hint)


def _declared(project: Project) -> set[str]:
    known = {*project.terms("Term"), *project.terms("Header"), *project.terms("Shape")}
    versions = (project.iris(header, OWL + "versionIRI") for header in project.terms("Header"))
    return known.union(*versions)


def _is_known(iri: str, known: set[str], homes: Iterable[str]) -> bool:
    """Namespaces, and what lies under `source/`, are no terms."""
    return iri in known or iri.endswith(("/", "#")) or any(iri.startswith(home + "source/") for home in homes)


def _unknown(iri: str, known: Iterable[str], file: str, line: int) -> Finding:
    return Finding(
        f"{short(iri)} is not declared.", focus=iri, file=file, line=line, fix=did_you_mean(iri, known)
    )


@rule("V04")
def rewrite(project: Project) -> Iterator[Finding]:
    """Each `sp:rewrite` is an update that can be run, and speaks of its term."""
    for row in project.select("SELECT ?term ?update WHERE { ?term sp:rewrite ?update }"):
        term, update = row["term"], row["update"]
        if not isinstance(update, Literal):
            continue
        wrong = fault(update.value)
        if wrong is None and update.value != NONE and not _speaks_of(update.value, term.value):
            wrong = "The rewrite does not name the term that it is of."
        if wrong is not None:
            yield Finding(wrong, focus=term.value, predicate=SP + "rewrite", value=update)


def _speaks_of(update: str, iri: str) -> bool:
    file = SourceFile("rewrite", "question", update)
    return any(named == iri for _, named in names(file))


def names(file: SourceFile) -> Iterator[tuple[int, str]]:
    """Line and IRI of each name in a text of SPARQL, YAML or Turtle whose prefix is declared or usual."""
    prefixes = {**PREFIXES, **_prefixes_of(file)}
    for number, line in enumerate(_NO_NAMES.sub(_blank, file.text).splitlines(), 1):
        if re.match(r"\s*@?prefix\b", line, re.IGNORECASE):
            continue
        for match in _NAMES.finditer(line):
            if match[1]:
                yield number, match[1]
            elif match[2] in prefixes and match[3]:
                yield number, prefixes[match[2]] + match[3].rstrip(".")


def _prefixes_of(file: SourceFile) -> dict[str, str]:
    """Also those of YARRRML, where they are `name: "namespace"` under `prefixes:`."""
    if file.name.endswith(".yaml"):
        return dict(
            re.findall(
                r"^\s+([A-Za-z][\w-]*):\s+[\"']?(https?://[^\s\"']+[/#])[\"']?\s*$", file.text, re.MULTILINE
            )
        )
    return file.prefixes


def _blank(match: re.Match[str]) -> str:
    """Nothing in its place, and as many lines."""
    return "\n" * match[0].count("\n")
