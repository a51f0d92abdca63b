"""Submit files to a data directory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interlingua.errors import EnvironmentFailed
from interlingua.exchange.forms import as_diagnostic

if TYPE_CHECKING:
    from interlingua.errors import Diagnostic
    from interlingua.exchange.keep import Keeper
    from interlingua.exchange.prepare import Given
    from interlingua.ledger import Mode, Outcome, Summary
    from interlingua.linkage import LinkReport
    from interlingua.settings import Settings
    from interlingua.shacl.findings import Summary as Findings


@dataclass(frozen=True, slots=True)
class Submission:
    """What `interlingua submit` was asked for."""

    mapping: str
    sources: Given
    mode: Mode = "upsert"
    profile: str | None = None
    confirm_empty: bool = False
    idempotency_key: str | None = None
    allow: tuple[Path | str, ...] = ()
    allow_functions: bool = False
    rejects: Path | None = None


@dataclass(frozen=True, slots=True)
class SubmitOutcome:
    """The ledger's summary, and what was found."""

    summary: Summary
    findings: Findings
    links: LinkReport | None = None
    rejects: Path | None = None
    warnings: tuple[Diagnostic, ...] = ()

    @property
    def refused(self) -> int:
        """Records refused."""
        return self.summary.counts["refused"]

    def to_dict(self, *, show_values: bool = False) -> dict[str, Any]:  # noqa: ARG002  there are none in it
        """As JSON."""
        out = {**self.summary.to_dict(), "groups": self.findings.to_dict()["groups"]}
        if self.warnings:
            out["warnings"] = [warning.to_dict() for warning in self.warnings]
        if self.links is not None:
            out["links"] = {
                "matches": self.links.matches, "findings": [finding.to_dict() for finding in self.links.findings],
            }  # fmt: skip
        return out

    def lines(self, *, show_values: bool = False) -> Iterator[str]:  # noqa: ARG002
        """For a terminal."""
        yield from summary_lines(self.summary)
        text = self.findings.text()
        if text:
            yield text
        if self.refused:
            yield where_rejects(self.rejects)
        for warning in self.warnings:
            yield f"warning: {warning.text()}"
        for finding in self.links.findings if self.links is not None else ():
            yield f"{finding.severity}: {finding.text()}"


def where_rejects(path: Path | None) -> str:
    """Where the refused records are, or how to have them."""
    if path is not None:
        return f"The refused records are in {path}."
    return "Give --rejects FILE to keep the refused records, with the reasons."


def summary_lines(summary: Summary) -> Iterator[str]:
    """A submission in a line, and what was found about it as a whole."""
    counts = summary.counts
    words = {
        "accepted": "accepted", "accepted_with_findings": "accepted with findings", "unchanged": "unchanged",
        "refused": "refused", "withdrawn": "withdrawn",
    }  # fmt: skip
    told = ", ".join(f"{counts[name]} {word}" for name, word in words.items() if counts[name])  # type: ignore[index]
    again = " (sent before: nothing was done)" if summary.replayed else ""
    yield f"Submission {summary.id} ({summary.system} {summary.type}, {summary.mode}){again}: {told or 'no records'}."
    for finding in summary.findings:
        yield f"{finding['code']} {finding['message']}"


def submit_files(
    request: Submission,
    data_dir: Path,
    settings: Settings,
    *,
    progress: Callable[[int, int | None], None] | None = None,
) -> SubmitOutcome:
    """Translate, check and keep; when it returns, queries see it. Raises UsageError IL-U004 without a key."""
    from interlingua.exchange.keep import Keeper, Sending, hash_source, require_own_key
    from interlingua.exchange.prepare import prepared
    from interlingua.exchange.sampling import silent_maps
    from interlingua.shacl import Summary as Findings

    require_own_key(settings)
    findings = Findings()

    with (
        prepared(
            request.mapping,
            request.sources,
            settings,
            profile=request.profile,
            allow=request.allow,
            skolemise=True,
            allow_functions=request.allow_functions,
        ) as ready,
        Keeper(data_dir, settings) as keeper,
    ):
        sending = Sending(
            name=mapping_name(request.mapping),
            mode=request.mode,
            confirm_empty=request.confirm_empty,
            idempotency_key=request.idempotency_key,
            body_hash=hash_source(ready.paths[ready.driving.name], ready.driving),
            on_outcome=noting(findings),
        )
        summary = keeper.submit(ready, sending, progress)
        links = keeper.links
        if request.rejects is not None:
            _write_rejects(request.rejects, keeper, summary)
        counts = summary.counts
        read = sum(counts.values()) - counts["withdrawn"]
        warnings = silent_maps(
            ready.mapping, ready.files, settings, read=read, accepted=read - counts["refused"]
        )
    return SubmitOutcome(summary, findings, links, request.rejects, warnings)


def _write_rejects(path: Path, keeper: Keeper, summary: Summary) -> None:
    from interlingua.exchange.forms import rejects_of

    try:
        with path.open("wb") as file:
            for piece in rejects_of(keeper.ledger, summary):
                file.write(piece)
    except OSError as error:
        raise EnvironmentFailed("IL-E002", f"{path.name} cannot be written: {error.strerror}.") from error


def noting(findings: Findings) -> Callable[[Outcome], None]:
    """What counts each outcome of a submission, and what was found in it."""

    def note(outcome: Outcome) -> None:
        findings.add(outcome.outcome, [as_diagnostic(f) for f in outcome.findings])

    return note


def mapping_name(text: str) -> str:
    """How the ledger calls a mapping: a shipped one by its name, a file by its whole path."""
    path = Path(text)
    return str(path.resolve()) if path.is_file() else text
