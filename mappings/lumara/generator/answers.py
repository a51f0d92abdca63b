"""What is true of Lumara, told from the people themselves and never from a graph.

A record-person is written `system/kind/key...`; a test turns that into the IRI of this deployment.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from generator.country import Country, Enrolment, Person

AREA = "https://data.lumara.example/area/"


def expected(country: Country) -> dict[str, Any]:
    """The answers of the three questions, after the refused records are taken out."""
    return {
        "in-two-programmes": _in_two(country),
        "coverage-by-district-and-sex": _coverage(country),
        "paid-after-death": _paid_after_death(country),
    }


def _kept(enrolment: Enrolment | None) -> Enrolment | None:
    return enrolment if enrolment and not enrolment.refused else None


def records(person: Person, country: Country) -> list[tuple[str, str | None]]:
    """The person's accepted records, each with the national id it shows."""
    found: list[tuple[str, str | None]] = []
    house = next((h for h in country.households if h.no == person.household), None)
    if house and house.no <= 62 and not house.refused:
        n = house.members.index(person) + 1
        key = f"lumara-sr/person/HH-{house.no:04d}/M-{house.no:04d}-{n:02d}"
        found.append((key, person.registry_id))
    if cash := _kept(person.cash):
        found.append((f"lumara-cash/person/{cash.number}", cash.shown_id))
    if pension := _kept(person.pension):
        found.append((f"lumara-pension/person/{pension.number}", pension.shown_id))
    return found


def clusters(person: Person, country: Country) -> list[list[str]]:
    """Which of the person's records can be known to be of one person: those that show the id."""
    found = records(person, country)
    linked = sorted(key for key, nid in found if nid)
    return ([linked] if linked else []) + [[key] for key, nid in found if not nid]


def _in_two(country: Country) -> list[dict[str, Any]]:
    """Clusters with an active enrolment in the cash transfer and in the pension."""
    rows = []
    for person in country.people:
        for cluster in clusters(person, country):
            if len(_active(person, cluster)) == 2:
                rows.append({"person": cluster, "programmes": 2})
    return rows


def _active(person: Person, cluster: list[str]) -> list[str]:
    """The programmes in which one of the cluster's records is an active enrolment."""
    found = []
    for programme, enrolment in (("lumara-cash", person.cash), ("lumara-pension", person.pension)):
        kept = _kept(enrolment)
        if kept and kept.status == "active" and f"{programme}/person/{kept.number}" in cluster:
            found.append(programme)
    return found


def _coverage(country: Country) -> list[dict[str, Any]]:
    """Distinct people with an active enrolment, by district and sex; unlinkable records count apart."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for person in country.people:
        for cluster in clusters(person, country):
            if _active(person, cluster):
                counts[person.district, person.sex] += 1
    return [
        {"district": AREA + district, "sex": sex, "people": people}
        for (district, sex), people in sorted(counts.items())
    ]


def _paid_after_death(country: Country) -> list[dict[str, Any]]:
    """Payments that were made, of people whom some programme has let go because they died, later than that day."""
    owners = {p.cash.number: p for p in country.people if p.cash}
    rows = []
    for payment in country.payments:
        person = owners[payment.member]
        if payment.refused or payment.status != "paid" or not _kept(person.cash):
            continue
        for cluster in clusters(person, country):
            if f"lumara-cash/person/{payment.member}" not in cluster:
                continue
            for died, programme in _deaths(person, cluster):
                if payment.paid_on.isoformat() > died:
                    rows.append(
                        {
                            "payment": f"lumara-cash/payment/{payment.no}", "person": cluster,
                            "exitDate": died, "exitProgramme": programme,
                            "paidOn": payment.paid_on.isoformat(),
                            "amount": f"{payment.cents // 100}.{payment.cents % 100:02d}", "currency": "XTS",
                        }
                    )  # fmt: skip
    return rows


def _deaths(person: Person, cluster: list[str]) -> list[tuple[str, str]]:
    found = []
    for programme, enrolment in (("lumara-cash", person.cash), ("lumara-pension", person.pension)):
        kept = _kept(enrolment)
        if (
            kept and kept.exit_reason == "death" and kept.exit_date
            and f"{programme}/person/{kept.number}" in cluster
        ):  # fmt: skip
            found.append((kept.exit_date.isoformat(), programme))
    return found
