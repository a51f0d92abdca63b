"""The pages of classes and properties."""

from __future__ import annotations

from collections.abc import Iterable

from interlingua.rdf.namespaces import SKOS
from interlingua.vocabulary import Class, Property
from interlingua.web.termpages import parts
from interlingua.web.termpages.codes import code_rows
from interlingua.web.termpages.view import Cell, Reader, Section, Span, Table, facts, lines, one, table

CODES_SHOWN = 30
"""Codes that a property's page lists before it refers to the page of the list."""


def class_sections(reader: Reader, term: Class) -> list[Section]:
    """Everything below the heading."""
    above = reader.library.above(term.iri)
    line = [term.iri, *above]
    return [
        *_properties(reader, term, above),
        _pointing(reader, line),
        parts.rules(reader, reader.library.rules.of_class(line)),
        *parts.common(reader, term),
    ]


def class_facts(reader: Reader, term: Class) -> Table:
    """Above and below it in the tree."""
    rows = [
        (reader.words("superclasses"), one(*map(reader.link, reader.library.above(term.iri)))),
        (reader.words("subclasses"), one(*map(reader.link, reader.library.subclasses.get(term.iri, ())))),
    ]
    return facts(rows)


def _properties(reader: Reader, term: Class, above: list[str]) -> Iterable[Section]:
    """Its own properties, then those of each class above it."""
    told: set[str] = set()
    tables = []
    for owner in (term.iri, *above):
        rows = []
        for prop in reader.library.of_class.get(owner, ()):
            if prop.kind != "annotation" and prop.iri not in told:
                told.add(prop.iri)
                rows.append(
                    (
                        reader.both(prop.iri),
                        reader.definition(prop),
                        values(reader, prop),
                        one(_count(reader, [term.iri, *above], prop.iri)),
                    )
                )
        if rows:
            inherited = reader.word("inherited_from", name=reader.link(owner).text.text)
            title = None if owner == term.iri else Span(inherited.text, reader.href(owner))
            columns = tuple(reader.words(key) for key in ("property", "definition", "values", "how_many"))
            tables.append(table(columns, rows, title))
    yield Section("properties", reader.words("properties"), tuple(tables))


def _count(reader: Reader, line: list[str], path: str) -> Span:
    least, most = reader.library.rules.counts(line, path)
    if (least, most) == (1, 1):
        return reader.word("count_one")
    if least == 0:
        return reader.word("count_any") if most is None else reader.word("count_most", most=most)
    return reader.word("count_least" if most is None else "count_between", least=least, most=most)


def _pointing(reader: Reader, line: list[str]) -> Section:
    """Properties whose values are of the class or of one above it."""
    rows: dict[str, tuple[Cell, ...]] = {}
    for target in line:
        for prop in reader.library.pointing.get(target, ()):
            rows.setdefault(
                prop.iri,
                (reader.both(prop.iri), one(*map(reader.link, prop.domain)), reader.definition(prop)),
            )
    columns = tuple(reader.words(key) for key in ("property", "used_on", "definition"))
    tables = (table(columns, rows.values()),) if rows else ()
    return Section("used", reader.words("pointed_to"), tables)


def values(reader: Reader, prop: Property) -> Cell:
    """What its values are: things of classes, codes of a list, or a kind of value."""
    spans = [reader.link(iri) for iri in prop.range if not (prop.code_list and iri == SKOS + "Concept")]
    if prop.code_list:
        target = reader.link(prop.code_list)
        spans.append(Span(reader.word("code_of", name=target.text.text).text, target.href))
    return lines(spans)


def property_facts(reader: Reader, term: Property) -> Table:
    """What it is used on and what its values are."""
    on: dict[str, None] = {}
    for owner in term.domain:
        on[owner] = None
    below = dict.fromkeys(iri for owner in term.domain for iri in _below(reader, owner) if iri not in on)
    rows = [
        (reader.words("used_on"), one(*map(reader.link, on))),
        (reader.words("so_also_on"), one(*map(reader.link, below))),
        (reader.words("values"), values(reader, term)),
    ]
    return facts(rows)


def _below(reader: Reader, iri: str) -> list[str]:
    found: dict[str, None] = {}
    waiting = [iri]
    while waiting:
        for subclass in reader.library.subclasses.get(waiting.pop(0), ()):
            if subclass not in found:
                found[subclass] = None
                waiting.append(subclass)
    return list(found)


def property_sections(reader: Reader, term: Property) -> list[Section]:
    """Everything below the heading."""
    return [
        _codes(reader, term),
        parts.rules(reader, reader.library.rules.by_term.get(term.iri, ())),
        *parts.common(reader, term),
    ]


def _codes(reader: Reader, term: Property) -> Section:
    scheme = reader.library.vocabulary.schemes.get(term.code_list or "")
    title = reader.words("codes")
    if scheme is None:
        return Section("codes", title)
    rows = code_rows(reader, scheme)
    columns = tuple(reader.words(key) for key in ("code", "label", "definition"))
    links: tuple[Span, ...] = ()
    if len(rows) > CODES_SHOWN:
        links = (Span(reader.word("all_codes", number=len(rows)).text, reader.href(scheme.iri)),)
    return Section("codes", title, (table(columns, rows[:CODES_SHOWN]),), links=links)
