"""--distinct: every statement once, exactly, in bounded memory.

Statements are equal only where their subjects are. So what a record says is put aside by a hash of the
subject, and each partition is then made distinct subject by subject. Rows of tables that cannot be
refused are put aside as rows, before they grow into text; a subject that one row alone speaks of needs
no comparison at all.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path
from typing import Any, BinaryIO

from interlingua.settings import Settings
from interlingua.sources import ByteRange, open_csv, open_source
from interlingua.translate.batches import Outcome, translate_batch
from interlingua.translate.job import Job
from interlingua.translate.parallel import Work, can_split, in_turn
from interlingua.translate.program import Program, StreamProgram, Unit
from interlingua.translate.spill import Block, Spill, distinct_lines, partition, read

PART = 2 << 20
"""Bytes of a CSV in one task."""
PARTITION = 1 << 20
"""Bytes of input behind one partition, as far as they are known."""
CAP = 48 << 20
"""Bytes put aside in one partition; a larger one is made distinct line by line, on disk."""
SMALL = 2 << 20
"""Input up to here is made distinct in memory, in the order of its records."""

TEXT = -1
"""The unit of blocks that hold statements, not rows."""


def run_distinct(job: Job, sink: BinaryIO) -> None:
    """Translate all streams of a job; write each statement once."""
    if (job.size or 0) <= SMALL and not job.unsized:
        _in_memory(job, sink)
        return
    count = min(4096, max(64 if job.unsized else 8, (job.size or 0) // PARTITION))
    folder = Path(tempfile.mkdtemp(prefix="interlingua-"))
    try:
        blocks: list[list[Block]] = [[] for _ in range(count)]
        for sp in job.program.streams:
            _put_aside(job, sp, folder, count, blocks)
        maker = (_partition_work, (job.program, folder))
        for _, written in in_turn(maker, _tasks(blocks), job.jobs, sink):
            job.result.bytes_written += written
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _tasks(blocks: list[list[Block]]) -> Iterator[list[Block]]:
    for number, mine in enumerate(blocks):
        if mine:
            yield mine
        blocks[number] = []


def _in_memory(job: Job, sink: BinaryIO) -> None:
    lines: dict[str, None] = {}
    for sp in job.program.streams:
        source = sp.stream.source
        label = str(job.where(source))
        reader = sp.opened(open_source(source, job.where(source), settings=job.settings), label)
        try:
            for batch in reader.batches(keep_raw=job.keep_raw):
                outcome = translate_batch(job.program, sp, batch, str(job.where(source)))
                for text in outcome.texts:
                    lines.update(dict.fromkeys(text.split("\n")))
                job.take(outcome, source, reader.rejects, batch.bytes_read)
        finally:
            reader.close()
    lines.pop("", None)
    if lines:
        job.write(sink, ("\n".join(lines) + "\n").encode())


# -- first pass: put aside by subject -------------------------------------------------------------------


def _put_aside(job: Job, sp: StreamProgram, folder: Path, count: int, blocks: list[list[Block]]) -> None:
    source = sp.stream.source
    where = job.where(source)
    reader = sp.opened(open_source(source, where, settings=job.settings), str(where))
    try:
        if can_split(job, sp):
            maker = (
                _aside_work,
                (job.program, sp.stream.index, Path(str(where)), job.settings, job.keep_raw, folder, count),
            )
            ranges = open_csv(source, where, settings=job.settings).ranges(PART)
            for (part, outcome, found), _ in in_turn(maker, ranges, job.jobs, None):
                for number, block in found:
                    blocks[number].append(block)
                job.take(outcome, source, reader.rejects, part.end - part.start)
            return
        aside = Aside(job.program, sp, folder, count)
        for batch in reader.batches(keep_raw=job.keep_raw):
            outcome = aside.take(batch, str(where))
            job.take(outcome, source, reader.rejects, batch.bytes_read)
            if aside.held > PART * 4:
                for number, block in aside.flush():
                    blocks[number].append(block)
        for number, block in aside.flush():
            blocks[number].append(block)
        aside.close()
    finally:
        reader.close()


def _aside_work(
    program: Program, stream: int, where: Path, settings: Settings, keep_raw: bool, folder: Path, count: int
) -> Work:
    sp = program.streams[stream]
    aside = Aside(program, sp, folder, count)
    label = str(where)

    def work(part: ByteRange) -> tuple[Any, bytes]:
        reader = open_source(sp.stream.source, where, settings=settings, part=part)
        whole = Outcome()
        try:
            for batch in reader.batches(keep_raw=keep_raw):
                outcome = aside.take(batch, label)
                whole.read += outcome.read
                whole.refused += outcome.refused
                whole.findings += outcome.findings
        finally:
            reader.close()
        return (part, whole, aside.flush()), b""

    return work


class Aside:
    """Puts what records say aside, by the partition of the subject."""

    def __init__(self, program: Program, sp: StreamProgram, folder: Path, count: int) -> None:
        self._program, self._sp, self._count = program, sp, count
        self._spill = Spill(folder, f"{sp.stream.index}-{os.getpid()}")
        self._buckets: dict[tuple[int, int, bool], tuple[list[str], list[Any]]] = {}
        self.held = 0
        """About how many bytes wait for `flush`."""

    def take(self, batch: Any, label: str) -> Outcome:
        """One batch."""
        self.held += batch.bytes_read
        # Cells of typed tables are more than texts: what they know of their datatype cannot be put aside.
        if self._sp.units and not batch.bad and not self._sp.stream.source.typed:
            for unit, functions in enumerate(self._sp.units):
                self._rows(unit, functions, batch)
            return Outcome(len(batch.rows))
        outcome = translate_batch(self._program, self._sp, batch, label)
        for text in outcome.texts:
            self._text(text)
        outcome.texts = []
        return outcome

    def _rows(self, unit: int, functions: Unit, batch: Any) -> None:
        buckets, count, plain = self._buckets, self._count, batch.plain
        subject_of, cells = functions.subject, functions.cells
        cut = itemgetter(*cells) if cells is not None and len(cells) > 1 else None
        lists: list[tuple[list[str], list[Any]] | None] = [None] * count
        for row in batch.rows:
            subject = subject_of(row, 0, None)
            if subject is None:
                continue
            number = partition(subject, count)
            pair = lists[number]
            if pair is None:
                pair = lists[number] = buckets.setdefault((number, unit, plain), ([], []))
            pair[0].append(subject)
            pair[1].append(row if cells is None else cut(row) if cut is not None else (row[cells[0]],))

    def _text(self, text: str) -> None:
        start = 0
        subject = ""
        run = 0
        size = len(text)
        while start < size:
            end = text.index("\n", start) + 1
            if not subject or not text.startswith(subject, start):
                if subject:
                    self._put_text(subject, text[run:start])
                run = start
                subject = text[start : text.index(" ", start) + 1]
            start = end
        if subject:
            self._put_text(subject, text[run:])

    def _put_text(self, subject: str, text: str) -> None:
        number = partition(subject[:-1], self._count)
        pair = self._buckets.setdefault((number, TEXT, False), ([], []))
        pair[0].append(subject[:-1])
        pair[1].append(text)
        self.held += len(text)

    def flush(self) -> list[tuple[int, Block]]:
        """Write everything; (partition, block) of each."""
        out = [
            (number, self._spill.put((self._sp.stream.index, unit, plain, subjects, values)))
            for (number, unit, plain), (subjects, values) in self._buckets.items()
        ]
        self._buckets = {}
        self.held = 0
        return out

    def close(self) -> None:
        """Release the file."""
        self._spill.close()


# -- second pass: one partition at a time ---------------------------------------------------------------


def _partition_work(program: Program, folder: Path) -> Work:
    def work(blocks: list[Block]) -> tuple[Any, bytes | Path]:
        if sum(block.length for block in blocks) > CAP:
            return None, _large(program, blocks, folder)
        return None, _small(program, blocks).encode()

    return work


def _functions(program: Program, stream: int, unit: int, plain: bool) -> Any:
    if unit == TEXT:
        return None
    functions = program.streams[stream].units[unit]
    return functions.clean if plain and functions.clean is not None else functions.record


def _small(program: Program, blocks: list[Block]) -> str:
    first: dict[str, tuple[Any, Any, bool]] = {}
    more: dict[str, list[tuple[Any, Any, bool]]] = {}
    for stream, unit, plain, subjects, values in read(blocks):
        function = _functions(program, stream, unit, plain)
        sure = function is not None and program.streams[stream].units[unit].sure
        for subject, value in zip(subjects, values, strict=True):
            if subject in first:
                more.setdefault(subject, [first[subject]]).append((function, value, False))
            else:
                first[subject] = (function, value, sure)
    out: list[str] = []
    noted: list[Any] = []
    for subject, (function, value, sure) in first.items():
        if sure and subject not in more:
            out.append(function(value, 0, noted))
        else:
            out.append(_distinct(more.get(subject) or [(function, value, False)], noted))
    return "".join(out)


def _distinct(entries: list[tuple[Any, Any, bool]], noted: list[Any]) -> str:
    lines: dict[str, None] = {}
    done: list[tuple[Any, Any]] = []
    for function, value, _ in entries:
        if len(done) < 16:
            if (function, value) in done:
                continue
            done.append((function, value))
        text = value if function is None else function(value, 0, noted)
        lines.update(dict.fromkeys(text.split("\n")))
    lines.pop("", None)
    return "\n".join(lines) + "\n" if lines else ""


def _large(program: Program, blocks: list[Block], folder: Path) -> Path:
    """A partition too large for memory (one subject on very many rows): line by line, through a file."""

    def texts() -> Iterator[str]:
        noted: list[Any] = []
        for stream, unit, plain, _, values in read(blocks):
            function = _functions(program, stream, unit, plain)
            if function is None:
                yield from values
            else:
                for row in values:
                    yield function(row, 0, noted)

    handle, name = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        for line in distinct_lines(texts(), folder, f"large-{os.getpid()}", CAP):
            file.write(line + "\n")
    return Path(name)
