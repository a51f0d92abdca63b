"""Rows of a code table that nothing reads: because another row says the same, or comes before them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from interlingua.errors import Diagnostic, Place
from interlingua.functions.codes import ANY, BETWEEN
from interlingua.rml.model import CodeTable

_MOST = 400
"""Rows with `*` that are compared with each other; a table with more is no table for people."""


def line_place(table: CodeTable, line: int) -> Place:
    """A line of the table's file, or of the mapping that holds its rows."""
    return Place(table.path or (table.place.file if table.place else None), line)


def row_findings(table: CodeTable) -> Iterator[Diagnostic]:
    """Warnings IL-M017 about rows that are never used, or only by their order in the file."""
    for line in table.repeated:
        place = line_place(table, line)
        text = f"The row only says what another row of the code table {table.name!r} says."
        yield Diagnostic("IL-M017", text, "warning", place=place, mapping=place, hint="Remove it.")
    if len(table.inputs) > 1:
        yield from _overlaps(table)


def _overlaps(table: CodeTable) -> Iterator[Diagnostic]:
    """Rows with as many `*` that fit the same values and mean different codes: the first one wins."""
    exact = {key for key, _ in table.rows}
    rows = [
        (n, key.split(BETWEEN), code) for n, (key, code) in enumerate(table.rows) if ANY in key.split(BETWEEN)
    ]
    for (a, first, one), (b, second, other) in combinations(rows[:_MOST], 2):
        if one == other or first.count(ANY) != second.count(ANY):
            continue
        if any(ANY not in (x, y) and x != y for x, y in zip(first, second, strict=True)):
            continue
        both = [y if x == ANY else x for x, y in zip(first, second, strict=True)]
        if BETWEEN.join(both) in exact:
            continue
        place = line_place(table, table.lines[b]) if b < len(table.lines) else table.place
        yield Diagnostic(
            "IL-M017",
            f"The row overlaps the one in line {table.lines[a]} of the code table {table.name!r}, which wins.",
            "warning",
            place=place,
            mapping=place,
            hint=f"Add a row for both: {', '.join(both)}.",
        )
