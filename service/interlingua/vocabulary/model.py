"""The vocabulary in memory: classes, properties, code lists, each term with its labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from interlingua.rdf.namespaces import CODE, SP
from interlingua.vocabulary.overrides import Overrides, privacy_of

TermKind = Literal["class", "object", "datatype", "annotation", "code", "scheme"]


@dataclass(frozen=True, slots=True)
class Deprecation:
    """Since which version, why, and what to use instead (an IRI; None: nothing)."""

    since: str | None
    reason: str | None
    successor: str | None
    rewrite: str | None = None
    """`sp:rewrite`: a SPARQL update over old data, or "none"; see `interlingua.vocabulary.rewriting`."""


@dataclass(frozen=True, slots=True)
class Term:
    """What every term has. Texts are by language; English is normative."""

    iri: str
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    alternatives: tuple[str, ...]
    """English words that people use for it (`skos:altLabel`)."""
    defined_by: str
    maturity: str
    translations: tuple[str, ...]
    """`sp:translation`: "state digest language ..."; see `interlingua.vocabulary.translations`."""
    deprecation: Deprecation | None

    @property
    def name(self) -> str:
        """The IRI without our namespace: `dateOfBirth`, `code/sex/female`."""
        return self.iri.removeprefix(SP)

    def label(self, language: str = "en") -> str:
        """In that language, else in English."""
        return self.labels.get(language) or self.labels.get("en") or self.name


@dataclass(frozen=True, slots=True)
class Class(Term):
    """A class, with the superclasses that are stated (not the closure)."""

    superclasses: tuple[str, ...]
    sensitivity: str | None = None
    """What it gives away that a record of the class exists; None: nothing stated."""


@dataclass(frozen=True, slots=True)
class Property(Term):
    """A property with its domain and range (IRIs, as documentation), code list, and privacy answers."""

    kind: Literal["object", "datatype", "annotation"]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    code_list: str | None
    """IRI of the scheme that its values come from."""
    privacy: Mapping[str, str]
    """`identifiability`, `sensitivity`, `aboutWhom`, `generalisation` to the notation of the answer."""
    category: str | None = None
    """IRI of the DPV category of personal data."""
    overrides: Overrides = field(default_factory=dict)
    """Class to the answers that differ on it and its subclasses; see `Vocabulary.privacy_of`."""


@dataclass(frozen=True, slots=True)
class Code(Term):
    """One code of one scheme."""

    notation: str
    scheme: str
    broader: tuple[str, ...]
    order: int | None
    sensitivity: str | None = None
    """What it gives away that the code was given; None: nothing stated."""


@dataclass(frozen=True, slots=True)
class Scheme(Term):
    """A code list: its codes by notation, in the order of the file."""

    codes: Mapping[str, Code]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything, by IRI. Made by `load()`; frozen."""

    iri: str
    version: str
    version_iri: str
    classes: Mapping[str, Class]
    properties: Mapping[str, Property]
    schemes: Mapping[str, Scheme]
    codes: Mapping[str, Code]
    closure: Mapping[str, frozenset[str]]
    """Class to all its superclasses, itself left out."""

    def terms(self) -> Iterator[str]:
        """IRIs of all terms: classes, properties, code lists, codes."""
        for table in (self.classes, self.properties, self.schemes, self.codes):
            yield from table

    def term(self, iri: str) -> Term | None:
        """The term, whatever it is."""
        return (
            self.classes.get(iri) or self.properties.get(iri) or self.schemes.get(iri) or self.codes.get(iri)
        )

    def kind_of(self, iri: str) -> TermKind | None:
        """What a term is; None for one that does not exist."""
        if iri in self.classes:
            return "class"
        if (found := self.properties.get(iri)) is not None:
            return found.kind
        if iri in self.codes:
            return "code"
        return "scheme" if iri in self.schemes else None

    def superclasses(self, iri: str) -> Iterable[str]:
        """Every superclass of a class, itself left out; nothing for a class that is not ours."""
        return sorted(self.closure.get(iri, ()))

    def domain_of(self, iri: str) -> Iterable[str]:
        """The classes that a property is of; nothing where it is of any, or is not ours."""
        found = self.properties.get(iri)
        return found.domain if found is not None else ()

    def privacy_of(self, owner: str, iri: str) -> Mapping[str, str]:
        """The privacy answers of a property on a class of its domain, one an axis; empty for a property not ours."""
        found = self.properties.get(iri)
        return privacy_of(found.privacy, found.overrides, owner, self.closure) if found else {}

    def superclass_closure(self) -> Mapping[str, frozenset[str]]:
        """All superclasses of each class, itself left out."""
        return self.closure

    def codes_of(self, scheme: str) -> Iterable[str]:
        """IRIs of the codes of a scheme (its IRI or its name), deprecated ones too; empty if there is none."""
        found = self.schemes.get(scheme) or self.schemes.get(CODE + scheme)
        return [code.iri for code in found.codes.values()] if found else []

    def code(self, scheme: str, notation: str) -> Code | None:
        """The code of that notation in a scheme (its IRI or its name)."""
        found = self.schemes.get(scheme) or self.schemes.get(CODE + scheme)
        return found.codes.get(notation) if found else None

    def deprecation(self, iri: str) -> str | None:
        """One sentence on what to use instead, if the term is deprecated."""
        term = self.term(iri)
        if term is None or term.deprecation is None:
            return None
        known = term.deprecation
        since = f" since {known.since}" if known.since else ""
        reason = f": {known.reason.rstrip('.')}" if known.reason else ""
        instead = f"Use {known.successor}." if known.successor else "Nothing takes its place."
        return f"It is deprecated{since}{reason}. {instead}"
