"""The demo, asked: the three questions answer what is true of the people of Lumara."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from lumara_samples import ROOT, bad_records, expected_answers, token_iri

QUESTIONS = ROOT / "ontology/questions"
CODE = "https://w3id.org/social-protection/code/"
LUMARA = "https://data.lumara.example/"


def interlingua(*arguments: str) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("INTERLINGUA_")}
    done = subprocess.run(
        [sys.executable, "-m", "interlingua", *arguments],
        capture_output=True, text=True, timeout=120, env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "data"
    interlingua("demo", "--data-dir", str(folder))
    return folder


def ask(data: Path, query: str | Path) -> list[dict[str, str]]:
    answer: dict[str, Any] = json.loads(
        interlingua("query", str(query), "--data-dir", str(data), "--format", "json")
    )
    return [{name: value["value"] for name, value in row.items()} for row in answer["results"]["bindings"]]


def representative(tokens: list[str]) -> str:
    return min(token_iri(token) for token in tokens)


def test_who_is_in_two_programmes(data: Path) -> None:
    rows = ask(data, QUESTIONS / "in-two-programmes.rq")
    wanted = {(representative(e["person"]), e["programmes"]) for e in expected_answers()["in-two-programmes"]}
    assert {(r["person"], int(r["programmes"])) for r in rows} == wanted
    assert len(rows) == len(wanted) > 10


def test_coverage_by_district_and_sex(data: Path) -> None:
    rows = ask(data, QUESTIONS / "coverage-by-district-and-sex.rq")
    names = {
        f"{LUMARA}area/XL-OR": "Oronda",
        f"{LUMARA}area/XL-QA": "Qadira",
        f"{LUMARA}area/XL-VE": "Velmere",
    }
    wanted = [
        {
            "district": e["district"],
            "districtName": names[e["district"]],
            "sex": f"{CODE}sex/{e['sex']}",
            "people": str(e["people"]),
        }
        for e in expected_answers()["coverage-by-district-and-sex"]
    ]
    assert rows == wanted


def test_paid_after_an_exit_by_death(data: Path) -> None:
    rows = ask(data, QUESTIONS / "paid-after-death.rq")
    programme = {"lumara-cash": "cash-transfer", "lumara-pension": "social-pension"}
    wanted = Counter(
        (
            token_iri(e["payment"]), representative(e["person"]),
            f"{LUMARA}programme/{programme[e['exitProgramme']]}", e["exitDate"], e["paidOn"],
            float(e["amount"]), e["currency"],
        )
        for e in expected_answers()["paid-after-death"]
    )  # fmt: skip
    got = Counter(
        (
            r["payment"], r["person"], r["exitProgramme"], r["exitDate"], r["paidOn"], float(r["amount"]),
            r["currency"],
        )
        for r in rows
    )  # fmt: skip
    assert got == wanted


def test_what_is_bad_is_not_in_the_graph(data: Path) -> None:
    counted = ask(
        data,
        "PREFIX sp: <https://w3id.org/social-protection/> "
        "SELECT ?class (COUNT(?s) AS ?n) WHERE { VALUES ?class { sp:Payment sp:Enrolment } ?s a ?class } GROUP BY ?class",
    )
    bad = Counter(b["file"].rsplit("/", 1)[1] for b in bad_records())
    numbers = {r["class"].rsplit("/", 1)[1]: int(r["n"]) for r in counted}
    assert numbers == {
        "Payment": 589 - bad["payments.csv"],
        "Enrolment": 238 - bad["members.csv"] + 57 - bad["pensioners.xlsx"],
    }


def test_the_reference_data_give_the_districts_their_names(data: Path) -> None:
    rows = ask(
        data,
        "PREFIX sp: <https://w3id.org/social-protection/> SELECT ?name WHERE { ?a a sp:AdministrativeArea ; "
        "sp:areaLevel 1 ; sp:publicName ?name FILTER(lang(?name) = 'en') } ORDER BY ?name",
    )
    assert [r["name"] for r in rows] == ["Oronda", "Qadira", "Velmere"]
