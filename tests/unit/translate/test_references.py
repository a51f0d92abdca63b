"""`$(a->b)`: what a reference inside a document leads to; found by several names, lost, ambiguous, in `each`."""

from __future__ import annotations

from typing import Any

import pytest

from compiling import objects, program
from interlingua.documents import resolve
from interlingua.jsonpath import parse

MAPPING = """
record: {system: s, type: t, source: b, key: [$(id)]}
sources: {b: {access: b.json, referenceFormulation: json, iterator: "$"}}
mappings:
  birth:
    s: http://example.org/birth/$(id)
    po:
      - [ex:family, "$(entry[0].resource.subject.reference->name[0].family)"]
  mother:
    each: "$.entry[?@.resource.resourceType == 'Composition'].resource.section[?@.code == 'mother'].entry[*].reference->"
    s: http://example.org/mother/$(id)
    po:
      - [ex:family, "$(patient->name[0].family)"]
      - [ex:all, "$(patient.reference->name[*].given[*])"]
      - [ex:of, $(^id)]
"""


def bundle() -> dict[str, Any]:
    """A birth, its composition, a mother by way of a related person."""
    composition = {
        "resourceType": "Composition",
        "subject": {"reference": "urn:uuid:child"},
        "section": [
            {"code": "father", "entry": [{"reference": "urn:uuid:nobody"}]},
            {"code": "mother", "entry": [{"reference": "urn:uuid:rp"}]},
        ],
    }
    mother = {"resourceType": "Patient", "id": "m1", "name": [{"family": "Sol", "given": ["Ana", "Ines"]}]}
    related = {"resourceType": "RelatedPerson", "id": "rp1", "patient": {"reference": "Patient/m1"}}
    child = {"resourceType": "Patient", "id": "c1", "name": [{"family": "Mar"}]}
    return {
        "id": "bundle-1",
        "entry": [
            {"fullUrl": "urn:uuid:comp", "resource": composition},
            {"fullUrl": "urn:uuid:rp", "resource": related},
            {"fullUrl": "urn:uuid:child", "resource": child},
            {"fullUrl": "urn:uuid:mother", "resource": mother},
        ],
    }


def test_references_are_followed_from_values_and_from_items() -> None:
    found = program(MAPPING).record(bundle())
    assert objects(found.text, "family") == ['"Mar"', '"Sol"']
    assert objects(found.text, "all") == ['"Ana"', '"Ines"']
    assert objects(found.text, "of") == ['"bundle-1"']
    assert found.text.splitlines()[1].startswith("<http://example.org/mother/rp1>")
    assert found.diagnostics == ()


def test_a_reference_that_leads_nowhere_is_told_with_its_place() -> None:
    compiled = program(MAPPING)
    record = bundle()
    record["entry"][0]["resource"]["subject"]["reference"] = "urn:uuid:other"
    found = compiled.record(record)
    assert objects(found.text, "family") == ['"Sol"']
    (finding,) = found.diagnostics
    assert (finding.code, finding.severity, finding.value) == ("IL-R018", "warning", "urn:uuid:other")
    assert finding.place is not None
    assert finding.place.pointer == "/entry/0/resource/subject/reference"
    assert compiled.record(bundle()).diagnostics == ()  # the next document has names of its own


@pytest.mark.parametrize(
    ("reference", "found"),
    [
        ("urn:uuid:mother", "m1"),
        ("Patient/m1", "m1"),
        ("https://fhir.example.org/Patient/m1", "m1"),
        ("Patient/m1/_history/3", "m1"),
        ({"reference": "Patient/m1", "display": "A. Sol"}, "m1"),
        ("#m1", "m1"),
        ("Patient/m2", None),
        ("", None),
        (None, None),
        (7, None),
    ],
)
def test_the_names_of_a_resource(reference: object, found: str | None) -> None:
    target = resolve(bundle(), reference)
    assert (target[1]["id"] if target else None) == found


def test_two_objects_of_one_name_are_none() -> None:
    record = bundle()
    record["entry"].append({"resource": {"resourceType": "Patient", "id": "m1"}})
    assert resolve(record, "Patient/m1") is None
    assert resolve(record, "urn:uuid:mother") is not None


def test_an_arrow_inside_quotes_is_text() -> None:
    assert parse("$['a->b']").values({"a->b": 1}) == [1]
    path = parse("$.m[?@.n == 'a->b'].r->v")
    document = {"m": [{"n": "a->b", "r": "x"}, {"n": "c", "r": "y"}], "o": [{"id": "x", "v": 1}]}
    assert path.nodes(document) == [("/o/0/v", 1)]
    assert path.pointer == "/m/*"
    assert not path.single
    assert path.steps is None
