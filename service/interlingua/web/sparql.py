"""`/sparql`: the SPARQL 1.1 Protocol (query operation), and the service description."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final, TypeVar
from urllib.parse import parse_qsl

import anyio
import anyio.to_thread
from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from interlingua.errors import QueryError
from interlingua.rdf import by_name, read_triples, write_triples
from interlingua.rdf.namespaces import PREFIXES
from interlingua.sparql import RDF_FORMATS, RESULT_FORMATS, Answer, Cancellation, choose, from_json
from interlingua.sparql.remote import GENERATION_HEADER, POSITION_HEADER
from interlingua.web import bodies, pages
from interlingua.web.accept import HTML, accepted
from interlingua.web.problems import HttpError
from interlingua.web.services import Services

T = TypeVar("T")
FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
PAGE_ROWS: Final = 500
_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_W3: Final = "http://www.w3.org/ns/formats/"

Parameters = dict[str, list[str]]


def parameters_of(text: str) -> Parameters:
    """URL-encoded parameters; every occurrence counts. IL-H005 when they are not UTF-8."""
    out: Parameters = {}
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except (UnicodeDecodeError, ValueError) as error:
        raise HttpError("IL-H005", "The parameters are not URL-encoded UTF-8.", status=400) from error
    for name, value in pairs:
        out.setdefault(name, []).append(value)
    return out


async def in_thread_unless_gone(
    request: Request, call: Callable[[], T], cancellation: Cancellation, limiter: anyio.CapacityLimiter
) -> T:
    """Run `call` in a thread; when the client disconnects, cancel it: nobody waits for the answer."""

    async def gone() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    work = asyncio.ensure_future(anyio.to_thread.run_sync(call, limiter=limiter))
    watch = asyncio.ensure_future(gone())
    try:
        await asyncio.wait({work, watch}, return_when=asyncio.FIRST_COMPLETED)
        if not work.done():
            cancellation.cancel()
        return await work
    finally:
        watch.cancel()
        if not work.done():
            cancellation.cancel()


def router(services: Services) -> APIRouter:
    """The routes of the query endpoint."""
    api = APIRouter(tags=["SPARQL"])
    # More than run at once: the queue of the query service is what says 429.
    limiter = anyio.CapacityLimiter(services.settings.query_workers * 16)

    @api.get("/sparql", summary="Ask a query; without one: the service description")
    async def ask_by_get(request: Request) -> Response:
        """`query`, `default-graph-uri`, `named-graph-uri` in the address."""
        given = parameters_of(request.scope["query_string"].decode("latin-1"))
        if "update" in given:
            raise _no_update()
        if "query" not in given:
            return _description(request, services)
        return await _ask(request, services, limiter, _one_query(given), given)

    @api.post("/sparql", summary="Ask a query, as a form or as the body itself")
    async def ask_by_post(request: Request) -> Response:
        """`application/x-www-form-urlencoded` or `application/sparql-query`."""
        given = parameters_of(request.scope["query_string"].decode("latin-1"))
        media_type = bodies.content_type(request)
        if media_type == "application/sparql-update" or "update" in given:
            raise _no_update()
        if media_type not in (FORM, DIRECT):
            raise HttpError(
                "IL-H003",
                "The body is neither a form nor a query.",
                status=415,
                hint=f"Send {FORM} or {DIRECT}.",
            )
        # Percent-encoding can treble a text.
        limit = services.settings.query_text_bytes * (3 if media_type == FORM else 1) + 8192
        try:
            content = await bodies.read(request, limit)
        except HttpError as error:
            if error.code != "IL-H004":
                raise
            raise QueryError("IL-Q006", f"The query is longer than {limit} bytes.") from error
        body = _utf8(request, content)
        if media_type == DIRECT:
            if "query" in given:
                raise HttpError("IL-H005", "The query is there twice: address and body.", status=400)
            return await _ask(request, services, limiter, body, given)
        form = parameters_of(body)
        if "update" in form:
            raise _no_update()
        for name, values in form.items():
            given.setdefault(name, []).extend(values)
        return await _ask(request, services, limiter, _one_query(given), given)

    return api


def _utf8(request: Request, body: bytes) -> str:
    charset = ""
    for parameter in request.headers.get("content-type", "").split(";")[1:]:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip('"').lower()
    if charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise HttpError("IL-H003", "A query must be UTF-8.", status=415)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HttpError("IL-H003", "The body is not UTF-8.", status=415) from error


def _no_update() -> QueryError:
    return QueryError("IL-Q002", "Updates are not allowed: send records to /submissions.")


def _one_query(given: Parameters) -> str:
    queries = given.get("query", [])
    if len(queries) != 1:
        raise HttpError("IL-H005", f"One query is wanted, {len(queries)} were given.", status=400)
    return queries[0]


async def _ask(
    request: Request, services: Services, limiter: anyio.CapacityLimiter, text: str, given: Parameters
) -> Response:
    accept = request.headers.get("accept")
    preferred = choose(accept, (*RESULT_FORMATS, *RDF_FORMATS, HTML))
    as_page = preferred is not None and preferred[0] is HTML
    cancellation = Cancellation()

    def call() -> Answer:
        return services.queries.query(
            text,
            accept=None if as_page else accept,
            default_graph_uris=given.get("default-graph-uri", ()),
            named_graph_uris=given.get("named-graph-uri", ()),
            base_iri=str(request.url.replace(query="", fragment="")),
            cancellation=cancellation,
        )

    try:
        answer = await in_thread_unless_gone(request, call, cancellation, limiter)
    except QueryError as error:
        if not as_page:
            raise
        page = pages.render("sparql.html", query=text, error=error, questions=services.questions)
        return HTMLResponse(page, status_code=error.http_status, headers={"Vary": "Accept"})
    headers = {
        POSITION_HEADER: "" if answer.position is None else str(answer.position),
        GENERATION_HEADER: answer.generation,
        "Vary": "Accept",
        "Cache-Control": "private, no-cache",
    }
    if as_page:
        with answer:
            page = await anyio.to_thread.run_sync(_page_of, text, answer, services)
        return HTMLResponse(page, headers=headers)
    return bodies.FileAnswer(answer.path, media_type=answer.content_type, done=answer.close, headers=headers)


def _page_of(text: str, answer: Answer, services: Services) -> str:
    """A small answer as a page, for people who follow a link."""
    if answer.form in ("select", "ask"):
        table = from_json(answer.read(), prefixes=PREFIXES)
        return pages.render(
            "sparql.html", query=text, columns=table.columns, rows=table.rows[:PAGE_ROWS],
            total=len(table.rows), shown=PAGE_ROWS, answer=answer, questions=services.questions,
        )  # fmt: skip
    with answer.path.open(encoding="utf-8") as file:
        start = file.read(100_000)
    return pages.render("sparql.html", query=text, turtle=start, answer=answer, questions=services.questions)


def _description(request: Request, services: Services) -> Response:
    """SPARQL 1.1 Service Description, at the endpoint's own address; a query form for browsers."""
    chosen = accepted(request, (*RDF_FORMATS, HTML), "the service description")
    if chosen[0] is HTML:
        return HTMLResponse(
            pages.render("sparql.html", questions=services.questions), headers={"Vary": "Accept"}
        )
    endpoint = str(request.url.replace(query="", fragment=""))
    described = read_triples(describe_service(endpoint), by_name("turtle"))
    content = write_triples(described, by_name(chosen[0].name))
    return Response(content, media_type=chosen[1], headers={"Vary": "Accept"})


def describe_service(endpoint: str) -> str:
    """The description as Turtle."""
    results = " , ".join(
        f"<{_W3}{name}>"
        for name in (
            "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
            "Turtle", "N-Triples", "JSON-LD", "RDF_XML",
        )
    )  # fmt: skip
    return f"""
@prefix sd: <{_SD}> .
@prefix void: <http://rdfs.org/ns/void#> .
<{endpoint}#service> a sd:Service ;
  sd:endpoint <{endpoint}> ;
  sd:supportedLanguage sd:SPARQL11Query ;
  sd:resultFormat {results} ;
  sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] .
"""
