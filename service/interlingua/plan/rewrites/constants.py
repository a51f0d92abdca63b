"""Constant folding: a call whose arguments are all constants is its result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from interlingua.errors import Place
from interlingua.functions import Function, ValueFault, lookup
from interlingua.rml.model import (
    Constant,
    Expression,
    FunctionCall,
    Mapping,
    PredicateObjectMap,
    RefObjectMap,
    TermMap,
    TriplesMap,
)

Tell = Callable[[Place | None, str], None]


def fold_constants(mapping: Mapping, tell: Tell) -> Mapping:
    """Fold the calls in objects and conditions, and the arguments of other calls.

    A call that cannot use its arguments is left: what is wrong with it is told where it runs.
    """
    return replace(mapping, triples_maps=tuple(_triples_map(tm, tell) for tm in mapping.triples_maps))


def _triples_map(tm: TriplesMap, tell: Tell) -> TriplesMap:
    rules = tuple(_rule(rule, tell) for rule in tm.predicate_objects)
    condition = _condition(tm.condition, tell)
    if rules == tm.predicate_objects and condition == tm.condition:
        return tm
    return replace(tm, predicate_objects=rules, condition=condition)


def _rule(rule: PredicateObjectMap, tell: Tell) -> PredicateObjectMap:
    objects = tuple(
        thing if isinstance(thing, RefObjectMap) else _object(thing, tell) for thing in rule.objects
    )
    return replace(rule, objects=objects, condition=_condition(rule.condition, tell))


def _object(term: TermMap, tell: Tell) -> TermMap:
    expression = term.expression
    if not isinstance(expression, FunctionCall):
        return term
    folded = _folded(expression, tell)
    function = lookup(expression.function)
    if not isinstance(folded, Constant) or function is None or function.returns not in ("text", "boolean"):
        return replace(term, expression=folded if isinstance(folded, FunctionCall) else expression)
    return replace(term, expression=folded, term_type=term.term_type or "literal")


def _condition(call: FunctionCall | None, tell: Tell) -> FunctionCall | None:
    """The condition with its arguments folded; it stays a call, so that `dead-rules` can ask for its result."""
    return None if call is None else _inside(call, tell)


def _folded(expression: Expression, tell: Tell) -> Expression:
    if not isinstance(expression, FunctionCall):
        return expression
    call = _inside(expression, tell)
    result = result_of(call)
    if result is None:
        return call
    tell(call.place, f"{_name(call)} of constants is one")
    return Constant(result, "literal")


def _inside(call: FunctionCall, tell: Tell) -> FunctionCall:
    function = lookup(call.function)
    arguments = tuple((name, _argument(function, name, value, tell)) for name, value in call.arguments)
    return call if arguments == call.arguments else replace(call, arguments=arguments)


def _argument(function: Function | None, name: str, value: Expression, tell: Tell) -> Expression:
    """Tests stay calls: their results are booleans, and no texts."""
    parameter = function.parameter(name) if function is not None else None
    if parameter is None or parameter.kind != "text":
        return _inside(value, tell) if isinstance(value, FunctionCall) else value
    return _folded(value, tell)


def result_of(call: FunctionCall) -> str | None:
    """What a call of constants gives, as text; None where it varies, gives nothing, or several values."""
    function = lookup(call.function)
    if (
        function is None
        or function.bind is None
        or function.returns not in ("text", "boolean")
        or function.outputs
    ):
        return None
    if not all(isinstance(value, Constant) and value.kind == "literal" for _, value in call.arguments):
        return None
    given: dict[str, list[str]] = {}
    for name, value in call.arguments:
        parameter = function.parameter(name)
        if parameter is None or not isinstance(value, Constant):
            return None
        if parameter.kind != "text":
            return None
        given.setdefault(parameter.name, []).append(value.value)
    return _called(function, given)


def _called(function: Function, given: dict[str, list[str]]) -> str | None:
    assert function.bind is not None
    constants = {p.name: tuple(given[p.name]) for p in function.parameters if p.constant and p.name in given}
    varying: list[Any] = []
    for p in function.varying:
        values = given.get(p.name, [])
        if p.required and not values:
            return None
        varying.append(tuple(values) if p.repeatable else values[0] if values else None)
    try:
        result = function.bind(constants)(*varying)
    except (ValueFault, ValueError, KeyError):
        return None
    if result is True or result is False:
        return "true" if result else "false"
    return result if isinstance(result, str) else None


def _name(call: FunctionCall) -> str:
    function = lookup(call.function)
    return function.name if function is not None else call.function
