"""Expectations of the suites that contradict their specification, corrected by its sentence."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from conformance.cases import SUITES, Case

FILE = Path(__file__).with_name("overlay.toml")
_XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True)
class Correction:
    """`sentence` of `section` decides.

    `natural` names predicates whose plain numbers are expected in the natural datatype instead;
    `error` says whether an error is expected instead of what the manifest says.
    """

    case: str
    sentence: str
    section: str
    natural: tuple[str, ...] = ()
    error: bool | None = None

    def expected(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        """The expected statements, corrected."""
        for quad in quads:
            if isinstance(quad.object, ox.Literal) and quad.predicate.value in self.natural:
                yield ox.Quad(quad.subject, quad.predicate, _natural(quad.object), quad.graph_name)
            else:
                yield quad

    def applied(self, case: Case) -> Case:
        """The case, with what is corrected in its manifest."""
        return case if self.error is None else replace(case, error=self.error)


def _natural(literal: ox.Literal) -> ox.Literal:
    plain = literal.datatype.value == f"{_XSD}string"
    if plain and re.fullmatch(r"-?\d+", literal.value):
        return ox.Literal(literal.value, datatype=ox.NamedNode(f"{_XSD}integer"))
    if plain and re.fullmatch(r"-?\d+\.\d+", literal.value):
        return ox.Literal(f"{float(literal.value)!r}E0", datatype=ox.NamedNode(f"{_XSD}double"))
    return literal


@cache
def corrections() -> dict[tuple[str, str], Correction]:
    """By suite and case."""
    if not FILE.is_file():
        return {}
    written = tomllib.loads(FILE.read_text(encoding="utf-8"))
    found = {}
    for suite, cases in written.items():
        assert suite in SUITES, suite
        for case, one in cases.items():
            found[suite, case] = Correction(
                case, one["sentence"], one["section"], tuple(one.get("natural", ())), one.get("error")
            )
    return found
