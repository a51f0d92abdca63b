"""Dereferencing: `/social-protection/...` as HTML, Turtle, JSON-LD, RDF/XML or N-Triples, by `Accept`."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Final
from urllib.parse import quote

import anyio.to_thread
from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from interlingua.rdf import by_name, write_triples
from interlingua.rdf.namespaces import SP
from interlingua.sparql import RDF_FORMATS, choose
from interlingua.vocabulary.translations import LANGUAGES
from interlingua.web import pages
from interlingua.web.accept import HTML, accepted
from interlingua.web.problems import HttpError
from interlingua.web.services import Services
from interlingua.web.termpages.building import missing_page, page_of, search_page
from interlingua.web.termpages.text import NAMES, choose_language, direction
from interlingua.web.termpages.view import BASE, Reader, TermPage

PATH: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]{0,200}|")
CONTEXT_TYPE: Final = "application/ld+json"
KEPT: Final = 256
"""Pages held in memory; one takes 10 to 60 kB."""
OFFERS: Final = (*RDF_FORMATS, HTML)
_TITLES: Final = {"turtle": "Turtle", "ntriples": "N-Triples", "jsonld": "JSON-LD", "rdfxml": "RDF/XML"}
_FORMATS: Final = [(offer.name, _TITLES[offer.name], offer.media_type) for offer in RDF_FORMATS]


def router(services: Services) -> APIRouter:
    """The routes. The context goes first: a path parameter would take it."""
    api = APIRouter(tags=["Vocabulary"])
    rendering = _Pages(services)

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
        lang: Annotated[
            str | None,
            Query(description="Language of the page: en, fr, es, pt or ar; wins over Accept-Language."),
        ] = None,
        q: Annotated[
            str | None, Query(description="Words to search for, in any language (pages only).")
        ] = None,
        start: Annotated[str | None, Query(description="First code shown of a long list, from 0.")] = None,
    ) -> Response:
        """By `Accept`: text/html, text/turtle, application/ld+json, application/rdf+xml, application/n-triples."""
        legal = PATH.fullmatch(term) is not None
        if _wants_page(request, format):
            asked = Asked(
                term, lang, q if term == "" else None, _number(start), request.headers.get("accept-language")
            )
            return await anyio.to_thread.run_sync(rendering.answer, asked)
        triples = []
        if legal:
            chosen = accepted(request, OFFERS, "a term", name=format)
            triples = list(await anyio.to_thread.run_sync(services.terms.describe, SP + term))
        if not triples:
            raise HttpError(
                "IL-H001",
                "There is no such term.",
                status=404,
                hint="/social-protection/ lists the vocabulary.",
            )
        content = await anyio.to_thread.run_sync(write_triples, triples, by_name(chosen[0].name))
        headers = {"Vary": "Accept", "Link": f'<{SP + term}>; rel="canonical"'}
        return Response(content, media_type=chosen[1], headers=headers)

    return api


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks for: the term's name, and what the address and the browser say."""

    term: str
    lang: str | None
    query: str | None
    start: int
    accept_language: str | None


def _wants_page(request: Request, format: str | None) -> bool:
    if format is not None:
        return format == HTML.name
    chosen = choose(request.headers.get("accept"), OFFERS)
    return chosen is not None and chosen[0] is HTML


def _number(text: str | None) -> int:
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,7}", text) else 0


class _Pages:
    """Pages in the reader's language. The last few hundred are kept as they were sent."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._of_term = lru_cache(maxsize=KEPT)(self._rendered)

    def answer(self, asked: Asked) -> Response:
        """200, or 404 with terms that are near."""
        language = choose_language(asked.lang, asked.accept_language)
        explicit = asked.lang == language
        if asked.query is not None and asked.query.strip():
            reader = Reader(self._services.terms.library(), language, explicit)
            return _response(language, html_of(reader, search_page(reader, printable(asked.query))))
        found = None
        if PATH.fullmatch(asked.term):
            found = self._of_term(asked.term, language, explicit, asked.start)
        if found is not None:
            return _response(language, found, iri=SP + asked.term)
        reader = Reader(self._services.terms.library(), language, explicit)
        return _response(language, html_of(reader, missing_page(reader, printable(asked.term))), status=404)

    def _rendered(self, term: str, language: str, explicit: bool, start: int) -> str | None:
        reader = Reader(self._services.terms.library(), language, explicit)
        page = page_of(reader, SP + term, start=start)
        return None if page is None else html_of(reader, page, start)


def _response(language: str, content: str, *, iri: str | None = None, status: int = 200) -> Response:
    headers = {"Vary": "Accept, Accept-Language", "Content-Language": language}
    if iri is not None:
        links = [f'<{iri}>; rel="canonical"']
        links += [f'<?lang={other}>; rel="alternate"; hreflang="{other}"' for other in LANGUAGES]
        links += [f'<?format={name}>; rel="alternate"; type="{media}"' for name, _, media in _FORMATS]
        headers["Link"] = ", ".join(links)
    return HTMLResponse(content, status, headers)


def html_of(reader: Reader, page: TermPage, start: int = 0) -> str:
    """The page, and what the template needs besides."""
    kept = {"q": page.query, "start": start}
    others = "".join(f"&{name}={quote(str(value), safe='')}" for name, value in kept.items() if value)
    return pages.render(
        "term.html",
        page=page,
        words=reader.words,
        language=reader.language,
        direction=direction(reader.language),
        explicit=reader.explicit,
        languages=[(code, NAMES[code], f"?lang={code}{others}") for code in LANGUAGES],
        home=reader.href(SP),
        home_path=BASE,
        formats=_FORMATS,
    )


def printable(text: str) -> str:
    """Without control characters, and not endless."""
    return "".join(letter for letter in text[:200] if letter.isprintable())
