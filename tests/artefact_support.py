"""For the tests of artefacts: one build for all, graphs compared by their canonical form, no network."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import pyoxigraph as ox

from interlingua.editorial.artefacts import artefacts
from interlingua.rdf.namespaces import SP

CONTEXT = SP + "context.jsonld"


@cache
def built() -> dict[str, bytes]:
    """Every artefact, made once."""
    return dict(artefacts())


def canonical(statements: Iterable[ox.Quad | ox.Triple]) -> set[str]:
    """The N-Quads of RDFC-1.0: two graphs are isomorphic when these are the same."""
    quads = (s if isinstance(s, ox.Quad) else ox.Quad(s.subject, s.predicate, s.object) for s in statements)
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def of_rdflib(data: bytes, format: str) -> set[str]:
    """What rdflib reads, its literals as they are written."""
    import rdflib

    before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
    try:
        text = rdflib.Graph().parse(data=data, format=format).serialize(format="nt")
    finally:
        rdflib.NORMALIZE_LITERALS = before
    return canonical(ox.parse(text.encode(), format=ox.RdfFormat.N_TRIPLES))


def local_only(context: dict[str, Any]) -> Any:
    """A document loader for PyLD that knows our context and nothing else."""

    def load(url: str, _options: Any = None) -> dict[str, Any]:
        if url != CONTEXT:
            raise AssertionError(f"{url} was asked for: the network is off")
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": context,
        }

    return load
