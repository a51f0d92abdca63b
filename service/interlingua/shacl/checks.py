"""Which constraints of the shapes one record can decide: the checks that are compiled into its function.

On an *owned* subject, whose triples all come from its record, counts and values are decided there. On
a *shared* subject (a household named on four rows) only what holds of each value alone is: the counts
are those of the merged graph, and `validate` looks at that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interlingua.plan.model import Plan, SubjectGroup
from interlingua.rdf.namespaces import PREFIXES, SP
from interlingua.rml.model import Constant
from interlingua.shacl.fragments import CheckKind, RecordCheck
from interlingua.shacl.model import Constraint, Shapes
from interlingua.shacl.values import COMPARABLE, parse_term

CODE_OF: dict[CheckKind, str] = {
    "minCount": "IL-V001", "maxCount": "IL-V002", "datatype": "IL-V003", "nodeKind": "IL-V004",
    "in": "IL-V005", "pattern": "IL-V006", "minLength": "IL-V009", "maxLength": "IL-V009",
    "minInclusive": "IL-V007", "maxInclusive": "IL-V007", "minExclusive": "IL-V007", "maxExclusive": "IL-V007",
}  # fmt: skip
"""The error code of each kind of check."""


def record_checks(plan: Plan, shapes: Shapes, *, language: str = "en") -> dict[int, tuple[RecordCheck, ...]]:
    """The checks of each subject group, by its index; groups without any are left out.

    They hold for the subjects that a group makes: where its condition is false there is nothing to check.
    """
    neighbours = _neighbours(plan)
    out: dict[int, tuple[RecordCheck, ...]] = {}
    for group in plan.subjects:
        near = [plan.subjects[index] for index in neighbours.get(group.index, ())]
        checks = tuple(dict.fromkeys(_of_group(group, near, shapes, language)))
        if checks:
            out[group.index] = checks
    return out


def _neighbours(plan: Plan) -> dict[int, set[int]]:
    """For each group those that can make the same subjects."""
    out: dict[int, set[int]] = {}
    for a, b in plan.overlaps:
        out.setdefault(a, set()).add(b)
        out.setdefault(b, set()).add(a)
    return out


def _of_group(
    group: SubjectGroup, near: Sequence[SubjectGroup], shapes: Shapes, language: str
) -> Iterator[RecordCheck]:
    classes = shapes.closed(_sure_classes(group))
    for node in shapes.nodes:
        if classes.isdisjoint(node.target_classes):
            continue
        for prop in node.properties:
            for constraint in prop.constraints:
                if prop.predicate is not None and _decidable(constraint, prop.predicate, group, near):
                    yield RecordCheck(
                        kind=constraint.kind,
                        predicate=prop.predicate,
                        parameter=constraint.parameter,
                        shape=prop.iri or node.iri or "",
                        severity=prop.severity,
                        message=prop.message(language) or describe(constraint, prop.predicate),
                    )


def _sure_classes(group: SubjectGroup) -> tuple[str, ...]:
    """Classes of every subject that the group makes: each comes from one of its maps at least."""
    shared = set.intersection(*(set(tm.classes) for tm in group.maps)) if group.maps else set()
    return (*group.classes, *sorted(shared))


def _decidable(
    constraint: Constraint, predicate: str, group: SubjectGroup, near: Sequence[SubjectGroup]
) -> bool:
    if constraint.kind == "maxCount":
        return group.ownership == "owned"
    if constraint.kind == "minCount":
        # Another group may say of the same subject what is missing here.
        alone = not any(_says(other, predicate) for other in near)
        return group.ownership == "owned" and alone and constraint.parameter != 0
    if constraint.kind.endswith("clusive"):
        return parse_term(str(constraint.parameter)).datatype in COMPARABLE
    return True


def _says(group: SubjectGroup, predicate: str) -> bool:
    """Whether a group can make statements with a predicate."""
    return any(
        not isinstance(term.expression, Constant) or term.expression.value == predicate
        for tm in group.maps
        for rule in tm.predicate_objects
        for term in rule.predicates
    )


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
