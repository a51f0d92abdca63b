"""`interlingua query`: ask the graph in SPARQL."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from interlingua.cli.options import DataDirOption, UrlOption


class AnswerFormat(StrEnum):
    """How the answer is written."""

    table = "table"
    json = "json"
    csv = "csv"
    tsv = "tsv"
    xml = "xml"
    turtle = "turtle"


def query(
    query: Annotated[
        str, typer.Argument(metavar="QUERY|FILE.rq", help="SPARQL text, a .rq file, or - for stdin.")
    ],
    data_dir: DataDirOption = None,
    url: UrlOption = None,
    format: Annotated[
        AnswerFormat | None,
        typer.Option("--format", help="Default: table, or turtle for CONSTRUCT and DESCRIBE."),
    ] = None,
    timeout: Annotated[
        float | None, typer.Option("--timeout", help="Seconds that the query may take.", min=0.1)
    ] = None,
) -> None:
    """Ask a SPARQL query of a data directory or of a running service."""
    import shutil
    import sys

    from interlingua.errors import UsageError
    from interlingua.exchange.ask import ask
    from interlingua.settings import from_environment

    if (data_dir is None) == (url is None):
        raise UsageError("IL-U001", "Say what to ask.", hint="Give --data-dir DIR or --url URL, one of them.")
    settings = from_environment(query_seconds=timeout)
    with ask(
        query, data_dir=data_dir, url=url, format=format.value if format else None, settings=settings
    ) as answer:
        sys.stdout.flush()
        shutil.copyfileobj(answer, sys.stdout.buffer)
        sys.stdout.buffer.flush()
