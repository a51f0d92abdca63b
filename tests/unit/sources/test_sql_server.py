"""PostgreSQL: a real one, started for these tests; and servers that are not there."""

from __future__ import annotations

from typing import Any

import pytest

from conformance.databases import available, fresh_database
from interlingua.errors import Place, SourceError
from interlingua.rdf.namespaces import XSD
from interlingua.rml.databases import database_source
from interlingua.settings import Settings
from interlingua.sources import DatabaseUrl, open_source
from interlingua.sources.base import TypedText
from reading import Gathered, gather

needed = pytest.mark.skipif(
    available("postgresql") is not None, reason=str(available("postgresql") or "PostgreSQL is there")
)
pytestmark = pytest.mark.xdist_group("postgresql")
SCRIPT = """
CREATE SCHEMA town; CREATE DOMAIN amount AS numeric(10,2);
CREATE TABLE people (id int PRIMARY KEY, "Name" text, b boolean, n amount, f real, d date, m timestamptz, t time,
  x bytea, c char(5), v interval, j jsonb, a int[]);
INSERT INTO people VALUES (1, 'Ana', true, 12.50, 80.25, '1990-01-02', '2020-01-01 10:00+02', '10:00', '\\x00ff',
  'ab', '1 month 2 days', '{"k": 1}', '{1,2}'), (2, NULL, false, NULL, NULL, 'infinity', NULL, NULL, NULL, NULL, NULL,
  NULL, NULL);
CREATE VIEW town.names AS SELECT "Name" FROM people;
CREATE MATERIALIZED VIEW counted AS SELECT count(*) AS n FROM people;
"""


@pytest.fixture(scope="module")
def url() -> str:
    return fresh_database(SCRIPT)


def read(url: str, seconds: float = 60.0, **what: str) -> Gathered:
    source = database_source("s", **what, place=Place(file="m.ttl", line=3))  # type: ignore[arg-type]
    opened = open_source(source, url, settings=Settings(database_seconds=seconds))
    try:
        return gather(opened)
    finally:
        opened.close()


@needed
def test_values_keep_their_types_and_digits(url: str) -> None:
    found = read(url, table="people")
    texts = ["1", "Ana", "true", "12.5", "8.025E1", "1990-01-02", "2020-01-01T08:00:00Z", "10:00:00", "00FF"]
    assert found.rows[0][:9] == texts
    kinds = [c.datatype.removeprefix(XSD) if isinstance(c, TypedText) else "" for c in found.rows[0][:9]]
    assert kinds == ["", "", "", "decimal", "double", "date", "dateTime", "time", "hexBinary"]
    assert found.rows[0][9:] == ["ab   ", "P1M2D", '{"k": 1}', "{1,2}"]
    assert found.rows[1][:6] == ["2", None, "false", None, None, "infinity"]
    assert found.numbers == [1, 2]


@needed
@pytest.mark.parametrize("name", ["people", "PEOPLE", '"people"', "public.people", "town.names", "counted"])
def test_tables_views_and_schemas(url: str, name: str) -> None:
    assert read(url, table=name).rows


@needed
@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({"table": '"People"'}, "no table 'People'"),
        ({"table": "peeple"}, "no table 'peeple'"),
        ({"query": "SELECT nothing FROM people"}, 'column "nothing" does not exist'),
        ({"query": "WITH x AS (DELETE FROM people RETURNING *) SELECT * FROM x"}, "says"),
        ({"query": "SELECT 1; DROP TABLE people"}, "says"),
        ({"query": "COPY people TO PROGRAM 'id'"}, "not one that reads"),
        ({"query": "SELECT set_config('a.b', '1', false), lo_create(0)"}, "read-only"),
    ],
)
def test_refused(url: str, what: dict[str, str], said: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(url, **what)
    assert caught.value.code == "IL-S006"
    assert said in caught.value.message or "SQLSTATE 25006" in caught.value.message
    assert str(caught.value.place) == "m.ttl:3"


@needed
def test_a_failure_among_the_rows_tells_no_value(url: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(url, query='SELECT CAST("Name" AS integer) FROM people')
    assert "22P02" in caught.value.message
    assert "Ana" not in str(caught.value)


@needed
def test_a_slow_query_is_stopped(url: str) -> None:
    with pytest.raises(SourceError, match=r"over 0\.3 seconds"):
        read(url, seconds=0.3, query="SELECT pg_sleep(20)")


@needed
def test_a_per_cent_sign_is_one(url: str) -> None:
    assert read(url, query="""SELECT id FROM people WHERE "Name" LIKE 'A%' AND '%s' <> '%%'""").rows == [
        ["1"]
    ]


@needed
def test_many_rows_come_in_parts(url: str) -> None:
    source = database_source("s", query="SELECT i FROM generate_series(1, 5000) AS i")
    opened = open_source(source, url, settings=Settings())
    assert [len(batch.rows) for batch in opened.batches()] == [2000, 2000, 1000]
    opened.close()


def unreachable(url: str) -> Any:
    with pytest.raises(SourceError) as caught:
        open_source(database_source("s", table="t"), DatabaseUrl(url), settings=Settings())
    assert caught.value.code == "IL-S005"
    assert "s3cret" not in str(caught.value)
    return caught.value


@needed
def test_a_server_that_is_not_there() -> None:
    unreachable("postgresql+psycopg://ana:s3cret@127.0.0.1:1/none")


def test_a_mysql_server_that_is_not_there() -> None:
    pytest.importorskip("pymysql", reason="the extra `mysql` is not installed")
    unreachable("mysql+pymysql://ana:s3cret@127.0.0.1:1/none")
