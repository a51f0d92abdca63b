"""The routes for records, mappings, validation, terms and operation, over the real server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pyoxigraph as ox
import pytest

from interlingua.web.services import Status
from web_support import POSITION, SMALL, make_generation, services_for, serving

pytestmark = pytest.mark.xdist_group("http-routes")

CSV = {"content-type": "text/csv"}
GOOD = "no,name\n1,Ann\n2,José\n"
MIXED = "no,name\n1,Ann\n2,\n3,Bo\n"
PERSON = "test/person"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("http")
    with serving(services_for(make_generation(folder), folder)) as ready:
        yield ready


def translate(client: httpx.Client, body: str, accept: str) -> httpx.Response:
    return client.post(
        "/translate", params={"mapping": PERSON}, content=body, headers={**CSV, "accept": accept}
    )


@pytest.mark.parametrize(
    ("accept", "syntax"),
    [
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
def test_translate_to_rdf(client: httpx.Client, accept: str, syntax: ox.RdfFormat) -> None:
    response = translate(client, GOOD, accept)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(accept)
    found = {(q.subject.value, q.object.value) for q in ox.parse(response.content, syntax)}
    assert found == {("http://example.org/person/1", "Ann"), ("http://example.org/person/2", "José")}


def test_translate_to_rdf_is_all_or_nothing(client: httpx.Client) -> None:
    response = translate(client, MIXED, "text/turtle")
    problem = response.json()
    assert (response.status_code, problem["code"]) == (422, "IL-H007")
    assert problem["errors"] == [
        {
            "code": "IL-V001",
            "severity": "violation",
            "message": "A name is needed.",
            "place": {"row": 2, "field": "name"},
        }
    ]
    assert "secret" not in response.text


def test_translate_to_an_envelope(client: httpx.Client) -> None:
    answer = translate(client, MIXED, "application/json").json()
    assert [(o["row"], o["outcome"]) for o in answer["outcomes"]] == [
        (1, "accepted"),
        (2, "refused"),
        (3, "accepted"),
    ]
    assert answer["outcomes"][0]["ntriples"].startswith("<http://example.org/person/1>")
    assert "ntriples" not in answer["outcomes"][1]
    assert answer["counts"]["refused"] == 1
    assert translate(client, "no,name\n", "application/json").json()["outcomes"] == []
    assert translate(client, "no,name\n", "text/turtle").text.strip() == ""


def test_translate_refusals(client: httpx.Client) -> None:
    assert translate(client, "", "text/turtle").json()["code"] == "IL-S002"
    assert translate(client, GOOD, "image/png").json()["code"] == "IL-Q008"
    form = client.post("/translate", params={"mapping": PERSON}, data={"no": "1"})
    assert (form.status_code, form.json()["code"]) == (415, "IL-H003")
    packed = client.post("/translate?mapping=" + PERSON, content=b"x", headers={"content-encoding": "gzip"})
    assert (packed.status_code, packed.json()["code"]) == (415, "IL-H003")


@pytest.mark.parametrize(
    "name",
    [
        "test/persons",
        "../../etc/passwd",
        "..%2f..%2fx",
        "test/person\0",
        "CON",
        "a" * 300,
        "Test/Person",
        "",
        "/etc/passwd",
    ],
)
def test_a_name_of_a_mapping_is_never_a_path(client: httpx.Client, name: str) -> None:
    response = client.post("/translate", params={"mapping": name}, content=GOOD, headers=CSV)
    assert (response.status_code, response.json()["code"]) == (404, "IL-H006")
    assert "passwd" not in response.text


def test_too_large_a_body(client: httpx.Client) -> None:
    """By its declared length, and while it comes."""
    body = b"x" * (SMALL.upload_bytes + 1)
    declared = client.post("/translate?mapping=" + PERSON, content=body, headers=CSV)
    streamed = client.post("/translate?mapping=" + PERSON, content=iter([body[: 1 << 19]] * 3), headers=CSV)
    for response in (declared, streamed):
        assert (response.status_code, response.json()["code"]) == (413, "IL-H004")
        assert str(SMALL.upload_bytes) in response.json()["detail"]


def test_submit_look_and_mend(client: httpx.Client) -> None:
    kept = client.post(
        "/submissions", params={"mapping": PERSON, "mode": "snapshot"}, content=MIXED, headers=CSV
    )
    assert kept.status_code == 201
    answer = kept.json()
    assert kept.headers["location"] == f"/submissions/{answer['id']}"
    assert kept.headers["interlingua-position"] == str(POSITION + 1)
    assert [o["outcome"] for o in answer["outcomes"]] == ["accepted", "refused", "accepted"]
    assert answer["outcomes_complete"] is True
    again = client.get(kept.headers["location"]).json()
    assert again == {name: value for name, value in answer.items() if not name.startswith("outcomes")}
    report = client.get(answer["report"]).json()
    assert report["outcomes"] == answer["outcomes"]
    rejects = client.get(answer["rejects"])
    assert rejects.headers["content-disposition"].startswith("attachment")
    assert rejects.content == b"no,name\r\n2,\r\n"


def test_all_refused_is_still_kept(client: httpx.Client) -> None:
    kept = client.post("/submissions", params={"mapping": PERSON}, content="no,name\n1,\n", headers=CSV)
    assert (kept.status_code, kept.json()["counts"]["refused"]) == (201, 1)


def test_idempotency_key(client: httpx.Client) -> None:
    def send(body: str, key: str) -> httpx.Response:
        return client.post(
            "/submissions", params={"mapping": PERSON}, content=body, headers={**CSV, "idempotency-key": key}
        )

    first, second, other = send(GOOD, "k1"), send(GOOD, "k1"), send(MIXED, "k1")
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert (other.status_code, other.json()["code"]) == (422, "IL-L006")
    assert send(GOOD, "k" * 256).status_code == 400


@pytest.mark.parametrize("name", ["s999", "..%2f..", "s1%00", "a" * 100])
def test_no_such_submission(client: httpx.Client, name: str) -> None:
    for tail in ("", "/report", "/rejects"):
        response = client.get(f"/submissions/{name}{tail}")
        assert response.status_code == 404
        assert response.json()["code"] in ("IL-L005", "IL-H001")


def test_mappings(client: httpx.Client) -> None:
    listed = client.get("/mappings").json()["mappings"]
    assert [(m["name"], m["system"], m["type"], m["format"]) for m in listed] == [
        (PERSON, "test", "person", "csv")
    ]
    assert client.get(f"/mappings/{PERSON}").json() == listed[0]
    document = client.get(f"/mappings/{PERSON}", headers={"accept": "application/yaml"})
    assert document.headers["content-type"].startswith("application/yaml")
    assert document.text.startswith("prefixes:")


def test_validate(client: httpx.Client) -> None:
    bad = '@prefix sp: <https://w3id.org/social-protection/> . <http://x/e> a sp:Enrolment ; sp:startDate "soon" .'
    turtle = {"content-type": "text/turtle"}
    report = client.post("/validate", content=bad, headers={**turtle, "accept": "application/json"})
    assert report.status_code == 200
    assert report.json()["conforms"] is False
    assert "soon" not in report.text
    graph = client.post("/validate", content=bad, headers={**turtle, "accept": "text/turtle"})
    said = {(q.predicate.value, q.object.value) for q in ox.parse(graph.content, ox.RdfFormat.TURTLE)}
    assert ("http://www.w3.org/ns/shacl#conforms", "false") in said
    good = client.post("/validate", content="", headers=turtle).json()
    assert good["conforms"] is True


@pytest.mark.parametrize(
    ("body", "media_type", "profile", "status", "code"),
    [
        ("<a> <b>", "text/turtle", "core", 422, "IL-V012"),
        ("", "text/csv", "core", 415, "IL-H003"),
        ("", "text/turtle", "no-such", 422, "IL-V011"),
        ("", "text/turtle", "../core", 422, "IL-V011"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "application/rdf+xml", "core", 422, "IL-V012"),
        ("[" * 5000, "application/ld+json", "core", 422, "IL-V012"),
        ("x" * (SMALL.validate_bytes + 1), "text/turtle", "core", 413, "IL-H004"),
    ],
    ids=["syntax", "media type", "profile", "path as profile", "DTD", "deep", "large"],
)
def test_validate_refusals(
    client: httpx.Client, body: str, media_type: str, profile: str, status: int, code: str
) -> None:
    response = client.post(
        "/validate", params={"profile": profile}, content=body, headers={"content-type": media_type}
    )
    assert (response.status_code, response.json()["code"]) == (status, code)


@pytest.mark.parametrize("limit", [{"validate_seconds": 0.05}, {"query_memory_bytes": 64 << 20}])
def test_validation_over_its_limits(
    tmp_path_factory: pytest.TempPathFactory, limit: dict[str, float]
) -> None:
    folder = tmp_path_factory.mktemp("limits")
    settings = replace(SMALL, **limit)  # type: ignore[arg-type]
    with serving(services_for(make_generation(folder), folder, settings=settings)) as small:
        response = small.post("/validate", content="", headers={"content-type": "text/turtle"})
        assert (response.status_code, response.json()["code"]) == (
            504 if "validate_seconds" in limit else 507,
            "IL-V013",
        )


@pytest.mark.parametrize(
    ("accept", "got"),
    [
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/n-triples", "application/n-triples"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("*/*", "text/turtle"),
    ],
)
def test_terms(client: httpx.Client, accept: str, got: str) -> None:
    response = client.get("/social-protection/Person", headers={"accept": accept})
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(got)
    assert response.headers["vary"] == ("Accept, Accept-Language" if got == "text/html" else "Accept")
    assert '<https://w3id.org/social-protection/Person>; rel="canonical"' in response.headers["link"]


def test_more_terms(client: httpx.Client) -> None:
    assert client.get("/social-protection/").status_code == 200
    assert client.get("/social-protection/code/sex/female").status_code == 200
    assert client.get("/social-protection/Person?format=ntriples").text.count("\n") == 5
    assert client.get("/social-protection/Person", headers={"accept": "image/png"}).status_code == 406
    assert client.get("/social-protection/Person?format=word").status_code == 406
    for name in ("Nobody", "%2e%2e/secret", "a%00b", "Person%0d%0aX: y", "x" * 500):
        response = client.get(f"/social-protection/{name}")
        assert (response.status_code, response.json()["code"]) == (404, "IL-H001")


def test_context(client: httpx.Client) -> None:
    for path in ("/context.jsonld", "/social-protection/context.jsonld"):
        response = client.get(path)
        assert response.headers["content-type"] == "application/ld+json"
        assert "Person" in json.loads(response.text)["@context"]


def test_operation(client: httpx.Client) -> None:
    assert client.get("/health/live").json() == {"status": "live"}
    ready = client.get("/health/ready").json()
    assert (ready["status"], ready["position"]) == ("ready", POSITION)
    limits = client.get("/limits").json()
    assert limits["query"]["seconds"] == SMALL.query_seconds
    assert limits["query"]["bracket_depth"] == 64


def test_not_ready(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("empty")
    services = services_for(make_generation(folder), folder)
    empty = replace(services, status=lambda: Status(ready=False, reason="No records yet."))
    with serving(empty) as client:
        response = client.get("/health/ready")
        assert (response.status_code, response.json()["detail"]) == (503, "No records yet.")
        assert response.headers["retry-after"]
        assert client.get("/health/live").status_code == 200
        assert "No records yet." in client.get("/").text
