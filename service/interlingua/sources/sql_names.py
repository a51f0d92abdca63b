"""SQL identifiers and statements: which table a name means, and that a query only reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from interlingua.errors import Place, SourceError

_PART: Final = re.compile(r'"((?:[^"]|"")+)"|([^."]+)')
_NOISE: Final = re.compile(r"\s+|--[^\n]*(?:\n|$)|/\*(?!!).*?\*/|\(", re.DOTALL)
_READS: Final = re.compile(r"(?:select|with|values|table)\b", re.IGNORECASE)
_INTO_FILE: Final = re.compile(r"\b(?:outfile|dumpfile)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """One part of a table's name. In quotes it is meant to the letter (SQL:2008, delimited identifiers)."""

    text: str
    delimited: bool = False


def table_name(written: str, place: Place | None) -> tuple[Name, ...]:
    """`schema.table`, each part bare or in double quotes. Raises SourceError IL-S006."""
    parts: list[Name] = []
    at = 0
    while True:
        found = _PART.match(written, at)
        if found is None or not (found[1] or found[2].strip()):
            raise SourceError(
                "IL-S006", f"{written!r} is not the name of a table.", place=place,
                hint='Write people, or public.people, or "People of 2026".',
            )  # fmt: skip
        parts.append(Name(found[1].replace('""', '"'), True) if found[1] else Name(found[2].strip()))
        at = found.end()
        if at == len(written):
            return tuple(parts)
        if written[at] != ".":
            raise SourceError(
                "IL-S006", f"{written!r} is not the name of a table.", place=place,
                hint="A quote inside a quoted name is written twice.",
            )  # fmt: skip
        at += 1


def choose(name: Name, known: Sequence[str], *, folds: bool = False) -> str | None:
    """The table or schema that a name means; None where there is none.

    A bare name is the one written so, else the only one that differs in case alone. `folds`: the
    database compares names without case, those in quotes too (SQLite).
    """
    if name.text in known:
        return name.text
    if name.delimited and not folds:
        return None
    near = [each for each in known if each.casefold() == name.text.casefold()]
    return near[0] if len(near) == 1 else None


def no_table(written: str, known: Iterable[str], place: Place | None) -> SourceError:
    """The error for a table that is not there."""
    names = sorted(known)
    plain = written.replace('"', "")
    near = get_close_matches(plain, names, 1, 0.6) or [n for n in names if n.casefold() == plain.casefold()]
    listed = ", ".join(names[:20]) + (", ..." if len(names) > 20 else "")
    hint = f"Did you mean {near[0]!r}?" if near else f"The tables are: {listed or 'none'}."
    return SourceError("IL-S006", f"The database has no table {plain!r}.", place=place, hint=hint)


def reading(query: str, place: Place | None) -> str:
    """The query without what ends it. Raises SourceError IL-S006 for what is no query."""
    text = query.strip()
    while text.endswith(";"):
        text = text[:-1].rstrip()
    at = 0
    while found := _NOISE.match(text, at):
        at = found.end()
    if not _READS.match(text, at):
        raise SourceError(
            "IL-S006", "The query is not one that reads.", place=place,
            hint="It must start with SELECT, WITH, VALUES or TABLE.",
        )  # fmt: skip
    if _INTO_FILE.search(text):
        raise SourceError("IL-S006", "The query may not write a file.", place=place)
    return text
