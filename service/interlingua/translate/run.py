"""Files to statements: sources opened, joins read, records translated in bulk, refusals handed over."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from interlingua.errors import Diagnostic, EnvironmentFailed, SourceError, TooManyRejects
from interlingua.rml.model import LogicalSource
from interlingua.settings import Settings
from interlingua.sources import RejectsFormat, open_source, resolve_path
from interlingua.translate.batches import Outcome, translate_batch
from interlingua.translate.program import Program, StreamProgram

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
    allow: Sequence[Path] = ()
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
    done: int = 0

    def where(self, source: LogicalSource) -> Where:
        """The file of a source: the caller's, or the mapping's."""
        given = self.sources.get(source.name)
        if given is not None:
            return given
        path = resolve_path(source, Path(self.program.plan.mapping.file), None, self.allow)
        if not path.exists():
            raise SourceError(
                "IL-S001", f"The source {source.name!r} was not found at {source.path!r}.", place=source.place,
                hint="Relative paths start at the mapping's folder.",
            )  # fmt: skip
        return path

    def take(self, outcome: Outcome, source: LogicalSource, form: RejectsFormat, read: int) -> None:
        """Count an outcome, hand over its refusals and findings, and stop when they are too many."""
        result = self.result
        result.read += outcome.read
        refusals = sum(1 for refusal in outcome.refused if refusal[2])
        result.refused += refusals
        result.accepted += outcome.read - refusals
        result.findings += sum(len(found) for _, _, found in outcome.findings)
        for told, refusals_or_findings in (
            (self.on_reject, outcome.refused),
            (self.on_finding, outcome.findings),
        ):
            for row, raw, found in refusals_or_findings:
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


def run(
    program: Program,
    sources: Mapping[str, Where],
    out: BinaryIO | Path,
    *,
    jobs: int = 1,
    distinct: bool = False,
    on_diagnostic: Callable[[Diagnostic], None] | None = None,
    on_reject: Callable[[Reject], None] | None = None,
    on_finding: Callable[[Reject], None] | None = None,
    keep_raw: bool = False,
    max_rejects: int | None = None,
    max_reject_share: float | None = None,
    progress: Callable[[int, int | None], None] | None = None,
    settings: Settings | None = None,
    allow: Sequence[Path] = (),
) -> RunResult:
    """Translate every source of a program to N-Triples (N-Quads where it makes graphs).

    `sources` gives files by source name, winning over the mapping's own; `-` is standard input. A path
    as `out` appears only when all went well. `distinct` writes each statement once. `on_reject` is told of
    refused records and `on_finding` of those kept with findings, in the order of rows, with their source
    form where `keep_raw` asks for it. `max_reject_share` is a share of 1. Raises SourceError, MappingError,
    TooManyRejects, EnvironmentFailed.
    """
    settings = settings or Settings()
    job = Job(
        program, dict(sources), settings, allow, keep_raw, max(1, jobs), max_rejects, max_reject_share,
        on_diagnostic, on_reject, on_finding, progress,
    )  # fmt: skip
    _bind(job)
    with _sink(out) as sink:
        if distinct:
            from interlingua.translate.distinct import run_distinct

            run_distinct(job, sink)
        else:
            for sp in job.program.streams:
                _stream(job, sp, sink)
        job.finish()
        sink.flush()
    return job.result


def _bind(job: Job) -> None:
    """Know every header and size, and read the parent sides of joins."""
    columns: dict[str, tuple[str, ...]] = {}
    for sp in job.program.streams:
        source = sp.stream.source
        where = job.where(source)
        if where == "-" or not isinstance(where, (Path, str)):
            where = job.sources[source.name] = spooled(where)  # type: ignore[index]
        if sp.columns is not None and source.name not in columns:
            reader = open_source(source, where, settings=job.settings)
            try:
                columns[source.name] = tuple(reader.columns or ())
            finally:
                reader.close()
        with suppress(OSError):
            job.size = (job.size or 0) + os.path.getsize(str(where))
    from interlingua.plan.build import check_columns

    check_columns(job.program.plan.mapping, columns)
    job.program = job.program.bind(columns)
    if job.program.joins:
        job.program.prepare(lambda source: _rows(job, source))


def spooled(stream: str | BinaryIO) -> Path:
    """Standard input, or a stream, in a temporary file: it is read more than once."""
    import atexit
    import shutil
    import sys

    taken = sys.stdin.buffer if isinstance(stream, str) else stream
    handle, name = tempfile.mkstemp(prefix="interlingua-", suffix=".input")
    atexit.register(lambda: Path(name).unlink(missing_ok=True))
    with os.fdopen(handle, "wb") as file:
        shutil.copyfileobj(taken, file, 1 << 20)
    return Path(name)


def _rows(job: Job, source: LogicalSource) -> Iterator[Any]:
    reader = open_source(source, job.where(source), settings=job.settings)
    try:
        for batch in reader.batches():
            yield from batch.rows
    finally:
        reader.close()


def _stream(job: Job, sp: StreamProgram, sink: BinaryIO) -> None:
    if job.jobs > 1:
        from interlingua.translate.parallel import can_split, run_parallel

        if can_split(job, sp):
            run_parallel(job, sp, sink)
            return
    source = sp.stream.source
    reader = open_source(source, job.where(source), settings=job.settings)
    try:
        label = str(job.where(source))
        for batch in reader.batches(keep_raw=job.keep_raw):
            outcome = translate_batch(job.program, sp, batch, label)
            job.write(sink, "".join(outcome.texts).encode())
            job.take(outcome, source, reader.rejects, batch.bytes_read)
    finally:
        reader.close()


@contextmanager
def _sink(out: BinaryIO | Path) -> Iterator[BinaryIO]:
    """The output; a path is written beside itself, and renamed when whole."""
    if not isinstance(out, Path):
        yield out
        return
    if out.exists() and not out.is_file():  # a device: renaming over it would destroy it
        with out.open("wb") as file:
            yield file
        return
    beside = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        file = beside.open("wb")
    except OSError as error:
        raise EnvironmentFailed("IL-E002", f"{out} cannot be written: {error.strerror}.") from error
    try:
        with file:
            yield file
        beside.replace(out)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
