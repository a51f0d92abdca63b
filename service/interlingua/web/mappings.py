"""`/mappings`: what is mapped."""

from __future__ import annotations

from typing import Final

import anyio.to_thread
from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from interlingua.sparql import Format, choose
from interlingua.web.lookup import mapping_facts, mapping_named
from interlingua.web.services import Services

JSON: Final = Format("json", "application/json", (), "json")
YAML: Final = Format("yaml", "application/yaml", ("text/yaml", "application/x-yaml", "text/plain"), "yaml")
TURTLE: Final = Format("turtle", "text/turtle", ("text/plain",), "ttl")


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(prefix="/mappings", tags=["Mappings"])

    @api.get("", summary="The mappings that this service knows")
    async def index() -> Response:
        """Name, system, type, format and digest of each."""

        def look() -> list[dict[str, object]]:
            return [mapping_facts(name, path) for name, path in services.mappings.items()]

        return JSONResponse({"mappings": await anyio.to_thread.run_sync(look)})

    @api.get("/{name:path}", summary="One mapping: its facts, or its document")
    async def one(request: Request, name: str) -> Response:
        """`Accept: application/yaml` (or text/turtle for an RML document) gets the document itself."""
        path = mapping_named(services, name)
        document = TURTLE if path.suffix == ".ttl" else YAML
        chosen = choose(request.headers.get("accept"), (JSON, document))
        if chosen is not None and chosen[0] is document:
            content = await anyio.to_thread.run_sync(path.read_bytes)
            return Response(content, media_type=chosen[1], headers={"Vary": "Accept"})
        facts = await anyio.to_thread.run_sync(mapping_facts, name, path)
        return JSONResponse(facts, headers={"Vary": "Accept"})

    return api
