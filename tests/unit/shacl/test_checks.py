from __future__ import annotations

from interlingua.plan import make_plan
from interlingua.plan.model import Plan
from interlingua.rml import load_mapping
from interlingua.shacl import CODE_OF, record_checks
from interlingua.shacl.checks import describe, short
from interlingua.shacl.model import Constraint
from shapes_support import SP, SmallVocabulary, shapes

RULES = """
    ex:G sh:targetClass sp:Group ; sh:property ex:count, ex:most, ex:type, ex:deep, ex:when .
    ex:count sh:path sp:name ; sh:minCount 1 .
    ex:most sh:path sp:name ; sh:maxCount 1 .
    ex:type sh:path sp:name ; sh:datatype xsd:string ; sh:message "A text."@en .
    ex:deep sh:path (sp:name sp:sex) ; sh:minCount 1 .
    ex:when sh:path sp:dateOfBirth ; sh:minInclusive "P1D"^^xsd:duration ; sh:severity sh:Warning .
"""


def plan(tmp_path: object, body: str) -> Plan:
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    text = f"""
prefixes: {{sp: {SP}}}
record: {{system: s, type: t, source: people, key: [$(no)]}}
sources: {{people: [people.csv~csv]}}
mappings:
{body}
"""
    file = tmp_path / "m.yarrrml.yaml"
    return make_plan(load_mapping(file, text=text), vocabulary=SmallVocabulary())


HOUSEHOLD = """
  household:
    s: il:iri(kind=household, key=$({key}))
    po:
      - [a, sp:Household]
      - [sp:name, $(name)]
"""


def kinds(found: dict[int, tuple[object, ...]], index: int = 0) -> list[str]:
    return [c.kind for c in found.get(index, ())]  # type: ignore[attr-defined]


def test_owned_subjects_get_counts_and_values(tmp_path: object) -> None:
    """A Household does not escape a Group's shape; complex paths and durations are left to validate."""
    found = record_checks(plan(tmp_path, HOUSEHOLD.format(key="no")), shapes(RULES))
    assert kinds(found) == ["minCount", "maxCount", "datatype"]
    check = found[0][2]
    assert (check.shape, check.severity, check.message) == (
        "https://example.org/type",
        "violation",
        "A text.",
    )
    assert found[0][0].message == "sp:name needs a value."


def test_shared_subjects_get_values_only(tmp_path: object) -> None:
    found = record_checks(plan(tmp_path, HOUSEHOLD.format(key="household")), shapes(RULES))
    assert kinds(found) == ["datatype"]


def test_the_closure_is_in_the_shapes_too(tmp_path: object) -> None:
    bare = plan(tmp_path, HOUSEHOLD.format(key="no"))
    unclosed = make_plan(bare.mapping)
    assert kinds(record_checks(unclosed, shapes(RULES))) == ["minCount", "maxCount", "datatype"]


def test_other_classes_get_nothing(tmp_path: object) -> None:
    body = HOUSEHOLD.format(key="no").replace("sp:Household", "sp:Person")
    assert record_checks(plan(tmp_path, body), shapes(RULES)) == {}


def test_what_another_group_may_say_is_not_missed(tmp_path: object) -> None:
    """Two groups make one subject: neither alone can tell that a name is missing, but too many stay too many."""
    body = (
        HOUSEHOLD.format(key="no")
        + """
  again:
    s: https://data.example.org/$(iri)~iri
    po: [[sp:name, $(other)]]
"""
    )
    made = plan(tmp_path, body)
    made = Plan(made.mapping, made.streams, made.subjects, ((0, 1),))
    assert kinds(record_checks(made, shapes(RULES))) == ["maxCount", "datatype"]
    other = body.replace("sp:name, $(other)", "sp:sex, $(other)")
    made = plan(tmp_path, other)
    made = Plan(made.mapping, made.streams, made.subjects, ((0, 1),))
    assert kinds(record_checks(made, shapes(RULES))) == ["minCount", "maxCount", "datatype"]


def test_a_conditional_map_is_checked(tmp_path: object) -> None:
    body = HOUSEHOLD.format(key="no").replace("    po:", "    condition: il:present(value=$(name))\n    po:")
    assert kinds(record_checks(plan(tmp_path, body), shapes(RULES))) == ["minCount", "maxCount", "datatype"]


def test_every_kind_has_a_code_and_a_sentence() -> None:
    parameters = {
        "minCount": 2, "maxCount": 0, "datatype": "http://www.w3.org/2001/XMLSchema#date", "in": ("<urn:a>", '"b"'),
        "nodeKind": "http://www.w3.org/ns/shacl#IRI", "pattern": "^a$", "minLength": 1, "maxLength": 3,
    }  # fmt: skip
    for kind in CODE_OF:
        parameter = parameters.get(kind, '"5"^^<http://www.w3.org/2001/XMLSchema#integer>')
        text = describe(Constraint(kind, parameter), SP + "name")  # type: ignore[arg-type]
        assert text.startswith("sp:name ")
        assert text.endswith(".")


def test_short() -> None:
    assert short(SP + "code/sex/male") == "sp:code/sex/male"
    assert short("http://www.w3.org/2001/XMLSchema#date") == "xsd:date"
    assert short("https://example.org/a") == "<https://example.org/a>"
