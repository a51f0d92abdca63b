"""A source's records one by one: read, translated, checked, each with its source form beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import repeat
from typing import TYPE_CHECKING, Any

from interlingua.ledger import Incoming

if TYPE_CHECKING:
    from interlingua.exchange.prepare import Prepared
    from interlingua.settings import Settings
    from interlingua.sources import BadRecord, Batch, Reader
    from interlingua.translate import Program, StreamProgram

Progress = Callable[[int, int | None], None]


def open_driving(ready: Prepared, settings: Settings) -> Reader:
    """The driving source, open; the sources that joins look into are read first."""
    from interlingua.sources import open_source

    def rows(source: Any) -> Iterator[Any]:
        with closing(open_source(source, ready.paths[source.name], settings=settings)) as side:
            for batch in side.batches():
                yield from batch.rows

    ready.program.prepare(rows)
    return open_source(ready.driving, ready.paths[ready.driving.name], settings=settings)


def records(ready: Prepared, reader: Reader, progress: Progress | None = None) -> Iterator[Incoming]:
    """Every record in the order of the source; one that cannot be read is refused in its place.

    Memory is that of one batch of the reader.
    """
    program = ready.program
    if reader.columns is not None:
        program = program.bind({ready.driving.name: reader.columns})
    stream = program.streams[program.plan.main.index]
    label = ready.shown(str(ready.paths[ready.driving.name]))
    done = 0
    for batch in reader.batches(keep_raw=True):
        yield from _of_batch(program, stream, batch, label)
        done += batch.bytes_read
        if progress is not None:
            progress(done, reader.size)


def _of_batch(program: Program, stream: StreamProgram, batch: Batch, label: str) -> Iterator[Incoming]:
    assert batch.raws is not None
    bad = iter(batch.bad)
    waiting = next(bad, None)
    pointers = batch.pointers or repeat(None)
    for row, number, raw, pointer in zip(batch.rows, batch.numbers, batch.raws, pointers, strict=False):
        while waiting is not None and waiting.row < number:
            yield _unreadable(waiting)
            waiting = next(bad, None)
        found = program.translate(stream, row, number, label, pointer)
        yield Incoming(found.key, raw, found.text, found.diagnostics, found.refused, number)
    while waiting is not None:
        yield _unreadable(waiting)
        waiting = next(bad, None)


def _unreadable(record: BadRecord) -> Incoming:
    return Incoming(None, record.raw, "", record.diagnostics, True, record.row)
