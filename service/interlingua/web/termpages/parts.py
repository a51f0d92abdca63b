"""Sections that several kinds of page have: rules, alignments, mappings, questions, examples, languages, the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from interlingua.rdf import by_name, shorten, write_triples
from interlingua.rdf.namespaces import CODE, DCTERMS, OWL, PREFIXES, RDF, RDFS, SCHEMA, SHAPE, SKOS, SP
from interlingua.vocabulary.overrides import PRIVACY_AXES
from interlingua.vocabulary.translations import translations
from interlingua.web.termpages.text import NAMES, Text, catalogue, pick
from interlingua.web.termpages.view import (
    Cell,
    Reader,
    Section,
    Span,
    Table,
    facts,
    lines,
    literal,
    one,
    plain,
    table,
)

if TYPE_CHECKING:
    from interlingua.vocabulary import Term
    from interlingua.vocabulary.alignments import Alignment
    from interlingua.web.termpages.rules import Profile, Rule
    from interlingua.web.termpages.uses import Example

VANN: Final = "http://purl.org/vocab/vann/"
SHOWN: Final = 25
"""Rows of mappings and questions that a page shows."""
_TOLD: Final = frozenset(
    [RDF + "type", RDFS + "label", RDFS + "subClassOf", RDFS + "isDefinedBy", RDFS + "domain", RDFS + "range",
     SCHEMA + "domainIncludes", SCHEMA + "rangeIncludes", OWL + "deprecated", OWL + "disjointWith", OWL + "imports", OWL + "versionInfo",
     VANN + "preferredNamespacePrefix", VANN + "preferredNamespaceUri",
     DCTERMS + "isReplacedBy", DCTERMS + "title", DCTERMS + "description", DCTERMS + "isPartOf",
     *(SKOS + name for name in ("prefLabel", "altLabel", "definition", "notation", "inScheme", "topConceptOf",
                                "hasTopConcept", "broader", "narrower")),
     *(SP + name for name in ("maturity", "translation", "codeList", "order", "orderDirection", "deprecatedIn",
                              "deprecationReason"))]
)  # fmt: skip
"""What the page tells elsewhere."""


def common(reader: Reader, term: Term) -> list[Section]:
    """What every term's page ends with, in order."""
    return [
        privacy(reader, term.iri),
        alignments(reader, term.iri),
        example(reader, reader.library.examples.nearest.get(term.iri)),
        uses(reader, term.iri),
        questions(reader, term.iri),
        languages(reader, term),
        more(reader, term.iri),
    ]


def heading(reader: Reader, term: Term) -> Table:
    """Module, maturity, other words: what every term has."""
    spoken = reader.library.others(term.iri)
    words = [text for text, language in spoken if language in (reader.language, "")]
    foreign = [(text, language) for text, language in spoken if language not in (reader.language, "")]
    said = reader.library.said(term.iri)
    maturity = [value.value for value in said.get(SP + "maturity", ()) if hasattr(value, "value")]
    rows = [
        (reader.words("also_called"), one(*map(plain, words)) if words else one()),
        (
            reader.words("also_called_elsewhere"),
            one(*(Span(Text(text, language)) for text, language in foreign)),
        ),
        (reader.words("maturity"), one(*map(reader.link, maturity))),
    ]
    return facts(rows)


def rules(reader: Reader, found: Iterable[Rule]) -> Section:
    """Rules in words, by profile."""
    by_profile: dict[str, list[Rule]] = {}
    for rule in found:
        by_profile.setdefault(rule.profile.name, []).append(rule)
    tables = tuple(rule_table(reader, group[0].profile, group) for group in by_profile.values())
    return Section("rules", reader.words("rules"), tables)


def rule_table(reader: Reader, profile: Profile, group: Sequence[Rule]) -> Table:
    """The rules of one profile; those that say the same, of several classes, share a row."""
    title = Span(pick(profile.titles, reader.language) or Text(profile.name, literal=True))
    if profile.iri is not None:
        title = Span(title.text, reader.href(profile.iri))
    shapes: dict[tuple[Text, str], list[Span]] = {}
    for rule in group:
        message = pick(rule.messages, reader.language) or Text(rule.iri)
        name = Text(rule.iri.removeprefix(SHAPE), literal=True)
        shapes.setdefault((message, rule.severity), []).append(Span(name, reader.href(rule.iri), mark="name"))
    rows = [
        (
            one(Span(message, mark="message")),
            one(reader.word(f"severity_{severity}", mark=severity)),
            one(*found),
        )
        for (message, severity), found in shapes.items()
    ]
    columns = (reader.words("rule"), reader.words("severity"), reader.words("shape"))
    return table(columns, rows, title, sentences=True)


def alignments(reader: Reader, iri: str) -> Section:
    """What other standards have for it, by standard."""
    english = None if reader.language == "en" else "en"
    by_standard: dict[str, list[tuple[Cell, ...]]] = {}
    for standard, row in reader.library.aligned.get(iri, ()):
        name = Text(row.object_label or row.object_id, literal=True)
        inside = row.object.startswith(SP)
        thing = Span(name, reader.href(row.object) if inside else row.object, external=not inside)
        known = [literal(row.object_id)] if row.object_label else []
        cells = (Cell(((thing,), tuple(known))), one(match(reader, row.predicate)), remark(reader, row))
        by_standard.setdefault(
            f"{standard.title} ({standard.version})" if standard.version else standard.title, []
        ).append(cells)
    columns = (reader.words("their_term"), reader.words("relation"), reader.words("note"))
    tables = tuple(table(columns, rows, Span(Text(title, english))) for title, rows in by_standard.items())
    return Section("alignments", reader.words("alignments"), tables)


def remark(reader: Reader, row: Alignment) -> Cell:
    """What the row adds: the way through our graph, a comment, why there is no term."""
    english = None if reader.language == "en" else "en"
    way = [literal(row.path)] if row.path else []
    sure = [] if row.confidence is None else [reader.word("confidence", number=f"{row.confidence:.0%}")]
    return lines([*way, *sure, *(Span(Text(text, english)) for text in (row.reason, row.comment) if text)])


def match(reader: Reader, predicate: str) -> Span:
    """A mapping predicate in words."""
    key = f"match_{predicate.removeprefix(SKOS).removeprefix(RDFS)}"
    return reader.word(key) if key in catalogue() else literal(shorten(predicate))


def uses(reader: Reader, iri: str) -> Section:
    """The mappings that make it: from which field, by which rule."""
    found = reader.library.uses.get(iri, ())
    rows = tuple(
        (
            lines(
                (
                    Span(Text(use.mapping, literal=True), f"/mappings/{quote(use.mapping)}"),
                    literal(use.system),
                )
            ),
            lines(map(literal, use.fields)),
            one(literal(use.rule)),
        )
        for use in found[:SHOWN]
    )
    columns = tuple(reader.words(key) for key in ("mapping", "field", "mapping_rule"))
    notes = (reader.word("and_more", number=len(found) - SHOWN),) if len(found) > SHOWN else ()
    return Section("mappings", reader.words("mappings"), (table(columns, rows),) if rows else (), notes)


def questions(reader: Reader, iri: str) -> Section:
    """The competency questions that name it."""
    english = None if reader.language == "en" else "en"
    found = reader.library.questions.get(iri, ())
    links = tuple(
        Span(Text(asked.question or asked.title, english), f"/sparql?query={quote(asked.text, safe='')}")
        for asked in found[:SHOWN]
    )
    return Section("questions", reader.words("questions"), links=links)


def example(reader: Reader, found: Example | None) -> Section:
    """One example as Turtle."""
    codes = (("", turtle(found)),) if found is not None else ()
    return Section("example", reader.words("example"), codes=codes)


def turtle(found: Example) -> str:
    """An example's statements. A code list has a prefix of its own: its slash cannot stand in a short name."""
    lists = {
        str(t.object).removeprefix(f"<{CODE}").partition("/")[0]
        for t in found.statements
        if str(t.object).startswith(f"<{CODE}")
    }
    prefixes: dict[str, str] = PREFIXES | {"ex": "https://data.example.org/"}
    prefixes |= {name: f"{CODE}{name}/" for name in sorted(lists) if name and name not in PREFIXES}
    text = write_triples(found.statements, by_name("turtle"), prefixes=prefixes).decode().strip()
    head = sorted(line for line in text.splitlines() if line.startswith("@prefix"))
    body = [line for line in text.splitlines() if not line.startswith("@prefix")]
    used = [line for line in head if any(f"{line.split()[1]}" in other for other in body)]
    return "\n".join((*used, "", *body))


def languages(reader: Reader, term: Term) -> Section:
    """Its name in each language, and how far each translation is."""
    states: dict[str, str] = {"en": "normative"}
    states |= {found.language: found.state for found in translations(term)}
    rows = []
    for language, state in states.items():
        foreign = None if language == reader.language else language
        label = term.labels.get(language)
        rows.append(
            (
                one(Span(Text(NAMES[language], foreign))),
                one(Span(Text(label, foreign))) if label else one(reader.word("none")),
                one(reader.word("yes" if language in term.definitions else "no")),
                one(reader.word(f"state_{state}", mark=state)),
            )
        )
    columns = tuple(reader.words(key) for key in ("language", "label", "definition", "translation"))
    return Section("languages", reader.words("languages"), (table(columns, rows),))


def privacy(reader: Reader, iri: str) -> Section:
    """The privacy answers in words: each question and answer is a term of the vocabulary."""
    known, said = reader.library.vocabulary, reader.library.said(iri)
    asked = [SP + axis for axis in PRIVACY_AXES]
    asked += [p for p in said if p not in asked and _is_privacy(reader, p)]
    rows = []
    for question in asked:
        for value in said.get(question, ()):
            answer = known.codes.get(getattr(value, "value", ""))
            meaning = reader.definition(answer) if answer else one()
            rows.append((one(reader.link(question)), reader.cell(value), meaning))
    columns = tuple(reader.words(key) for key in ("privacy_question", "privacy_answer", "meaning"))
    tables = [table(columns, rows)] if rows else []
    prop = known.properties.get(iri)
    for owner, answers in (prop.overrides if prop else {}).items():
        title = reader.word("privacy_on", name=reader.link(owner).text.text)
        found = tuple(_answer(reader, axis, notation) for axis, notation in answers.items())
        tables.append(table(columns, found, title))
    return Section("privacy", reader.words("privacy"), tuple(tables))


def _answer(reader: Reader, axis: str, notation: str) -> tuple[Cell, ...]:
    """An answer that holds for one class only."""
    known = reader.library.vocabulary
    question = known.properties.get(SP + axis)
    code = known.code(question.code_list, notation) if question and question.code_list else None
    if code is None:
        return (one(reader.link(SP + axis)), one(literal(notation)), one())
    return (one(reader.link(SP + axis)), one(reader.link(code.iri)), reader.definition(code))


def _is_privacy(reader: Reader, predicate: str) -> bool:
    found = reader.library.vocabulary.properties.get(predicate)
    return found is not None and found.defined_by.endswith("/privacy")


def more(reader: Reader, iri: str) -> Section:
    """Statements that nothing above tells."""
    import pyoxigraph as ox

    rows: list[tuple[str, Cell]] = []
    by_name: Mapping[str, list[object]] = reader.library.said(iri)
    for predicate, values in sorted(by_name.items()):
        if (
            predicate in _TOLD
            or predicate.rpartition("/")[2] in PRIVACY_AXES
            or _is_privacy(reader, predicate)
        ):
            continue
        cells = [reader.cell(value) for value in values if not isinstance(value, ox.BlankNode)]
        if cells:
            rows.append(
                (reader.predicate(predicate), Cell(tuple(line for cell in cells for line in cell.lines)))
            )
    return Section("more", reader.words("more"), (facts(rows),) if rows else ())


def kept(sections: Iterable[Section]) -> Iterator[Section]:
    """Those that hold something."""
    for section in sections:
        if any(table.rows for table in section.tables) or section.links or section.codes or section.notes:
            yield section
