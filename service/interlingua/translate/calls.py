"""Calls of functions, before a line is written: the function, its arguments, what is bound to constants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Literal

from interlingua.errors import MappingError
from interlingua.functions import Function, Parameter, lookup, make_hash, make_iri, suggest
from interlingua.functions.codes import FUNCTIONS as TABLE_FUNCTIONS
from interlingua.functions.codes import bind_table
from interlingua.rdf.namespaces import IL
from interlingua.rml.model import CodeTable, Constant, Expression, FunctionCall
from interlingua.translate.text import is_iri
from interlingua.translate.writer import Writer


def function_of(call: FunctionCall) -> Function:
    """The function that a call names; IL-M004 where there is none."""
    function = lookup(call.function)
    if function is None:
        near = suggest(call.function)
        raise MappingError(
            "IL-M004",
            f"There is no function <{call.function}>.",
            place=call.place,
            hint=f"Did you mean {near}?" if near else None,
        )
    return function


def arguments(
    function: Function, call: FunctionCall
) -> tuple[dict[str, tuple[str, ...]], dict[str, list[Expression]]]:
    """The arguments that are fixed, and those that vary with the record, by name; IL-M006 for others."""
    constants: dict[str, tuple[str, ...]] = {}
    varying: dict[str, list[Expression]] = {}
    for name, value in call.arguments:
        parameter = function.parameter(name)
        if parameter is None:
            raise MappingError(
                "IL-M006",
                f"{function.name} has no parameter <{name}>.",
                place=call.place,
                hint="It has: " + ", ".join(p.name for p in function.parameters) + ".",
            )
        if parameter.constant:
            if not isinstance(value, Constant):
                raise MappingError(
                    "IL-M006", f"{parameter.name} of {function.name} must be a constant.", place=call.place
                )
            constants[parameter.name] = (*constants.get(parameter.name, ()), value.value)
        else:
            varying.setdefault(parameter.name, []).append(value)
    for p in function.parameters:
        if p.required and p.name not in constants and p.name not in varying:
            raise MappingError("IL-M006", f"{function.name} needs {p.name}.", place=call.place)
    return constants, varying


def narrowed(function: Function, varying: dict[str, list[Expression]]) -> Function:
    """il:code of one value, seen as a function of one argument: then it is quick, and its results are kept."""
    if function.iri not in TABLE_FUNCTIONS or len(varying["value"]) > 1 or "at" in varying:
        return function
    kept = (replace(p, repeatable=False) for p in function.parameters if p.name != "at")
    return replace(function, parameters=tuple(kept))


def bind(
    w: Writer, function: Function, call: FunctionCall, constants: dict[str, tuple[str, ...]]
) -> Callable[..., Any]:
    """The callable for the varying arguments: what the compiler makes itself, or what the function binds."""
    mapping = w.shared.plan.mapping
    if function.iri == IL + "iri":
        record = mapping.record
        system = constants.get("system", (record.system if record else "",))[0]
        return make_iri(w.shared.data_base, w.shared.settings.key_bytes(), system, constants["kind"][0])
    if function.iri == IL + "hash":
        return make_hash(w.shared.settings.key_bytes(), constants.get("context", ("",))[0])
    if function.iri in TABLE_FUNCTIONS:
        return _table(w, function, call, constants)
    if function.iri == IL + "lookup":
        from interlingua.translate.lookups import make_lookup

        return make_lookup(w.shared, call, constants["table"][0])
    assert function.bind is not None
    try:
        bound = function.bind(constants)
    except (ValueError, KeyError) as error:
        raise MappingError("IL-M006", f"{function.name}: {error}.", place=call.place) from None
    if not function.outputs:
        return bound
    results = [output.iri for output in function.outputs]
    return _picked(bound, results.index(call.output) if call.output in results else 0)


def _picked(bound: Callable[..., Any], at: int) -> Callable[..., Any]:
    """One of several results."""

    def call(*arguments: Any) -> Any:
        results = bound(*arguments)
        return None if results is None else results[at]

    return call


def _table(
    w: Writer, function: Function, call: FunctionCall, constants: dict[str, tuple[str, ...]]
) -> Callable[..., Any]:
    """The reader of a code table."""
    codes = w.shared.plan.mapping.codes
    table = next((t for t in codes if t.name == constants["table"][0]), None)
    if table is None:
        raise MappingError(
            "IL-M007", f"There is no code table {constants['table'][0]!r}.", place=call.place,
            hint="The tables are: " + (", ".join(t.name for t in codes) or "none") + ".",
        )  # fmt: skip
    given = (*(code for _, code in table.rows), table.default, table.empty)
    bad = None if table.texts else next((code for code in given if code and not is_iri(code)), None)
    if bad is not None:
        raise MappingError(
            "IL-M012", f"The code table {table.name!r} gives {bad!r}, which is no IRI.", place=table.place
        )
    try:
        single = not any(p.repeatable for p in function.varying)
        return bind_table(function.iri, table.table(), constants, single=single)
    except ValueError as error:
        raise MappingError("IL-M006", f"{function.name}: {error}.", place=call.place) from None


def table_of(w: Writer, call: FunctionCall) -> CodeTable | None:
    """The code table that a call takes an IRI from."""
    if call.function not in TABLE_FUNCTIONS or call.function in (IL + "entry", IL + "known"):
        return None
    named = dict(call.arguments).get(IL + "table")
    tables = (t for t in w.shared.plan.mapping.codes if isinstance(named, Constant) and t.name == named.value)
    return next(tables, None)


def domain(w: Writer, call: FunctionCall) -> frozenset[str] | None:
    """Every IRI that the call can give, where a code table says so."""
    table = table_of(w, call)
    if table is None:
        return None
    codes = (*(code for _, code in table.rows), table.default, table.empty)
    return frozenset(code for code in codes if code)


def kept(w: Writer, call: FunctionCall) -> bool:
    """Whether the call's IRI may be a local value kept under the policy of its code table."""
    table = table_of(w, call)
    return table is not None and call.function == IL + "code" and table.unmapped == "keep"


def kind_of(function: Function) -> Literal["bool", "iri", "text"]:
    """The kind of a result, or of each of several."""
    if function.returns == "boolean":
        return "bool"
    return "iri" if function.returns == "iri" else "text"


def repeats(p: Parameter) -> bool:
    """Whether the callable takes a tuple of its arguments; a list takes them all in one."""
    return p.repeatable and p.kind != "list"
