"""The merged graph: a view of the ledger that is applied, copied for readers, verified and rebuilt."""

from __future__ import annotations

from interlingua.graph.generations import hold, newest, position_of
from interlingua.graph.store import Graph, Progress
from interlingua.graph.verify import RebuildReport, VerifyReport, compare, rebuild, verify

__all__ = [
    "Graph",
    "Progress",
    "RebuildReport",
    "VerifyReport",
    "compare",
    "hold",
    "newest",
    "position_of",
    "rebuild",
    "verify",
]
