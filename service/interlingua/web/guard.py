"""Around every request: who may ask (loopback names only), HEAD, headers, the access log, the last catch."""

from __future__ import annotations

import ipaddress
import logging
import time
from typing import Final
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from interlingua.errors import InterlinguaError
from interlingua.web.problems import HttpError, problem_response, unexpected

_access = logging.getLogger("interlingua.access")

POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-resource-policy": b"same-origin",
}
_SAFE_METHODS: Final = {"GET", "HEAD", "OPTIONS"}


def is_loopback(host: str) -> bool:
    """Whether a host name or address, without a port, can only mean this machine."""
    name = host.strip().rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def _host_of(netloc: str) -> str:
    try:
        return urlsplit(f"//{netloc}").hostname or ""
    except ValueError:
        return ""


class Guard:
    """Pure ASGI middleware. A page elsewhere can make a browser call a loopback address, under a name that it
    controls: so the Host must be a loopback name, and a write must not come from another origin."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        head = scope["method"] == "HEAD"
        status = 0

        async def outgoing(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                present = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *((name, value) for name, value in HEADERS.items() if name not in present),
                ]
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        inner: Scope = {**scope, "method": "GET"} if head else scope
        try:
            refused = self._refuse(scope)
            if refused is not None:
                await problem_response(refused)(inner, receive, outgoing)
            else:
                await self.app(inner, receive, outgoing)
        except InterlinguaError as error:
            if status:
                raise
            await problem_response(error)(inner, receive, outgoing)
        except Exception as error:  # noqa: BLE001 - no traceback leaves the service, and none is logged
            response = unexpected(error)
            if not status:
                await response(inner, receive, outgoing)
        finally:
            path = scope.get("raw_path") or scope["path"].encode("utf-8", "replace")
            _access.info(
                "%s %s %d %.0f ms",
                scope["method"][:20],
                ascii(path[:200])[2:-1],
                status,
                (time.perf_counter() - started) * 1000,
            )

    def _refuse(self, scope: Scope) -> HttpError | None:
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get(b"host", "")
        if not is_loopback(_host_of(host)):
            return HttpError("IL-H008", "Only loopback names are answered.", status=403)
        if scope["method"] in _SAFE_METHODS:
            return None
        origin = headers.get(b"origin")
        elsewhere = headers.get(b"sec-fetch-site") == "cross-site"
        if elsewhere or (origin is not None and urlsplit(origin).netloc.lower() != host.lower()):
            return HttpError("IL-H008", "The request was made by a page of another site.", status=403)
        return None
