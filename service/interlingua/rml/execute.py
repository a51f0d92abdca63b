"""Function calls resolved against the registry: names, parameters, constants, results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from interlingua.errors import MappingError, Place
from interlingua.functions import Function, Parameter, lookup, names, suggest
from interlingua.functions.codes import FUNCTIONS as TABLE_FUNCTIONS
from interlingua.functions.signature import RETURNS
from interlingua.rml import written as written_names
from interlingua.rml.model import CodeTable, Constant, Expression, FunctionCall, RecordDeclaration
from interlingua.rml.problems import did_you_mean

IRI = "https://w3id.org/interlingua/fn/iri"
ENTRY = "https://w3id.org/interlingua/fn/entry"
EQUAL = "https://w3id.org/interlingua/fn/equal"
AND = "https://w3id.org/interlingua/fn/and"
TEST = "https://w3id.org/interlingua/fn/test"
IF = "https://w3id.org/interlingua/fn/if"
THEN = "https://w3id.org/interlingua/fn/then"


def function(iri: str, written: str, place: Place | None) -> Function:
    """The function of that IRI. Raises MappingError IL-M004."""
    if written_names.as_written():
        return written_names.function(iri)
    found = lookup(iri)
    if found is None:
        near = suggest(iri)
        hint = f"Did you mean {near!r}?" if near else f"Known: {', '.join(names())}."
        raise MappingError("IL-M004", f"The function {written!r} is not known.", place=place, hint=hint)
    return found


def parameter(of: Function, iri: str, written: str, place: Place | None) -> Parameter:
    """Its parameter of that IRI or bare name. Raises MappingError IL-M002."""
    if written_names.as_written():
        return written_names.parameter(iri)
    found = of.parameter(iri)
    if found is None:
        bare = written.rpartition(":")[2]
        found = next((p for p in of.parameters if p.name == written), None)
        hint = did_you_mean(bare, [p.name for p in of.parameters], what="It takes")
        if found is None:
            raise MappingError("IL-M002", f"{of.name} has no parameter {written!r}.", place=place, hint=hint)
    return found


def call(
    of: Function,
    arguments: Iterable[tuple[Parameter, Expression]],
    place: Place | None,
    output: str | None = None,
) -> FunctionCall:
    """A checked call. Raises MappingError IL-M006 where arguments do not fit the signature."""
    given = list(arguments)
    constants: dict[str, tuple[str, ...]] = {}
    for one in of.parameters:
        values = [value for p, value in given if p is one]
        if one.required and not values:
            raise MappingError(
                "IL-M006", f"{of.name} needs the parameter `{one.name}`.", place=place, hint=of.summary
            )
        if len(values) > 1 and not one.repeatable:
            raise MappingError("IL-M006", f"{of.name} takes `{one.name}` once.", place=place)
        if one.constant and values:
            texts = tuple(v.value for v in values if isinstance(v, Constant))
            if len(texts) != len(values):
                raise MappingError(
                    "IL-M006",
                    f"The parameter `{one.name}` of {of.name} must be a fixed text, not a column.",
                    place=place,
                )
            constants[one.name] = texts
    if of.bind is not None:
        try:
            of.bind(constants)
        except ValueError as error:
            raise MappingError("IL-M006", f"{of.name}: {error}.", place=place, hint=of.summary) from error
    return FunctionCall(of.iri, tuple((p.iri, value) for p, value in given), place, output)


def output(of: Function, written: str, place: Place | None) -> str | None:
    """The IRI of the result that rml:return names; None for the only one. Raises MappingError IL-M004."""
    if written_names.as_written():
        return written
    for one in of.outputs:
        if written in (one.name, one.iri, *one.other_iris):
            return one.iri
    if not of.outputs and written in RETURNS[of.returns]:
        return None
    hint = (
        did_you_mean(written, [one.iri for one in of.outputs], what="It has")
        if of.outputs
        else "Leave rml:return out: the function gives one result."
    )
    raise MappingError("IL-M004", f"{of.name} has no result {written!r}.", place=place, hint=hint)


def test(found: FunctionCall, place: Place | None) -> FunctionCall:
    """A call that stands as a condition. Raises MappingError IL-M006 where it cannot be true or false."""
    of = function(found.function, found.function, place)
    if of.returns not in ("boolean", "argument", "text"):
        raise MappingError(
            "IL-M006",
            f"A condition must give true or false; {of.name} does not.",
            place=place,
            hint="Use il:equal, il:present, il:and or another test.",
        )
    return found


def only_if(condition: FunctionCall | None, value: Expression) -> Expression:
    """A value that is there only where a condition holds."""
    if condition is None:
        return value
    return FunctionCall(IF, ((TEST, condition), (THEN, value)), condition.place)


def both(conditions: list[FunctionCall], place: Place | None) -> FunctionCall | None:
    """One condition that holds when all do."""
    if len(conditions) < 2:
        return conditions[0] if conditions else None
    return FunctionCall(AND, tuple((TEST, one) for one in conditions), place)


def gives_iri(value: Expression) -> bool:
    """Whether a function's result is an IRI: then the object is one, without `~iri`."""
    if written_names.as_written() and not isinstance(value, Constant):
        return False
    if isinstance(value, Constant):
        return value.kind == "iri"
    if not isinstance(value, FunctionCall):
        return False
    found = lookup(value.function)
    if found is None:
        return False
    if found.returns == "iri":
        return True
    if found.returns != "argument":
        return False
    branches = [arg for name, arg in value.arguments if name.endswith(("/then", "/else"))]
    return any(gives_iri(branch) for branch in branches)


def datatype_of(value: Expression) -> str | None:
    """The datatype of a function's result, when it has one of its own."""
    if written_names.as_written() or not isinstance(value, FunctionCall):
        return None
    found = lookup(value.function)
    if found is None:
        return None
    if found.returns != "argument":
        chosen = next((one for one in found.outputs if one.iri == value.output), None)
        return chosen.datatype if chosen is not None else found.datatype
    branches = {datatype_of(arg) for name, arg in value.arguments if name.endswith(("/then", "/else"))}
    return branches.pop() if len(branches) == 1 else None


def check_special(
    calls: Iterable[FunctionCall], record: RecordDeclaration | None, codes: tuple[CodeTable, ...]
) -> Iterable[MappingError]:
    """What il:iri and the readers of code tables need beside their arguments: a system, and a code table."""
    tables = {table.name: table for table in codes}
    for one in calls:
        fixed = {name.rpartition("/")[2]: v.value for name, v in one.arguments if isinstance(v, Constant)}
        if one.function == IRI and "system" not in fixed and record is None:
            yield MappingError(
                "IL-M006",
                "il:iri does not know the system whose keys these are.",
                place=one.place,
                hint="Declare `record` with its `system`, or write system= in the call.",
            )
        if one.function in TABLE_FUNCTIONS:
            yield from _check_table(one, fixed.get("table", ""), tables)


def _check_table(one: FunctionCall, name: str, tables: dict[str, CodeTable]) -> Iterator[MappingError]:
    """A call that reads a code table: that there is one, and that it is of the kind that the call needs."""
    table = tables.get(name)
    if table is None:
        hint = did_you_mean(name, list(tables), what="Under `codes`")
        yield MappingError("IL-M007", f"The code table {name!r} is not defined.", place=one.place, hint=hint)
        return
    called = f"il:{one.function.rpartition('/')[2]}"
    given = [n.rpartition("/")[2] for n, _ in one.arguments]
    wants_text = one.function == ENTRY
    if table.texts != wants_text and called not in ("il:known",):
        yield MappingError(
            "IL-M006",
            f"The code table {name!r} gives {'texts' if table.texts else 'codes'}; {called} needs one of "
            f"{'texts' if wants_text else 'codes'}.",
            place=one.place,
            hint="Use il:entry for a table with `texts: true`, il:code for the others.",
        )
    if called in ("il:code", "il:entry"):
        inputs = [n for n in given if n not in ("table", "at")]
        if len(inputs) != len(table.inputs):
            yield MappingError(
                "IL-M006",
                f"The code table {name!r} takes {len(table.inputs)} value(s) ({', '.join(table.inputs)}); the call "
                f"gives {len(inputs)}.",
                place=one.place,
                hint="Repeat `value` for each input, in the order of the table's columns.",
            )
        if bool(table.periods) != ("at" in given):
            yield MappingError(
                "IL-M006",
                f"The rows of the code table {name!r} hold for a time, and the call does not say which."
                if table.periods
                else f"The rows of the code table {name!r} hold at any time; `at` has no meaning.",
                place=one.place,
                hint="at=$(date), or at=2024 (a day, month, year or version)."
                if table.periods
                else "Leave out `at`.",
            )
    elif len(table.inputs) > 1 or table.periods:
        message = f"{called} needs a code table with one input and without `from` and `to`."
        yield MappingError("IL-M006", message, place=one.place)
