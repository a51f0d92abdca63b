"""Small RDF documents to bytes, with the shared prefixes."""

from __future__ import annotations

from collections.abc import Iterable
from mmap import ACCESS_READ, mmap
from typing import TYPE_CHECKING

from interlingua.rdf.namespaces import PREFIXES
from interlingua.sparql import Format

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import RdfFormat, Triple


def rdf_format(chosen: Format) -> RdfFormat:
    """The engine's name for a format."""
    import pyoxigraph as ox

    found = ox.RdfFormat.from_media_type(chosen.media_type)
    assert found is not None
    return found


def parse_turtle(text: str) -> list[Triple]:
    """The triples of a Turtle text of ours."""
    import pyoxigraph as ox

    return [quad.triple for quad in ox.parse(text.encode(), ox.RdfFormat.TURTLE)]


def serialise(triples: Iterable[Triple], chosen: Format) -> bytes:
    """The triples in a format, grouped by subject."""
    import pyoxigraph as ox

    ordered = sorted(triples, key=lambda triple: (str(triple.subject), str(triple.predicate)))
    text = " ".join(str(triple) for triple in ordered)
    used = {name: iri for name, iri in PREFIXES.items() if iri in text}
    out = ox.serialize(ordered, format=rdf_format(chosen), prefixes=used)
    assert out is not None
    return out


def convert(source: Path, target: Path, chosen: Format) -> None:
    """An N-Triples file into another syntax, streaming."""
    import pyoxigraph as ox

    used: dict[str, str] = {}
    if source.stat().st_size:
        with source.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as text:
            used = {name: iri for name, iri in PREFIXES.items() if text.find(iri.encode()) >= 0}
    quads = ox.parse(path=str(source), format=ox.RdfFormat.N_TRIPLES)
    ox.serialize((quad.triple for quad in quads), str(target), rdf_format(chosen), prefixes=used)
