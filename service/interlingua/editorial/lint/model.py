"""What the linter speaks of: kinds of file, rules, findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

Level = Literal["error", "warning", "info"]
Kind = Literal[
    "header",
    "module",
    "codelist",
    "shapes",
    "profile",
    "example",
    "alignment",
    "register",
    "question",
    "mapping",
    "baseline",
    "waivers",
]
LEVELS: Final[tuple[Level, ...]] = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a rule does not like.

    A check gives what it knows: a `focus` (the IRI of a term) with the `predicate` and `value` of the
    statement meant, or a `file` (its name in the project) and a `line`. The engine fills in the rest.
    """

    message: str
    focus: str | None = None
    predicate: str | None = None
    value: object = None
    """The pyoxigraph term that is the object of the statement, or None."""
    file: str | None = None
    line: int | None = None
    fix: str | None = None
    rule: str = ""
    level: Level = "error"

    def to_dict(self) -> dict[str, object]:
        """The JSON form: `{rule, level, file, line, message, focus, fix}`."""
        found: dict[str, object] = {
            "rule": self.rule,
            "level": self.level,
            "file": self.file,
            "line": self.line,
            "message": self.message,
        }
        if self.focus is not None:
            found["focus"] = self.focus
        if self.fix:
            found["fix"] = self.fix
        return found

    def text(self) -> str:
        """`file:line: ID level term: message Fix: ...`."""
        from interlingua.rdf import shorten

        short = shorten(self.focus) if self.focus else ""
        focus = f"{short}: " if short and short not in self.message else ""
        fix = f" Fix: {self.fix}" if self.fix else ""
        return f"{self.file}:{self.line}: {self.rule} {self.level} {focus}{self.message}{fix}"


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block of a rule's page: `path` is the file of the project that it stands for."""

    language: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """One editorial rule, as its page says it."""

    id: str
    level: Level
    title: str
    origin: str
    fix: str
    scope: Literal["any", "house"]
    """`house`: only for a project of our layout (it rests on what we decided)."""
    why: str
    how: str
    fails: tuple[Block, ...]
    passes: tuple[Block, ...]
    query: str | None
    page: str
    """The file name of the page."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table (SSSOM, code baseline), with the line it stands on."""

    file: str
    line: int
    cells: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")
