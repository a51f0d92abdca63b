"""A Turtle document as nodes with properties, RML's and R2RML's vocabularies read as one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from interlingua.errors import MappingError, Place
from interlingua.rdf.namespaces import RDF, RML
from interlingua.rml.model import Constant
from interlingua.rml.problems import did_you_mean
from interlingua.rml.turtle import Triple

_VOCABULARIES = (
    RML, "http://semweb.mmlab.be/ns/rml#", "http://www.w3.org/ns/r2rml#", "http://semweb.mmlab.be/ns/ql#",
    "http://semweb.mmlab.be/ns/fnml#", "http://semweb.mmlab.be/ns/rml-target#",
    "http://semweb.mmlab.be/ns/rml-compression#",
)  # fmt: skip
_LATER = frozenset({
    "field", "innerJoin",
    "joinOn", "leftJoin", "query", "quotedTriplesMap", "sqlQuery", "sqlVersion",
    "structuralAnnotation", "tableName", "viewOn",
})  # fmt: skip
"""Properties of RML's other modules (CC, LV, FNML, star) and of R2RML's databases."""


def local(iri: str) -> str | None:
    """The local name of a term of RML or R2RML, old or new; None for another vocabulary's."""
    for vocabulary in _VOCABULARIES:
        if iri.startswith(vocabulary):
            return iri[len(vocabulary) :]
    return None


@dataclass(frozen=True, slots=True)
class Node:
    """A term where it is named: `place` is of the triple that names it, or of its own first triple."""

    term: Constant
    place: Place
    graph: Graph

    @property
    def _properties(self) -> dict[str, list[tuple[Constant, Place]]]:
        return self.graph.properties.get(self.term, {})

    @property
    def name(self) -> str:
        """How messages and plans call it: its ilm:name, or else the end of its IRI."""
        given = self.foreign("https://w3id.org/interlingua/mapping#name")
        if given is not None:
            return given.value
        if self.term.kind == "iri":
            value = self.term.value.rstrip("/#")
            short = value[max(value.rfind("#"), value.rfind("/")) + 1 :]
            others = [n.term for n in self.graph.nodes() if n.term.value.rstrip("/#").endswith(short)]
            return short if short and len(others) == 1 else self.term.value
        return f"map in line {self.place.line}"

    @property
    def types(self) -> set[str]:
        """The local names of its RML classes."""
        return {
            name
            for one, _ in self._properties.get(RDF + "type", [])
            if (name := local(one.value)) is not None
        }

    def has(self, name: str) -> bool:
        """Whether it has an RML property."""
        return RML + name in self._properties

    def all(self, name: str) -> list[Node]:
        """The values of an RML property."""
        return [Node(term, place, self.graph) for term, place in self._properties.get(RML + name, [])]

    def foreign(self, iri: str) -> Constant | None:
        """The value of another vocabulary's property."""
        found = self._properties.get(iri)
        return found[0][0] if found else None

    def one(self, name: str, missing: str | None = None) -> Node:
        """The only value of an RML property. Raises MappingError IL-M010."""
        found = self.all(name)
        if len(found) != 1:
            message = missing if not found and missing else f"rml:{name} must be there once."
            raise MappingError("IL-M010", message, place=found[1].place if found else self.place)
        return found[0]

    def only(self, allowed: Iterable[str], where: str) -> None:
        """Raises MappingError IL-M010 for an RML property that is not known there."""
        known = set(allowed)
        for iri, values in self._properties.items():
            name = iri[len(RML) :] if iri.startswith(RML) else None
            if name in _LATER and name not in known:
                raise MappingError("IL-M014", f"rml:{name} is not supported yet.", place=values[0][1])
            if name is not None and name not in known:
                raise MappingError(
                    "IL-M010",
                    f"rml:{name} is not known in {where}.",
                    place=values[0][1],
                    hint=did_you_mean(name, known),
                )


class Graph:
    """The document's nodes in order."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.properties: dict[Constant, dict[str, list[tuple[Constant, Place]]]] = {}
        self.places: dict[Constant, Place] = {}
        for subject, predicate, value, place in triples:
            name = local(predicate)
            iri = RML + name if name is not None else predicate
            values = self.properties.setdefault(subject, {}).setdefault(iri, [])
            if all(value != known for known, _ in values):
                values.append((value, place))
            self.places.setdefault(subject, place)

    def nodes(self) -> list[Node]:
        """Every subject."""
        return [Node(term, place, self) for term, place in self.places.items()]
