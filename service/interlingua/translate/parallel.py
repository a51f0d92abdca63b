"""Several processes over one source."""

from __future__ import annotations

from typing import BinaryIO

from interlingua.translate.program import StreamProgram


def can_split(job: object, sp: StreamProgram) -> bool:
    return False


def run_parallel(job: object, sp: StreamProgram, sink: BinaryIO) -> None:
    raise AssertionError
