"""Faults of a record: what generated functions note in passing, and the diagnostics made of it.

A function appends `(fault, value, message, item)`: a number into the program's table, the offending
value, a message where the table has none, and the item's number inside its record (-1: the record).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from interlingua.errors import Diagnostic, Place, Severity
from interlingua.functions import ValueFault
from interlingua.plan.paths import AnyPath, parse_path, xml_path
from interlingua.rml.model import Reference
from interlingua.xmlpath import Namespaces

Noted = tuple[int, str | None, str | None, int]

SLOTS = 1024
"""Slots that a field of a view has at most."""


class CodedMessage(str):
    """A message that brings its own code, severity and hint: a function's."""

    __slots__ = ("code", "hint", "severity")

    code: str
    severity: Severity
    hint: str | None

    def __reduce__(self) -> tuple[Any, ...]:
        return (_coded, (str(self), self.code, self.severity, self.hint))


def _coded(text: str, code: str, severity: Severity, hint: str | None) -> CodedMessage:
    message = CodedMessage(text)
    message.code, message.severity, message.hint = code, severity, hint
    return message


@dataclass(frozen=True, slots=True)
class FaultSpec:
    """One place of a program that can find fault: what to say, and where the value came from."""

    code: str
    message: str
    severity: Severity
    mapping: Place | None
    references: tuple[Reference, ...]
    each: AnyPath | None
    tabular: bool
    shape: str | None = None
    hint: str | None = None
    namespaces: Namespaces | None = None
    """Of the XPaths of an XML source; None where paths are JSONPath."""
    slots: tuple[str, ...] = ()
    """The names of a view's slots: the item's number ends in the one that the row is of."""


def call_fault(faults: list[Noted], fault: int, error: ValueFault, value: Any, item: int) -> str | None:
    """Note what a function found wrong; what to go on with."""
    shown = value if isinstance(value, str) else None
    faults.append((fault, shown, _coded(error.message, error.code, error.severity, error.hint), item))
    return error.replacement


def without_echoes(noted: Sequence[Noted], faults: Sequence[FaultSpec]) -> list[Noted]:
    """Each fault once; a value that was found wrong is not said to be missing, or left out, too."""
    once = list(dict.fromkeys(noted))
    if any(_severity(faults[each[0]], each) == "violation" for each in once):
        once = [each for each in once if faults[each[0]].code != "IL-R017"]
    if len(once) < 2:
        return once
    wrong = {
        (each[3], reference)
        for each in once
        if (spec := faults[each[0]]).code != "IL-V001" and _severity(spec, each) == "violation"
        for reference in spec.references
    }
    return [
        each
        for each in once
        if (spec := faults[each[0]]).code != "IL-V001"
        or not any((each[3], reference) in wrong for reference in spec.references)
    ]


def _severity(spec: FaultSpec, noted: Noted) -> Severity:
    return noted[2].severity if isinstance(noted[2], CodedMessage) else spec.severity


def diagnostic(
    spec: FaultSpec,
    noted: Noted,
    row: Any,
    number: int,
    file: str | None,
    sheet: str | None,
    pointer: str = "",
) -> Diagnostic:
    """The finding that a noted fault stands for."""
    _, value, message, item = noted
    code, severity, hint = spec.code, spec.severity, spec.hint
    if isinstance(message, CodedMessage):
        code, severity, hint = message.code, message.severity, message.hint or spec.hint
    return Diagnostic(
        code,
        str(message) if message else spec.message,
        severity,
        place=_place(spec, row, number, item, file, sheet, pointer),
        mapping=spec.mapping,
        shape=spec.shape,
        hint=hint,
        value=value,
    )


def _place(
    spec: FaultSpec, row: Any, number: int, item: int, file: str | None, sheet: str | None, pointer: str
) -> Place:
    reference = spec.references[0] if spec.references else None
    if spec.tabular:
        field = reference.path if reference else None
        if field is not None and spec.slots and item >= 0:
            field = field.replace("{slot}", spec.slots[item % SLOTS])
        return Place(file=file, row=number, field=field, sheet=sheet)
    if spec.each is not None and item >= 0 and (reference is None or not reference.outside):
        pointer += _item_pointer(spec.each, row, item)
    if reference is not None:
        path = reference.path
        pointer += (parse_path(path) if spec.namespaces is None else xml_path(path, spec.namespaces)).pointer
    return Place(file=file, row=number, pointer=pointer or None)


def _item_pointer(each: AnyPath, row: Any, item: int) -> str:
    for at, (pointer, _) in enumerate(each.nodes(row)):
        if at == item:
            return pointer
    return each.pointer


def refused(findings: Sequence[Diagnostic]) -> bool:
    """Whether one of them costs the record."""
    return any(f.severity == "violation" for f in findings)
