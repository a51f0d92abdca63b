"""Request bodies to files, answers from files; both are removed when the request is over."""

from __future__ import annotations

import asyncio
import hashlib
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fastapi import Request
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from interlingua.web.problems import HttpError
from interlingua.web.services import BODY

CHUNK: Final = 1 << 17
WRITE_SECONDS: Final = 60.0
"""A client that takes nothing for this long loses the rest of its answer."""


@dataclass(frozen=True, slots=True)
class Spooled:
    """A request body on disk: its folder (free for work files), size and SHA-256."""

    path: Path
    size: int
    sha256: str
    media_type: str

    @property
    def folder(self) -> Path:
        """Removed with the body."""
        return self.path.parent


def content_type(request: Request) -> str:
    """The media type of the body, without parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def refuse_encoding(request: Request) -> None:
    """A compressed body could be larger than it looks; none is taken."""
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity"):
        raise HttpError("IL-H003", "Compressed bodies are not taken.", status=415, hint="Send it plain.")


def too_large(limit: int) -> HttpError:
    """413 with the limit in the message."""
    return HttpError("IL-H004", f"The body is larger than {limit} bytes.", status=413)


async def chunks(request: Request, limit: int) -> AsyncIterator[bytes]:
    """The body in pieces; IL-H004 (413) as soon as it is too large."""
    refuse_encoding(request)
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit:
        raise too_large(limit)
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise too_large(limit)
        yield chunk


async def read(request: Request, limit: int) -> bytes:
    """A small body, in memory."""
    return b"".join([chunk async for chunk in chunks(request, limit)])


@asynccontextmanager
async def spooled(request: Request, limit: int) -> AsyncIterator[Spooled]:
    """The body in a file of a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="interlingua-body-"))
    try:
        digest, size = hashlib.sha256(), 0
        with (folder / BODY).open("wb") as file:
            async for chunk in chunks(request, limit):
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
        yield Spooled(folder / BODY, size, digest.hexdigest(), content_type(request))
    except ClientDisconnect as error:
        raise HttpError("IL-H005", "The body was cut short.", status=400) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class FileAnswer(Response):
    """A file as the body. `done` runs when it is sent, or the client has gone."""

    def __init__(
        self,
        path: Path,
        *,
        media_type: str,
        done: Callable[[], None] = lambda: None,
        status_code: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(None, status_code, {**(headers or {}), "content-type": media_type})
        self._file = path.open("rb")
        self._done = done
        self.headers["content-length"] = str(os.fstat(self._file.fileno()).st_size)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's signature
        """Send it piece by piece; a client that takes nothing for WRITE_SECONDS is left."""
        try:
            async with asyncio.timeout(WRITE_SECONDS):
                await send(
                    {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
                )
            more = scope["method"] != "HEAD"
            while more:
                piece = await asyncio.to_thread(self._file.read, CHUNK)
                more = len(piece) == CHUNK
                async with asyncio.timeout(WRITE_SECONDS):
                    await send({"type": "http.response.body", "body": piece, "more_body": more})
        finally:
            self._file.close()
            self._done()
