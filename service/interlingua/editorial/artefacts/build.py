"""Everything that `vocab build` makes, in one order. No time, no machine, no path is in any of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from interlingua.editorial.artefacts import bundles, codelists, graphs, schemas, w3id
from interlingua.editorial.artefacts.source_context import source_context
from interlingua.settings import shipped
from interlingua.shacl import profiles
from interlingua.vocabulary import context, load, triples
from interlingua.vocabulary.alignments import alignment_sets

SITE: Final = "https://vocabulary.example.org"
"""Stands for the host of a running service in the redirects, until `--site` names one."""


def artefacts(*, site: str = SITE) -> Iterator[tuple[str, bytes]]:
    """Path inside the folder, and content. Raises VocabularyError, ShapesError."""
    vocabulary = load()
    yield from graphs.documents("social-protection", triples(shipped("ontology")))
    yield "context.jsonld", json_bytes(context(vocabulary))
    known = {name: schemas.Profile.of(name, vocabulary) for name in profiles()}
    for profile in known.values():
        for path, schema in profile.schemas():
            yield path, json_bytes(schema)
    yield "schema/README.md", schemas.limits(known.values()).encode()
    for name in profiles():
        yield f"shacl/{name}.ttl", bundles.bundle(name, vocabulary).encode()
    for scheme in sorted(vocabulary.schemes.values(), key=lambda s: s.iri):
        yield f"codelists/{scheme.name.rpartition('/')[2]}.csv", codelists.table(scheme).encode()
    for one in alignment_sets().values():
        yield f"alignments/{one.name}.ttl", graphs.turtle(graphs.mappings(one)).encode()
        theirs = source_context(one, vocabulary)
        if theirs is not None:
            yield f"alignments/{one.name}.context.jsonld", json_bytes(theirs)
    yield "w3id/.htaccess", w3id.rules(vocabulary, site).encode()


def json_bytes(document: Any) -> bytes:
    """Indented, in the order given, with a line break at the end."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
