"""The social registry's answer to a search, in the shape that DCI's search response has."""

from __future__ import annotations

import json
from typing import Any

from generator.country import Country, Dice, Household, Person
from generator.damage import HOUSEHOLD_KINDS, HOUSEHOLDS, Bad, spread

RELATION_WORD = {
    "head": "self",
    "spouse": "partner",
    "child": "child",
    "parent": "parent",
    "grandchild": "grandchild",
}
CENTRE = {"XL-OR": (12.4, -31.2), "XL-VE": (12.9, -30.6), "XL-QA": (11.8, -30.9)}


def households(country: Country) -> tuple[bytes, list[Bad]]:
    """One element a household; its members are inside it."""
    dice = Dice(12)
    houses = [h for h in country.households if h.no <= 62]
    # no household whose people are paid or pensioned elsewhere is spoilt
    alone = [i for i, h in enumerate(houses) if not any(p.cash or p.pension for p in h.members)]
    spare = alone if len(alone) >= len(HOUSEHOLD_KINDS) else list(range(43, 62))
    damaged = spread(spare, HOUSEHOLD_KINDS)
    bad, elements = [], []
    for index, house in enumerate(houses):
        element = _household(house, dice)
        kind = damaged.get(index)
        if kind:
            bad.append(Bad(HOUSEHOLDS, index + 1, kind))
            house.refused = True
            _spoil(element, kind.name)
        text = json.dumps(element, ensure_ascii=False, indent=1)
        if kind and kind.name == "duplicate-json-key":
            text = text.replace(
                '"group_type": "household",', '"group_type": "household",\n "group_type": "family",'
            )
        elements.append(text)
    return _envelope(elements).encode(), bad


def _envelope(elements: list[str]) -> str:
    hole = "@@records@@"
    whole = {
        "message": {
            "transaction_id": "lumara-0001",
            "correlation_id": "lumara-0001-1",
            "search_response": [
                {
                    "reference_id": "1", "timestamp": "2025-06-30T06:00:00Z", "status": "succ",
                    "data": {"version": "1.0.0", "reg_records": [hole]},
                    "pagination": {"page_size": 100, "page_number": 1, "total_count": len(elements)},
                    "locale": "en",
                }
            ],
        }
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, indent=1).replace(f'"{hole}"', ",\n".join(elements)) + "\n"


def _household(house: Household, dice: Dice) -> dict[str, Any]:
    north, east = CENTRE[house.district]
    return {
        "@id": f"https://registry.lumara.example/group/{house.no:04d}",
        "@type": "spdci:Group",
        "group_identifier": [
            {
                "@type": "Identifier",
                "identifier_type": "HouseholdNumber",
                "identifier_value": f"HH-{house.no:04d}",
            }
        ],
        "group_type": "household",
        "place": {
            "@type": "Place",
            "geo": {
                "@type": "GeoCoordinates",
                "latitude": f"{north + dice.below(3000) / 10000:.6f}",
                "longitude": f"{east + dice.below(3000) / 10000:.6f}",
            },
            "address": house.street,
            "contained_in_place": {"@type": "Place", "name": house.district},
        },
        "poverty_score": float(house.score),
        "poverty_score_type": "LPMT-2024",
        "group_size": len(house.members),
        "member_list": [_member(house, person, n, dice) for n, person in enumerate(house.members, start=1)],
        "registration_date": f"{house.registered.isoformat()}T00:00:00Z",
        "last_updated": "2025-05-31T00:00:00Z",
        "additional_attributes": [{"roof": dice.pick(("tin", "tile", "thatch"))}],
    }


def _member(house: Household, person: Person, n: int, dice: Dice) -> dict[str, Any]:
    identifiers = []
    if person.registry_id:
        identifiers.append(
            {"@type": "Identifier", "identifier_type": "NationalID", "identifier_value": person.registry_id}
        )
    name: dict[str, Any] = {"@type": "Name", "surname": person.family[0], "given_name": person.given[0]}
    if person.arabic:
        name["full_name_ar"] = person.arabic
    adult = person.relation != "child"
    return {
        "@type": "Member",
        "member_identifier": [
            {
                "@type": "Identifier",
                "identifier_type": "MemberNumber",
                "identifier_value": f"M-{house.no:04d}-{n:02d}",
            }
        ],
        "demographic_info": {
            "@type": "SRPerson",
            "identifier": identifiers,
            "name": name,
            "sex": person.sex,
            "birth_date": f"{person.born.isoformat()}T00:00:00Z",
        },
        "relationship_to_head": RELATION_WORD[person.relation or "child"],
        "is_disabled": dice.chance(5),
        "marital_status": ("married" if dice.chance(70) else "widowed") if adult else "single",
        "registration_date": f"{house.registered.isoformat()}T00:00:00Z",
    }


def _spoil(element: dict[str, Any], kind: str) -> None:
    first = element["member_list"][0]["demographic_info"]
    if kind == "no-key":
        element["group_identifier"] = []
    elif kind == "unknown-sex":
        first["sex"] = "W"
    elif kind == "impossible-date":
        first["birth_date"] = "1984-02-30T00:00:00Z"
    elif kind == "size-out-of-range":
        element["group_size"] = -3
