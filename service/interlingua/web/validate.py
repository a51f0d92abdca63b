"""`POST /validate`: any RDF against a profile, in a limited process."""

from __future__ import annotations

import time
from typing import Annotated, Final

import anyio
import anyio.to_thread
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from interlingua.errors import ShapesError
from interlingua.rdf import FORMATS
from interlingua.settings import Settings
from interlingua.sparql import Format
from interlingua.web import bodies
from interlingua.web.accept import accepted
from interlingua.web.problems import HttpError
from interlingua.web.services import Services

OFFERS: Final = (Format("json", "application/json", (), "json"), Format("turtle", "text/turtle", (), "ttl"))
INPUTS: Final = tuple(f.media_type for f in FORMATS)


def router(services: Services) -> APIRouter:
    """The route."""
    api = APIRouter(tags=["Validation"])
    limiter = anyio.CapacityLimiter(2)

    @api.post("/validate", summary="Check RDF against a profile")
    async def validate(
        request: Request,
        profile: Annotated[str, Query(description="A shipped profile.", max_length=100)] = "core",
    ) -> Response:
        """A SHACL report, as JSON or Turtle; 200 whether the data conforms or not. No value is repeated."""
        media_type = bodies.content_type(request)
        if media_type not in INPUTS:
            raise HttpError(
                "IL-H003",
                "The body is not RDF in a known syntax.",
                status=415,
                hint=f"Send {', '.join(INPUTS)}.",
            )
        chosen = accepted(request, OFFERS, "a report")
        base = str(request.url.replace(query="", fragment=""))
        async with bodies.spooled(request, services.settings.validate_bytes) as body:
            text = await anyio.to_thread.run_sync(
                run, services.settings, body, profile, chosen[0].name, base, limiter=limiter
            )
        return Response(text, media_type=chosen[1], headers={"Vary": "Accept"})

    return api


def run(settings: Settings, body: bodies.Spooled, profile: str, form: str, base: str) -> str:
    """The report as text. Raises ShapesError; IL-V013 (504 or 507) when the process went over its limits."""
    from pyoxigraph import RdfFormat

    from interlingua.shacl import validate_limited

    data = body.path.read_bytes()
    syntax = RdfFormat.from_media_type(body.media_type)
    assert syntax is not None, "the route takes known media types only"
    if syntax == RdfFormat.RDF_XML and (b"<!DOCTYPE" in data or b"<!ENTITY" in data):
        raise ShapesError("IL-V012", "RDF/XML with a document type declaration is not taken.")
    started = time.monotonic()
    try:
        report = validate_limited(
            data,
            syntax,
            profile=profile,
            base=base,
            seconds=settings.validate_seconds,
            memory_bytes=settings.query_memory_bytes,
        )
    except ShapesError as error:
        if error.code == "IL-V013":
            late = time.monotonic() - started >= settings.validate_seconds
            raise HttpError(error.code, error.message, status=504 if late else 507) from error
        raise
    return report.render(form)
