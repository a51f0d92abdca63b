"""Protects the paths of the alignments: each one can be read, fits domains and ranges, and finds its value."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from interlingua.editorial.paths import Step, parse_path, pattern, reached
from interlingua.errors import VocabularyError
from interlingua.rdf.namespaces import CODE, SKOS, SP
from interlingua.settings import shipped
from interlingua.vocabulary import load
from interlingua.vocabulary.alignments import Alignment, alignment_sets

HERE = Path(__file__).parent / "paths"
DATA = "https://data.example.org/"
DCI = "dci-2026-04"


def _paths() -> list[tuple[str, Alignment]]:
    return [(one.name, row) for one in alignment_sets().values() for row in one.rows if row.path]


def _expected() -> list[dict[str, str]]:
    with (HERE / "expected.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@cache
def _store() -> Store:
    store = Store()
    store.load(path=str(HERE / "record.ttl"), format=RdfFormat.TURTLE)
    for scheme in ("relationship", "support-kind"):
        store.load(path=str(shipped("ontology") / "codelists" / f"{scheme}.ttl"), format=RdfFormat.TURTLE)
    return store


def _short(term: object) -> str:
    if isinstance(term, NamedNode):
        return term.value.removeprefix(DATA).removeprefix(CODE)
    assert isinstance(term, Literal)
    return term.value


def _values(path: str, start: str) -> list[str]:
    query = f"SELECT DISTINCT ?to WHERE {{ {pattern(parse_path(path), start=f'<{DATA}{start}>')} }}"
    return sorted(_short(solution["to"]) for solution in _store().query(query))  # type: ignore[union-attr]


def test_every_path_is_followed_in_the_example() -> None:
    written = {row.path for _, row in _paths()}
    tried = {line["path"] for line in _expected()}
    assert written - tried == set(), "add them to expected.tsv"
    assert tried - written == set(), "nothing uses these any more"


@pytest.mark.parametrize("line", _expected(), ids=lambda line: f"{line['from']}: {line['path']}")
def test_a_path_finds_its_value_and_no_other(line: dict[str, str]) -> None:
    several = line["to"].split("|") if "|" in line["to"] else [line["to"]]
    found = _values(line["path"], line["from"])
    assert found in (sorted(several), sorted(line["to"].split(" ")))


def test_the_last_property_of_a_path_is_the_subject_of_its_row() -> None:
    wrong = [row.object_id for _, row in _paths() if parse_path(row.path)[-1].iri != row.subject]
    assert wrong == []


def test_paths_fit_domains_and_ranges() -> None:
    vocabulary = load()
    owners = _owners()
    dead = [
        f"{name}: {row.object_id}"
        for name, row in _paths()
        if not reached(vocabulary, owners[_owner(row)] if name == DCI else (), parse_path(row.path))
    ]
    assert dead == []


def test_a_property_without_a_path_is_of_the_class_that_answers_its_owner() -> None:
    vocabulary = load()
    owners = _owners()
    strangers = [
        row.object_id
        for row in alignment_sets()[DCI].rows
        if row.object_kind == "property" and row.answered and not row.path
        if not reached(vocabulary, owners[_owner(row)], (Step(row.subject, inverse=False, condition=None),))
    ]
    assert strangers == []


def _owners() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in alignment_sets()[DCI].rows:
        if row.object_kind == "class" and row.answered:
            found.setdefault(row.object_id.removeprefix("dci:class/"), set()).add(row.subject)
    return found


def _owner(row: Alignment) -> str:
    return "/".join(row.object_id.removeprefix("dci:property/").split("/")[:2])


def test_what_a_path_says() -> None:
    first, second = parse_path("^sp:group[sp:membershipRole code:membership-role/head]/sp:member")
    assert (first.iri, first.inverse, second.iri, second.inverse) == (
        SP + "group",
        True,
        SP + "member",
        False,
    )
    assert first.condition is not None
    assert first.condition.way == ((SP + "membershipRole", False),)
    assert first.condition.values == (CODE + "membership-role/head",)
    repeated = parse_path("^sp:person[sp:supportKind/skos:broader* code:support-kind/other]")[0].condition
    assert repeated is not None
    assert repeated.way == ((SP + "supportKind", False), (SKOS + "broader", True))


@pytest.mark.parametrize(
    "path",
    [
        "sp:identifier/",
        "sp:member/unknown:thing",
        "sp:name[sp:nameKind]",
        "sp:a[a sp:B",
        "sp:a sp:b",
        "/sp:a",
        "sp:a[b]c",
    ],
)
def test_what_is_no_path(path: str) -> None:
    with pytest.raises(VocabularyError, match="IL-D003"):
        parse_path(path)


@pytest.mark.parametrize(
    ("starts", "path"),
    [
        ((SP + "Group",), "sp:dateOfBirth"),
        ((SP + "Person",), "sp:name/sp:identifierValue"),
        ((), "sp:notThere"),
        ((SP + "Person",), "sp:name[a sp:Income]/sp:familyName"),
        ((SP + "Person",), "sp:name[sp:nameKind code:sex/female]/sp:familyName"),
        ((SP + "Person",), "sp:name[sp:nameKind code:name-kind/no-such-kind]/sp:familyName"),
    ],
)
def test_a_path_that_no_data_can_have(starts: tuple[str, ...], path: str) -> None:
    assert reached(load(), starts, parse_path(path)) == frozenset()


def test_a_superclass_and_a_subclass_can_be_walked() -> None:
    vocabulary = load()
    assert reached(vocabulary, [SP + "Household"], parse_path("^sp:group")) == {SP + "Membership"}
    assert reached(vocabulary, [SP + "VitalEvent"], parse_path("sp:child")) == {SP + "Person"}
