"""docs/http.md: every route is described, and every command of the page runs against the sample country."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from docs_runner import run_page
from web_support import serving_demo

PAGE = Path(__file__).resolve().parents[2] / "docs" / "http.md"

pytestmark = pytest.mark.xdist_group("http-docs")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with serving_demo(tmp_path_factory.mktemp("demo")) as ready:
        yield ready


def test_every_route_is_described(client: httpx.Client) -> None:
    described = set(re.findall(r"^### `([A-Z]+ /[^`]*)`$", PAGE.read_text(encoding="utf-8"), re.MULTILINE))
    paths = client.get("/openapi.json").json()["paths"]
    assert described == {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}


@pytest.mark.skipif(shutil.which("curl") is None, reason="the page's commands use curl")
def test_the_page_runs(client: httpx.Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("URL", str(client.base_url).rstrip("/"))
    given = frozenset({"export URL=http://127.0.0.1:8080"})
    assert run_page(PAGE, tmp_path, skip=given) >= 20


def test_a_submission_is_seen_by_the_next_query(client: httpx.Client) -> None:
    """Over the real ledger, graph and workers: send, ask, send the rejects again, withdraw."""
    count = "PREFIX sp: <https://w3id.org/social-protection/> SELECT (COUNT(*) AS ?n) { ?p a sp:Person ; sp:name/sp:fullName ?x FILTER(STRSTARTS(?x, 'Zz')) }"

    def zzs() -> str:
        return client.get("/sparql", params={"query": count}, headers={"accept": "text/csv"}).text.split()[1]

    def send(*rows: str) -> httpx.Response:
        head = (
            "person_no,household_no,hh_size,national_id,full_name,full_name_ar,sex,birth_date,relation,district,"
            "phone,enrolled_on,status,exit_date,exit_reason,remarks"
        )
        return client.post(
            "/submissions",
            params={"mapping": "lumara-cash/members"},
            content="\n".join([head, *rows]) + "\n",
            headers={"content-type": "text/csv"},
        )

    def row(number: int, born: str, name: str = "Zz") -> str:
        return f"LC8000{number},H8001,2,,{name} Test,,F,{born},1,OR,,05/01/2023,A,,,"

    assert zzs() == "0"
    first = send(row(1, "01/02/1980"), row(2, "31/02/1980"))
    assert (first.status_code, [o["outcome"] for o in first.json()["outcomes"]]) == (
        201,
        ["accepted", "refused"],
    )
    assert zzs() == "1"
    assert "31/02" not in first.text
    mended = client.get(first.json()["rejects"]).text.replace("31/02/1980", "28/02/1980")
    again = client.post(
        "/submissions",
        params={"mapping": "lumara-cash/members"},
        content=mended.encode(),
        headers={"content-type": "text/csv"},
    )
    assert again.json()["counts"]["accepted"] == 1
    assert zzs() == "2"
    assert send(row(1, "01/02/1980")).json()["outcomes"][0]["outcome"] == "unchanged"
    assert send(row(1, "01/02/1980", "Yy")).json()["outcomes"][0]["outcome"] == "accepted"
    assert zzs() == "1"


def test_no_path_of_this_machine_leaves(client: httpx.Client) -> None:
    """Places name files, never folders: neither in problems nor in findings."""
    headers = {"content-type": "text/csv"}
    for content in (b"", b"person_no\n1\n", b"person_no\n\xff\n"):
        for path in ("/translate", "/submissions"):
            response = client.post(
                path, params={"mapping": "lumara-cash/members"}, content=content, headers=headers
            )
            assert "/tmp" not in response.text
            assert str(PAGE.parents[1]) not in response.text
