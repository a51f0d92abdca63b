"""Function calls resolved against the registry: names, parameters, constants, results."""

from __future__ import annotations

from collections.abc import Iterable

from interlingua.errors import MappingError, Place
from interlingua.functions import Function, Parameter, lookup, names, suggest
from interlingua.rml.model import CodeTable, Constant, Expression, FunctionCall, RecordDeclaration
from interlingua.rml.problems import did_you_mean

IRI = "https://w3id.org/interlingua/fn/iri"
CODE = "https://w3id.org/interlingua/fn/code"
EQUAL = "https://w3id.org/interlingua/fn/equal"
AND = "https://w3id.org/interlingua/fn/and"
TEST = "https://w3id.org/interlingua/fn/test"


def function(iri: str, written: str, place: Place | None) -> Function:
    """The function of that IRI. Raises MappingError IL-M004."""
    found = lookup(iri)
    if found is None:
        near = suggest(iri)
        hint = f"Did you mean {near!r}?" if near else f"Known: {', '.join(names())}."
        raise MappingError("IL-M004", f"The function {written!r} is not known.", place=place, hint=hint)
    return found


def parameter(of: Function, iri: str, written: str, place: Place | None) -> Parameter:
    """Its parameter of that IRI or bare name. Raises MappingError IL-M002."""
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
    return FunctionCall(of.iri, tuple((p.iri, value) for p, value in given), place)


def both(conditions: list[FunctionCall], place: Place | None) -> FunctionCall | None:
    """One condition that holds when all do."""
    if len(conditions) < 2:
        return conditions[0] if conditions else None
    return FunctionCall(AND, tuple((TEST, one) for one in conditions), place)


def gives_iri(value: Expression) -> bool:
    """Whether a function's result is an IRI: then the object is one, without `~iri`."""
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
    if not isinstance(value, FunctionCall):
        return None
    found = lookup(value.function)
    if found is None:
        return None
    if found.returns != "argument":
        return found.datatype
    branches = {datatype_of(arg) for name, arg in value.arguments if name.endswith(("/then", "/else"))}
    return branches.pop() if len(branches) == 1 else None


def check_special(
    calls: Iterable[FunctionCall], record: RecordDeclaration | None, codes: tuple[CodeTable, ...]
) -> Iterable[MappingError]:
    """What il:iri and il:code need beside their arguments: a system, and a code table."""
    tables = [table.name for table in codes]
    for one in calls:
        fixed = {name.rpartition("/")[2]: v.value for name, v in one.arguments if isinstance(v, Constant)}
        if one.function == IRI and "system" not in fixed and record is None:
            yield MappingError(
                "IL-M006",
                "il:iri does not know the system whose keys these are.",
                place=one.place,
                hint="Declare `record` with its `system`, or write system= in the call.",
            )
        if one.function == CODE and fixed.get("table") not in tables:
            name = fixed.get("table", "")
            yield MappingError(
                "IL-M007",
                f"The code table {name!r} is not defined.",
                place=one.place,
                hint=did_you_mean(name, tables, what="Under `codes`"),
            )
