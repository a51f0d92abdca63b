"""The first page, and the page that lists the routes."""

from __future__ import annotations

from typing import Any

import anyio.to_thread
from fastapi import APIRouter, FastAPI, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from interlingua.web import pages
from interlingua.web.services import Services

_METHODS = ("get", "post", "put", "delete", "patch")


def router(services: Services, app: FastAPI) -> APIRouter:
    """The routes; `app` is asked for its OpenAPI document when it is complete."""
    api = APIRouter(tags=["Pages"])

    @api.get("/", summary="The first page")
    async def home(request: Request) -> Response:
        """For people: what is here, questions to follow, how to send records."""
        status = await anyio.to_thread.run_sync(services.status)
        page = pages.render(
            "home.html",
            status=status,
            mapping_count=len(services.mappings),
            example_mapping=next(iter(services.mappings), "NAME"),
            questions=services.questions,
            address=str(request.base_url),
        )
        return HTMLResponse(page)

    @api.get("/docs", summary="The routes, for people")
    async def docs() -> Response:
        """This list."""
        return HTMLResponse(pages.render("docs.html", groups=groups(app.openapi())))

    @api.get("/openapi.json", summary="The routes, for machines (OpenAPI 3.1)")
    async def openapi() -> Response:
        """The OpenAPI document."""
        return JSONResponse(app.openapi())

    return api


def groups(document: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Operations by tag, in the order of their definition."""
    found: dict[str, list[dict[str, Any]]] = {}
    for path, operations in document["paths"].items():
        for method in _METHODS:
            operation = operations.get(method)
            if operation is None:
                continue
            parameters = operation.get("parameters", [])
            found.setdefault(operation["tags"][0], []).append(
                {
                    "method": method.upper(),
                    "path": path,
                    "plain": method == "get" and "{" not in path,
                    "summary": operation.get("summary", ""),
                    "description": operation.get("description", ""),
                    "parameters": [
                        {
                            "name": parameter["name"],
                            "in": {"query": "address", "path": "path", "header": "header"}[parameter["in"]],
                            "required": parameter.get("required", False),
                            "description": parameter.get("description"),
                        }
                        for parameter in parameters
                        if parameter["in"] != "path" or "description" in parameter
                    ],
                }
            )
    return list(found.items())
