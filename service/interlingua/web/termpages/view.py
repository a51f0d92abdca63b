"""What a page shows: spans of text in cells, cells in tables, tables in sections; and the reader who links them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal
from urllib.parse import quote

from interlingua.rdf import shorten
from interlingua.rdf.namespaces import CODE, RDFS, SP, XSD
from interlingua.vocabulary import Property, Term
from interlingua.web.termpages.library import Library
from interlingua.web.termpages.text import Text, Words, catalogue, pick

Severity = Literal["violation", "warning", "info"]
BASE: Final = "/social-protection/"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text, where it leads, and how it looks. `mark` is a CSS class."""

    text: Text
    href: str | None = None
    external: bool = False
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """Lines of spans. `depth` indents a tree."""

    lines: tuple[tuple[Span, ...], ...]
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; the first cell of a row heads it. No headings: pairs of name and value."""

    rows: tuple[tuple[Cell, ...], ...]
    columns: tuple[str, ...] = ()
    title: Span | None = None
    sentences: bool = False
    """The first column holds sentences and wants room."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page with a heading; `key` is its anchor."""

    key: str
    title: str
    tables: tuple[Table, ...] = ()
    notes: tuple[Span, ...] = ()
    links: tuple[Span, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    """Documents shown as they are, each with a heading (empty: none)."""


@dataclass(frozen=True, slots=True)
class TermPage:
    """One page."""

    iri: str
    path: str
    kind: str
    label: Text
    definition: Text | None = None
    fallback: str | None = None
    """A sentence that says that the definition is not in the reader's language."""
    warning: Cell | None = None
    trail: tuple[Span, ...] = ()
    facts: Table | None = None
    sections: tuple[Section, ...] = ()
    search: bool = False
    query: str = ""
    data: bool = True
    """Whether it can be had as RDF."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the library, the language, whether the address names it (then links keep it)."""

    library: Library
    language: str
    explicit: bool = False
    words: Words = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", Words(self.language))

    def href(self, iri: str, **query: object) -> str:
        """The address here of an IRI of ours."""
        kept = ({"lang": self.language} if self.explicit else {}) | query
        asked = "&".join(f"{name}={quote(str(value), safe='')}" for name, value in kept.items())
        return BASE + quote(iri.removeprefix(SP), safe="/") + (f"?{asked}" if asked else "")

    def text(self, texts: Mapping[str, str], otherwise: str = "") -> Text:
        """In the reader's language, else in English."""
        return pick(texts, self.language) or Text(otherwise, literal=True)

    def word(self, key: str, mark: str | None = None, **values: object) -> Span:
        """Words of the page itself."""
        return Span(Text(self.words(key, **values)), mark=mark)

    def link(self, iri: str, *, mark: str | None = None) -> Span:
        """A term by its label; another standard's by its short name."""
        known = self.library.vocabulary.term(iri)
        if known is not None:
            gone = "gone" if known.deprecation else None
            return Span(self.text(known.labels, known.name), self.href(iri), mark=mark or gone)
        module = self.library.modules.get(iri)
        if module is not None:
            return Span(self.text(module.titles, iri.removeprefix(SP)), self.href(iri))
        if iri.startswith(SP):
            there = self.library.knows(iri)
            return Span(Text(iri.removeprefix(SP) or iri, literal=True), self.href(iri) if there else None)
        kind = f"type_{iri.removeprefix(XSD).removeprefix(RDFS)}"
        if kind in catalogue():
            return self.word(kind)
        outside = iri.startswith(("http://", "https://"))
        short = shorten(iri).removeprefix("<").removesuffix(">")
        return Span(Text(short, literal=True), iri if outside else None, external=outside)

    def predicate(self, iri: str) -> str:
        """A property of any vocabulary, in words where there are some."""
        key = f"said_{re.split('[/#]', iri)[-1]}"
        if not iri.startswith(SP) and key in catalogue():
            return self.words(key)
        return self.link(iri).text.text

    def kind(self, term: Term) -> str:
        """What kind of term it is, in words."""
        known = self.library.vocabulary.kind_of(term.iri)
        coded = isinstance(term, Property) and term.code_list is not None and known == "object"
        return self.words("kind_coded" if coded else f"kind_{known}")

    def name(self, iri: str) -> Span:
        """A term's name in its IRI, as data writes it."""
        term = self.library.vocabulary.term(iri)
        local = iri.rpartition("/")[2] if iri.startswith(CODE) and term else iri.removeprefix(SP)
        return Span(Text(local, literal=True), mark="name")

    def both(self, iri: str) -> Cell:
        """Label with link, and the name below where it differs."""
        label, name = self.link(iri), self.name(iri)
        return one(label) if label.text.text == name.text.text else lines((label, name))

    def definition(self, term: Term) -> Cell:
        """For a table."""
        found = pick(term.definitions, self.language)
        return one(Span(found)) if found else one()

    def cell(self, value: Any) -> Cell:
        """An RDF term for a table."""
        import pyoxigraph as ox

        if isinstance(value, ox.NamedNode):
            return one(self.link(value.value))
        if isinstance(value, ox.Literal):
            foreign = value.language if value.language and value.language != self.language else None
            return one(Span(Text(value.value, foreign, literal=value.language is None)))
        return one(self.word("unnamed"))


def table(
    columns: Sequence[str],
    rows: Iterable[tuple[Cell, ...]],
    title: Span | None = None,
    *,
    sentences: bool = False,
) -> Table:
    """A table under headings, without the columns in which no row has anything."""
    found = tuple(rows)
    used = [n for n in range(len(columns)) if n == 0 or any(row[n].lines for row in found)]
    shown = tuple(tuple(row[n] for n in used) for row in found)
    return Table(shown, tuple(columns[n] for n in used), title, sentences)


def one(*spans: Span) -> Cell:
    """A cell of one line."""
    return Cell((spans,) if spans else ())


def lines(spans: Iterable[Span]) -> Cell:
    """A cell of a line a span."""
    return Cell(tuple((span,) for span in spans))


def plain(text: str) -> Span:
    """Words that are in the page's language already."""
    return Span(Text(text))


def literal(text: str) -> Span:
    """A name, code or rule, as a program writes it."""
    return Span(Text(text, literal=True), mark="name")


def facts(rows: Sequence[tuple[str, Cell]]) -> Table:
    """Pairs of name and value; those without a value are left out."""
    return Table(tuple((one(plain(name)), cell) for name, cell in rows if cell.lines))
