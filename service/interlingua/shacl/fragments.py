"""Record checks: constraints of the shapes that one record can decide, ready to be compiled.

`shacl.checks.record_checks` makes them from shapes and plan; `translate` weaves them into the
record's function. A check stands for one constraint of one property shape on one owned subject.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from interlingua.errors import Severity

CheckKind = Literal[
    "minCount", "maxCount", "datatype", "nodeKind", "in", "pattern", "minLength", "maxLength",
    "minInclusive", "maxInclusive", "minExclusive", "maxExclusive",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class RecordCheck:
    """One constraint. `parameter` by kind: counts and lengths an int; datatype an IRI; nodeKind a
    SHACL IRI; in a tuple of N-Triples terms; pattern the shape's own text, flags folded
    in front (`values.pattern_checker` takes it); ranges an N-Triples literal."""

    kind: CheckKind
    predicate: str
    parameter: int | str | tuple[str, ...]
    shape: str
    severity: Severity
    message: str
