"""Dereferencing: `/social-protection/...` as HTML, Turtle, JSON-LD, RDF/XML or N-Triples, by `Accept`."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Final

import anyio.to_thread
from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from interlingua.rdf import by_name, shorten, write_triples
from interlingua.rdf.namespaces import DCTERMS, OWL, RDF, RDFS, SKOS, SP
from interlingua.sparql import RDF_FORMATS
from interlingua.web import pages
from interlingua.web.accept import HTML, accepted
from interlingua.web.problems import HttpError
from interlingua.web.services import Services

if TYPE_CHECKING:
    from pyoxigraph import Literal, Triple

PATH: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,200}|")
CONTEXT_TYPE: Final = "application/ld+json"
_KINDS: Final = {
    OWL + "Class": "Class", OWL + "ObjectProperty": "Property (to a thing)", OWL + "Ontology": "Vocabulary",
    OWL + "DatatypeProperty": "Property (a value)", SKOS + "ConceptScheme": "Code list", SKOS + "Concept": "Code",
}  # fmt: skip
_LABELS: Final = (RDFS + "label", SKOS + "prefLabel", DCTERMS + "title")
_DEFINITIONS: Final = (SKOS + "definition", DCTERMS + "description", RDFS + "comment")


@dataclass(frozen=True, slots=True)
class Cell:
    """A term on a page: its text, where it leads, its language."""

    text: str
    href: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A table of a page."""

    title: str
    rows: list[tuple[Cell, list[Cell]]]


@dataclass(frozen=True, slots=True)
class TermPage:
    """What the template shows."""

    iri: str
    label: str
    kind: str
    definition: str | None
    deprecated: str | None
    sections: list[Section]
    formats: list[tuple[str, str]] = field(
        default_factory=lambda: [(offer.name, offer.media_type) for offer in RDF_FORMATS]
    )


def router(services: Services) -> APIRouter:
    """The routes. The context goes first: a path parameter would take it."""
    api = APIRouter(tags=["Vocabulary"])

    async def context() -> Response:
        """Names of ours for JSON-LD documents."""
        document = await anyio.to_thread.run_sync(services.terms.context)
        content = json.dumps(document, ensure_ascii=False, indent=1)
        return Response(content, media_type=CONTEXT_TYPE, headers={"Cache-Control": "max-age=3600"})

    for path in ("/context.jsonld", "/social-protection/context.jsonld"):
        api.add_api_route(path, context, methods=["GET"], summary="The JSON-LD context")

    @api.get(
        "/social-protection/{term:path}", summary="A term, a code, a code list, a shape, or the vocabulary"
    )
    async def term(
        request: Request,
        term: str,
        format: Annotated[
            str | None, Query(description="turtle, ntriples, jsonld or rdfxml; wins over Accept.")
        ] = None,
    ) -> Response:
        """By `Accept`: text/html, text/turtle, application/ld+json, application/rdf+xml, application/n-triples."""
        if not PATH.fullmatch(term):
            raise _unknown()
        chosen = accepted(request, (*RDF_FORMATS, HTML), "a term", name=format)
        iri = SP + term
        triples = await anyio.to_thread.run_sync(services.terms.describe, iri)
        if not triples:
            raise _unknown()
        headers = {"Vary": "Accept", "Link": f'<{iri}>; rel="canonical"'}
        if chosen[0] is HTML:
            known = any(str(triple.subject) == f"<{iri}>" for triple in triples)  # a version IRI is not
            page = await anyio.to_thread.run_sync(page_of, iri if known else SP, triples)
            return HTMLResponse(pages.render("term.html", page=page), headers=headers)
        content = await anyio.to_thread.run_sync(write_triples, triples, by_name(chosen[0].name))
        return Response(content, media_type=chosen[1], headers=headers)

    return api


def _unknown() -> HttpError:
    return HttpError(
        "IL-H001", "There is no such term.", status=404, hint="/social-protection/ lists the vocabulary."
    )


def page_of(iri: str, triples: Sequence[Triple]) -> TermPage:
    """The statements about a term, arranged: what it says, then what points to it."""
    import pyoxigraph as ox

    own: dict[str, list[Cell]] = {}
    texts: dict[str, list[Literal]] = {}
    incoming: dict[str, list[Cell]] = {}
    for triple in triples:
        predicate, value = triple.predicate.value, triple.object
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value == iri:
            if isinstance(value, ox.Literal):
                texts.setdefault(predicate, []).append(value)
            own.setdefault(predicate, []).append(_cell(value))
        elif isinstance(value, ox.NamedNode) and value.value == iri:
            incoming.setdefault(predicate, []).append(_cell(triple.subject))
    types = [cell.text for cell in own.get(RDF + "type", [])]
    kinds = [name for known, name in _KINDS.items() if shorten(known) in types]
    deprecated = None
    if OWL + "deprecated" in own:
        deprecated = (
            "; ".join(c.text for c in own.get(DCTERMS + "isReplacedBy", [])) or "There is no successor."
        )
    sections = [Section("What is said of it", _rows(own))]
    if incoming:
        sections.append(Section("What points to it", _rows(incoming)))
    return TermPage(
        iri=iri,
        label=_english(texts, _LABELS) or iri.removeprefix(SP) or "The vocabulary",
        kind=", ".join(kinds) or ", ".join(types),
        definition=_english(texts, _DEFINITIONS),
        deprecated=deprecated,
        sections=sections,
    )


def _rows(found: dict[str, list[Cell]]) -> list[tuple[Cell, list[Cell]]]:
    rows = []
    for predicate, cells in sorted(found.items(), key=lambda item: shorten(item[0])):
        name = Cell(shorten(predicate), _local(predicate))
        rows.append((name, sorted(set(cells), key=lambda cell: (cell.language or "", cell.text))))
    return rows


def _english(texts: dict[str, list[Literal]], predicates: tuple[str, ...]) -> str | None:
    for predicate in predicates:
        values = texts.get(predicate, [])
        for wanted in ("en", None):
            for value in values:
                if value.language == wanted:
                    return str(value.value)
    return None


def _local(iri: str) -> str | None:
    """Our own terms lead to their page here, others out; only http addresses become links."""
    if iri.startswith(SP):
        return "/social-protection/" + iri.removeprefix(SP)
    return iri if iri.startswith(("http://", "https://")) else None


def _cell(term: object) -> Cell:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return Cell(shorten(term.value), _local(term.value))
    if isinstance(term, ox.Literal):
        return Cell(term.value, None, term.language)
    return Cell("(a node without a name)")
