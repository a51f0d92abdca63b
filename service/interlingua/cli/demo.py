"""`interlingua demo`: the sample country, from records to answers."""

from __future__ import annotations

from typing import Annotated

import typer

from interlingua.cli.options import DataDirOption


def demo(
    data_dir: DataDirOption = None,
    serve: Annotated[bool, typer.Option("--serve", help="Keep a service up on it until Ctrl-C.")] = False,
    port: Annotated[
        int, typer.Option("--port", help="The next free one is taken when this is in use.")
    ] = 8080,
) -> None:
    """Translate the sample programmes, keep them, ask three questions, print the answers.

    Nothing is left behind unless --data-dir is given. Some records are bad on purpose, so refused
    records leave the exit code 0.
    """
    from interlingua.cli.output import give, progress
    from interlingua.exchange.demo import open_demo

    with progress("translating the sample country") as update, open_demo(data_dir, progress=update) as run:
        for block in run.report():
            give(block)
        if serve:
            from interlingua.cli.serve import serve_app

            serve_app(run.settings, run.data_dir, "127.0.0.1", port, demo=True)
