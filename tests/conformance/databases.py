"""The databases that cases read: an SQLite file beside the mapping, or a PostgreSQL that the tests start."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from conformance.cases import Case


def available(database: str | None) -> str | None:
    """Why cases of that database cannot run here; None where they can."""
    return "no PostgreSQL wheel is installed" if database == "postgresql" else None


@contextmanager
def connection(case: Case) -> Iterator[dict[str, str]]:
    """The URL of the case's database for each SQL source of its mapping, by source name."""
    from interlingua.rml import load_mapping

    mapping = load_mapping(case.folder / case.mapping)
    names = [source.name for source in mapping.sources if source.formulation == "sql"]
    if case.database != "sqlite":
        raise NotImplementedError(case.database)
    yield dict.fromkeys(names, f"sqlite:///{case.folder / 'resource.db'}")
