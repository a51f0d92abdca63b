"""Translate: plan and checks compiled to functions, and those functions run over sources."""

from __future__ import annotations

from interlingua.translate.compile import compile_plan
from interlingua.translate.program import Program, StreamProgram, Translated

__all__ = ["Program", "StreamProgram", "Translated", "compile_plan"]
