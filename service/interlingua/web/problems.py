"""Errors over HTTP: RFC 9457 problem details, one shape for all of them, no value and no traceback."""

from __future__ import annotations

import errno
import json
import logging
import re
import traceback
import uuid
from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from interlingua.errors import Diagnostic, EnvironmentFailed, InterlinguaError, QueryError, UsageError
from interlingua.web.services import public

PROBLEM: Final = "application/problem+json"
SHOWN_ERRORS: Final = 100
RETRY_SECONDS: Final = 5
_log = logging.getLogger("interlingua.web")


class HttpError(UsageError):
    """An error of the HTTP layer itself: code, status, and headers such as Allow."""

    def __init__(
        self,
        code: str,
        message: str,
        *,
        status: int,
        hint: str | None = None,
        headers: Mapping[str, str] | None = None,
        also: tuple[Diagnostic, ...] = (),
    ) -> None:
        super().__init__(code, message, hint=hint, also=also)
        self.http_status = status  # type: ignore[misc]  # the instance decides
        self.headers = dict(headers or {})


def problem_response(
    error: InterlinguaError, *, instance: str | None = None, extra: Mapping[str, Any] | None = None
) -> Response:
    """The response for a coded error."""
    body = public(error.problem())
    if "errors" in body and len(body["errors"]) > SHOWN_ERRORS:
        body["errors_in_all"] = len(body["errors"])
        body["errors"] = body["errors"][:SHOWN_ERRORS]
    body["instance"] = instance or f"urn:uuid:{uuid.uuid4()}"
    body.update(extra or {})
    headers = dict(getattr(error, "headers", {}))
    if body["status"] in (429, 503):
        headers.setdefault("Retry-After", str(RETRY_SECONDS))
    content = json.dumps(body, ensure_ascii=False).encode()
    return Response(content, status_code=body["status"], headers=headers, media_type=PROBLEM)


def unexpected(error: BaseException) -> Response:
    """IL-E001 for what nobody foresaw. The log gets the type and the line, never the message: it may quote data."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
        return problem_response(EnvironmentFailed("IL-E002", "There is no space left to write to."))
    instance = f"urn:uuid:{uuid.uuid4()}"
    frames = traceback.extract_tb(error.__traceback__)
    spot = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "unknown"
    _log.error("IL-E001 %s at %s (%s)", type(error).__name__, spot, instance)
    fault = HttpError("IL-E001", "Something unexpected failed; the log names it by `instance`.", status=500)
    return problem_response(fault, instance=instance)


def allowed_methods(app: FastAPI, request: Request) -> list[str]:
    """The methods of every route with this path: Starlette's own Allow names those of one route only."""
    methods: set[str] = set()
    for template, operations in app.openapi()["paths"].items():
        pattern = re.sub(r"\\\{\w+\\\}", ".*", re.escape(template))
        if re.fullmatch(pattern, request.url.path):
            methods |= {name.upper() for name in operations}
    if "GET" in methods:
        methods.add("HEAD")
    return sorted(methods)


def install(app: FastAPI) -> None:
    """Every way an error can leave the application goes through here."""

    def coded(_request: Request, error: Exception) -> Response:
        assert isinstance(error, InterlinguaError)
        return problem_response(error)

    def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 405:
            allow = ", ".join(allowed_methods(app, request))
            return problem_response(
                HttpError(
                    "IL-H002",
                    f"{_method(request)} is not allowed here.",
                    status=405,
                    hint=f"Allowed: {allow}.",
                    headers={"Allow": allow},
                )
            )
        if error.status_code == 404:
            return problem_response(HttpError("IL-H001", "There is nothing at this address.", status=404))
        return problem_response(HttpError("IL-H005", "The request is not valid.", status=error.status_code))

    def invalid(_request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        also = tuple(
            Diagnostic("IL-H005", f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}.")
            for item in error.errors()
        )
        first = also[0].message if also else "The request is not valid."
        return problem_response(HttpError("IL-H005", first, status=422, also=also))

    app.add_exception_handler(InterlinguaError, coded)
    app.add_exception_handler(QueryError, coded)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)


def _method(request: Request) -> str:
    return request.method if request.method.isalpha() and len(request.method) < 20 else "This method"
