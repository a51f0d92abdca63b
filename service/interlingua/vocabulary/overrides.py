"""Privacy answers of a property that differ on one class: `owl:Axiom` over its `schema:domainIncludes`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from pyoxigraph import NamedNode

from interlingua.errors import VocabularyError
from interlingua.rdf.namespaces import OWL, SCHEMA, SP

PRIVACY_AXES: Final = ("identifiability", "sensitivity", "aboutWhom", "generalisation")
Overrides = Mapping[str, Mapping[str, str]]
"""Class to axis to the notation of its answer."""


def privacy_overrides(axioms: Iterable[Mapping[str, list[Any]]]) -> dict[str, Overrides]:
    """Property to its overrides. Raises VocabularyError IL-D001 where two axioms answer one axis of a pair."""
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for said in axioms:
        if _iris(said, OWL + "annotatedProperty") != [SCHEMA + "domainIncludes"]:
            continue
        for prop in _iris(said, OWL + "annotatedSource"):
            for owner in _iris(said, OWL + "annotatedTarget"):
                _add(found[prop][owner], said, f"{prop} on {owner}")
    return {prop: _frozen(by_class) for prop, by_class in found.items()}


def privacy_of(
    answers: Mapping[str, str], overrides: Overrides, owner: str, closure: Mapping[str, frozenset[str]]
) -> Mapping[str, str]:
    """The answers on one class: the property's own, then those for its superclasses, its own override last."""
    above = sorted(closure.get(owner, ()), key=lambda iri: len(closure.get(iri, ())))
    result = dict(answers)
    for iri in (*above, owner):
        result |= overrides.get(iri, {})
    return MappingProxyType(result)


def _add(answers: dict[str, str], said: Mapping[str, list[Any]], pair: str) -> None:
    for axis in PRIVACY_AXES:
        for code in _iris(said, SP + axis):
            if axis in answers:
                raise VocabularyError("IL-D001", f"Two privacy answers on {axis} for {pair}.")
            answers[axis] = code.rpartition("/")[2]


def _iris(said: Mapping[str, list[Any]], predicate: str) -> list[str]:
    return [value.value for value in said.get(predicate, ()) if isinstance(value, NamedNode)]


def _frozen(by_class: dict[str, dict[str, str]]) -> Overrides:
    return MappingProxyType({owner: MappingProxyType(answers) for owner, answers in by_class.items()})
