"""The RDF formats, by our name, by file name and by media type."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat

from interlingua.errors import UsageError


@dataclass(frozen=True, slots=True)
class Format:
    """One format: `name` is the command line's; the first extension and media type are the usual ones."""

    name: str
    engine: RdfFormat
    extensions: tuple[str, ...]
    media_types: tuple[str, ...]
    graphs: bool

    @property
    def media_type(self) -> str:
        """The media type that answers carry."""
        return self.media_types[0]


FORMATS: Final = (
    Format("nquads", RdfFormat.N_QUADS, ("nq",), ("application/n-quads",), True),
    Format("ntriples", RdfFormat.N_TRIPLES, ("nt",), ("application/n-triples", "text/plain"), False),
    Format(
        "turtle",
        RdfFormat.TURTLE,
        ("ttl",),
        ("text/turtle", "application/x-turtle", "application/turtle"),
        False,
    ),
    Format("trig", RdfFormat.TRIG, ("trig",), ("application/trig",), True),
    Format(
        "jsonld", RdfFormat.JSON_LD, ("jsonld", "json"), ("application/ld+json", "application/json"), True
    ),
    Format(
        "rdfxml",
        RdfFormat.RDF_XML,
        ("rdf", "owl", "xml"),
        ("application/rdf+xml", "application/xml", "text/xml"),
        False,
    ),
)
_BY_NAME: Final = {f.name: f for f in FORMATS}
_BY_EXTENSION: Final = {e: f for f in FORMATS for e in f.extensions}
_BY_MEDIA_TYPE: Final = {m: f for f in FORMATS for m in f.media_types}


def by_name(name: str) -> Format:
    """The format of that name. Raises UsageError IL-U001."""
    found = _BY_NAME.get(name)
    if found is None:
        raise UsageError(
            "IL-U001", f"There is no RDF format {name!r}.", hint=f"Formats: {', '.join(_BY_NAME)}."
        )
    return found


def by_path(path: Path | str) -> Format | None:
    """The format that a file name tells; `.gz` is not looked through."""
    return _BY_EXTENSION.get(Path(path).suffix[1:].lower())


def by_media_type(text: str) -> Format | None:
    """The format of a Content-Type, whatever its parameters."""
    return _BY_MEDIA_TYPE.get(text.partition(";")[0].strip().lower())
