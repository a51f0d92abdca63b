"""121: lists with semicolons and commas, columns per programme; samples by hand, public records where they are."""

from __future__ import annotations

import csv
from pathlib import Path

import pyoxigraph as ox
import pytest

from lumara_samples import MAPPINGS
from real_systems import coverage, expected, fixture, refused, said_of
from translating import translate_file

FOLDER = MAPPINGS / "121"
PUBLIC = (
    ("registrations", "121/excel-999.csv", ";", 999),
    ("registrations", "121/mobile-money-999.csv", ";", 999),
    ("vouchers", "121/nlrc-ocw-999.csv", ";", 977),
    ("westeros", "121/test-registrations-westeros-1000.csv", ",", 1000),
    ("bank", "121/test-registrations-CBE-10.csv", ",", 10),
)
DAMAGED = {("IL-R019", "phoneNumber"), ("IL-R019", "bankAccountNumber")}


def mapping(name: str) -> Path:
    return FOLDER / f"{name}.yarrrml.yaml"


@pytest.mark.parametrize("name", ["registrations", "vouchers", "bank", "westeros"])
def test_what_was_written_by_hand_is_said(name: str) -> None:
    by_hand = expected(FOLDER / f"expected/{name}.ttl", "121")
    made = said_of(translate_file(mapping(name)).text, by_hand)
    assert sorted(made - by_hand) == []
    assert sorted(by_hand - made) == []


def test_each_bad_kind_of_the_sample_is_refused_at_its_cell() -> None:
    made = translate_file(mapping("registrations"))
    assert made.read == 11
    assert {row: made.said(row) for row in made.refused} == {
        6: {("IL-R019", "phoneNumber"), ("IL-R019", "bankAccountNumber")},
        7: {("IL-V007", "age")},  # a year of birth, as the label of the attribute asks
        8: {("IL-R003", "gender")},
        9: {("IL-V003", "totalHHSize"), ("IL-V007", "totalHHSize")},
        10: {("IL-R011", "referenceId")},
    }
    # a way to be paid that nobody told us of is told, and the rest is kept
    assert {(d.code, d.place.row, d.place.field) for d in made.findings if d.place} == {
        ("IL-R003", 11, "programFspConfigurationName")
    }


@pytest.mark.parametrize(("name", "row", "said"), [
    ("vouchers", 2, ("IL-R003", "preferredLanguage")), ("bank", 2, ("IL-R019", "phoneNumber")), ("westeros", 2, ("IL-R002", "dob")),
])  # fmt: skip
def test_the_second_row_of_the_others_is_bad(name: str, row: int, said: tuple[str, str]) -> None:
    made = translate_file(mapping(name))
    assert {at: made.said(at) for at in made.refused} == {row: {said}}


@pytest.mark.parametrize(("name", "file", "delimiter", "count"), PUBLIC, ids=[p[1][4:-4] for p in PUBLIC])
def test_every_field_of_the_public_lists_is_mapped_or_left_out(
    name: str, file: str, delimiter: str, count: int, capsys: pytest.CaptureFixture[str]
) -> None:
    path = fixture(file, count)
    with path.open(encoding="utf-8-sig", newline="") as f:
        rows = list(csv.DictReader(f, delimiter=delimiter))
    assert len(rows) == count
    found = coverage(mapping(name), rows)
    with capsys.disabled():
        print(f"\n{found.line(file)}")
    assert found.neither == frozenset()


@pytest.mark.parametrize(("name", "file", "delimiter", "count"), PUBLIC, ids=[p[1][4:-4] for p in PUBLIC])
def test_only_damaged_rows_of_the_public_lists_are_refused(
    name: str, file: str, delimiter: str, count: int
) -> None:
    said = refused(f"121/{name}.yarrrml.yaml", fixture(file, count))
    # all ten of one list: telephone and account were rounded by a spreadsheet, and no money could reach anybody
    assert said == (dict.fromkeys(range(1, 11), DAMAGED) if name == "bank" else {})


def test_the_list_that_was_damaged_passes_with_whole_numbers(tmp_path: Path) -> None:
    text = fixture("121/test-registrations-CBE-10.csv", 10).read_text("utf-8")
    mended = tmp_path / "mended.csv"
    mended.write_text(
        text.replace("5.22645E+13", "251900100300").replace("4.07952E+14", "1000400100300"), "utf-8"
    )
    assert refused("121/bank.yarrrml.yaml", mended) == {}


def test_the_counts_of_the_public_lists_are_all_there() -> None:
    path = fixture("121/excel-999.csv", 999)
    store = ox.Store()
    store.load(
        input=translate_file(mapping("registrations"), path).text.encode(), format=ox.RdfFormat.N_TRIPLES
    )
    with path.open(encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f, delimiter=";"))
    totals = store.query(
        "PREFIX sp: <https://w3id.org/social-protection/> SELECT (COUNT(?p) AS ?people) (SUM(?n) AS ?heads) WHERE "
        "{ ?p a sp:Person . ?m sp:member ?p ; sp:group ?h . ?c sp:party ?h ; sp:memberCount ?n "
        "FILTER NOT EXISTS { ?c sp:countedCondition ?x } FILTER NOT EXISTS { ?c sp:countedAgeFrom|sp:countedAgeTo ?y } }"
    )
    assert isinstance(totals, ox.QuerySolutions)
    row = next(iter(totals))
    assert int(row["people"].value) == 999
    assert int(row["heads"].value) == sum(int(r["totalHHSize"]) for r in rows)
