"""What RML has no words for, in Turtle: properties of our own namespace, and YARRRML's values as JSON.

`ilm:` is https://w3id.org/interlingua/mapping#. A conversion loses nothing by them, and another engine
passes them over.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, cast

from interlingua.errors import MappingError, Place
from interlingua.rml import execute, templates, written, yarrrml_people, yarrrml_top, yarrrml_views
from interlingua.rml.model import (
    Constant,
    Description,
    Expression,
    Formulation,
    LogicalSource,
    Mapping,
    TriplesMap,
)
from interlingua.rml.names import Names
from interlingua.rml.nodes import Graph, Node
from interlingua.rml.problems import did_you_mean
from interlingua.rml.terms import Terms, as_dict
from interlingua.rml.yamltree import Dict, List, Text, Tree, read

ILM: Final = "https://w3id.org/interlingua/mapping#"
"""Namespace of the properties; prefix `ilm`."""
NAME: Final = ILM + "name"
EACH: Final = ILM + "each"
EXPRESSION: Final = ILM + "expression"
OPTIONS: Final = ILM + "options"
KEYS: Final = ILM + "keys"
BASE: Final = ILM + "base"
SOURCE: Final = ILM + "source"
VIEW: Final = ILM + "view"
MAPPING: Final = ILM + "Mapping"
JSON: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON"
STANDARD: Final = frozenset((
    "prefixes", "base", "sources", "source", "targets", "target", "mappings", "mapping", "m", "extends",
))  # fmt: skip
"""The keys of a document that RML has words for; the others are kept as they are written."""


# -- YARRRML's keys as JSON ---------------------------------------------------------------------------------


def plain(tree: Tree) -> Any:
    """A tree of YAML as JSON has it."""
    if isinstance(tree, Text):
        return None if tree.null else tree.value
    if isinstance(tree, List):
        return [plain(item) for item in tree.items]
    return {key.value: plain(value) for key, value in tree}


def keys_of(root: Dict) -> tuple[tuple[str, str], ...]:
    """The keys that RML has no words for, each with its value as JSON."""
    return tuple(
        (key.value, json.dumps(plain(value), ensure_ascii=False))
        for key, value in root
        if key.value not in STANDARD
    )


# -- reading ------------------------------------------------------------------------------------------------


def value(node: Node, iri: str) -> tuple[Constant, Place] | None:
    """The value of one of our properties, and its place."""
    found = node.graph.properties.get(node.term, {}).get(iri)
    return found[0] if found else None


def expression(node: Node) -> Expression | None:
    """ilm:expression: an expression that climbs out of its element, as YARRRML writes it."""
    found = value(node, EXPRESSION)
    if found is None:
        return None
    term, place = found
    return templates.expression(templates.parse(term.value, lambda _: place), place)


def each(node: Node) -> tuple[str | None, bool]:
    """ilm:each of a triples map."""
    found = value(node, EACH)
    if found is None:
        return None, False
    return found[0].value.removeprefix("?").strip(), found[0].value.startswith("?")


def source(node: Node, made: LogicalSource) -> LogicalSource:
    """The source with its name and with what RML-IO has no words for."""
    options = value(node, OPTIONS)
    made = named(node, replace(made, nulls=tuple(text for text in made.nulls if text)))
    if options is None:
        return made
    given = _json(*options)
    if not isinstance(given, dict):
        raise MappingError("IL-M010", "ilm:options must be a JSON object.", place=options[1])
    more = {str(key): str(text) for key, text in given.items() if key not in ("formulation", "nulls")}
    kept = [(key, text) for key, text in made.options if key != "empty" and key not in more]
    form = cast("Formulation", given.get("formulation", made.formulation))
    nulls = tuple(str(text) for text in given["nulls"]) if "nulls" in given else made.nulls
    return replace(made, formulation=form, options=(*kept, *more.items()), nulls=nulls)


def view(node: Node) -> LogicalSource | None:
    """ilm:view: a view that the document's keys describe, by its name; `completed` puts it in its place."""
    found = value(node, VIEW)
    return LogicalSource(found[0].value, None, "view", place=node.place) if found is not None else None


def named(node: Node, made: LogicalSource) -> LogicalSource:
    """The source with the name that ilm:name gives it."""
    found = value(node, NAME)
    return replace(made, name=found[0].value) if found is not None else made


def description(node: Node) -> Description:
    """A node of another vocabulary, with what points to it, as it stands."""
    return _description(node.term, node.graph, node.place, {node.term})


def _description(term: Constant, graph: Graph, place: Place, seen: set[Constant]) -> Description:
    from interlingua.rdf.namespaces import RDF, RDFS

    types: list[str] = []
    found: list[tuple[str, Constant | Description]] = []

    def described(other: Constant) -> Constant | Description:
        if other.kind == "literal" or other in seen or other not in graph.properties:
            return other
        seen.add(other)
        return _description(other, graph, place, seen)

    for iri, values in graph.properties.get(term, {}).items():
        for other, _ in values:
            if iri == RDF + "type":
                types.append(other.value)
            elif iri != RDFS + "label":
                found.append((iri, described(other)))
    for subject, properties in graph.properties.items():
        for iri, values in properties.items():
            if iri.startswith("http://w3id.org/rml/") or subject in seen:
                continue
            if any(other == term for other, _ in values):
                found.append(("^" + iri, described(subject)))
    return Description(tuple(types), tuple(found), place)


def _json(term: Constant, place: Place) -> Any:
    try:
        return json.loads(term.value)
    except ValueError as error:
        raise MappingError("IL-M010", "The literal is not JSON.", place=place) from error


@contextmanager
def _at(place: Place) -> Iterator[None]:
    """Faults inside a literal are told where the literal stands."""
    try:
        yield
    except MappingError as error:
        if error.place is not None and error.place.file not in (None, place.file):
            raise
        raise MappingError(error.code, error.message, place=place, hint=error.hint) from error


def completed(mapping: Mapping, graph: Graph, prefixes: Iterable[tuple[str, str]]) -> Mapping:
    """The mapping with what its ilm:Mapping node says. Raises MappingError."""
    from interlingua.rml.turtle_sources import logical_source

    holder = next((node for node in graph.nodes() if _is_ours(node)), None)
    declared = tuple(prefixes)
    if holder is None:
        return replace(mapping, prefixes=declared)
    base = value(holder, BASE)
    unused = [
        logical_source(Node(term, place, graph))
        for term, place in graph.properties[holder.term].get(SOURCE, [])
    ]
    mapping = replace(mapping, sources=(*mapping.sources, *unused))
    terms = Terms(Names(dict(declared), base[0].value if base else None), {})
    mapping = replace(
        mapping, prefixes=tuple(terms.names.prefixes.items()), base=base[0].value if base else mapping.base
    )
    keys = value(holder, KEYS)
    if keys is None:
        return mapping
    term, place = keys
    with _at(place):
        root = as_dict(read(term.value, place.file or ""), "ilm:keys")
        return _with_keys(mapping, root, terms)


def _is_ours(node: Node) -> bool:
    return any(value(node, iri) is not None for iri in (KEYS, BASE, SOURCE))


def _with_views(mapping: Mapping, views: dict[str, LogicalSource]) -> Mapping:
    """The views in the place of their names. Raises MappingError IL-M007."""
    maps: list[TriplesMap] = []
    for one in mapping.triples_maps:
        source = one.source
        if source.formulation == "view" and source.view is None:
            if source.name not in views:
                raise MappingError(
                    "IL-M007", f"The view {source.name!r} is not defined.", place=source.place,
                    hint=did_you_mean(source.name, views, what="Under `views`"),
                )  # fmt: skip
            source = views[source.name]
        maps.append(replace(one, source=source))
    plain = tuple(one for one in mapping.sources if one.formulation != "view" or one.view is not None)
    return replace(mapping, triples_maps=tuple(maps), sources=(*plain, *views.values()))


def _with_keys(mapping: Mapping, root: Dict, terms: Terms) -> Mapping:
    sources = {one.name: one for one in mapping.sources if one.formulation != "view"}
    views = yarrrml_views.named_views(root.get("views"), sources, terms)
    lookups = yarrrml_views.lookups(root.get("lookups"), {**sources, **views}, terms)
    mapping = _with_views(mapping, views)
    sources.update(views)
    external = root.get("external")
    if external is not None:
        terms.external = {key.value: str(plain(text)) for key, text in as_dict(external, "`external`")}
    record = root.get("record")
    declared = yarrrml_top.record(record, sources, terms) if record is not None else None
    tables, _ = yarrrml_top.code_tables(root.get("codes"), Path(mapping.file).parent, mapping.file, terms)
    mapping = replace(
        mapping,
        record=declared,
        codes=tuple(tables),
        omissions=yarrrml_top.omissions(root.get("omit")),
        profiles=yarrrml_top.profiles(root.get("profiles")),
        authors=yarrrml_people.authors(root.get("authors", "author")),
        tests=yarrrml_people.tests(root.get("tests")),
        lookups=lookups,
        keys=keys_of(root),
    )
    if not written.as_written():
        for error in execute.check_special(terms.calls, declared, mapping.codes):
            raise error
    return mapping
