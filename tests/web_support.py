"""What the HTTP and SPARQL tests share: a small generation, services with a small translator of their own, a server.

The routes are under test here, so the use cases behind them are as plain as can be; the real ones are
tested with the command line and in the end-to-end test of the demo.
"""

from __future__ import annotations

import csv
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox

from interlingua import vocabulary
from interlingua.errors import Diagnostic, LedgerError, Place, SourceError
from interlingua.rdf.namespaces import META_GRAPH, OWL, RDF, RDFS, SKOS, SP
from interlingua.settings import Settings
from interlingua.sparql import QueryService
from interlingua.sparql.service import POSITION_PREDICATE
from interlingua.web.app import create_app
from interlingua.web.server import address_of, bind, server_for
from interlingua.web.services import (
    Counts,
    Mode,
    OnOutcome,
    Question,
    RecordOutcome,
    Rejects,
    Services,
    Status,
    Submission,
)
from interlingua.web.termpages import Library, open_library

SMALL = Settings(
    query_seconds=2.0,
    query_cpu_seconds=4,
    query_memory_bytes=400 << 20,
    query_output_bytes=1 << 20,
    query_text_bytes=64 << 10,
    upload_bytes=1 << 20,
    validate_bytes=1 << 20,
    validate_seconds=30.0,
)
DATA = """
@prefix sp: <https://w3id.org/social-protection/> .
@prefix d: <https://data.lumara.example/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
d:p1 a sp:Person ; sp:givenName "Amina" ; sp:dateOfBirth "1980-02-29"^^xsd:date .
d:p2 a sp:Person ; sp:givenName "José"@es .
d:h1 a sp:Household .
"""
POSITION = 42

MAPPING = """prefixes:
  ex: http://example.org/
record: {system: test, type: person, source: people, key: [$(no)]}
sources:
  people: {access: people.csv, referenceFormulation: csv}
mappings:
  person:
    s: http://example.org/person/$(no)
    po:
      - [ex:name, $(name)]
"""


def make_generation(folder: Path, *, data: str = DATA, named: dict[str, bytes] | None = None) -> Path:
    """A read-only copy of a store, as the graph layer makes them: merged default graph, and the meta graph."""
    live = ox.Store(str(folder / "live"))
    live.load(data.encode(), ox.RdfFormat.TURTLE)
    for name, statements in (named or {}).items():
        live.load(statements, ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(name))
    live.add(
        ox.Quad(
            ox.NamedNode("urn:interlingua:graph"),
            ox.NamedNode(POSITION_PREDICATE),
            ox.Literal(POSITION),
            ox.NamedNode(META_GRAPH),
        )
    )
    live.flush()
    generation = folder / "generation-1"
    live.backup(str(generation))
    del live
    return generation


class PlainTranslate:
    """Rows of `no,name`; a row without a name is refused, a file without a header is no source."""

    def __call__(self, mapping: Path, source: Path, *, on_outcome: OnOutcome) -> Counts:
        rows = self.outcomes(source)
        for outcome in rows:
            on_outcome(outcome)
        refused = sum(o.outcome == "refused" for o in rows)
        return Counts(read=len(rows), accepted=len(rows) - refused, refused=refused)

    def outcomes(self, source: Path) -> list[RecordOutcome]:
        with source.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            if reader.fieldnames is None:
                raise SourceError("IL-S002", "The source is empty.")
            return [self._one(number, row) for number, row in enumerate(reader, 1)]

    def _one(self, number: int, row: dict[str, str]) -> RecordOutcome:
        if not row["name"]:
            missing = Diagnostic(
                "IL-V001", "A name is needed.", place=Place(row=number, field="name"), value="secret"
            )
            return RecordOutcome(number, "refused", (missing,))
        name = str(ox.Literal(row["name"]))
        text = f"<http://example.org/person/{row['no']}> <http://example.org/name> {name} .\n"
        return RecordOutcome(number, "accepted", (), text)


class PlainSubmissions:
    """A ledger of a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[Submission, list[RecordOutcome], bytes]] = {}
        self.keys: dict[str, tuple[tuple[str, str, str], str]] = {}

    def submit(
        self,
        name: str,
        mapping: Path,
        source: Path,
        *,
        mode: Mode,
        sha256: str,
        idempotency_key: str | None = None,
        confirm_empty: bool = False,
    ) -> Submission:
        same = (name, mode, sha256)
        if idempotency_key in self.keys:
            before, submission = self.keys[idempotency_key]
            if before != same:
                raise LedgerError("IL-L006", "The key was used for another body.")
            return replace(self.kept[submission][0], replayed=True)
        outcomes = PlainTranslate().outcomes(source)
        refused = [o for o in outcomes if o.outcome == "refused"]
        number = f"s{len(self.kept) + 1}"
        counts = Counts(len(outcomes), len(outcomes) - len(refused), len(refused))
        done = Submission(
            number, name, "test", "person", mode, "done", counts, "2026-01-05T10:00:00Z", POSITION + 1
        )
        plain = [replace(o, ntriples=None) for o in outcomes]
        self.kept[number] = (done, plain, b"no,name\r\n" + b"".join(b"%d,\r\n" % o.row for o in refused))
        if idempotency_key:
            self.keys[idempotency_key] = (same, number)
        return done

    def get(self, submission: str) -> Submission:
        if submission not in self.kept:
            raise LedgerError("IL-L005", "There is no such submission.")
        return self.kept[submission][0]

    def report(self, submission: str) -> Iterable[RecordOutcome]:
        return iter(self.kept[submission][1])

    def rejects(self, submission: str) -> Rejects:
        return Rejects("text/csv; charset=utf-8", f"{submission}-rejects.csv", [self.kept[submission][2]])


class PlainTerms:
    """Three terms of its own; the rest are the real ones, and so are the pages."""

    def describe(self, iri: str) -> Sequence[ox.Triple]:
        person, node = ox.NamedNode(SP + "Person"), ox.NamedNode(iri)
        if iri == SP + "Person":
            return [
                ox.Triple(node, ox.NamedNode(RDF + "type"), ox.NamedNode(OWL + "Class")),
                ox.Triple(node, ox.NamedNode(RDFS + "label"), ox.Literal("Person", language="en")),
                ox.Triple(node, ox.NamedNode(RDFS + "label"), ox.Literal("شخص", language="ar")),
                ox.Triple(
                    node,
                    ox.NamedNode(SKOS + "definition"),
                    ox.Literal("A human being & more.", language="en"),
                ),
                ox.Triple(ox.NamedNode(SP + "Member"), ox.NamedNode(RDFS + "seeAlso"), person),
            ]
        if iri in (SP, SP + "code/sex/female"):
            kind = SKOS + "Concept" if iri != SP else OWL + "Ontology"
            return [ox.Triple(node, ox.NamedNode(RDF + "type"), ox.NamedNode(kind))]
        return vocabulary.describe(iri)

    def context(self) -> dict[str, Any]:
        return {"@context": {"sp": SP, "Person": "sp:Person"}}

    def library(self) -> Library:
        return _library()


@cache
def _library() -> Library:
    return open_library({})


def services_for(generation: Path, folder: Path, *, settings: Settings = SMALL) -> Services:
    """Services over a generation; close `.queries` when done."""
    mapping = folder / "person.yarrrml.yaml"
    mapping.write_text(MAPPING, encoding="utf-8")
    return Services(
        settings=settings,
        queries=QueryService(lambda: generation, settings, isolated=True, spool=folder),
        mappings={"test/person": mapping},
        translate=PlainTranslate(),
        submissions=PlainSubmissions(),
        terms=PlainTerms(),
        status=lambda: Status(ready=True, position=POSITION, records=3, triples=5),
        questions=[Question("How many persons?", "SELECT (COUNT(*) AS ?n) { ?p a <" + SP + "Person> }")],
    )


@contextmanager
def serving(services: Services) -> Iterator[httpx.Client]:
    """The real server on a free loopback port, in a thread; a client for it."""
    listening = bind("127.0.0.1", 0)
    server = server_for(create_app(services))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        with httpx.Client(base_url=address_of(listening), timeout=30.0, trust_env=False) as client:
            wait_until(lambda: server.started)
            yield client
    finally:
        server.should_exit = True
        thread.join(15)
        listening.close()
        services.queries.close()


def wait_until(condition: Callable[[], bool], seconds: float = 15.0) -> None:
    """Poll; fail after `seconds`."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


@contextmanager
def serving_demo(folder: Path) -> Iterator[httpx.Client]:
    """The sample country, kept and served by the real composition root."""
    from interlingua.app import App
    from interlingua.exchange.demo import open_demo
    from interlingua.web.wiring import services_of

    with open_demo(folder / "data") as demo:
        settings = demo.settings
    with App(settings, folder / "data", demo=True) as app, serving(services_of(app)) as client:
        yield client
