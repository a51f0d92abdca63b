"""Who lives in Lumara and which programme knows whom: the truth that the files and answers come from."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, Literal, TypeVar

from generator import names

SEED: Final = 20250630
DISTRICTS: Final = ("XL-OR", "XL-VE", "XL-QA")
HOUSEHOLDS: Final = 68
IN_REGISTRY: Final = range(1, 63)
IN_CASH: Final = (*range(5, 43), *range(63, 69))

Sex = Literal["female", "male"]
Relation = Literal["head", "spouse", "child", "parent", "grandchild"]
Status = Literal["active", "suspended", "exited", "pending"]
T = TypeVar("T")


class Dice:
    """Seeded choices by `random()` alone, whose sequence is the same in every Python version."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed).random  # noqa: S311  sample data, no secret

    def below(self, n: int) -> int:
        return int(self._random() * n)

    def between(self, low: int, high: int) -> int:
        return low + self.below(high - low + 1)

    def pick(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]

    def chance(self, percent: int) -> bool:
        return self.below(100) < percent


@dataclass(slots=True)
class Enrolment:
    """One person in one programme, under the programme's own number and spelling."""

    number: str
    status: Status
    since: date
    exit_date: date | None = None
    exit_reason: str | None = None
    shown_name: str = ""
    shown_id: str | None = None
    refused: bool = False
    """Its record was spoilt on purpose, so the common graph knows nothing of it."""


@dataclass(slots=True)
class Person:
    """A human being of Lumara; `household` is None for those who live outside any known one."""

    no: int
    given: names.Name
    family: names.Name
    sex: Sex
    born: date
    national_id: str | None
    district: str
    household: int | None = None
    relation: Relation | None = None
    cash: Enrolment | None = None
    pension: Enrolment | None = None
    registry_id: str | None = None
    """The national id as the social registry has it, if it has it."""

    @property
    def name(self) -> str:
        return f"{self.given[0]} {self.family[0]}"

    @property
    def arabic(self) -> str | None:
        return f"{self.given[1]} {self.family[1]}" if self.given[1] and self.family[1] else None

    def age(self, on: date) -> int:
        return on.year - self.born.year - ((on.month, on.day) < (self.born.month, self.born.day))


@dataclass(slots=True)
class Household:
    no: int
    district: str
    members: list[Person] = field(default_factory=list)
    street: str = ""
    registered: date = date(2022, 1, 1)
    score: str = "0"
    refused: bool = False


@dataclass(slots=True)
class Payment:
    no: str
    member: str
    cycle: str
    paid_on: date
    cents: int
    status: str
    method: str
    refused: bool = False


@dataclass(slots=True)
class Country:
    households: list[Household]
    people: list[Person]
    payments: list[Payment]


TODAY: Final = date(2025, 6, 30)


def check_digit(nine: str) -> str:
    """Lumara's rule: the digits times their positions 1 to 9, summed, modulo 11; ten is written X."""
    rest = sum(int(digit) * place for place, digit in enumerate(nine, start=1)) % 11
    return "X" if rest == 10 else str(rest)


def national_id(serial: int) -> str:
    """The id of the n-th person: nine digits that do not show the order, and the check digit."""
    nine = f"{(serial * 7_368_787 + 104_729_003) % 1_000_000_000:09d}"
    return nine + check_digit(nine)


def misspell(name: str, dice: Dice) -> str:
    """The name as a tired clerk writes it: two neighbouring letters change places."""
    spots = [i for i in range(1, len(name) - 2) if name[i].isalpha() and name[i + 1].isalpha()]
    spots = [i for i in spots if name[i].lower() != name[i + 1].lower()]
    at = dice.pick(spots)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def build() -> Country:
    """The whole country, the same every time."""
    dice = Dice(SEED)
    country = Country([], [], [])
    for no in range(1, HOUSEHOLDS + 1):
        country.households.append(_household(no, country, dice))
    for _ in range(18):
        country.people.append(_lone_elder(country, dice))
    _register(country, dice)
    _enrol_in_cash(country, dice)
    _enrol_in_pension(country, dice)
    _deaths(country)
    _pay(country, dice)
    return country


def _name(arabic: bool, sex: Sex, dice: Dice) -> names.Name:
    if arabic:
        return dice.pick(names.WOMEN_ARABIC if sex == "female" else names.MEN_ARABIC)
    return dice.pick(names.WOMEN if sex == "female" else names.MEN)


def _born(dice: Dice, youngest: int, oldest: int) -> date:
    return date(TODAY.year - dice.between(youngest, oldest), 1, 1) + timedelta(days=dice.below(180))


def _household(no: int, country: Country, dice: Dice) -> Household:
    arabic = dice.chance(45)
    family = dice.pick(names.FAMILIES_ARABIC if arabic else names.FAMILIES)
    house = Household(no, DISTRICTS[(no * 7 + dice.below(2)) % 3])
    house.street = f"{dice.between(1, 180)} {dice.pick(names.STREETS)}"
    house.registered = date(2022, 1, 10) + timedelta(days=dice.below(500))
    house.score = f"{dice.between(50, 900) / 10:.1f}"

    def add(relation: Relation, sex: Sex, born: date) -> None:
        serial = len(country.people) + 1
        # one child in five, one adult in sixteen has never had an id
        nid = None if dice.chance(20 if born.year > 2007 else 6) else national_id(serial)
        given = _name(arabic, sex, dice)
        person = Person(serial, given, family, sex, born, nid, house.district, no, relation)
        country.people.append(person)
        house.members.append(person)

    head: Sex = "female" if dice.chance(45) else "male"
    add("head", head, _born(dice, 30, 58))
    if dice.chance(75):
        add("spouse", "male" if head == "female" else "female", _born(dice, 28, 60))
    for _ in range(dice.between(1, 5)):
        add("child", "female" if dice.chance(50) else "male", _born(dice, 1, 17))
    if dice.chance(55):
        add("parent", "female" if dice.chance(60) else "male", _born(dice, 66, 88))
    return house


def _lone_elder(country: Country, dice: Dice) -> Person:
    arabic = dice.chance(45)
    sex: Sex = "female" if dice.chance(60) else "male"
    family = dice.pick(names.FAMILIES_ARABIC if arabic else names.FAMILIES)
    serial = len(country.people) + 1
    return Person(
        serial, _name(arabic, sex, dice), family, sex, _born(dice, 66, 90), national_id(serial),
        dice.pick(DISTRICTS),
    )  # fmt: skip


def _register(country: Country, dice: Dice) -> None:
    for house in country.households:
        if house.no in IN_REGISTRY:
            for person in house.members:
                person.registry_id = None if dice.chance(5) else person.national_id


def _enrol_in_cash(country: Country, dice: Dice) -> None:
    number = 10_000
    for house in country.households:
        if house.no not in IN_CASH:
            continue
        since = date(2023, 1, 5) + timedelta(days=dice.below(700))
        for person in house.members:
            number += 1
            enrolment = Enrolment(f"LC{number}", "active", since)
            person.cash = enrolment
            if dice.chance(5):
                enrolment.status = "suspended"
            elif dice.chance(4):
                enrolment.status = "pending"
            elif dice.chance(5):
                enrolment.status = "exited"
                enrolment.exit_date = date(2025, 1, 3) + timedelta(days=dice.below(120))
                enrolment.exit_reason = dice.pick(("moved", "graduated", "no-longer-eligible"))
            enrolment.shown_name = misspell(person.name, dice) if dice.chance(8) else person.name
            enrolment.shown_id = None if dice.chance(4) else person.national_id


def _enrol_in_pension(country: Country, dice: Dice) -> None:
    number = 500
    for person in country.people:
        if person.age(TODAY) < 65 or dice.chance(10):
            continue
        number += 1
        since = max(date(person.born.year + 65, 3, 1), date(2019, 1, 1) + timedelta(days=dice.below(1500)))
        enrolment = Enrolment(f"P-{number:05d}", "active", since)
        if dice.chance(6):
            enrolment.status = "suspended"
        elif dice.chance(6):
            enrolment.status = "exited"
            enrolment.exit_date = date(2025, 2, 1) + timedelta(days=dice.below(90))
            enrolment.exit_reason = dice.pick(("moved", "no-longer-eligible"))
        enrolment.shown_name = misspell(person.given[0], dice) if dice.chance(12) else person.given[0]
        enrolment.shown_id = None if dice.chance(7) else person.national_id
        person.pension = enrolment


def _die(enrolment: Enrolment, day: date) -> None:
    enrolment.status, enrolment.exit_date, enrolment.exit_reason = "exited", day, "death"


def _deaths(country: Country) -> None:
    """Five deaths that the cash transfer knows, and three that only the pension knows."""
    cash = [
        p for p in country.people
        if p.cash and not p.pension and p.age(TODAY) >= 28 and p.cash.shown_id and p.cash.status == "active"
    ]  # fmt: skip
    days = (date(2025, 2, 11), date(2025, 3, 2), date(2025, 3, 25), date(2025, 4, 9), date(2025, 4, 28))
    for person, day in zip(cash[4::9], days, strict=False):
        assert person.cash is not None
        _die(person.cash, day)
    both = [
        p for p in country.people
        if p.cash and p.pension and p.cash.status == "active" and p.pension.status == "active"
        and p.cash.shown_id and p.pension.shown_id
    ]  # fmt: skip
    for person, day in zip(
        both[1::4], (date(2025, 3, 14), date(2025, 4, 30), date(2025, 5, 20)), strict=False
    ):
        assert person.pension is not None
        _die(person.pension, day)


LATEST_AFTER_DEATH: Final = {1: 75, 2: 75, 3: 0, 4: 60, 5: 75}
"""For the first, second ... death: for how many days money still went out. The third was stopped on the day."""
RETURNED_DEATH: Final = 4
"""The death after which all money came back."""


def _pay(country: Country, dice: Dice) -> None:
    """Adults are paid on the 25th of each month, January to June 2025."""
    deaths = 0
    for person in country.people:
        enrolment = person.cash
        if enrolment is None or enrolment.status == "pending" or person.age(TODAY) < 28:
            continue
        deaths += enrolment.exit_reason == "death"
        for month in range(1, 7):
            day = date(2025, month, 25)
            status = "returned" if dice.chance(4) else "paid"
            if enrolment.exit_date and day > enrolment.exit_date:
                late = LATEST_AFTER_DEATH[deaths] if enrolment.exit_reason == "death" else 0
                if (day - enrolment.exit_date).days > late:
                    break
                status = "returned" if deaths == RETURNED_DEATH else "paid"
            cents = 45_000 + 2_500 * dice.below(5)
            method = dice.pick(("M", "M", "B", "C"))
            number = f"PAY{len(country.payments) + 1:06d}"
            country.payments.append(
                Payment(number, enrolment.number, f"2025-{month:02d}", day, cents, status, method)
            )
