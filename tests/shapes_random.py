"""Random values, constraints and shapes, and what pySHACL does not decide as the standard says."""

from __future__ import annotations

import pyoxigraph as ox
from hypothesis import strategies as st

from interlingua.rdf.namespaces import RDF, SH, XSD
from interlingua.shacl.fragments import RecordCheck
from interlingua.shacl.values import NUMBERS, parse_term, term_checker

EX = "https://example.org/"
RANGES = ("minInclusive", "maxInclusive", "minExclusive", "maxExclusive")


class NoVocabulary:
    def codes_of(self, scheme: str) -> list[str]:
        return []

    def superclass_closure(self) -> dict[str, frozenset[str]]:
        return {}


def literal(text: str, datatype: str) -> str:
    return str(ox.Literal(text, datatype=ox.NamedNode(XSD + datatype)))


two = st.integers(0, 99).map(lambda n: f"{n:02d}")
dates = st.one_of(
    st.dates().map(lambda d: d.isoformat()),
    st.tuples(st.integers(1900, 2100), two, two).map(lambda t: f"{t[0]}-{t[1]}-{t[2]}"),
    st.sampled_from(
        ["", "01/02/2024", "2024-2-3", "2023-02-29", "2024-02-29", "2024-02-29Z", "2024-02-29+05:30"]
    ),
)
zones = st.sampled_from(["", "Z", "+02:00", "-11:30"])
times = st.times().map(lambda t: t.replace(microsecond=0).isoformat())
datetimes = st.one_of(
    st.tuples(st.dates().map(str), times, zones).map(lambda t: f"{t[0]}T{t[1]}{t[2]}"),
    st.sampled_from(["", "yesterday", "2024-13-01T00:00:00", "2024-02-30T10:00:00Z"]),
)
wholes = st.integers(-(2**70), 2**70).map(str) | st.sampled_from(["", "x", "1.0", "+5", "-0", "007", "1e3"])
small = st.integers(-300, 300).map(str) | wholes
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=3).map(
    lambda d: f"{d:f}"
) | st.sampled_from(["", "x", "1,5", ".5", "5.", "-0.0", "1.2.3"])
doubles = st.floats(allow_nan=False, allow_infinity=False).map(repr) | st.sampled_from(
    ["", "x", "1,5", "INF", "-INF"]
)
texts = st.text("aZé ـا١9_-", max_size=6)

typed = st.one_of(
    st.tuples(dates, st.just("date")), st.tuples(datetimes, st.just("dateTime")), st.tuples(times, st.just("time")),
    st.tuples(wholes, st.just("integer")), st.tuples(decimals, st.just("decimal")), st.tuples(doubles, st.just("double")),
    st.tuples(small, st.sampled_from(["int", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedByte"])),
    st.tuples(st.sampled_from(["true", "false", "yes", "1", "0"]), st.just("boolean")),
    st.tuples(texts, st.just("string")),
)  # fmt: skip
terms = st.one_of(
    typed.map(lambda t: literal(*t)),
    texts.map(lambda t: str(ox.Literal(t, language="pt"))),
    st.integers(0, 3).map(lambda n: f"<{EX}{n}>"),
)
BOUNDS = [
    literal("0", "integer"), literal("10", "integer"), literal("2.5", "decimal"), literal("1E2", "double"),
    literal("2000-01-01", "date"), literal("2024-01-01T00:00:00", "dateTime"), literal("2024-01-01T00:00:00Z", "dateTime"),
    literal("12:00:00", "time"), literal("m", "string"),
]  # fmt: skip
constraints = st.one_of(
    st.tuples(st.just("datatype"), st.sampled_from(
        ["date", "dateTime", "time", "integer", "decimal", "double", "boolean", "string", "int", "short", "byte",
         "nonNegativeInteger", "positiveInteger", "unsignedByte"]).map(lambda n: XSD + n)),
    st.tuples(st.just("datatype"), st.just(RDF + "langString")),
    st.tuples(st.just("nodeKind"), st.sampled_from(
        ["IRI", "Literal", "BlankNode", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral"]).map(lambda n: SH + n)),
    st.tuples(st.just("in"), st.lists(terms, max_size=3, unique=True).map(tuple)),
    st.tuples(st.just("pattern"), st.sampled_from(
        [r"^\w+$", r"\d", r"^(a|é)+$", r"\bZ", r"^[^\d\s]*$", "^a", "(?i)z", r"^.{2,4}$", r"/[0-2]$"])),
    st.tuples(st.sampled_from(["minLength", "maxLength"]), st.integers(0, 5)),
    st.tuples(st.sampled_from(RANGES), st.sampled_from(BOUNDS)),
)  # fmt: skip


def shape_triples(number: int, kind: str, parameter: object, predicate: str = EX + "p") -> list[ox.Triple]:
    shape, sh = ox.NamedNode(f"{EX}shape{number}"), lambda n: ox.NamedNode(SH + n)
    out = [
        ox.Triple(ox.NamedNode(EX + "Shape"), sh("property"), shape),
        ox.Triple(shape, sh("path"), ox.NamedNode(predicate)),
    ]
    if kind == "in":
        cells = [ox.BlankNode() for _ in parameter] + [ox.NamedNode(RDF + "nil")]  # type: ignore[attr-defined]
        for cell, after, member in zip(cells, cells[1:], parameter, strict=False):  # type: ignore[call-overload]
            out.append(ox.Triple(cell, ox.NamedNode(RDF + "first"), term(member)))
            out.append(ox.Triple(cell, ox.NamedNode(RDF + "rest"), after))
        value: object = cells[0]
    elif kind in ("datatype", "nodeKind"):
        value = ox.NamedNode(parameter)  # type: ignore[arg-type]
    elif kind in RANGES:
        value = term(parameter)  # type: ignore[arg-type]
    else:
        value = ox.Literal(parameter)  # type: ignore[arg-type]
    return [*out, ox.Triple(shape, sh(kind), value)]  # type: ignore[arg-type]


def term(text: str) -> ox.NamedNode | ox.Literal:
    return next(iter(ox.parse(f"<urn:s> <urn:p> {text} .".encode(), format=ox.RdfFormat.N_TRIPLES))).object  # type: ignore[return-value]


def no_order(kind: str, parameter: object, value: str) -> bool:
    """pySHACL orders ill-typed literals by their text and foreign datatypes by their IRI. "Where the SPARQL
    expression does not return true" they are violations, and ours."""
    if kind not in RANGES:
        return False
    mine, bound = parse_term(value), parse_term(str(parameter))
    own = RecordCheck("datatype", "", mine.datatype or "", "", "violation", "")
    comparable = mine.datatype == bound.datatype or {mine.datatype, bound.datatype} <= NUMBERS
    return mine.datatype is not None and not (comparable and term_checker(own)(mine))
