"""Every shipped mapping: loads, names only terms and codes that exist, reads or omits every column."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlingua.exchange.mapping import check_mapping
from interlingua.plan import make_plan
from interlingua.rml import load_mapping
from interlingua.settings import Settings
from interlingua.sources import open_source, resolve_path
from interlingua.vocabulary import load
from lumara_samples import MAPPINGS
from real_systems import references

SHIPPED = sorted(MAPPINGS.glob("*/*.yarrrml.yaml"))
EACH = pytest.mark.parametrize("path", SHIPPED, ids=lambda p: f"{p.parent.name}/{p.name.split('.')[0]}")


def test_all_are_there() -> None:
    found = {path.relative_to(MAPPINGS).as_posix().removesuffix(".yarrrml.yaml") for path in SHIPPED}
    assert found >= {
        "lumara-cash/members", "lumara-cash/payments", "lumara-pension/pensioners", "openg2p/registrants",
        "lumara-social-registry/households", "dci-social-registry/groups", "dci-social-registry/members",
        "dci-social-registry/persons", "dci-ibr/beneficiaries", "dci-ibr/persons", "dci-crvs/persons",
        "dci-disability/persons", "dci-employment/members", "dci-farmer/farmers", "121/registrations", "121/bank",
        "121/vouchers", "121/westeros", "hope/households", "hope/individuals", "hope/collectors", "hope/payments", "openimis-sql/insurees",
        "openimis-sql/families", "openimis-sql/policies", "openimis-sql/coverages", "openimis-sql/premiums",
        "openimis-sql/locations", "openimis-sql/products", "opencrvs/declarations", "opencrvs/identities",
        "openimis-fhir/patients", "openimis-fhir/coverages", "openimis-fhir/contracts",
        "dhis2/tracked-entities", "dhis2/enrollments", "dhis2/relationships",
    }  # fmt: skip


@EACH
def test_the_mapping_check_finds_nothing(path: Path) -> None:
    # Columns too: each is mapped or omitted. One sample has a row that is not UTF-8, on purpose.
    found = [f for f in check_mapping(str(path), {}) if f.code != "IL-R004"]
    assert [f.text() for f in found] == []


@EACH
def test_each_folder_has_a_page_and_a_sample(path: Path) -> None:
    assert (path.parent / "README.md").is_file()
    source = load_mapping(path).record
    assert source is not None
    assert resolve_path(source.source, path).is_file()


@EACH
def test_every_column_of_a_table_is_read_or_omitted(path: Path) -> None:
    mapping = load_mapping(path)
    assert mapping.record is not None
    reader = open_source(
        mapping.record.source, resolve_path(mapping.record.source, path), settings=Settings()
    )
    columns = reader.columns
    reader.close()
    if columns is None:
        return  # JSON: every leaf is added up in tests/golden/real
    read = set(columns) & {*references(mapping.triples_maps), *references(mapping.record)}
    assert read | {o.path for o in mapping.omissions} == set(columns)
    assert not read & {o.path for o in mapping.omissions}


def _ownership(name: str) -> dict[str, str]:
    plan = make_plan(load_mapping(MAPPINGS / name), vocabulary=load())
    return {m.name: group.ownership for group in plan.subjects for m in group.maps}


def test_the_household_of_the_cash_transfer_is_shared_and_the_rest_is_owned() -> None:
    owned = _ownership("lumara-cash/members.yarrrml.yaml")
    shared = {name for name, kind in owned.items() if kind == "shared"}
    assert shared == {"household", "household-number", "composition"}


@pytest.mark.parametrize(
    "name", ["lumara-social-registry/households", "lumara-pension/pensioners", "lumara-cash/payments"]
)
def test_these_own_all_that_they_say(name: str) -> None:
    assert set(_ownership(f"{name}.yarrrml.yaml").values()) == {"owned"}
