"""Open bytes as a source, and gather what comes out."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

from interlingua.rml.model import Formulation, LogicalSource
from interlingua.settings import Settings
from interlingua.sources import BadRecord, Reader, RejectsWriter, open_source


@dataclass
class Gathered:
    """All batches of a reader in one."""

    columns: tuple[str, ...] | None
    rows: list[Any] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    raws: list[bytes] = field(default_factory=list)
    pointers: list[str] = field(default_factory=list)
    bad: list[BadRecord] = field(default_factory=list)

    @property
    def codes(self) -> list[str]:
        """The code of each bad record."""
        return [record.diagnostics[0].code for record in self.bad if record.diagnostics]

    def in_order(self) -> list[tuple[int, bytes]]:
        """Every record's number and source form, good and bad, as they stood in the source."""
        good = list(zip(self.numbers, self.raws, strict=True))
        return sorted([*good, *((b.row, b.raw) for b in self.bad)], key=lambda pair: pair[0])


def source(form: Formulation, iterator: str | None = None, **options: str) -> LogicalSource:
    """A logical source named `s`."""
    return LogicalSource("s", f"s.{form}", form, iterator, options=tuple(options.items()))


def reader(
    form: Formulation, data: bytes, iterator: str | None = None, *, max_cell: int = 1 << 20, **options: str
) -> Reader:
    """An open reader of these bytes."""
    settings = Settings(max_cell_bytes=max_cell)
    return open_source(source(form, iterator, **options), io.BytesIO(data), settings=settings)


def gather(opened: Reader) -> Gathered:
    """Everything a reader gives."""
    out = Gathered(opened.columns)
    for batch in opened.batches(keep_raw=True):
        assert batch.raws is not None
        assert len(batch.rows) == len(batch.numbers) == len(batch.raws)
        out.rows += batch.rows
        out.numbers += batch.numbers
        out.raws += batch.raws
        out.pointers += batch.pointers or ()
        out.bad += batch.bad
    return out


def read(
    form: Formulation, data: bytes, iterator: str | None = None, *, max_cell: int = 1 << 20, **options: str
) -> Gathered:
    """Everything these bytes give."""
    return gather(reader(form, data, iterator, max_cell=max_cell, **options))


def rejects(opened: Reader, everything: bool = False) -> tuple[bytes, Gathered]:
    """The rejects file of a source: its bad records (or all, refused for a made-up reason)."""
    from interlingua.errors import Diagnostic

    out = io.BytesIO()
    found = gather(opened)
    with RejectsWriter(out, opened.rejects) as writer:
        records = [(b.row, n, b.raw, b.diagnostics) for n, b in enumerate(found.bad)]
        if everything:
            why = (Diagnostic("IL-V001", 'A "date", a comma; and\na line'),)
            pairs = zip(found.numbers, found.raws, strict=True)
            records += [(number, 0, raw, why) for number, raw in pairs]
        for row, _, raw, diagnostics in sorted(records, key=lambda r: r[:2]):
            writer.write(row, raw, diagnostics)
    return out.getvalue(), found
