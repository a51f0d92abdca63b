"""One batch of records: its statements, its refused records, its findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from interlingua.errors import Diagnostic, Place
from interlingua.sources.base import Batch
from interlingua.translate.faults import Noted, refused
from interlingua.translate.program import Program, StreamProgram

Refusal = tuple[int, bytes, tuple[Diagnostic, ...]]
"""Row number, source form, why."""


@dataclass(slots=True)
class Outcome:
    """What a batch came to, in order."""

    read: int = 0
    texts: list[str] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    findings: list[Refusal] = field(default_factory=list)
    """Of records that are kept."""


def translate_batch(program: Program, sp: StreamProgram, batch: Batch, label: str | None) -> Outcome:
    """Translate every record of a batch; a refused one leaves nothing but its refusal."""
    out = Outcome(len(batch.rows) + sum(len(row.others) for row in batch.rows if sp.group is not None))
    function = sp.clean if sp.clean is not None and batch.plain else sp.record
    noted: list[Noted] = []
    keyed = program.keyed(sp)
    if sp.infallible and not keyed:
        out.texts = [
            function(row, number, noted) for row, number in zip(batch.rows, batch.numbers, strict=True)
        ]
    else:
        _with_care(program, sp, batch, label, out)
    if batch.bad:
        _unreadable(batch, out)
    return out


def _with_care(program: Program, sp: StreamProgram, batch: Batch, label: str | None, out: Outcome) -> None:
    function = sp.clean if sp.clean is not None and batch.plain else sp.record
    key = program.key_function if program.keyed(sp) else None
    noted: list[Noted] = []
    append = out.texts.append
    numbers = batch.numbers
    for at, row in enumerate(batch.rows):
        text = function(row, numbers[at], noted)
        if not noted and (key is None or key(row, numbers[at], noted) is not None):
            append(text)
            continue
        pointer = batch.pointers[at] if batch.pointers is not None else ""
        found = program.findings(noted, row, numbers[at], sp, label, pointer)
        noted.clear()
        if key is not None and key(row, numbers[at], []) is None:
            found = program.keyless(found, row, numbers[at], label, pointer)
        if refused(found):
            raw = batch.raws[at] if batch.raws is not None else b""
            out.refused.append((numbers[at], raw, tuple(found)))
            out.refused += _others(row, numbers[at])
        else:
            append(text)
            raw = batch.raws[at] if batch.raws is not None else b""
            out.findings.append((numbers[at], raw, tuple(found)))


def _others(row: Any, first: int) -> list[Refusal]:
    """The other rows of a refused group: they go back with it."""
    note = Diagnostic("IL-R023", f"It belongs to the group of row {first}, which was refused.", "info")
    return [(number, raw, (note.at(Place(row=number)),)) for number, raw in getattr(row, "others", ())]


def _unreadable(batch: Batch, out: Outcome) -> None:
    for bad in batch.bad:
        out.refused.append((bad.row, bad.raw, bad.diagnostics))
        out.read += bool(bad.diagnostics)
    out.refused.sort(key=lambda refusal: refusal[0])
