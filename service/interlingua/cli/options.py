"""Options that several verbs share, so that they are spelt and explained once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interlingua.errors import UsageError

MappingArgument = Annotated[
    str,
    typer.Argument(
        metavar="MAPPING", help="A mapping file, or the name of a shipped one (lumara-cash/members)."
    ),
]
SourcesArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[SOURCE]...", help="name=path, or a path for the driving source; - is stdin."),
]
DataDirOption = Annotated[
    Path | None, typer.Option("--data-dir", help="Where ledger and graph are kept.", metavar="DIR")
]
BaseIriOption = Annotated[
    str | None, typer.Option("--base-iri", help="Base of the data IRIs.", metavar="IRI")
]
KeyOption = Annotated[
    str | None,
    typer.Option(
        "--iri-key", help="Key of the digests in data IRIs, or @FILE (INTERLINGUA_IRI_KEY).", metavar="KEY"
    ),
]
AllowSourceOption = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-source",
        help="One more folder, or database address, that a mapping may name as a source.",
        metavar="DIR|URL",
    ),
]
AllowFunctionsOption = Annotated[
    bool,
    typer.Option(
        "--allow-functions", help="Run the mapping's own functions.py: only if you trust who wrote it."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for a machine.")]
UrlOption = Annotated[str | None, typer.Option("--url", help="Address of a running service.", metavar="URL")]
ShowValuesOption = Annotated[
    bool, typer.Option("--show-values", help="Show the offending values. They may be personal.")
]


def split_sources(sources: list[str] | None) -> dict[str | None, str]:
    """`name=path` and bare paths to {name: path}; the driving source's key is None.

    A path that exists wins over the reading as `name=path`, so a file may have `=` in its name.
    """
    out: dict[str | None, str] = {}
    for text in sources or []:
        name, sep, path = text.partition("=")
        if "://" in name:  # the address of a database, with a parameter
            sep = ""
        key: str | None = name if sep and not Path(text).exists() else None
        value = path if key is not None else text
        if key in out:
            which = f"source {key!r}" if key else "the driving source"
            raise UsageError("IL-U001", f"Two files are given for {which}.", hint="Name them: name=path.")
        out[key] = value
    return out


def allowed(places: list[str] | None) -> tuple[Path | str, ...]:
    """What `--allow-source` gives: folders, and addresses of databases as texts."""
    return tuple(place if "://" in place else Path(place) for place in places or ())


def reject_limit(text: str | None) -> tuple[int | None, float | None]:
    """`--max-rejects` as (count, None) or (None, share); `5%` is 0.05."""
    if text is None:
        return None, None
    try:
        if text.endswith("%"):
            share = float(text[:-1]) / 100
            if not 0 <= share <= 1:
                raise ValueError
            return None, share
        count = int(text)
        if count < 0:
            raise ValueError
    except ValueError:
        raise UsageError(
            "IL-U001", "--max-rejects must be a number or a percentage.", hint="For example 10 or 5%."
        ) from None
    return count, None
