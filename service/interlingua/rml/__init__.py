"""Mapping documents: YARRRML, RML and R2RML, to one model with positions."""

from __future__ import annotations

from interlingua.rml.load import load_mapping
from interlingua.rml.model import Mapping

__all__ = ["Mapping", "load_mapping"]
