"""RDF documents of the web: by the short names that `sparql` and `rdf` share."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from interlingua.rdf import documents, formats
from interlingua.sparql import Format

if TYPE_CHECKING:
    from pyoxigraph import Triple


def parse_turtle(text: str) -> list[Triple]:
    """The triples of a Turtle text of ours."""
    import pyoxigraph as ox

    return [quad.triple for quad in ox.parse(text.encode(), ox.RdfFormat.TURTLE)]


def serialise(triples: Iterable[Triple], chosen: Format) -> bytes:
    """The triples in a format, grouped by subject."""
    return documents.write_triples(triples, formats.by_name(chosen.name))


def convert(source: Path, target: Path, chosen: Format) -> None:
    """An N-Triples file into another syntax, streaming."""
    with target.open("wb") as out:
        documents.convert(source, out, formats.by_name(chosen.name))
