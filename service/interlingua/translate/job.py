"""One run of a program: what it reads, what it has counted, and who is told of each finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

from interlingua.errors import Diagnostic, EnvironmentFailed, SourceError, TooManyRejects
from interlingua.rml.model import LogicalSource
from interlingua.settings import Settings
from interlingua.sources import DatabaseUrl, RejectsFormat, given_database, given_for, resolve_path
from interlingua.translate.batches import Outcome
from interlingua.translate.program import Program

Where = Path | str | BinaryIO


@dataclass(frozen=True, slots=True)
class Reject:
    """A refused record: which source, row, source form, why; `form` is what writes it again."""

    source: str
    row: int
    raw: bytes
    diagnostics: tuple[Diagnostic, ...]
    form: RejectsFormat


@dataclass(slots=True)
class RunResult:
    """What a run came to. Records that were kept with findings count as accepted."""

    read: int = 0
    accepted: int = 0
    refused: int = 0
    findings: int = 0
    bytes_written: int = 0


@dataclass(slots=True)
class Job:
    """Everything a run needs; what workers inherit."""

    program: Program
    sources: Mapping[str, Where]
    settings: Settings
    allow: Sequence[Path | str] = ()
    keep_raw: bool = False
    jobs: int = 1
    max_rejects: int | None = None
    max_reject_share: float | None = None
    on_diagnostic: Callable[[Diagnostic], None] | None = None
    on_reject: Callable[[Reject], None] | None = None
    on_finding: Callable[[Reject], None] | None = None
    progress: Callable[[int, int | None], None] | None = None
    result: RunResult = field(default_factory=RunResult)
    size: int | None = 0
    unsized: bool = False
    """Whether a source does not say how much it is: a database's query."""
    done: int = 0

    def where(self, source: LogicalSource) -> Where:
        """The file of a source: the caller's, or the mapping's."""
        given = given_for(source, self.sources)
        if given is not None:
            if source.formulation == "sql" and isinstance(given, (Path, str)) and str(given) != "-":
                return given_database(given, source.place)
            return given  # type: ignore[no-any-return]
        path = resolve_path(source, Path(self.program.plan.mapping.file), None, self.allow)
        if not isinstance(path, DatabaseUrl) and not path.exists():
            raise SourceError(
                "IL-S001", f"The source {source.name!r} was not found at {source.path!r}.", place=source.place,
                hint="Relative paths start at the mapping's folder.",
            )  # fmt: skip
        return path

    def read_paths(self) -> list[Path]:
        """The files that are read, as far as they are files."""
        found = [self.where(sp.stream.source) for sp in self.program.streams]
        paths = [Path(str(where)) for where in found if isinstance(where, Path | str)]
        return [Path(self.program.plan.mapping.file), *paths]

    def take(self, outcome: Outcome, source: LogicalSource, form: RejectsFormat, read: int) -> None:
        """Count an outcome, hand over its refusals and findings, and stop when they are too many."""
        result = self.result
        result.read += outcome.read
        refusals = sum(1 for refusal in outcome.refused if refusal[2])
        result.refused += refusals
        result.accepted += outcome.read - refusals
        result.findings += sum(len(found) for _, _, found in outcome.findings)
        refused = ((row, raw, found, self.on_reject) for row, raw, found in outcome.refused)
        kept = ((row, raw, found, self.on_finding) for row, raw, found in outcome.findings)
        for row, raw, found, told in merge(refused, kept, key=itemgetter(0)):
            if told is not None:
                told(Reject(source.name, row, raw, found, form))
            if self.on_diagnostic is not None:
                for finding in found:
                    self.on_diagnostic(finding)
        self.done += read
        if self.progress is not None:
            self.progress(self.done, self.size)
        if self.max_rejects is not None and result.refused > self.max_rejects:
            raise self._too_many(f"{self.max_rejects}")

    def _too_many(self, allowed: str) -> TooManyRejects:
        return TooManyRejects(
            "IL-E004",
            f"{self.result.refused} of {self.result.read} records were refused; at most {allowed} were allowed.",
            hint="Look at the rejects, or raise --max-rejects.",
        )

    def write(self, sink: BinaryIO, data: bytes) -> None:
        """Write statements. Raises EnvironmentFailed."""
        try:
            sink.write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise EnvironmentFailed("IL-E002", f"The output cannot be written: {error.strerror}.") from error
        self.result.bytes_written += len(data)

    def finish(self) -> None:
        """The end of the input is reached."""
        share = self.max_reject_share
        if share is not None and self.result.refused > self.result.read * share:
            raise self._too_many(f"{share:.0%}")
