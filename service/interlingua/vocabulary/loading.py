"""The Turtle of the vocabulary to its model; once a process, from a snapshot where one fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal, TypeVar

from pyoxigraph import BlankNode, NamedNode, Triple
from pyoxigraph import Literal as RdfLiteral

from interlingua.errors import Place, UsageError, VocabularyError
from interlingua.rdf import read_triples
from interlingua.rdf.namespaces import CODE, DCTERMS, OWL, RDF, RDFS, SCHEMA, SKOS, SP
from interlingua.settings import shipped
from interlingua.vocabulary.model import Class, Code, Deprecation, Property, Scheme, Term, Vocabulary
from interlingua.vocabulary.overrides import PRIVACY_AXES, Overrides, privacy_overrides
from interlingua.vocabulary.rows import from_rows, to_rows
from interlingua.vocabulary.snapshot import Snapshot

_PROPERTY_KINDS: Final[dict[str, Literal["object", "datatype", "annotation"]]] = {
    OWL + "ObjectProperty": "object",
    OWL + "DatatypeProperty": "datatype",
    OWL + "AnnotationProperty": "annotation",
}

Statements = dict[str, list[Any]]
_T = TypeVar("_T")


@cache
def load() -> Vocabulary:
    """The shipped vocabulary. Raises VocabularyError IL-D001."""
    return from_rows(SNAPSHOT.read())


SNAPSHOT: Final = Snapshot(
    "vocabulary",
    lambda: files(shipped("ontology")),
    lambda: to_rows(build(triples(shipped("ontology")))),
)


def files(folder: Path) -> list[Path]:
    """The Turtle files of a vocabulary: header, modules, code lists, in a fixed order."""
    return [
        folder / "social-protection.ttl",
        *sorted((folder / "modules").glob("*.ttl")),
        *sorted((folder / "codelists").glob("*.ttl")),
    ]


def triples(folder: Path) -> list[Triple]:
    """Every statement of the vocabulary in a folder. Raises VocabularyError IL-D001 with file and line."""
    found: list[Triple] = []
    for file in files(folder):
        try:
            found.extend(read_triples(file, rename_blanks=True))
        except UsageError as error:
            place = error.place or Place(file.name)
            raise VocabularyError("IL-D001", "The Turtle cannot be parsed.", place=place) from error
    return found


def build(statements: Iterable[Triple]) -> Vocabulary:
    """The model of a vocabulary's statements. Raises VocabularyError IL-D001."""
    about: dict[str, Statements] = defaultdict(lambda: defaultdict(list))
    unnamed: dict[str, Statements] = defaultdict(lambda: defaultdict(list))
    for triple in statements:
        if isinstance(triple.subject, NamedNode | BlankNode):
            node = about if isinstance(triple.subject, NamedNode) else unnamed
            node[triple.subject.value][triple.predicate.value].append(triple.object)
    overrides = privacy_overrides(unnamed.values())
    classes: dict[str, Class] = {}
    properties: dict[str, Property] = {}
    for iri, said in about.items():
        for kind in _iris(said, RDF + "type"):
            if kind == OWL + "Class":
                above = _iris(said, RDFS + "subClassOf")
                classes[iri] = Class(**_common(iri, said), superclasses=above, sensitivity=_sensitivity(said))
            elif kind in _PROPERTY_KINDS:
                if iri in properties:
                    raise VocabularyError("IL-D001", f"{iri} is declared as two kinds of property.")
                properties[iri] = _property(iri, said, _PROPERTY_KINDS[kind], overrides.get(iri, {}))
    schemes, codes = _code_lists(about)
    version_iri = _one(_iris(about[SP], OWL + "versionIRI")) or ""
    return Vocabulary(
        iri=SP,
        version=version_iri.removeprefix(SP),
        version_iri=version_iri,
        classes=_frozen(classes),
        properties=_frozen(properties),
        schemes=_frozen(schemes),
        codes=_frozen(codes),
        closure=_frozen({iri: _above(iri, classes) for iri in classes}),
    )


def _frozen(table: dict[str, _T]) -> Mapping[str, _T]:
    return MappingProxyType(table)


def _iris(said: Statements, predicate: str) -> tuple[str, ...]:
    return tuple(v.value for v in said.get(predicate, ()) if isinstance(v, NamedNode))


def _texts(said: Statements, *predicates: str) -> dict[str, str]:
    return {
        value.language or "": value.value
        for predicate in predicates
        for value in said.get(predicate, ())
        if isinstance(value, RdfLiteral)
    }


def _values(said: Statements, predicate: str) -> tuple[str, ...]:
    return tuple(v.value for v in said.get(predicate, ()) if isinstance(v, RdfLiteral))


def _one(values: tuple[str, ...]) -> str | None:
    return values[0] if values else None


def _common(iri: str, said: Statements) -> dict[str, Any]:
    return {
        "iri": iri,
        "labels": _frozen(_texts(said, RDFS + "label", SKOS + "prefLabel")),
        "definitions": _frozen(_texts(said, SKOS + "definition")),
        "alternatives": _values(said, SKOS + "altLabel"),
        "defined_by": _one(_iris(said, RDFS + "isDefinedBy")) or "",
        "maturity": _notation(_iris(said, SP + "maturity")),
        "translations": _values(said, SP + "translation"),
        "deprecation": _deprecation(said),
    }


def _notation(codes: tuple[str, ...]) -> str:
    return codes[0].rpartition("/")[2] if len(codes) == 1 else ""


def _sensitivity(said: Statements) -> str | None:
    return _notation(_iris(said, SP + "sensitivity")) or None


def _deprecation(said: Statements) -> Deprecation | None:
    if "true" not in _values(said, OWL + "deprecated"):
        return None
    reasons = _texts(said, SP + "deprecationReason")
    return Deprecation(
        since=_one(_values(said, SP + "deprecatedIn")),
        reason=reasons.get("en") or next(iter(reasons.values()), None),
        successor=_one(_iris(said, DCTERMS + "isReplacedBy")),
        rewrite=_one(_values(said, SP + "rewrite")),
    )


def _property(
    iri: str, said: Statements, kind: Literal["object", "datatype", "annotation"], overrides: Overrides
) -> Property:
    answers = {axis: _notation(_iris(said, SP + axis)) for axis in PRIVACY_AXES}
    return Property(
        **_common(iri, said),
        kind=kind,
        domain=_iris(said, SCHEMA + "domainIncludes"),
        range=_iris(said, SCHEMA + "rangeIncludes"),
        code_list=_one(_iris(said, SP + "codeList")),
        privacy=_frozen({axis: answer for axis, answer in answers.items() if answer}),
        category=_one(_iris(said, SP + "personalDataCategory")),
        overrides=overrides,
    )


def _code_lists(about: dict[str, Statements]) -> tuple[dict[str, Scheme], dict[str, Code]]:
    codes: dict[str, Code] = {}
    of_scheme: dict[str, dict[str, Code]] = defaultdict(dict)
    for iri, said in about.items():
        if SKOS + "Concept" not in _iris(said, RDF + "type"):
            continue
        notation = _one(_values(said, SKOS + "notation"))
        scheme = _one(_iris(said, SKOS + "inScheme"))
        if notation is None or scheme is None or notation in of_scheme[scheme]:
            raise VocabularyError("IL-D001", f"The code {iri} lacks a notation or scheme of its own.")
        order = _one(_values(said, SP + "order"))
        code = Code(
            **_common(iri, said),
            notation=notation,
            scheme=scheme,
            broader=_iris(said, SKOS + "broader"),
            order=int(order) if order else None,
            sensitivity=_sensitivity(said),
        )
        codes[iri] = of_scheme[scheme][notation] = code
    schemes = {
        iri: Scheme(**_common(iri, said), codes=_frozen(of_scheme[iri]))
        for iri, said in about.items()
        if iri.startswith(CODE) and SKOS + "ConceptScheme" in _iris(said, RDF + "type")
    }
    return schemes, codes


def _above(iri: str, classes: Mapping[str, Class]) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(classes[iri].superclasses)
    while waiting:
        above = waiting.pop()
        if above == iri:
            raise VocabularyError("IL-D001", f"{iri} is above itself in the tree of classes.")
        if above not in found:
            found.add(above)
            known: Term | None = classes.get(above)
            waiting.extend(known.superclasses if isinstance(known, Class) else ())
    return frozenset(found)
