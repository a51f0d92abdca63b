"""`mapping:` objects of YARRRML: links to the subjects of another mapping, joined by `equal`."""

from __future__ import annotations

from interlingua.errors import MappingError
from interlingua.rml import calls
from interlingua.rml.model import Expression, Join, RefObjectMap
from interlingua.rml.problems import did_you_mean
from interlingua.rml.terms import (
    FUNCTION_KEYS,
    PARAMETER_KEYS,
    Terms,
    as_dict,
    as_list,
    as_text,
    check_keys,
    parameters,
)
from interlingua.rml.yamltree import Dict, List, Text, Tree
from interlingua.rml.yarrrml_top import side

_SHAPE = "condition: {function: equal, parameters: [[str1, $(own)], [str2, $(theirs)]]}"


def link(tree: Dict, terms: Terms, names_of: dict[str, list[str]]) -> list[RefObjectMap]:
    """The links of one object, to each triples map that the mapping named becomes."""
    check_keys(tree, ("mapping", "mappings", "condition"), "a link")
    found: list[RefObjectMap] = []
    joins = tuple(_joins(tree.get("condition"), terms))
    for item in as_list(tree.get("mapping", "mappings")):
        text = as_text(item, "`mapping`")
        if text.value not in names_of:
            raise MappingError(
                "IL-M007",
                f"The mapping {text.value!r} is not defined.",
                place=text.place,
                hint=did_you_mean(text.value, names_of, what="Under `mappings`"),
            )
        found.extend(RefObjectMap(name, joins, text.place) for name in names_of[text.value])
    return found


def _joins(tree: Tree | None, terms: Terms) -> list[Join]:
    """One `equal`, a list of them, or an `and` of them."""
    found: list[Join] = []
    for item in as_list(tree):
        if isinstance(item, Text):
            found.append(_short(item, terms))
            continue
        keys = as_dict(item, "The condition of a link")
        check_keys(keys, (*FUNCTION_KEYS, *PARAMETER_KEYS, "mapping"), "a condition")
        name = as_text(keys.get(*FUNCTION_KEYS) or keys, "The function")
        given = keys.get(*PARAMETER_KEYS)
        if calls.bare_call(name.value):
            found.append(_short(name, terms))
        elif name.value.rpartition(":")[2] in ("and", "boolean_and"):
            for _, value, _side in parameters(given):
                found.extend(_joins(value, terms))
        else:
            found.append(_long(name, given, terms))
    return found


def _is_equal(name: str) -> bool:
    return name.rpartition(":")[2] == "equal"


def _refuse(tree: Tree) -> MappingError:
    return MappingError(
        "IL-M014", "A link can be joined by `equal` only.", place=tree.place, hint=f"Write {_SHAPE}."
    )


def _short(text: Text, terms: Terms) -> Join:
    """`il:equal(a = $(own), b = $(theirs))`: the first is ours, the second is of the mapping linked to."""
    raw = calls.parse(text.value, text.at)
    if not _is_equal(raw.name):
        raise _refuse(text)
    if len(raw.arguments) != 2:
        raise MappingError(
            "IL-M006", "`equal` compares two values.", place=text.place, hint=f"Write {_SHAPE}."
        )
    made: list[Expression] = []
    for _, argument in raw.arguments:
        if isinstance(argument.value, calls.RawCall):
            made.append(terms.raw(argument.value))
        else:
            made.append(
                terms.argument(Text(argument.value, argument.place or text.place, not argument.quoted))
            )
    return Join(made[0], made[1], text.place)


def _long(name: Text, given: Tree | None, terms: Terms) -> Join:
    if not _is_equal(name.value):
        raise _refuse(name)
    sides = {}
    entries = parameters(given)
    if len(entries) != 2:
        raise MappingError(
            "IL-M006", "`equal` compares two values.", place=name.place, hint=f"Write {_SHAPE}."
        )
    for at, (written, value, marked) in enumerate(entries):
        marked = marked or _inner_side(value)
        where = side(marked, written.place, "child" if at == 0 else "parent")
        if where in sides:
            raise MappingError(
                "IL-M006",
                "Both values of `equal` are of the same side.",
                place=written.place,
                hint="Use s and o.",
            )
        sides[where] = terms.argument(_without_side(value))
    return Join(sides["child"], sides["parent"], name.place)


def _inner_side(value: Tree) -> str | None:
    """The side named on the innermost parameter: `[ex:input, $(name), o]` inside a function."""
    if not isinstance(value, Dict):
        return None
    for _, inner, marked in parameters(value.get(*PARAMETER_KEYS)):
        found = marked or _inner_side(inner)
        if found:
            return found
    return None


def _without_side(value: Tree) -> Tree:
    """The side is no argument: drop it before the call is read."""
    if not isinstance(value, Dict):
        return value
    entries: list[tuple[Text, Tree]] = []
    for key, item in value:
        if key.value in PARAMETER_KEYS:
            inner = tuple(
                List((written, _without_side(one)), written.place) for written, one, _ in parameters(item)
            )
            entries.append((key, List(inner, item.place)))
        else:
            entries.append((key, item))
    return Dict(tuple(entries), value.place)
