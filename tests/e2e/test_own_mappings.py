"""A mapping of one's own behind HTTP: `serve --mappings DIR`, then `submit --url`; and where refused records are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from command import Shell
from web_support import serving

KEY = "a key of the test, long enough for it"
MAPPING = """sources: {pupils: {access: pupils.csv, referenceFormulation: csv}}
record: {system: school, type: pupil, source: pupils, key: [$(no)]}
mappings:
  pupil:
    s: il:iri(kind=person, key=$(no))
    po:
      - [a, sp:Person]
      - [sp:dateOfBirth, il:date(value=$(born), format=DD/MM/YYYY)]
"""
PUPILS = "no,born\n1,12/03/2016\n2,30/02/2015\n"


@pytest.fixture
def here(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    monkeypatch.setenv("INTERLINGUA_IRI_KEY", KEY)
    shell.write("pupils.csv", PUPILS)
    return shell


@contextmanager
def served(folder: Path, *mappings: str) -> Iterator[httpx.Client]:
    from interlingua.app import App
    from interlingua.settings import from_environment
    from interlingua.web.wiring import services_of

    folders = [folder / name for name in mappings]
    with (
        App(from_environment(), folder / "kept", folders) as app,
        serving(services_of(app)) as client,
    ):
        yield client


@pytest.mark.parametrize(
    ("file", "name"), [("meals.yarrrml.yaml", "meals"), ("Schools/Meals.yarrrml.yaml", "Schools/Meals")]
)
def test_a_mapping_of_a_folder_is_found_by_its_content(here: Shell, file: str, name: str) -> None:
    here.write(file, MAPPING)
    with served(here.folder, ".") as client:
        url = str(client.base_url).rstrip("/")
        assert client.get(f"/mappings/{name}").json()["name"] == name
        ran = here("submit", file, "pupils.csv", "--url", url)
        kept = ran.said.split()[1].rstrip(":")
        assert f"The refused records are at {url}/submissions/{kept}/rejects" in ran.said
        assert client.get(f"/submissions/{kept}").json()["mapping"] == name
        copy = here.write("elsewhere/copy.yarrrml.yaml", MAPPING)
        ran = here("submit", str(copy), "pupils.csv", "--url", url, "--rejects", "back.csv")
        assert "The refused records are in back.csv." in ran.said
    assert (here.folder / "back.csv").read_text().splitlines()[1].startswith("2,IL-R002,born")


def test_a_mapping_that_says_nothing_is_told(here: Shell) -> None:
    here.write(
        "homes.yarrrml.yaml",
        """sources: {homes: {access: homes.json, referenceFormulation: json, iterator: "$.homes[*]"}}
record: {system: homes, type: home, source: homes, key: [$(id)]}
mappings:
  home: {s: "il:iri(kind=household, key=$(id))", po: [[a, sp:Household]]}
  member: {each: $.people, s: "il:iri(kind=person, key=$(no))", po: [[a, sp:Person]]}
""",
    )
    here.write("homes.json", '{"homes": [{"id": "1", "people": [{"no": "7"}]}]}')
    with served(here.folder, ".") as client:
        ran = here("submit", "homes.yarrrml.yaml", "--url", str(client.base_url))
    assert ran.code == 0
    assert "warning: homes.yarrrml.yaml:5:3: IL-M018 'member' made no statement" in ran.said


def test_another_mapping_of_that_name_is_told(here: Shell) -> None:
    here.write("meals.yarrrml.yaml", MAPPING)
    with served(here.folder, ".") as client:
        here.write("new/meals.yarrrml.yaml", MAPPING.replace("DD/MM", "MM/DD"))
        ran = here("submit", "new/meals.yarrrml.yaml", "pupils.csv", "--url", str(client.base_url))
    assert ran.code == 2
    assert "IL-L007 The service's mapping 'meals' is not the one here." in ran.said
    assert "Restart it with --mappings new, so that both read the same file." in ran.said


def test_a_mapping_that_the_service_lacks_is_told(here: Shell) -> None:
    here.write("members.yarrrml.yaml", MAPPING)
    with served(here.folder) as client:
        ran = here("submit", "members.yarrrml.yaml", "pupils.csv", "--url", str(client.base_url))
        hint = client.get("/mappings/cash/member").json()["hint"]
        assert "dci-crvs/persons" in client.get("/mappings/zzz").json()["hint"]
    assert hint == "Did you mean lumara-cash/members?"
    assert "IL-H006" in ran.said
    assert "Restart it with --mappings ." in ran.said
    assert "/members'" in ran.said


def test_serve_says_which_mappings_it_found(here: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("interlingua.cli.serve.serve_app", lambda *_, **__: None)
    here.write("meals.yarrrml.yaml", MAPPING)
    here.write("schools/pupils.yarrrml.yaml", MAPPING)
    here.write("none/list.yaml", MAPPING)
    assert here("serve", "--mappings", ".").said == "2 mappings in .: meals, schools/pupils\n"
    said = here("serve", "--mappings", "none").said
    assert said.startswith("0 mappings in none.\n  hint: the name of a mapping ends in .yarrrml.yaml")
    ran = here("serve", "--mappings", "nowhere")
    assert (ran.code, "IL-U002" in ran.said) == (2, True)


def test_submit_keeps_the_refused_records_in_a_file(here: Shell) -> None:
    here.write("meals.yarrrml.yaml", MAPPING)
    ran = here("submit", "meals.yarrrml.yaml", "--data-dir", "data")
    assert "Give --rejects FILE" in ran.said
    ran = here("submit", "meals.yarrrml.yaml", "--data-dir", "data", "--rejects", "refused.csv")
    assert "The refused records are in refused.csv." in ran.said
    text = (here.folder / "refused.csv").read_text()
    assert text.splitlines()[0] == "_il_row,_il_code,_il_column,_il_message,no,born"
    here.write("refused.csv", text.replace("30/02", "28/02"))
    again = here("submit", "meals.yarrrml.yaml", "refused.csv", "--data-dir", "data", "--json")
    assert json.loads(again.out)["counts"]["accepted"] == 1
