"""A JSON-LD context over another standard's JSON: what a context can honestly do, and no more.

It renames a key where the alignment says that it is exactly a property of ours, on the same node, in every object
that has the key (else only inside objects of the `@type` that it is right for); it types objects; it translates codes
that are texts. All else stays, under an IRI of the source, so that nothing is lost and nothing is claimed.
It cannot restructure, choose by a second field, mend a date, or read a number as a decimal: mappings do that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from interlingua.rdf.namespaces import SKOS, SP, XSD
from interlingua.vocabulary import Property, Vocabulary
from interlingua.vocabulary.alignments import Alignment, AlignmentSet

_IS_A: Final = frozenset({SKOS + "exactMatch", SKOS + "closeMatch", SKOS + "narrowMatch"})
"""Their class is ours, nearly so, or narrower: an object of theirs may be typed as ours."""
_PLAIN: Final = frozenset({XSD + "string", XSD + "integer", XSD + "anyURI"})
"""Datatypes that a JSON value becomes as it is."""


@dataclass(frozen=True, slots=True)
class _Thing:
    """A row whose object is `<home><kind>/<module>/<owner>/<name>`."""

    kind: str
    owner: str
    name: str
    row: Alignment


def source_context(alignments: AlignmentSet, vocabulary: Vocabulary) -> dict[str, Any] | None:
    """The context; None where the alignment is not of a standard whose keys have owners."""
    things = list(_things(alignments))
    if not any(thing.kind == "property" for thing in things):
        return None
    home = f"{SP}source/{alignments.name.partition('-')[0]}/"
    codes = _codes(things)
    everywhere, within = _properties(things, vocabulary, codes, home)
    names: dict[str, Any] = {"@version": 1.1, "@vocab": f"{home}key/", **dict(sorted(everywhere.items()))}
    classes = _classes(things)
    for name, iri in sorted(classes.items()):
        same = (
            within.get(other, {}) for other, theirs in classes.items() if theirs == iri
        )  # CRVS_Person is a Person
        scoped = dict(
            sorted({**{k: v for found in same for k, v in found.items()}, **within.get(name, {})}.items())
        )
        names[name] = {"@id": iri, "@context": scoped} if scoped else iri
    return {"@context": names}


def _things(alignments: AlignmentSet) -> Iterator[_Thing]:
    for row in alignments.rows:
        kind, *rest = row.object.removeprefix(SP + "source/").split("/")[1:]
        if kind in ("property", "code") and len(rest) == 3:
            yield _Thing(kind, rest[1], rest[2], row)
        elif kind == "class" and len(rest) == 2:
            yield _Thing(kind, "", rest[1], row)


def _classes(things: list[_Thing]) -> dict[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for thing in things:
        if thing.kind == "class" and thing.row.answered and thing.row.predicate in _IS_A:
            found[thing.name].add(thing.row.subject)
    return {name: next(iter(iris)) for name, iris in found.items() if len(iris) == 1}


def _codes(things: list[_Thing]) -> dict[str, dict[str, str]]:
    """List of ours to their notation to our code; a notation with two meanings is left out."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for thing in things:
        if thing.kind == "code" and thing.row.predicate == SKOS + "exactMatch" and thing.row.answered:
            found[thing.row.subject.rpartition("/")[0]][thing.name].add(thing.row.subject)
    return {
        scheme: {name: next(iter(iris)) for name, iris in sorted(names.items()) if len(iris) == 1}
        for scheme, names in found.items()
    }


def _properties(
    things: list[_Thing], vocabulary: Vocabulary, codes: dict[str, dict[str, str]], home: str
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Entries that hold for a key wherever it stands, and those that hold in objects of one type."""
    rows: dict[str, list[_Thing]] = defaultdict(list)
    for thing in things:
        if thing.kind == "property":
            rows[thing.name].append(thing)
    everywhere: dict[str, Any] = {}
    within: dict[str, dict[str, Any]] = defaultdict(dict)
    for key, found in rows.items():
        said = [_entry(thing.row, vocabulary, codes, home) for thing in found]
        if said[0] is not None and all(entry == said[0] for entry in said):
            everywhere[key] = said[0]
            continue
        for thing, entry in zip(found, said, strict=True):
            if entry is not None:
                within[thing.owner][key] = entry
    return everywhere, within


def _entry(row: Alignment, vocabulary: Vocabulary, codes: dict[str, dict[str, str]], home: str) -> Any:
    prop = vocabulary.properties.get(row.subject)
    if prop is None or row.predicate != SKOS + "exactMatch" or row.path not in ("", "sp:" + prop.name):
        return None
    if prop.code_list is not None:
        values = codes.get(prop.code_list)
        scoped = {"@vocab": f"{home}value/", **(values or {})}
        return {"@id": prop.iri, "@type": "@vocab", "@context": scoped} if values else None
    if prop.kind == "object":
        return {"@id": prop.iri, "@type": "@id"}
    return _literal(prop)


def _literal(prop: Property) -> Any:
    datatypes = [iri for iri in prop.range if iri.startswith(XSD)]
    if not datatypes or datatypes == [XSD + "string"]:
        return prop.iri
    return (
        {"@id": prop.iri, "@type": datatypes[0]} if len(datatypes) == 1 and datatypes[0] in _PLAIN else None
    )
