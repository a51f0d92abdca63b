"""`interlingua validate`: any RDF against a profile."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from interlingua.cli.options import ShowValuesOption


class ReportFormat(StrEnum):
    """How the report is written."""

    text = "text"
    json = "json"
    turtle = "turtle"


def validate(
    data: Annotated[Path, typer.Argument(metavar="DATA", help="An RDF file; its ending says the format.")],
    profile: Annotated[
        str | None, typer.Option("--profile", help="A shipped profile (default: core).")
    ] = None,
    shapes: Annotated[
        Path | None, typer.Option("--shapes", help="Shapes of your own, in Turtle.", metavar="FILE")
    ] = None,
    format: Annotated[
        ReportFormat, typer.Option("--format", help="text, json or turtle.")
    ] = ReportFormat.text,
    lang: Annotated[
        str, typer.Option("--lang", help="Language of the messages: en, fr, es, pt or ar.")
    ] = "en",
    show_values: ShowValuesOption = False,
) -> None:
    """Check an RDF file against a profile or shapes, with pySHACL.

    Exit code 1: it does not conform, or no node in it has a class that the shapes look at.
    """
    from interlingua.cli.output import give
    from interlingua.errors import UsageError
    from interlingua.exchange.validate import validate_file

    if profile is not None and shapes is not None:
        raise UsageError("IL-U001", "--profile and --shapes exclude each other.")
    passed, text = validate_file(
        data, profile=profile, shapes=shapes, format=format.value, lang=lang, show_values=show_values
    )
    give(text)
    if not passed:
        raise typer.Exit(1)
