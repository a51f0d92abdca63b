"""Code tables: from what a source writes to a code of our lists, or to a text.

A table has one input or several (a payment's state and its status); `*` in place of an input stands for
any. Rows may hold from a day or a version on, and to one. Values are folded before they are compared.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from interlingua.functions.digits import plain
from interlingua.functions.faults import Kept, ValueFault
from interlingua.functions.signature import Constants
from interlingua.functions.yesno import bind_boolean
from interlingua.rdf.namespaces import IL

Fold = Literal["exact", "trim", "case", "accents"]
Policy = Literal["reject", "warn", "keep", "omit"]
BETWEEN: Final = "\x1f"
"""Between the inputs of a row, folded."""
ANY: Final = "*"
FUNCTIONS: Final = tuple(IL + name for name in ("code", "entry", "known", "gap", "ticked"))
"""The functions that read a code table, named by their parameter `table`."""
_ZEROS: Final = re.compile(r"\+?0*([0-9]+)(?:\.0+)?")
_FOLDS: Final[tuple[Fold, ...]] = ("exact", "trim", "case", "accents")


def folded(value: str, fold: Fold, *, numeric: bool = False) -> str:
    """The form under which a local value is looked up.

    As it is, trimmed, trimmed without case, or also without accents and with single blanks. With
    `numeric`, 1, 01, +1 and 1.0 are the same.
    """
    if fold == "exact":
        return value
    word = value.strip()
    if fold == "accents":
        parts = unicodedata.normalize("NFKD", word.casefold())
        word = " ".join("".join(c for c in parts if not unicodedata.combining(c) and c != "\u0640").split())
    elif fold == "case":
        word = word.casefold()
    if numeric and (match := _ZEROS.fullmatch(plain(word))):
        return match[1]
    return word


@dataclass(frozen=True, slots=True)
class Table:
    """One code table. `rows` pairs the folded inputs, joined by BETWEEN, with a code, or "" where it says nothing.

    `periods` are the first and the last day (or version) of each row, "" where there is none; empty
    where no row has any. `default` is for what is not there, `empty` for a missing value.
    """

    name: str
    rows: tuple[tuple[str, str], ...]
    inputs: int = 1
    periods: tuple[tuple[str, str], ...] = ()
    unmapped: Policy = "reject"
    fold: Fold = "trim"
    numeric: bool = False
    default: str | None = None
    empty: str | None = None
    reason: str | None = None

    def hint(self, value: str) -> str | None:
        """How to write the table so that a value is found that nearly is."""
        keys = [key for key, _ in self.rows]
        strictness = _FOLDS.index(self.fold)
        for looser in _FOLDS[strictness + 1 :]:
            if any(_refolded(key, looser) == _refolded(value, looser) for key in keys):
                return _HINTS[looser]
        if not self.numeric and any(
            _refolded(key, "case", True) == _refolded(value, "case", True) for key in keys
        ):
            return "It is there with other zeros: add `numeric: true` to the code table."
        return None


_HINTS: Final = {
    "trim": "It is there but for spaces: leave `fold: exact` out of the code table.",
    "case": "It is there in other capitals: add `fold: case` to the code table.",
    "accents": "It is there with other accents or blanks: add `fold: accents` to the code table.",
}


def _refolded(key: str, fold: Fold, numeric: bool = False) -> str:
    return BETWEEN.join(folded(part, fold, numeric=numeric) for part in key.split(BETWEEN))


def within(at: str, period: tuple[str, str]) -> bool:
    """Whether a day or version lies in a period, both ends with it: 2018-05-03 lies in 2018.

    Ends that are digits only are compared as numbers with what is digits only, others letter by
    letter, as far as they are written.
    """
    first, last = period
    return (not first or not _before(at, first)) and (not last or not _before(last, at))


def _before(a: str, b: str) -> bool:
    return int(a) < int(b) if a.isdecimal() and b.isdecimal() else a < b[: len(a)]


Find = Callable[[tuple[str, ...], str | None], str | None]


def finder(table: Table) -> Find:
    """What finds a row's code by its folded inputs, and a day or version; None where there is none."""
    periods = table.periods or (("", ""),) * len(table.rows)
    exact: dict[str, list[tuple[tuple[str, str], str]]] = {}
    patterns: list[tuple[int, tuple[str, ...], tuple[str, str], str]] = []
    for (key, code), period in zip(table.rows, periods, strict=True):
        parts = tuple(key.split(BETWEEN))
        if table.inputs > 1 and ANY in parts:
            patterns.append((parts.count(ANY), parts, period, code))
        else:
            exact.setdefault(key, []).append((period, code))
    patterns.sort(key=lambda row: row[0])

    def holds(period: tuple[str, str], at: str | None) -> bool:
        return period == ("", "") or (at is not None and within(at, period))

    def find(inputs: tuple[str, ...], at: str | None) -> str | None:
        for period, code in exact.get(BETWEEN.join(inputs), ()):
            if holds(period, at):
                return code
        for _, parts, period, code in patterns:
            if holds(period, at) and all(p in (ANY, i) for p, i in zip(parts, inputs, strict=True)):
                return code
        return None

    return find


def make_code(table: Table, *, single: bool = True) -> Callable[..., str | None]:
    """What gives the code (or text) of a value: of one text; not `single`, of a tuple of texts and a day.

    Null and blank give `empty`, and so does a row without a code. A value that is not there gives `default`,
    or raises ValueFault IL-R003: under `reject` a violation; under `warn` a warning and the field is absent;
    under `keep` a warning that carries the value, to be a literal; under `omit` a note with the reason.
    """
    find, fold, numeric, empty = finder(table), table.fold, table.numeric, table.empty

    def missing(values: tuple[str | None, ...]) -> str | None:
        if table.default is not None and table.unmapped == "reject":
            return table.default or None
        shown = BETWEEN.join(value or "" for value in values)
        hint, name = table.hint(shown), table.name
        message = f"The value is not in the code table {name!r}."
        if table.inputs > 1:
            message = f"The values are no row of the code table {name!r}."
        if table.unmapped == "reject":
            raise ValueFault("IL-R003", message, hint=hint)
        if table.unmapped == "omit":
            message = f"{message[:-1]}, and left out: {table.reason}"
        kept = Kept(values[0] or "") if table.unmapped == "keep" else table.default or None
        raise ValueFault("IL-R003", message, severity="warning", replacement=kept, hint=hint)

    def code(values: tuple[str | None, ...], at: str | None = None) -> str | None:
        inputs = tuple(folded(value or "", fold, numeric=numeric) for value in values)
        if not any(word.strip() for word in inputs):
            return empty or None
        found = find(inputs, at.strip() if at else None)
        return missing(values) if found is None else found or None

    if not single:
        return code
    if table.periods:
        return lambda value: code((value,))
    rows = dict(table.rows)

    def simple(value: str | None) -> str | None:
        if value is None:
            return empty or None
        found = rows.get(folded(value, fold, numeric=numeric))
        if found is not None:
            return found or None
        return code((value,))

    return simple


def bind_table(function: str, table: Table, constants: Constants, *, single: bool) -> Callable[..., Any]:
    """The callable of one of FUNCTIONS. Raises ValueError where the constants do not fit the table."""
    if function in (IL + "code", IL + "entry"):
        return make_code(table, single=single)
    if table.inputs > 1 or table.periods:
        raise ValueError(f"the code table {table.name!r} must have one input and no periods")
    rows, fold, numeric, empty = dict(table.rows), table.fold, table.numeric, table.empty
    if function == IL + "ticked":
        return _ticked(table, constants)

    def known(value: str | None) -> str | None:
        return None if value is None or folded(value, fold, numeric=numeric) in rows else value

    def gap(value: str | None) -> str | None:
        if value is None or not value.strip():
            return empty or None
        return rows.get(folded(value, fold, numeric=numeric)) or None

    return known if function == IL + "known" else gap


def _ticked(table: Table, constants: Constants) -> Callable[[str | None], str | None]:
    """The code of one column, where its cell says yes."""
    column = constants["column"][0]
    code = dict(table.rows).get(folded(column, table.fold, numeric=table.numeric))
    if code is None:
        raise ValueError(f"the code table {table.name!r} has no row {column!r}")
    usual = (
        {}
        if {"true", "false", "language"} & constants.keys()
        else {"language": ("en",), "true": ("x", "\u2713")}
    )
    said = bind_boolean({**constants, **usual})
    return lambda value: (code or None) if said(value) else None
