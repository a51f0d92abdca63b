"""Record checks against pySHACL, constraint by constraint; patterns against Python's `re`."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from interlingua.errors import ShapesError
from interlingua.rdf.namespaces import SH, XSD
from interlingua.shacl.fragments import RecordCheck
from interlingua.shacl.patterns import pattern_checker
from interlingua.shacl.shapes import build_shapes
from interlingua.shacl.validate import validate_graph
from interlingua.shacl.values import parse_term, range_checker, term_checker
from shapes_random import (
    BOUNDS,
    EX,
    RANGES,
    NoVocabulary,
    constraints,
    literal,
    no_order,
    shape_triples,
    term,
    terms,
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(constraints, min_size=4, max_size=12), st.lists(terms, min_size=6, max_size=20, unique=True))
def test_one_value_like_pyshacl(rules: list[tuple[str, object]], values: list[str]) -> None:
    node = ox.NamedNode(EX + "node")
    triples = [ox.Triple(ox.NamedNode(EX + "Shape"), ox.NamedNode(SH + "targetNode"), node)]
    for number, (kind, parameter) in enumerate(rules):
        triples += shape_triples(number, kind, parameter)
    shapes = build_shapes("random", triples, NoVocabulary())
    data = [ox.Triple(node, ox.NamedNode(EX + "p"), term(v)) for v in values]
    report = validate_graph(data, shapes)
    theirs = {(r.shape, r.value) for r in report.results}
    parts = {p.iri: p for p in shapes.nodes[0].properties}
    for number, (kind, parameter) in enumerate(rules):
        shape = f"{EX}shape{number}"
        constraint = parts[shape].constraints[0]
        ours = term_checker(RecordCheck(constraint.kind, "", constraint.parameter, "", "violation", ""))
        for value in values:
            if no_order(kind, parameter, value):
                assert not ours(parse_term(value))
            else:
                assert bool(ours(parse_term(value))) == ((shape, value) not in theirs), (constraint, value)


@pytest.mark.parametrize(
    ("datatype", "text"),
    [
        ("integer", "1_000"), ("integer", " 5"), ("integer", "٣"), ("decimal", "NaN"), ("decimal", "1e3"),
        ("double", "infinity"), ("double", "nan"), ("double", "1_0.5"), ("date", "2024-W05-1"),
        ("date", "2024-01-31T10:00:00"), ("dateTime", "2024-01-31"), ("dateTime", "2024-01-31 10:00:00"),
        ("time", "10:00"), ("gYear", "24"), ("gYearMonth", "2024-13"),
    ],
)  # fmt: skip
def test_stricter_than_pyshacl(datatype: str, text: str) -> None:
    """The table of docs/decisions/0004: Python reads it, XML Schema does not. When pySHACL mends one, mend the table."""
    value = literal(text, datatype)
    check = RecordCheck("datatype", "", XSD + datatype, "", "violation", "")
    assert not term_checker(check)(parse_term(value))
    node = ox.NamedNode(EX + "node")
    target = ox.Triple(ox.NamedNode(EX + "Shape"), ox.NamedNode(SH + "targetNode"), node)
    shapes = build_shapes("one", [target, *shape_triples(0, "datatype", XSD + datatype)], NoVocabulary())
    assert validate_graph([ox.Triple(node, ox.NamedNode(EX + "p"), term(value))], shapes).conforms


atoms = st.sampled_from(
    [
        "a",
        "é",
        ".",
        r"\w",
        r"\d",
        r"\s",
        r"\W",
        r"\D",
        r"\S",
        "[a-c]",
        r"[\wé]",
        "[^a]",
        r"[\s-]",
        "1",
        " ",
        r"\-",
        "_",
    ]
)
quantifiers = st.sampled_from(["", "", "", "*", "+", "?", "{2}", "{1,2}", "{,2}", "*?"])
edges = st.sampled_from(["", "", r"\b"])
piece = st.tuples(edges, atoms, quantifiers, edges).map("".join)
sequence = st.lists(piece, min_size=1, max_size=4).map("".join)
groups = st.lists(sequence, min_size=1, max_size=3).map(lambda parts: f"({'|'.join(parts)})")
bodies = st.lists(sequence | st.tuples(groups, quantifiers).map("".join), min_size=1, max_size=3).map("".join)
patterns = st.tuples(st.sampled_from(["", "^", "(?i)^"]), bodies, st.sampled_from(["", "$"])).map("".join)
values = st.text("aAbcé1٣_- \t\nא́", max_size=8)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(patterns, st.lists(values, min_size=1, max_size=8))
def test_patterns_like_python(pattern: str, texts: list[str]) -> None:
    try:
        check = pattern_checker(pattern)
    except ShapesError:
        assume(False)
    expected = re.compile(pattern[:-1] + r"\Z" if pattern.endswith("$") else pattern)
    for text in texts:
        assert bool(check(text)) == bool(expected.search(text)), (pattern, text)


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(RANGES),
    st.sampled_from(BOUNDS),
    st.text(max_size=12),
    st.sampled_from(["date", "integer", "x"]),
)
def test_ranges_never_raise(kind: str, bound: str, text: str, datatype: str) -> None:
    assert range_checker(kind, bound, XSD + datatype)(text) in (True, False)  # type: ignore[arg-type]
