"""What generated functions call, beside the functions of a mapping themselves."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

from interlingua.functions import ValueFault
from interlingua.translate.faults import Noted, call_fault

_MEMO_SIZE = 32768


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


def each_call(
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


def listed(*values: Any) -> list[str]:
    """Every value that is there, of several and of lists."""
    out: list[str] = []
    for value in values:
        if isinstance(value, list):
            out += value
        elif value is not None:
            out.append(value)
    return out


def many(value: Any) -> list[Any]:
    """One value, several or none, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def is_present(value: Any) -> bool:
    """Whether there is anything: a text that is not blank, a filled list or object, a number, a boolean."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, list):
        return any(is_present(each) for each in value)
    if isinstance(value, dict):
        return bool(value)
    return value is not None


def word(value: bool | str | None) -> str | None:
    """A Python bool as XSD writes it."""
    if value is None or isinstance(value, str):
        return value
    return "true" if value else "false"
