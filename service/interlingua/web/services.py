"""What the web needs from below, as protocols: the composition root fills them in, tests fake them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

from interlingua.errors import Diagnostic
from interlingua.settings import Settings
from interlingua.sparql import QueryService

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from interlingua.web.termpages import Library

BODY: Final = "body"
"""File name of a spooled request body."""
Mode = Literal["upsert", "snapshot", "append"]


@dataclass(frozen=True, slots=True)
class Counts:
    """Records read, by outcome. `accepted` includes those with findings and those unchanged."""

    read: int
    accepted: int
    refused: int
    with_findings: int = 0
    unchanged: int = 0
    withdrawn: int = 0

    def to_dict(self) -> dict[str, int]:
        """All counts as JSON."""
        return {
            "read": self.read, "accepted": self.accepted, "with_findings": self.with_findings,
            "unchanged": self.unchanged, "refused": self.refused, "withdrawn": self.withdrawn,
        }  # fmt: skip


def public(found: dict[str, Any]) -> dict[str, Any]:
    """A problem or finding without this machine's paths: files keep their names, a spooled body has none."""
    out = dict(found)
    for name in ("place", "mapping"):
        if isinstance(out.get(name), dict):
            place = {key: value for key, value in out[name].items() if key != "file"}
            file = Path(out[name].get("file") or BODY).name
            out[name] = place if file == BODY else {"file": file, **place}
            if not out[name]:
                del out[name]
    if "errors" in out:
        out["errors"] = [public(error) for error in out["errors"]]
    return out


@dataclass(frozen=True, slots=True)
class RecordOutcome:
    """One record: its row in the source, what became of it, and why. `ntriples` only from translate."""

    row: int
    outcome: Literal["accepted", "accepted_with_findings", "unchanged", "refused", "withdrawn"]
    findings: tuple[Diagnostic, ...] = ()
    ntriples: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """As JSON, without values of the record."""
        out: dict[str, Any] = {"row": self.row, "outcome": self.outcome}
        out["findings"] = [public(finding.to_dict()) for finding in self.findings]
        if self.ntriples is not None:
            out["ntriples"] = self.ntriples
        return out


class OnOutcome(Protocol):
    """Called for each record, in order."""

    def __call__(self, outcome: RecordOutcome, /) -> None:
        """Take one outcome."""


class Translate(Protocol):
    """Translate and check a source file under a mapping; keep nothing."""

    def __call__(self, mapping: Path, source: Path, *, on_outcome: OnOutcome) -> Counts:
        """Each outcome has `ntriples` unless refused. Raises MappingError, SourceError."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What is known of one submission. `position` is the ledger position after it."""

    id: str
    mapping: str
    system: str
    type: str
    mode: Mode
    state: Literal["running", "done", "failed"]
    counts: Counts
    received: str
    position: int | None = None
    replayed: bool = False
    """Whether an Idempotency-Key brought back an earlier submission."""

    def to_dict(self) -> dict[str, Any]:
        """As JSON, with links."""
        return {
            "id": self.id, "mapping": self.mapping, "system": self.system, "type": self.type,
            "mode": self.mode, "state": self.state, "received": self.received,
            "position": self.position, "counts": self.counts.to_dict(),
            "report": f"/submissions/{self.id}/report", "rejects": f"/submissions/{self.id}/rejects",
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rejects:
    """The refused records in source form, ready to be mended and sent again."""

    media_type: str
    filename: str
    chunks: Iterable[bytes]


class Submissions(Protocol):
    """The ledger's doors: send, and look at what was sent."""

    def submit(
        self,
        name: str,
        mapping: Path,
        source: Path,
        *,
        mode: Mode,
        sha256: str,
        idempotency_key: str | None = None,
        confirm_empty: bool = False,
    ) -> Submission:
        """Keep, apply, make a generation. The same `idempotency_key` with the same name, mode and `sha256`
        brings back the first answer; with others LedgerError IL-L006 (422); while the first runs IL-L008 (409)."""

    def get(self, submission: str) -> Submission:
        """LedgerError IL-L005 if there is none."""

    def report(self, submission: str) -> Iterable[RecordOutcome]:
        """Its outcomes in order of rows."""

    def rejects(self, submission: str) -> Rejects:
        """Its refused records."""


class Terms(Protocol):
    """The vocabulary, as the web shows it."""

    def describe(self, iri: str) -> Sequence[Triple]:
        """Every statement about a term, code, scheme, shape or the ontology itself; empty: not known."""

    def context(self) -> dict[str, Any]:
        """The JSON-LD context document."""

    def library(self) -> Library:
        """What the pages are made from; built at first need, once."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question that the query page offers."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Status:
    """For the first page and the readiness check."""

    ready: bool
    position: int | None = None
    records: int | None = None
    triples: int | None = None
    reason: str | None = None


class ReadStatus(Protocol):
    """Called for each look at `/` and `/health/ready`; quick."""

    def __call__(self) -> Status:
        """Where the ledger and the graph are now."""


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that the routes call. `mappings` is a lookup table: a name never becomes a path."""

    settings: Settings
    queries: QueryService
    mappings: Mapping[str, Path]
    translate: Translate
    submissions: Submissions
    terms: Terms
    status: ReadStatus
    profiles: Sequence[str] = ("core",)
    questions: Sequence[Question] = field(default_factory=tuple)
