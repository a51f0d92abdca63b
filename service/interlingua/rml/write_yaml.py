"""Plain values as YAML that people read: short lists on one line, texts without quotes where YAML allows."""

from __future__ import annotations

import json
import re
from typing import Any

from interlingua.rml.yamltree import Dict, List, Text, read

_SIMPLE = re.compile(r"[A-Za-z_$][\w.$()~/+-]*(?::[\w.$()~/+-]+)*")
_NULLS = frozenset(("null", "~", "Null", "NULL", ""))


class Quoted(str):
    """A text that must stand between quotes."""

    __slots__ = ()


class Flow(list[Any]):
    """A list on one line."""


def dumped(value: dict[str, Any]) -> str:
    """The document."""
    out: list[str] = []
    for key, item in value.items():
        out += _entry(key, item, "")
    return "\n".join(out) + "\n"


def _entry(key: str, item: Any, space: str) -> list[str]:
    name = scalar(key, flow=False)
    if isinstance(item, dict) and item and not _short(item):
        return [f"{space}{name}:"] + [
            line for inner, value in item.items() for line in _entry(inner, value, space + "  ")
        ]
    if isinstance(item, list) and item and not isinstance(item, Flow) and not _short(item):
        return [f"{space}{name}:"] + [line for one in item for line in _item(one, space + "  ")]
    if type(item) is str and "\n" in item and _blockable(item):
        lines = item.rstrip("\n").split("\n")
        mark = "|" if item.endswith("\n") else "|-"
        return [f"{space}{name}: {mark}"] + [f"{space}  {line}" if line else "" for line in lines]
    return [f"{space}{name}: {_inline(item, flow=False)}"]


def _blockable(text: str) -> bool:
    return (
        text == text.rstrip("\n") + "\n" * text.endswith("\n")
        and not text.startswith((" ", "\n"))
        and (text.isprintable() or all(c.isprintable() or c == "\n" for c in text))
    )


def _item(item: Any, space: str) -> list[str]:
    if isinstance(item, dict) and item and not _short(item):
        lines = [line for key, value in item.items() for line in _entry(key, value, space + "  ")]
        return [f"{space}- {lines[0].strip()}", *lines[1:]]
    return [f"{space}- {_inline(item, flow=False)}"]


def _short(item: Any) -> bool:
    """Whether it has only texts, and few of them."""
    values = item.values() if isinstance(item, dict) else item
    plain = all(isinstance(one, (str, type(None))) and "\n" not in (one or "") for one in values)
    return plain and len(item) <= 4 and sum(len(one or "") for one in values) < 60 and isinstance(item, list)


def _inline(item: Any, *, flow: bool) -> str:
    if item is None:
        return "null"
    if isinstance(item, str):
        return scalar(item, flow=flow)
    if isinstance(item, dict):
        return (
            "{" + ", ".join(f"{scalar(k, flow=True)}: {_inline(v, flow=True)}" for k, v in item.items()) + "}"
        )
    return "[" + ", ".join(_inline(one, flow=True) for one in item) + "]"


def scalar(text: str, *, flow: bool) -> str:
    """A text, without quotes where YAML and our reader give the same text back."""
    if isinstance(text, Quoted) or text in _NULLS or text != text.strip():
        return json.dumps(text, ensure_ascii=False)
    if _SIMPLE.fullmatch(text) or ("\n" not in text and _survives(text, flow=flow)):
        return text
    if "\n" not in text and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text, ensure_ascii=False)


def _survives(text: str, *, flow: bool) -> bool:
    from interlingua.errors import MappingError

    try:
        tree = read(f"k: [{text}, z]\n" if flow else f"k: {text}\n", "")
    except MappingError:
        return False
    if not isinstance(tree, Dict) or len(tree.entries) != 1 or tree.entries[0][0].value != "k":
        return False
    found = tree.entries[0][1]
    if flow:
        if not isinstance(found, List) or len(found.items) != 2:
            return False
        found = found.items[0]
    return isinstance(found, Text) and found.plain and not found.null and found.value == text
