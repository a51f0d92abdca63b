"""The header of a table against the columns that a mapping reads: few errors, each for one cause."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from typing import Final

from interlingua.errors import Diagnostic
from interlingua.rml.model import LogicalSource, Reference

_MOST: Final = 5
_DELIMITERS: Final = {";": "`;`", "\t": "a tab", "|": "`|`", ",": "`,`"}
Nearby = Callable[[LogicalSource], Iterable[tuple[int, Sequence[str]]]]
"""What the first rows of a source would name, were each its header: for the hint."""
_NAMED: Final = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}


def header_faults(
    source: LogicalSource,
    known: Sequence[str],
    reads: Iterable[Reference],
    nearby: Nearby | None = None,
) -> tuple[tuple[Diagnostic, ...], bool]:
    """IL-M005 for what is read and not in the header, IL-S004 for what is there twice; whether the header as
    a whole is another one.

    One error where the delimiter or the header row is wrong, else one for each column, a handful at most.
    """
    wanted: dict[str, Reference] = {}
    for reference in reads:
        if not reference.optional:
            wanted.setdefault(reference.path, reference)
    twice = tuple(
        _ambiguous(r, source, known)
        for path, r in wanted.items()
        if known.count(path) > 1 or (path not in known and f"{path}[2]" in known)
    )
    missing = [r for path, r in wanted.items() if path not in known and f"{path}[2]" not in known]
    if not missing:
        return twice, False
    if len(missing) == len(wanted) and (whole := _whole(source, known, missing, nearby)):
        return (whole,), True
    told = [unknown_column(r, source, known) for r in missing[:_MOST]]
    if rest := missing[_MOST:]:
        count = f"{len(rest)} more column{'s'[: len(rest) != 1]}"
        which = ", ".join(repr(r.path) for r in rest[:20]) + (", ..." if len(rest) > 20 else "")
        told.append(_fault(f"The source {source.name!r} lacks {count}: {which}.", rest[0], _columns(known)))
    return (*twice, *told), False


def _whole(
    source: LogicalSource, known: Sequence[str], missing: Sequence[Reference], nearby: Nearby | None
) -> Diagnostic | None:
    """Nothing that is mapped is in the header: why."""
    options = dict(source.options)
    filled = [name for name in known if name.strip()]
    if source.formulation == "csv":
        own = options.get("delimiter", ",")
        own = _NAMED.get(own.lower(), own)
        sign = _delimiter(filled, own, {r.path for r in missing})
        if sign is not None:
            one = "is one cell" if len(filled) == 1 else "has cells"
            text = f"The header of the source {source.name!r} {one} with {_DELIMITERS[sign]} in it."
            written = "tab" if sign == "\t" else f'"{sign}"'
            return _fault(text, missing[0], f"Add `delimiter: {written}` to the source.", source)
    if len(missing) == 1 and len(filled) > 1:
        return None
    if len(filled) > 1 and any(_near(r, known) for r in missing):
        return None
    row = options.get("header", "1")
    if (other := _other_row(source, {r.path for r in missing}, nearby)) is not None:
        wanted = "leave `header` out of" if other == 1 else f"write `header: {other}` in"
        text = f"Row {row} of the source {source.name!r} is not its header; row {other} is."
        return _fault(text, missing[0], f"To read it, {wanted} the source.", source)
    following = int(row) + 1 if row.isascii() and row.isdigit() else 2
    sheet = "; another sheet is `sheet: NAME`" if source.formulation == "xlsx" else ""
    hint = f"If row {following} names the columns, add `header: {following}` to the source{sheet}."
    if len(filled) == 1:
        text = f"Row {row} of the source {source.name!r} has one cell only, so it is hardly its header."
        return _fault(text, missing[0], hint, source)
    text = (
        f"None of the {len(missing)} columns that are mapped is in the header of the source {source.name!r}."
    )
    return _fault(text, missing[0], f"{_columns(known)} {hint}", source)


def _other_row(source: LogicalSource, wanted: set[str], nearby: Nearby | None) -> int | None:
    """The row that names most of what is mapped."""
    rows = nearby(source) if nearby is not None else ()
    counted = [(len(wanted & set(names)), -number) for number, names in rows]
    best = max(counted, default=(0, 0))
    return -best[1] if best[0] * 2 > len(wanted) else None


def _delimiter(filled: Sequence[str], own: str, wanted: set[str]) -> str | None:
    """The sign that would cut this header into the columns that are mapped, or a single cell into some."""
    text = own.join(filled)
    others = [sign for sign in _DELIMITERS if sign != own and sign in text]
    for sign in others:
        if wanted & {name.strip().strip('"') for name in text.split(sign)}:
            return sign
    return max(others, key=text.count) if others and len(filled) == 1 else None


def _near(reference: Reference, known: Sequence[str]) -> str | None:
    plain = reference.path.strip().casefold()
    folded = [name for name in known if name.strip().casefold() == plain]
    return next(iter(folded or get_close_matches(reference.path, known, 1, 0.6)), None)


def _columns(known: Sequence[str]) -> str:
    return "The columns are: " + ", ".join(known[:20]) + ("." if len(known) <= 20 else ", and more.")


def _fault(message: str, reference: Reference, hint: str, source: LogicalSource | None = None) -> Diagnostic:
    """A fault of one reference; with `source`, of how the whole source is read."""
    place = (source.place if source is not None else None) or reference.place
    return Diagnostic("IL-M005", message, place=place, mapping=place, hint=hint)


def _ambiguous(reference: Reference, source: LogicalSource, known: Sequence[str]) -> Diagnostic:
    count = sum(1 for name in known if re.fullmatch(re.escape(reference.path) + r"(?:\[\d+\])?", name))
    often = "twice" if count < 3 else f"{count} times"
    return Diagnostic(
        "IL-S004", f"The header of the source {source.name!r} names the column {reference.path!r} {often}.",
        place=reference.place, mapping=reference.place,
        hint=f"Write $({reference.path}[1]) for the first, $({reference.path}[2]) for the second.",
    )  # fmt: skip


def unknown_column(reference: Reference, source: LogicalSource, known: Sequence[str]) -> Diagnostic:
    """IL-M005 for a reference that is in no header, with the nearest name."""
    near = _near(reference, known)
    hint = f"Did you mean {near!r}?" if near else _columns(known)
    if reference.path.startswith("_") and not near:
        hint = f"For a fixed value, declare `external: {{{reference.path[1:]}: ...}}`. {hint}"
    return _fault(f"The source {source.name!r} has no column {reference.path!r}.", reference, hint)
