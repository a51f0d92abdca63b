"""Static rewrites: small passes over the mapping model, one after the other, that keep its meaning.

Each pass is a module with one function from a mapping to a mapping; it tells what it did through `tell`.
The order matters: folding makes conditions constant, which makes rules dead, which may leave a join that
nobody asks for.
"""

from __future__ import annotations

from collections.abc import Callable

from interlingua.errors import Place
from interlingua.plan.rewrites.constants import fold_constants
from interlingua.plan.rewrites.dead_rules import remove_dead_rules
from interlingua.plan.rewrites.repeated_rules import remove_repeated_rules
from interlingua.plan.rewrites.self_joins import remove_self_joins
from interlingua.rml.model import Mapping

Tell = Callable[[Place | None, str], None]
Pass = Callable[[Mapping, Tell], Mapping]

PASSES: tuple[tuple[str, Pass], ...] = (
    ("constants", fold_constants),
    ("dead-rules", remove_dead_rules),
    ("self-joins", remove_self_joins),
    ("repeated-rules", remove_repeated_rules),
)


def rewrite(mapping: Mapping) -> tuple[Mapping, tuple[str, ...]]:
    """The mapping after all passes, and a line for each thing that was rewritten."""
    told: list[str] = []
    for name, run in PASSES:

        def tell(place: Place | None, what: str, name: str = name) -> None:
            line = f"line {place.line}" if place is not None and place.line else "line ?"
            told.append(f"{name} {line}: {what}")

        mapping = run(mapping, tell)
    return mapping, tuple(told)


__all__ = ["PASSES", "rewrite"]
