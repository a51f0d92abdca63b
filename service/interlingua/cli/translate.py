"""`interlingua translate`: records in, RDF out, nothing kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interlingua.cli.options import (
    AllowFunctionsOption,
    AllowSourceOption,
    BaseIriOption,
    KeyOption,
    MappingArgument,
    ShowValuesOption,
    SourcesArgument,
    allowed,
    reject_limit,
    split_sources,
)


def translate(
    mapping: MappingArgument,
    sources: SourcesArgument = None,
    output: Annotated[
        str,
        typer.Option("-o", "--output", help="Where the RDF goes; its ending says the format. - is stdout."),
    ] = "-",
    format: Annotated[
        str | None, typer.Option("--format", help="nquads, ntriples, turtle, trig, jsonld or rdfxml.")
    ] = None,
    profile: Annotated[
        str | None,
        typer.Option("--profile", help="Check against this profile (default: the mapping's, else core)."),
    ] = None,
    rejects: Annotated[
        Path | None,
        typer.Option("--rejects", help="Refused records go here, in their source form with the reason."),
    ] = None,
    report: Annotated[Path | None, typer.Option("--report", help="Every finding goes here, as JSON.")] = None,
    max_rejects: Annotated[
        str | None,
        typer.Option(
            "--max-rejects", help="Stop, and leave no output, past N or N% refused.", metavar="N|N%"
        ),
    ] = None,
    targets: Annotated[
        Path | None,
        typer.Option(
            "--targets",
            metavar="DIR",
            help="The folder that files of rml:logicalTarget may be written into; without it, none is written.",
        ),
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", min=1, help="Processes.")] = 1,
    distinct: Annotated[
        bool, typer.Option("--distinct", help="Each statement once, whatever the size.")
    ] = False,
    base_iri: BaseIriOption = None,
    iri_key: KeyOption = None,
    allow_source: AllowSourceOption = None,
    allow_functions: AllowFunctionsOption = False,
    timings: Annotated[bool, typer.Option("--timings", help="Say where the time went.")] = False,
    show_values: ShowValuesOption = False,
) -> None:
    """Translate records under a mapping and check each one; keep nothing.

    Refused records are told on stderr and go to --rejects; the exit code is then 1.
    """
    from interlingua.cli.output import progress, say
    from interlingua.exchange.translate import Request, translate_files
    from interlingua.settings import from_environment

    settings = from_environment(base_iri=base_iri, iri_key=iri_key)
    count, share = reject_limit(max_rejects)
    request = Request(
        mapping=mapping,
        sources=split_sources(sources),
        output=None if output == "-" else Path(output),
        format=format,
        profile=profile,
        rejects=rejects,
        report=report,
        max_rejects=count,
        max_reject_share=share,
        jobs=jobs,
        distinct=distinct,
        targets=targets,
        allow=allowed(allow_source),
        allow_functions=allow_functions,
        timings=timings,
        show_values=show_values,
    )
    with progress("translating") as update:
        summary = translate_files(request, settings, progress=update)
    for line in summary.lines(show_values=show_values):
        say(line)
    if summary.refused:
        raise typer.Exit(1)
