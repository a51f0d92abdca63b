"""The pages of code lists and codes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from interlingua.rdf.namespaces import SP
from interlingua.vocabulary import Code, Scheme
from interlingua.web.termpages import parts
from interlingua.web.termpages.text import Text
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
    table,
)

PAGE: Final = 200
"""Codes on one page of a list."""
_SIBLINGS: Final = 24


def scheme_facts(reader: Reader, term: Scheme) -> Table:
    """How many codes, in what order, for which properties."""
    direction = [reader.cell(value) for value in _directions(reader, term)]
    on = reader.library.pointing.get(term.iri, ())
    rows = [
        (reader.words("codes"), one(literal(str(len(term.codes))))),
        (reader.words("order"), direction[0] if direction else one()),
        (reader.words("values_of"), one(*(reader.link(prop.iri) for prop in on))),
    ]
    return facts(rows)


def _directions(reader: Reader, term: Scheme) -> list[object]:
    """The statement of what the order means: in the reader's language first."""
    found = reader.library.said(term.iri).get(SP + "orderDirection", [])
    return sorted(found, key=lambda v: [reader.language, "en", None].index(v.language)
                  if v.language in (reader.language, "en", None) else 9)  # fmt: skip


def scheme_sections(reader: Reader, term: Scheme, start: int) -> list[Section]:
    """Its codes from the number `start` (counted from 0), then the rest."""
    return [
        _codes(reader, term, start),
        parts.rules(reader, reader.library.rules.by_term.get(term.iri, ())),
        parts.alignments(reader, term.iri),
        parts.questions(reader, term.iri),
        parts.languages(reader, term),
        parts.more(reader, term.iri),
    ]


def _codes(reader: Reader, term: Scheme, start: int) -> Section:
    ordered = any(code.order is not None for code in term.codes.values())
    rows = code_rows(reader, term, ordered=ordered, start=start, limit=PAGE)
    keys = ("code", "label", "definition", *(("order",) if ordered else ()))
    total = len(term.codes)
    links = []
    if start > 0:
        before = max(0, start - PAGE)
        links.append(Span(reader.word("codes_before").text, reader.href(term.iri, start=before)))
    if start + PAGE < total:
        links.append(Span(reader.word("codes_after").text, reader.href(term.iri, start=start + PAGE)))
    notes: tuple[Span, ...] = ()
    if links:
        last = min(total, start + PAGE)
        notes = (reader.word("codes_shown", first=min(start + 1, total), last=last, total=total),)
    columns = tuple(reader.words(key) for key in keys)
    return Section("codes", reader.words("codes"), (table(columns, rows),), notes, tuple(links))


def code_rows(
    reader: Reader, scheme: Scheme, *, ordered: bool = False, start: int = 0, limit: int | None = None
) -> list[tuple[Cell, ...]]:
    """The codes as a tree: each below its broader one."""
    tree = list(_tree(reader, scheme))
    rows = []
    for code, depth in tree[start : None if limit is None else start + limit]:
        notation = Span(Text(code.notation, literal=True), reader.href(code.iri), mark="name")
        cells = [
            Cell(((notation,),), depth),
            one(Span(reader.text(code.labels, code.notation), mark="gone" if code.deprecation else None)),
            reader.definition(code),
        ]
        if ordered:
            cells.append(one(literal(str(code.order))) if code.order is not None else one())
        rows.append(tuple(cells))
    return rows


def _tree(reader: Reader, scheme: Scheme) -> Iterator[tuple[Code, int]]:
    known = reader.library.vocabulary.codes
    mine = {code.iri for code in scheme.codes.values()}
    shown: set[str] = set()

    def below(iri: str, depth: int) -> Iterator[tuple[Code, int]]:
        if iri in mine and iri not in shown:
            shown.add(iri)
            yield known[iri], depth
            for narrower in _by_order(reader, reader.library.narrower.get(iri, ())):
                yield from below(narrower, depth + 1)

    tops = [code.iri for code in scheme.codes.values() if not mine.intersection(code.broader)]
    rest = (code.iri for code in scheme.codes.values())  # a circle of broader codes has no top
    for iri in (*_by_order(reader, tops), *rest):
        yield from below(iri, 0)


def _by_order(reader: Reader, iris: tuple[str, ...] | list[str]) -> list[str]:
    codes = reader.library.vocabulary.codes

    def place(iri: str) -> int:
        order = codes[iri].order if iri in codes else None
        return 1 << 30 if order is None else order

    return sorted(iris, key=place)


def code_facts(reader: Reader, term: Code) -> Table:
    """Its list, its place in the tree and in the order."""
    library = reader.library
    scheme = library.vocabulary.schemes.get(term.scheme)
    siblings: list[Code] = []
    if scheme is not None:
        siblings = [code for code in scheme.codes.values() if code.broader == term.broader]
    near = _around(siblings, term)
    beside = [reader.link(code.iri) for code in near]
    if len(near) + 1 < len(siblings):
        rest = reader.word("and_more", number=len(siblings) - 1 - len(near))
        beside.append(Span(rest.text, reader.href(term.scheme)))
    named = [value.value for value in library.said(term.iri).get(SP + "codeForClass", ())]
    rows = [
        (reader.words("notation"), one(literal(term.notation))),
        (reader.words("code_list"), one(reader.link(term.scheme))),
        (reader.words("broader"), one(*map(reader.link, term.broader))),
        (reader.words("narrower"), one(*map(reader.link, library.narrower.get(term.iri, ())))),
        (reader.words("order"), one(literal(str(term.order))) if term.order is not None else one()),
        (reader.words("code_for_class"), lines(map(reader.link, named))),
        (reader.words("siblings"), one(*beside)),
        (
            reader.words("values_of"),
            one(*(reader.link(prop.iri) for prop in library.pointing.get(term.scheme, ()))),
        ),
    ]
    return facts(rows)


def _around(siblings: list[Code], term: Code) -> list[Code]:
    """The others, or of very many those next to it in the list."""
    place = next((number for number, code in enumerate(siblings) if code.iri == term.iri), 0)
    others = [code for code in siblings if code.iri != term.iri]
    if len(others) <= _SIBLINGS:
        return others
    first = max(0, min(place - _SIBLINGS // 4, len(others) - _SIBLINGS // 2))
    return others[first : first + _SIBLINGS // 2]


def code_sections(reader: Reader, term: Code) -> list[Section]:
    """Everything below the heading."""
    return [
        parts.rules(reader, reader.library.rules.by_term.get(term.iri, ())),
        *parts.common(reader, term),
    ]
