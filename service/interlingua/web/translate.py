"""`POST /translate`: a source in, RDF or an envelope of outcomes out; nothing is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Final

import anyio
import anyio.to_thread
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from interlingua.errors import Diagnostic
from interlingua.rdf import by_name
from interlingua.rdf.documents import convert
from interlingua.sparql import RDF_FORMATS, Format
from interlingua.web import bodies
from interlingua.web.accept import accepted
from interlingua.web.lookup import mapping_named, require_source_body
from interlingua.web.problems import SHOWN_ERRORS, HttpError
from interlingua.web.services import Counts, RecordOutcome, Services

ENVELOPE: Final = Format("envelope", "application/json", (), "json")
OFFERS: Final = (
    ENVELOPE,
    *(
        Format(f.name, f.media_type, tuple(a for a in f.aliases if "json" not in a), f.extension)
        for f in RDF_FORMATS
    ),
)
WORKERS: Final = 4


def router(services: Services) -> APIRouter:
    """The route."""
    api = APIRouter(tags=["Records"])
    limiter = anyio.CapacityLimiter(WORKERS)

    @api.post("/translate", summary="Translate and check records; keep nothing")
    async def translate(
        request: Request, mapping: Annotated[str, Query(description="A name of GET /mappings.")]
    ) -> Response:
        """`Accept` RDF: all or nothing, 422 if a record is refused. `Accept: application/json`: outcomes
        record by record, each with its N-Triples."""
        path = mapping_named(services, mapping)
        require_source_body(request)
        chosen = accepted(request, OFFERS, "a translation")
        work = _envelope if chosen[0] is ENVELOPE else _whole
        async with bodies.spooled(request, services.settings.upload_bytes) as body:
            out = body.folder / "answer"

            def call() -> None:
                work(services, mapping, path, body.path, out, chosen[0])

            await anyio.to_thread.run_sync(call, limiter=limiter)
            return bodies.FileAnswer(out, media_type=chosen[1], headers={"Vary": "Accept"})

    return api


def _envelope(services: Services, name: str, mapping: Path, source: Path, out: Path, _format: Format) -> None:
    """`{"mapping", "outcomes": [...], "counts"}`, written as it comes."""
    with out.open("w", encoding="utf-8") as file:
        file.write(f'{{"mapping": {json.dumps(name)}, "outcomes": [')
        write = _joined(file.write)
        counts = services.translate(
            mapping,
            source,
            on_outcome=lambda outcome: write(json.dumps(outcome.to_dict(), ensure_ascii=False)),
        )
        file.write(f'\n], "counts": {json.dumps(counts.to_dict())}}}\n')


def _joined(write: Callable[[str], object]) -> Callable[[str], None]:
    first = True

    def put(text: str) -> None:
        nonlocal first
        write(("\n" if first else ",\n") + text)
        first = False

    return put


def _whole(services: Services, _name: str, mapping: Path, source: Path, out: Path, chosen: Format) -> None:
    """The graph of every record, or 422 with the findings of those that were refused."""
    refused: list[Diagnostic] = []
    statements = out.with_name("statements.nt")
    with statements.open("w", encoding="utf-8", newline="\n") as file:

        def take(outcome: RecordOutcome) -> None:
            if outcome.outcome == "refused":
                refused.extend(outcome.findings[: max(0, SHOWN_ERRORS - len(refused))])
            elif outcome.ntriples:
                file.write(outcome.ntriples)

        counts: Counts = services.translate(mapping, source, on_outcome=take)
    if counts.refused:
        raise HttpError(
            "IL-H007",
            f"{counts.refused} of {counts.read} records were refused; RDF is all or nothing.",
            status=422,
            hint="Ask with `Accept: application/json` to get the others.",
            also=tuple(refused),
        )
    if chosen.name == "ntriples":
        statements.rename(out)
    else:
        with out.open("wb") as whole:
            convert(statements, whole, by_name(chosen.name))
