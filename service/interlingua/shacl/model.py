"""Shapes as frozen values, named as SHACL names them: what can be decided on one record, and the graph.

Only constraints that `record_checks` understands are taken apart; the triples keep everything for
pySHACL.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Triple

from interlingua.errors import Severity
from interlingua.shacl.fragments import CheckKind


@dataclass(frozen=True, slots=True)
class Constraint:
    """One parameter of a property shape, in the form that `RecordCheck.parameter` has."""

    kind: CheckKind
    parameter: int | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PropertyShape:
    """sh:PropertyShape. `predicate` is None where the path is not a single predicate.

    `rest` names the parameters that only the whole graph, or pySHACL, can decide.
    """

    iri: str | None
    predicate: str | None
    constraints: tuple[Constraint, ...] = ()
    severity: Severity = "violation"
    messages: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    rest: tuple[str, ...] = ()

    def message(self, language: str = "en") -> str | None:
        """Its own message in a language, else in English, else in any."""
        return choose(self.messages, language)

    def name(self, language: str = "en") -> str | None:
        """Its name, likewise."""
        return choose(self.names, language)


@dataclass(frozen=True, slots=True)
class NodeShape:
    """sh:NodeShape with its class targets. `other_targets` says that it has targets of other kinds too."""

    iri: str | None
    target_classes: tuple[str, ...]
    properties: tuple[PropertyShape, ...]
    other_targets: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """A shapes graph: parsed, with code lists filled in and the subclass closure frozen beside it."""

    name: str
    nodes: tuple[NodeShape, ...]
    triples: Sequence[Triple]
    superclasses: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For each class of the vocabulary all its superclasses: a Household must not escape a Group shape."""

    def closed(self, classes: tuple[str, ...]) -> frozenset[str]:
        """Classes and all their superclasses."""
        return frozenset(classes).union(*(self.superclasses.get(c, frozenset()) for c in classes))


def choose(texts: Mapping[str, str], language: str) -> str | None:
    """The text in a language, else in English, else without a language, else the first."""
    for tag in (language, language.split("-", maxsplit=1)[0], "en", ""):
        if tag in texts:
            return texts[tag]
    return next(iter(texts.values()), None)
