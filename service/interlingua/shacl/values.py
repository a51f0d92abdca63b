"""What the standard says of one value: lexical forms, ranges, lengths, kinds. Plain, fast functions.

The compiled record checks call them; pySHACL's verdicts are the reference. Where Python's readers, on
which pySHACL leans, take more than XML Schema does (`1_000`, ` 5`, `nan`, `٣` as a digit,
`2024-W05-1`), these follow XML Schema 1.1 part 2, so that what is kept is well-formed for every other
tool too; docs/decisions/0004 lists the differences.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any, Literal

from interlingua.errors import ShapesError
from interlingua.rdf.namespaces import RDF, RDFS, SH, XSD
from interlingua.shacl.fragments import CheckKind, RecordCheck
from interlingua.shacl.patterns import Checker, pattern_checker

__all__ = [
    "Checker", "Term", "ill_typed", "lexical_checker", "node_kind_allows", "parse_term", "pattern_checker",
    "range_checker", "term_checker", "typed_range_checker",
]  # fmt: skip

TermKind = Literal["iri", "blank", "literal"]

_ZONE = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_DAY = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?"
_FLOAT = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"
_DURATION = (
    r"-?P(?=[0-9T])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?"
    r"(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?"
)

_FORMS: dict[str, str] = {
    "decimal": r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)",
    "integer": r"[+-]?[0-9]+",
    "float": _FLOAT,
    "double": _FLOAT,
    "boolean": r"true|false|1|0",
    "time": _CLOCK + _ZONE,
    "gYear": r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})" + _ZONE,
    "gYearMonth": r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})-(?:0[1-9]|1[0-2])" + _ZONE,
    "gMonth": r"--(?:0[1-9]|1[0-2])" + _ZONE,
    "gDay": r"---(?:0[1-9]|[12][0-9]|3[01])" + _ZONE,
    "gMonthDay": r"--(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|[12][0-9]))" + _ZONE,
    "duration": _DURATION,
    "dayTimeDuration": r"-?P(?=[0-9T])(?:[0-9]+D)?(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?",
    "yearMonthDuration": r"-?P(?=[0-9])(?:[0-9]+Y)?(?:[0-9]+M)?",
    "hexBinary": r"(?:[0-9A-Fa-f]{2})*",
    "base64Binary": r"(?:(?:[A-Za-z0-9+/] ?){4})*(?:(?:[A-Za-z0-9+/] ?){2}[A-Za-z0-9+/] ?=|(?:[A-Za-z0-9+/] ?){2}= ?=)?",
    "language": r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*",
}  # fmt: skip

_BOUNDS: dict[str, tuple[int | None, int | None]] = {
    "nonNegativeInteger": (0, None), "positiveInteger": (1, None),
    "nonPositiveInteger": (None, 0), "negativeInteger": (None, -1),
    "long": (-(2**63), 2**63 - 1), "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1), "byte": (-128, 127),
    "unsignedLong": (0, 2**64 - 1), "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1), "unsignedByte": (0, 255),
}  # fmt: skip

INTEGERS = frozenset(XSD + name for name in (*_BOUNDS, "integer"))
NUMBERS = INTEGERS | {XSD + "decimal", XSD + "float", XSD + "double"}
COMPARABLE = NUMBERS | {XSD + name for name in ("date", "dateTime", "time", "string", "gYear", "gYearMonth")}
"""Datatypes whose ranges one record can decide; durations are left to `validate`."""

_LONG = 4000
"""Python refuses to read longer numbers as `int`; `Decimal` takes them."""


def lexical_checker(datatype: str) -> Checker:
    """A function that tells whether a text is a lexical form of `datatype`; every text is, of a datatype not known here."""
    name = datatype[len(XSD) :] if datatype.startswith(XSD) else ""
    if name in _BOUNDS:
        return _bounded_integer(*_BOUNDS[name])
    if name == "date":
        return _is_date
    if name == "dateTime":
        return _is_datetime
    if name in _FORMS:
        return re.compile(_FORMS[name]).fullmatch
    return _anything


def _anything(_text: str) -> bool:
    return True


_fast_date = re.compile(r"[0-9]{3}[1-9]-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])").fullmatch
_full_date = re.compile(f"({_DAY}){_ZONE}").fullmatch
_full_datetime = re.compile(f"({_DAY})T{_CLOCK}{_ZONE}").fullmatch


def _is_date(text: str) -> bool:
    if _fast_date(text):
        return True
    match = _full_date(text)
    return match is not None and _on_calendar(match[1])


def _is_datetime(text: str) -> bool:
    match = _full_datetime(text)
    return match is not None and _on_calendar(match[1])


def _on_calendar(day: str) -> bool:
    try:
        date(int(day[:4]), int(day[5:7]), int(day[8:10]))
    except ValueError:
        return False
    return True


_whole = re.compile(_FORMS["integer"]).fullmatch


def _bounded_integer(low: int | None, high: int | None) -> Checker:
    def check(text: str) -> bool:
        if _whole(text) is None:
            return False
        value = _integer(text)
        return (low is None or value >= low) and (high is None or value <= high)

    return check


def _integer(text: str) -> int | Decimal:
    return int(text) if len(text) < _LONG else Decimal(text)


def _reader(datatype: str) -> Callable[[str], Any] | None:
    """A function from a lexical form to a comparable value, or None for datatypes without order here."""
    if datatype in INTEGERS:
        return _integer
    if datatype == XSD + "decimal":
        return Decimal
    if datatype in (XSD + "float", XSD + "double"):
        return float
    if datatype == XSD + "date":
        return lambda text: date.fromisoformat(text[:10])
    if datatype == XSD + "dateTime":
        return datetime.fromisoformat
    if datatype == XSD + "time":
        return time.fromisoformat
    if datatype in (XSD + "string", XSD + "gYear", XSD + "gYearMonth"):
        return str
    return None


_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "minInclusive": ge, "minExclusive": gt, "maxInclusive": le, "maxExclusive": lt,
}  # fmt: skip


def range_checker(kind: CheckKind, bound: str, datatype: str) -> Checker:
    """Whether the value written by a text of `datatype` lies within `bound`, an N-Triples literal.

    "where the SPARQL expression does not return true": what cannot be compared (another kind of
    datatype, an ill-formed text, a zone on one side only) is out of range.
    """
    limit = parse_term(bound)
    compatible = datatype == limit.datatype or (datatype in NUMBERS and limit.datatype in NUMBERS)
    read, read_limit = _reader(datatype), _reader(limit.datatype or "")
    if not compatible or read is None or read_limit is None:
        return lambda _text: False
    well_formed = lexical_checker(datatype)
    edge = read_limit(limit.text)
    compare = _COMPARE[kind]

    def check(text: str) -> bool:
        try:
            return bool(well_formed(text)) and compare(read(text), edge)
        except (TypeError, ValueError):
            return False

    return check


def typed_range_checker(kind: CheckKind, bound: str) -> Callable[[str, str], object]:
    """The same where the datatype is known only with the value: `check(text, datatype)`."""
    checkers: dict[str, Checker] = {}

    def check(text: str, datatype: str) -> object:
        checker = checkers.get(datatype)
        if checker is None:
            checker = checkers[datatype] = range_checker(kind, bound, datatype)
        return checker(text)

    return check


_KINDS: dict[str, frozenset[TermKind]] = {
    SH + "IRI": frozenset({"iri"}), SH + "BlankNode": frozenset({"blank"}),
    SH + "Literal": frozenset({"literal"}), SH + "BlankNodeOrIRI": frozenset({"blank", "iri"}),
    SH + "BlankNodeOrLiteral": frozenset({"blank", "literal"}), SH + "IRIOrLiteral": frozenset({"iri", "literal"}),
}  # fmt: skip


def node_kind_allows(node_kind: str, kind: TermKind) -> bool:
    """Whether terms of `kind` have `sh:nodeKind` `node_kind` (a SHACL IRI)."""
    try:
        return kind in _KINDS[node_kind]
    except KeyError as error:
        raise ShapesError("IL-V010", f"{node_kind} is not a node kind.") from error


@dataclass(frozen=True, slots=True)
class Term:
    """An RDF term, taken apart: `text` is the IRI, the label or the lexical form."""

    kind: TermKind
    text: str
    datatype: str | None = None
    language: str | None = None


def parse_term(term: str) -> Term:
    """The parts of an N-Triples term."""
    from pyoxigraph import BlankNode, NamedNode, RdfFormat, parse

    quad = next(iter(parse(f"<urn:s> <urn:p> {term} .".encode(), format=RdfFormat.N_TRIPLES)))
    value = quad.object
    if isinstance(value, NamedNode):
        return Term("iri", value.value)
    if isinstance(value, BlankNode):
        return Term("blank", value.value)
    return Term("literal", value.value, value.datatype.value, value.language)


def ill_typed(term: Term) -> bool:
    """Whether a literal's text is no lexical form of its datatype."""
    return term.datatype is not None and not lexical_checker(term.datatype)(term.text)


def term_checker(check: RecordCheck) -> Callable[[Term], object]:
    """Whether one value of any kind passes a check: the meaning that compiled code must equal.

    Counts are not about one value; asking for one is an AssertionError.
    """
    parameter: Any = check.parameter
    match check.kind:
        case "nodeKind":
            return lambda term: node_kind_allows(parameter, term.kind)
        case "datatype":
            return _datatype_checker(parameter)
        case "in":
            allowed = frozenset(map(_term_key, map(parse_term, parameter)))
            return lambda term: _term_key(term) in allowed
        case "pattern":
            matches = pattern_checker(parameter)
            return lambda term: term.kind != "blank" and matches(term.text)
        case "minLength":
            return lambda term: parameter == 0 or (term.kind != "blank" and len(term.text) >= parameter)
        case "maxLength":
            return lambda term: term.kind != "blank" and len(term.text) <= parameter
        case "minInclusive" | "maxInclusive" | "minExclusive" | "maxExclusive":
            within = typed_range_checker(check.kind, parameter)
            return lambda term: term.datatype is not None and within(term.text, term.datatype)
    raise AssertionError(f"{check.kind} is not about one value")


def _term_key(term: Term) -> tuple[str, str, str | None, str | None]:
    return term.kind, term.text, term.datatype, term.language and term.language.lower()


def _datatype_checker(datatype: str) -> Callable[[Term], object]:
    if datatype == RDFS + "Literal":
        return lambda term: term.kind == "literal"
    if datatype == RDF + "langString":
        return lambda term: term.language is not None
    well_formed = lexical_checker(datatype)
    return lambda term: term.datatype == datatype and well_formed(term.text)
