"""Deterministic linkage: equal kind, issuer and value of an identifier, between systems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from interlingua.errors import Diagnostic
from interlingua.ledger import RESERVED_SYSTEMS, Ledger
from interlingua.linkage.claims import claims, kind_name
from interlingua.linkage.stars import Sharers, stars

SYSTEM: Final = "il-linkage"
TYPE: Final = "identity-match"


@dataclass(frozen=True, slots=True)
class LinkReport:
    """How many matches there are now, how many were made or changed, and how many withdrawn."""

    matches: int
    changed: int
    withdrawn: int
    findings: tuple[Diagnostic, ...] = ()


def link(ledger: Ledger) -> LinkReport:
    """Bring the matches up to what the live records say; they are records of the system `il-linkage`."""
    by_identifier: dict[bytes, Sharers] = {}
    with ledger.read() as reading:
        for record in reading.live():
            if record.system in RESERVED_SYSTEMS or record.version is None:
                continue
            for claim in claims(record.version.triples.encode()):
                sharers = by_identifier.setdefault(claim.identifier, Sharers(claim.kind))
                sharers.by_system.setdefault(record.system, set()).add(claim.subject)
    matches = stars(by_identifier.values())
    documents = [(subject, match.text()) for subject, match in sorted(matches.items())]
    if not documents and ledger_has_none(ledger):
        return LinkReport(0, 0, 0, _findings(by_identifier))
    summary = ledger.replace_references(SYSTEM, TYPE, documents)
    counts = summary.counts
    return LinkReport(
        len(matches), counts.get("accepted", 0), counts.get("withdrawn", 0), _findings(by_identifier)
    )


def ledger_has_none(ledger: Ledger) -> bool:
    """Whether no match was ever kept."""
    return next(ledger.live(SYSTEM, TYPE), None) is None


def _findings(by_identifier: dict[bytes, Sharers]) -> tuple[Diagnostic, ...]:
    out = []
    for sharers in by_identifier.values():
        for system, subjects in sorted(sharers.by_system.items()):
            if len(subjects) > 1:
                out.append(
                    Diagnostic(
                        "IL-L010",
                        f"{len(subjects)} records of {system} claim the same {kind_name(sharers.kind)}; "
                        "no match was made by it.",
                        severity="warning",
                    )
                )
    return tuple(out)
