"""A vocabulary in its files, as the rules see it: one store, an index of terms, lines."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from interlingua.editorial.lint.files import SourceFile
from interlingua.editorial.lint.layout import (
    foreign_files,
    foreign_kind,
    house_files,
    house_kind,
)
from interlingua.editorial.lint.model import Finding, Kind, Row
from interlingua.editorial.lint.positions import object_of
from interlingua.rdf.namespaces import OWL, PREFIXES, RDF, RDFS, SH, SKOS, SP
from interlingua.vocabulary.translations import LANGUAGES

LINT: Final = "urn:interlingua:lint:"
IS: Final = NamedNode(LINT + "is")
_TYPE: Final = RDF + "type"
MERGED: Final[frozenset[Kind]] = frozenset(("header", "module", "codelist", "shapes", "profile"))
"""The kinds whose statements the queries see. Examples are data, and half of them are wrong on purpose."""
PRELUDE: Final = "".join(
    f"PREFIX {prefix}: <{iri}>\n"
    for prefix, iri in {**PREFIXES, "vann": "http://purl.org/vocab/vann/", "lint": LINT}.items()
)
CLASSES: Final = frozenset((OWL + "Class", RDFS + "Class"))
PROPERTIES: Final = frozenset(
    (OWL + "ObjectProperty", OWL + "DatatypeProperty", OWL + "AnnotationProperty", RDF + "Property")
)
_KINDS: Final = {
    **dict.fromkeys(CLASSES, "Class"),
    **dict.fromkeys(PROPERTIES, "Property"),
    SKOS + "Concept": "Concept",
    SKOS + "ConceptScheme": "Scheme",
    OWL + "Ontology": "Header",
    SH + "NodeShape": "Shape",
    SH + "PropertyShape": "Shape",
}
_TERMS: Final = ("Class", "Property", "Concept", "Scheme")
WELL_KNOWN: Final = (
    RDF,
    RDFS,
    OWL,
    SKOS,
    SH,
    "http://www.w3.org/",
    "http://purl.org/dc/",
    "http://schema.org/",
    "https://schema.org/",
    "http://xmlns.com/foaf/",
    "http://purl.org/vocab/vann/",
    "http://www.opengis.net/",
    "https://w3id.org/dpv",
)
"""Namespaces that nobody but their owners define terms in."""


class Project:
    """The files of one vocabulary, read and merged."""

    def __init__(self, files: Iterable[SourceFile], *, house: bool, root: Path | None = None) -> None:
        self.files: Final = {file.name: file for file in files}
        self.house: Final = house
        self.root: Final = root
        self.store: Final = Store()
        """Everything merged, and `?term lint:is lint:Class|Property|Concept|Scheme|Term|Header|Shape` for each
        term of its own."""
        self.shown: frozenset[str] | None = None
        """The files whose findings are wanted (None: all); a check may leave out work for the others."""
        self._about: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        self._subjects: dict[str, dict[str, None]] = defaultdict(dict)
        self._typed: dict[str, dict[str, None]] = defaultdict(dict)
        self._kinds: dict[str, set[str]] = defaultdict(set)
        self._terms: dict[str, list[str]] = defaultdict(list)
        for file in self.files.values():
            file.read()
        self._fill()

    # -- making one --------------------------------------------------------------------------------

    @classmethod
    def of_house(cls, root: Path) -> Project:
        """A project of our layout: `ontology/`, `shapes/` and `mappings/` under one folder."""
        files = [SourceFile.of(name, path, kind) for name, (kind, path) in house_files(root).items()]
        return cls(files, house=True, root=root)

    @classmethod
    def of_others(cls, paths: Iterable[Path]) -> Project:
        """Any ontology: every RDF file among the paths and in the folders."""
        files = [SourceFile.of(name, path, foreign_kind) for name, path in foreign_files(paths).items()]
        return cls(files, house=False)

    @classmethod
    def of_texts(cls, texts: Mapping[str, str], *, house: bool = True) -> Project:
        """A project of texts by name, for tests and the pages of the rules."""
        return cls(
            [SourceFile(n, house_kind(n) if house else foreign_kind(t), t) for n, t in texts.items()],
            house=house,
        )

    def _fill(self) -> None:
        default = DefaultGraph()
        quads: list[Quad] = []
        for file in self.files.values():
            if file.kind not in MERGED:
                continue
            trig = file.format is not None and file.format.graphs
            quads += (
                (Quad(q.subject, q.predicate, q.object, default) for q in file.quads) if trig else file.quads
            )
            for subject, predicate, value, _graph in file.quads:
                if not isinstance(subject, NamedNode):
                    continue
                iri, link = subject.value, predicate.value
                self._about[iri][link].append(value)
                self._subjects[iri][file.name] = None
                kind = _KINDS.get(value.value) if link == _TYPE and isinstance(value, NamedNode) else None
                if kind is not None:
                    self._typed[iri][file.name] = None
                    self._kinds[iri].add(kind)
        self.store.bulk_extend(quads)
        marks = [(iri, kind) for iri, kinds in self._kinds.items() for kind in kinds]
        own = [(iri, kind) for iri, kind in marks if kind == "Header" or self.own(iri)]
        own += [(iri, "Term") for iri, kind in own if kind in _TERMS]
        for iri, kind in sorted(set(own)):
            self._terms[kind].append(iri)
        self.store.bulk_extend(Quad(NamedNode(iri), IS, NamedNode(LINT + kind), default) for iri, kind in own)

    # -- what is in it -----------------------------------------------------------------------------

    @cached_property
    def namespaces(self) -> tuple[str, ...]:
        """The namespaces of its own: what it declares as preferred, else those of its headers, else of its terms."""
        said = {
            q.object.value
            for q in self.store.quads_for_pattern(
                None, NamedNode("http://purl.org/vocab/vann/preferredNamespaceUri"), None, DefaultGraph()
            )
            if isinstance(q.object, Literal | NamedNode)
        }
        if not said and self.house:
            return (SP,)
        if not said:
            for iri in self._marked("Header"):
                said |= {iri} if iri.endswith(("/", "#")) else {iri + "#", iri + "/"}
            named = {re.sub(r"[^/#:]*$", "", iri) for kind in _TERMS for iri in self._marked(kind)}
            if not any(space.startswith(tuple(said)) for space in named if said):
                said = {space for space in named if not space.startswith(WELL_KNOWN)}
        return tuple(sorted(said))

    def _marked(self, kind: str) -> Iterator[str]:
        """Everything that is typed so, whoever's it is."""
        return (iri for iri, types in self._kinds.items() if kind in types)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that labels are required in: five for our layout; for others, what their headers speak."""
        return LANGUAGES if self.house else self._header_languages

    @cached_property
    def _header_languages(self) -> tuple[str, ...]:
        found = set()
        for header in self.terms("Header"):
            for quad in self.store.quads_for_pattern(NamedNode(header), None, None, DefaultGraph()):
                if isinstance(quad.object, Literal) and quad.object.language:
                    found.add(quad.object.language)
        return tuple(sorted(found))

    def own(self, iri: str) -> bool:
        """Whether an IRI is in a namespace of the project; where it has none, in nobody else's known one."""
        if self.namespaces:
            return iri.startswith(self.namespaces)
        return not iri.startswith(WELL_KNOWN)

    def terms(self, kind: str = "Term") -> list[str]:
        """IRIs of its own terms: Term, Class, Property, Concept, Scheme; or Header, Shape. Sorted."""
        return list(self._terms.get(kind, ()))

    def shown_terms(self, kind: str = "Term") -> list[str]:
        """Those of them that a file declares whose findings are wanted."""
        if self.shown is None:
            return self.terms(kind)
        return [iri for iri in self.terms(kind) if self.shown.intersection(self._typed[iri])]

    def values(self, subject: str, predicate: str) -> list[Any]:
        """The objects of a subject's predicate, as pyoxigraph terms, sorted."""
        found = self._about[subject].get(predicate, ()) if subject in self._about else ()
        return sorted(set(found), key=str) if len(found) > 1 else list(found)

    def iris(self, subject: str, predicate: str) -> list[str]:
        """The same, IRIs only."""
        return [v.value for v in self.values(subject, predicate) if isinstance(v, NamedNode)]

    def has_type(self, iri: str, *types: str) -> bool:
        """Whether a subject is stated to be of one of the types."""
        return any(t in types for t in self.iris(iri, RDF + "type"))

    def of_kind(self, *kinds: Kind) -> Iterator[SourceFile]:
        """Its files of these kinds."""
        return (file for file in self.files.values() if file.kind in kinds)

    def shown_of_kind(self, *kinds: Kind) -> Iterator[SourceFile]:
        """Those of them whose findings are wanted."""
        return (file for file in self.of_kind(*kinds) if self.shown is None or file.name in self.shown)

    def rows(self, kind: Kind) -> Iterator[Row]:
        """The rows of all its tables of a kind: alignment, register, baseline."""
        for file in self.of_kind(kind):
            yield from file.rows

    def declared_in(self, iri: str) -> list[str]:
        """Names of the files that give the term a type."""
        return list(self._typed.get(iri, ()))

    def select(self, query: str) -> Any:
        """The solutions of a SELECT over everything merged; the usual prefixes and `lint:` are declared."""
        return self.store.query(PRELUDE + query)

    def brief(self, name: str) -> str:
        """The name of a file without the folders that all files share."""
        if self.house or len(self.files) < 2:
            return name
        return os.path.relpath(name, os.path.commonpath(self.files))

    # -- where it is -------------------------------------------------------------------------------

    def placed(self, found: Finding) -> tuple[str, int]:
        """File and line of a finding: those that it has, else those of its focus."""
        if found.file is not None and found.line is not None:
            return found.file, found.line
        value = object_of(found.value)
        if value is not None and found.predicate is None and found.focus is not None:
            found = replace(found, predicate=self._predicate(found.focus, found.value))
        names = [found.file] if found.file is not None else self._files_of(found)
        best: tuple[int, str, int] | None = None
        for name in names:
            file = self.files.get(name)
            if file is None or found.focus is None:
                continue
            known = file.positions
            line = file.line_of(found.focus, found.predicate, value)
            if line is not None:
                exact = value is not None and (found.focus, found.predicate or "", value) in known.objects
                rank = 0 if exact else 1 if (found.focus, found.predicate or "") in known.statements else 2
                if best is None or rank < best[0]:
                    best = (rank, name, line)
        if best is not None:
            return best[1], best[2]
        return (names[0] if names else next(iter(self.files), "")), 1

    def _predicate(self, focus: str, value: Any) -> str | None:
        quads = self.store.quads_for_pattern(NamedNode(focus), None, value, DefaultGraph())
        return next((quad.predicate.value for quad in quads), None)

    def may_be_shown(self, found: Finding) -> bool:
        """False where no statement of a wanted file can be meant."""
        if self.shown is None:
            return True
        names = [found.file] if found.file is not None else self._files_of(found)
        return not names or not self.shown.isdisjoint(names)

    def _files_of(self, found: Finding) -> list[str]:
        if found.focus is None:
            return []
        names = list(dict.fromkeys((*self._typed.get(found.focus, ()), *self._subjects.get(found.focus, ()))))
        return names or list(self._mentions.get(found.focus, ()))

    @cached_property
    def _mentions(self) -> dict[str, dict[str, None]]:
        """Objects and predicates to the files that use them."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for file in self.files.values():
            for quad in file.quads:
                found[quad.predicate.value][file.name] = None
                if isinstance(quad.object, NamedNode):
                    found[quad.object.value][file.name] = None
        return found

    def named_owner(self, node: Any) -> str | None:
        """The named subject that a blank node hangs from; a named node itself."""
        if node is None:
            return None
        seen = set()
        while not isinstance(node, NamedNode):
            if node in seen:
                return None
            seen.add(node)
            above = next(iter(self.store.quads_for_pattern(None, None, node, DefaultGraph())), None)
            if above is None:
                return None
            node = above.subject
        return str(node.value)
