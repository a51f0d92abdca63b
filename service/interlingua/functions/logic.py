"""Conditions. Nothing is null here: an empty or missing value is simply not present."""

from __future__ import annotations

from typing import Any

Text = str | None


def equal(a: Text, b: Text) -> bool:
    """Whether both are there and the same, character by character."""
    return a is not None and a == b


def not_equal(a: Text, b: Text) -> bool:
    """Whether both are there and differ. A missing value differs from nothing: use il:absent."""
    return a is not None and b is not None and a != b


def present(value: Text) -> bool:
    """Whether there is a value that is more than white space."""
    return value is not None and (not isinstance(value, str) or value.strip() != "")


def absent(value: Text) -> bool:
    """The opposite of il:present."""
    return not present(value)


def both(tests: tuple[bool | None, ...]) -> bool:
    """Whether all hold."""
    return all(tests)


def either(tests: tuple[bool | None, ...]) -> bool:
    """Whether at least one holds."""
    return any(tests)


def negate(test: bool | None) -> bool:
    """Whether it does not hold."""
    return not test


def choose(test: bool | None, then: Any, otherwise: Any = None) -> Any:
    """One value or the other; without `else`, null."""
    return then if test else otherwise


def coalesce(values: tuple[Text, ...]) -> Text:
    """The first that is there."""
    return next((value for value in values if value), None)


def contains(value: Text, other: Text) -> bool:
    """Whether the text holds the other one."""
    return value is not None and other is not None and other in value
