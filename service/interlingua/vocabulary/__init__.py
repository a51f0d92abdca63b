"""The vocabulary: ontology, code lists, deprecation, versions; what the rest of the program asks of it."""

from __future__ import annotations

from interlingua.vocabulary.context import context
from interlingua.vocabulary.describing import describe
from interlingua.vocabulary.loading import build, load, triples
from interlingua.vocabulary.model import (
    Class,
    Code,
    Deprecation,
    Property,
    Scheme,
    Term,
    TermKind,
    Vocabulary,
)
from interlingua.vocabulary.suggesting import suggest

__all__ = [
    "Class", "Code", "Deprecation", "Property", "Scheme", "Term", "TermKind", "Vocabulary", "build", "context",
    "describe", "load", "suggest", "triples",
]  # fmt: skip
