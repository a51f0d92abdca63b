"""Records of a database: translated, made distinct, kept; refused ones sent again."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from interlingua.exchange.submit import Submission, submit_files
from interlingua.exchange.translate import Request, translate_files
from interlingua.settings import Settings

SETTINGS = Settings(iri_key="a key of the tests alone")
MAPPING = """
prefixes: {ex: "http://example.com/", sp: "https://w3id.org/social-protection/"}
base: http://example.com/
sources:
  people:
    access: people.db
    type: sqlite
    query: "SELECT ID, born, paid FROM people"
    queryFormulation: sql2008
record: {system: registry, type: person, source: people, key: $(id)}
omit: {paid: not asked for}
mappings:
  person:
    sources: people
    s: il:iri(kind="person", key=$(id))
    po:
      - [a, sp:Person]
      - [sp:dateOfBirth, $(born), xsd:date]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "m.yarrrml.yaml").write_text(MAPPING, encoding="utf-8")
    with sqlite3.connect(tmp_path / "people.db") as database:
        database.executescript(
            "CREATE TABLE people (ID INTEGER, born DATE, paid DECIMAL(9,2));"
            "INSERT INTO people VALUES (1, '1990-01-02', 12.50), (2, 'unknown', 3), (3, NULL, NULL)"
        )
    database.close()
    return tmp_path


def test_translate_and_send_the_refused_again(folder: Path) -> None:
    mapping, out, rejects = str(folder / "m.yarrrml.yaml"), folder / "out.nt", folder / "rejects.ndjson"
    summary = translate_files(Request(mapping, {}, out, rejects=rejects), SETTINGS)
    assert (summary.read, summary.accepted, summary.refused) == (3, 2, 1)
    assert '"1990-01-02"^^<http://www.w3.org/2001/XMLSchema#date>' in out.read_text(encoding="utf-8")
    (line,) = map(json.loads, rejects.read_text(encoding="utf-8").splitlines())
    assert line["_il"]["row"] == 2
    assert line["columns"] == ["ID", "born", "paid"]
    assert line["cells"][:2] == [2, "unknown"]
    assert line["cells"][2] == {"@value": "3", "@type": "http://www.w3.org/2001/XMLSchema#decimal"}
    mended = rejects.read_text(encoding="utf-8").replace("unknown", "1991-02-03")
    rejects.write_text(mended, encoding="utf-8")
    again = translate_files(Request(mapping, {None: str(rejects)}, out), SETTINGS)
    assert (again.read, again.refused) == (1, 0)
    assert "1991-02-03" in out.read_text(encoding="utf-8")


def test_submit_twice(folder: Path) -> None:
    request = Submission(str(folder / "m.yarrrml.yaml"), {})
    first = submit_files(request, folder / "kept", SETTINGS).summary.counts
    assert (first["accepted"], first["refused"]) == (2, 1)
    second = submit_files(request, folder / "kept", SETTINGS).summary.counts
    assert (second["unchanged"], second["refused"]) == (2, 1)


def test_distinct_keeps_datatypes(folder: Path) -> None:
    mapping, out = folder / "plain.yarrrml.yaml", folder / "out.nt"
    query = "SELECT p.born, p.paid FROM people p, people again"
    mapping.write_text(
        'prefixes: {ex: "http://example.com/"}\n'
        f"sources: {{p: {{access: people.db, type: sqlite, query: '{query}', queryFormulation: sql2008}}}}\n"
        "mappings: {p: {sources: p, s: 'ex:thing', po: [[ex:born, $(born)], [ex:paid, $(paid)]]}}\n",
        encoding="utf-8",
    )
    translate_files(Request(str(mapping), {}, out, distinct=True), SETTINGS)
    lines = out.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(set(lines)) == 4
    assert sum("XMLSchema#decimal" in line for line in lines) == 2
