"""What the tests of mapped systems share: expectations written by hand, and the coverage of a file's fields."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from interlingua.exchange.coverage import column_uses, json_spots
from interlingua.exchange.uses import reads
from interlingua.rml import load_mapping
from interlingua.rml import model as rml
from lumara_samples import MAPPINGS, data_iri
from translating import stored, translate_file

BASE = "https://data.example.org/"


def fixture(name: str, records: int) -> Path:
    """A public record file. Skips where it is not at hand, with how many records were not looked at."""
    path = Path(os.environ.get("INTERLINGUA_FIXTURES", "/nonexistent")) / name
    if not path.is_file():
        pytest.skip(f"{records} official cases not run")
    return path


def expected(path: Path, system: str) -> set[str]:
    """A hand-written expectation in the store's form: `<key:kind/key...>`, parts percent-encoded, resolved in the system."""
    from urllib.parse import unquote

    def iri(match: re.Match[str]) -> str:
        kind, *keys = match[1].split("/")
        return f"<{data_iri(system, kind, *(unquote(key) for key in keys), base=BASE)}>"

    return stored(re.sub(r"<key:([^>]+)>", iri, path.read_text("utf-8")), ox.RdfFormat.TURTLE)


def said_of(made: str, about: set[str]) -> set[str]:
    """The statements of a translation whose subject is one of the expectation's."""
    subjects = {line.split(" ", 1)[0] for line in about}
    return {line for line in stored(made) if line.split(" ", 1)[0] in subjects}


@dataclass(frozen=True)
class Coverage:
    """How the fields of a file that hold a value fare: read by a rule, left out with a reason, neither."""

    read: frozenset[str]
    omitted: frozenset[str]
    neither: frozenset[str]

    @property
    def share(self) -> float:
        """The part that is read or left out with a reason, from 0 to 1."""
        total = len(self.read) + len(self.omitted) + len(self.neither)
        return (len(self.read) + len(self.omitted)) / total

    def line(self, name: str) -> str:
        """One line for people."""
        return (
            f"{name}: {len(self.read)} fields mapped, {len(self.omitted)} left out with a reason, "
            f"{len(self.neither)} neither ({self.share:.0%})"
        )


def references(thing: Any) -> Iterable[str]:
    """The path of every reference in a mapping's rules, wherever it stands."""
    if isinstance(thing, rml.Reference):
        yield thing.path
    elif isinstance(thing, tuple | list | frozenset):
        for item in thing:
            yield from references(item)
    elif hasattr(thing, "__dataclass_fields__"):
        for name in thing.__dataclass_fields__:
            if name != "place":
                yield from references(getattr(thing, name))


def coverage(mapping: Path, rows: Iterable[Mapping[str, Any]]) -> Coverage:
    """The coverage of a table's columns that hold a value in one row at least."""
    loaded = load_mapping(mapping)
    filled = {
        column for row in rows for column, cell in row.items() if cell not in (None, "") and str(cell).strip()
    }
    asked = [*reads(loaded)]
    used = {column for read in asked for column in column_uses(asked, read.source.physical)}
    omitted = {omission.path for omission in loaded.omissions if len(omission.reason) > 15} & filled
    assert not used & omitted
    return Coverage(frozenset(used & filled), frozenset(omitted), frozenset(filled - used - omitted))


def document_coverage(mapping: Path, records: list[Any]) -> Coverage:
    """The coverage of the fields of JSON records; of a FHIR bundle, those of each sort of resource apart."""
    loaded = load_mapping(mapping)
    assert loaded.record is not None
    found: dict[str, set[str]] = {"read": set(), "omitted": set(), "neither": set()}
    held = json_spots(loaded, loaded.record.source, records, [*reads(loaded)])
    for record, spots in zip(records, held, strict=True):
        for spot in spots:
            left = spot.omission is not None and len(spot.omission.reason) > 15
            kind = "read" if spot.uses else "omitted" if left else "neither"
            found[kind].add(_named(record, spot.at))
    # a field is read where it is read in one place; elsewhere of the same name it was of a kind that is not wanted
    found["omitted"] -= found["read"]
    return Coverage(*(frozenset(found[kind]) for kind in ("read", "omitted", "neither")))


def _named(record: Any, pointer: str) -> str:
    """The field of a pointer: without places in lists, and from the innermost resource of FHIR on."""
    parts: list[str] = []
    for step in pointer.split("/")[1:]:
        record = record[int(step)] if isinstance(record, list) else record[step.replace("~1", "/")]
        parts.append("*" if step.isdigit() else step)
        if isinstance(record, dict) and "resourceType" in record:
            parts = [str(record["resourceType"])]
    return ".".join(parts)


def refused(mapping: str, source: Path) -> dict[int, set[tuple[str, str | None]]]:
    """Row to code and field of what a translation refused; fails where anything was told of an accepted record."""
    made = translate_file(MAPPINGS / mapping, source)
    assert made.findings == (), [d.text() for d in made.findings]
    return {row: made.said(row) for row in made.refused}
