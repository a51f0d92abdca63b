"""OpenCRVS's bundles: our sample always, the public declarations where they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lumara_samples import MAPPINGS
from real_systems import document_coverage, expected, fixture, said_of
from translating import stored, translate_file

FOLDER = MAPPINGS / "opencrvs"
DECLARATIONS = FOLDER / "declarations.yarrrml.yaml"
IDENTITIES = FOLDER / "identities.yarrrml.yaml"
SYSTEMS = {"declarations": "opencrvs", "identities": "national-id"}


@pytest.mark.parametrize("name", SYSTEMS)
def test_what_was_written_by_hand_is_said(name: str) -> None:
    by_hand = expected(FOLDER / f"expected/{name}.ttl", SYSTEMS[name])
    made = said_of(translate_file(FOLDER / f"{name}.yarrrml.yaml").text, by_hand)
    assert sorted(made - by_hand) == []
    assert sorted(by_hand - made) == []


def test_each_bad_kind_of_the_sample_is_refused_at_its_field() -> None:
    made = translate_file(DECLARATIONS)
    assert {row: made.said(row) for row in made.refused} == {
        5: {("IL-R002", "/entry/3/resource/birthDate"), ("IL-R002", "/entry/0/resource/section/*")},
        6: {("IL-R003", "/entry/3/resource/gender")},
        7: {("IL-R003", "/entry/1/resource/businessStatus/coding/0/code")},
        8: {("IL-R019", "/entry/4/resource/identifier/0/value")},
        10: {("IL-R011", "/entry/*")},
    }
    (lost,) = made.findings  # the mother of line 9 is not in its bundle
    assert (lost.code, lost.severity) == ("IL-R018", "warning")


def test_each_bad_identity_is_refused_at_its_field() -> None:
    made = translate_file(IDENTITIES)
    assert {row: {code for code, _ in made.said(row)} for row in made.refused} == {
        3: {"IL-R002"},
        4: {"IL-R003"},
        5: {"IL-R019"},
    }


def test_nothing_is_said_of_a_father_of_whom_nothing_is_known() -> None:
    by_hand = expected(FOLDER / "expected/declarations.ttl", "opencrvs")
    made = stored(translate_file(DECLARATIONS).text)
    fathers = {line for line in made if "/relationship/father>" in line}
    assert len(fathers) == 1  # of line 1; line 2 has a section for him, and nobody in it
    assert fathers <= by_hand


BUNDLES = {
    "incoming-birth-bundle": {"birth": 1, "death": 0, "person": 2, "area": 2},
    "incoming-birth-bundle-mother-father": {"birth": 1, "death": 0, "person": 3, "area": 2},
    "incoming-death-bundle": {"birth": 0, "death": 1, "person": 2, "area": 2},
}
CLASSES = {"birth": "Birth", "death": "Death", "person": "Person", "area": "AdministrativeArea"}


@pytest.mark.parametrize("name", BUNDLES)
def test_every_field_of_the_public_declarations_is_mapped_or_left_out(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = json.loads(fixture(f"opencrvs/{name}.json", 1).read_text("utf-8"))
    line = tmp_path / "bundle.ndjson"
    line.write_text(json.dumps(document) + "\n")
    fields = document_coverage(DECLARATIONS, [document])
    with capsys.disabled():
        print(f"\n{fields.line(f'opencrvs/{name}.json')}")
    assert sorted(fields.neither) == []
    made = translate_file(DECLARATIONS, line)
    assert (made.read, made.refused, made.findings) == (1, {}, ())
    statements = stored(made.text)
    counts = {
        kind: sum(f"#type> <https://w3id.org/social-protection/{of}>" in line for line in statements)
        for kind, of in CLASSES.items()
    }
    assert counts == BUNDLES[name]


def test_every_public_identity_goes_through(capsys: pytest.CaptureFixture[str]) -> None:
    path = fixture("opencrvs/mock-identities.json", 100)
    people = json.loads(path.read_text("utf-8"))
    fields = document_coverage(IDENTITIES, people)
    with capsys.disabled():
        print(f"\n{fields.line('opencrvs/mock-identities.json')}")
    assert fields.neither == frozenset()
    made = translate_file(IDENTITIES, path)
    assert (made.read, made.refused, made.findings) == (len(people), {}, ())
