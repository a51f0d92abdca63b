"""`interlingua vocab rewrite`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def rewrite(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="RDF data with terms that may be deprecated.")],
    format: Annotated[
        str,
        typer.Option("--format", metavar="FORMAT", help="What comes out: turtle, ntriples, jsonld, rdfxml."),
    ] = "turtle",
) -> None:
    """Write data anew without the terms that the vocabulary advises against, as their rewrites say.

    The data goes to standard output, the terms that were met to standard error; what nothing takes the place of
    stays, and is told: then the exit code is 1. Graph names are left out.
    """
    from pyoxigraph import Quad, Store

    from interlingua.cli.output import give, say
    from interlingua.rdf import by_name, read_triples, write_triples
    from interlingua.vocabulary import load
    from interlingua.vocabulary.rewriting import deprecated_in, rewrite

    vocabulary, out = load(), by_name(format)
    store = Store()
    store.extend(Quad(t.subject, t.predicate, t.object) for t in read_triples(file))
    before = deprecated_in(store, vocabulary)
    rewrite(store, vocabulary)
    left = deprecated_in(store, vocabulary)
    give(write_triples((quad.triple for quad in store), out).decode().rstrip("\n"))
    for iri in sorted(before):
        say(f"{'stays' if iri in left else 'rewritten'}: {iri}")
    if left:
        raise typer.Exit(1)
