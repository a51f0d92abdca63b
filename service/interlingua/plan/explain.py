"""What a mapping does, as text for people: sources, record, subjects, rules with their lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from interlingua.functions import known
from interlingua.plan.model import FRESH, Plan, SubjectGroup
from interlingua.plan.ownership import describe
from interlingua.rml.model import Constant, RefObjectMap, TermMap


class HasSource(Protocol):
    """A compiled program, seen from here."""

    @property
    def source(self) -> str:
        """The generated Python."""

    @property
    def checks(self) -> Mapping[int, Sequence[Any]]:
        """The record checks of each subject group (shacl.fragments.RecordCheck)."""


def explain(plan: Plan, program: HasSource | None = None) -> str:
    """The plan as text; with a program, its generated source after it."""
    with known(plan.mapping.library.functions if plan.mapping.library is not None else ()):
        lines = list(_lines(plan, program.checks if program is not None else {}))
    if program is not None:
        lines += ["", "compiled functions", *("  " + line for line in program.source.splitlines())]
    return "\n".join(lines) + "\n"


def _short(plan: Plan, iri: str) -> str:
    best = max(
        ((name, ns) for name, ns in plan.mapping.prefixes if ns and iri.startswith(ns)),
        key=lambda pair: len(pair[1]),
        default=None,
    )
    return f"{best[0]}:{iri[len(best[1]) :]}" if best else f"<{iri}>"


def _lines(plan: Plan, checks: Mapping[int, Sequence[Any]]) -> Iterator[str]:
    yield f"mapping {plan.mapping.file}"
    record = plan.record
    if record is not None:
        key = ", ".join(describe(part) for part in record.key)
        yield f"record system={record.system} type={record.type} key=[{key}] source={record.source.name}"
    else:
        yield "record none: each iteration is a record; `submit` refuses this mapping"
    for stream in plan.streams:
        source = stream.source
        spot = f" iterator {source.iterator}" if source.iterator else ""
        yield f"source {source.name}: {source.path or 'given on the command line'} ({source.formulation}){spot}"
        for group in stream.groups:
            yield from _group(plan, group)
            for check in checks.get(group.index, ()):
                yield f"    check {_short(plan, check.predicate)} {check.kind} {_parameter(check.parameter)} [{check.shape}]"
    for line in plan.rewrites:
        yield f"rewritten by {line}"
    for a, b in plan.overlaps:
        yield f"overlap: subjects {a} and {b} can make the same term"
    for omission in plan.omissions:
        yield f"omitted {omission.path}: {omission.reason}"


def _parameter(value: object) -> str:
    if isinstance(value, tuple):
        return f"one of {len(value)}"
    return str(value)


def _group(plan: Plan, group: SubjectGroup) -> Iterator[str]:
    level = f" for each {group.each}" if group.each else ""
    if group.source.view is not None:
        level += f" for each row of the view {group.source.name}"
    yield f"  subject {group.index}{level}: {_term(plan, group.subject)} [{group.ownership}: {group.reason}]"
    if group.classes:
        yield "    a " + ", ".join(_short(plan, iri) for iri in group.classes)
    for tm in group.maps:
        condition = f" when {describe(tm.condition)}" if tm.condition else ""
        spot = f" (line {tm.place.line})" if tm.place and tm.place.line else ""
        yield f"    map {tm.name}{condition}{spot}"
        for rule in tm.predicate_objects:
            predicates = ", ".join(_term(plan, term) for term in rule.predicates)
            objects = ", ".join(
                _parent(thing) if isinstance(thing, RefObjectMap) else _term(plan, thing)
                for thing in rule.objects
            )
            when = f" when {describe(rule.condition)}" if rule.condition else ""
            line = f"line {rule.place.line}" if rule.place and rule.place.line else "line ?"
            yield f"      {line}: {predicates} -> {objects}{when}"


def _parent(ref: RefObjectMap) -> str:
    joins = " and ".join(f"{describe(j.child)} = {describe(j.parent)}" for j in ref.joins)
    return f"subjects of {ref.parent}" + (f" where {joins}" if joins else "")


def _term(plan: Plan, term: TermMap) -> str:
    text = describe(term.expression)
    if isinstance(term.expression, Constant):
        kind = term.expression.kind
        node = "" if text.startswith(FRESH) else text
        text = _short(plan, text) if kind == "iri" else f'"{text}"' if kind == "literal" else f"_:{node}"
    if term.language is not None:
        text += f" @{describe(term.language)}"
    if term.datatype is not None:
        text += f" ^^{_short(plan, describe(term.datatype))}"
    if term.term_type is not None:
        text += f" ({term.term_type})"
    return text
