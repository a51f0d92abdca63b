"""DCI's answers of social, beneficiary and civil registries: no leaf is lost; codes, older keys and labels agree."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dci_leaves import add_up, ask, graph, published, records
from lumara_samples import BASE, MAPPINGS
from translating import by_hand, stored, translate_file

MAPPED = {
    name: MAPPINGS / f"{name}.yarrrml.yaml"
    for name in (
        "dci-social-registry/groups",
        "dci-social-registry/members",
        "dci-social-registry/persons",
        "dci-ibr/beneficiaries",
        "dci-ibr/persons",
        "dci-crvs/persons",
    )
}
GROUPS = MAPPED["dci-social-registry/groups"]
OWN = GROUPS.parent / "samples/groups.json"


NOTHING = MAPPINGS / "lumara/expected-answers.json"


def own(name: str, form: str = "") -> Path:
    mapping = MAPPED[name]
    return mapping.parent / "samples" / f"{mapping.name.removesuffix('.yarrrml.yaml')}{form}.json"


@pytest.mark.parametrize("name", MAPPED)
def test_every_leaf_of_the_own_samples_adds_up(name: str, tmp_path: Path) -> None:
    counts = add_up(MAPPED[name], own(name), tmp_path, known=NOTHING)
    assert counts["reported"] == 0
    assert counts["read"] > counts["omitted"]
    counts = add_up(MAPPED[name], own(name, "-older"), tmp_path, known=own(name))
    assert counts["reported"] == 0


@pytest.mark.parametrize("form", ["-older", "-labels"])
@pytest.mark.parametrize("name", MAPPED)
def test_older_keys_and_labels_make_the_same_graph(name: str, form: str) -> None:
    made = graph(MAPPED[name], own(name))
    assert made == graph(MAPPED[name], own(name, form))
    assert own(name).read_text("utf-8") != own(name, form).read_text("utf-8")
    assert len(made) > 60


@pytest.mark.parametrize("name", ["dci-social-registry/groups", "dci-ibr/beneficiaries", "dci-crvs/persons"])
def test_what_was_written_by_hand_is_in_the_graph(name: str) -> None:
    mapping = MAPPED[name]
    expected = mapping.parent / "expected" / f"{mapping.name.removesuffix('.yarrrml.yaml')}.expected.ttl"
    made = translate_file(mapping, own(name)).text.replace("https://data.example.org/", BASE)
    assert by_hand(expected, mapping.parent.name) - stored(made) == set()


PUBLISHED = [
    ("dci-social-registry/groups", "social/mock-sr-sync-search-0.json", 0),
    ("dci-social-registry/groups", "social/processflow1-1res.json", 1),
    ("dci-social-registry/members", "social/processflow1-3res.json", 1),
    ("dci-social-registry/persons", "social/processflow2res.json", 4),
    ("dci-social-registry/persons", "social/processflow3ares.json", 4),
    ("dci-ibr/beneficiaries", "ibr/mock-ibr-sync-search-0.json", 1),
    ("dci-ibr/persons", "ibr/processflow3ares.json", 28),
    ("dci-ibr/persons", "ibr/processflow4res.json", 28),
    ("dci-crvs/persons", "crvs/mock-crvs-sync-search-0.json", 0),
    ("dci-crvs/persons", "crvs/processflow3res.json", 0),
]
SAME = [
    ("social/processflow1-1res.json", "social/processflow1-2res.json"),
    ("social/processflow3ares.json", "social/processflow4res.json"),
    *(("crvs/processflow3res.json", f"crvs/processflow{n}res.json") for n in (1, 2, 4, 5, 6)),
]
SCHEMAS = (
    "social/mock-sr-sync-txn-status-0.json",
    "ibr/mock-ibr-sync-txn-status-0.json",
    "crvs/mock-crvs-sync-txn-status-0.json",
)


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_other_published_samples_say_the_same(one: str, other: str) -> None:
    assert json.loads(published(one).read_text("utf-8")) == json.loads(published(other).read_text("utf-8"))


@pytest.mark.parametrize("sample", SCHEMAS)
def test_three_published_samples_are_schemas_without_a_record(sample: str) -> None:
    assert list(records(json.loads(published(sample).read_text("utf-8")))) == []


@pytest.mark.parametrize(("name", "sample", "unreadable"), PUBLISHED)
def test_every_leaf_of_the_published_samples_adds_up(
    name: str, sample: str, unreadable: int, tmp_path: Path
) -> None:
    counts = add_up(MAPPED[name], published(sample), tmp_path)
    # What is reported are values in no list of DCI's, and enrolments in programmes without an identifier.
    assert counts["reported"] == unreadable
    assert counts["read"] >= 9


def test_a_benefit_without_a_beneficiary_is_refused_with_the_reason() -> None:
    made = translate_file(MAPPED["dci-ibr/beneficiaries"], published("ibr/processflow2res.json"))
    assert [[finding.code for finding in row] for row in made.refused.values()] == [["IL-R011"]]


MEMBER_NUMBERS = """SELECT ?given ?number WHERE { ?m a sp:Membership ; sp:member/sp:name/sp:givenName ?given ;
  sp:identifier/sp:identifierValue ?number } ORDER BY ?given"""
OWN_NUMBERS = """SELECT ?given ?number WHERE { ?p a sp:Person ; sp:name/sp:givenName ?given ;
  sp:identifier/sp:identifierValue ?number FILTER EXISTS { ?m sp:member ?p } } ORDER BY ?given"""


def test_member_numbers_stand_on_membership() -> None:
    assert ask(GROUPS, OWN, MEMBER_NUMBERS) == [("Galia", "M-71"), ("Joren", "M-72")]
    assert ask(GROUPS, OWN, OWN_NUMBERS) == [("Galia", "5500000017"), ("Joren", "5500000025")]


@pytest.mark.parametrize("name", MAPPED)
def test_no_number_names_an_issuer_and_no_name_is_split(name: str) -> None:
    assert ask(MAPPED[name], own(name), "SELECT ?i WHERE { ?x sp:issuer ?i }") == []
    assert ask(MAPPED[name], own(name), "SELECT ?n WHERE { ?x sp:fullName ?n }") == []


def test_the_published_household_says_what_it_says() -> None:
    path = published("social/mock-sr-sync-search-0.json")
    assert ask(GROUPS, path, OWN_NUMBERS) == [
        ("Alice", "9876543210"), ("Bob", "1234567890"), ("Charlie", "9876543221"), ("Daisy", "9876543232"),
    ]  # fmt: skip
    assert ask(GROUPS, path, MEMBER_NUMBERS) == [
        ("Alice", "M9876543210"), ("Bob", "M9876543210"), ("Charlie", "9876543210"), ("Daisy", "M987654323"),
    ]  # fmt: skip
    heads = "SELECT ?given WHERE { ?m sp:membershipRole ?r ; sp:member/sp:name/sp:givenName ?given }"
    assert ask(GROUPS, path, heads) == [("Alice",)]
    assert ask(GROUPS, path, "SELECT ?n WHERE { ?c a sp:HouseholdComposition ; sp:memberCount ?n }") == [
        ("4",)
    ]
    assert ask(GROUPS, path, "SELECT ?g WHERE { ?g a sp:Family, sp:Group }") != []


def test_what_dci_calls_unknown_is_a_gap() -> None:
    gaps = """SELECT ?given ?property WHERE { ?x sp:valueGap ?gap ; sp:person/sp:name/sp:givenName ?given .
      ?gap sp:gapProperty ?property ; sp:gapReason <https://w3id.org/social-protection/code/gap-reason/unknown> }"""
    assert ask(GROUPS, OWN, gaps) == [("Joren", "employmentStatus")]


def test_each_tie_is_of_the_member_that_tells_it() -> None:
    ties = """SELECT ?given ?relationship ?relative WHERE { ?k a sp:Kinship ; sp:person/sp:name/sp:givenName ?given ;
      sp:relationship ?relationship ; sp:relative/sp:name/sp:givenName ?relative }"""
    assert ask(GROUPS, OWN, ties) == [("Galia", "code/relationship/natural-son", "Joren")]


def test_statuses_that_are_reasons_are_both() -> None:
    mapping = MAPPED["dci-ibr/beneficiaries"]
    rows = ask(
        mapping, own("dci-ibr/beneficiaries"),
        """SELECT ?code ?unit ?status ?reason WHERE { ?e a sp:Enrolment ; sp:programme/sp:publicCode ?code ;
        sp:assistanceUnit ?unit ; sp:enrolmentStatus ?status OPTIONAL { ?e sp:enrolmentStatusReason ?reason } }
        ORDER BY ?code ?unit""",
    )  # fmt: skip
    assert [tuple(value.removeprefix("code/") for value in row) for row in rows] == [
        ("LUM-CASH", "assistance-unit/household", "enrolment-status/active", ""),
        (
            "LUM-CASH",
            "assistance-unit/person",
            "enrolment-status/ended",
            "enrolment-status-reason/graduation",
        ),
        ("LUM-PENSION", "assistance-unit/person", "enrolment-status/active", ""),
    ]


def test_each_benefit_is_handed_over_in_its_own_way() -> None:
    rows = ask(
        MAPPED["dci-ibr/beneficiaries"], own("dci-ibr/beneficiaries"),
        """SELECT ?class (COUNT(?x) AS ?n) WHERE { VALUES ?class { sp:Payment sp:GoodsDelivery sp:ServiceDelivery sp:Voucher }
        ?x a ?class ; sp:enrolment ?e } GROUP BY ?class ORDER BY ?class""",
    )  # fmt: skip
    assert rows == [("GoodsDelivery", "1"), ("Payment", "3"), ("ServiceDelivery", "1"), ("Voucher", "1")]


def test_the_events_of_a_life_have_dates_and_places() -> None:
    rows = ask(
        MAPPED["dci-crvs/persons"], own("dci-crvs/persons"),
        """SELECT ?class ?date ?place WHERE { VALUES ?class { sp:Birth sp:Death sp:Marriage sp:MarriageEnd }
        ?event a ?class ; sp:eventDate ?date OPTIONAL { ?event sp:eventPlace/sp:placeName ?place } } ORDER BY ?date""",
    )  # fmt: skip
    assert rows == [
        ("Birth", "1948-06-30", "Velmere"), ("Marriage", "1970-05-02", ""), ("MarriageEnd", "1988-10-17", ""),
        ("Death", "2025-02-11", "Kora"),
    ]  # fmt: skip
