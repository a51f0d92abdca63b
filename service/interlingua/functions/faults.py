"""What a function says when a value of a record is wrong."""

from __future__ import annotations

from typing import Literal


class ValueFault(Exception):
    """A value of one record cannot be used: the engine adds row, column and mapping line.

    `code` is one of errors.CODES; `message` and `hint` hold no value. `severity` "violation" costs the record;
    "warning" does not: the engine reports it and goes on with `replacement` (None: the field is absent).
    """

    __slots__ = ("code", "hint", "message", "replacement", "severity")

    def __init__(
        self,
        code: str,
        message: str,
        *,
        severity: Literal["violation", "warning"] = "violation",
        replacement: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint
        self.severity: Literal["violation", "warning"] = severity
        self.replacement = replacement


class Kept(str):
    """A local value kept under the policy `keep`: becomes a literal where an IRI was meant."""

    __slots__ = ()
