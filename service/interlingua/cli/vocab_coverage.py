"""`interlingua vocab coverage`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from interlingua.editorial.coverage import Coverage


class Form(StrEnum):
    """How the counts are printed."""

    text = "text"
    json = "json"


def coverage(
    root: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]",
            help="A folder with ontology, shapes and mappings; ours by default.",
            show_default=False,
        ),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How to print the counts.")] = Form.text,
) -> None:
    """Count terms, labels, alignments, shapes, examples and questions; compare them with the floors.

    The floors stand in ontology/floors.toml. Exit code 1: a count is below its floor, or a term that nothing uses
    has no reason in ontology/unused.toml; standard error says which.
    """
    from interlingua.cli.output import give, give_json, say
    from interlingua.editorial import coverage as counting

    found = counting.coverage(root)
    short = list(counting.shortfalls(found, counting.floors(root)))
    if form is Form.json:
        give_json({**found.as_json(), "shortfalls": short})
    else:
        give("\n".join(_text(found)))
    for sentence in short:
        say(sentence)
    if short:
        raise typer.Exit(1)


def _text(found: Coverage) -> Iterator[str]:
    yield from _list("In all", found.total)
    yield from _table("By module", "module", found.modules)
    yield from _table("By language", "language", found.languages)
    yield from _list("Privacy answers", found.privacy)
    yield from _table("DCI, JSON-LD of April 2026", "kind", found.dci)
    yield from _table(
        "Other standards: their things, and those that a term here answers", "table", found.alignments
    )
    yield from _table("Shapes", "profile", found.shapes)
    yield from _list("Use of classes and properties", found.use)


def _list(title: str, counts: Mapping[str, int]) -> Iterator[str]:
    width = max(map(len, counts), default=0)
    yield title
    yield from (f"  {name:<{width}}  {value:>6}" for name, value in counts.items())
    yield ""


def _table(title: str, first: str, rows: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """A table whose columns are named above it, a letter each: the names are longer than the numbers."""
    columns = list(dict.fromkeys(name for counts in rows.values() for name in counts))
    letters = {name: chr(ord("a") + number) for number, name in enumerate(columns)}
    width = max(len(first), *map(len, rows)) if rows else len(first)
    yield title
    yield from (f"  {letter} = {name}" for name, letter in letters.items())
    yield "  " + f"{first:<{width}}" + "".join(f"{letter:>6}" for letter in letters.values())
    for name, counts in rows.items():
        cells = (str(counts[column]) if column in counts else "" for column in columns)
        yield "  " + f"{name:<{width}}" + "".join(f"{cell:>6}" for cell in cells)
    yield ""
