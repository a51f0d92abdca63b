"""Dead rules: what a constant condition never lets through, and maps that say nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from interlingua.errors import Place
from interlingua.plan.rewrites.constants import result_of
from interlingua.rml.model import FunctionCall, Gather, Mapping, RefObjectMap, TermMap, TriplesMap

Tell = Callable[[Place | None, str], None]


def remove_dead_rules(mapping: Mapping, tell: Tell) -> Mapping:
    """Remove rules and maps whose condition is false of constants, and conditions that are true of them.

    A map that another one links to stays. When nothing would be left, the mapping stays as it is.
    """
    maps = [_live(tm, tell) for tm in mapping.triples_maps]
    linked = {ref.parent for tm in maps for ref in _links(tm)}
    kept = []
    for tm in maps:
        if tm.name not in linked and _never(tm.condition):
            tell(tm.place, f"map {tm.name} never says anything: its condition is false")
        else:
            kept.append(replace(tm, condition=None) if _always(tm.condition) else tm)
    return replace(mapping, triples_maps=tuple(kept)) if kept else mapping


def _live(tm: TriplesMap, tell: Tell) -> TriplesMap:
    rules = []
    for rule in tm.predicate_objects:
        if _never(rule.condition):
            tell(rule.place, "the rule never says anything: its condition is false")
        else:
            rules.append(replace(rule, condition=None) if _always(rule.condition) else rule)
    return replace(tm, predicate_objects=tuple(rules))


def _links(tm: TriplesMap) -> list[RefObjectMap]:
    found: list[RefObjectMap] = []
    waiting: list[TermMap | RefObjectMap] = [tm.subject]
    waiting += [thing for rule in tm.predicate_objects for thing in rule.objects]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, RefObjectMap):
            found.append(thing)
        elif isinstance(thing.gather, Gather):
            waiting += thing.gather.items
    return found


def _never(condition: FunctionCall | None) -> bool:
    return condition is not None and result_of(condition) == "false"


def _always(condition: FunctionCall | None) -> bool:
    return condition is not None and result_of(condition) == "true"
