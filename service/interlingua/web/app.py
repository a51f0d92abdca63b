"""The application: routes wired to the services that the composition root gives."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.routing import APIRoute

from interlingua.web import (
    guard,
    health,
    mappings,
    problems,
    site,
    sparql,
    submissions,
    terms,
    translate,
    validate,
)
from interlingua.web.services import Services


def create_app(services: Services) -> FastAPI:
    """A FastAPI application over `services`; closing them is the caller's."""
    from importlib.metadata import version

    app = FastAPI(
        title="Interlingua",
        version=version("interlingua"),
        description="Social protection records in one vocabulary: translate, keep, check, ask.",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        generate_unique_id_function=_operation_id,
    )
    problems.install(app)
    app.add_middleware(guard.Guard)
    app.include_router(site.router(services, app))
    app.include_router(translate.router(services))
    app.include_router(submissions.router(services))
    app.include_router(validate.router(services))
    app.include_router(sparql.router(services))
    app.include_router(mappings.router(services))
    app.include_router(health.router(services))
    app.include_router(terms.router(services))
    return app


def _operation_id(route: APIRoute) -> str:
    method = next(iter(sorted(route.methods or {"GET"}))).lower()
    return f"{method}{route.path}".replace("/", "_").replace("{", "").replace("}", "").replace(":path", "")
