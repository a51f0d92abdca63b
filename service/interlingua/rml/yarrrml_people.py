"""`authors` and `tests` of a YARRRML document."""

from __future__ import annotations

import re

from interlingua.errors import MappingError
from interlingua.rml.model import Author, Example
from interlingua.rml.terms import as_dict, as_list, as_text, check_keys
from interlingua.rml.yamltree import Dict, Text, Tree

_WRITTEN = re.compile(r"([^<(]*?)\s*(?:<([^>]*)>)?\s*(?:\(([^)]*)\))?\s*")
_INPUTS = ("input", "file")
_TEST = ("source", *_INPUTS, "expect", "expect-file", "partial", "refused")


def authors(tree: Tree | None) -> tuple[Author, ...]:
    """`authors`: WebIDs, `Name <email> (page)`, or keys. Raises MappingError IL-M002, IL-M006."""
    return tuple(_author(item) for item in as_list(tree))


def _author(tree: Tree) -> Author:
    if isinstance(tree, Dict):
        check_keys(tree, ("name", "email", "website", "webid", "webId"), "an author")
        found = {key.value.lower(): as_text(value, f"`{key.value}`").value for key, value in tree}
        return Author(found.get("name"), found.get("webid"), found.get("email"), found.get("website"))
    text = as_text(tree, "The author").value.strip()
    if text.startswith(("http://", "https://")):
        return Author(iri=text)
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return Author(text)
    return Author(match[1] or None, None, match[2], match[3])


def tests(tree: Tree | None) -> tuple[Example, ...]:
    """`tests: {name: {input: ..., expect: ...}}`. Raises MappingError IL-M002, IL-M006."""
    if tree is None:
        return ()
    return tuple(_example(name, value) for name, value in as_dict(tree, "`tests`"))


def _example(name: Text, value: Tree) -> Example:
    keys = as_dict(value, f"The test {name.value!r}")
    check_keys(keys, _TEST, "a test")
    inputs = _inputs(keys)
    if not inputs:
        raise MappingError(
            "IL-M006", f"The test {name.value!r} has no input.", place=name.place, hint="input: |"
        )
    expected, expected_file, refused = keys.get("expect"), keys.get("expect-file"), keys.get("refused")
    if expected is not None and expected_file is not None:
        raise MappingError("IL-M006", "A test has `expect` or `expect-file`, not both.", place=keys.place)
    if expected is None and expected_file is None and refused is None:
        raise MappingError(
            "IL-M006", f"The test {name.value!r} expects nothing.", place=name.place,
            hint="Add `expect` with Turtle, or `refused` with codes.",
        )  # fmt: skip
    partial = keys.get("partial")
    word = as_text(partial, "`partial`").value if partial is not None else "false"
    if word not in ("true", "false"):
        raise MappingError(
            "IL-M006", "`partial` must be true or false.", place=partial.place if partial else None
        )
    return Example(
        name.value,
        inputs,
        as_text(expected, "`expect`").value if expected is not None else None,
        as_text(expected_file, "`expect-file`").value if expected_file is not None else None,
        word == "true",
        tuple(as_text(item, "`refused`").value for item in as_list(refused)),
        name.place,
    )


def _inputs(keys: Dict) -> tuple[tuple[str, str | None, str | None], ...]:
    """`input: text` or `file: path`, of the only source or of `source`; or each by the name of its source."""
    source_tree = keys.get("source")
    source = as_text(source_tree, "`source`").value if source_tree is not None else ""
    found: list[tuple[str, str | None, str | None]] = []
    for key in _INPUTS:
        tree = keys.get(key)
        if tree is None:
            continue
        named = [(k.value, v) for k, v in tree] if isinstance(tree, Dict) else [(source, tree)]
        for name, value in named:
            text = as_text(value, f"`{key}`").value
            found.append((name, text, None) if key == "input" else (name, None, text))
    return tuple(found)
