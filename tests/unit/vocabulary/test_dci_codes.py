"""The code tables of the DCI mappings are what their generator writes, and lose no code of DCI's."""

from __future__ import annotations

import csv
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from interlingua.vocabulary.alignments import read_alignments

ROOT = Path(__file__).resolve().parents[3]
GENERATORS = ROOT / "ontology" / "generators"
PLAN = tomllib.loads((GENERATORS / "dci-tables.toml").read_text("utf-8"))


def test_they_are_current() -> None:
    done = subprocess.run(
        [sys.executable, str(GENERATORS / "dci_codes.py"), "--check"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def rows(folder: str, table: str) -> dict[str, str]:
    with (ROOT / "mappings" / folder / "codes" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return {row["value"].casefold(): row["code"] for row in csv.DictReader(file)}


def test_codes_labels_and_older_spellings_mean_the_same() -> None:
    sex = rows("dci-social-registry", "sex")
    assert sex["female"] == sex["f"] == "female"
    assert sex["unknown"] == "-"  # known, and said as a gap
    marital = rows("dci-social-registry", "marital")
    assert marital["w"] == marital["widow"] == marital["widowed"] == "widowed"
    assert marital["separated"] == "separated"  # our own word, which DCI has not
    countries = rows("dci-social-registry", "country")
    assert countries["ke"] == countries["ken"] == countries["kenya"] == "KE"


def test_every_code_of_a_list_is_in_its_table() -> None:
    codes: dict[str, set[str]] = {}
    for row in read_alignments(ROOT / "ontology/alignments/dci-2026-04.sssom.tsv").rows:
        if row.object_kind == "code" and row.answered:
            module, name, code = row.object_id.removeprefix("dci:code/").split("/", 2)
            codes.setdefault(f"{module}/{name}", set()).add(code.casefold())
    missing = []
    for folder, tables in PLAN.items():
        for table, said in tables.items():
            entry = {"list": said} if isinstance(said, str) else said
            given = entry.get("list", [])
            for name in [given] if isinstance(given, str) else given:
                doubled = {code.partition("~")[0] for code in codes[name] if "~" in code}
                known = {code for code in codes[name] if code.partition("~")[0] not in doubled}
                missing += [(folder, table, code) for code in known - rows(folder, table).keys()]
    assert missing == []


def test_spellings_are_of_codes_that_exist() -> None:
    known = {
        row.object_id for row in read_alignments(ROOT / "ontology/alignments/dci-2026-04.sssom.tsv").rows
    }
    with (GENERATORS / "dci-spellings.tsv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [row for row in found if f"dci:code/{row['list']}/{row['code']}" not in known] == []
    # One spelling, one code: but for the codes of which DCI's own labels are the same.
    seen: dict[tuple[str, str], str] = {}
    for row in found:
        for spelling in row["spellings"].split(" | "):
            assert seen.setdefault((row["list"], spelling.casefold()), row["code"]) == row["code"]


@pytest.mark.parametrize("folder", PLAN)
def test_each_table_is_read_by_a_mapping(folder: str) -> None:
    texts = [path.read_text("utf-8") for path in (ROOT / "mappings" / folder).glob("*.yarrrml.yaml")]
    assert texts
    assert [name for name in PLAN[folder] if not any(f"codes/{name}.csv" in text for text in texts)] == []
