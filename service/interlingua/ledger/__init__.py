"""The ledger: every record as sent, what became of it, and the triples that the graph owes to it."""

from __future__ import annotations

from interlingua.ledger.model import (
    OUTCOMES,
    RESERVED_SYSTEMS,
    Delta,
    Incoming,
    Key,
    Kind,
    Mode,
    Outcome,
    OutcomeName,
    Record,
    Reject,
    Submission,
    SubmissionParameters,
    Summary,
    Version,
)
from interlingua.ledger.store import Ledger

__all__ = [
    "OUTCOMES",
    "RESERVED_SYSTEMS",
    "Delta",
    "Incoming",
    "Key",
    "Kind",
    "Ledger",
    "Mode",
    "Outcome",
    "OutcomeName",
    "Record",
    "Reject",
    "Submission",
    "SubmissionParameters",
    "Summary",
    "Version",
]
