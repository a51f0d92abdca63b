"""Several processes over one CSV: each takes every n-th part, and they write in turn.

The parent cuts the file and hears the outcomes; text does not pass through it where the workers can
write to the output themselves. A token goes round: who holds it writes the text of the next part.
"""

from __future__ import annotations

import gc
import io
import multiprocessing
import os
import sys
from collections import deque
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, BinaryIO

from interlingua.errors import EnvironmentFailed, InterlinguaError
from interlingua.rml.model import TriplesMap
from interlingua.sources import ByteRange, compression_of, open_csv, open_source
from interlingua.translate.batches import Outcome, translate_batch
from interlingua.translate.job import Job
from interlingua.translate.program import Program, StreamProgram

PART = 1 << 20
"""Bytes of CSV in one part."""
AHEAD = 3
"""Parts that a worker has finished before its turn comes."""

Task = tuple[int, Any]
Work = Callable[[Any], tuple[Any, bytes | Path]]
"""What a worker does with one task: a result for the parent, and bytes (or a file) for the output."""
WAITING = 24 << 20
"""Bytes that a worker holds at most before its turn comes."""


def can_split(job: Job, sp: StreamProgram) -> bool:
    """Whether this stream is read in parts: a CSV file of more than one."""
    where = job.where(sp.stream.source)
    if sp.group is not None or sp.stream.source.formulation != "csv" or not isinstance(where, Path | str):
        return False
    if compression_of(sp.stream.source, str(where)):
        return False
    return Path(where).is_file() and Path(where).stat().st_size > 2 * PART


def part_size(sp: StreamProgram) -> int:
    """Bytes of CSV in one part: less where a row says many times what it holds, as with many graphs."""
    statements = sum(_statements(tm) for group in sp.stream.groups for tm in group.maps)
    return max(PART // 32, PART // max(1, statements // max(1, len(sp.columns or ()))))


def _statements(tm: TriplesMap) -> int:
    """How many statements a row makes where every value is there."""
    graphs = max(1, len(tm.graphs))
    return len(tm.classes) * graphs + sum(
        len(rule.predicates) * len(rule.objects) * max(graphs, len(tm.graphs) + len(rule.graphs))
        for rule in tm.predicate_objects
    )


def run_parallel(job: Job, sp: StreamProgram, sink: BinaryIO) -> None:
    """Translate one CSV in several processes, in the order of its rows."""
    source = sp.stream.source
    where = Path(str(job.where(source)))
    reader = open_csv(source, where, settings=job.settings)
    maker = (_range_work, (job.program, sp.stream.index, where, job.settings, job.keep_raw))
    try:
        for (part, outcome), written in in_turn(maker, reader.ranges(part_size(sp)), job.jobs, sink):
            job.result.bytes_written += written
            job.take(outcome, source, reader.rejects, part.end - part.start)
    finally:
        reader.close()


def _range_work(program: Program, stream: int, where: Path, settings: Any, keep_raw: bool) -> Work:
    sp = program.streams[stream]
    label = str(where)

    def work(part: ByteRange) -> tuple[Any, bytes]:
        reader = open_source(sp.stream.source, where, settings=settings, part=part)
        whole, texts = Outcome(), []
        try:
            for batch in reader.batches(keep_raw=keep_raw):
                outcome = translate_batch(program, sp, batch, label)
                texts.append("".join(outcome.texts))
                whole.read += outcome.read
                whole.refused += outcome.refused
                whole.findings += outcome.findings
        finally:
            reader.close()
        return (part, whole), "".join(texts).encode()

    return work


def in_turn(
    maker: tuple[Callable[..., Work], tuple[Any, ...]], tasks: Iterator[Any], jobs: int, sink: BinaryIO | None
) -> Iterator[tuple[Any, int]]:
    """Do tasks in several processes; give their results, and how many bytes each wrote, in order.

    `maker` and its arguments make the work inside each process (inside this one, for one job). Raises
    what a worker raised.
    """
    if jobs == 1:
        yield from _alone(maker[0](*maker[1]), tasks, sink)
        return
    direct = _descriptor(sink)
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    if context.get_start_method() != "fork":
        direct = None
    gc.collect()
    gc.freeze()
    team = [_Member(context, k, maker, direct) for k in range(jobs)]
    try:
        tokens = [member.token_in for member in team]
        for k, member in enumerate(team):
            member.start(tokens[(k + 1) % jobs])
        team[0].token_in.send_bytes(b"t")
        yield from _hear(team, tasks, sink)
    finally:
        for member in team:
            member.stop()
        gc.unfreeze()


def _alone(work: Work, tasks: Iterator[Any], sink: BinaryIO | None) -> Iterator[tuple[Any, int]]:
    for task in tasks:
        result, data = work(task)
        yield result, _put(data, sink)


def _put(data: bytes | Path, sink: BinaryIO | None) -> int:
    written = 0
    for piece in _pieces(data):
        assert sink is not None
        try:
            sink.write(piece)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise EnvironmentFailed("IL-E002", f"The output cannot be written: {error.strerror}.") from error
        written += len(piece)
    return written


def _pieces(data: bytes | Path) -> Iterator[bytes]:
    if isinstance(data, bytes):
        if data:
            yield data
        return
    with data.open("rb") as file:
        while piece := file.read(1 << 20):
            yield piece
    data.unlink()


def _hear(team: list[_Member], tasks: Iterator[Any], sink: BinaryIO | None) -> Iterator[tuple[Any, int]]:
    given, heard, ended = 0, 0, False
    while True:
        while not ended and given - heard < len(team) * (AHEAD + 2):
            task = next(tasks, None)
            if task is None:
                ended = True
                for member in team:
                    member.tell(None)
                break
            team[given % len(team)].tell((given, task))
            given += 1
        if ended and heard == given:
            return
        result, data, written = team[heard % len(team)].hear()
        heard += 1
        yield result, written or _put(data, sink)


class _Member:
    """One worker process, seen from the parent."""

    def __init__(self, context: Any, number: int, maker: Any, direct: int | None) -> None:
        self._context, self._number, self._maker, self._direct = context, number, maker, direct
        self._here, self._there = context.Pipe()
        self.token_out, self.token_in = context.Pipe(duplex=False)
        self._process: Any = None

    def start(self, next_token: Connection) -> None:
        """Fork."""
        arguments = (self._maker, self._there, self.token_out, next_token, self._direct)
        self._process = self._context.Process(target=_member, args=arguments, daemon=True)
        self._process.start()
        self._there.close()

    def tell(self, task: Task | None) -> None:
        """Give a task; None ends the work."""
        try:
            self._here.send(task)
        except OSError:
            self._lost()

    def hear(self) -> tuple[Any, bytes | Path, int]:
        """The next result. Raises what the worker raised."""
        wait([self._here, self._process.sentinel])
        try:
            kind, *rest = self._here.recv()
        except (EOFError, OSError):
            self._lost()
        if kind == "error":
            raise _rebuilt(rest[0])
        return rest[0], rest[1], rest[2]

    def _lost(self) -> None:
        raise EnvironmentFailed("IL-E001", "A worker process ended before its work was done.") from None

    def stop(self) -> None:
        """End the process, and release its pipes."""
        if self._process is not None:
            if self._process.is_alive():
                self._process.join(timeout=0.5)
            if self._process.is_alive():
                self._process.terminate()
            self._process.join()
        for pipe in (self._here, self.token_out, self.token_in):
            pipe.close()


def _member(
    maker: tuple[Callable[..., Work], tuple[Any, ...]],
    parent: Connection,
    token: Connection,
    next_token: Connection,
    direct: int | None,
) -> None:
    """The life of a worker."""
    gc.disable()  # rows and texts hold no cycles, and there are very many of them
    done: deque[tuple[Any, bytes | Path]] = deque()
    try:
        work = maker[0](*maker[1])
        while True:
            task = parent.recv()
            if task is not None:
                done.append(work(task[1]))
            while done and (task is None or len(done) >= AHEAD or _held(done) > WAITING or token.poll()):
                token.recv_bytes()
                result, data = done.popleft()
                if direct is not None:
                    parent.send(
                        ("done", result, b"", sum(_write_all(direct, piece) for piece in _pieces(data)))
                    )
                else:
                    parent.send(("done", result, data, 0))
                next_token.send_bytes(b"t")
            if task is None:
                return
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        os._exit(1)
    except BaseException as error:  # noqa: BLE001  whatever it is, the parent must say so
        parent.send(("error", _portable(error)))


def _held(done: deque[tuple[Any, bytes | Path]]) -> int:
    return sum(len(data) for _, data in done if isinstance(data, bytes))


def _write_all(descriptor: int, data: bytes) -> int:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
    return len(data)


def _descriptor(sink: BinaryIO | None) -> int | None:
    if sink is None:
        return None
    try:
        sink.flush()
        return sink.fileno()
    except (OSError, AttributeError, io.UnsupportedOperation):
        return None


def _portable(error: BaseException) -> tuple[Any, ...]:
    if isinstance(error, InterlinguaError):
        return (type(error), error.code, error.message, error.place, error.hint)
    if isinstance(error, OSError):
        return (EnvironmentFailed, "IL-E002", f"The output cannot be written: {error.strerror}.", None, None)
    import traceback

    return (RuntimeError, "".join(traceback.format_exception(error)))


def _rebuilt(portable: tuple[Any, ...]) -> BaseException:
    kind = portable[0]
    if kind is RuntimeError:
        return RuntimeError(portable[1])
    _, code, message, place, hint = portable
    error: BaseException = kind(code, message, place=place, hint=hint)
    return error
