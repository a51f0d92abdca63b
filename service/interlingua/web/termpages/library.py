"""What the pages of terms are made from: vocabulary, rules, alignments, uses, each indexed once, at first need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from interlingua import vocabulary as vocabularies
from interlingua.rdf.namespaces import DCTERMS, OWL, RDFS, SKOS, SP
from interlingua.settings import shipped
from interlingua.vocabulary import Property, Vocabulary
from interlingua.vocabulary.alignments import Alignment, AlignmentSet, alignment_sets
from interlingua.vocabulary.describing import SOURCE, Index, statements
from interlingua.web.termpages import search
from interlingua.web.termpages.rules import RuleBook, read_rules, texts
from interlingua.web.termpages.uses import Asked, Examples, Use, examples, mapping_uses, questions

ALT_LABEL: Final = SKOS + "altLabel"
Row = tuple[AlignmentSet, Alignment]
MODULE: Final = SP + "module/"
_DESCRIPTIONS: Final = (DCTERMS + "description", SKOS + "definition", RDFS + "comment")


@dataclass(frozen=True, slots=True)
class Module:
    """One part of the vocabulary, with its classes and properties in the order of the file."""

    iri: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    classes: tuple[str, ...]
    properties: tuple[str, ...]
    lists: tuple[str, ...]
    """Code lists that its properties take values from."""


@dataclass(frozen=True, slots=True)
class Library:
    """Frozen tables; made by `open_library`."""

    vocabulary: Vocabulary
    outgoing: Index
    modules: Mapping[str, Module]
    of_class: Mapping[str, tuple[Property, ...]]
    """Properties by the classes that they are said to be of."""
    pointing: Mapping[str, tuple[Property, ...]]
    """Properties by the classes, datatypes and code lists that their values are of."""
    subclasses: Mapping[str, tuple[str, ...]]
    narrower: Mapping[str, tuple[str, ...]]
    """Codes by the broader code."""
    rules: RuleBook
    aligned: Mapping[str, tuple[Row, ...]]
    """By our term."""
    foreign: Mapping[str, tuple[Row, ...]]
    """By the other standard's term, those without a term of ours too."""
    uses: Mapping[str, tuple[Use, ...]]
    questions: Mapping[str, tuple[Asked, ...]]
    examples: Examples
    entries: tuple[search.Entry, ...]

    def said(self, iri: str) -> dict[str, list[Any]]:
        """The statements about a term, by predicate."""
        found: dict[str, list[Any]] = defaultdict(list)
        for triple in self.outgoing.get(NamedNode(iri), ()):
            found[triple.predicate.value].append(triple.object)
        return found

    def knows(self, iri: str) -> bool:
        """Whether there is a page at this IRI of ours."""
        return (
            self.vocabulary.term(iri) is not None
            or iri in (SP, self.vocabulary.version_iri)
            or iri in self.modules
            or iri in self.rules.shapes
            or iri in self.rules.rules
            or any(profile.iri == iri for profile in self.rules.profiles)
            or (iri in self.foreign and iri.startswith(SOURCE))
            or NamedNode(iri) in self.outgoing
        )

    def others(self, iri: str) -> list[tuple[str, str]]:
        """The everyday words of a term, each with its language."""
        return [
            (v.value, v.language or "") for v in self.said(iri).get(ALT_LABEL, ()) if isinstance(v, Literal)
        ]

    def above(self, iri: str) -> list[str]:
        """A class's superclasses, the nearest first."""
        found: dict[str, None] = {}
        waiting = [iri]
        while waiting:
            known = self.vocabulary.classes.get(waiting.pop(0))
            for superclass in known.superclasses if known else ():
                if superclass not in found:
                    found[superclass] = None
                    waiting.append(superclass)
        return list(found)


def open_library(
    mappings: Mapping[str, Path], *, ontology: Path | None = None, shapes: Path | None = None
) -> Library:
    """Everything, read and indexed. The folders are the shipped ones unless given. Takes a second at most."""
    folder = ontology or shipped("ontology")
    known = vocabularies.load() if ontology is None else vocabularies.build(vocabularies.triples(ontology))
    outgoing, _ = statements(ontology, shapes)
    of_class, pointing, subclasses, narrower = _turned(known)
    aligned, foreign = _aligned(ontology / "alignments" if ontology else None)
    words = {
        iri: [
            (t.object.value, t.object.language or "")
            for t in outgoing.get(NamedNode(iri), ())
            if t.predicate.value == ALT_LABEL and isinstance(t.object, Literal)
        ]
        for iri in known.terms()
    }
    return Library(
        vocabulary=known,
        outgoing=outgoing,
        modules=_modules(known, outgoing),
        of_class=of_class,
        pointing=pointing,
        subclasses=subclasses,
        narrower=narrower,
        rules=read_rules(shapes or shipped("shapes")),
        aligned=aligned,
        foreign=foreign,
        uses=mapping_uses(mappings),
        questions=questions(folder / "questions"),
        examples=examples(folder / "examples"),
        entries=search.entries(known, words),
    )


def _frozen(found: Mapping[str, Iterable[Any]]) -> dict[str, tuple[Any, ...]]:
    return {key: tuple(dict.fromkeys(values)) for key, values in found.items()}


def _turned(known: Vocabulary) -> tuple[Any, Any, Any, Any]:
    of_class: dict[str, list[Property]] = defaultdict(list)
    pointing: dict[str, list[Property]] = defaultdict(list)
    for prop in known.properties.values():
        for iri in prop.domain:
            of_class[iri].append(prop)
        for iri in (*prop.range, *((prop.code_list,) if prop.code_list else ())):
            pointing[iri].append(prop)
    subclasses: dict[str, list[str]] = defaultdict(list)
    for cls in known.classes.values():
        for iri in cls.superclasses:
            subclasses[iri].append(cls.iri)
    narrower: dict[str, list[str]] = defaultdict(list)
    for code in known.codes.values():
        for iri in code.broader:
            narrower[iri].append(code.iri)
    # properties hold mappings, so they have no hash: an IRI stands for each
    return (
        {iri: tuple({p.iri: p for p in props}.values()) for iri, props in of_class.items()},
        {iri: tuple({p.iri: p for p in props}.values()) for iri, props in pointing.items()},
        _frozen(subclasses),
        _frozen(narrower),
    )


def _aligned(folder: Path | None) -> tuple[dict[str, tuple[Row, ...]], dict[str, tuple[Row, ...]]]:
    ours: dict[str, list[Row]] = defaultdict(list)
    theirs: dict[str, list[Row]] = defaultdict(list)
    for standard in alignment_sets(folder).values():
        for row in standard.rows:
            theirs[row.object].append((standard, row))
            if row.answered:
                ours[row.subject].append((standard, row))
    return (
        {iri: tuple(rows) for iri, rows in ours.items()},
        {iri: tuple(rows) for iri, rows in theirs.items()},
    )


def _modules(known: Vocabulary, outgoing: Index) -> dict[str, Module]:
    """In the order in which the header imports them."""
    imported = [
        t.object.value
        for t in outgoing.get(NamedNode(SP), ())
        if t.predicate.value == OWL + "imports" and isinstance(t.object, NamedNode)
    ]
    terms = (*known.classes.values(), *known.properties.values())
    found = {}
    for iri in dict.fromkeys((*imported, *(term.defined_by for term in terms))):
        said = outgoing.get(NamedNode(iri))
        if not said or not iri.startswith(MODULE):
            continue
        properties = [p for p in known.properties.values() if p.defined_by == iri]
        found[iri] = Module(
            iri,
            texts(t.object for t in said if t.predicate.value == DCTERMS + "title"),
            texts(t.object for t in said if t.predicate.value in _DESCRIPTIONS),
            tuple(c.iri for c in known.classes.values() if c.defined_by == iri),
            tuple(p.iri for p in properties),
            tuple(dict.fromkeys(p.code_list for p in properties if p.code_list)),
        )
    return found
