"""Checks that SPARQL cannot say: Python functions under the id of their rule."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from interlingua.editorial.lint.model import Finding
    from interlingua.editorial.lint.project import Project

Check = Callable[["Project"], "Iterable[Finding]"]
CHECKS: Final[dict[str, Check]] = {}


def rule(id: str) -> Callable[[Check], Check]:
    """Register a check under the id of its rule: `@rule("T02") def undeclared_prefix(project): ...`."""

    def register(check: Check) -> Check:
        if id in CHECKS and CHECKS[id].__qualname__ != check.__qualname__:
            raise AssertionError(f"two checks for rule {id}")
        CHECKS[id] = check
        return check

    return register


def checks() -> dict[str, Check]:
    """Every check: those of the modules `checks_*` of this package."""
    package = importlib.import_module("interlingua.editorial.lint")
    for module in pkgutil.iter_modules(package.__path__):
        if module.name.startswith("checks_"):
            importlib.import_module(f"{package.__name__}.{module.name}")
    return CHECKS
