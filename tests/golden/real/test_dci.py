"""DCI's social registry answer: every leaf is read by a rule, omitted with a reason, or empty."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from interlingua.exchange.prepare import Prepared, prepared
from interlingua.rml import load_mapping
from interlingua.settings import Settings
from lumara_samples import MAPPINGS
from translating import translate, translate_file

MAPPING = MAPPINGS / "dci-social-registry/groups.yarrrml.yaml"
OWN = MAPPINGS / "dci-social-registry/samples/groups.json"
SP = "https://w3id.org/social-protection/"
Step = str | int


def fixture() -> Path:
    path = (
        Path(os.environ.get("INTERLINGUA_DCI", "/nonexistent")) / "samples/social/mock-sr-sync-search-0.json"
    )
    if not path.is_file():
        pytest.skip("1 official cases not run")
    return path


def leaves(node: Any, at: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], Any]]:
    if isinstance(node, dict):
        for key, child in node.items():
            yield from leaves(child, (*at, key))
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield from leaves(child, (*at, index))
    else:
        yield at, node


RECORD = 6  # message, search_response, [n], data, reg_records, [n]


def _steps(path: str) -> list[str]:
    """An omission's path in parts; `*` for any item. Read here on purpose without the engine's parser."""
    text = path.removeprefix("$.").replace("['", ".").replace("']", "").replace("[*]", ".*")
    return [part for part in text.split(".") if part]


def omitted(at: tuple[Step, ...], paths: list[str]) -> bool:
    for path in paths:
        if path.startswith("$.."):
            if at[-1] == _steps(path[2:])[-1]:
                return True
            continue
        where = at if path.startswith("$.") else at[RECORD:]
        parts = _steps(path)
        if len(parts) <= len(where) and all(p in ("*", str(w)) for p, w in zip(parts, where, strict=False)):
            return True
    return False


def changed(document: Any, at: tuple[Step, ...]) -> Any:
    """The document with another value at one leaf."""
    copy = deepcopy(document)
    node = copy
    for step in at[:-1]:
        node = node[step]
    old = node[at[-1]]
    node[at[-1]] = (
        not old if isinstance(old, bool) else old + 1 if isinstance(old, int | float) else f"{old}7"
    )
    return copy


def translated(ready: Prepared, document: Any, folder: Path) -> tuple[frozenset[str], tuple[str, ...]]:
    path = folder / "answer.json"
    path.write_text(json.dumps(document), "utf-8")
    made = translate(ready, path)
    said = sorted(f"{row} {code} {place}" for row in made.refused for code, place in made.said(row))
    return frozenset(made.text.splitlines()), tuple(said)


def add_up(path: Path, folder: Path) -> dict[str, int]:
    """How many leaves are empty, omitted, read; fails at one that is none of these."""
    document = json.loads(path.read_text("utf-8"))
    paths = [o.path for o in load_mapping(MAPPING).omissions]
    with prepared(str(MAPPING), {None: str(path)}, Settings()) as ready:
        return _add_up(ready, document, paths, folder)


def _add_up(ready: Prepared, document: Any, paths: list[str], folder: Path) -> dict[str, int]:
    before = translated(ready, document, folder)
    assert before[1] == ()
    counts = {"empty": 0, "omitted": 0, "read": 0}
    unread = []
    for at, value in leaves(document):
        if value == "" or value is None:
            counts["empty"] += 1
        elif omitted(at, paths):
            counts["omitted"] += 1
        elif translated(ready, changed(document, at), folder) != before:
            counts["read"] += 1  # another value makes another statement, or is refused
        else:
            unread.append("/".join(map(str, at)))
    assert unread == []
    assert sum(counts.values()) == len(list(leaves(document)))
    return counts


def test_every_leaf_of_the_own_sample_adds_up(tmp_path: Path) -> None:
    counts = add_up(OWN, tmp_path)
    assert counts["read"] > counts["omitted"] / 2


def test_every_leaf_of_the_public_sample_adds_up(tmp_path: Path) -> None:
    counts = add_up(fixture(), tmp_path)
    assert counts["read"] >= 70


def test_every_omission_says_why() -> None:
    assert all(len(o.reason) > 15 for o in load_mapping(MAPPING).omissions)


def _ask(path: Path, query: str) -> list[tuple[str, ...]]:
    store = ox.Store()
    store.load(input=translate_file(MAPPING, path).text.encode(), format=ox.RdfFormat.N_TRIPLES)
    solutions = store.query(f"PREFIX sp: <{SP}> {query}")
    assert isinstance(solutions, ox.QuerySolutions)
    return [tuple(value.value.removeprefix(SP) for value in row) for row in solutions]


MEMBER_NUMBERS = """SELECT ?given ?number WHERE { ?m a sp:Membership ; sp:member/sp:name/sp:givenName ?given ;
  sp:identifier/sp:identifierValue ?number } ORDER BY ?given"""
OWN_NUMBERS = """SELECT ?given ?number WHERE { ?p a sp:Person ; sp:name/sp:givenName ?given ;
  sp:identifier/sp:identifierValue ?number } ORDER BY ?given"""


def test_member_numbers_stand_on_membership_in_either_form() -> None:
    assert _ask(OWN, MEMBER_NUMBERS) == [("Galia", "M-71"), ("Joren", "M-72")]
    assert _ask(OWN, OWN_NUMBERS) == [("Galia", "5500000017"), ("Joren", "5500000025")]


def test_no_number_names_an_issuer() -> None:
    assert _ask(OWN, "SELECT ?i WHERE { ?x sp:issuer ?i }") == []


def test_the_public_sample_says_what_it_says() -> None:
    path = fixture()
    assert _ask(path, OWN_NUMBERS) == [
        ("Alice", "9876543210"), ("Bob", "1234567890"), ("Charlie", "9876543221"), ("Daisy", "9876543232"),
    ]  # fmt: skip
    assert _ask(path, MEMBER_NUMBERS) == [
        ("Alice", "M9876543210"), ("Bob", "M9876543210"), ("Charlie", "9876543210"), ("Daisy", "M987654323"),
    ]  # fmt: skip
    heads = "SELECT ?given WHERE { ?m sp:membershipRole ?r ; sp:member/sp:name/sp:givenName ?given }"
    assert _ask(path, heads) == [("Alice",)]
    assert _ask(path, "SELECT ?n WHERE { ?c a sp:HouseholdComposition ; sp:memberCount ?n }") == [("4",)]
    assert _ask(path, "SELECT ?g WHERE { ?g a sp:Family, sp:Group }") != []
