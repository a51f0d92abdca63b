"""What looks owned and is not, and what is."""

from __future__ import annotations

import pytest

from interlingua.plan import make_plan
from interlingua.plan.ownership import may_overlap
from interlingua.rdf.namespaces import IL
from interlingua.rml.model import (
    CodeTable,
    Constant,
    Expression,
    FunctionCall,
    LogicalSource,
    Mapping,
    RecordDeclaration,
    Reference,
    Template,
    TermMap,
    TriplesMap,
)

CSV = LogicalSource("rows", "rows.csv", "csv")
JSON = LogicalSource("doc", "doc.json", "json", iterator="$[*]")
A, B = Reference("a"), Reference("b")
EX = "http://example.org/"


def call(name: str, *arguments: tuple[str, Expression]) -> FunctionCall:
    return FunctionCall(IL + name, tuple((IL + key, value) for key, value in arguments))


def text(value: str) -> Constant:
    return Constant(value, "literal")


def verdict(
    subject: Expression | TermMap,
    *,
    key: tuple[Expression, ...] = (A,),
    source: LogicalSource = CSV,
    each: str | None = None,
    record_source: LogicalSource | None = None,
) -> tuple[str, str]:
    term = subject if isinstance(subject, TermMap) else TermMap(subject)
    maps = [TriplesMap("m", source, term, each=each)]
    record_source = record_source or source
    if record_source is not source:
        maps.append(TriplesMap("other", record_source, TermMap(Template((EX, A)))))
    record = RecordDeclaration("system", "type", record_source, key)
    table = CodeTable("t", None, (("x", EX + "x"),))
    plan = make_plan(Mapping("m.yaml", tuple(maps), record=record, codes=(table,)))
    group = plan.group_of("m")
    assert group is not None
    return group.ownership, group.reason


TRAPS: dict[str, tuple[Expression | TermMap, dict[str, object]]] = {
    "lower folds two keys into one": (
        call("iri", ("kind", text("p")), ("key", call("lower", ("value", A)))),
        {},
    ),
    "trim folds two keys into one": (
        call("iri", ("kind", text("p")), ("key", call("trim", ("value", A)))),
        {},
    ),
    "a code table is many to one": (call("code", ("table", text("t")), ("value", A)), {}),
    "nothing between two values": (Template((EX, A, B)), {"key": (A, B)}),
    "a hyphen stands in values, too": (Template((EX, A, "-", B)), {"key": (A, B)}),
    "an underscore stands in values, too": (Template((EX, A, "_", B)), {"key": (A, B)}),
    "half of a compound key": (Template((EX, A)), {"key": (A, B)}),
    "a constant": (Constant(EX + "one"), {}),
    "an IRI from the data": (TermMap(A, "iri"), {}),
    "values that are not encoded": (TermMap(Template((EX, A, "/", B)), "unsafe-iri"), {"key": (A, B)}),
    "a blank node of two values": (TermMap(Template((A, "/", B)), "blank"), {"key": (A, B)}),
    "two values joined as one key": (
        call("iri", ("kind", text("p")), ("key", Template((A, "-", B)))),
        {"key": (A, B)},
    ),
    "concat with no separator": (
        call("iri", ("kind", text("p")), ("key", call("concat", ("value", A), ("value", B)))),
        {"key": (A, B)},
    ),
    "an item without its record's key": (
        Template((EX, Reference("a"))),
        {"source": JSON, "each": "$.items[*]"},
    ),
    "several values in one record": (
        Template((EX, Reference("a[*]"))),
        {"source": JSON, "key": (Reference("a[*]"),)},
    ),
    "another source than the record's": (
        Template((EX, A)),
        {"source": LogicalSource("side", "side.csv", "csv"), "record_source": CSV},
    ),
    "another column": (Template((EX, B)), {}),
}


@pytest.mark.parametrize("name", TRAPS)
def test_looks_owned_and_is_not(name: str) -> None:
    subject, more = TRAPS[name]
    ownership, reason = verdict(subject, **more)  # type: ignore[arg-type]
    assert ownership == "shared", name
    assert reason.endswith(".")


OWNED: dict[str, tuple[Expression | TermMap, dict[str, object]]] = {
    "the key in a template": (Template((EX, A)), {}),
    "both parts, with a slash that encoding keeps out": (Template((EX, A, "/", B)), {"key": (A, B)}),
    "both parts in the other order": (Template((EX, B, "/", A)), {"key": (A, B)}),
    "a digest of the key": (call("iri", ("kind", text("p")), ("key", A)), {}),
    "a digest of both parts": (call("iri", ("kind", text("p")), ("key", A), ("key", B)), {"key": (A, B)}),
    "a digest of a text around the key": (
        call("iri", ("kind", text("p")), ("key", Template(("no ", A)))),
        {},
    ),
    "the very call that is the key": (
        call("iri", ("kind", text("p")), ("key", call("lower", ("value", A)))),
        {"key": (call("lower", ("value", A)),)},
    ),
    "a blank node of one value": (TermMap(Template((A,)), "blank"), {}),
    "an item that names its record": (
        Template((EX, Reference("a", up=1), "/", Reference("no"))),
        {"source": JSON, "each": "$.items[*]"},
    ),
    "one JSON path, written in two ways": (
        Template((EX, Reference("$.a"))),
        {"source": JSON, "key": (Reference("['a']"),)},
    ),
}


@pytest.mark.parametrize("name", OWNED)
def test_is_owned(name: str) -> None:
    subject, more = OWNED[name]
    ownership, reason = verdict(subject, **more)  # type: ignore[arg-type]
    assert ownership == "owned", reason


@pytest.mark.parametrize(
    ("a", "b", "overlap"),
    [
        (Template((EX + "person/", A)), Template((EX + "household/", A)), False),
        (Template((EX, A)), Template((EX + "household/", A)), True),
        (Template((A, B)), Template((EX, A)), True),
        (Constant(EX + "one"), Constant(EX + "two"), False),
        (Constant(EX + "one"), Template((EX, A)), True),
        (
            call("iri", ("kind", text("person")), ("key", A)),
            call("iri", ("kind", text("house")), ("key", A)),
            False,
        ),
        (
            call("iri", ("kind", text("person")), ("key", A)),
            call("iri", ("kind", text("person")), ("key", B)),
            True,
        ),
        (call("iri", ("kind", text("person")), ("key", A)), Template((EX + "other/", A)), False),
    ],
)
def test_overlapping_templates(a: Expression, b: Expression, overlap: bool) -> None:
    found = may_overlap(TermMap(a), TermMap(b), base_a=EX, base_b=EX, data_base=EX)
    assert found is overlap


def test_a_blank_node_is_no_iri() -> None:
    one, two = TermMap(Template((A,)), "blank"), TermMap(Template((A,)), "iri")
    assert not may_overlap(one, two, base_a=EX, base_b=EX, data_base=EX)
