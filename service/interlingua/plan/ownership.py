"""Ownership: can another record make this subject? And can two templates make the same term?

A subject is owned when its record's key can be read back from it: every key part stands in it
verbatim, or through functions that are injective, told apart by text that no encoded value contains.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from interlingua.functions import lookup
from interlingua.plan.model import Ownership, bare, references
from interlingua.plan.paths import Path, path_of
from interlingua.rdf.namespaces import IL
from interlingua.rml.model import (
    Constant,
    Expression,
    FunctionCall,
    LogicalSource,
    RecordDeclaration,
    Reference,
    Template,
    TermMap,
)

_ONLY_UNRESERVED = re.compile(r"[\w.~%-]*")
"""What percent-encoding may leave in a value: text of only these cannot separate two values."""

Verdict = tuple[Ownership, str]


def ownership(
    subject: TermMap, source: LogicalSource, each: str | None, record: RecordDeclaration | None
) -> Verdict:
    """Whether the subject is owned by its record, and why."""
    if record is None:
        return "shared", "The mapping declares no record."
    if not _same_source(source, record.source):
        return "shared", "It is made from another source than the record's."
    if not record.key:
        return "shared", "The record has no key."
    wanted = [_normal(part, source, up=0) for part in record.key]
    found = _determined(subject, source, at_item=each is not None)
    if isinstance(found, str):
        return "shared", found
    for part, written in zip(wanted, record.key, strict=True):
        if part not in found and _inner(part) not in found:
            return "shared", f"It does not hold the key part {describe(written)} as it is."
    return "owned", "It holds every part of the record's key, and the key can be read back from it."


def _same_source(a: LogicalSource, b: LogicalSource) -> bool:
    return a.name == b.name or (a.path == b.path and a.iterator == b.iterator)


def _determined(subject: TermMap, source: LogicalSource, *, at_item: bool) -> set[Expression] | str:
    """The expressions whose values can be read back from the subject; or why none can."""
    expression = subject.expression
    depth = 1 if at_item else 0
    if isinstance(expression, Constant):
        return "It is one constant for all records."
    if isinstance(expression, Reference):
        return "It is an IRI taken from the data, which any record may hold."
    if isinstance(expression, FunctionCall):
        return _from_call(expression, source, depth)
    return _from_template(subject, expression, source, depth)


def _from_template(
    subject: TermMap, template: Template, source: LogicalSource, depth: int
) -> set[Expression] | str:
    held = [part for part in template.parts if isinstance(part, Reference)]
    if len(held) > 1:
        if subject.term_type not in (None, "iri", "uri"):
            return "Its values are not encoded, so they cannot be told apart."
        if not _separated(template.parts):
            return "Nothing separates its values that could not stand in them."
    return _record_level(held, source, depth)


def _from_call(call: FunctionCall, source: LogicalSource, depth: int) -> set[Expression] | str:
    function = lookup(call.function)
    if function is None or not function.injective:
        name = function.name if function else call.function
        return f"{name} can give the same result for different keys."
    for name, value in call.arguments:
        parameter = function.parameter(name)
        if parameter is not None and parameter.constant and not isinstance(value, Constant):
            return f"Its {parameter.name} comes from the data."
    inner: list[Expression] = []
    for _, value in call.arguments:
        if isinstance(value, Constant):
            continue
        if isinstance(value, Template):
            below = _from_template(TermMap(value), value, source, depth)
            if isinstance(below, str) or len(references(value)) > 1:
                return "Its key is a template whose values cannot be told apart."
            inner.append(references(value)[0]) if references(value) else None
        elif isinstance(value, FunctionCall):
            nested = _from_call(value, source, depth)
            if isinstance(nested, str):
                # The whole call may still be a key part as it is written.
                inner.append(value)
            else:
                inner.extend(nested)
        else:
            inner.append(value)
    return _record_level(inner, source, depth)


def _record_level(held: Iterable[Expression], source: LogicalSource, depth: int) -> set[Expression] | str:
    out: set[Expression] = set()
    for expression in held:
        if any(_several(source, r) for r in references(expression)):
            return "It can have several values in one record."
        if all(r.up == depth and not r.around for r in references(expression)):
            out.add(_normal(expression, source, up=depth))
    return out


def _several(source: LogicalSource, reference: Reference) -> bool:
    """Whether a record may bring several values of it.

    Children of an XML element may repeat; where one is part of the key, a record with two of them has no key.
    """
    if source.tabular:
        return False
    path = path_of(source, reference.path)
    return not path.single and (isinstance(path, Path) or path.keys is None)


def _separated(parts: tuple[str | Reference, ...]) -> bool:
    previous: str | Reference | None = None
    between = ""
    for part in parts:
        if isinstance(part, str):
            between += part
            continue
        if isinstance(previous, Reference) and _ONLY_UNRESERVED.fullmatch(between):
            return False
        previous, between = part, ""
    return True


def _normal(expression: Expression, source: LogicalSource, *, up: int) -> Expression:
    """Without positions, with paths in one form, seen from the record."""
    if isinstance(expression, Reference):
        plain = source.tabular or "->" in expression.path
        path = expression.path if plain else path_of(source, expression.path).pointer
        return Reference(path, None, expression.up - up, around=expression.around)
    if isinstance(expression, Template):
        if len(expression.parts) == 1 and isinstance(expression.parts[0], Reference):
            return _normal(expression.parts[0], source, up=up)
        return Template(tuple(p if isinstance(p, str) else _ref(p, source, up) for p in expression.parts))
    if isinstance(expression, FunctionCall):
        arguments = tuple((name, _normal(value, source, up=up)) for name, value in expression.arguments)
        return FunctionCall(expression.function, arguments)
    return expression


def _ref(reference: Reference, source: LogicalSource, up: int) -> Reference:
    normal = _normal(reference, source, up=up)
    assert isinstance(normal, Reference)
    return normal


def _inner(expression: Expression) -> Expression:
    """The reference inside a key part that is itself an injective call of one value."""
    if isinstance(expression, FunctionCall):
        function = lookup(expression.function)
        varying = [value for _, value in expression.arguments if not isinstance(value, Constant)]
        if function is not None and function.injective and len(varying) == 1:
            return _inner(varying[0])
    return expression


def describe(expression: Expression) -> str:
    """An expression as a mapping would write it, for messages."""
    if isinstance(expression, Constant):
        return expression.value
    if isinstance(expression, Reference):
        return "$(" + "^" * expression.up + "<" * expression.around + expression.path + ")"
    if isinstance(expression, Template):
        return "".join(part if isinstance(part, str) else describe(part) for part in expression.parts)
    function = lookup(expression.function)
    name = function.name if function else f"<{expression.function}>"
    arguments = ", ".join(
        f"{(p.name if function and (p := function.parameter(key)) else key)}={describe(value)}"
        for key, value in expression.arguments
    )
    return f"{name}({arguments})"


def prefix(subject: TermMap, base: str, data_base: str) -> tuple[str, str]:
    """The kind of term and the text that every such term starts with, for telling templates apart."""
    kind = "blank" if subject.term_type == "blank" else "iri"
    expression = subject.expression
    if isinstance(expression, Constant):
        return kind, expression.value
    if isinstance(expression, Template):
        first = expression.parts[0] if expression.parts else ""
        if not isinstance(first, str):
            return kind, base if subject.term_type in (None, "iri", "uri") else ""
        return kind, first if kind == "blank" or re.match(
            r"[A-Za-z][A-Za-z0-9+.-]*:", first
        ) else base + first
    if isinstance(expression, FunctionCall) and expression.function == IL + "iri":
        named = dict(expression.arguments).get(IL + "kind")
        if isinstance(named, Constant):
            return kind, f"{data_base}{named.value}/"
    return kind, ""


def may_overlap(a: TermMap, b: TermMap, *, base_a: str, base_b: str, data_base: str) -> bool:
    """Whether two subjects can be the same term. Errs on the side of yes."""
    if bare(a) == bare(b) and base_a == base_b:
        return True
    kind_a, start_a = prefix(a, base_a, data_base)
    kind_b, start_b = prefix(b, base_b, data_base)
    if kind_a != kind_b:
        return False
    if isinstance(a.expression, Constant) and isinstance(b.expression, Constant):
        return start_a == start_b
    return start_a.startswith(start_b) or start_b.startswith(start_a)
