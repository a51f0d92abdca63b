"""Which identifiers a record claims, and the shape of a match."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from interlingua.linkage.claims import claims, kind_name
from interlingua.linkage.stars import Match, Sharers, match_iri, stars
from interlingua.rdf.namespaces import CODE, RDF, SP

P, ID, REGISTRY = (
    "https://d.example/person/p",
    "https://d.example/national-id/p",
    "https://d.example/organisation/o",
)
KIND = CODE + "identifier-kind/national-id"
RECORD = f"""\
<{P}> <{RDF}type> <{SP}Person> .
<{P}> <{SP}identifier> <{ID}> .
<{P}> <{SP}sex> <{CODE}sex/female> .
<{ID}> <{RDF}type> <{SP}Identifier> .
<{ID}> <{SP}identifierValue> "12 \\"x\\" \\\\" .
<{ID}> <{SP}identifierKind> <{KIND}> .
<{ID}> <{SP}issuer> <{REGISTRY}> .
"""


def without(*words: str) -> bytes:
    """The record without the lines that hold these words."""
    return "".join(
        line for line in RECORD.splitlines(keepends=True) if not any(word in line for word in words)
    ).encode()


def test_a_claim() -> None:
    (claim,) = claims(RECORD.encode())
    assert (claim.subject, claim.kind) == (P, KIND)
    assert kind_name(claim.kind) == "national-id"


@pytest.mark.parametrize("word", ["issuer", "identifierKind", "identifierValue", "Person", "identifier>"])
def test_whatever_is_missing_there_is_no_claim(word: str) -> None:
    assert list(claims(without(word))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("12 ", "13 "),
        (KIND, CODE + "identifier-kind/passport"),
        (REGISTRY, REGISTRY + "2"),
        (SP + "Person", SP + "Group"),
    ],
)
def test_value_kind_issuer_and_category_all_count(old: str, new: str) -> None:
    (one,), (other,) = claims(RECORD.encode()), claims(RECORD.replace(old, new).encode())
    assert one.identifier != other.identifier


def test_no_value_stands_in_a_claim() -> None:
    (claim,) = claims(RECORD.replace("12 ", "Maria-4711").encode())
    assert b"4711" not in repr(claim).encode()


def test_a_household_claims_once_though_it_is_a_group_too() -> None:
    text = RECORD.replace(SP + "Person", SP + "Household") + f"<{P}> <{RDF}type> <{SP}Group> .\n"
    assert len(list(claims(text.encode()))) == 1


def sharers(kind: str, **by_system: str) -> Sharers:
    """`a="p q"`: in system a, p and q claim it."""
    return Sharers(kind, {system: set(names.split()) for system, names in by_system.items()})


def pairs(*identifiers: Sharers) -> dict[str, str]:
    return {match.subject: match.representative for match in stars(identifiers).values()}


def test_the_smallest_iri_represents() -> None:
    assert pairs(sharers("k", a="z", b="m", c="b")) == {"z": "b", "m": "b"}


def test_clusters_grow_over_different_identifiers() -> None:
    found = stars([sharers("k", a="p", b="q"), sharers("l", b="q", c="o")])
    assert {m.subject: (m.representative, m.kinds) for m in found.values()} == {
        "p": ("o", ("k",)),
        "q": ("o", ("k", "l")),
    }


def test_one_system_alone_makes_no_match() -> None:
    assert pairs(sharers("k", a="p q")) == {}
    assert pairs(sharers("k", a="p")) == {}


def test_an_identifier_twice_in_one_system_matches_nobody() -> None:
    assert pairs(sharers("k", a="p q", b="r")) == {}
    assert pairs(sharers("k", a="p q", b="r"), sharers("l", a="p", b="r")) == {"r": "p"}


def test_one_subject_in_two_systems_is_one() -> None:
    assert pairs(sharers("k", a="p", b="p")) == {}


def test_a_match_says_how_and_no_value() -> None:
    text = Match("https://d.example/person/b", "https://d.example/person/a", (KIND,)).text()
    quads = list(ox.parse(text.encode(), format=ox.RdfFormat.N_TRIPLES))
    assert len({quad.subject for quad in quads}) == 1
    said = {quad.predicate.value.removeprefix(SP): quad.object.value for quad in quads}
    assert said["matchedRecord"] == "https://d.example/person/b"
    assert said["matchRepresentative"] == "https://d.example/person/a"
    assert said["matchMethod"] == CODE + "match-method/same-identifier"
    assert said["matchIdentifierKind"] == KIND


def test_a_match_lies_beside_its_subject() -> None:
    assert match_iri("https://d.example/x/person/b").startswith("https://d.example/x/identity-match/")
    assert match_iri("https://d.example/x/person/b") != match_iri("https://d.example/x/person/c")
    assert match_iri("urn:uuid:1").startswith("urn:interlingua:match:")
    assert match_iri("https://d").startswith("urn:interlingua:match:")
