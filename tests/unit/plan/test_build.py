"""The plan of a mapping: streams, groups, classes, columns."""

from __future__ import annotations

import pytest

from interlingua.errors import MappingError, Place
from interlingua.plan import explain, make_plan
from interlingua.rdf.namespaces import IL
from interlingua.rml.model import (
    Constant,
    FunctionCall,
    LogicalSource,
    Mapping,
    PredicateObjectMap,
    RecordDeclaration,
    Reference,
    RefObjectMap,
    Template,
    TermMap,
    TriplesMap,
)

EX = "http://example.org/"
CSV = LogicalSource("rows", "rows.csv", "csv")


class Superclasses:
    def superclasses(self, iri: str) -> tuple[str, ...]:
        return (EX + "Group", EX + "Thing") if iri == EX + "Household" else ()


def triples_map(name: str, subject: str = "id", **more: object) -> TriplesMap:
    term = TermMap(Template((EX, Reference(subject, Place("m.yaml", 3, 5)))), place=Place("m.yaml", 3))
    return TriplesMap(name, CSV, term, **more)  # type: ignore[arg-type]


def rule(path: str, line: int = 7) -> PredicateObjectMap:
    place = Place("m.yaml", line)
    return PredicateObjectMap(
        (TermMap(Constant(EX + "p")),), (TermMap(Reference(path, place), place=place),), place=place
    )


def test_maps_with_one_subject_are_one_group_and_classes_are_closed() -> None:
    maps = (triples_map("a", classes=(EX + "Household",)), triples_map("b", classes=(EX + "Other",)))
    plan = make_plan(Mapping("m.yaml", maps), vocabulary=Superclasses())
    (group,) = plan.subjects
    assert [tm.name for tm in group.maps] == ["a", "b"]
    assert group.classes == (EX + "Household", EX + "Group", EX + "Thing", EX + "Other")


def test_classes_behind_different_conditions_are_not_the_groups() -> None:
    def when(column: str) -> FunctionCall:
        return FunctionCall(IL + "present", ((IL + "value", Reference(column)),))

    one = triples_map("a", classes=(EX + "A",), condition=when("x"))
    two = triples_map("b", classes=(EX + "B",), condition=when("y"))
    assert make_plan(Mapping("m.yaml", (one, two))).subjects[0].classes == ()
    alone = make_plan(Mapping("m.yaml", (one,))).subjects[0]
    assert alone.classes == (EX + "A",)
    assert alone.condition == when("x")


def test_an_unknown_column_names_its_line_and_the_nearest_name() -> None:
    mapping = Mapping("m.yaml", (triples_map("a", predicate_objects=(rule("nmae"), rule("dbo", 8))),))
    with pytest.raises(MappingError) as caught:
        make_plan(mapping, columns={"rows": ["id", "name", "dob"]})
    error = caught.value
    assert (error.code, error.place) == ("IL-M005", Place("m.yaml", 7))
    assert error.hint == "Did you mean 'name'?"
    assert [d.code for d in error.also] == ["IL-M005"]


def test_an_optional_column_may_be_absent() -> None:
    place = Place("m.yaml", 7)
    optional = PredicateObjectMap(
        (TermMap(Constant(EX + "p")),), (TermMap(Reference("gone", place, optional=True)),), place=place
    )
    make_plan(Mapping("m.yaml", (triples_map("a", predicate_objects=(optional,)),)), columns={"rows": ["id"]})


def test_a_link_to_no_map_is_refused() -> None:
    link = PredicateObjectMap(
        (TermMap(Constant(EX + "p")),), (RefObjectMap("persn"),), place=Place("m.yaml", 9)
    )
    with pytest.raises(MappingError) as caught:
        make_plan(Mapping("m.yaml", (triples_map("person", predicate_objects=(link,)),)))
    assert caught.value.code == "IL-M007"
    assert "person" in (caught.value.hint or "")


def test_a_record_that_nothing_reads_is_refused() -> None:
    other = LogicalSource("other", "other.csv", "csv")
    record = RecordDeclaration("s", "t", other, (Reference("id"),))
    with pytest.raises(MappingError):
        make_plan(Mapping("m.yaml", (triples_map("a"),), record=record))


def test_explain_says_source_subject_ownership_and_lines() -> None:
    record = RecordDeclaration("sys", "person", CSV, (Reference("id"),))
    text = explain(
        make_plan(Mapping("m.yaml", (triples_map("a", predicate_objects=(rule("name"),)),), record=record))
    )
    assert "record system=sys type=person key=[$(id)]" in text
    assert "[owned: " in text
    assert "line 7: <http://example.org/p> -> $(name)" in text
