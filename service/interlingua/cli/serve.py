"""`interlingua serve`: the HTTP service, on loopback."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interlingua.cli.options import BaseIriOption, DataDirOption, KeyOption


def serve(
    data_dir: DataDirOption = None,
    host: Annotated[str, typer.Option("--host", help="Loopback only, until there are keys.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="0 takes any free one.", min=0, max=65535)] = 8080,
    mappings: Annotated[
        list[Path] | None,
        typer.Option(
            "--mappings",
            help="One more folder of mappings to offer: NAME.yarrrml.yaml, or SYSTEM/NAME.yarrrml.yaml.",
            metavar="DIR",
        ),
    ] = None,
    base_iri: BaseIriOption = None,
    iri_key: KeyOption = None,
) -> None:
    """Start the service: translate, submit, validate, SPARQL, and the vocabulary's pages.

    Without --data-dir nothing outlives it.
    """
    from interlingua.settings import from_environment
    from interlingua.web.server import bind

    settings = from_environment(base_iri=base_iri, iri_key=iri_key)
    bind(host, 0).close()  # refuse another host before anything is opened
    for folder in mappings or ():
        _tell(folder)
    serve_app(settings, data_dir, host, port, tuple(mappings or ()))


def _tell(folder: Path) -> None:
    """Say which mappings a folder has. Raises UsageError IL-U002 where there is no such folder."""
    from interlingua.cli.output import say
    from interlingua.errors import UsageError
    from interlingua.exchange.catalogue import in_folder

    if not folder.is_dir():
        raise UsageError("IL-U002", f"There is no folder {str(folder)!r}.", hint="--mappings names a folder.")
    found = in_folder(folder)
    names = ": " + ", ".join(list(found)[:8]) + (", ..." if len(found) > 8 else "") if found else "."
    say(f"{len(found)} mapping{'s'[: len(found) != 1]} in {folder}{names}")
    if not found:
        say(
            "  hint: the name of a mapping ends in .yarrrml.yaml; it lies in the folder or one folder deeper."
        )


def serve_app(
    settings: object,
    data_dir: Path | None,
    host: str,
    port: int,
    mappings: tuple[Path, ...] = (),
    *,
    demo: bool = False,
) -> None:
    """Serve one data directory until Ctrl-C; the address goes to stderr once it listens."""
    from interlingua.app import App
    from interlingua.cli.output import say
    from interlingua.settings import Settings
    from interlingua.web.app import create_app
    from interlingua.web.server import serve as run
    from interlingua.web.wiring import services_of

    assert isinstance(settings, Settings)

    def ready(address: str) -> None:
        app.keeper.ledger.announce(address)
        say(f"Interlingua is up at {address} (Ctrl-C stops it). Start with {address}docs")

    with App(settings, data_dir, mappings, demo=demo) as app:
        run(create_app(services_of(app)), host=host, port=port, next_free_port=demo, ready=ready)
