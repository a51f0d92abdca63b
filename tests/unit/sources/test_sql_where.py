"""Where databases are, which of them a mapping may name, and that no password is shown."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest

from interlingua.cli.options import allowed, split_sources
from interlingua.errors import MappingError, SourceError
from interlingua.rml.databases import database_source
from interlingua.sources import DatabaseUrl, given_database, given_for, resolve_path
from interlingua.sources.sql_names import Name, choose, reading, table_name


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("people.db", "people.db"),
        ("sqlite:///people.db", "people.db"),
        ("sqlite:////data/people.db", "/data/people.db"),
        ("jdbc:sqlite:people.db", "people.db"),
        ("sqlite:///a%20b.db", "a b.db"),
    ],
)
def test_files(text: str, path: str) -> None:
    assert given_database(text) == Path(path)


def test_addresses_show_no_password() -> None:
    found = given_database("postgresql://ana:s3cret@db.example.org:5433/registry?sslmode=require")
    assert isinstance(found, DatabaseUrl)
    assert str(found) == "postgresql://ana:***@db.example.org:5433/registry?sslmode=require"
    assert "s3cret" not in repr(found)
    assert found.url.startswith("postgresql+psycopg://ana:s3cret@")
    again = pickle.loads(pickle.dumps(found))
    assert again.url == found.url
    odd = given_database("mysql://ana:p@ss?w@host/db?password=x")
    assert isinstance(odd, DatabaseUrl)
    assert "p@ss" not in str(odd)
    assert "=x" not in str(odd)


@pytest.mark.parametrize(
    "text", ["mssql://host/db", "sqlite://", "sqlite:///:memory:", "jdbc:oracle:thin:@h"]
)
def test_other_databases_are_refused(text: str) -> None:
    with pytest.raises(SourceError) as caught:
        given_database(text)
    assert caught.value.code == "IL-S001"


def named(path: str | None, allow: tuple[Any, ...], tmp_path: Path, **options: str) -> Any:
    source = database_source("people", path=path, table="people", **options)
    return resolve_path(source, tmp_path / "m.ttl", tmp_path, allow)


def test_a_mapping_reaches_no_network_by_itself(tmp_path: Path) -> None:
    for allow in (
        (),
        (tmp_path,),
        ("postgresql://other.example.org/registry",),
        ("postgresql://db.example/",),
    ):
        with pytest.raises(MappingError) as caught:
            named(
                "jdbc:postgresql://db.example.org/registry",
                allow,
                tmp_path,
                username="ana",
                password="s3cret",
            )
        assert caught.value.code == "IL-M013"
        assert "s3cret" not in str(caught.value)
        assert "--allow-source postgresql://db.example.org/registry" in (caught.value.hint or "")


@pytest.mark.parametrize("prefix", ["postgresql://db.example.org/registry", "postgresql://db.example.org"])
def test_an_allowed_database_is_read_with_the_mappings_user(prefix: str, tmp_path: Path) -> None:
    address = "jdbc:postgresql://db.example.org/registry"
    found = named(address, allowed([prefix]), tmp_path, username="ana", password="s3 cret")
    assert found.url == "postgresql+psycopg://ana:s3%20cret@db.example.org/registry"
    assert "s3" not in str(found)


def test_a_file_of_a_mapping_lies_in_its_folder(tmp_path: Path) -> None:
    assert named("people.db", (), tmp_path) == tmp_path.resolve() / "people.db"
    with pytest.raises(MappingError) as caught:
        named("sqlite:////etc/people.db", (), tmp_path)
    assert caught.value.code == "IL-M013"
    with pytest.raises(MappingError) as unnamed:
        named(None, (), tmp_path)
    assert unnamed.value.code == "IL-M006"
    assert "database=people.db" in (unnamed.value.hint or "")


def test_credentials_leave_the_path() -> None:
    source = database_source("s", path="postgresql://ana:s3cret@host/db?user=bo&sslmode=require", table="t")
    assert source.path == "postgresql://host/db?sslmode=require"
    assert dict(source.options)["password"] == "s3cret"
    assert "s3cret" not in repr(source)


def test_one_database_holds_for_all_its_tables() -> None:
    one, other = database_source("a", table="a"), database_source("b", table="b")
    apart = database_source("c", table="c", database="elsewhere")
    assert given_for(other, {None: "x.db"}, one) == "x.db"
    assert given_for(other, {"database": "x.db"}) == "x.db"
    assert given_for(other, {"a": "x.db", "b": "y.db"}, one) == "y.db"
    assert given_for(apart, {None: "x.db"}, one) is None


def test_the_command_line_takes_addresses() -> None:
    given = split_sources(["a=postgresql://u:p@h/db?host=/run", "postgresql://h/db?sslmode=require"])
    assert given == {"a": "postgresql://u:p@h/db?host=/run", None: "postgresql://h/db?sslmode=require"}


def test_names_of_tables() -> None:
    assert table_name('public."People of ""2026"""', None) == (Name("public"), Name('People of "2026"', True))
    assert choose(Name("people"), ["People", "other"]) == "People"
    assert choose(Name("people"), ["People", "PEOPLE"]) is None
    assert choose(Name("people", True), ["People"]) is None
    assert choose(Name("people", True), ["People"], folds=True) == "People"
    for wrong in ("", '"a', 'a"b', "a..b"):
        with pytest.raises(SourceError):
            table_name(wrong, None)


@pytest.mark.parametrize(
    "query", ["SELECT 1 ;", " -- note\n/* x */ (select 1)", "WITH a AS (SELECT 1) SELECT * FROM a"]
)
def test_queries_that_read(query: str) -> None:
    assert not reading(query, None).endswith(";")


@pytest.mark.parametrize(
    "query", ["DELETE FROM t", "", "COPY t TO 'x'", "SELECT 1 INTO OUTFILE 'x'", "/*!SELECT*/ 1"]
)
def test_queries_that_do_not(query: str) -> None:
    with pytest.raises(SourceError) as caught:
        reading(query, None)
    assert caught.value.code == "IL-S006"
