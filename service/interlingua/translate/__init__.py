"""Translate: plan and checks compiled to functions, and those functions run over sources."""

from __future__ import annotations

from interlingua.translate.compile import compile_plan
from interlingua.translate.job import Reject, RunResult
from interlingua.translate.program import Program, StreamProgram, Translated
from interlingua.translate.run import run
from interlingua.translate.simple import translate_to_text

__all__ = [
    "Program", "Reject", "RunResult", "StreamProgram", "Translated", "compile_plan", "run", "translate_to_text",
]  # fmt: skip
