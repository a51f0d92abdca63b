"""`interlingua ledger`: look after what is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interlingua.cli.options import BaseIriOption, JsonOption, KeyOption

app = typer.Typer(help="Verify and rebuild what is kept.", no_args_is_help=True, rich_markup_mode=None)

_Dir = Annotated[Path, typer.Option("--data-dir", help="Where ledger and graph are kept.", metavar="DIR")]


@app.command("verify")
def verify(
    data_dir: _Dir, json: JsonOption = False, base_iri: BaseIriOption = None, iri_key: KeyOption = None
) -> None:
    """Compare ledger, counts and graph, record by record. Exit code 1: they differ.

    Records are also translated again from their raw form, where mapping, key and base are those they came under.
    """
    from interlingua.cli.output import give, give_json, progress
    from interlingua.exchange.keep import verify_directory
    from interlingua.settings import from_environment

    settings = from_environment(base_iri=base_iri, iri_key=iri_key)
    with progress("verifying") as update:
        report = verify_directory(data_dir, settings, progress=update)
    if json:
        give_json(report.to_dict())
    else:
        for line in report.lines():
            give(line)
    if not report.ok:
        raise typer.Exit(1)


@app.command("rebuild")
def rebuild(data_dir: _Dir, json: JsonOption = False) -> None:
    """Make the graph anew from the ledger, and swap it in."""
    from interlingua.cli.output import give, give_json, progress
    from interlingua.exchange.keep import rebuild_directory

    with progress("rebuilding") as update:
        report = rebuild_directory(data_dir, progress=update)
    if json:
        give_json(report.to_dict())
    else:
        for line in report.lines():
            give(line)
