"""DHIS2's tracker: our sample always, the public payloads with their metadata where they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lumara_samples import MAPPINGS
from real_systems import document_coverage, expected, fixture, said_of
from translating import stored, translate_file, translate_named

FOLDER = MAPPINGS / "dhis2"
# mapping: the list that it reads, its driving source, and the lists of the metadata
NAMES = {
    "tracked-entities": (
        "trackedEntities",
        "entities",
        ("options", "programs", "programStages", "relationshipTypes", "trackedEntityTypes"),
    ),
    "enrollments": ("enrollments", "enrollments", ("programs",)),
    "relationships": ("relationships", "relationships", ("relationshipTypes",)),
}


def mapping(name: str) -> Path:
    return FOLDER / f"{name}.yarrrml.yaml"


@pytest.mark.parametrize("name", NAMES)
def test_what_was_written_by_hand_is_said(name: str) -> None:
    by_hand = expected(FOLDER / f"expected/{name}.ttl", "dhis2")
    made = said_of(translate_file(mapping(name)).text, by_hand)
    assert sorted(made - by_hand) == []
    assert sorted(by_hand - made) == []


BAD: dict[str, dict[int, set[tuple[str, str | None]]]] = {
    "tracked-entities": {
        4: {("IL-R011", "/trackedEntities/3/*")},
        5: {("IL-R002", "/trackedEntities/4/attributes/*")},
        6: {("IL-R003", "/trackedEntities/5/attributes/*")},
        7: {("IL-R003", "/trackedEntities/6/enrollments/0/program")},
        8: {("IL-R002", "/trackedEntities/7/geometry/coordinates/0")},
        9: {("IL-R003", "/trackedEntities/8/enrollments/0/status")},
        10: {("IL-R019", "/trackedEntities/9/attributes/1/value")},
    },
    "enrollments": {2: {("IL-R002", "/enrollments/1/enrolledAt")}},
    "relationships": {3: {("IL-R003", "/relationships/2/relationshipType")}},
}


@pytest.mark.parametrize("name", NAMES)
def test_each_bad_kind_of_the_sample_is_refused_at_its_field(name: str) -> None:
    made = translate_file(mapping(name))
    assert {row: made.said(row) for row in made.refused} == BAD[name]
    assert made.findings == ()


def test_the_older_names_say_the_same() -> None:
    newer = stored(translate_file(mapping("tracked-entities")).text)
    older = translate_file(mapping("tracked-entities"), FOLDER / "samples/tracked-entities-older.json")
    assert (older.read, older.refused) == (1, {})
    made = stored(older.text)
    subjects = {line.split(" ", 1)[0] for line in made}
    assert made == {line for line in newer if line.split(" ", 1)[0] in subjects}
    assert len(made) > 40


# payload, list: how many records, and which of them have no id, so that nothing tells them from others
PAYLOADS = {
    ("trackedEntities", "tracked-entities"): (2, 0),
    ("trackedEntitiesAndRelationship", "tracked-entities"): (2, 0),
    ("trackedEntitiesAndRelationship", "relationships"): (1, 0),
    ("trackedEntitiesWithEnrollmentsEventsAndRelationships", "tracked-entities"): (2, 0),
    ("trackedEntitiesWithRelationship", "tracked-entities"): (2, 0),
    ("trackedEntity", "tracked-entities"): (1, 1),
    ("trackedEntityAndEnrollment", "tracked-entities"): (1, 0),
    ("trackedEntityAndEnrollment", "enrollments"): (1, 0),
    ("trackedEntityWithEnrollmentAndAttributes", "tracked-entities"): (1, 0),
    ("trackedEntityWithEnrollmentAndEventsNested", "tracked-entities"): (1, 1),
    ("trackedEntityWithEnrollments", "tracked-entities"): (1, 1),
}


@pytest.mark.parametrize(("payload", "name"), PAYLOADS)
def test_every_field_of_the_public_payloads_is_mapped_or_left_out(
    payload: str, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = fixture(f"dhis2/{payload}.json", 1)
    within, driving, lists = NAMES[name]
    fields = document_coverage(mapping(name), json.loads(path.read_text("utf-8"))[within])
    with capsys.disabled():
        print(f"\n{fields.line(f'dhis2/{payload}.json, {name}')}")
    assert fields.neither == frozenset()
    made = translate_named(
        mapping(name), {driving: path} | dict.fromkeys(lists, path.with_name("tracker_metadata.json"))
    )
    read, nameless = PAYLOADS[payload, name]
    assert (made.read, made.findings) == (read, ())
    assert [made.said(row) for row in made.refused] == [{("IL-R011", f"/{within}/0/*")}] * nameless


def test_the_names_of_the_public_payloads_come_from_their_metadata() -> None:
    path = fixture("dhis2/trackedEntitiesWithEnrollmentsEventsAndRelationships.json", 1)
    lists = NAMES["tracked-entities"][2]
    made = translate_named(
        mapping("tracked-entities"),
        {"entities": path} | dict.fromkeys(lists, path.with_name("tracker_metadata.json")),
    ).text
    assert '"TA Tracker_program"' in made
    assert '"TA First stage"' in made
    assert made.count("/data-element/") == 5
