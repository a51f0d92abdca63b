"""Which constraints of the shapes one record can decide: the checks that are compiled into its function.

On an *owned* subject, whose triples all come from its record, counts and values are decided there. On
a *shared* subject (a household named on four rows) only what holds of each value alone is: the counts
are those of the merged graph, and `validate` looks at that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from interlingua.rdf.namespaces import PREFIXES, SP
from interlingua.shacl.fragments import CheckKind, RecordCheck
from interlingua.shacl.model import Constraint, Shapes
from interlingua.shacl.values import COMPARABLE, parse_term

CODE_OF: dict[CheckKind, str] = {
    "minCount": "IL-V001", "maxCount": "IL-V002", "datatype": "IL-V003", "nodeKind": "IL-V004",
    "in": "IL-V005", "pattern": "IL-V006", "minLength": "IL-V009", "maxLength": "IL-V009",
    "minInclusive": "IL-V007", "maxInclusive": "IL-V007", "minExclusive": "IL-V007", "maxExclusive": "IL-V007",
}  # fmt: skip
"""The error code of each kind of check."""

_COUNTS = frozenset({"minCount", "maxCount"})


class HasSubject(Protocol):
    """What a check needs of a subject group of the plan."""

    @property
    def index(self) -> int:
        """Its place in `Plan.subjects`."""

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes that each of its subjects has."""

    @property
    def ownership(self) -> str:
        """`owned` or `shared`."""


class HasSubjects(Protocol):
    """What the checks need of a plan."""

    @property
    def subjects(self) -> Sequence[Any]:
        """Its subject groups (`HasSubject`)."""


def record_checks(
    plan: HasSubjects, shapes: Shapes, *, language: str = "en"
) -> dict[int, tuple[RecordCheck, ...]]:
    """The checks of each subject group, by its index; groups without any are left out.

    A subject that two groups can make is treated as shared: neither sees all its triples.
    """
    overlapping = {index for pair in getattr(plan, "overlaps", ()) for index in pair}
    out: dict[int, tuple[RecordCheck, ...]] = {}
    for group in plan.subjects:
        whole = group.ownership == "owned" and group.index not in overlapping
        checks = tuple(dict.fromkeys(_of_group(group, shapes, whole, language)))
        if checks:
            out[group.index] = checks
    return out


def _of_group(group: HasSubject, shapes: Shapes, whole: bool, language: str) -> Iterator[RecordCheck]:
    classes = shapes.closed(group.classes)
    for node in shapes.nodes:
        if classes.isdisjoint(node.target_classes):
            continue
        for prop in node.properties:
            for constraint in prop.constraints:
                if prop.predicate is not None and _decidable(constraint, whole):
                    yield RecordCheck(
                        kind=constraint.kind,
                        predicate=prop.predicate,
                        parameter=constraint.parameter,
                        shape=prop.iri or node.iri or "",
                        severity=prop.severity,
                        message=prop.message(language) or describe(constraint, prop.predicate),
                    )


def _decidable(constraint: Constraint, whole: bool) -> bool:
    if constraint.kind in _COUNTS:
        return whole and not (constraint.kind == "minCount" and constraint.parameter == 0)
    if constraint.kind.endswith("clusive"):
        return parse_term(str(constraint.parameter)).datatype in COMPARABLE
    return True


def short(iri: str) -> str:
    """An IRI as people write it: `sp:sex`, or `<...>` where no prefix fits."""
    for prefix, namespace in PREFIXES.items():
        local = iri[len(namespace) :]
        if iri.startswith(namespace) and local and (namespace == SP or "/" not in local):
            return f"{prefix}:{local}"
    return f"<{iri}>"


def short_term(term: str) -> str:
    """An N-Triples term likewise: `5`, `"x"`, `2000-01-01`, `sp:sex`."""
    parsed = parse_term(term)
    return short(parsed.text) if parsed.kind == "iri" else parsed.text


def describe(constraint: Constraint, predicate: str) -> str:
    """One sentence for a constraint whose shape brings no message of its own."""
    name, value = short(predicate), constraint.parameter
    match constraint.kind:
        case "minCount":
            return f"{name} needs a value." if value == 1 else f"{name} needs at least {value} values."
        case "maxCount":
            return f"{name} may have {f'at most {value}' if value else 'no'} value{'s'[: value != 1]}."
        case "datatype":
            return f"{name} must be written as {short(str(value))}."
        case "nodeKind":
            return f"{name} must be a node of kind {short(str(value))}."
        case "in":
            shown = [short_term(v) for v in value[:5]] if isinstance(value, tuple) else []
            more = ", ..." if isinstance(value, tuple) and len(value) > 5 else ""
            return f"{name} must be one of {', '.join(shown)}{more}."
        case "pattern":
            return f"{name} must match {value}."
        case "minLength":
            return f"{name} must have at least {value} characters."
        case "maxLength":
            return f"{name} must have at most {value} characters."
    words = {
        "minInclusive": "at least", "maxInclusive": "at most", "minExclusive": "more than", "maxExclusive": "less than",
    }  # fmt: skip
    return f"{name} must be {words[constraint.kind]} {short_term(str(value))}."
