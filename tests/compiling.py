"""A mapping written in a test, compiled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from textwrap import dedent
from typing import Any

import pyoxigraph as ox

from interlingua.plan import make_plan
from interlingua.rml import load_mapping
from interlingua.settings import Settings
from interlingua.shacl.fragments import RecordCheck
from interlingua.translate import Program, compile_plan

EX = "http://example.org/"
HEAD = """\
prefixes: {ex: "http://example.org/", xsd: "http://www.w3.org/2001/XMLSchema#"}
"""


def program(
    text: str,
    *,
    columns: Mapping[str, Sequence[str]] | None = None,
    checks: Mapping[int, Sequence[RecordCheck]] | None = None,
    file: Path | None = None,
    **more: Any,
) -> Program:
    """The program of a YARRRML document; `prefixes` are put before it."""
    path = file or Path("test.yaml")
    plan = make_plan(load_mapping(path, text=HEAD + dedent(text)), columns=columns)
    return compile_plan(plan, checks, Settings(), **more)


def statements(text: str) -> set[str]:
    """The statements of a text, one string each; fails when it is not N-Quads."""
    return {str(quad) for quad in ox.parse(text.encode(), format=ox.RdfFormat.N_QUADS)}


def objects(text: str, predicate: str) -> list[str]:
    """The objects of one predicate of ours, in N-Triples, sorted."""
    found = ox.parse(text.encode(), format=ox.RdfFormat.N_QUADS)
    return sorted(str(quad.object) for quad in found if quad.predicate.value == EX + predicate)
