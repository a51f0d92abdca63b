"""Group T: IRIs, prefixes, types. What SPARQL cannot say."""

from __future__ import annotations

from collections.abc import Iterator

from interlingua.editorial.lint.model import Finding
from interlingua.editorial.lint.project import Project
from interlingua.editorial.lint.registry import rule


@rule("T02")
def undeclared_prefix(project: Project) -> Iterator[Finding]:
    """The parser has found them already (see `SourceFile.read`)."""
    del project
    return iter(())
