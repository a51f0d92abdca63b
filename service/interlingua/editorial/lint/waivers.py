"""Waivers: findings that somebody answers for, with a reason and a day on which that ends."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from typing import Any, Final

from interlingua.editorial.lint.files import SourceFile
from interlingua.editorial.lint.model import Finding

UNUSED: Final = "W01"
EXPIRED: Final = "W02"
MALFORMED: Final = "W03"
_KEYS: Final = frozenset(("rule", "focus", "file", "owner", "reason", "expires"))


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver: findings of a rule whose focus and file fit the patterns are let pass until a day."""

    rule: str
    focus: str
    file: str
    owner: str
    reason: str
    expires: date
    source: str
    line: int

    def fits(self, found: Finding) -> bool:
        """Whether it is about this finding."""
        return (
            found.rule == self.rule
            and fnmatchcase(found.focus or "", self.focus)
            and fnmatchcase(found.file or "", self.file)
        )


def read(file: SourceFile) -> tuple[list[Waiver], list[Finding]]:
    """The waivers of a file, and what is wrong with its entries (W03)."""
    try:
        document = tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as error:
        return [], [_malformed(file, 1, f"The waivers are no TOML: {error}.")]
    lines = [n for n, line in enumerate(file.text.splitlines(), 1) if line.strip() == "[[waiver]]"]
    waivers: list[Waiver] = []
    findings: list[Finding] = []
    for entry, line in zip(document.get("waiver", []), lines, strict=False):
        fault = _fault(entry)
        if fault is not None:
            findings.append(_malformed(file, line, fault))
        else:
            waivers.append(
                Waiver(
                    entry["rule"], entry.get("focus", "*"), entry.get("file", "*"),
                    entry["owner"], entry["reason"], entry["expires"], file.name, line,
                )
            )  # fmt: skip
    return waivers, findings


def _fault(entry: dict[str, Any]) -> str | None:
    if unknown := sorted(set(entry) - _KEYS):
        return f"The waiver has a key that is not known: {', '.join(unknown)}."
    missing = [key for key in ("rule", "owner", "reason", "expires") if not entry.get(key)]
    if missing:
        return f"The waiver lacks {', '.join(missing)}."
    if not entry.get("focus") and not entry.get("file"):
        return "The waiver names neither a focus nor a file."
    if not isinstance(entry["expires"], date):
        return "The waiver's `expires` is no date, such as 2027-06-30."
    return None


def _malformed(file: SourceFile, line: int, message: str) -> Finding:
    return Finding(message, file=file.name, line=line, rule=MALFORMED)


def apply(
    waivers: Iterable[Waiver], findings: Iterable[Finding], ran: Iterable[str], today: date
) -> tuple[list[Finding], list[Finding], list[Finding]]:
    """What stands, what is waived, and what is wrong with the waivers: expired, or of no use to rules that ran."""
    waivers, used = list(waivers), set()
    standing: list[Finding] = []
    waived: list[Finding] = []
    for found in findings:
        mine = [w for w in waivers if w.fits(found)]
        used.update(mine)
        (waived if any(w.expires >= today for w in mine) else standing).append(found)
    known = set(ran)
    wrong: list[Finding] = []
    for waiver in waivers:
        if waiver.expires < today:
            text = f"The waiver of {waiver.rule} by {waiver.owner} ended on {waiver.expires.isoformat()}."
            wrong.append(Finding(text, file=waiver.source, line=waiver.line, rule=EXPIRED))
        elif waiver not in used and waiver.rule in known:
            text = f"The waiver of {waiver.rule} by {waiver.owner} meets no finding."
            wrong.append(Finding(text, file=waiver.source, line=waiver.line, rule=UNUSED))
    return standing, waived, wrong
