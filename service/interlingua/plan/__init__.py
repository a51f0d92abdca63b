"""Plan: a mapping analysed before it is compiled: subjects, ownership, overlaps, columns."""

from __future__ import annotations

from interlingua.plan.build import close_classes, make_plan
from interlingua.plan.explain import explain
from interlingua.plan.model import Plan, Stream, SubjectGroup, bare, references, source_key
from interlingua.plan.paths import Path, parse_path

__all__ = [
    "Path", "Plan", "Stream", "SubjectGroup", "bare", "close_classes", "explain", "make_plan", "parse_path",
    "references", "source_key",
]  # fmt: skip
