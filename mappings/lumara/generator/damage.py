"""The records that are bad on purpose: which kind, where, and what must be said of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fault: the code that the tool must give, and the column or pointer it must name."""

    name: str
    code: str
    field: str | None


@dataclass(frozen=True, slots=True)
class Bad:
    """One bad record: its row counts from 1, the first record of the file."""

    file: str
    row: int
    kind: Kind

    def to_dict(self) -> dict[str, str | int | None]:
        return {
            "file": self.file, "row": self.row, "kind": self.kind.name,
            "code": self.kind.code, "field": self.kind.field,
        }  # fmt: skip


MEMBERS: Final = "lumara-cash/samples/members.csv"
PAYMENTS: Final = "lumara-cash/samples/payments.csv"
HOUSEHOLDS: Final = "lumara-social-registry/samples/households.json"
PENSIONERS: Final = "lumara-pension/samples/pensioners.xlsx"

MEMBER_KINDS: Final = (
    Kind("no-key", "IL-R011", "person_no"),
    Kind("no-status", "IL-V001", "status"),
    Kind("impossible-date", "IL-R002", "birth_date"),
    Kind("unknown-status", "IL-R003", "status"),
    Kind("id-of-wrong-shape", "IL-V006", "national_id"),
    Kind("too-many-cells", "IL-R005", None),
    Kind("latin-1-bytes", "IL-R004", None),
    Kind("birth-out-of-range", "IL-V007", "birth_date"),
)

PAYMENT_KINDS: Final = (
    Kind("no-amount", "IL-V001", "amount"),
    Kind("amount-not-a-number", "IL-R002", "amount"),
    Kind("negative-amount", "IL-V007", "amount"),
    Kind("unknown-status", "IL-R003", "status"),
    Kind("no-member", "IL-V001", "person_no"),
    Kind("impossible-date", "IL-R002", "paid_on"),
    Kind("too-few-cells", "IL-R005", None),
)

SAME_KEY: Final = Kind("same-key-twice", "IL-R012", "payment_no")
"""Two different rows under one key: `translate` gives both, `submit` refuses both."""

HOUSEHOLD_KINDS: Final = (
    Kind("duplicate-json-key", "IL-R007", None),
    Kind("no-key", "IL-R011", None),
    Kind("unknown-sex", "IL-R003", "demographic_info.sex"),
    Kind("impossible-date", "IL-R002", "demographic_info.birth_date"),
    Kind("size-out-of-range", "IL-V007", "group_size"),
)

PENSIONER_KINDS: Final = (
    Kind("no-name", "IL-V001", None),
    Kind("unknown-status", "IL-R003", "Status"),
    Kind("impossible-date", "IL-R002", "Date of birth"),
    Kind("id-of-wrong-shape", "IL-V006", "National ID"),
    Kind("negative-amount", "IL-V007", "Monthly amount"),
)


def spread(candidates: Sequence[int], kinds: Sequence[Kind], each: int = 1) -> dict[int, Kind]:
    """Row indexes for the kinds, evenly over the candidates."""
    wanted = [kind for kind in kinds for _ in range(each)]
    step = max(1, len(candidates) // len(wanted))
    chosen = candidates[step // 2 :: step]
    assert len(chosen) >= len(wanted)
    return dict(zip(chosen, wanted, strict=False))
