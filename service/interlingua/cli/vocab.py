"""`interlingua vocab`: what editors of a vocabulary do. Each verb has a module `vocab_<verb>.py` of its own."""

from __future__ import annotations

import typer

from interlingua.cli import vocab_build, vocab_coverage, vocab_lint, vocab_rewrite

app = typer.Typer(
    help="Lint, build and count a vocabulary: for its editors.", no_args_is_help=True, rich_markup_mode=None
)
app.command("lint", short_help="Find what is wrong in an ontology, ours or any other.")(vocab_lint.lint)
app.command("explain", short_help="Print the page of a rule.")(vocab_lint.explain)
app.command("codes", short_help="Print the table of codes that a release keeps.")(vocab_lint.codes)
app.command("build", short_help="Make the artefacts: RDF, JSON Schema, SHACL, CSV, redirects.")(
    vocab_build.build
)
app.command("rewrite", short_help="Write data anew without deprecated terms.")(vocab_rewrite.rewrite)
app.command("coverage", short_help="Count what there is; fail below the floors.")(vocab_coverage.coverage)
