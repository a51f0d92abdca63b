"""The W3C SPARQL 1.1 Protocol cases and the service-description cases, from their manifests, over HTTP.

The suite is found through INTERLINGUA_SUITES. Six query cases name graphs that a service "has": the generation
under test holds them as named graphs beside its default graph.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from web_support import make_generation, services_for, serving

HERE = Path(__file__).parent
EXPECTED = tomllib.loads((HERE / "expected-sparql-protocol.toml").read_text(encoding="utf-8"))
SUITE = Path(os.environ.get("INTERLINGUA_SUITES", "/nonexistent")) / "sparql11" / "protocol"
MANIFEST = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/manifest#"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
GRAPH = "http://kasei.us/2009/09/sparql/data/"
EARL = HERE.parents[1] / "build" / "earl-sparql-protocol.ttl"
RDF_TYPES = {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"}
TABLE_TYPES = {
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
}

pytestmark = pytest.mark.xdist_group("sparql-protocol")


@dataclass(frozen=True)
class Step:
    """One request of a case and what its response must be."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes | None
    statuses: tuple[str, ...]
    format: str | None
    boolean: bool | None


def cases() -> dict[str, list[Step]]:
    """Every case by its local name, in the order of the manifest."""
    if not SUITE.is_dir():
        return {}
    from rdflib import Graph, URIRef
    from rdflib.collection import Collection

    graph = Graph().parse(SUITE / "manifest.ttl", publicID="http://manifest.test/")
    entries = graph.value(URIRef("http://manifest.test/"), URIRef(MF + "entries"))

    def one(subject: Any, name: str) -> Any:
        return graph.value(subject, URIRef(name))

    def step(request: Any) -> Step:
        headers = {
            str(one(header, HT + "fieldName")): str(one(header, HT + "fieldValue"))
            for header in Collection(graph, one(request, HT + "headers") or URIRef("urn:none"))
        }
        body = one(request, HT + "body")
        response = one(request, HT + "resp")
        boolean = one(response, MF + "expectedBoolean")
        form = one(response, MF + "expectedFormat")
        return Step(
            method=str(one(request, HT + "methodName")),
            path=str(one(request, HT + "absolutePath")).replace("/sparql/", "/sparql", 1),
            headers=headers,
            body=None
            if body is None
            else str(one(body, CNT + "chars")).encode(str(one(body, CNT + "characterEncoding"))),
            statuses=tuple(
                str(status).rpartition("StatusCode")[2]
                for status in graph.objects(response, URIRef(MF + "expectedStatus"))
            ),
            format=None if form is None else str(form),
            boolean=None if boolean is None else bool(boolean.toPython()),
        )

    found = {}
    for entry in Collection(graph, entries):
        requests = one(one(entry, MF + "action"), HT + "requests")
        found[str(entry).removeprefix(MANIFEST)] = [step(r) for r in Collection(graph, requests)]
    return found


CASES = cases()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("protocol")
    named = {f"{GRAPH}data{n}.rdf": (SUITE / f"data{n}.nt").read_bytes() for n in (1, 2, 3) if CASES}
    with serving(services_for(make_generation(folder, named=named), folder)) as ready:
        yield ready


def fault(client: httpx.Client, steps: list[Step]) -> str | None:
    """What is wrong with the responses; None if nothing is."""
    for number, step in enumerate(steps, 1):
        request = client.build_request(step.method, step.path, headers=step.headers, content=step.body)
        response = client.send(request)
        if f"{response.status_code // 100}xx" not in step.statuses:
            return f"request {number}: status {response.status_code}, wanted {' or '.join(step.statuses)}"
        media_type = response.headers.get("content-type", "").partition(";")[0]
        if response.status_code >= 400 and media_type != "application/problem+json":
            return f"request {number}: an error that is no problem document"
        if step.format == "RDF" and media_type not in RDF_TYPES:
            return f"request {number}: {media_type} is no RDF"
        if step.format in ("tabular", "boolean") and media_type not in TABLE_TYPES:
            return f"request {number}: {media_type} is no result format"
        if step.boolean is not None and json.loads(response.text)["boolean"] is not step.boolean:
            return f"request {number}: the boolean is not {step.boolean}"
    return None


@pytest.mark.skipif(bool(CASES), reason="the suite is there")
def test_suite_is_not_here() -> None:
    pytest.skip("34 official cases not run")


@pytest.mark.parametrize("name", list(CASES), ids=[MANIFEST + name for name in CASES])
def test_case(client: httpx.Client, name: str) -> None:
    problem = fault(client, CASES[name])
    if name in EXPECTED["out"]:
        assert problem is not None, f"{name} passes: take it out of the list"
    else:
        assert problem is None, problem


@pytest.mark.skipif(not CASES, reason="34 official cases not run")
def test_floor_and_earl(client: httpx.Client) -> None:
    """The count of passes does not fall, the list names real cases, and a report comes out."""
    assert set(EXPECTED["out"]) <= set(CASES)
    outcomes = {name: fault(client, steps) is None for name, steps in CASES.items()}
    assert sum(outcomes.values()) >= EXPECTED["floor"]
    assert len(outcomes) == 34
    day = datetime.now(UTC).date().isoformat()
    lines = [
        "@prefix earl: <http://www.w3.org/ns/earl#> .",
        "@prefix dcterms: <http://purl.org/dc/terms/> .",
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .",
    ]
    for name, passed in outcomes.items():
        result = "passed" if passed else "inapplicable" if name in EXPECTED["out"] else "failed"
        lines.append(
            f"[] a earl:Assertion ; earl:subject <https://w3id.org/interlingua> ; earl:mode earl:automatic ;\n"
            f"  earl:test <{MANIFEST}{name}> ;\n"
            f'  earl:result [ a earl:TestResult ; earl:outcome earl:{result} ; dcterms:date "{day}"^^xsd:date ] .'
        )
    EARL.parent.mkdir(exist_ok=True)
    EARL.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_service_description(client: httpx.Client) -> None:
    """The three cases of the service-description suite: it is RDF, names this endpoint, and is well formed."""
    import pyoxigraph as ox

    sd = "http://www.w3.org/ns/sparql-service-description#"
    for media_type, syntax in (
        ("text/turtle", ox.RdfFormat.TURTLE),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
    ):
        response = client.get("/sparql", headers={"accept": media_type})
        assert response.status_code == 200
        assert response.headers["content-type"].startswith(media_type)
        quads = list(ox.parse(response.content, syntax))
        endpoints = [q for q in quads if q.predicate.value == sd + "endpoint"]
        assert [q.object.value for q in endpoints] == [str(client.base_url.join("sparql"))]
        service = endpoints[0].subject
        said = {q.predicate.value for q in quads if q.subject == service}
        assert {sd + "supportedLanguage", sd + "resultFormat", sd + "defaultDataset"} <= said
