"""Record checks woven into the functions: what is proved costs nothing, the rest is one line each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from interlingua.errors import Place, ShapesError
from interlingua.rdf.namespaces import SH
from interlingua.rml.model import Reference
from interlingua.shacl.fragments import RecordCheck
from interlingua.translate.lexical import (
    NUMERIC,
    TEMPORAL,
    datatypes_agree,
    range_test,
    validator,
)
from interlingua.translate.terms import Term
from interlingua.translate.values import Memo
from interlingua.translate.writer import Writer

_CODES = {
    "minCount": "IL-V001", "maxCount": "IL-V002", "datatype": "IL-V003", "nodeKind": "IL-V004",
    "in": "IL-V005", "pattern": "IL-V006", "minLength": "IL-V009", "maxLength": "IL-V009",
}  # fmt: skip
_KINDS = {
    "IRI": {"iri"}, "Literal": {"literal"}, "BlankNode": {"blank"}, "BlankNodeOrIRI": {"blank", "iri"},
    "BlankNodeOrLiteral": {"blank", "literal"}, "IRIOrLiteral": {"iri", "literal"},
}  # fmt: skip
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:\^\^<([^>]*)>|@.*)?', re.DOTALL)
# XSD and SHACL mean Unicode by \w \d \s \b; RE2 means ASCII.
_CLASSES = {"w": r"\p{L}\p{N}\p{M}_", "d": r"\p{Nd}", "s": r"\s\p{Z}"}


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
    static: set[str] = field(default_factory=set)

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
    kept = term.value.name if term.dynamic and term.value is not None and term.value.kept else None
    if check.kind == "nodeKind":
        allowed = _KINDS.get(str(check.parameter).removeprefix(SH), {"iri", "literal", "blank"})
        if kept:
            if "iri" not in allowed:
                return f"{kept}.__class__ is not Kept"
            return None if "literal" in allowed else f"{kept}.__class__ is Kept"
        return None if term.kind in allowed else "True"
    if check.kind == "datatype":
        return _datatype(w, str(check.parameter), term, kept)
    if check.kind == "in":
        return _in(w, check.parameter if isinstance(check.parameter, tuple) else (), term, kept)
    if term.kind == "blank":
        return "True"
    lexical = _lexical(w, term)
    if check.kind == "pattern":
        search = w.pool.constant(pattern(str(check.parameter)))
        return f"{search}({lexical}) is None"
    if check.kind in ("minLength", "maxLength"):
        sign = "<" if check.kind == "minLength" else ">"
        return f"len({lexical}) {sign} {int(check.parameter)}"  # type: ignore[arg-type]
    return _range(w, check, term, lexical)


def _datatype(w: Writer, wanted: str, term: Term, kept: str | None) -> str | None:
    if kept:
        return f"{kept}.__class__ is not Kept" if datatypes_agree(None, None, wanted) else "True"
    if term.kind != "literal":
        return "True"
    test = validator(wanted)
    if term.natural or term.dynamic:
        if not term.natural or term.lexical is None:
            return f"not {w.body.joined(term.pieces)}.endswith({w.pool.constant(f'^^<{wanted}>')})"
        first = f"datatype_of({term.lexical}) != {w.pool.constant(wanted)}"
        return f"{first} or not {w.pool.constant(test)}({term.lexical})" if test else first
    if not datatypes_agree(term.datatype, term.language, wanted):
        return "True"
    if test is None or (term.value is not None and term.value.datatype == wanted):
        return None
    if term.constant is not None:
        inner = _LITERAL.fullmatch(term.constant)
        return None if inner and test(inner.group(1)) else "True"
    return f"not {w.pool.constant(Memo(lambda text: bool(test(text))))}[{_lexical(w, term)}]"


def _in(w: Writer, allowed: tuple[str, ...], term: Term, kept: str | None) -> str | None:
    members = frozenset(allowed)
    if term.constant is not None:
        return None if term.constant in members else "True"
    domain = term.value.domain if term.value is not None else None
    if domain is not None and all(f"<{code}>" in members for code in domain):
        return f"{kept}.__class__ is Kept" if kept else None
    return f"{w.body.joined(term.pieces)} not in {w.pool.constant(members)}"


def _range(w: Writer, check: RecordCheck, term: Term, lexical: str) -> str | None:
    match = _LITERAL.fullmatch(str(check.parameter))
    bound, datatype = (match.group(1), match.group(2) or "") if match else (str(check.parameter), "")
    family = TEMPORAL if datatype in TEMPORAL else NUMERIC
    test = range_test(check.kind, bound, datatype)
    if term.constant is not None:
        inner = _LITERAL.fullmatch(term.constant)
        return None if inner and (inner.group(2) or "") in family and test(inner.group(1)) else "True"
    if term.natural:
        wanted = w.pool.constant(family)
        return f"datatype_of({lexical}) not in {wanted} or not {w.pool.constant(test)}({lexical})"
    if term.kind != "literal" or (not term.dynamic and term.datatype not in family):
        return "True"
    return f"not {w.pool.constant(Memo(test))}[{lexical}]"


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
        limit = int(check.parameter)  # type: ignore[arg-type]
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
        return any(int(c.parameter) > 1 for c in counted.of("minCount")) or any(  # type: ignore[arg-type]
            int(c.parameter) < 1 for c in counted.of("maxCount")  # type: ignore[arg-type]
        )
    return bool(counted.of("minCount", "maxCount"))


def pattern(text: str) -> object:
    """The search function of a pattern on RE2, whose classes mean Unicode. ShapesError IL-V010."""
    import re2

    try:
        return re2.compile(unicode_classes(text)).search
    except re2.error as error:
        raise ShapesError("IL-V010", f"The pattern {text!r} cannot be used: {error}.") from None


def unicode_classes(text: str) -> str:
    r"""A pattern with `\w \d \s` (and their opposites) written out for Unicode.

    `\b` is left as it is: RE2 has no Unicode word boundary.
    """
    out: list[str] = []
    inside = False
    at = 0
    while at < len(text):
        c = text[at]
        if c == "\\" and at + 1 < len(text):
            escaped = text[at + 1]
            at += 2
            if escaped in _CLASSES:
                out.append(_CLASSES[escaped] if inside else f"[{_CLASSES[escaped]}]")
            elif escaped.lower() in _CLASSES and not inside:
                out.append(f"[^{_CLASSES[escaped.lower()]}]")
            else:
                out.append(c + escaped)
            continue
        if c == "[" and not inside:
            inside = True
        elif c == "]" and inside and out and out[-1] not in ("[", "[^"):
            inside = False
        if inside and c == "^" and out and out[-1] == "[":
            out[-1] = "[^"
        else:
            out.append(c)
        at += 1
    return "".join(out)
