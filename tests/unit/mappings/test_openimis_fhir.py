"""openIMIS's FHIR resources: our sample always, the public ones where they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lumara_samples import MAPPINGS
from real_systems import document_coverage, expected, fixture, said_of
from translating import stored, translate_file

FOLDER = MAPPINGS / "openimis-fhir"
NAMES = {"patients": "test_patient", "coverages": "test_coverage", "contracts": "test_contract"}


def mapping(name: str) -> Path:
    return FOLDER / f"{name}.yarrrml.yaml"


@pytest.mark.parametrize("name", NAMES)
def test_what_was_written_by_hand_is_said(name: str) -> None:
    by_hand = expected(FOLDER / f"expected/{name}.ttl", "openimis")
    made = said_of(translate_file(mapping(name)).text, by_hand)
    assert sorted(made - by_hand) == []
    assert sorted(by_hand - made) == []


BAD: dict[str, dict[int, set[tuple[str, str | None]]]] = {
    "patients": {
        4: {("IL-R011", "/id")},
        5: {("IL-R002", "/birthDate")},
        6: {("IL-R003", "/gender")},
        7: {("IL-R019", "/identifier/*")},
        8: {("IL-V007", "/birthDate")},
        9: {("IL-R002", "/extension/*")},
    },
    "coverages": {
        3: {("IL-R003", "/status")},
        4: {("IL-R002", "/period/start")},
        5: {("IL-R011", "/id")},
    },
    "contracts": {
        3: {("IL-R003", "/status")},
        4: {("IL-R002", "/term/0/asset/0/extension/0/extension/*")},
        5: {("IL-R002", "/term/0/asset/0/usePeriod/0/start")},
        6: {("IL-R011", "/id")},
    },
}


@pytest.mark.parametrize("name", NAMES)
def test_each_bad_kind_of_the_sample_is_refused_at_its_field(name: str) -> None:
    made = translate_file(mapping(name))
    assert {row: made.said(row) for row in made.refused} == BAD[name]
    told = [(d.code, d.place.pointer) for d in made.findings if d.place]
    assert told == ([("IL-R003", "/maritalStatus/coding/0/code")] if name == "patients" else [])


def test_a_fee_for_a_photograph_is_no_contribution() -> None:
    made = stored(translate_file(mapping("contracts")).text)
    assert len([line for line in made if line.endswith("/contribution-status/paid>")]) == 1
    assert not [line for line in made if '"2"' in line]


def test_a_person_of_the_tables_is_the_same_person() -> None:
    tables = stored(translate_file(MAPPINGS / "openimis-sql/insurees.yarrrml.yaml").text)
    resources = stored(translate_file(mapping("patients")).text)
    names = {line for line in resources if "/familyName>" in line and "Tarnwick" in line}
    assert len(names) == 2
    assert names <= tables


@pytest.mark.parametrize("name", NAMES)
def test_every_field_of_the_public_resource_is_mapped_or_left_out(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    resource = json.loads(fixture(f"openimis/{NAMES[name]}.json", 1).read_text("utf-8"))
    fields = document_coverage(mapping(name), [resource])
    with capsys.disabled():
        print(f"\n{fields.line(f'openimis/{NAMES[name]}.json')}")
    assert fields.neither == frozenset()
    line = tmp_path / "one.ndjson"
    line.write_text(json.dumps(resource) + "\n")
    made = translate_file(mapping(name), line)
    assert (made.read, made.refused, made.findings) == (1, {}, ())
    assert len(stored(made.text)) > 15
