"""Files to statements: sources opened, joins read, records translated in bulk, refusals handed over."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from interlingua.errors import Diagnostic, EnvironmentFailed
from interlingua.plan.views import side_sources
from interlingua.rml.model import LogicalSource
from interlingua.settings import Settings
from interlingua.sources import open_source
from interlingua.translate.batches import translate_batch
from interlingua.translate.job import Job, Reject, RunResult, Where
from interlingua.translate.program import Program, StreamProgram


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
    allow: Sequence[Path | str] = (),
    targets: Path | None = None,
) -> RunResult:
    """Translate every source of a program to N-Triples (N-Quads where it makes graphs).

    `sources` gives files by source name, winning over the mapping's own; `-` is standard input. A path
    as `out` appears only when all went well. `distinct` writes each statement once. `on_reject` is told of
    refused records and `on_finding` of those kept with findings, in the order of rows, with their source
    form where `keep_raw` asks for it. `max_reject_share` is a share of 1. `targets` is the folder for files of
    rml:logicalTarget: None refuses a mapping that has any. Raises SourceError, MappingError,
    TooManyRejects, EnvironmentFailed.
    """
    settings = settings or Settings()
    job = Job(
        program, dict(sources), settings, allow, keep_raw, max(1, jobs), max_rejects, max_reject_share,
        on_diagnostic, on_reject, on_finding, progress,
    )  # fmt: skip
    bind_job(job)
    with _sink(out) as sink, _marked(job, sink, targets) as marked:
        if distinct:
            from interlingua.translate.distinct import run_distinct

            run_distinct(job, marked)
        else:
            for sp in job.program.streams:
                _stream(job, sp, marked)
        job.finish()
        marked.flush()
    return job.result


@contextmanager
def _marked(job: Job, sink: BinaryIO, targets: Path | None) -> Iterator[BinaryIO]:
    """The output, behind what resolves marked lines; files of targets appear when all went well."""
    if not job.program.marks:
        yield sink
        return
    from interlingua.translate.marks import Marks
    from interlingua.translate.targets import exports

    with exports(job.program, targets, job.read_paths()) as files:
        marks = Marks(sink, job.program.genid, files)
        yield cast("BinaryIO", marks)
        marks.finish()


def bind_job(job: Job) -> None:
    """Know every header and size, and read the parent sides of joins."""
    columns: dict[str, tuple[str, ...]] = {}
    sides = side_sources(job.program.plan.mapping)
    for source in (*(sp.stream.source for sp in job.program.streams), *sides):
        where = job.where(source)
        if where == "-" or not isinstance(where, (Path, str)):
            where = job.sources[source.name] = spooled(where)  # type: ignore[index]
        if source.tabular and source.name not in columns:
            reader = open_source(source, where, settings=job.settings)
            try:
                columns[source.name] = tuple(reader.columns or ())
            finally:
                reader.close()
        if source in sides:
            continue
        job.unsized = job.unsized or source.formulation == "sql"
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
    label = str(job.where(source))
    reader = sp.opened(open_source(source, job.where(source), settings=job.settings), label)
    try:
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
