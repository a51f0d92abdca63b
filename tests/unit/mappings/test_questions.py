"""The three questions over small graphs: the answer, what changes it, and the near miss that must not."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox
import pytest

QUESTIONS = Path(__file__).resolve().parents[3] / "ontology/questions"
PREFIXES = """
@prefix sp: <https://w3id.org/social-protection/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix status: <https://w3id.org/social-protection/code/enrolment-status/> .
@prefix reason: <https://w3id.org/social-protection/code/enrolment-status-reason/> .
@prefix sex: <https://w3id.org/social-protection/code/sex/> .
@prefix pay: <https://w3id.org/social-protection/code/payment-status/> .
@prefix : <urn:x:> .
"""
PEOPLE = """
:cash-ana a sp:Person ; sp:sex sex:female .
:pension-ana a sp:Person ; sp:sex sex:female .
:e1 a sp:Enrolment ; sp:enrolledParty :cash-ana ; sp:programme :cash ; sp:enrolmentStatus status:active ;
  sp:administrativeArea :north .
:e2 a sp:Enrolment ; sp:enrolledParty :pension-ana ; sp:programme :pension ; sp:enrolmentStatus status:active ;
  sp:administrativeArea :north .
"""
MATCH = """
:m1 a sp:IdentityMatch ; sp:matchedRecord :cash-ana ; sp:matchRepresentative :cash-ana .
:m2 a sp:IdentityMatch ; sp:matchedRecord :pension-ana ; sp:matchRepresentative :cash-ana .
"""
PAID = """
:i a sp:PaymentInstruction ; sp:enrolment :e1 ; sp:paymentStatus pay:paid .
:p a sp:Payment ; sp:paymentInstruction :i ; sp:enrolment :e1 ; sp:eventDate "2025-03-25"^^xsd:date ; sp:amount :a .
:a a sp:Amount ; sp:amountValue 450.0 ; sp:currency "XTS" .
"""
DEATH = """
:x a sp:EnrolmentStatusChange ; sp:enrolment :e2 ; sp:enrolmentStatus status:ended ;
  sp:enrolmentStatusReason reason:death ; sp:eventDate "2025-03-14"^^xsd:date .
"""


def ask(name: str, *turtle: str) -> list[tuple[str, ...]]:
    store = ox.Store()
    store.load(input=(PREFIXES + "".join(turtle)).encode(), format=ox.RdfFormat.TURTLE)
    result = store.query((QUESTIONS / f"{name}.rq").read_text("utf-8"))
    assert isinstance(result, ox.QuerySolutions)
    return [tuple(value.value.removeprefix("urn:x:") if value else "" for value in row) for row in result]


def test_two_programmes_through_a_match() -> None:
    assert ask("in-two-programmes", PEOPLE, MATCH) == [("cash-ana", "2")]


def test_two_programmes_needs_the_match() -> None:
    assert ask("in-two-programmes", PEOPLE) == []


def test_two_programmes_counts_active_enrolments_only() -> None:
    ended = PEOPLE.replace(
        ":pension ; sp:enrolmentStatus status:active", ":pension ; sp:enrolmentStatus status:ended"
    )
    assert ask("in-two-programmes", ended, MATCH) == []


def test_twice_in_one_programme_is_not_two() -> None:
    assert (
        ask("in-two-programmes", PEOPLE.replace("sp:programme :pension", "sp:programme :cash"), MATCH) == []
    )


def _codes(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    return [(district, sex.rsplit("/", 1)[1], people) for district, _, sex, people in rows]


def test_coverage_counts_people_not_records() -> None:
    assert _codes(ask("coverage-by-district-and-sex", PEOPLE, MATCH)) == [("north", "female", "1")]
    assert _codes(ask("coverage-by-district-and-sex", PEOPLE)) == [("north", "female", "2")]


def test_coverage_names_the_district_in_english_and_counts_it_once() -> None:
    named = PEOPLE + ':north sp:publicName "North"@en, "الشمال"@ar .'
    rows = ask("coverage-by-district-and-sex", named, MATCH)
    assert [(district, name, people) for district, name, _, people in rows] == [("north", "North", "1")]


def test_coverage_leaves_out_who_has_left() -> None:
    gone = PEOPLE.replace("status:active", "status:suspended", 1)
    assert _codes(ask("coverage-by-district-and-sex", gone)) == [("north", "female", "1")]


def test_paid_after_a_death_that_another_programme_knows() -> None:
    rows = ask("paid-after-death", PEOPLE, MATCH, PAID, DEATH)
    assert rows == [("p", "cash-ana", "pension", "2025-03-14", "2025-03-25", "450", "XTS")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2025-03-14", "2025-03-25"),  # paid on the day of death
        ("reason:death", "reason:moved-away"),
        ("pay:paid", "pay:returned"),
    ],
)
def test_paid_after_death_near_misses(old: str, new: str) -> None:
    turtle = "".join((PEOPLE, MATCH, PAID, DEATH))
    assert old in turtle
    assert ask("paid-after-death", turtle.replace(old, new)) == []


def test_paid_after_death_without_a_match_is_somebody_else() -> None:
    assert ask("paid-after-death", PEOPLE, PAID, DEATH) == []


@pytest.mark.parametrize("path", sorted(QUESTIONS.glob("*.rq")), ids=lambda p: p.stem)
def test_each_question_says_what_it_asks(path: Path) -> None:
    text = path.read_text("utf-8")
    head = dict(re.findall(r"^# (Title|Question|Columns): (.+)$", text, re.M))
    assert set(head) == {"Title", "Question", "Columns"}
    result = ox.Store().query(text)
    assert isinstance(result, ox.QuerySolutions)
    assert [v.value for v in result.variables] == [c.strip() for c in head["Columns"].split(",")]
