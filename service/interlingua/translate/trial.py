"""A trial: the first records of each source through the compiled functions, nothing written."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from interlingua.errors import Diagnostic
from interlingua.plan.views import side_sources
from interlingua.rml.model import LogicalSource
from interlingua.settings import Settings
from interlingua.sources import open_source
from interlingua.translate.batches import translate_batch
from interlingua.translate.job import Job, Where
from interlingua.translate.program import Program
from interlingua.translate.run import bind_job

SIDES: Final = 32 << 20
"""Bytes of the sources read beside the records (joins, lookups) up to which a trial is made."""


def trial(
    program: Program, sources: Mapping[str, Where], settings: Settings, allow: Sequence[Path | str] = ()
) -> list[tuple[LogicalSource, int, list[tuple[Diagnostic, ...]]]]:
    """For each stream: its source, how many records were read, and the findings of each that was refused.

    At most one batch of each source is read. Raises what a run raises.
    """
    job = Job(program, dict(sources), settings, allow)
    for source in side_sources(program.plan.mapping):
        where = job.where(source)
        if isinstance(where, Path) and os.path.getsize(where) > SIDES:
            return []
    bind_job(job)
    found: list[tuple[LogicalSource, int, list[tuple[Diagnostic, ...]]]] = []
    for sp in job.program.streams:
        source = sp.stream.source
        label = str(job.where(source))
        reader = sp.opened(open_source(source, job.where(source), settings=settings), label)
        try:
            batch = next(iter(reader.batches()), None)
            if batch is None:
                found.append((source, 0, []))
                continue
            outcome = translate_batch(job.program, sp, batch, label)
            found.append((source, outcome.read, [why for _, _, why in outcome.refused if why]))
        finally:
            reader.close()
    return found
