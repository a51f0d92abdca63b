"""il:code: a local code, through a code table of the mapping, to a code of our lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from interlingua.functions.faults import Kept, ValueFault

Fold = Literal["exact", "trim", "case"]
Policy = Literal["reject", "warn", "keep"]


def folded(value: str, fold: Fold) -> str:
    """The form under which a local value is looked up: as it is, trimmed, or trimmed without case."""
    if fold == "exact":
        return value
    return value.strip() if fold == "trim" else value.strip().casefold()


def make_code(
    name: str, rows: Mapping[str, str], *, unmapped: Policy = "reject", fold: Fold = "trim"
) -> Callable[[str | None], str | None]:
    """The IRI of the code that `rows` gives for a value; null and blank give null, and so does a row without one.

    A value that is not there raises ValueFault IL-R003: under `reject` a violation; under `warn` a warning
    and the field is absent; under `keep` a warning that carries the value, to be a literal.
    """
    table = dict(rows)
    message = f"The value is not in the code table {name!r}."
    trimmed = {folded(local, "trim"): local for local in table}
    nearly = {folded(local, "case") for local in table} if fold != "case" else set[str]()

    def hint(value: str) -> str | None:
        if fold == "exact" and value.strip() in trimmed:
            return "It is there but for spaces: leave `fold: exact` out of the code table."
        if value.strip().casefold() in nearly:
            return "It is there in other capitals: add `fold: case` to the code table."
        return None

    def code(value: str | None) -> str | None:
        if value is None:
            return None
        word = folded(value, fold)
        found = table.get(word)
        if found is not None:
            return found or None
        if not word.strip():
            return None
        if unmapped == "reject":
            raise ValueFault("IL-R003", message, hint=hint(value))
        replacement = Kept(value) if unmapped == "keep" else None
        raise ValueFault("IL-R003", message, severity="warning", replacement=replacement, hint=hint(value))

    return code
