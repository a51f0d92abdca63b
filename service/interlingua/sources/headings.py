"""The names of a table's columns, as mappings use them; and the rows at its top that are no records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from interlingua.errors import MappingError
from interlingua.rml.model import LogicalSource


@dataclass(frozen=True, slots=True)
class Top:
    """How a table begins.

    `header` is the row that names the columns, from 1; 0 where none does. `skip` rows below it are no
    records (descriptions); nor is any row whose first filled cell starts with `sign` (HXL, comments).
    """

    header: int = 1
    skip: int = 0
    sign: str = ""

    def is_note(self, row: Sequence[str]) -> bool:
        """Whether a row is none of the records."""
        if not self.sign:
            return False
        return next((cell.lstrip() for cell in row if cell.strip()), "").startswith(self.sign)


FIRST_ROW: Final = Top()
"""The first row names the columns, and all below it are records."""


def top(source: LogicalSource) -> Top:
    """What a source's options `header` and `skip` say. Raises MappingError IL-M006."""
    options = dict(source.options)
    header = options.get("header", "1").strip().lower()
    if header == "none":
        header = "0"
    elif not _number(header) or int(header) < 1:
        raise MappingError(
            "IL-M006", "`header` must be the number of a row, from 1, or none.", place=source.place
        )
    skip = options.get("skip", "0").strip()
    if not skip:
        raise MappingError(
            "IL-M006",
            "`skip` must be a number of rows, or the sign that they start with.",
            place=source.place,
        )
    return Top(int(header), int(skip), "") if _number(skip) else Top(int(header), 0, skip)


def _number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 7


def unique(names: Sequence[str]) -> tuple[str, ...]:
    """Names that tell columns apart: without white space around them; `phone[1]`, `phone[2]` where two are
    called phone; and `#4` for the fourth where it has none."""
    plain = [name.strip() for name in names]
    count = Counter(plain)
    seen: Counter[str] = Counter()
    out = []
    for at, name in enumerate(plain, 1):
        seen[name] += 1
        out.append(f"#{at}" if not name else f"{name}[{seen[name]}]" if count[name] > 1 else name)
    return tuple(out)


def numbered(count: int) -> tuple[str, ...]:
    """The names of columns that nothing names."""
    return tuple(f"#{at}" for at in range(1, count + 1))
