"""Expressions: from the mapping model to lines that compute a value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import Any

from interlingua.errors import MappingError
from interlingua.functions import Function, Parameter, ValueFault, lookup, make_hash, make_iri, suggest
from interlingua.functions.codes import FUNCTIONS as TABLE_FUNCTIONS
from interlingua.functions.codes import bind_table
from interlingua.plan.model import bare, references
from interlingua.rdf.namespaces import IL
from interlingua.rml.execute import datatype_of
from interlingua.rml.model import CodeTable, Constant, Expression, FunctionCall, Reference, Template
from interlingua.translate.faults import Noted, call_fault
from interlingua.translate.pool import Piece, Var
from interlingua.translate.text import is_iri
from interlingua.translate.writer import Val, Writer

_MEMO = {IL + name for name in ("code", "date", "datetime", "boolean")}
_MEMO_SIZE = 32768
_PRESENCE = {IL + "present", IL + "absent"}


class Memo(dict[Any, Any]):
    """A function of one argument that remembers; emptied when full. Faults are not remembered."""

    def __init__(self, call: Callable[[Any], Any]) -> None:
        super().__init__()
        self._call = call

    def __missing__(self, value: Any) -> Any:
        if len(self) >= _MEMO_SIZE:
            self.clear()
        result = self[value] = self._call(value)
        return result


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
    function = lookup(call.function)
    if function is None:
        near = suggest(call.function)
        raise MappingError(
            "IL-M004",
            f"There is no function <{call.function}>.",
            place=call.place,
            hint=f"Did you mean {near}?" if near else None,
        )
    constants, varying = _arguments(function, call)
    if function.iri == IL + "if":
        return _choose(w, varying)
    if function.iri == IL + "coalesce":
        return _coalesce(w, varying["value"])
    if function.iri in _PRESENCE:
        return _presence(w, function, varying["value"][0])
    function = _narrowed(function, varying)
    bound = _bind(w, function, call, constants)
    values = {name: [value_of(w, e) for e in given] for name, given in varying.items()}
    for p in function.varying:
        if p.kind == "boolean" and p.name in values:
            values[p.name] = [_one_test(w, val) for val in values[p.name]]
        elif p.kind == "list":
            values[p.name] = [_listed(w, values.get(p.name, []))]
    everything = [val for given in values.values() for val in given]
    fault = w.fault("IL-R015", f"{function.name} cannot use the value.", call.place, references(call))
    kind, nullable = _result(function)
    name = w.fresh("f")
    many = any(val.many and val.kind != "list" for val in everything)
    returns_list = function.returns == "list"
    if many:
        shape = [(_repeats(p), len(values.get(p.name, ()))) for p in function.varying]
        optional = {id(val) for p in function.varying if _repeats(p) for val in values.get(p.name, ())}
        lists = ", ".join(
            (f"({val.name} or NOTHING)" if id(val) in optional else val.name)
            if val.many and val.kind != "list"
            else f"({_argument(w, val, 'text')},)"
            for val in everything
        )
        caller = w.pool.constant(_each_call(bound, shape, fault, returns_list))
        w.body.line(f"{name} = {caller}(F, i, ({lists}{',' if lists else ''}))")
        return Val(
            name, "text" if kind == "bool" else kind, True, False, references(call), kept=_kept(w, call)
        )
    written = []
    for p in function.varying:
        given = [_argument(w, val, p.kind) for val in values.get(p.name, ())]
        if _repeats(p):
            written.append("(" + ", ".join(given) + ("," if given else "") + ")")
        else:
            written.append(given[0] if given else "None")
    shown = next((val.name for val in everything if val.constant is None), "None")
    single = len(written) == 1 and not _repeats(function.varying[0]) and function.varying[0].kind != "list"
    if single and function.iri in _MEMO:
        expression = f"{w.pool.constant(Memo(bound))}[{written[0]}]"
    else:
        expression = f"{w.pool.constant(bound)}({', '.join(written)})"
    tail = " or []" if returns_list else ""
    w.body.line("try:")
    w.body.line(f"    {name} = {expression}{tail}")
    w.body.line("except ValueFault as error:")
    otherwise = "[]" if returns_list else f"call_fault(F, {fault}, error, {shown}, i)"
    if returns_list:
        w.body.line(f"    call_fault(F, {fault}, error, {shown}, i)")
    w.body.line(f"    {name} = {otherwise}")
    return Val(
        name, kind, returns_list, nullable and not returns_list, references(call),
        datatype=datatype_of(call), kept=_kept(w, call), domain=_domain(w, call),
    )  # fmt: skip


def _repeats(p: Parameter) -> bool:
    """Whether the callable takes a tuple of its arguments; a list takes them all in one."""
    return p.repeatable and p.kind != "list"


def _listed(w: Writer, given: list[Val]) -> Val:
    """All the values of a parameter that takes a list."""
    name = w.fresh("l")
    written = ", ".join(val.name if val.many else _argument(w, val, "text") for val in given)
    w.body.line(f"{name} = listed({written})")
    held = tuple(r for val in given for r in val.references)
    return Val(name, "list", many=True, nullable=False, references=held)


def listed(*values: Any) -> list[str]:
    """Every value that is there, of several and of lists."""
    out: list[str] = []
    for value in values:
        if isinstance(value, list):
            out += value
        elif value is not None:
            out.append(value)
    return out


def _table_of(w: Writer, call: FunctionCall) -> CodeTable | None:
    """The code table that a call takes an IRI from."""
    if call.function not in TABLE_FUNCTIONS or call.function in (IL + "entry", IL + "known"):
        return None
    named = dict(call.arguments).get(IL + "table")
    tables = (t for t in w.shared.plan.mapping.codes if isinstance(named, Constant) and t.name == named.value)
    return next(tables, None)


def _domain(w: Writer, call: FunctionCall) -> frozenset[str] | None:
    table = _table_of(w, call)
    if table is None:
        return None
    codes = (*(code for _, code in table.rows), table.default, table.empty)
    return frozenset(code for code in codes if code)


def _kept(w: Writer, call: FunctionCall) -> bool:
    """Whether the call's IRI may be a local value kept under the policy of its code table."""
    table = _table_of(w, call)
    return table is not None and call.function == IL + "code" and table.unmapped == "keep"


def _result(function: Function) -> tuple[Any, bool]:
    if function.returns == "boolean":
        return "bool", True
    if function.returns == "iri":
        return "iri", True
    return "text", True


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


def _arguments(
    function: Function, call: FunctionCall
) -> tuple[dict[str, tuple[str, ...]], dict[str, list[Expression]]]:
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


def _bind(
    w: Writer, function: Function, call: FunctionCall, constants: dict[str, tuple[str, ...]]
) -> Callable[..., Any]:
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


def _narrowed(function: Function, varying: dict[str, list[Expression]]) -> Function:
    """il:code of one value, seen as a function of one argument: then it is quick, and its results are kept."""
    if function.iri not in TABLE_FUNCTIONS or len(varying["value"]) > 1 or "at" in varying:
        return function
    kept = (replace(p, repeatable=False) for p in function.parameters if p.name != "at")
    return replace(function, parameters=tuple(kept))


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


def is_present(value: Any) -> bool:
    """Whether there is anything: a text that is not blank, a filled list or object, a number, a boolean."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, list):
        return any(is_present(each) for each in value)
    if isinstance(value, dict):
        return bool(value)
    return value is not None


def _each_call(
    bound: Callable[..., Any], shape: list[tuple[bool, int]], fault: int, returns_list: bool
) -> Callable[[list[Noted], int, tuple[Any, ...]], list[Any]]:
    """A call for every combination of several values."""

    def call(faults: list[Noted], item: int, lists: tuple[Any, ...]) -> list[Any]:
        out: list[Any] = []
        for combination in product(*lists):
            at, arguments = 0, []
            for repeatable, count in shape:
                given = combination[at : at + count]
                arguments.append(given if repeatable else (given[0] if given else None))
                at += count
            try:
                result = bound(*arguments)
            except ValueFault as error:
                shown = next((v for v in combination if isinstance(v, str)), None)
                result = call_fault(faults, fault, error, shown, item)
                result = [result] if returns_list and result is not None else result
            if returns_list:
                out += result or []
            elif result is not None:
                out.append(("true" if result else "false") if result.__class__ is bool else result)
        return out

    return call


def word(value: bool | str | None) -> str | None:
    """A Python bool as XSD writes it."""
    if value is None or isinstance(value, str):
        return value
    return "true" if value else "false"


def many(value: Any) -> list[Any]:
    """One value, several or none, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
