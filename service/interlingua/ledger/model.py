"""What goes into the ledger and what comes out: plain values, no database."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from interlingua.errors import Diagnostic

Mode = Literal["upsert", "snapshot", "append"]
OutcomeName = Literal["accepted", "accepted_with_findings", "unchanged", "refused", "withdrawn"]
OUTCOMES: Final[tuple[OutcomeName, ...]] = (
    "accepted",
    "accepted_with_findings",
    "unchanged",
    "refused",
    "withdrawn",
)

RESERVED_SYSTEMS: Final = ("il-vocabulary", "il-reference", "il-linkage")
"""Systems of our own: what is in the graph but was sent by nobody."""

Key = str | Sequence[str]
"""A record's key within its system and type; one text is the same as a sequence of that one text."""


def encode_key(key: Key) -> str:
    """The key as one text that keeps its parts apart (`a|b`, `c` is not `a`, `b|c`): a JSON array."""
    return json.dumps([key] if isinstance(key, str) else list(key), separators=(",", ":"))


def decode_key(text: str) -> tuple[str, ...]:
    """The parts of an encoded key."""
    return tuple(json.loads(text))


@dataclass(frozen=True, slots=True)
class SubmissionParameters:
    """What a submission is: of which records, under which mapping, vocabulary and side inputs.

    `side_inputs` are pairs of name and hash; re-translation is exact only with the same ones.
    `source` is what is needed to write the refused records again in their form (format, header ...).
    """

    system: str
    type: str
    mode: Mode = "upsert"
    mapping: str = ""
    mapping_digest: str = ""
    vocabulary: str = ""
    side_inputs: tuple[tuple[str, str], ...] = ()
    source: Mapping[str, str] = field(default_factory=dict)
    idempotency_key: str | None = None
    body_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """A submission under way. `replayed` means it was finished before: ask for its summary instead."""

    id: str
    number: int
    kind: int
    system: str
    type: str
    mode: Mode
    replayed: bool = False


@dataclass(frozen=True, slots=True)
class Incoming:
    """One record as it comes from translation. `key` None means that it could not be read.

    `raw` is its source form, `text` its triples as N-Triples; `refused` records keep no triples.
    """

    key: Key | None
    raw: bytes
    text: str
    diagnostics: tuple[Diagnostic, ...] = ()
    refused: bool = False
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one record. `record` is its opaque id, None while nothing of it is kept."""

    row: int | None
    key: tuple[str, ...] | None
    record: str | None
    outcome: OutcomeName
    findings: tuple[dict[str, Any], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The outcome as JSON. The key stays out: it may name a person."""
        return {
            "row": self.row,
            "record": self.record,
            "outcome": self.outcome,
            "findings": list(self.findings),
        }


@dataclass(frozen=True, slots=True)
class Summary:
    """A submission and its counts. `findings` are about the submission as a whole."""

    id: str
    system: str
    type: str
    mode: Mode
    mapping: str
    status: Literal["open", "interrupted", "finished"]
    counts: Mapping[OutcomeName, int]
    findings: tuple[dict[str, Any], ...]
    position: int
    started: str
    finished: str | None
    source: Mapping[str, str]
    replayed: bool = False

    def to_dict(self) -> dict[str, Any]:
        """The summary as JSON."""
        return {
            "id": self.id,
            "system": self.system,
            "type": self.type,
            "mode": self.mode,
            "mapping": self.mapping,
            "status": self.status,
            "counts": dict(self.counts),
            "findings": list(self.findings),
            "position": self.position,
            "started": self.started,
            "finished": self.finished,
        }


@dataclass(frozen=True, slots=True)
class Reject:
    """A refused record in its source form, and why."""

    row: int | None
    raw: bytes
    findings: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a record: what was sent, under which mapping, and what it said.

    `triples` are in the store's own form, one a line, sorted; empty for a withdrawal. `source` is that of
    its submission.
    """

    number: int
    submission: str
    mapping: str
    mapping_digest: str
    vocabulary: str
    outcome: OutcomeName
    row: int | None
    raw: bytes
    triples: str
    findings: tuple[dict[str, Any], ...]
    at: str
    source: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Record:
    """A record and its live version; `version` None means withdrawn."""

    id: str
    system: str
    type: str
    key: tuple[str, ...]
    version: Version | None


@dataclass(frozen=True, slots=True)
class Kind:
    """A (system, type) and how many of its records are live."""

    system: str
    type: str
    live: int


@dataclass(frozen=True, slots=True)
class Delta:
    """What one commit changed in the merged graph: N-Triples to remove, N-Triples to add."""

    sequence: int
    removes: str
    adds: str
