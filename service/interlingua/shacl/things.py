"""Whether the things of a mapping fit together: properties with classes, and the kinds of `il:iri` with each other."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import Protocol

from interlingua.errors import Diagnostic, Place
from interlingua.plan.model import bare
from interlingua.rdf.namespaces import IL, RDF
from interlingua.rml.model import (
    Constant,
    Expression,
    FunctionCall,
    Mapping,
    PredicateObjectMap,
    RefObjectMap,
    TermMap,
    TriplesMap,
)
from interlingua.shacl.checks import short
from interlingua.vocabulary.model import TermKind


class Domains(Protocol):
    """What these checks want of the vocabulary."""

    def kind_of(self, iri: str) -> TermKind | None:
        """What a term is; None for one that does not exist."""

    def domain_of(self, iri: str) -> Iterable[str]:
        """The classes that a property is of; nothing where it is of any, or is not ours."""

    def superclasses(self, iri: str) -> Iterable[str]:
        """Every superclass of a class."""


def thing_findings(mapping: Mapping, vocabulary: Domains) -> Iterator[Diagnostic]:
    """IL-M019 for a property on a class that does not have it, IL-M020 for two kinds that are nearly the same."""
    yield from _domains(mapping, vocabulary)
    yield from _kinds(mapping)


# -- properties and classes --------------------------------------------------------------------


def _domains(mapping: Mapping, vocabulary: Domains) -> Iterator[Diagnostic]:
    classes: dict[Hashable, dict[str, None]] = {}
    open_ended: set[Hashable] = set()
    for tm in mapping.triples_maps:
        found, more = _classes(tm)
        classes.setdefault(_subject(tm), {}).update(dict.fromkeys(found))
        if more:
            open_ended.add(_subject(tm))
    makers = {iri: tm.name for tm in reversed(mapping.triples_maps) for iri in _classes(tm)[0]}
    for tm in mapping.triples_maps:
        subject = _subject(tm)
        own = [iri for iri in classes[subject] if vocabulary.kind_of(iri) == "class"]
        if own and subject not in open_ended:
            for rule in tm.predicate_objects:
                yield from _of_rule(tm, rule, own, makers, vocabulary)


def _of_rule(
    tm: TriplesMap, rule: PredicateObjectMap, own: list[str], makers: dict[str, str], vocabulary: Domains
) -> Iterator[Diagnostic]:
    mine = set(own).union(*(vocabulary.superclasses(iri) for iri in own))
    for predicate in rule.predicates:
        if not isinstance(predicate.expression, Constant):
            continue
        name = predicate.expression.value
        domain = list(vocabulary.domain_of(name))
        below = {iri for iri in domain if mine.intersection(vocabulary.superclasses(iri))}
        if not domain or below or mine.intersection(domain):
            continue
        wanted = ", ".join(map(short, domain))
        maker = next((makers[iri] for iri in domain if iri in makers), None)
        yield _warning(
            "IL-M019",
            f"{short(name)} is not a property of {' or '.join(map(short, own))}, which {tm.name!r} makes.",
            predicate.place or rule.place or tm.place,
            f"It is of {wanted}" + (f": say it in {maker!r}." if maker else "."),
        )


def _classes(tm: TriplesMap) -> tuple[list[str], bool]:
    """The classes that are written there, and whether data may add others."""
    found, more = list(tm.classes), False
    for rule in tm.predicate_objects:
        if any(
            isinstance(p.expression, Constant) and p.expression.value == RDF + "type" for p in rule.predicates
        ):
            for thing in rule.objects:
                if isinstance(thing, TermMap) and isinstance(thing.expression, Constant):
                    found.append(thing.expression.value)
                else:
                    more = True
    return found, more


def _subject(tm: TriplesMap) -> Hashable:
    """What tells subjects apart: the kind of an `il:iri`, else how they are written."""
    kind = _kind(tm.subject.expression)
    return kind or (tm.source.name, tm.each, bare(tm.subject))


# -- kinds -------------------------------------------------------------------------------------


def _kinds(mapping: Mapping) -> Iterator[Diagnostic]:
    made: dict[str, Place | None] = {}
    named: dict[str, Place | None] = {}
    for tm in mapping.triples_maps:
        if (kind := _kind(tm.subject.expression)) is not None:
            made.setdefault(kind, tm.subject.place or tm.place)
        for rule in tm.predicate_objects:
            for thing in rule.objects:
                if not isinstance(thing, RefObjectMap):
                    for kind in _kinds_in(thing.expression):
                        named.setdefault(kind, thing.place or rule.place or tm.place)
    for kind, place in named.items():
        near = next((other for other in made if kind not in made and _near(kind, other)), None)
        if near is not None:
            text = f"The kind {kind!r} is pointed to, but no subject of this mapping is made with it; {near!r} is."
            yield _warning("IL-M020", text, place, f"Did you mean kind={near}?")
    for kind, place in made.items():
        near = next(
            (other for other in named if kind not in named and other in made and _near(kind, other)), None
        )
        if near is not None:
            text = f"The kind {kind!r} is made, but nothing points to it; {near!r} is pointed to."
            yield _warning("IL-M020", text, place, f"Did you mean kind={near}?")


def _kind(expression: Expression) -> str | None:
    """The fixed kind of an `il:iri` of this system."""
    if not isinstance(expression, FunctionCall) or expression.function != f"{IL}iri":
        return None
    arguments = dict(expression.arguments)
    kind = arguments.get(f"{IL}kind")
    return kind.value if isinstance(kind, Constant) and f"{IL}system" not in arguments else None


def _kinds_in(expression: Expression) -> Iterator[str]:
    if (kind := _kind(expression)) is not None:
        yield kind
    elif isinstance(expression, FunctionCall):
        for _, argument in expression.arguments:
            yield from _kinds_in(argument)


def _near(one: str, other: str) -> bool:
    """Whether they differ as a slip of the keyboard does: by one character, in long words by two."""
    allowed = 1 if min(len(one), len(other)) < 7 else 2
    return one != other and min(len(one), len(other)) > 3 and _distance(one, other) <= allowed


def _distance(one: str, other: str) -> int:
    """How many characters must be put in, taken out, changed, or swapped with the next one."""
    last: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row = row, [i]
        for j, b in enumerate(other, 1):
            least = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                least = min(least, last[j - 2] + 1)
            row.append(least)
        last = above
    return row[-1]


def _warning(code: str, message: str, place: Place | None, hint: str) -> Diagnostic:
    return Diagnostic(code, message, "warning", place=place, mapping=place, hint=hint)
