"""Checks woven into a record's function against pySHACL on the record's own triples, shape by shape."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph as ox
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interlingua.plan import make_plan
from interlingua.rdf.namespaces import RDF, SH
from interlingua.rml import load_mapping
from interlingua.shacl import record_checks
from interlingua.shacl.model import Shapes
from interlingua.shacl.shapes import build_shapes
from interlingua.shacl.validate import validate_graph
from interlingua.translate import compile_plan
from shapes_random import (
    EX,
    RANGES,
    NoVocabulary,
    constraints,
    dates,
    datetimes,
    decimals,
    no_order,
    shape_triples,
    texts,
    wholes,
)

MAPPING = f"""
prefixes: {{ex: {EX}}}
base: {EX}
sources: {{things: [things.json~jsonpath, "$[*]"]}}
record: {{system: s, type: t, source: things, key: [$(id)]}}
mappings:
  thing:
    s: ex:thing/$(id)
    po:
      - [a, ex:Thing]
      - [ex:text, "$(text[*])"]
      - [ex:date, "$(date[*])", xsd:date]
      - [ex:moment, "$(moment[*])", xsd:dateTime]
      - [ex:whole, "$(whole[*])", xsd:integer]
      - [ex:decimal, "$(decimal[*])", xsd:decimal]
      - [ex:tagged, "$(tagged[*])", en~lang]
      - [ex:link, "{EX}link/$(link[*])~iri"]
      - [ex:one, $(one)]
"""
FIELDS = {
    "text": texts,
    "date": dates,
    "moment": datetimes,
    "whole": wholes,
    "decimal": decimals,
    "tagged": texts,
    "link": texts,
}
fields = {name: st.lists(values, max_size=3) for name, values in FIELDS.items()}
records = st.fixed_dictionaries({**fields, "one": texts | st.none()}).map(lambda r: {"id": "1", **r})
counts = st.tuples(st.sampled_from(["minCount", "maxCount"]), st.integers(0, 3))
rules = st.tuples(constraints | counts, st.sampled_from([*FIELDS, "one"]))


def shapes_of(chosen: list[tuple[tuple[str, object], str]]) -> Shapes:
    triples = [
        ox.Triple(ox.NamedNode(EX + "Shape"), ox.NamedNode(SH + "targetClass"), ox.NamedNode(EX + "Thing"))
    ]
    for number, ((kind, parameter), field) in enumerate(chosen):
        triples += shape_triples(number, kind, parameter, EX + field)
    return build_shapes("random", triples, NoVocabulary())


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(rules, min_size=3, max_size=12), st.lists(records, min_size=1, max_size=3))
def test_a_record_like_pyshacl(chosen: list[Any], rows: list[dict[str, Any]]) -> None:
    plan = make_plan(load_mapping(Path("things.yarrrml.yaml"), text=MAPPING))
    shapes = shapes_of(chosen)
    checked = compile_plan(plan, record_checks(plan, shapes))
    plain = compile_plan(plan)
    parts = {p.iri: p for p in shapes.nodes[0].properties}
    for row in rows:
        ours = {d.shape for d in checked.record(row).diagnostics if d.shape}
        text = plain.record(row).text
        assert text, "the subject has a class, so there are triples"
        quads = list(ox.parse(text.encode(), format=ox.RdfFormat.N_TRIPLES))
        theirs = {r.shape for r in validate_graph(quads, shapes).results}
        theirs |= _unordered(parts, quads)
        told = {parts[shape].predicate for shape in ours}
        theirs -= {
            shape for shape in theirs - ours if _is_count(parts[shape]) and parts[shape].predicate in told
        }
        assert ours == theirs, (row, {s: parts[s] for s in ours ^ theirs})


def _is_count(part: Any) -> bool:
    """A missing value is not told beside a value that is there and at fault: one fault, one finding."""
    return [c.kind for c in part.constraints] == ["minCount"]


def _unordered(parts: dict[Any, Any], quads: list[ox.Quad]) -> set[str]:
    """Shapes with a range that a value of theirs has no order with: violations, though pySHACL orders anything."""
    out = set()
    for iri, part in parts.items():
        for constraint in part.constraints:
            for quad in quads:
                mine = constraint.kind in RANGES and quad.predicate.value == part.predicate
                value = quad.object
                if (
                    mine
                    and isinstance(value, ox.Literal)
                    and no_order(constraint.kind, constraint.parameter, str(value))
                ):
                    out.add(iri)
    return out


def test_the_mapping_makes_what_the_test_thinks() -> None:
    plan = make_plan(load_mapping(Path("things.yarrrml.yaml"), text=MAPPING))
    row = {
        "id": "1",
        "text": ["a"],
        "date": ["2024-01-01"],
        "moment": [],
        "whole": ["5"],
        "decimal": ["1.5"],
        "tagged": ["b"],
        "link": ["c"],
        "one": None,
    }
    text = compile_plan(plan).record(row).text
    assert plan.subjects[0].owned
    assert text.count("\n") == 7
    assert RDF + "type" in text
    assert '"b"@en' in text
    assert f"<{EX}link/c>" in text
