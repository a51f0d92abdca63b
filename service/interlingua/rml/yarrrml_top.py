"""Our top-level keys: `record`, `omit`, `profiles` (and `codes`, from its own module). docs/mapping.md tells them to people."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from interlingua.errors import MappingError, Place
from interlingua.rml.model import Constant, Expression, LogicalSource, Omission, RecordDeclaration
from interlingua.rml.problems import did_you_mean
from interlingua.rml.terms import Terms, as_dict, as_list, as_text, check_keys, references
from interlingua.rml.yamltree import Dict, Text, Tree
from interlingua.rml.yarrrml_codes import code_tables as code_tables

_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def _word(tree: Tree | None, what: str, parent: Dict) -> str:
    if tree is None:
        raise MappingError("IL-M006", f"{what} is missing.", place=parent.place)
    text = as_text(tree, what)
    if _WORD.fullmatch(text.value) is None:
        raise MappingError(
            "IL-M006", f"{what} must be one word of letters, digits, `.`, `_` and `-`.", place=text.place
        )
    return text.value


def record(tree: Tree, named: dict[str, LogicalSource], terms: Terms) -> RecordDeclaration:
    """`record: {system, type, source, iterator, key}`. Raises MappingError IL-M002, IL-M006, IL-M007."""
    keys = as_dict(tree, "`record`")
    check_keys(keys, ("system", "type", "source", "iterator", "key"), "`record`")
    system = _word(keys.get("system"), "`system` of `record`", keys)
    type_ = _word(keys.get("type"), "`type` of `record`", keys)
    of = _record_source(keys, named)
    iterator = keys.get("iterator")
    if iterator is not None:
        of = replace(of, iterator=as_text(iterator, "`iterator`").value, place=iterator.place)
    key_tree = keys.get("key")
    if key_tree is None:
        raise MappingError(
            "IL-M006", "`key` of `record` is missing.", place=keys.place, hint="key: [$(column)]"
        )
    parts = tuple(_key_part(item, terms) for item in as_list(key_tree))
    if not parts:
        raise MappingError("IL-M006", "`key` of `record` has no part.", place=key_tree.place)
    return RecordDeclaration(system, type_, of, parts, keys.place)


def _key_part(tree: Tree, terms: Terms) -> Expression:
    made = terms.argument(tree)
    if isinstance(made, Constant) or not any(references(made)):
        raise MappingError(
            "IL-M006",
            "A part of the record's key names no column: every record would have the same key.",
            place=tree.place,
            hint=f"Write $({made.value})." if isinstance(made, Constant) and made.value else None,
        )
    return made


def _record_source(keys: Dict, named: dict[str, LogicalSource]) -> LogicalSource:
    tree = keys.get("source")
    if tree is None:
        if len(named) == 1:
            return next(iter(named.values()))
        raise MappingError(
            "IL-M006",
            "`source` of `record` is missing.",
            place=keys.place,
            hint=did_you_mean("", named, what="Under `sources`"),
        )
    text = as_text(tree, "`source` of `record`")
    if text.value not in named:
        raise MappingError(
            "IL-M007",
            f"The source {text.value!r} is not defined.",
            place=text.place,
            hint=did_you_mean(text.value, named, what="Under `sources`"),
        )
    return named[text.value]


def omissions(tree: Tree | None) -> tuple[Omission, ...]:
    """`omit: {path: reason}`. Raises MappingError IL-M006 where a reason is missing."""
    if tree is None:
        return ()
    found = []
    for path, reason in as_dict(tree, "`omit`"):
        text = reason if isinstance(reason, Text) and not reason.null else None
        if text is None or not text.value.strip():
            raise MappingError(
                "IL-M006", f"The omission of {path.value!r} needs its reason.", place=reason.place
            )
        found.append(Omission(path.value, text.value, path.place))
    return tuple(found)


def profiles(tree: Tree | None) -> tuple[str, ...]:
    """`profiles: [core]`."""
    return tuple(as_text(item, "The profile").value for item in as_list(tree))


def profile_places(tree: Tree | None) -> tuple[tuple[str, Place], ...]:
    """Where each profile is named: a name that is none is found out after loading."""
    named = [item for item in as_list(tree) if isinstance(item, Text)]
    return tuple((f"profiles/{item.value}", item.place) for item in named)


def each(tree: Tree | None) -> tuple[str | None, bool]:
    """`each: "$.member_list[*]"`, and whether a `?` in front says that there may be none."""
    if tree is None:
        return None, False
    path = as_text(tree, "`each`").value.strip()
    return path.removeprefix("?").strip(), path.startswith("?")


Side = Literal["child", "parent"]


def side(written: str | None, place: Place | None, default: Side) -> Side:
    """Which side of a link a parameter reads: `s`, the mapping itself, or `o`, the one linked to."""
    words: dict[str, Side] = {"s": "child", "subject": "child", "o": "parent", "object": "parent"}
    if written is None:
        return default
    if written not in words:
        raise MappingError(
            "IL-M006", f"{written!r} is not a side of a link.", place=place, hint="Write s or o."
        )
    return words[written]
