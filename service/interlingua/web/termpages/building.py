"""From an IRI to its page: which kind of term it is, and what the page of that kind says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from interlingua.rdf.namespaces import DCTERMS, RDFS, SP
from interlingua.vocabulary import Class, Code, Property, Scheme, Term
from interlingua.vocabulary.describing import SOURCE
from interlingua.web.termpages import classes, codes, front, parts, shapes
from interlingua.web.termpages.rules import texts
from interlingua.web.termpages.search import LONGEST
from interlingua.web.termpages.text import NAMES, Text, pick
from interlingua.web.termpages.view import Cell, Reader, Section, Span, Table, TermPage, facts, one, table


def page_of(reader: Reader, iri: str, *, start: int = 0) -> TermPage | None:
    """The page; None for an IRI that is no term. `start`: the first code shown of a long list, from 0."""
    library = reader.library
    known = library.vocabulary
    if iri in (SP, known.version_iri):
        return _front(reader, iri)
    if (module := library.modules.get(iri)) is not None:
        page = _titled(reader, iri, "kind_module", module.titles, module.descriptions)
        return replace(page, sections=tuple(parts.kept(front.module_sections(reader, module))))
    profile = next((p for p in library.rules.profiles if p.iri == iri), None)
    if profile is not None:
        page = _titled(reader, iri, "kind_profile", profile.titles, profile.descriptions)
        return replace(page, sections=tuple(parts.kept(shapes.profile_sections(reader, profile))))
    if iri in library.rules.shapes or iri in library.rules.rules:
        return _shape(reader, iri)
    if iri in library.foreign and iri.startswith(SOURCE):
        return _foreign(reader, iri)
    return _term(reader, iri, start) or _other(reader, iri)


def search_page(reader: Reader, query: str) -> TermPage:
    """What was found."""
    return TermPage(
        iri=SP,
        path="",
        kind=reader.words("vocabulary"),
        label=Text(reader.words("search")),
        trail=(_home(reader),),
        sections=tuple(front.results(reader, query)),
        search=True,
        query=query[:LONGEST],
        data=False,
    )


def missing_page(reader: Reader, wanted: str) -> TermPage:
    """There is no such term; these are near."""
    near = front.suggestions(reader, wanted)
    sections = (Section("near", reader.words("did_you_mean"), links=near),) if near else ()
    return TermPage(
        iri=SP + wanted[:LONGEST],
        path="",
        kind=reader.words("vocabulary"),
        label=Text(reader.words("no_such_term")),
        definition=Text(reader.words("no_such_term_help")),
        trail=(_home(reader),),
        sections=sections,
        search=True,
        data=False,
    )


def _home(reader: Reader) -> Span:
    return Span(Text(reader.words("vocabulary")), reader.href(SP))


def _front(reader: Reader, iri: str) -> TermPage:
    said = reader.library.said(SP)
    titles, descriptions = texts(said[DCTERMS + "title"]), texts(said[DCTERMS + "description"])
    return replace(
        _titled(reader, iri, "kind_vocabulary", titles, descriptions),
        trail=() if iri == SP else (_home(reader),),
        facts=front.front_facts(reader),
        sections=tuple(parts.kept(front.front_sections(reader))),
        search=True,
    )


def _titled(
    reader: Reader, iri: str, kind: str, titles: Mapping[str, str], descriptions: Mapping[str, str]
) -> TermPage:
    definition = pick(descriptions, reader.language)
    return TermPage(
        iri=iri,
        path=iri.removeprefix(SP),
        kind=reader.words(kind),
        label=reader.text(titles, iri.removeprefix(SP)),
        definition=definition,
        fallback=_fallback(reader, definition),
        trail=(_home(reader),),
    )


def _fallback(reader: Reader, definition: Text | None) -> str | None:
    if definition is None or definition.language is None:
        return None
    return reader.words("not_translated", language=NAMES[reader.language].lower())  # as a sentence writes it


def _shape(reader: Reader, iri: str) -> TermPage:
    definition = shapes.shape_definition(reader, iri)
    rules = reader.library.rules
    found = rules.rules.get(iri) or rules.shapes[iri]
    return TermPage(
        iri=iri,
        path=iri.removeprefix(SP),
        kind=reader.words("kind_rule" if iri in rules.rules else "kind_shape"),
        label=shapes.shape_label(iri),
        definition=definition,
        fallback=_fallback(reader, definition),
        trail=(_home(reader), shapes.profile_link(reader, found.profile)),
        facts=shapes.shape_facts(reader, iri),
        sections=tuple(parts.kept(shapes.shape_sections(reader, iri))),
    )


def _foreign(reader: Reader, iri: str) -> TermPage:
    """A term of another standard that has no page of its own elsewhere: what it is in our words."""
    found = reader.library.foreign[iri]
    rows = tuple(
        (
            one(reader.link(row.subject)) if row.answered else one(reader.word("none")),
            one(parts.match(reader, row.predicate)) if row.answered else one(),
            parts.remark(reader, row),
        )
        for _, row in found
    )
    columns = tuple(reader.words(key) for key in ("our_term", "relation", "note"))
    label = next((row.object_label for _, row in found if row.object_label), iri.removeprefix(SOURCE))
    return TermPage(
        iri=iri,
        path=iri.removeprefix(SP),
        kind=reader.words("kind_foreign", standard=found[0][0].title),
        label=Text(label, literal=True),
        trail=(_home(reader),),
        sections=(Section("alignments", reader.words("our_words"), (table(columns, rows),)),),
    )


def _other(reader: Reader, iri: str) -> TermPage | None:
    """Whatever else is described: its statements as they are."""
    said = reader.library.said(iri)
    if not said:
        return None
    titles = texts(value for name in (RDFS + "label", DCTERMS + "title") for value in said.get(name, ()))
    page = _titled(reader, iri, "kind_other", titles, texts(said.get(DCTERMS + "description", ())))
    return replace(page, sections=tuple(parts.kept([parts.more(reader, iri)])))


def _term(reader: Reader, iri: str, start: int) -> TermPage | None:
    term = reader.library.vocabulary.term(iri)
    if term is None:
        return None
    match term:
        case Class():
            own, sections = classes.class_facts(reader, term), classes.class_sections(reader, term)
        case Property():
            own, sections = classes.property_facts(reader, term), classes.property_sections(reader, term)
        case Scheme():
            own, sections = codes.scheme_facts(reader, term), codes.scheme_sections(reader, term, start)
        case Code():
            own, sections = codes.code_facts(reader, term), codes.code_sections(reader, term)
        case _:
            return None
    definition = pick(term.definitions, reader.language)
    trail = [_home(reader)]
    if term.defined_by != SP and term.defined_by:
        trail.append(reader.link(term.defined_by))
    return TermPage(
        iri=iri,
        path=iri.removeprefix(SP),
        kind=reader.kind(term),
        label=reader.text(term.labels, term.name),
        definition=definition,
        fallback=_fallback(reader, definition),
        warning=_deprecated(reader, iri),
        trail=tuple(trail),
        facts=Table((*own.rows, *parts.heading(reader, term).rows, *_module(reader, term))),
        sections=tuple(parts.kept(sections)),
    )


def _module(reader: Reader, term: Term) -> tuple[tuple[Cell, ...], ...]:
    """The module that defines it; of a code list those whose properties take its codes."""
    modules = reader.library.modules
    found = [m.iri for m in modules.values() if m.iri == term.defined_by or term.iri in m.lists]
    return facts([(reader.words("module"), one(*map(reader.link, found)))]).rows


def _deprecated(reader: Reader, iri: str) -> Cell | None:
    """The banner of a deprecated term: since when, why, and what to use instead."""
    term = reader.library.vocabulary.term(iri)
    if term is None or term.deprecation is None:
        return None
    known = term.deprecation
    spans = [
        reader.word("deprecated_since", version=known.since) if known.since else reader.word("deprecated")
    ]
    if known.reason:
        spans.append(Span(Text(known.reason, None if reader.language == "en" else "en")))
    if known.successor:
        spans += [reader.word("use_instead"), reader.link(known.successor)]
    else:
        spans.append(reader.word("no_successor"))
    return one(*spans)
