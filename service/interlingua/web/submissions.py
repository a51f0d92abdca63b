"""`/submissions`: records that are kept, what became of each, and the refused ones to mend."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Annotated, Any, Final

import anyio
import anyio.to_thread
from fastapi import APIRouter, Header, Query, Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from interlingua.errors import LedgerError
from interlingua.sparql.remote import POSITION_HEADER
from interlingua.web import bodies
from interlingua.web.lookup import mapping_named, require_source_body
from interlingua.web.problems import HttpError
from interlingua.web.services import Mode, RecordOutcome, Services

SHOWN_OUTCOMES: Final = 1000
_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")
_KEY: Final = re.compile(r"[\x21-\x7e]{1,255}")


def router(services: Services) -> APIRouter:
    """The routes."""
    api = APIRouter(prefix="/submissions", tags=["Records"])
    # One at a time: the ledger has one writer, and a queue here is better than a lock there.
    limiter = anyio.CapacityLimiter(1)
    reading = anyio.CapacityLimiter(4)

    @api.post("", status_code=201, summary="Send records to be kept")
    async def submit(
        request: Request,
        mapping: Annotated[str, Query(description="A name of GET /mappings.")],
        mode: Annotated[
            Mode, Query(description="What is absent: kept (upsert), withdrawn (snapshot).")
        ] = "upsert",
        confirm_empty: Annotated[
            bool, Query(description="Let a snapshot withdraw what an empty source omits.")
        ] = False,
        idempotency_key: Annotated[
            str | None, Header(description="Same key, same body: same answer.")
        ] = None,
    ) -> Response:
        """201 with the outcome of each record, even if all are refused: the submission itself was kept."""
        path = mapping_named(services, mapping)
        require_source_body(request)
        if idempotency_key is not None and not _KEY.fullmatch(idempotency_key):
            raise HttpError("IL-H005", "An Idempotency-Key is 1 to 255 visible ASCII characters.", status=400)
        async with bodies.spooled(request, services.settings.upload_bytes) as body:

            def call() -> tuple[dict[str, Any], int | None]:
                kept = services.submissions.submit(
                    mapping,
                    path,
                    body.path,
                    mode=mode,
                    sha256=body.sha256,
                    idempotency_key=idempotency_key,
                    confirm_empty=confirm_empty,
                )
                view = kept.to_dict()
                shown = list(islice(services.submissions.report(kept.id), SHOWN_OUTCOMES + 1))
                view["outcomes"] = [outcome.to_dict() for outcome in shown[:SHOWN_OUTCOMES]]
                view["outcomes_complete"] = len(shown) <= SHOWN_OUTCOMES
                return view, kept.position

            try:
                view, position = await anyio.to_thread.run_sync(call, limiter=limiter)
            except LedgerError as error:
                if error.code == "IL-L006":
                    error.http_status = 422  # type: ignore[misc]  # the Idempotency-Key draft asks for 422
                raise
        headers = {"Location": f"/submissions/{view['id']}", POSITION_HEADER: str(position or "")}
        return JSONResponse(view, status_code=201, headers=headers)

    @api.get("/{submission}", summary="What is known of a submission")
    async def get(submission: str) -> Response:
        """Its mapping, mode, counts and position."""
        found = await anyio.to_thread.run_sync(_get, services, submission, limiter=reading)
        return JSONResponse(found.to_dict())

    @api.get("/{submission}/report", summary="What became of each record")
    async def report(submission: str) -> Response:
        """`{"id", "outcomes": [...]}`, in the order of rows."""
        await anyio.to_thread.run_sync(_get, services, submission, limiter=reading)
        outcomes = services.submissions.report(submission)
        return StreamingResponse(_report(submission, outcomes), media_type="application/json")

    @api.get("/{submission}/rejects", summary="The refused records, in source form")
    async def rejects(submission: str) -> Response:
        """Mend them and send them again, as they are, under the same mapping."""
        await anyio.to_thread.run_sync(_get, services, submission, limiter=reading)
        refused = await anyio.to_thread.run_sync(services.submissions.rejects, submission, limiter=reading)
        name = re.sub(r"[^A-Za-z0-9._-]", "_", refused.filename)
        return StreamingResponse(
            iter(refused.chunks),
            media_type=refused.media_type,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    return api


def _get(services: Services, submission: str) -> Any:
    try:
        if not _ID.fullmatch(submission):
            raise LedgerError("IL-L005", "There is no such submission.")
        return services.submissions.get(submission)
    except LedgerError as error:
        if error.code == "IL-L005":
            error.http_status = 404  # type: ignore[misc]
        raise


def _report(submission: str, outcomes: Iterable[RecordOutcome]) -> Iterator[str]:
    yield f'{{"id": {json.dumps(submission)}, "outcomes": ['
    for number, outcome in enumerate(outcomes):
        yield (",\n" if number else "\n") + json.dumps(outcome.to_dict(), ensure_ascii=False)
    yield "\n]}\n"
