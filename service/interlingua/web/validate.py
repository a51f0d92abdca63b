"""`POST /validate`: any RDF against a profile, in a limited process."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Any, Final

import anyio
import anyio.to_thread
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from interlingua.errors import Place, ShapesError
from interlingua.settings import Settings
from interlingua.sparql import RDF_FORMATS, Format, choose
from interlingua.sparql.pool import worker_environment
from interlingua.web import bodies
from interlingua.web.problems import HttpError
from interlingua.web.services import Services

OFFERS: Final = (Format("json", "application/json", (), "json"), Format("turtle", "text/turtle", (), "ttl"))
INPUTS: Final = (*(f.media_type for f in RDF_FORMATS), "application/n-quads", "application/trig")
_OUT_OF_MEMORY: Final = ("MemoryError", "memory allocation of", "bad_alloc", "Cannot allocate memory")


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
        chosen = choose(request.headers.get("accept"), OFFERS)
        if chosen is None:
            raise HttpError(
                "IL-Q008",
                "A report is application/json or text/turtle.",
                status=406,
                hint="Ask for one of them.",
            )
        base = str(request.url.replace(query="", fragment=""))
        async with bodies.spooled(request, services.settings.validate_bytes) as body:
            asked = {
                "data": str(body.path),
                "media_type": media_type,
                "profile": profile,
                "format": chosen[0].name,
                "output": str(body.folder / "report"),
                "base": base,
            }
            await anyio.to_thread.run_sync(run_limited, services.settings, asked, limiter=limiter)
            return bodies.FileAnswer(Path(asked["output"]), media_type=chosen[1], headers={"Vary": "Accept"})

    return api


def run_limited(settings: Settings, asked: dict[str, Any]) -> None:
    """Run the validator process; raise what it found wrong, or IL-V013 when it went over its limits."""
    request = asked | {
        "limits": {
            "AS": settings.query_memory_bytes,
            "CPU": max(1, math.ceil(settings.validate_seconds)),
            "FSIZE": settings.query_output_bytes,
            "CORE": 0,
        }
    }
    package = str(Path(__file__).resolve().parents[2])
    try:
        done = subprocess.run(
            [sys.executable, "-m", "interlingua.web.validator"],
            input=json.dumps(request).encode(),
            capture_output=True,
            env=worker_environment() | {"PYTHONPATH": package, "PYTHONSAFEPATH": "1"},
            cwd=os.path.dirname(asked["data"]),
            timeout=settings.validate_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _over(f"The validation ran longer than {settings.validate_seconds:g} seconds.", 504) from error
    said = json.loads(done.stdout) if done.returncode == 0 and done.stdout else {}
    if "problem" in said:
        problem = said["problem"]
        place = Place(**said["place"]) if said["place"] else None
        raise ShapesError(problem["code"], problem["detail"], place=place, hint=problem.get("hint"))
    if "conforms" in said:
        return
    complaint = done.stderr[-4000:].decode(errors="replace")
    if done.returncode == -24:
        raise _over(f"The validation ran longer than {settings.validate_seconds:g} seconds.", 504)
    if "memory" in said or done.returncode == -9 or any(sign in complaint for sign in _OUT_OF_MEMORY):
        raise _over(f"The validation needed more than {settings.query_memory_bytes} bytes.", 507)
    raise _over("The process that validated ended too early.", 503)


def _over(message: str, status: int) -> HttpError:
    return HttpError("IL-V013", message, status=status)
