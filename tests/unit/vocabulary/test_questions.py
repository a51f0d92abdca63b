"""Protects the competency questions: each `ontology/questions/*.rq` answers right on its sample, and only right.

`ontology/questions/samples/<name>/` has `data.ttl`, `answer.csv` (SPARQL CSV, in order), `change.ru` with
`changed.csv` (the answer after that change of the data), and `near-miss.ru` (a change that looks alike and must
leave the answer as it was). Both engines must give the same rows.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from interlingua.rdf.namespaces import RDF, SP
from interlingua.settings import shipped
from interlingua.shacl import load_profile, validate_graph
from interlingua.sparql.lexer import survey
from interlingua.vocabulary import load

FOLDER = shipped("ontology") / "questions"
NAMES = sorted(path.stem for path in FOLDER.glob("*.rq"))
DATA = "https://data.lumara.example/"
UPDATES = ("change", "near-miss")
FILES = {"data.ttl", "answer.csv", "changed.csv", "change.ru", "near-miss.ru"}
_HEADER = re.compile(r"^# (Title|Question|Columns|Terms): (.+)$", re.MULTILINE)
_PREFIX = re.compile(r"^\s*PREFIX\s+([A-Za-z][\w-]*)?:\s*<([^>]*)>", re.MULTILINE | re.IGNORECASE)
_NOISE = re.compile(r'(?m)^\s*#.*$|\s#\s.*$|"(?:[^"\\\n]|\\.)*"')
_PREFIXED = re.compile(r"(?<![\w?$:<-])([A-Za-z][\w-]*):([A-Za-z0-9_](?:[\w.-]*[\w-])?)")
_WHOLE = re.compile(r"<([^<>\s]+)>")

Row = tuple[str, ...]


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.rq").read_text(encoding="utf-8")


def sample(name: str, file: str) -> Path:
    return FOLDER / "samples" / name / file


def header(name: str) -> dict[str, str]:
    return dict(_HEADER.findall(text_of(name)))


@cache
def quads(name: str, update: str | None = None) -> tuple[ox.Quad, ...]:
    store = ox.Store()
    store.load(path=str(sample(name, "data.ttl")), format=ox.RdfFormat.TURTLE)
    if update is not None:
        store.update(sample(name, f"{update}.ru").read_text(encoding="utf-8"))
    return tuple(store)


def ask(name: str, update: str | None = None) -> list[Row]:
    store = ox.Store()
    store.extend(quads(name, update))
    answer = store.query(text_of(name)).serialize(format=ox.QueryResultsFormat.CSV)
    assert answer is not None
    return rows(answer.decode())


def rows(text: str) -> list[Row]:
    return [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))]


def expected(name: str, file: str = "answer.csv") -> list[Row]:
    return rows(sample(name, file).read_text(encoding="utf-8"))


def own_names(text: str) -> Iterator[str]:
    """The IRIs of our namespace that a query or an update names."""
    prefixes = dict(_PREFIX.findall(text))
    body = _NOISE.sub(" ", _PREFIX.sub(" ", text))
    found = set(_WHOLE.findall(body))
    for prefix, local in _PREFIXED.findall(_WHOLE.sub(" ", body)):
        assert prefix in prefixes, f"prefix {prefix}: is not declared"
        found.add(prefixes[prefix] + local)
    return (iri for iri in found if iri.startswith(SP))


def test_there_is_a_sample_for_each_question_and_no_other() -> None:
    assert sorted(path.name for path in (FOLDER / "samples").iterdir()) == NAMES
    assert len(NAMES) >= 40


def test_no_question_is_asked_twice() -> None:
    for field in ("Title", "Question"):
        said = [header(name)[field].casefold() for name in NAMES]
        assert len(set(said)) == len(said)
    bodies = [" ".join(_NOISE.sub(" ", text_of(name)).split()) for name in NAMES]
    assert len(set(bodies)) == len(bodies)


def test_the_samples_conform_to_core() -> None:
    """All in one run, for speed: the things of each get IRIs of their own."""
    report = validate_graph([apart(name, q) for name in NAMES for q in quads(name)], load_profile("core"))
    assert report.checked >= len(NAMES)
    assert [(r.focus, r.shape) for r in report.results if r.severity == "violation"] == []


@pytest.mark.parametrize("name", NAMES)
class TestQuestion:
    def test_heading(self, name: str) -> None:
        said = header(name)
        assert said["Question"].endswith("?")
        assert {"Title", "Question", "Columns"} <= set(said)
        columns = said["Columns"].split(", ")
        assert columns == list(expected(name)[0]), "the heading of answer.csv"
        for column in columns:
            assert re.search(rf"^#   {column} +\S", text_of(name), re.MULTILINE), f"{column} is not explained"

    def test_files(self, name: str) -> None:
        assert {path.name for path in sample(name, ".").iterdir()} == FILES
        for update in UPDATES:
            first = sample(name, f"{update}.ru").read_text(encoding="utf-8").splitlines()[0]
            assert re.match(r"# \w.+\S", first), "the first line says what changes"

    def test_the_service_takes_it(self, name: str) -> None:
        survey(text_of(name), max_bytes=10_000)  # refuses, for one, a prefix that reads like SERVICE

    def test_answer(self, name: str) -> None:
        assert len(expected(name)) > 1, "an empty answer shows nothing"
        assert ask(name) == expected(name)

    def test_the_change_changes_the_answer(self, name: str) -> None:
        assert ask(name, "change") == expected(name, "changed.csv")
        assert expected(name, "changed.csv") != expected(name)

    def test_the_near_miss_does_not(self, name: str) -> None:
        assert set(quads(name, "near-miss")) != set(quads(name)), "it must change the data"
        assert ask(name, "near-miss") == expected(name)

    def test_rdflib_answers_alike(self, name: str) -> None:
        from rdflib import Graph

        graph = Graph()
        graph.parse(sample(name, "data.ttl"), format="turtle")
        found = graph.query(text_of(name)).serialize(format="csv")
        assert found is not None
        ours = rows(found.decode())
        assert ours[0] == expected(name)[0]
        assert sorted(map(_plain, ours[1:])) == sorted(map(_plain, expected(name)[1:]))

    def test_only_declared_terms_and_codes(self, name: str) -> None:
        known = set(load().terms())
        texts = [text_of(name), *(sample(name, f"{u}.ru").read_text(encoding="utf-8") for u in UPDATES)]
        named = {iri for text in texts for iri in own_names(text)}
        for quad in [q for update in (None, *UPDATES) for q in quads(name, update)]:
            named.update(t.value for t in _nodes(quad) if t.value.startswith(SP))
        assert named
        assert named <= known, sorted(named - known)

    def test_nothing_deprecated(self, name: str) -> None:
        assert not [iri for iri in own_names(text_of(name)) if load().deprecation(iri)]

    @pytest.mark.parametrize("update", [None, *UPDATES])
    def test_properties_stand_where_they_belong(self, name: str, update: str | None) -> None:
        assert list(misplaced(quads(name, update))) == []


def apart(name: str, quad: ox.Quad) -> ox.Quad:
    """The same statement, of things that no other sample has."""

    def moved(term: ox.Term) -> ox.Term:
        if isinstance(term, ox.NamedNode) and term.value.startswith(DATA):
            return ox.NamedNode(f"{DATA}{name}/{term.value.removeprefix(DATA)}")
        return term

    return ox.Quad(moved(quad.subject), quad.predicate, moved(quad.object))  # type: ignore[arg-type]


def _plain(row: Row) -> Row:
    """Numbers and times by value: engines write 3 and 3.0, Z and +00:00."""
    return tuple(_value(text) for text in row)


def _value(text: str) -> str:
    if re.fullmatch(r"-?\d+(\.\d+)?([eE][-+]?\d+)?", text):
        return f"{float(text):.9g}"
    return re.sub(r"(T[\d:.]+)\+00:00$", r"\1Z", text)


def _nodes(quad: ox.Quad) -> list[ox.NamedNode]:
    return [t for t in (quad.subject, quad.predicate, quad.object) if isinstance(t, ox.NamedNode)]


def misplaced(statements: tuple[ox.Quad, ...]) -> Iterator[str]:
    """Properties on a thing of a class outside their domain, values of a class outside their range."""
    known = load()
    classes: dict[object, set[str]] = {}
    for quad in statements:
        if quad.predicate.value == RDF + "type" and isinstance(quad.object, ox.NamedNode):
            up = {quad.object.value, *known.superclasses(quad.object.value)}
            classes.setdefault(quad.subject, set()).update(up)
    for quad in statements:
        prop = known.properties.get(quad.predicate.value)
        if prop is None:
            continue
        if any(isinstance(term, ox.BlankNode) for term in (quad.subject, quad.object)):
            yield f"{prop.name}: data have no blank nodes"
        if not classes.get(quad.subject, set()) & set(known.domain_of(prop.iri)):
            yield f"{quad.subject} {prop.name}"
        found = classes.get(quad.object, set())
        if found and not found & set(prop.range):
            yield f"{quad.subject} {prop.name} {quad.object}"
