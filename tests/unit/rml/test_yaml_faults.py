"""The usual slips of YAML: each told at the line that needs mending, with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlingua.errors import MappingError
from interlingua.rml import load_mapping, yamltree

SLIPS = [
    # (what, document, line, column, words of the message, words of the hint)
    ("tab", "m:\n  p:\n\ts: a\n", 3, 1, "tab", "spaces"),
    ("tab behind a value", "m:\n  p:\n    s: a\n\tpo: b\n", 4, 1, "tab", "spaces"),
    ("no colon", "sources\n  a: {access: a.csv}\n", 1, 1, "colon behind the key `sources`", "`key:`"),
    ("no colon, deeper", "m:\n  p:\n    s a\n    po:\n      - [a, b]\n", 3, 5, "colon behind the key `s`", ""),
    ("no colon, last", "r:\n  system: a\n  type b\n", 3, 3, "colon behind the key `type`", ""),
    ("no space", "r:\n  system:a\n  type: b\n", 2, 3, "space behind the colon", "key: value"),
    ("no space, later", "r:\n  system: a\n  type:b\n  key: c\n", 3, 3, "space behind the colon", ""),
    ("open bracket", "po:\n  - [a, b\n  - [c, d]\nx: y\n", 2, 5, "`[` that opens here", "`]`"),
    ("open brace", "s:\n  l: {access: a\nr:\n  x: y\n", 2, 6, "`{` that opens here", "`}`"),
    ("open at the end", "po: [a", 1, 5, "`[` that opens here", "`]`"),
    ("wrong bracket", "po:\n  - [a, {b: c]\n", 2, 14, "closed by `]`", "`}`"),
    ("bracket too many", "po:\n  - [a, b]]\n  - [c, d]\n", 2, 11, "closes nothing", "Delete"),
    ("open quote", 'x: "abc\ny: b\n', 1, 4, "quote that opens here is not closed", "Close it"),
    ("quote closed by another", 'x: "abc\ny: "b"\n', 1, 4, "closes only in line 2", "Close it"),
    ("apostrophe", "x: 'it's'\n", 1, 8, "follows the closing quote", "twice"),
    ("too far left", "m:\n  p:\n    s: a\n   po: b\n", 4, 4, "This key is not aligned", "same column"),
    ("too far right", "m:\n  p:\n    s: a\n      po: b\n", 4, 7, "This key is not aligned", "same column"),
    ("top key", "m:\n  p: 1\n q: 2\n", 3, 2, "This key is not aligned", "same column"),
    ("dash left", "m:\n  po:\n    - [a, b]\n   - [c, d]\n", 4, 4, "This `-` is not aligned", "same column"),
    ("dash right", "m:\n  po:\n    - [a, b]\n     - [c, d]\n", 4, 6, "This `-` is not aligned", "same column"),
    ("no dash", "m:\n  po:\n    - [a, b]\n    [c, d]\n", 4, 5, "does not begin with `- `", "Write `- `"),
    ("no dash, further", "m:\n  po:\n    - [a, b]\n      [c, d]\n", 4, 7, "does not begin with `- `", ""),
    ("no dash at all", "m:\n  po:\n    [a, b]\n    [c, d]\n", 4, 5, "no key and no `- `", "Write `- `"),
    ("no dash, keys", "m:\n  po:\n    - p: a\n      o: b\n    p: c\n    o: d\n", 5, 5, "does not begin with `- `", ""),
    ("dash without space", "m:\n  po:\n    - [a, b]\n    -[c, d]\n", 4, 5, "space behind `-`", "`- `"),
    ("key twice", "a: 1\nb: 2\na: 3\n", 3, 1, "'a' is there twice; the first is in line 1", "rename"),
    ("at", "key: @id\n", 1, 6, "begin with `@`", "quotes"),
    ("backtick", "key: `id`\n", 1, 6, "begin with a backtick", "quotes"),
    ("percent", "key: %id\n", 1, 6, "begin with `%`", "quotes"),
    ("percent at the line's start", "a: 1\n%b: 2\n", 2, 1, "begin with `%`", "quotes"),
    ("in a list", "k: [@id, b]\n", 1, 5, "begin with `@`", "quotes"),
    ("colon", "omit:\n  village: The register: it has\n", 2, 24, "second `: `", "quotes"),
    ("colon in a list", "k: [a: b: c]\n", 1, 9, "between `[` and `]`", "quotes"),
    ("brace first", "k: {village}/x\n", 1, 13, "value has ended", "quotes"),
    ("star", "k: *a\n", 1, 4, "behind `*`", "quotes"),
    ("bar", "k: | a\n", 1, 4, "begin with `|`", "quotes"),
    ("two documents", "a: 1\n---\nb: 2\n", 2, 1, "second document", "one mapping"),
    ("control character", "a: 1\nb: \x07b\n", 2, 4, "control character", "Delete"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line", "column", "says", "hints"), [s[1:] for s in SLIPS], ids=[s[0] for s in SLIPS]
)
def test_a_slip_is_told_where_it_is(text: str, line: int, column: int, says: str, hints: str) -> None:
    with pytest.raises(MappingError) as fault:
        yamltree.read(text, "m.yaml")
    error = fault.value
    assert error.code == "IL-M001"
    assert error.place is not None
    assert (error.place.line, error.place.column) == (line, column), error
    assert says in error.message, error
    assert hints in (error.hint or ""), error


@pytest.mark.parametrize(
    "text",
    [
        "prefixes:\n  my:https://x.example/\nmappings: {}\n",
        "sources:\n  a: {access:list.csv}\nmappings: {}\n",
    ],
)
def test_a_missing_space_that_yaml_takes_for_a_text(text: str) -> None:
    with pytest.raises(MappingError) as fault:
        load_mapping(Path("m.yaml"), text=text)
    assert fault.value.place is not None
    assert fault.value.place.line == 2
    assert "space behind the colon" in (fault.value.hint or ""), fault.value
