"""`interlingua vocab build`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def build(
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="DIR", help="Where the files go; build/vocabulary by default."
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit 1 when the committed list is not current.")
    ] = False,
    site: Annotated[
        str | None, typer.Option("--site", metavar="URL", help="The service that w3id.org redirects to.")
    ] = None,
) -> None:
    """Make every artefact: RDF in four syntaxes, JSON-LD context, JSON Schema, SHACL, CSV, alignments, redirects.

    The same sources give the same bytes. In a checkout the list of digests, ontology/artefacts.sha256, is
    renewed too, unless `--site` or `-o` is given; `--check` compares with it.
    """
    from interlingua.cli.output import give, progress, say
    from interlingua.editorial import artefacts as made
    from interlingua.settings import shipped
    from interlingua.vocabulary import load

    committed = shipped("ontology") / made.LIST
    with progress("building") as update:
        files = {}
        for path, content in made.artefacts(**({"site": site} if site else {})):
            files[path] = content
            update(len(files), None)
    if check:
        text = committed.read_text(encoding="utf-8") if committed.is_file() else ""
        changed = made.differences(text, files)
        for path in changed:
            give(f"not current: {path}")
        if changed:
            say(f"{len(changed)} of {len(files)} artefacts differ; run `interlingua vocab build`")
            raise typer.Exit(1)
        return
    folder = output or Path("build") / "vocabulary"
    made.write(folder, files, load().version)
    if output is None and site is None and committed.parents[1].name != "_shipped":
        committed.write_text(made.list_of(files), encoding="utf-8")
    size = sum(map(len, files.values()))
    give(f"{len(files)} files, {size / 1e6:.1f} MB, in {folder}")
