"""The pages of shapes and profiles."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from interlingua.rdf import shorten
from interlingua.rdf.namespaces import RDF, SH, SHAPE, SP
from interlingua.vocabulary.translations import LANGUAGES
from interlingua.web.termpages import parts
from interlingua.web.termpages.rules import NodeShape, Profile, Rule
from interlingua.web.termpages.text import NAMES, Text
from interlingua.web.termpages.view import Cell, Reader, Section, Span, Table, facts, one

_TOLD: Final = frozenset(
    [
        RDF + "type",
        *(SH + n for n in ("name", "message", "severity", "targetClass", "property", "description")),
    ]
)


def shape_facts(reader: Reader, iri: str) -> Table:
    """Its profile, what it looks at, how grave it is."""
    book = reader.library.rules
    rule, shape = book.rules.get(iri), book.shapes.get(iri)
    profile = (rule or shape).profile if rule or shape else None  # type: ignore[union-attr]
    targets = rule.targets if rule else shape.targets if shape else ()
    holders = [s.iri for s in book.shapes.values() if iri in s.rules]
    rows = [
        (reader.words("profile"), one(profile_link(reader, profile)) if profile else one()),
        (reader.words("looks_at"), one(*map(reader.link, targets))),
        (reader.words("path"), one(reader.link(rule.path)) if rule and rule.path else one()),
        (
            reader.words("severity"),
            one(reader.word(f"severity_{rule.severity}", mark=rule.severity)) if rule else one(),
        ),
        (reader.words("part_of"), one(*(_shape_link(reader, holder) for holder in holders))),
    ]
    return facts(rows)


def profile_link(reader: Reader, profile: Profile) -> Span:
    """A profile by its title."""
    title = reader.text(profile.titles, profile.name)
    return Span(title, reader.href(profile.iri) if profile.iri else None)


def _shape_link(reader: Reader, iri: str) -> Span:
    return Span(Text(iri.removeprefix(SHAPE), literal=True), reader.href(iri), mark="name")


def shape_sections(reader: Reader, iri: str) -> list[Section]:
    """The rules that it holds, or the rule itself: parameters, messages, what keeps it, what breaks it."""
    book, examples = reader.library.rules, reader.library.examples
    shape, rule = book.shapes.get(iri), book.rules.get(iri)
    sections = []
    if shape is not None:
        sections.append(parts.rules(reader, [book.rules[r] for r in shape.rules if r in book.rules]))
    sections.append(_parameters(reader, iri))
    if rule is not None:
        sections.append(_messages(reader, rule))
    name = iri.removeprefix(SHAPE)
    for key, table in (("keeps", examples.valid), ("breaks", examples.invalid)):
        found = table.get(name)
        if found is not None:
            sections.append(Section(key, reader.words(key), codes=(("", parts.turtle(found)),)))
    return sections


def _parameters(reader: Reader, iri: str) -> Section:
    """What SHACL says, as it says it."""
    import pyoxigraph as ox

    rows: list[tuple[str, Cell]] = []
    sparql: list[tuple[str, str]] = []
    for predicate, values in reader.library.said(iri).items():
        if predicate in _TOLD:
            continue
        cells = [reader.cell(v) for v in values if not isinstance(v, ox.BlankNode)]
        if cells:
            rows.append((shorten(predicate), Cell(tuple(line for cell in cells for line in cell.lines))))
        for node in values:
            if isinstance(node, ox.BlankNode):
                sparql += [
                    ("", t.object.value.strip())
                    for t in reader.library.outgoing.get(node, ())
                    if t.predicate.value == SH + "select" and isinstance(t.object, ox.Literal)
                ]
    return Section(
        "constraint", reader.words("constraint"), (facts(rows),) if rows else (), codes=tuple(sparql)
    )


def _messages(reader: Reader, rule: Rule) -> Section:
    rows = []
    for language in LANGUAGES:
        if language in rule.messages and language != reader.language:
            rows.append((NAMES[language], one(Span(Text(rule.messages[language], language), mark="message"))))
    return Section("messages", reader.words("messages"), (facts(rows),) if rows else ())


def profile_sections(reader: Reader, profile: Profile) -> list[Section]:
    """Its shapes, each with its rules."""
    book = reader.library.rules
    tables = []
    for shape in book.shapes.values():
        if shape.profile.name == profile.name:
            rules = [book.rules[iri] for iri in (shape.iri, *shape.rules) if iri in book.rules]
            table = parts.rule_table(reader, profile, rules)
            tables.append(replace(table, title=_titled(reader, shape)))
    return [
        Section("rules", reader.words("rules"), tuple(t for t in tables if t.rows)),
        *([parts.more(reader, profile.iri)] if profile.iri else []),
    ]


def _titled(reader: Reader, shape: NodeShape) -> Span:
    for target in shape.targets:
        if target.startswith(SP):
            return Span(reader.link(target).text, reader.href(shape.iri))
    return Span(reader.text(shape.names, shape.iri.removeprefix(SHAPE)), reader.href(shape.iri))


def shape_label(iri: str) -> Text:
    """A shape's own name is the name in its IRI: it is what reports say."""
    return Text(iri.removeprefix(SHAPE), literal=True)


def shape_definition(reader: Reader, iri: str) -> Text | None:
    """What the rule says."""
    rule = reader.library.rules.rules.get(iri)
    return reader.text(rule.messages) if rule else None
