"""Names of fields as people read them: trails through JSON, written as paths, and which is near to which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import Any, Final

from interlingua.jsonpath import escape

Trail = tuple[str, ...]
"""The way to a value by names; `*` is any element of a list, or any name that looks like data."""

_PLAIN: Final = re.compile(r"[^\W\d][\w-]*")
_LIKE_DATA: Final = re.compile(r"\d{3}|@.+\.|^\d+$|.{41}")
_SHOWN: Final = 12


def trail_of(pointer: str) -> Trail:
    """A JSON Pointer as a trail."""
    parts = pointer.split("/")[1:]
    return tuple(_general(part.replace("~1", "/").replace("~0", "~")) for part in parts)


def trails(value: Any, *, empty: bool = False) -> Iterator[Trail]:
    """Trails of the leaves below a value; those without content only where `empty` asks for them."""
    todo: list[tuple[Trail, Any]] = [((), value)]
    while todo:
        trail, item = todo.pop()
        if isinstance(item, dict):
            todo += [((*trail, _general(name)), inner) for name, inner in reversed(item.items())]
            if empty and trail:
                yield trail
        elif isinstance(item, list):
            todo += [((*trail, "*"), inner) for inner in reversed(item)]
            if empty and trail:
                yield trail
        elif empty or (item is not None and item != ""):
            yield trail


def pointers(value: Any) -> Iterator[str]:
    """JSON Pointers of the leaves below a value that have content."""
    todo: list[tuple[str, Any]] = [("", value)]
    while todo:
        at, item = todo.pop()
        if isinstance(item, dict):
            todo += [(f"{at}/{escape(name)}", inner) for name, inner in reversed(item.items())]
        elif isinstance(item, list):
            todo += [(f"{at}/{index}", inner) for index, inner in reversed([*enumerate(item)])]
        elif item is not None and item != "":
            yield at


def written(trail: Sequence[str], *, root: bool = False) -> str:
    """A trail as a JSONPath: `a.b[*]['@id']`, with its `$` where `root` asks for it."""
    text = "$" if root else ""
    for part in trail:
        if part == "*":
            text += "[*]"
        elif _PLAIN.fullmatch(part):
            text += f".{part}" if text else part
        else:
            text += "['" + part.replace("\\", "\\\\").replace("'", "\\'") + "']"
    return text or "$"


def close(name: str, known: Iterable[str]) -> str | None:
    """The name that is nearest, if one is near; never one that looks like data."""
    names = [each for each in known if not _LIKE_DATA.search(each)]
    folded = [each for each in names if each.casefold() == name.casefold()]
    near = folded or get_close_matches(name, names, 1, 0.7)
    return near[0] if near else None


def listed(items: Iterable[Any]) -> str | None:
    """What is there instead, in a sentence."""
    names: dict[str, None] = {}
    for item in items:
        if isinstance(item, dict):
            names.update(dict.fromkeys(map(_general, item)))
        elif isinstance(item, list):
            return "There is a list: its elements are [*]."
    shown = [name for name in names if name != "*"]
    if not shown:
        return None
    return f"There are: {', '.join(shown[:_SHOWN])}{', and more' if len(shown) > _SHOWN else ''}."


def _general(name: str) -> str:
    """A name, or `*` where it looks like a value: identifiers and dates as keys are personal."""
    return "*" if _LIKE_DATA.search(name) else name
