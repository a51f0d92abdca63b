"""Repeated rules: what a map says twice in the same words it says once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from interlingua.errors import Place
from interlingua.plan.model import bare
from interlingua.rml.model import Mapping, PredicateObjectMap, TermMap, TriplesMap

Tell = Callable[[Place | None, str], None]


def remove_repeated_rules(mapping: Mapping, tell: Tell) -> Mapping:
    """Keep the first of rules that differ in their place only."""
    return replace(mapping, triples_maps=tuple(_triples_map(tm, tell) for tm in mapping.triples_maps))


def _triples_map(tm: TriplesMap, tell: Tell) -> TriplesMap:
    seen: set[object] = set()
    rules = []
    for rule in tm.predicate_objects:
        key = _meaning(rule)
        if key in seen:
            tell(rule.place, "the rule is there already")
        else:
            seen.add(key)
            rules.append(rule)
    return replace(tm, predicate_objects=tuple(rules)) if len(rules) < len(tm.predicate_objects) else tm


def _meaning(rule: PredicateObjectMap) -> object:
    terms: tuple[TermMap, ...] = (*rule.predicates, *rule.graphs)
    return tuple(map(bare, terms)), tuple(map(bare, rule.objects)), bare(rule.condition), len(rule.predicates)
