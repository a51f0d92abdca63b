"""SQLite: declared types, case of names, what a query may not do, values that are wrong."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from interlingua.errors import Place, SourceError
from interlingua.rdf.namespaces import XSD
from interlingua.rml.databases import database_source
from interlingua.settings import Settings
from interlingua.sources import open_source
from interlingua.sources.base import JsonBool, JsonNumber, TypedText
from reading import Gathered, gather


def database(folder: Path, script: str) -> Path:
    path = folder / "made.db"
    connection = sqlite3.connect(path)
    connection.executescript(script)
    connection.close()
    return path


def read(path: Path, *, settings: Settings | None = None, **what: str) -> Gathered:
    source = database_source("s", **what, place=Place(file="m.ttl", line=3))  # type: ignore[arg-type]
    opened = open_source(source, path, settings=settings or Settings())
    try:
        return gather(opened)
    finally:
        opened.close()


def kinds(row: list[Any]) -> list[str]:
    return [c.datatype.removeprefix(XSD) if isinstance(c, TypedText) else type(c).__name__ for c in row]


TYPES = """
CREATE TABLE "T" (i INTEGER, s VARCHAR(9), b BOOLEAN, d DATE, m TIMESTAMP, t TIME, n DECIMAL(10,2), f FLOAT, x BLOB);
INSERT INTO "T" VALUES (1, 'a', 1, '1990-01-02', '1990-01-02 10:00:00', '10:00', 12.50, 30, x'00ff');
INSERT INTO "T" VALUES (NULL, '', 0, '1990-01-02 00:00:00', '1990-01-02', NULL, 3, 1.5, NULL);
INSERT INTO "T" VALUES ('x', NULL, 7, '2 Jan 1990', 5, 'noon', 'n/a', 'n/a', 'text');
"""


def test_declared_types_give_datatypes(tmp_path: Path) -> None:
    path = database(tmp_path, TYPES)
    found = read(path, table="T")
    assert found.columns == ("i", "s", "b", "d", "m", "t", "n", "f", "x")
    assert found.rows[0] == [
        "1",
        "a",
        "true",
        "1990-01-02",
        "1990-01-02T10:00:00",
        "10:00:00",
        "12.5",
        "3.0E1",
        "00FF",
    ]
    typed = ["JsonNumber", "str", "JsonBool", "date", "dateTime", "time", "decimal", "double", "hexBinary"]
    assert kinds(found.rows[0]) == typed
    assert found.rows[1] == [None, "", "false", "1990-01-02", "1990-01-02", None, "3", "1.5E0", None]
    assert kinds(found.rows[1])[3:5] == ["date", "date"]
    assert kinds(found.rows[2]) == [
        "str",
        "NoneType",
        "JsonNumber",
        "str",
        "JsonNumber",
        "str",
        "str",
        "str",
        "str",
    ]


def test_a_query_keeps_the_types_of_its_columns(tmp_path: Path) -> None:
    path = database(tmp_path, TYPES)
    found = read(path, query="SELECT b AS paid, d, count(*) AS n FROM T GROUP BY i ORDER BY i; ")
    assert found.columns == ("paid", "d", "n")
    assert isinstance(found.rows[0][0], JsonBool)
    assert isinstance(found.rows[0][2], JsonNumber)


@pytest.mark.parametrize("name", ["T", "t", '"t"', "main.T"])
def test_names_have_no_case(name: str, tmp_path: Path) -> None:
    assert len(read(database(tmp_path, TYPES), table=name).rows) == 3


def test_a_name_with_spaces_needs_no_quotes(tmp_path: Path) -> None:
    path = database(tmp_path, 'CREATE TABLE "Country Info" (a); INSERT INTO "Country Info" VALUES (1)')
    assert read(path, table="Country Info").rows == [["1"]]


def test_a_column_that_is_there_twice_is_seen(tmp_path: Path) -> None:
    assert read(database(tmp_path, TYPES), query="SELECT i, 1 AS i FROM T").columns == ("i", "i")


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({"table": "Tt"}, "no table 'Tt'"),
        ({"query": "SELECT missing FROM T"}, "no such column"),
        ({"query": "SELEC"}, "not one that reads"),
        ({"query": "WITH x AS (SELECT 1) DELETE FROM T"}, "says"),
        ({"query": "SELECT load_extension('x')"}, "says"),
        ({"query": "SELECT 1; DROP TABLE T"}, "says"),
    ],
)
def test_refused(what: dict[str, str], said: str, tmp_path: Path) -> None:
    path = database(tmp_path, TYPES)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with pytest.raises(SourceError) as caught:
        read(path, **what)
    assert caught.value.code == "IL-S006"
    assert said in caught.value.message
    assert caught.value.place is not None
    assert caught.value.place.line == 3
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_a_misspelt_table_is_named(tmp_path: Path) -> None:
    path = database(tmp_path, "CREATE TABLE households (a)")
    with pytest.raises(SourceError) as caught:
        read(path, table="housholds")
    assert caught.value.hint == "Did you mean 'households'?"


def test_another_file_cannot_be_attached(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    secret = database(other, "CREATE TABLE secret (a); INSERT INTO secret VALUES (1)")
    path = database(tmp_path, TYPES)
    for query in (
        f"ATTACH '{secret}' AS o",
        f"SELECT * FROM (ATTACH '{secret}' AS o)",
        "SELECT * FROM pragma_database_list",
    ):
        with pytest.raises(SourceError) as caught:
            read(path, query=query)
        assert caught.value.code == "IL-S006"


def test_a_query_without_end_is_stopped(tmp_path: Path) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with pytest.raises(SourceError, match="seconds for the next rows"):
        read(database(tmp_path, TYPES), query=endless, settings=Settings(database_seconds=0.2))


def test_a_bad_cell_costs_its_row(tmp_path: Path) -> None:
    path = database(
        tmp_path,
        "CREATE TABLE t (i INTEGER, s TEXT); INSERT INTO t VALUES (1, 'a'), (2, CAST(x'ff41' AS TEXT)),"
        f" (3, '{'x' * 2000}'), (4, 'b')",
    )
    found = read(path, table="t", settings=Settings(max_cell_bytes=1000))
    assert found.rows == [["1", "a"], ["4", "b"]]
    assert found.numbers == [1, 4]
    assert found.codes == ["IL-R004", "IL-R006"]
    assert [bad.row for bad in found.bad] == [2, 3]


def test_what_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"id,name\n1,Ana\n")
    (tmp_path / "b.db").write_bytes(b"")
    (tmp_path / "c.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 2000)
    codes = []
    for name in ("a.db", "b.db", "c.db", "d.db"):
        with pytest.raises(SourceError) as caught:
            read(tmp_path / name, table="t")
        codes.append(caught.value.code)
    assert codes == ["IL-S003", "IL-S002", "IL-S003", "IL-S001"]
