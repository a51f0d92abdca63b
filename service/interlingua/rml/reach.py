"""What the XPaths of a mapping need of its XML sources: namespaces, and how far they look out of a record.

A reader forgets what is over; it must be told beforehand that `../name` will be asked of a record, so that
it holds the element around it until that ends. `../@id` needs nothing: attributes are there from the start.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from interlingua.rml.model import LogicalSource, Mapping, Reference, RefObjectMap, TriplesMap
from interlingua.xmlpath import prefixes_of, reach


def with_reach(mapping: Mapping) -> Mapping:
    """The mapping, whose XML sources say under the option `climb` how many elements up their records look.

    The document's own prefixes can be used in XPaths, too; those that the source declares win.
    """
    if all(tm.source.formulation != "xml" for tm in mapping.triples_maps):
        return mapping
    spaces = _namespaces(mapping)
    climbs: dict[LogicalSource, int] = {}
    by_name = {tm.name: tm for tm in mapping.triples_maps}
    for source, reference in _asked(mapping, by_name):
        if source.formulation == "xml":
            up, attribute = reach(reference.path)
            plain = replace(source, place=None)
            climbs[plain] = max(climbs.get(plain, 0), 0 if attribute else up)

    def told(source: LogicalSource) -> LogicalSource:
        if source.formulation != "xml":
            return source
        climb = climbs.get(replace(source, place=None))
        options = (*source.options, ("climb", str(climb))) if climb else source.options
        own = dict(source.namespaces)
        more = tuple((prefix, iri) for prefix, iri in spaces if prefix not in own)
        return replace(source, options=options, namespaces=(*source.namespaces, *more))

    record = mapping.record
    return replace(
        mapping,
        triples_maps=tuple(replace(tm, source=told(tm.source)) for tm in mapping.triples_maps),
        record=replace(record, source=told(record.source)) if record is not None else None,
        sources=tuple(told(source) for source in mapping.sources),
    )


def _namespaces(mapping: Mapping) -> tuple[tuple[str, str], ...]:
    """The document's prefixes that its XPaths use."""
    by_name = {tm.name: tm for tm in mapping.triples_maps}
    texts = [reference.path for source, reference in _asked(mapping, by_name) if source.formulation == "xml"]
    for tm in mapping.triples_maps:
        if tm.source.formulation == "xml":
            texts += [text for text in (tm.source.iterator, tm.each) if text]
    used = {prefix for text in texts for prefix in prefixes_of(text)}
    return tuple((prefix, iri) for prefix, iri in mapping.prefixes if prefix in used)


def _asked(mapping: Mapping, by_name: dict[str, TriplesMap]) -> Iterator[tuple[LogicalSource, Reference]]:
    """What is read of each source, by the references that stand in its maps and in joins with them."""
    for tm in mapping.triples_maps:
        for thing in (tm.subject, tm.condition, tm.graphs, tm.predicate_objects):
            yield from _of(tm.source, thing, by_name)
    if mapping.record is not None:
        for part in mapping.record.key:
            yield from _of(mapping.record.source, part, by_name)


def _of(
    source: LogicalSource, thing: Any, by_name: dict[str, TriplesMap]
) -> Iterator[tuple[LogicalSource, Reference]]:
    if isinstance(thing, Reference):
        yield source, thing
    elif isinstance(thing, RefObjectMap):
        parent = by_name.get(thing.parent)
        for join in thing.joins:
            yield from _of(source, join.child, by_name)
            if parent is not None:
                yield from _of(parent.source, join.parent, by_name)
    elif isinstance(thing, tuple):
        for each in thing:
            yield from _of(source, each, by_name)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from _of(source, getattr(thing, field.name), by_name)
