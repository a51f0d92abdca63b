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

    `natural` names predicates whose plain numbers are expected in the natural datatype instead, `double`
    those whose numbers are expected as canonical xsd:double; `database` says from what the database is made
    that the case needs and does not bring; `replace` are pairs of IRIs, the first as
    written, the second as expected; `statements` are expected in place of all that is written; `error`
    says whether an error is expected instead of what the manifest says, and `output` which file of the case is
    then its expected output. `plain` names predicates whose numbers are expected as plain texts.
    """

    case: str
    sentence: str
    section: str
    natural: tuple[str, ...] = ()
    error: bool | None = None
    double: tuple[str, ...] = ()
    replace: tuple[tuple[str, str], ...] = ()
    statements: str | None = None
    database: str | None = None
    output: str | None = None
    plain: tuple[str, ...] = ()

    def expected(self, quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
        """The expected statements, corrected."""
        if self.statements is not None:
            quads = ox.parse(self.statements, format=ox.RdfFormat.N_QUADS)
        pairs = dict(self.replace)
        for quad in quads:
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value in pairs:
                subject = ox.NamedNode(pairs[quad.subject.value])
                yield ox.Quad(subject, quad.predicate, quad.object, quad.graph_name)
            elif isinstance(quad.object, ox.Literal) and quad.predicate.value in self.double:
                yield ox.Quad(quad.subject, quad.predicate, _double(quad.object), quad.graph_name)
            elif isinstance(quad.object, ox.Literal) and quad.predicate.value in self.plain:
                yield ox.Quad(quad.subject, quad.predicate, ox.Literal(quad.object.value), quad.graph_name)
            elif isinstance(quad.object, ox.Literal) and quad.predicate.value in self.natural:
                yield ox.Quad(quad.subject, quad.predicate, _natural(quad.object), quad.graph_name)
            else:
                yield quad

    def applied(self, case: Case) -> Case:
        """The case, with what is corrected in its manifest."""
        error = case.error if self.error is None else self.error
        outputs = case.outputs if self.output is None else ((self.output, "application/n-quads"),)
        return replace(case, error=error, database=self.database or case.database, outputs=outputs)


def _double(literal: ox.Literal) -> ox.Literal:
    """XSD's canonical form, by hand: one figure before the point, at least one behind."""
    mantissa, _, exponent = f"{float(literal.value):.15e}".partition("e")
    figures = mantissa.rstrip("0")
    text = f"{figures}{'0' if figures.endswith('.') else ''}E{int(exponent)}"
    return ox.Literal(text, datatype=ox.NamedNode(f"{_XSD}double"))


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
                case, one["sentence"], one["section"], tuple(one.get("natural", ())), one.get("error"),
                tuple(one.get("double", ())), tuple((a, b) for a, b in one.get("replace", ())),
                one.get("statements"), one.get("database"), one.get("output"),
                tuple(one.get("plain", ())),
            )  # fmt: skip
    return found
