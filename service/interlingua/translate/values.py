"""Expressions: from the mapping model to lines that compute a value."""

from __future__ import annotations

from typing import Any

from interlingua.functions import Function
from interlingua.functions.signature import Bound
from interlingua.plan.model import bare, references
from interlingua.rdf.namespaces import IL
from interlingua.rml.execute import datatype_of
from interlingua.rml.model import Constant, Expression, FunctionCall, Reference, Template
from interlingua.translate.calls import (
    arguments,
    bind,
    domain,
    function_of,
    kept,
    kind_of,
    narrowed,
    repeats,
)
from interlingua.translate.pool import Piece, Var
from interlingua.translate.runtime import Memo, each_call
from interlingua.translate.writer import Val, Writer

_MEMO = {IL + name for name in ("code", "date", "datetime", "boolean")}
_PRESENCE = {IL + "present", IL + "absent"}


def value_of(w: Writer, expression: Expression) -> Val:
    """The value of an expression; computed once a scope."""
    if isinstance(expression, Reference):
        return w.load(expression)
    if isinstance(expression, Constant):
        return Val(w.pool.constant(expression.value), "text", nullable=False, constant=expression.value)
    key = ("value", bare(expression))
    found: Val | None = w.known(key)
    if found is None:
        made = _template(w, expression) if isinstance(expression, Template) else _call(w, expression)
        found = w.remember(key, made)
    return found


def _template(w: Writer, template: Template) -> Val:
    """A template as text, unencoded: an argument or a key."""
    held = [part for part in template.parts if isinstance(part, Reference)]
    values = {bare(part): w.load(part) for part in held}
    if not held:
        text = "".join(str(part) for part in template.parts)
        return Val(w.pool.constant(text), "text", nullable=False, constant=text)
    name = w.fresh("t")
    lists = [val for val in values.values() if val.many]
    inner: dict[str, str] = {val.name: w.fresh("w") for val in lists}
    joined = w.body.joined
    pieces: list[Piece] = [
        part if isinstance(part, str) else Var(inner.get(values[bare(part)].name, values[bare(part)].name))
        for part in template.parts
    ]
    tests = [test for val in values.values() if not val.many and (test := w.null_test(val))]
    condition = " and ".join(tests)
    if lists:
        loops = " ".join(f"for {inner[val.name]} in {val.name}" for val in lists)
        whole = f"[{joined(pieces)} {loops}]"
        w.body.line(f"{name} = {whole} if {condition} else []" if condition else f"{name} = {whole}")
        return Val(name, "text", many=True, nullable=False, references=tuple(held))
    whole = joined(pieces)
    w.body.line(f"{name} = {whole} if {condition} else None" if condition else f"{name} = {whole}")
    return Val(name, "text", nullable=bool(condition), references=tuple(held))


def truth(w: Writer, call: FunctionCall) -> str:
    """A condition as a Python expression."""
    val = value_of(w, call)
    if val.kind == "bool":
        return val.name
    return _one_test(w, val).name if val.many else f"{val.name} in TRUTHS"


def _one_test(w: Writer, val: Val) -> Val:
    """A test of several values holds where it holds of one of them."""
    if not val.many:
        return val
    name = w.fresh("t")
    w.body.line(f"{name} = any(each in TRUTHS for each in {val.name})")
    return Val(name, "bool", nullable=False, references=val.references)


def _call(w: Writer, call: FunctionCall) -> Val:
    function = function_of(call)
    constants, varying = arguments(function, call)
    if function.iri == IL + "if":
        return _choose(w, varying)
    if function.iri == IL + "coalesce":
        return _coalesce(w, varying["value"])
    if function.iri in _PRESENCE:
        return _presence(w, function, varying["value"][0])
    function = narrowed(function, varying)
    bound = bind(w, function, call, constants)
    values = {name: [value_of(w, e) for e in given] for name, given in varying.items()}
    for p in function.varying:
        if p.kind == "boolean" and p.name in values:
            values[p.name] = [_one_test(w, val) for val in values[p.name]]
        elif p.kind == "list":
            values[p.name] = [_listed(w, values.get(p.name, []))]
    everything = [val for given in values.values() for val in given]
    fault = w.fault("IL-R015", f"{function.name} cannot use the value.", call.place, references(call))
    if any(val.many and val.kind != "list" for val in everything):
        return _call_each(w, function, call, bound, values, fault)
    return _call_once(w, function, call, bound, values, fault)


def _call_each(
    w: Writer, function: Function, call: FunctionCall, bound: Bound, values: dict[str, list[Val]], fault: int
) -> Val:
    """A call for every combination of several values."""
    name = w.fresh("f")
    shape = [(repeats(p), len(values.get(p.name, ()))) for p in function.varying]
    optional = {id(val) for p in function.varying if repeats(p) for val in values.get(p.name, ())}
    lists = ", ".join(
        (f"({val.name} or NOTHING)" if id(val) in optional else val.name)
        if val.many and val.kind != "list"
        else f"({_argument(w, val, 'text')},)"
        for given in values.values()
        for val in given
    )
    caller = w.pool.constant(each_call(bound, shape, fault, function.returns == "list"))
    w.body.line(f"{name} = {caller}(F, i, ({lists}{',' if lists else ''}))")
    kind = kind_of(function)
    return Val(name, "text" if kind == "bool" else kind, True, False, references(call), kept=kept(w, call))


def _call_once(
    w: Writer, function: Function, call: FunctionCall, bound: Bound, values: dict[str, list[Val]], fault: int
) -> Val:
    """One call, whose fault is noted with the first value that the record gave."""
    name = w.fresh("f")
    written = []
    for p in function.varying:
        given = [_argument(w, val, p.kind) for val in values.get(p.name, ())]
        if repeats(p):
            written.append("(" + ", ".join(given) + ("," if given else "") + ")")
        else:
            written.append(given[0] if given else "None")
    everything = (val for given in values.values() for val in given)
    shown = next((val.name for val in everything if val.constant is None), "None")
    single = len(written) == 1 and not repeats(function.varying[0]) and function.varying[0].kind != "list"
    if single and function.iri in _MEMO:
        expression = f"{w.pool.constant(Memo(bound))}[{written[0]}]"
    else:
        expression = f"{w.pool.constant(bound)}({', '.join(written)})"
    noted = f"call_fault(F, {fault}, error, {shown}, i)"
    returns_list = function.returns == "list"
    w.body.line("try:")
    w.body.line(f"    {name} = {expression}{' or []' if returns_list else ''}")
    w.body.line("except ValueFault as error:")
    if returns_list:
        w.body.line(f"    {noted}")
    w.body.line(f"    {name} = {'[]' if returns_list else noted}")
    return Val(
        name, kind_of(function), returns_list, not returns_list, references(call),
        datatype=datatype_of(call), kept=kept(w, call), domain=domain(w, call),
    )  # fmt: skip


def _listed(w: Writer, given: list[Val]) -> Val:
    """All the values of a parameter that takes a list."""
    name = w.fresh("l")
    written = ", ".join(val.name if val.many else _argument(w, val, "text") for val in given)
    w.body.line(f"{name} = listed({written})")
    held = tuple(r for val in given for r in val.references)
    return Val(name, "list", many=True, nullable=False, references=held)


def _argument(w: Writer, val: Val, wanted: str) -> str:
    if wanted == "list":
        return val.name
    if wanted == "boolean":
        return val.name if val.kind == "bool" else f"({val.name} in TRUTHS)"
    if val.kind == "bool":
        return val.name if wanted == "any" else f"word({val.name})"
    empty_null = w.keeps_records if val.kind == "text" else w.empty_null
    if val.nullable and empty_null and not (w.clean and val.kind == "cell"):
        return f"({val.name} or None)"
    return val.name


def _choose(w: Writer, varying: dict[str, list[Expression]]) -> Val:
    """il:if computes only the branch that it takes, so that the other cannot be at fault."""
    test = varying["test"][0]
    condition = truth(w, test) if isinstance(test, FunctionCall) else f"{value_of(w, test).name} in TRUTHS"
    name = w.fresh("f")
    branches: list[Val] = []
    for header, given in (("if " + condition, varying["then"]), ("else", varying.get("else", []))):
        with w.scope(header):
            if given:
                val = value_of(w, given[0])
                branches.append(val)
                w.body.line(f"{name} = {val.name if val.many else _argument(w, val, 'any')}")
            else:
                w.body.line(f"{name} = None")
    if any(val.many for val in branches):
        w.body.line(f"{name} = many({name})")
    kinds = {val.kind for val in branches}
    kind: Any = kinds.pop() if len(kinds) == 1 and len(branches) >= 1 else "text"
    if kind == "cell" or (kind == "bool" and any(val.many for val in branches)):
        kind = "text"
    held = tuple(r for val in branches for r in val.references)
    many = any(val.many for val in branches)
    return Val(name, kind, many, not many, held, kept=any(val.kept for val in branches))


def _coalesce(w: Writer, given: list[Expression]) -> Val:
    """il:coalesce reads a value only where those before it are not there, so that it cannot be at fault."""
    name = w.fresh("f")
    held: list[Val] = []
    w.body.line(f"{name} = None")
    for expression in given:
        with w.scope(f"if not {name}"):
            val = value_of(w, expression)
            w.body.line(f"{name} = {_argument(w, val, 'text')}")
            held.append(val)
    several = any(val.many for val in held)
    if several:
        w.body.line(f"{name} = many({name})")
    return Val(name, "text", several, not several, tuple(r for val in held for r in val.references))


def _presence(w: Writer, function: Function, expression: Expression) -> Val:
    """il:present and il:absent ask for no value: a list or an object is there when it is not empty."""
    held = w.raw(expression) if isinstance(expression, Reference) and not w.tabular else None
    asked = held if held is not None else value_of(w, expression).name
    name = w.fresh("f")
    sign = "not " if function.iri == IL + "absent" else ""
    w.body.line(f"{name} = {sign}is_present({asked})")
    return Val(name, "bool", nullable=False, references=references(expression), datatype=function.datatype)
