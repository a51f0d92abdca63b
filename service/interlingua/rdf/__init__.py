"""RDF: namespaces, terms, formats, documents."""

from __future__ import annotations

from interlingua.rdf.documents import read_quads, read_triples, used_prefixes, write_triples
from interlingua.rdf.formats import FORMATS, Format, by_media_type, by_name, by_path
from interlingua.rdf.terms import escape, expand, iri, iri_is_valid, literal, shorten, unescape

__all__ = [
    "FORMATS", "Format", "by_media_type", "by_name", "by_path", "escape", "expand", "iri", "iri_is_valid", "literal",
    "read_quads", "read_triples", "shorten", "unescape", "used_prefixes", "write_triples",
]  # fmt: skip
