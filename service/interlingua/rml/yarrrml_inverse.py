"""`inversepredicates` of YARRRML: statements from the object back to the subject, as triples maps of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from interlingua.errors import MappingError, Place
from interlingua.rml.model import (
    Constant,
    Join,
    PredicateObjectMap,
    RefObjectMap,
    TermMap,
    TriplesMap,
)


@dataclass(frozen=True, slots=True)
class Inverse:
    """Predicates from the objects of a pair back to the subject."""

    pair: PredicateObjectMap
    predicates: tuple[TermMap, ...]
    place: Place


def triples_maps(maps: list[TriplesMap], inverses: dict[str, list[Inverse]]) -> list[TriplesMap]:
    """One more map for each object of an inverse. Raises MappingError IL-M006, IL-M014."""
    by_name = {one.name: one for one in maps}
    made: list[TriplesMap] = []
    for name, found in inverses.items():
        own = by_name.get(name)
        for inverse in found if own is not None else ():
            for item in inverse.pair.objects:
                assert own is not None
                one = _back(own, inverse, item, by_name)
                made.append(replace(one, name=_free(f"{name} inverse", (*by_name, *(m.name for m in made)))))
    return made


def _free(name: str, taken: Iterable[str]) -> str:
    known, number, found = set(taken), 2, name
    while found in known:
        found, number = f"{name} {number}", number + 1
    return found


def _back(
    own: TriplesMap, inverse: Inverse, item: TermMap | RefObjectMap, by_name: dict[str, TriplesMap]
) -> TriplesMap:
    graphs = inverse.pair.graphs
    if isinstance(item, TermMap):
        if item.term_type == "literal" or item.gather is not None:
            raise MappingError(
                "IL-M006", "An inverse predicate needs an object that is an IRI or a blank node.",
                place=inverse.place, hint="A text cannot be the subject of a statement: mark it with ~iri.",
            )  # fmt: skip
        if isinstance(own.subject.expression, Constant) and own.subject.expression.value == "":
            raise MappingError(
                "IL-M014", "An inverse predicate needs a subject with a name.", place=inverse.place,
                hint="Give the mapping `s`.",
            )  # fmt: skip
        pair = PredicateObjectMap(
            inverse.predicates, (own.subject,), graphs, inverse.pair.condition, inverse.place
        )
        return replace(own, subject=item, classes=(), predicate_objects=(pair,), place=inverse.place)
    if inverse.pair.condition is not None or (own.condition is not None and item.joins):
        raise MappingError(
            "IL-M014", "An inverse predicate over a link cannot have a condition of its own side.",
            place=inverse.place, hint="Write the statement in the mapping that is linked to.",
        )  # fmt: skip
    parent = by_name[item.parent]
    joins = tuple(Join(join.parent, join.child, join.place) for join in item.joins)
    pair = PredicateObjectMap(
        inverse.predicates, (RefObjectMap(own.name, joins, item.place),), graphs, None, inverse.place
    )
    return replace(parent, classes=(), predicate_objects=(pair,), place=inverse.place)
