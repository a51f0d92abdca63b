"""Whether properties fit their classes, and whether kinds of things are written alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlingua.errors import Diagnostic
from interlingua.rml import load_mapping
from interlingua.shacl.things import _near, thing_findings
from interlingua.vocabulary import load

HEAD = """sources: {people: [people.csv~csv]}
record: {system: s, type: t, source: people, key: [$(no)]}
mappings:
"""
GOOD = """
  person:
    s: il:iri(kind=person, key=$(no))
    po:
      - [a, sp:Person]
      - [sp:dateOfBirth, $(born), xsd:date]
      - [sp:name, il:iri(kind=name, key=$(no))]
      - [sp:financialAccount, il:iri(kind=account, key=$(iban))]
  name:
    s: il:iri(kind=name, key=$(no))
    po:
      - [a, sp:PersonName]
      - [sp:fullName, $(name)]
  account:
    s: il:iri(kind=account, key=$(iban))
    po:
      - [a, sp:FinancialAccount]
"""


def check(text: str, tmp_path: Path) -> list[Diagnostic]:
    return list(thing_findings(load_mapping(tmp_path / "m.yarrrml.yaml", text=HEAD + text), load()))


def line_of(text: str, part: str) -> int:
    return next(n for n, line in enumerate((HEAD + text).splitlines(), 1) if part in line)


def test_a_good_mapping(tmp_path: Path) -> None:
    assert check(GOOD, tmp_path) == []


def test_a_property_of_another_class(tmp_path: Path) -> None:
    text = GOOD + "      - [sp:dateOfBirth, $(born), xsd:date]\n"
    text = text.replace("[sp:fullName, $(name)]", "[sp:dateOfBirth, $(born2), xsd:date]")
    found = check(text, tmp_path)
    assert [f.code for f in found] == ["IL-M019"] * 2
    assert {f.severity for f in found} == {"warning"}
    assert found[0].place is not None
    assert found[0].place.line == line_of(text, "born2")
    assert found[0].message == "sp:dateOfBirth is not a property of sp:PersonName, which 'name' makes."
    assert found[0].hint == "It is of sp:Person: say it in 'person'."


def test_the_classes_that_have_it_are_named(tmp_path: Path) -> None:
    found = check(GOOD.replace("[sp:dateOfBirth, $(born), xsd:date]", "[sp:amount, $(sum)]"), tmp_path)
    assert [f.code for f in found] == ["IL-M019"]
    assert "sp:Payment" in (found[0].hint or "")


@pytest.mark.parametrize(
    "text",
    [
        # a superclass has it: every Household is a Group
        """
  household:
    s: il:iri(kind=household, key=$(no))
    po: [[a, sp:Household], [sp:identifier, il:iri(kind=number, key=$(no))]]
""",
        # a class that data may add, and one that another map of the same kind says
        """
  group:
    s: il:iri(kind=group, key=$(no))
    po: [[a, sp:Group], [a, $(type)~iri], [sp:dateOfBirth, $(born)]]
""",
        """
  person:
    s: il:iri(kind=person, key=$(no))
    po: [[a, sp:Person]]
  more:
    s: il:iri(kind=person, key=$(other))
    po: [[sp:dateOfBirth, $(born)]]
""",
        # nothing is known of the subject, or nothing of its class
        """
  person:
    s: ex:person/$(no)
    po: [[sp:dateOfBirth, $(born)]]
""",
        """
  person:
    s: ex:person/$(no)
    po: [[a, schema:Person], [sp:dateOfBirth, $(born)]]
""",
    ],
)
def test_no_false_alarm(text: str, tmp_path: Path) -> None:
    head = 'prefixes: {ex: "http://e.example/", schema: "https://schema.org/"}\n'
    mapping = load_mapping(tmp_path / "m.yarrrml.yaml", text=head + HEAD + text)
    assert list(thing_findings(mapping, load())) == []


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("name", "nmae", True), ("account", "acount", True), ("enrolment", "enrollement", True), ("person", "persons", True),
        ("phone", "photo", False), ("household", "household-number", False), ("id", "ids", False), ("card", "cord", True),
    ],
)  # fmt: skip
def test_how_near_is_near(one: str, other: str, near: bool) -> None:
    assert (_near(one, other), _near(other, one)) == (near, near)


def test_a_kind_misspelt_where_it_is_made(tmp_path: Path) -> None:
    text = GOOD.replace("s: il:iri(kind=account,", "s: il:iri(kind=acount,")
    found = check(text, tmp_path)
    assert [f.code for f in found] == ["IL-M020"]
    assert found[0].hint == "Did you mean kind=acount?"
    assert found[0].place is not None
    assert found[0].place.line == line_of(text, "sp:financialAccount")


def test_a_kind_misspelt_where_it_is_pointed_to(tmp_path: Path) -> None:
    found = check(
        GOOD.replace("sp:financialAccount, il:iri(kind=account", "sp:financialAccount, il:iri(kind=acount"),
        tmp_path,
    )
    assert [(f.code, f.hint) for f in found] == [("IL-M020", "Did you mean kind=account?")]


def test_a_second_subject_of_nearly_the_same_kind(tmp_path: Path) -> None:
    text = GOOD + "  account2:\n    s: il:iri(kind=acount, key=$(iban))\n    po: [[a, sp:FinancialAccount]]\n"
    found = check(text, tmp_path)
    assert [(f.code, f.hint) for f in found] == [("IL-M020", "Did you mean kind=account?")]
    assert found[0].place is not None
    assert found[0].place.line == line_of(text, "kind=acount,")


@pytest.mark.parametrize("other", ["kind=enrolment", "kind=account-holder", "kind=acount, system=bank"])
def test_things_of_other_mappings_and_systems(other: str, tmp_path: Path) -> None:
    assert (
        check(
            GOOD.replace("sp:financialAccount, il:iri(kind=account", f"sp:financialAccount, il:iri({other}"),
            tmp_path,
        )
        == []
    )
