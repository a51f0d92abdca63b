"""openIMIS's tables: our sample always, the demonstration database where it is; older versions of rows say nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from conformance.databases import available, fresh_database
from interlingua.exchange.prepare import prepared
from interlingua.rml import load_mapping
from interlingua.settings import Settings
from lumara_samples import MAPPINGS
from openimis_dump import build
from real_systems import coverage, expected, fixture, said_of
from translating import stored, translate, translate_file

FOLDER = MAPPINGS / "openimis-sql"
NAMES = ("insurees", "families", "policies", "coverages", "premiums", "locations", "products")


def mapping(name: str) -> Path:
    return FOLDER / f"{name}.yarrrml.yaml"


def dumped(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_the_database_is_made_of_the_text_beside_it(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "again.db")) as connection:
        connection.executescript((FOLDER / "samples/openimis.sql").read_text("utf-8"))
    assert dumped(tmp_path / "again.db") == dumped(FOLDER / "samples/openimis.db")


@pytest.mark.parametrize("name", NAMES)
def test_what_was_written_by_hand_is_said(name: str) -> None:
    by_hand = expected(FOLDER / f"expected/{name}.ttl", "openimis")
    made = said_of(translate_file(mapping(name)).text, by_hand)
    assert sorted(made - by_hand) == []
    assert sorted(by_hand - made) == []


BAD: dict[str, dict[int, set[tuple[str, str | None]]]] = {
    "insurees": {
        5: {("IL-R002", "DOB")},
        6: {("IL-R003", "Gender")},
        7: {("IL-R019", "CHFID")},
        8: {("IL-V007", "DOB")},
        10: {("IL-R002", "GeoLocation")},
    },
    "families": {4: {("IL-R003", "Poverty")}, 5: {("IL-R002", "ValidityFrom")}},
    "policies": {5: {("IL-R003", "PolicyStatus")}},
    "coverages": {},
    "premiums": {5: {("IL-R002", "PayDate"), ("IL-V007", "Amount")}},
    "locations": {6: {("IL-V001", "LocationCode")}},
    "products": {},
}


@pytest.mark.parametrize("name", NAMES)
def test_each_bad_kind_of_the_sample_is_refused_at_its_cell(name: str) -> None:
    made = translate_file(mapping(name))
    assert {row: made.said(row) for row in made.refused} == BAD[name]


def test_an_older_version_says_nothing() -> None:
    made = translate_file(mapping("insurees")).text
    assert "Tarnwick" in made
    assert "Tarnwik" not in made


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    dump = fixture("openimis/demo_db.sql", 473)
    made = tmp_path_factory.mktemp("openimis") / "demo.db"
    build(dump, made)
    return made


def rows(database: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a mapping's query."""
    record = load_mapping(mapping(name)).record
    assert record is not None
    with closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(dict(record.source.options)["query"])]


COUNTS = {
    "insurees": 144, "families": 30, "policies": 79, "coverages": 90, "premiums": 66, "locations": 53, "products": 11,
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_every_column_of_the_demonstration_is_mapped_or_left_out(
    name: str, demonstration: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = rows(demonstration, name)
    assert len(found) == COUNTS[name]
    fields = coverage(mapping(name), found)
    with capsys.disabled():
        print(f"\n{fields.line(f'openimis/demo_db.sql, {name}')}")
    assert fields.neither == frozenset()


@pytest.mark.parametrize("name", NAMES)
def test_no_row_of_the_demonstration_is_refused(name: str, demonstration: Path) -> None:
    made = translate_file(mapping(name), demonstration)
    assert made.read == COUNTS[name]
    assert {row: made.said(row) for row in made.refused} == {}
    assert [d.text() for d in made.findings] == []


def test_the_present_rows_of_the_demonstration_are_all_there(demonstration: Path) -> None:
    store = ox.Store()
    for name in NAMES:
        text = translate_file(mapping(name), demonstration).text
        store.load(input=text.encode(), format=ox.RdfFormat.N_TRIPLES)
    counted = store.query(
        "PREFIX sp: <https://w3id.org/social-protection/> SELECT ?c (COUNT(DISTINCT ?s) AS ?n) WHERE { VALUES ?c "
        "{ sp:Person sp:Group sp:Enrolment sp:Coverage sp:AdministrativeArea } ?s a ?c } GROUP BY ?c"
    )
    assert isinstance(counted, ox.QuerySolutions)
    found = {row["c"].value.rsplit("/", 1)[1]: int(row["n"].value) for row in counted}
    assert found == {"Person": 60, "Group": 21, "Enrolment": 21, "Coverage": 60, "AdministrativeArea": 31}
    heads = store.query(
        "PREFIX sp: <https://w3id.org/social-protection/> ASK { ?g a sp:Group FILTER NOT EXISTS { ?m sp:group ?g ; "
        "sp:membershipRole <https://w3id.org/social-protection/code/membership-role/head> } }"
    )
    assert not heads  # every present family has a head


TYPED = """
DELETE FROM "tblInsuree" WHERE "InsureeID" > 4;
ALTER TABLE "tblInsuree" ALTER "IsHead" TYPE boolean USING "IsHead"::boolean,
  ALTER "CardIssued" TYPE boolean USING "CardIssued"::boolean, ALTER "DOB" TYPE date USING "DOB"::date,
  ALTER "ValidityFrom" TYPE timestamp USING "ValidityFrom"::timestamp,
  ALTER "ValidityTo" TYPE timestamp USING "ValidityTo"::timestamp;
"""


@pytest.mark.parametrize("name", NAMES)
def test_postgresql_with_its_own_types_says_the_same(name: str, tmp_path: Path) -> None:
    if missing := available("postgresql"):
        pytest.skip(missing)  # the wheel of the server is a part of the development extra
    script = (FOLDER / "samples/openimis.sql").read_text("utf-8")
    given: dict[str | None, str] = {name: fresh_database(script + TYPED)}
    with prepared(str(mapping(name)), given, Settings()) as ready:
        made = translate(ready, ready.paths[name])
    kept = tmp_path / "first.db"
    with closing(sqlite3.connect(kept)) as connection:
        connection.executescript(script)
        connection.execute('DELETE FROM "tblInsuree" WHERE "InsureeID" > 4')
        connection.commit()
    known = translate_file(mapping(name), kept)
    assert len(known.text) > 100
    assert stored(made.text) == stored(known.text)
    assert len(made.refused) == len(known.refused)
