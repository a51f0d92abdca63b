"""The linter of vocabularies: rules are pages, each with a query or a function, each proven by its own blocks.

`lint(paths)` gives a `Report`. A rule's page lies in `shapes/editorial/rules/`; a check that SPARQL cannot say is a
function under `@rule("T02")` in a module `checks_*.py` here, found by its name.
"""

from __future__ import annotations

from interlingua.editorial.lint.model import Finding, Level, Rule
from interlingua.editorial.lint.pages import rules
from interlingua.editorial.lint.project import Project
from interlingua.editorial.lint.registry import rule
from interlingua.editorial.lint.run import Report, check, lint

__all__ = ["Finding", "Level", "Project", "Report", "Rule", "check", "lint", "rule", "rules"]
