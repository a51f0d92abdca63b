"""What a mapping reads of its sources, and what for: the rule, the view's field, the lookup behind each reference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from interlingua.errors import Place
from interlingua.plan.model import references
from interlingua.plan.views import field_references, views_of
from interlingua.rml import model as rml


@dataclass(frozen=True, slots=True)
class Use:
    """What a value is read for: a property, or a part of the mapping; and the place that says so."""

    what: str
    place: Place | None = None

    def text(self) -> str:
        """For people: `sp:sex (line 12)`."""
        return f"{self.what} (line {self.place.line})" if self.place and self.place.line else self.what


@dataclass(frozen=True, slots=True)
class Read:
    """One reference into a source. `within`: iterators of a view that lead to what it is looked up in."""

    source: rml.LogicalSource
    reference: rml.Reference
    use: Use
    triples_map: rml.TriplesMap | None = None
    within: tuple[str, ...] = field(default=())


def reads(mapping: rml.Mapping) -> Iterator[Read]:
    """Every reference of a mapping into a source that is no view."""
    for read in (*_of_maps(mapping), *_of_links(mapping), *_of_record(mapping), *_of_lookups(mapping)):
        if read.source.view is None:
            yield read
    yield from _of_views(mapping)


def _of_maps(mapping: rml.Mapping) -> Iterator[Read]:
    for tm in mapping.triples_maps:
        parts: list[tuple[rml.TermMap | rml.FunctionCall | None, str]] = [
            (tm.subject, f"the subject of {tm.name!r}"),
            (tm.condition, f"the condition of {tm.name!r}"),
            *((graph, f"the graph of {tm.name!r}") for graph in tm.graphs),
        ]
        for part, what in parts:
            for reference in references(part):
                yield Read(tm.source, reference, Use(what, reference.place or tm.place), tm)
        for rule in tm.predicate_objects:
            said = _properties(rule)
            for thing in (rule.condition, *rule.predicates, *rule.graphs, *rule.objects):
                for reference in references(thing):
                    yield Read(tm.source, reference, Use(said, reference.place or rule.place), tm)


def _properties(rule: rml.PredicateObjectMap) -> str:
    from interlingua.shacl.checks import short

    names = [
        short(each.expression.value) if isinstance(each.expression, rml.Constant) else "a property it names"
        for each in rule.predicates
    ]
    return ", ".join(dict.fromkeys(names))


def _of_links(mapping: rml.Mapping) -> Iterator[Read]:
    """What joins look at on the other side."""
    parents = {tm.name: tm for tm in mapping.triples_maps}
    for tm in mapping.triples_maps:
        for link in tm.links:
            parent = parents.get(link.parent)
            for join in link.joins if parent is not None else ():
                for reference in references(join.parent):
                    use = Use(f"a link of {tm.name!r}", reference.place or join.place)
                    assert parent is not None
                    yield Read(parent.source, reference, use, parent)


def _of_record(mapping: rml.Mapping) -> Iterator[Read]:
    if mapping.record is not None:
        for part in mapping.record.key:
            for reference in references(part):
                use = Use("the key of the record", reference.place or mapping.record.place)
                yield Read(mapping.record.source, reference, use)


def _of_lookups(mapping: rml.Mapping) -> Iterator[Read]:
    for lookup in mapping.lookups:
        for part in (*lookup.key, lookup.value):
            for reference in references(part):
                yield Read(
                    lookup.source,
                    reference,
                    Use(f"the lookup {lookup.name!r}", reference.place or lookup.place),
                )


def _of_views(mapping: rml.Mapping) -> Iterator[Read]:
    """What views read of the sources at their bottom."""
    sources = [tm.source for tm in mapping.triples_maps] + [each.source for each in mapping.lookups]
    sources += [mapping.record.source] if mapping.record is not None else []
    seen: list[rml.LogicalView] = []
    for source in sources:
        for view in views_of(source.view) if source.view is not None else ():
            if view in seen or view.on.view is not None:
                continue
            seen.append(view)
            for part in (*view.group, *((view.condition,) if view.group else ())):
                for reference in references(part):
                    yield Read(view.on, reference, _of_view(view, None, reference))
            for one in view.fields:
                yield from _of_field(view, one, ())


def _of_field(view: rml.LogicalView, one: rml.Field, within: tuple[str, ...]) -> Iterator[Read]:
    for reference in field_references(one):
        yield Read(view.on, reference, _of_view(view, one, reference), within=within)
    if one.formulation is not None or one.slots:
        return  # its fields are of a text inside the value, or were told with it
    inner = one.iterator
    if inner is None and isinstance(one.expression, rml.Reference):
        inner = one.expression.path
    for child in one.fields:
        yield from _of_field(view, child, within if inner is None else (*within, inner))


def _of_view(view: rml.LogicalView, one: rml.Field | None, reference: rml.Reference) -> Use:
    place = reference.place or (one.place if one is not None else None) or view.place
    return Use(
        f"the field {one.name!r} of the view {view.name!r}" if one else f"the view {view.name!r}", place
    )
