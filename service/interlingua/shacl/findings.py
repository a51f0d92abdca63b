"""One format for what was found in records: a summary for the terminal, a report file, both in bounded memory."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from interlingua.errors import CODES, Diagnostic, EnvironmentFailed, Place

Outcome = Literal["accepted", "accepted_with_findings", "unchanged", "refused", "withdrawn"]
_PLACES = 3
_MOST_GROUPS = 10_000


def outcome_of(findings: Sequence[Diagnostic], *, refused: bool) -> Outcome:
    """The outcome of a record that was translated."""
    if refused:
        return "refused"
    return "accepted_with_findings" if findings else "accepted"


@dataclass(slots=True)
class Group:
    """Findings of one code about one column: how many, the first places, the first message."""

    code: str
    column: str
    severity: str
    message: str
    count: int = 0
    hint: str | None = None
    places: list[Place] = field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """The group as JSON."""
        out: dict[str, Any] = {
            "code": self.code, "title": CODES[self.code].title, "field": self.column, "severity": self.severity,
            "message": self.message, "count": self.count, "places": [place.to_dict() for place in self.places],
        }  # fmt: skip
        return out if self.hint is None else {**out, "hint": self.hint}


@dataclass(slots=True)
class Summary:
    """Counts of records by outcome and of findings by code and column. Memory does not grow with records."""

    outcomes: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    groups: dict[tuple[str, str, str], Group] = field(default_factory=dict)

    def count(self, outcome: Outcome, records: int = 1) -> None:
        """Count records that have nothing to tell."""
        self.outcomes[outcome] += records

    def add(self, outcome: Outcome, findings: Sequence[Diagnostic]) -> None:
        """Count one record and what was found in it."""
        self.outcomes[outcome] += 1
        for finding in findings:
            self.note(finding)

    def note(self, finding: Diagnostic) -> None:
        """Count one finding, without a record."""
        self.codes[finding.code] += 1
        column = _column(finding)
        key = (finding.code, column, finding.shape or "")
        group = self.groups.get(key)
        if group is None:
            if len(self.groups) >= _MOST_GROUPS:
                key = (finding.code, "", "")
                column = ""
            group = self.groups.setdefault(
                key, Group(finding.code, column, finding.severity, finding.message)
            )
        group.count += 1
        group.hint = group.hint or finding.hint
        if len(group.places) < _PLACES and finding.place is not None:
            group.places.append(finding.place)

    def to_dict(self) -> dict[str, Any]:
        """`{records, findings, groups}`: counts by outcome, by code, and the groups, most frequent first."""
        return {
            "records": dict(sorted(self.outcomes.items())),
            "findings": dict(sorted(self.codes.items())),
            "groups": [group.to_dict() for group in self._ordered()],
        }

    def _ordered(self) -> list[Group]:
        order = {"violation": 0, "warning": 1, "info": 2}
        return sorted(self.groups.values(), key=lambda g: (order[g.severity], -g.count, g.code, g.column))

    def text(self, *, most: int = 20) -> str:
        """Lines for a terminal: each code and column with its count and the first three places."""
        return "\n".join(self._lines(most))

    def _lines(self, most: int) -> Iterator[str]:
        groups = self._ordered()
        for group in groups[:most]:
            where = f" in {group.column!r}" if group.column else ""
            mark = "" if group.severity == "violation" else f" ({group.severity})"
            yield f"{group.count:>7} x {group.code}{where}{mark}: {group.message}"
            if group.places:
                rest = group.count - len(group.places)
                more = f" and {rest} more" if rest else ""
                yield f"{'':10} at {_together(group.places)}{more}"
            if group.hint:
                yield f"{'':10} {group.hint}"
        if len(groups) > most:
            rest = sum(g.count for g in groups[most:])
            yield f"{rest:>7} more findings of {len(groups) - most} other kinds; --report FILE lists them all."


def _together(places: Sequence[Place]) -> str:
    """Some places of one column: `members.csv, rows 20, 69`, or one by one where more than the row differs."""
    rows = [place.row for place in places]
    bare = {replace(place, row=None, line=None, column=None, field=None) for place in places}
    if len(bare) > 1 or None in rows:
        return "; ".join(str(replace(place, field=None)) for place in places)
    (spot,) = bare
    told = f"row{'s'[: len(rows) != 1]} {', '.join(map(str, rows))}"
    return f"{spot}, {told}" if str(spot) else told


def _column(finding: Diagnostic) -> str:
    place = finding.place
    if place is None:
        return ""
    if place.field is not None:
        return place.field
    # A pointer's array positions tell rows apart, not columns.
    return "/".join("*" if part.isdigit() else part for part in (place.pointer or "").split("/"))


class ReportWriter:
    """`--report FILE`: `{"records": [...], "summary": {...}}`, written as the records come.

    Each entry is `{row, outcome, findings}`; accepted records without findings are counted only. The key
    of a record and offending values are there with `show_values` alone. The file appears whole, at the
    end. Raises EnvironmentFailed when it cannot be written.
    """

    def __init__(self, path: Path, *, show_values: bool = False) -> None:
        self.path, self.show_values = path, show_values
        self.summary = Summary()
        self._first = True
        device = path.exists() and not path.is_file()  # is written into; renaming over it would destroy it
        self._part = path if device else path.with_name(path.name + ".part")
        try:
            self._file = self._part.open("w", encoding="utf-8")
            self._file.write('{"records": [')
        except OSError as error:
            raise _cannot_write(path, error) from error

    def record(
        self,
        row: int | None,
        outcome: Outcome,
        findings: Sequence[Diagnostic],
        *,
        key: Sequence[str] | None = None,
    ) -> None:
        """One record's outcome and findings."""
        self.summary.add(outcome, findings)
        if outcome == "accepted" and not findings:
            return
        entry: dict[str, Any] = {"row": row, "outcome": outcome}
        if self.show_values and key is not None:
            entry["key"] = list(key)
        entry["findings"] = [finding.to_dict(show_values=self.show_values) for finding in findings]
        try:
            self._file.write(("\n" if self._first else ",\n") + json.dumps(entry, ensure_ascii=False))
        except OSError as error:
            raise _cannot_write(self.path, error) from error
        self._first = False

    def close(self, *, extra: dict[str, Any] | None = None) -> None:
        """End the file: the summary, and whatever the caller adds to it."""
        summary = {**self.summary.to_dict(), **(extra or {})}
        try:
            self._file.write("\n],\n" + '"summary": ' + json.dumps(summary, ensure_ascii=False) + "}\n")
            self._file.close()
            if self._part != self.path:
                self._part.replace(self.path)
        except OSError as error:
            raise _cannot_write(self.path, error) from error

    def abandon(self) -> None:
        """Leave no file behind."""
        self._file.close()
        if self._part != self.path:
            self._part.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.abandon()
        elif not self._file.closed:
            self.close()


def _cannot_write(path: Path, error: OSError) -> EnvironmentFailed:
    return EnvironmentFailed("IL-E002", f"The report {path.name} cannot be written: {error.strerror}.")
