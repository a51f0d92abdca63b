"""Mappings compared by what they mean: places, file, digest and notation left out."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any

from interlingua.errors import Place
from interlingua.rml.model import LogicalSource, Mapping, PredicateObjectMap, TriplesMap

READERS_OWN = ("climb", "empty", "database")
"""Options of sources that a reader adds by itself."""


def meaning(mapping: Mapping) -> Any:
    """The mapping without places; sources as a set, since a document may name them in any order."""
    bare = replace(
        mapping, file="", digest="", prefixes=(), keys=(), sources=(), omissions=tuple(mapping.omissions)
    )
    found = _stripped(bare)
    found["sources"] = {repr(_stripped(one)) for one in mapping.sources if one.name or one.path}
    return found


def _stripped(value: Any) -> Any:
    if isinstance(value, Place):
        return None
    if isinstance(value, tuple):
        return [_stripped(item) for item in value]
    if isinstance(value, TriplesMap):
        pairs = tuple(part for pair in value.predicate_objects for part in _split(pair))
        value = replace(value, predicate_objects=pairs)
    if isinstance(value, LogicalSource):
        value = replace(value, options=tuple(sorted(o for o in value.options if o[0] not in READERS_OWN)))
    if is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: _stripped(getattr(value, f.name))
            for f in fields(value)
            if f.name != "lines" and f.compare
        }
    return value


def _split(pair: PredicateObjectMap) -> list[PredicateObjectMap]:
    """RML says a condition of one expression map: several predicates are several pairs."""
    if pair.condition is None:
        return [pair]
    return [replace(pair, predicates=(one,)) for one in pair.predicates]
