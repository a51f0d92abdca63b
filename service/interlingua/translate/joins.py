"""Links to the subjects of another triples map: in the same record, or by the equality of values.

The parent side of a join is read once, before the run, into a dictionary from key to subjects.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from interlingua.errors import MappingError
from interlingua.plan.model import SubjectGroup, bare
from interlingua.rml.model import (
    Expression,
    FunctionCall,
    Reference,
    RefObjectMap,
    Template,
    TermMap,
    TriplesMap,
)
from interlingua.translate.indexes import SubjectIndex
from interlingua.translate.pairs import add_pairs, lookup
from interlingua.translate.pool import Var
from interlingua.translate.terms import Term, opened
from interlingua.translate.values import truth, value_of
from interlingua.translate.viewgroups import grouping
from interlingua.translate.views import open_view
from interlingua.translate.writer import Writer


def parent_terms(w: Writer, stack: ExitStack, group: SubjectGroup, ref: RefObjectMap) -> Iterator[Term]:
    """The terms that a referencing object map links to; loops stay open in `stack`."""
    parent = w.shared.plan.triples_map(ref.parent)
    parent_group = w.shared.plan.group_of(ref.parent)
    assert parent is not None
    assert parent_group is not None
    base = parent.base or w.shared.base
    if ref.joins:
        yield _joined(w, stack, ref, parent, parent_group)
    elif parent_group.stream != group.stream or parent.each == w.each:
        if parent.condition is not None and parent_group.stream == group.stream:
            stack.enter_context(w.scope(f"if {truth(w, parent.condition)}"))
        term = stack.enter_context(opened(w, parent.subject, "subject", base))
        term.place = ref.place
        yield term
    elif parent.each is None:
        if parent.subject.gather is not None:
            raise MappingError(
                "IL-M014",
                "A link from an item to a collection of its record is not supported.",
                place=ref.place,
            )
        if parent.condition is not None:
            stack.enter_context(w.scope(f"if {truth(w, _lift_call(parent.condition))}"))
        term = stack.enter_context(opened(w, _lifted(parent.subject), "subject", base))
        term.place = ref.place
        yield term
    else:
        function = _pairs_function(w, parent, parent_group, ())
        name = w.fresh("w")
        stack.enter_context(w.scope(f"for _, {name} in {function}(row, number, F)"))
        yield _whole(name, ref, parent)


def _whole(name: str, ref: RefObjectMap, parent: TriplesMap) -> Term:
    kind: Any = "blank" if parent.subject.term_type == "blank" else "iri"
    return Term(kind, [Var(name)], looped=True, place=ref.place)


def _joined(
    w: Writer, stack: ExitStack, ref: RefObjectMap, parent: TriplesMap, parent_group: SubjectGroup
) -> Term:
    keys = tuple(join.parent for join in ref.joins)
    known = ("subjects", parent.name, tuple(bare(key) for key in keys))
    if known not in w.shared.indexes:  # rules with one condition look into one index
        stream = w.shared.plan.streams[parent_group.stream]
        function = _pairs_function(w, parent, parent_group, keys)
        made = SubjectIndex(stream.source, function, grouping(w.shared, parent.source.view))
        w.shared.indexes[known] = made
        w.shared.joins.append(made)
    call = lookup(w, w.shared.indexes[known], [value_of(w, join.child) for join in ref.joins])
    name = w.fresh("w")
    stack.enter_context(w.scope(f"for {name} in {call}"))
    return _whole(name, ref, parent)


def _pairs_function(
    outer: Writer, parent: TriplesMap, group: SubjectGroup, keys: tuple[Expression, ...]
) -> str:
    """Write a function that gives (key, subject) for each subject of the parent in one record."""
    shared = outer.shared
    stream = shared.plan.streams[group.stream]
    w = Writer(shared, stream, shared.columns_of(stream) if stream.source.tabular else None, parent.each)
    w.group = group
    if any(r.up for key in keys for r in _references(key)) and parent.each is None:
        raise MappingError("IL-M007", "The parent side of a join encloses nothing.", place=parent.place)
    name = shared.pool.fresh("pairs")
    body = w.body
    stack = ExitStack()
    if parent.each is not None:
        path = w.each_path
        assert path is not None
        body.line("i = -1")
        stack.enter_context(w.scope(f"for x in {w.pool.constant(path.values)}(row)"))
        body.line("i += 1")
    else:
        body.line("x = row")
        body.line("i = -1")
    with stack:
        if parent.source.view is not None:
            read = frozenset(r.path for r in _references(*keys, parent.subject, parent.condition))
            w, _ = open_view(w, stack, parent.source.view, read)
            w.group = group
        elif w.tabular:
            w.load_cells(_references(*keys, parent.subject, parent.condition))
        with ExitStack() as inner:
            if parent.condition is not None:
                inner.enter_context(w.scope(f"if {truth(w, parent.condition)}"))
            values = [value_of(w, key) for key in keys]
            term = inner.enter_context(opened(w, parent.subject, "subject", parent.base or shared.base))
            if term.guards:
                inner.enter_context(w.scope(f"if {' and '.join(term.guards)}"))
            add_pairs(w, values, body.joined(term.pieces))
    body.line("return out")
    shared.functions.append((name, "row, number, F", ["    out = []", *body.lines]))
    return name


def _references(*things: Any) -> tuple[Reference, ...]:
    from interlingua.plan.model import references

    return tuple(r for thing in things for r in references(thing))


def _lifted(term: TermMap) -> TermMap:
    """A subject of the record, seen from one of its items."""
    return TermMap(_lift(term.expression), term.term_type, term.datatype, term.language, term.place)


def _lift(expression: Expression) -> Expression:
    if isinstance(expression, Reference):
        return Reference(
            expression.path, expression.place, expression.up + 1, expression.optional, expression.around
        )
    if isinstance(expression, Template):
        return Template(
            tuple(
                part
                if isinstance(part, str)
                else Reference(part.path, part.place, part.up + 1, part.optional, part.around)
                for part in expression.parts
            ),
            expression.place,
        )
    return _lift_call(expression) if isinstance(expression, FunctionCall) else expression


def _lift_call(call: FunctionCall) -> FunctionCall:
    return FunctionCall(
        call.function, tuple((name, _lift(value)) for name, value in call.arguments), call.place
    )
