"""Records of systems that are not ours: through the shipped mappings into a ledger, and asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from lumara_samples import MAPPINGS

OPENG2P = MAPPINGS / "openg2p/registrants.yarrrml.yaml"
DCI = MAPPINGS / "dci-social-registry/groups.yarrrml.yaml"
COUNT = """PREFIX sp: <https://w3id.org/social-protection/>
SELECT ?class (COUNT(?s) AS ?n) WHERE {
  VALUES ?class { sp:Person sp:Household sp:Family sp:Group sp:Membership } ?s a ?class } GROUP BY ?class"""


def interlingua(*arguments: str) -> tuple[int, str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("INTERLINGUA_")}
    environment["INTERLINGUA_IRI_KEY"] = "a-key-of-this-test-alone"
    done = subprocess.run(
        [sys.executable, "-m", "interlingua", *arguments],
        capture_output=True, text=True, timeout=120, env=environment, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


def counts(data: Path) -> dict[str, int]:
    code, out = interlingua("query", COUNT, "--data-dir", str(data), "--format", "json")
    assert code == 0
    rows = json.loads(out)["results"]["bindings"]
    return {r["class"]["value"].rsplit("/", 1)[1]: int(r["n"]["value"]) for r in rows if int(r["n"]["value"])}


def submit(mapping: Path, source: Path | None, data: Path) -> int:
    given = [str(source)] if source else []
    return interlingua("submit", str(mapping), *given, "--data-dir", str(data))[0]


def test_our_own_samples_of_both(tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert submit(OPENG2P, OPENG2P.parent / "samples/registrants.csv", data) == 1  # one record is refused
    assert submit(DCI, DCI.parent / "samples/groups.json", data) == 0
    # four registrants with a household each; one household of two from the registry, and a relative told by one
    assert counts(data) == {"Person": 7, "Household": 5, "Group": 5, "Membership": 6}
    assert interlingua("ledger", "verify", "--data-dir", str(data))[0] == 0


def test_the_public_records_of_both(tmp_path: Path) -> None:
    people = Path(os.environ.get("INTERLINGUA_FIXTURES", "/nonexistent")) / "openg2p/sample_data.csv"
    groups = (
        Path(os.environ.get("INTERLINGUA_DCI", "/nonexistent")) / "samples/social/mock-sr-sync-search-0.json"
    )
    if not (people.is_file() and groups.is_file()):
        pytest.skip("201 official cases not run")
    data = tmp_path / "data"
    assert submit(OPENG2P, people, data) == 0
    assert submit(DCI, groups, data) == 0
    assert counts(data) == {"Person": 204, "Household": 200, "Family": 1, "Group": 201, "Membership": 204}
    assert submit(DCI, groups, data) == 0  # the same again changes nothing
    assert counts(data)["Person"] == 204


SYSTEMS = {
    "121": (
        ("registrations", "bank", "westeros"),
        {"Person": 8, "Household": 3, "Group": 3, "Membership": 3},
    ),
    "hope": (
        ("households", "individuals", "collectors", "payments", "older-households", "older-individuals"),
        {"Person": 12, "Household": 6, "Group": 6, "Membership": 4},
    ),
    "dhis2": (
        ("tracked-entities", "enrollments", "relationships"),
        {"Person": 3},
    ),
    "openimis-fhir": (
        ("patients", "contracts"),
        {"Person": 4, "Membership": 2},
    ),
    "opencrvs": (
        ("declarations", "identities"),
        {"Person": 14},
    ),
    "openimis-sql": (
        ("locations", "products", "families", "insurees", "policies", "coverages", "premiums"),
        {"Person": 4, "Group": 2, "Membership": 4},
    ),
}


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_samples_of_a_system_are_kept_as_one(system: str, tmp_path: Path) -> None:
    names, wanted = SYSTEMS[system]
    data = tmp_path / "data"
    codes = [submit(MAPPINGS / system / f"{name}.yarrrml.yaml", None, data) for name in names]
    assert set(codes) <= {0, 1}  # 1: some records are refused, as the samples mean to show
    assert counts(data) == wanted
    assert interlingua("ledger", "verify", "--data-dir", str(data))[0] == 0
