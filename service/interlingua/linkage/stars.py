"""From shared identifiers to clusters, from clusters to a star of matches each."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from interlingua.rdf.namespaces import CODE, RDF, SP, XSD


@dataclass(slots=True)
class Sharers:
    """Who claims one identifier: the subjects by system, and the kind of the identifier."""

    kind: str
    by_system: dict[str, set[str]] = field(default_factory=dict)

    @property
    def ambiguous(self) -> bool:
        """Whether two subjects of one system claim it: then it tells nobody apart, and matches nobody."""
        return any(len(subjects) > 1 for subjects in self.by_system.values())

    def subjects(self) -> set[str]:
        """Everybody who claims it."""
        return set().union(*self.by_system.values())

    def joins(self) -> bool:
        """Whether it makes matches: between subjects of different systems only."""
        return not self.ambiguous and len(self.subjects()) > 1


@dataclass(frozen=True, slots=True)
class Match:
    """`subject` is the same person or group as `representative`, the smallest IRI of its cluster."""

    subject: str
    representative: str
    kinds: tuple[str, ...]

    def text(self) -> str:
        """The sp:IdentityMatch as N-Triples. It says by which kind of identifier, never its value."""
        this = f"<{match_iri(self.subject)}>"
        lines = [
            f"{this} <{RDF}type> <{SP}IdentityMatch> .",
            f"{this} <{SP}matchedRecord> <{self.subject}> .",
            f"{this} <{SP}matchRepresentative> <{self.representative}> .",
            f"{this} <{SP}matchMethod> <{CODE}match-method/same-identifier> .",
            f'{this} <{SP}matchConfidence> "1"^^<{XSD}decimal> .',
            *(f"{this} <{SP}matchIdentifierKind> <{kind}> ." for kind in self.kinds),
        ]
        return "\n".join(lines) + "\n"


def match_iri(subject: str) -> str:
    """The IRI of a subject's match, beside the subject's own; the same for as long as the subject is."""
    name = base64.b32encode(hashlib.sha256(subject.encode()).digest()[:16]).decode().rstrip("=").lower()
    base, slash, _ = subject.rpartition("/")
    base, slash, _ = base.rpartition("/")
    return f"{base}/identity-match/{name}" if slash and "//" in base else f"urn:interlingua:match:{name}"


def stars(identifiers: Iterable[Sharers]) -> dict[str, Match]:
    """Every match that these identifiers make, by its subject. The representative has none."""
    joining = [sharers for sharers in identifiers if sharers.joins()]
    parent: dict[str, str] = {}

    def root(subject: str) -> str:
        while parent[subject] != subject:
            parent[subject] = parent[parent[subject]]
            subject = parent[subject]
        return subject

    for sharers in joining:
        first, *others = sorted(sharers.subjects())
        parent.setdefault(first, first)
        for other in others:
            parent.setdefault(other, other)
            low, high = sorted((root(first), root(other)))
            parent[high] = low  # so that the root is the smallest of its cluster
    kinds: dict[str, set[str]] = {}
    for sharers in joining:
        for subject in sharers.subjects():
            kinds.setdefault(subject, set()).add(sharers.kind)
    return {
        subject: Match(subject, root(subject), tuple(sorted(kinds[subject])))
        for subject in parent
        if root(subject) != subject
    }


def systems_twice(
    matches: Mapping[str, Match], systems: Mapping[str, Sequence[str]]
) -> list[tuple[str, int]]:
    """`(system, subjects)` for each cluster that holds more than one subject of a system, by its identifiers
    in other systems: probably one person with two records there."""
    members: dict[str, set[str]] = {}
    for match in matches.values():
        members.setdefault(match.representative, {match.representative}).add(match.subject)
    found = []
    for cluster in members.values():
        counts: dict[str, int] = {}
        for subject in cluster:
            for system in systems.get(subject, ()):
                counts[system] = counts.get(system, 0) + 1
        found += [(system, count) for system, count in sorted(counts.items()) if count > 1]
    return found
