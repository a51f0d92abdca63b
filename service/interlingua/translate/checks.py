"""Record checks woven into the functions: what is proved costs nothing, the rest is one line each."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from interlingua.errors import Place
from interlingua.rdf.namespaces import RDF, RDFS, XSD
from interlingua.rml.model import Reference
from interlingua.shacl.fragments import RecordCheck
from interlingua.shacl.values import (
    lexical_checker,
    node_kind_allows,
    parse_term,
    pattern_checker,
    range_checker,
    term_checker,
    typed_range_checker,
)
from interlingua.translate.runtime import Memo
from interlingua.translate.terms import Term
from interlingua.translate.writer import Writer

_CODES = {
    "minCount": "IL-V001", "maxCount": "IL-V002", "datatype": "IL-V003", "nodeKind": "IL-V004",
    "in": "IL-V005", "pattern": "IL-V006", "minLength": "IL-V009", "maxLength": "IL-V009",
}  # fmt: skip
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:\^\^<([^>]*)>|@.*)?', re.DOTALL)


@dataclass(slots=True)
class Counted:
    """One predicate of one subject group that has checks."""

    predicate: str
    checks: tuple[RecordCheck, ...]
    rules: int = 0
    simple: bool = True
    """One rule, without condition, of at most one value: no counting is needed."""
    references: tuple[Reference, ...] = ()
    place: Place | None = None
    variable: str | None = None

    def of(self, *kinds: str) -> list[RecordCheck]:
        """The checks of those kinds."""
        return [c for c in self.checks if c.kind in kinds]


def gathered(checks: Sequence[RecordCheck]) -> dict[str, Counted]:
    """Checks by predicate."""
    by: dict[str, list[RecordCheck]] = {}
    for check in checks:
        by.setdefault(check.predicate, []).append(check)
    return {predicate: Counted(predicate, tuple(mine)) for predicate, mine in by.items()}


def noted(w: Writer, check: RecordCheck, place: Place | None, held: tuple[Reference, ...], shown: str) -> str:
    """The line that notes a failed check."""
    code = _CODES.get(check.kind, "IL-V007")
    fault = w.fault(code, check.message, place, held, severity=check.severity, shape=check.shape)
    return f"F.append(({fault}, {shown}, None, i))"


def value_lines(w: Writer, counted: Counted, term: Term) -> list[str]:
    """The lines that check one value, where its term exists."""
    lines: list[str] = []
    for check in counted.checks:
        if check.kind in ("minCount", "maxCount"):
            continue
        test = _failing(w, check, term)
        if test is None:
            continue
        shown = term.lexical or "None"
        line = noted(w, check, term.place or counted.place, term.references or counted.references, shown)
        lines.append(line if test == "True" else f"if {test}: {line}")
    return lines


def _failing(w: Writer, check: RecordCheck, term: Term) -> str | None:
    """An expression that is true where the check fails; None where it cannot."""
    if term.constant is not None:
        passes = term_checker(check)(parse_term(term.constant))
        return None if passes else "True"
    if term.dynamic and not term.natural:
        return _untyped(w, check, term)
    if check.kind == "nodeKind":
        return None if node_kind_allows(str(check.parameter), term.kind) else "True"
    if check.kind == "datatype":
        return _datatype(w, str(check.parameter), term)
    if check.kind == "in":
        return _in(w, check, term)
    if term.kind == "blank":
        return None if check.kind == "minLength" and check.parameter == 0 else "True"
    lexical = _lexical(w, term)
    if check.kind == "pattern":
        return f"not {w.pool.constant(pattern_checker(str(check.parameter)))}({lexical})"
    if check.kind in ("minLength", "maxLength"):
        sign = "<" if check.kind == "minLength" else ">"
        return f"len({lexical}) {sign} {_limit(check)}"
    return _range(w, check, term, lexical)


def _untyped(w: Writer, check: RecordCheck, term: Term) -> str | None:
    """Kind, datatype or language comes from the data: the whole term is looked at."""
    domain = term.value.domain if term.value is not None else None
    passes = term_checker(check)
    written = w.body.joined(term.pieces)
    if domain is not None and term.value is not None and all(passes(parse_term(f"<{c}>")) for c in domain):
        written = f"{term.value.name}.__class__ is Kept and {{}}"
        if passes(parse_term('"x"')) and check.kind in ("nodeKind", "datatype"):
            return None
        return written.format(f"not {w.pool.constant(_of_text(check))}({w.body.joined(term.pieces)})")
    return f"not {w.pool.constant(_of_text(check))}({written})"


def _of_text(check: RecordCheck) -> Callable[[str], object]:
    passes = term_checker(check)
    return Memo(lambda text: bool(passes(parse_term(text)))).__getitem__


def _datatype(w: Writer, wanted: str, term: Term) -> str | None:
    test = lexical_checker(wanted)
    if term.natural:
        first = f"datatype_of({term.lexical}) != {w.pool.constant(wanted)}"
        return f"{first} or not {w.pool.constant(test)}({term.lexical})"
    if wanted == RDFS + "Literal":
        return None if term.kind == "literal" else "True"
    has = RDF + "langString" if term.language is not None else term.datatype or XSD + "string"
    if term.kind != "literal" or has != wanted:
        return "True"
    if wanted in (XSD + "string", RDF + "langString") or (
        term.value is not None and term.value.datatype == wanted
    ):
        return None
    return f"not {w.pool.constant(test)}({_lexical(w, term)})"


def _in(w: Writer, check: RecordCheck, term: Term) -> str | None:
    passes = term_checker(check)
    domain = term.value.domain if term.value is not None else None
    if domain is not None and all(passes(parse_term(f"<{code}>")) for code in domain):
        return None
    return f"not {w.pool.constant(_of_text(check))}({w.body.joined(term.pieces)})"


def _range(w: Writer, check: RecordCheck, term: Term, lexical: str) -> str | None:
    bound = str(check.parameter)
    if term.natural:
        return f"not {w.pool.constant(typed_range_checker(check.kind, bound))}({lexical}, datatype_of({lexical}))"
    if term.kind != "literal" or term.language is not None:
        return "True"
    test = range_checker(check.kind, bound, term.datatype or XSD + "string")
    return f"not {w.pool.constant(Memo(lambda text: bool(test(text))))}[{lexical}]"


def _limit(check: RecordCheck) -> int:
    return int(check.parameter)  # type: ignore[arg-type]


def _lexical(w: Writer, term: Term) -> str:
    if term.lexical is not None:
        return term.lexical
    if term.kind == "iri":
        return f"{w.body.joined(term.pieces)}[1:-1]"
    return f"unquoted({w.body.joined(term.pieces)})"


def unquoted(literal: str) -> str:
    """The lexical form inside a literal that our own functions wrote."""
    match = _LITERAL.fullmatch(literal)
    inside = match.group(1) if match else literal
    if "\\" not in inside:
        return inside
    return re.sub(r"\\(.)", lambda m: {"n": "\n", "r": "\r"}.get(m.group(1), m.group(1)), inside)


def count_lines(w: Writer, counted: Counted) -> list[str]:
    """The lines after all rules of a subject that count the values of a predicate."""
    lines = []
    name = counted.variable
    for check in counted.of("minCount", "maxCount"):
        limit = _limit(check)
        line = noted(w, check, counted.place, counted.references, "None")
        if name is None:
            if counted.rules == 0 and check.kind == "minCount" and limit > 0:
                lines.append(line)
            continue
        sign = "<" if check.kind == "minCount" else ">"
        lines.append(f"if len({name}) {sign} {limit}: {line}")
    return lines


def needs_count(counted: Counted) -> bool:
    """Whether its values must be counted at run time."""
    if counted.rules == 0:
        return False
    if counted.simple:
        return any(_limit(c) > 1 for c in counted.of("minCount")) or any(
            _limit(c) < 1 for c in counted.of("maxCount")
        )
    return bool(counted.of("minCount", "maxCount"))
