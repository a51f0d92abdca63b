"""Paths through our graph, as alignments write them: `^sp:group[sp:membershipRole code:membership-role/head]/sp:member`.

A path leads from the node that answers the other standard's owner to the value: `/` is one step on, `^` a step
against the arrow, `[...]` a condition on the node reached: a class (`[a sp:Income]`, several with `|`) or a way to
a value (`[sp:nameKind code:name-kind/at-birth]`, steps may end in `*`: `[sp:supportKind/skos:broader* code:...]`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from interlingua.errors import VocabularyError
from interlingua.rdf.namespaces import CODE, PREFIXES, RDF, RDFS, SKOS
from interlingua.vocabulary import Vocabulary

_STEP: Final = re.compile(
    r"(?P<inverse>\^?)(?P<name>[a-z]+:[A-Za-z]+)(?:\[(?P<condition>[^\[\]]+)\])?(?:/|$)"
)
_NAME: Final = re.compile(r"(?P<prefix>[a-z]+):(?P<rest>[A-Za-z0-9._/-]+)")
_PREFIXES: Final = {**PREFIXES, "code": CODE}
CONCEPT: Final = SKOS + "Concept"
_GENERAL: Final = frozenset({RDFS + "Literal", RDFS + "Resource", RDF + "Property"})


@dataclass(frozen=True, slots=True)
class Condition:
    """What the node that a step reaches must be: at the end of the way, one of the values."""

    way: tuple[tuple[str, bool], ...]
    """Properties, each with whether it is repeated any number of times; empty: the values are classes."""
    values: tuple[str, ...]

    def pattern(self, node: str) -> str:
        """As SPARQL on a variable; one value is one triple, several are a list to choose from."""
        way = "/".join(f"<{iri}>{'*' if star else ''}" for iri, star in self.way) or "a"
        if len(self.values) == 1:
            return f"{node} {way} <{self.values[0]}> ."
        chosen = ", ".join(f"<{value}>" for value in self.values)
        return f"{node} {way} {node}_is . FILTER({node}_is IN ({chosen}))"


@dataclass(frozen=True, slots=True)
class Step:
    """One property, forwards or against the arrow, and what must hold where it leads."""

    iri: str
    inverse: bool
    condition: Condition | None


Path = tuple[Step, ...]


def parse_path(text: str) -> Path:
    """The steps of a path. Raises VocabularyError IL-D003 where it is none."""
    steps: list[Step] = []
    at = 0
    while at < len(text):
        found = _STEP.match(text, at)
        if found is None:
            raise _fault(text, at)
        condition = found["condition"]
        steps.append(
            Step(
                _iri(text, found["name"]),
                bool(found["inverse"]),
                _condition(text, condition) if condition else None,
            )
        )
        at = found.end()
    if not steps or text.endswith("/"):
        raise _fault(text, len(text))
    return tuple(steps)


def pattern(path: Path, start: str = "?from", end: str = "?to") -> str:
    """A path as the triples of a SPARQL group, from one variable to another."""
    lines = []
    here = start
    for number, step in enumerate(path, 1):
        there = end if number == len(path) else f"?step{number}"
        left, right = (there, here) if step.inverse else (here, there)
        lines.append(f"{left} <{step.iri}> {right} .")
        if step.condition is not None:
            lines.append(step.condition.pattern(there))
        here = there
    return "\n".join(lines)


def reached(vocabulary: Vocabulary, starts: Iterable[str], path: Path) -> frozenset[str]:
    """The classes and types that a path can lead to by domains and ranges; empty: no data can have it.

    No start means any class that the first step can leave from.
    """
    here = frozenset(starts)
    for number, step in enumerate(path):
        here = _follow(vocabulary, here if here or number else None, step)
        if not here:
            break
    return here


def _follow(vocabulary: Vocabulary, here: frozenset[str] | None, step: Step) -> frozenset[str]:
    found = vocabulary.properties.get(step.iri)
    if found is None:
        return frozenset()
    sources, targets = (found.range, found.domain) if step.inverse else (found.domain, found.range)
    if here is not None and not any(_fits(vocabulary, node, source) for node in here for source in sources):
        return frozenset()
    if step.condition is None:
        return frozenset(targets)
    return frozenset(_kept(vocabulary, targets, step.condition))


def _kept(vocabulary: Vocabulary, targets: Iterable[str], condition: Condition) -> Iterator[str]:
    if not condition.way:
        yield from (
            value for value in condition.values if any(_fits(vocabulary, value, target) for target in targets)
        )
        return
    first = vocabulary.properties.get(condition.way[0][0])
    if first is None or not _codes_of(vocabulary, first.code_list, condition.values):
        return
    yield from (one for one in targets if any(_fits(vocabulary, one, owner) for owner in first.domain))


def _codes_of(vocabulary: Vocabulary, scheme: str | None, values: Iterable[str]) -> bool:
    return all(
        scheme is not None and value in vocabulary.codes and vocabulary.codes[value].scheme == scheme
        for value in values
    )


def _fits(vocabulary: Vocabulary, node: str, target: str) -> bool:
    """A node of one class can be of the other: the same, below it, or above it."""
    if node == target or _GENERAL & {node, target}:
        return True
    return target in vocabulary.closure.get(node, ()) or node in vocabulary.closure.get(target, ())


def _condition(text: str, inside: str) -> Condition:
    way, blank, values = inside.partition(" ")
    if not blank or not values:
        raise _fault(text, text.index(inside))
    chosen = tuple(_iri(text, value) for value in values.split("|"))
    if way == "a":
        return Condition((), chosen)
    return Condition(
        tuple((_iri(text, one.removesuffix("*")), one.endswith("*")) for one in way.split("/")), chosen
    )


def _iri(text: str, name: str) -> str:
    found = _NAME.fullmatch(name)
    if found is None or found["prefix"] not in _PREFIXES:
        raise _fault(text, text.index(name))
    return _PREFIXES[found["prefix"]] + found["rest"]


def _fault(text: str, at: int) -> VocabularyError:
    return VocabularyError("IL-D003", f"The path {text!r} cannot be read from character {at + 1} on.")
