"""Contradictions, by the rules of OWL 2 RL for the axioms that the vocabulary's language has.

Classes: sub-class, equivalence, disjointness. Properties: sub-property, equivalence, inverse, symmetry, domain, range,
disjointness, object against datatype. Restrictions, chains, keys and identity are left out: rule C06 tells of them,
and the tests hold this against a complete reasoner. Milliseconds, where that one needs seconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode

from interlingua.rdf.namespaces import OWL, RDF, RDFS, XSD

Node = NamedNode | BlankNode
_TYPE: Final = RDF + "type"
_ANYTHING: Final = frozenset((OWL + "Thing", RDFS + "Resource", RDFS + "Literal", OWL + "NamedIndividual"))
_FAMILIES: Final = {
    **dict.fromkeys(("decimal", "integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger",
                     "nonPositiveInteger", "negativeInteger", "unsignedInt", "unsignedLong", "unsignedShort",
                     "unsignedByte"), "decimal"),
    **dict.fromkeys(("string", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN"), "string"),
    **dict.fromkeys(("dateTime", "dateTimeStamp"), "dateTime"),
    **{name: name for name in ("date", "time", "gYear", "gYearMonth", "gMonth", "gDay", "gMonthDay", "boolean", "float",
                               "double", "duration", "anyURI", "hexBinary", "base64Binary")},
}  # fmt: skip
"""XSD datatypes by the value space that they share; two of different families have no value in common."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What cannot be true, said of a node or term; `predicate` and `value` where one statement shows it."""

    message: str
    focus: str
    predicate: str | None = None
    value: Any = None


@dataclass
class Axioms:
    """The axioms of a graph, closed upwards."""

    above: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Class or property to those directly above it."""
    domains: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    ranges: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    inverses: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    disjoint: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    kinds: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Term to the OWL types that it is stated to have."""
    _closed: dict[str, frozenset[str]] = field(default_factory=dict)

    def closure(self, term: str) -> frozenset[str]:
        """The term and everything above it."""
        if term not in self._closed:
            found, waiting = {term}, [term]
            while waiting:
                for above in self.above.get(waiting.pop(), ()):
                    if above not in found:
                        found.add(above)
                        waiting.append(above)
            self._closed[term] = frozenset(found)
        return self._closed[term]

    def clash(self, terms: Iterable[str]) -> tuple[str, str] | None:
        """Two of the terms, or of those above them, that are disjoint."""
        closed = sorted(set().union(*(self.closure(term) for term in terms)))
        for one in closed:
            for other in self.disjoint.get(one, ()):
                if other in closed:
                    return (one, other) if one < other else (other, one)
        return None


def axioms(triples: Iterable[Any]) -> Axioms:
    """The axioms among some triples."""
    found = Axioms()
    lists: dict[Any, dict[str, Any]] = defaultdict(dict)
    groups: list[Any] = []
    for t in triples:
        subject, predicate, value = t.subject, t.predicate.value, t.object
        if predicate in (RDF + "first", RDF + "rest"):
            lists[subject][predicate] = value
        elif predicate == OWL + "members":
            groups.append(value)
        elif isinstance(subject, NamedNode) and isinstance(value, NamedNode):
            _axiom(found, subject.value, predicate, value.value)
    for group in groups:
        members: list[str] = []
        while group in lists and RDF + "first" in lists[group]:
            members.append(getattr(lists[group][RDF + "first"], "value", ""))
            group = lists[group].get(RDF + "rest")
        for one, other in combinations(members, 2):
            found.disjoint[one].add(other)
            found.disjoint[other].add(one)
    return found


def _axiom(found: Axioms, subject: str, predicate: str, value: str) -> None:
    if predicate in (RDFS + "subClassOf", RDFS + "subPropertyOf"):
        found.above[subject].add(value)
    elif predicate in (OWL + "equivalentClass", OWL + "equivalentProperty"):
        found.above[subject].add(value)
        found.above[value].add(subject)
    elif predicate in (OWL + "disjointWith", OWL + "propertyDisjointWith"):
        found.disjoint[subject].add(value)
        found.disjoint[value].add(subject)
    elif predicate == OWL + "inverseOf":
        found.inverses[subject].add(value)
        found.inverses[value].add(subject)
    elif predicate in (RDFS + "domain", RDFS + "range"):
        if value not in _ANYTHING:
            (found.domains if predicate.endswith("domain") else found.ranges)[subject].add(value)
    elif predicate == _TYPE and value.startswith(OWL):
        found.kinds[subject].add(value)
        if value == OWL + "SymmetricProperty":
            found.inverses[subject].add(subject)


def contradictions(schema: Iterable[Any], data: Iterable[Any] = ()) -> Iterator[Contradiction]:
    """What the axioms of a schema forbid: in the schema itself, in its individuals, and in data."""
    schema = list(schema)
    known = axioms(schema)
    yield from _empty_terms(known)
    yield from _individuals(known, [*schema, *data])


def _empty_terms(known: Axioms) -> Iterator[Contradiction]:
    """Classes without a possible instance, properties without a possible use."""
    for term in sorted({*known.above, *known.domains, *known.ranges}):
        clash = known.clash([term])
        if clash is not None:
            yield Contradiction(
                f"Nothing can be of it: it is below {_short(clash[0])} and {_short(clash[1])}, which are disjoint.",
                term,
            )
        for what, table in (("domain", known.domains), ("range", known.ranges)):
            mine = set().union(*(table.get(above, set()) for above in known.closure(term)))
            clash = known.clash(mine) or _apart(mine)
            if clash is not None:
                yield Contradiction(
                    f"Nothing can have this property: its {what} is {_short(clash[0])} and {_short(clash[1])} at once.",
                    term, RDFS + what,
                )  # fmt: skip


def _apart(datatypes: Iterable[str]) -> tuple[str, str] | None:
    """Two datatypes that share no value."""
    families = {
        name: _FAMILIES.get(name.removeprefix(XSD)) for name in sorted(datatypes) if name.startswith(XSD)
    }
    for one, other in combinations(families, 2):
        if families[one] and families[other] and families[one] != families[other]:
            return one, other
    return None


def _individuals(known: Axioms, triples: list[Any]) -> Iterator[Contradiction]:
    types: dict[Any, dict[str, str]] = defaultdict(dict)
    said: dict[tuple[Any, Any], dict[str, Any]] = defaultdict(dict)
    for t in triples:
        predicate = t.predicate.value
        if predicate == _TYPE:
            if isinstance(t.object, NamedNode) and not t.object.value.startswith((OWL, RDFS)):
                types[t.subject].setdefault(t.object.value, predicate)
            continue
        for upper in known.closure(predicate):
            for domain in known.domains.get(upper, ()):
                types[t.subject].setdefault(domain, predicate)
            yield from _value(known, t, upper, types)
            for inverse in known.inverses.get(upper, ()):
                if not isinstance(t.object, Literal):
                    said[t.object, t.subject][inverse] = t
                    _both_ends(known, inverse, t.object, t.subject, types)
            said[t.subject, t.object][upper] = t
    for node, mine in types.items():
        clash = known.clash(mine)
        if clash is not None:
            yield Contradiction(
                f"It is {_short(clash[0])} and {_short(clash[1])} at once, which are disjoint{_by(known, clash, mine)}.",
                _name(node),
            )
    for (subject, _), held in said.items():
        clash = known.clash(held) if len(held) > 1 else None
        if clash is not None:
            text = (
                f"{_short(clash[0])} and {_short(clash[1])} join the same two nodes; they exclude each other."
            )
            yield Contradiction(text, _name(subject), clash[0])


def _both_ends(
    known: Axioms, predicate: str, subject: Any, thing: Any, types: dict[Any, dict[str, str]]
) -> None:
    for upper in known.closure(predicate):
        for domain in known.domains.get(upper, ()):
            types[subject].setdefault(domain, predicate)
        for range_ in known.ranges.get(upper, ()):
            types[thing].setdefault(range_, predicate)


def _value(known: Axioms, t: Any, upper: str, types: dict[Any, dict[str, str]]) -> Iterator[Contradiction]:
    kinds, literal = known.kinds.get(upper, set()), isinstance(t.object, Literal)
    if literal and OWL + "ObjectProperty" in kinds:
        yield Contradiction(
            f"{_short(upper)} points to a thing; here it has a text.",
            _name(t.subject),
            t.predicate.value,
            t.object,
        )
    if not literal and OWL + "DatatypeProperty" in kinds:
        yield Contradiction(
            f"{_short(upper)} takes a text, number or date; here it points to a thing.",
            _name(t.subject), t.predicate.value, t.object,
        )  # fmt: skip
    for range_ in known.ranges.get(upper, ()):
        if not literal:
            types[t.object].setdefault(range_, t.predicate.value)
        elif _apart((range_, t.object.datatype.value)) is not None:
            text = f"{_short(upper)} has values of {_short(range_)}; here it has one of {_short(t.object.datatype.value)}."
            yield Contradiction(text, _name(t.subject), t.predicate.value, t.object)


def _by(known: Axioms, clash: tuple[str, str], mine: dict[str, str]) -> str:
    """The properties from whose domain or range a class follows."""
    shown = {
        predicate
        for stated, predicate in mine.items()
        if predicate != _TYPE and not known.closure(stated).isdisjoint(clash)
    }
    return f" (by {', '.join(_short(p) for p in sorted(shown))})" if shown else ""


def _name(node: Any) -> str:
    return str(getattr(node, "value", node))


def _short(iri: str) -> str:
    from interlingua.editorial.lint.naming import short

    return short(iri)
