"""Group H: headers, versions, imports. What SPARQL cannot say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from pyoxigraph import NamedNode, Quad

from interlingua.editorial.lint.model import Finding
from interlingua.editorial.lint.project import Project
from interlingua.editorial.lint.registry import rule
from interlingua.rdf.namespaces import DCTERMS, OWL, RDF, SKOS

_TYPE = NamedNode(RDF + "type")


def _typed(quads: list[Quad], kind: str) -> list[str]:
    wanted = NamedNode(kind)
    return [
        q.subject.value
        for q in quads
        if q.predicate == _TYPE and q.object == wanted and isinstance(q.subject, NamedNode)
    ]


@rule("H01")
def one_header_per_file(project: Project) -> Iterator[Finding]:
    """Files without a header of their own, or with several."""
    for file in project.of_kind("header", "module", "codelist", "shapes", "profile"):
        whole = f"{PurePosixPath(file.name).parent}.shacl.ttl"
        if file.broken or whole in project.files:
            continue
        kind = "skos:ConceptScheme" if file.kind == "codelist" else "owl:Ontology"
        prefix, name = kind.split(":")
        found = sorted(set(_typed(file.quads, (SKOS if prefix == "skos" else OWL) + name)))
        if not found:
            yield Finding(f"The file has no header (no {kind}).", file=file.name, line=1)
        for more in found[1:]:
            yield Finding(f"The file has {len(found)} headers ({kind}).", focus=more, file=file.name)


@rule("H09")
def prior_version(project: Project) -> Iterator[Finding]:
    """Headers of a later release without a way back."""
    released = {PurePosixPath(f.name).name.removesuffix(".codes.tsv") for f in project.of_kind("baseline")}
    for header in project.terms("Header"):
        if project.iris(header, DCTERMS + "isPartOf"):
            continue
        version = next((v.value for v in project.values(header, OWL + "versionInfo")), None)
        if version is None or not released - {version}:
            continue
        if not project.iris(header, OWL + "priorVersion"):
            yield Finding(f"Version {version} does not name the one before (owl:priorVersion).", focus=header)
        notes = ("http://purl.org/vocab/vann/changes", SKOS + "changeNote", SKOS + "historyNote")
        if not any(project.values(header, note) for note in notes):
            yield Finding(f"Version {version} does not say what changed (skos:changeNote).", focus=header)


@rule("H10")
def imports(project: Project) -> Iterator[Finding]:
    """Imports in a circle, of what is not there, and parts that the whole does not import."""
    headers = set(project.terms("Header"))
    imported = {header: project.iris(header, OWL + "imports") for header in headers}
    for header, targets in imported.items():
        for target in targets:
            node = NamedNode(target)
            if target not in headers and (project.house or target.startswith(project.namespaces or ("\0",))):
                text = f"It imports <{target}>, which is not here."
                yield Finding(text, focus=header, predicate=OWL + "imports", value=node)
            elif header in _reached(target, imported):
                text = f"It imports <{target}>, which imports it again."
                yield Finding(text, focus=header, predicate=OWL + "imports", value=node)
        for whole in project.iris(header, DCTERMS + "isPartOf"):
            if whole in headers and header not in imported[whole] and _is_module(project, header):
                yield Finding(f"<{whole}>, of which it is part, does not import it.", focus=header)


def _is_module(project: Project, header: str) -> bool:
    names = project.declared_in(header)
    return any(project.files[name].kind in ("module", "header") for name in names)


def _reached(start: str, imported: dict[str, list[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting.extend(imported.get(here, ()))
    return found
