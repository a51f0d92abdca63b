"""The sample country: the same bytes each time, as many bad records as its page says, ids that check."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from lumara_samples import BASE, MAPPINGS, PROGRAMMES, bad_records, data_iri, expected_answers

WRITTEN = (
    *(f"{p.mapping.parent.name}/samples/{p.sample.name}" for p in PROGRAMMES),
    "lumara-pension/expected/pensioners.xlsx",
    "lumara/bad-records.json",
    "lumara/expected-answers.json",
)


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lumara")
    subprocess.run(
        [sys.executable, "-B", str(MAPPINGS / "lumara/generate.py"), str(folder)], check=True, timeout=60
    )
    return folder


@pytest.mark.parametrize("name", WRITTEN)
def test_the_generator_gives_the_committed_bytes(again: Path, name: str) -> None:
    assert (again / name).read_bytes() == (MAPPINGS / name).read_bytes()


def test_the_workbook_holds_no_clock() -> None:
    with zipfile.ZipFile(MAPPINGS / "lumara-pension/samples/pensioners.xlsx") as book:
        assert {info.date_time for info in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_there_are_enough_people_and_households() -> None:
    answer = json.loads(_good_json())
    records = answer["message"]["search_response"][0]["data"]["reg_records"]
    assert len(records) >= 60
    assert sum(len(r["member_list"]) for r in records) >= 300


def _good_json() -> str:
    return (MAPPINGS / "lumara-social-registry/samples/households.json").read_text("utf-8")


def _readme_counts() -> Counter[tuple[str, str, str]]:
    """File, kind and code of each row of the table of bad kinds, with its count."""
    counts: Counter[tuple[str, str, str]] = Counter()
    file = ""
    row = re.compile(r"\| ([\w.]*) ?\| `([\w-]+)`[^|]*\| (\d+) \| (IL-[RV]\d{3})[^|]*\|")
    for line in (MAPPINGS / "lumara/README.md").read_text("utf-8").splitlines():
        if found := row.match(line):
            file = found[1] or file
            counts[file, found[2], found[4]] = int(found[3])
    return counts


def test_the_page_counts_each_bad_kind_as_it_is() -> None:
    told = _readme_counts()
    assert told == Counter((b["file"].rsplit("/", 1)[1], b["kind"], b["code"]) for b in bad_records())


def test_about_three_percent_are_bad() -> None:
    total = sum(_records(p.name) for p in PROGRAMMES)
    assert 0.025 < len(bad_records()) / total < 0.04
    assert f"{len(bad_records())} of {total} records" in (MAPPINGS / "lumara/README.md").read_text("utf-8")


def _records(name: str) -> int:
    if name in ("members", "payments"):
        return (MAPPINGS / f"lumara-cash/samples/{name}.csv").read_bytes().count(b"\r\n") - 1
    if name == "households":
        return _good_json().count('"@type": "spdci:Group"')
    from openpyxl import load_workbook

    sheet = load_workbook(MAPPINGS / "lumara-pension/samples/pensioners.xlsx")["Pensioners"]
    return sheet.max_row - 3


def test_national_ids_have_their_check_digit() -> None:
    text = (MAPPINGS / "lumara-cash/samples/members.csv").read_bytes().decode("utf-8", "replace")
    ids = [r["national_id"] for r in csv.DictReader(io.StringIO(text.lstrip("﻿"))) if r["national_id"]]
    bad = [i for i in ids if not re.fullmatch(r"[0-9]{9}[0-9X]", i)]
    assert bad == ["12-34567"]
    for nid in set(ids) - set(bad):
        rest = sum(int(digit) * place for place, digit in enumerate(nid[:9], 1)) % 11
        assert nid[9] == ("X" if rest == 10 else str(rest))
    assert "000000000" not in {i[:9] for i in ids}


def test_the_answers_hold_what_each_question_is_about() -> None:
    answers = expected_answers()
    two = answers["in-two-programmes"]
    assert all({t.split("/")[0] for t in row["person"]} >= {"lumara-cash", "lumara-pension"} for row in two)
    late = answers["paid-after-death"]
    assert {row["exitProgramme"] for row in late} == {"lumara-cash", "lumara-pension"}
    assert all(row["paidOn"] > row["exitDate"] for row in late)
    covered = answers["coverage-by-district-and-sex"]
    assert {row["district"] for row in covered} == {BASE + f"area/XL-{d}" for d in ("OR", "VE", "QA")}


def test_the_rule_of_data_iris_by_example() -> None:
    # worked out with `openssl dgst -sha256 -hmac` over the bytes, then `base32`
    assert data_iri("lumara-cash", "person", "LC00001") == BASE + "person/awnya5jg5av7tiv3sihhs3wuoe"
    assert data_iri("a", "b", "c", "d") != data_iri("a", "b", "cd")


def test_no_invented_thing_points_to_a_real_place() -> None:
    allowed = {"data.lumara.example", "registry.lumara.example", "schema.spdci.org", "w3id.org", "www.w3.org",
               "www.opengis.net", "data.example.org", "example.org",
               "hl7.org", "opencrvs.org"}  # fmt: skip  # names of extensions and lists, as the systems write them
    for path in MAPPINGS.rglob("*"):
        if path.is_file() and path.suffix in {".csv", ".json", ".yaml", ".ttl", ".md", ".txt"}:
            hosts = re.findall(rb"https?://([^/\s\"'>)]+)", path.read_bytes())
            assert {h.decode() for h in hosts} <= allowed, path
