"""Self-joins: a join of a source with itself, on what the parent's subject is made of, is the row itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from interlingua.errors import Place
from interlingua.plan.model import bare, references, source_key
from interlingua.plan.paths import parse_path
from interlingua.rml.model import Mapping as Document
from interlingua.rml.model import PredicateObjectMap, Reference, RefObjectMap, TriplesMap

Tell = Callable[[Place | None, str], None]


def remove_self_joins(mapping: Document, tell: Tell) -> Document:
    """Take the join conditions from links where every matching row makes the same subject as the row itself.

    That holds when both sides of each condition are the same single-valued reference, and the parent's
    subject is made of exactly these references: equal keys, equal subject; and a row matches itself.
    """
    by_name = {tm.name: tm for tm in mapping.triples_maps}
    maps = tuple(_triples_map(tm, by_name, tell) for tm in mapping.triples_maps)
    return replace(mapping, triples_maps=maps)


def _triples_map(tm: TriplesMap, by_name: Mapping[str, TriplesMap], tell: Tell) -> TriplesMap:
    rules = tuple(_rule(tm, rule, by_name, tell) for rule in tm.predicate_objects)
    return tm if rules == tm.predicate_objects else replace(tm, predicate_objects=rules)


def _rule(
    tm: TriplesMap, rule: PredicateObjectMap, by_name: Mapping[str, TriplesMap], tell: Tell
) -> PredicateObjectMap:
    objects = []
    for thing in rule.objects:
        if isinstance(thing, RefObjectMap) and is_self_join(tm, thing, by_name.get(thing.parent)):
            tell(thing.place or rule.place, f"the join with {thing.parent} is the row itself")
            thing = replace(thing, joins=())
        objects.append(thing)
    return replace(rule, objects=tuple(objects))


def is_self_join(tm: TriplesMap, ref: RefObjectMap, parent: TriplesMap | None) -> bool:
    """Whether the rows that the link matches all make the subject that the row itself makes."""
    if parent is None or not ref.joins:
        return False
    if source_key(parent.source) != source_key(tm.source) or parent.each != tm.each:
        return False
    keys = set()
    for join in ref.joins:
        if not isinstance(join.child, Reference) or bare(join.child) != bare(join.parent):
            return False
        if join.child.outside or not _single(tm, join.child):
            return False
        keys.add(bare(join.child))
    made_of = {bare(reference) for reference in references(parent.subject)}
    asked = {bare(reference) for reference in references(parent.condition)}
    return made_of == keys and asked <= keys


def _single(tm: TriplesMap, reference: Reference) -> bool:
    return tm.source.tabular or (
        tm.source.formulation in ("json", "ndjson") and parse_path(reference.path, reference.place).single
    )
