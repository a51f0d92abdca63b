"""The first page of the vocabulary, the pages of its modules, and what a search found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interlingua.rdf.namespaces import SP
from interlingua.web.termpages import parts, search
from interlingua.web.termpages.library import Module
from interlingua.web.termpages.shapes import profile_link
from interlingua.web.termpages.text import Text, pick
from interlingua.web.termpages.view import (
    Cell,
    Reader,
    Section,
    Span,
    Table,
    facts,
    literal,
    one,
    plain,
    table,
)


def front_facts(reader: Reader) -> Table:
    """Version and size."""
    known = reader.library.vocabulary
    properties = sum(prop.kind != "annotation" for prop in known.properties.values())
    rows = [
        (reader.words("version"), one(literal(known.version))),
        (
            reader.words("size"),
            one(
                reader.word("number_classes", number=len(known.classes)),
                reader.word("number_properties", number=properties),
                reader.word("number_lists", number=len(known.schemes)),
                reader.word("number_codes", number=len(known.codes)),
                reader.word("number_rules", number=len(reader.library.rules.rules)),
            ),
        ),
    ]
    return facts(rows)


def front_sections(reader: Reader) -> list[Section]:
    """Every term, by module; every code list; every profile."""
    library = reader.library
    tables = [_index(reader, module) for module in library.modules.values()]
    lists = tuple(
        sorted(
            (reader.link(iri) for iri in library.vocabulary.schemes),
            key=lambda span: search.fold(span.text.text),
        )
    )
    profiles = tuple(
        (
            one(profile_link(reader, profile)),
            one(literal(profile.name)),
            _described(reader, profile.descriptions),
        )
        for profile in library.rules.profiles
    )
    columns = tuple(reader.words(key) for key in ("profile", "name", "definition"))
    return [
        Section("modules", reader.words("modules"), tuple(tables)),
        Section("lists", reader.words("code_lists"), links=lists),
        Section("profiles", reader.words("profiles"), (table(columns, profiles),)),
        parts.more(reader, SP),
    ]


def _described(reader: Reader, texts: object) -> Cell:
    found = pick(texts, reader.language) if isinstance(texts, dict) else None
    return one(Span(found, mark="message")) if found else one()


def _index(reader: Reader, module: Module) -> Table:
    """The names of a module's terms."""
    rows = [
        (reader.words("classes"), one(*_sorted(reader, module.classes))),
        (reader.words("properties"), one(*_sorted(reader, module.properties))),
    ]
    shown = facts(rows)
    return Table(shown.rows, shown.columns, reader.link(module.iri))


def _sorted(reader: Reader, iris: Iterable[str]) -> list[Span]:
    return sorted(map(reader.link, iris), key=lambda span: search.fold(span.text.text))


def module_sections(reader: Reader, module: Module) -> list[Section]:
    """Its classes, properties and code lists, each with its definition."""
    sections = []
    for key, iris in (
        ("classes", module.classes),
        ("properties", module.properties),
        ("code_lists", module.lists),
    ):
        rows = []
        for iri in iris:
            term = reader.library.vocabulary.term(iri)
            if term is not None:
                rows.append((reader.both(iri), reader.definition(term)))
        columns = (reader.words("term"), reader.words("definition"))
        sections.append(Section(key, reader.words(key), (table(columns, rows),) if rows else ()))
    return [*sections, parts.more(reader, module.iri)]


def results(reader: Reader, query: str) -> list[Section]:
    """What a search found, or what it may have meant."""
    found = search.find(reader.library.entries, query, reader.language)
    if not found:
        near = suggestions(reader, query)
        sections = [Section("found", reader.words("found"), notes=(reader.word("nothing_found"),))]
        return [*sections, Section("near", reader.words("did_you_mean"), links=near)] if near else sections
    rows = [_result(reader, hit) for hit in found[: search.MOST]]
    notes = [reader.word("found_number", number=len(found))]
    if len(found) > search.MOST:
        notes.append(reader.word("first_shown", number=search.MOST))
    columns = tuple(reader.words(key) for key in ("term", "kind", "definition"))
    return [Section("found", reader.words("found"), (table(columns, rows),), tuple(notes))]


def _result(reader: Reader, hit: search.Hit) -> tuple[Cell, ...]:
    term = reader.library.vocabulary.term(hit.iri)
    assert term is not None
    kind = reader.library.vocabulary.kind_of(hit.iri)
    named: list[tuple[Span, ...]] = [(reader.link(hit.iri),)]
    if hit.text != named[0][0].text.text and hit.language:
        foreign = hit.language if hit.language != reader.language else None
        named.append((Span(Text(hit.text, foreign), mark="soft"),))
    kinds = [plain(reader.kind(term))]
    if kind == "code":
        kinds.append(reader.link(hit.iri.rpartition("/")[0]))
    return Cell(tuple(named)), one(*kinds), reader.definition(term)


def suggestions(reader: Reader, wanted: str) -> tuple[Span, ...]:
    """Terms near to a name that is not there."""
    parent, _, name = wanted[: search.LONGEST].rpartition("/")
    entries = reader.library.entries
    near = search.near(entries, name) + [hit.iri for hit in search.find(entries, name, reader.language)[:5]]
    near.sort(key=lambda iri: not iri.startswith(f"{SP}{parent}/"))  # codes of the list that was meant
    if parent and reader.library.vocabulary.term(SP + parent) is not None:
        near.insert(0, SP + parent)
    shapes = reader.library.rules
    if parent == "shape":
        near += _near_shapes(wanted[: search.LONGEST], (*shapes.shapes, *shapes.rules))
    return tuple(reader.link(iri) for iri in dict.fromkeys(near))[:8]


def _near_shapes(text: str, known: Sequence[str]) -> list[str]:
    from difflib import get_close_matches

    return get_close_matches(SP + text, known, 3)
