"""`/health/live`, `/health/ready`, `/limits`."""

from __future__ import annotations

import anyio.to_thread
from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from interlingua.sparql import lexer
from interlingua.web.problems import HttpError
from interlingua.web.services import Services


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(tags=["Operation"])

    @api.get("/health/live", summary="Whether the process answers")
    async def live() -> Response:
        """Always 200 while the event loop runs."""
        return JSONResponse({"status": "live"})

    @api.get("/health/ready", summary="Whether queries can be answered")
    async def ready() -> Response:
        """200 with the ledger position, or 503 with the reason."""
        status = await anyio.to_thread.run_sync(services.status)
        if not status.ready:
            raise HttpError("IL-Q007", status.reason or "There is no graph yet.", status=503)
        closed = await anyio.to_thread.run_sync(lambda: services.queries.network_is_closed)
        return JSONResponse(
            {"status": "ready", "position": status.position, "queries_have_no_network": closed}
        )

    @api.get("/limits", summary="What is too much")
    async def limits() -> Response:
        """The limits of queries, uploads and validation, in bytes, seconds and counts."""
        settings = services.settings
        return JSONResponse(
            {
                "query": {
                    "seconds": settings.query_seconds,
                    "cpu_seconds": settings.query_cpu_seconds,
                    "memory_bytes": settings.query_memory_bytes,
                    "output_bytes": settings.query_output_bytes,
                    "text_bytes": settings.query_text_bytes,
                    "at_once": settings.query_workers,
                    "bracket_depth": lexer.MAX_DEPTH,
                    "patterns": lexer.MAX_PATTERNS,
                    "unions": lexer.MAX_UNIONS,
                    "values": lexer.MAX_VALUES,
                    "tokens": lexer.MAX_TOKENS,
                },
                "upload": {"bytes": settings.upload_bytes, "cell_bytes": settings.max_cell_bytes},
                "validate": {"bytes": settings.validate_bytes, "seconds": settings.validate_seconds},
            }
        )

    return api
