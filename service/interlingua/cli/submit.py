"""`interlingua submit`: translate, check and keep."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interlingua.cli.options import (
    AllowFunctionsOption,
    AllowSourceOption,
    BaseIriOption,
    DataDirOption,
    JsonOption,
    KeyOption,
    MappingArgument,
    ShowValuesOption,
    SourcesArgument,
    UrlOption,
    allowed,
    split_sources,
)

if TYPE_CHECKING:
    from interlingua.exchange.remote import RemoteOutcome
    from interlingua.exchange.submit import SubmitOutcome


class Mode(StrEnum):
    """What a submission says about the records that it does not name."""

    upsert = "upsert"
    snapshot = "snapshot"
    append = "append"


def submit(
    mapping: MappingArgument,
    sources: SourcesArgument = None,
    data_dir: DataDirOption = None,
    url: UrlOption = None,
    mode: Annotated[
        Mode,
        typer.Option(
            "--mode", help="upsert; snapshot: what is absent is withdrawn; append: existing keys are refused."
        ),
    ] = Mode.upsert,
    profile: Annotated[str | None, typer.Option("--profile", help="Check against this profile.")] = None,
    confirm_empty: Annotated[
        bool, typer.Option("--confirm-empty", help="Withdraw even though the snapshot has no records.")
    ] = False,
    rejects: Annotated[
        Path | None,
        typer.Option("--rejects", help="Refused records go here, in their source form with the reason."),
    ] = None,
    idempotency_key: Annotated[
        str | None,
        typer.Option("--idempotency-key", help="Sending the same again under this key changes nothing."),
    ] = None,
    base_iri: BaseIriOption = None,
    iri_key: KeyOption = None,
    allow_source: AllowSourceOption = None,
    allow_functions: AllowFunctionsOption = False,
    show_values: ShowValuesOption = False,
    json: JsonOption = False,
) -> None:
    """Translate records, check them, and keep them in a data directory or a running service."""
    from interlingua.cli.output import give_json, progress, say
    from interlingua.errors import UsageError
    from interlingua.exchange.submit import Submission, submit_files
    from interlingua.settings import from_environment

    if (data_dir is None) == (url is None):
        raise UsageError(
            "IL-U001", "Say where to keep the records.", hint="Give --data-dir DIR or --url URL, one of them."
        )
    settings = from_environment(base_iri=base_iri, iri_key=iri_key)
    request = Submission(
        mapping=mapping,
        sources=split_sources(sources),
        mode=mode.value,
        profile=profile,
        confirm_empty=confirm_empty,
        idempotency_key=idempotency_key,
        allow=allowed(allow_source),
        allow_functions=allow_functions,
        rejects=rejects,
    )
    with progress("submitting") as update:
        if url is not None:
            from interlingua.exchange.remote import submit_to_service

            outcome: SubmitOutcome | RemoteOutcome = submit_to_service(request, url, settings)
        else:
            assert data_dir is not None
            outcome = submit_files(request, data_dir, settings, progress=update)
    if json:
        give_json(outcome.to_dict(show_values=show_values))
    else:
        for line in outcome.lines(show_values=show_values):
            say(line)
    if outcome.refused:
        raise typer.Exit(1)
