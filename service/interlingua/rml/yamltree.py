"""YAML as a tree of texts, lists and dictionaries that know where they stand.

Nothing is resolved but null: YAML 1.1 would read `NO` as false, `010` as 8 and `12:30` as 750.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from interlingua.errors import MappingError, Place
from interlingua.rml import yamlcalls, yamlfaults

_MOST_NODES = 200_000
_NULL = "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar. `plain` is unquoted; `null` is an unquoted null or nothing at all."""

    value: str
    place: Place
    plain: bool = True
    null: bool = False

    def at(self, offset: int) -> Place:
        """The place of a character of the text, where it is on one line."""
        if self.place.column is None or "\n" in self.value:
            return self.place
        return replace(self.place, column=self.place.column + offset + (0 if self.plain else 1))


@dataclass(frozen=True, slots=True)
class List:
    """A sequence."""

    items: tuple[Tree, ...]
    place: Place
    flow: bool = False


@dataclass(frozen=True, slots=True)
class Dict:
    """A mapping with its keys in order, each once."""

    entries: tuple[tuple[Text, Tree], ...]
    place: Place

    def __iter__(self) -> Iterator[tuple[Text, Tree]]:
        return iter(self.entries)

    def get(self, *names: str) -> Tree | None:
        """The value of the first of the names that is there."""
        for key, value in self.entries:
            if key.value in names:
                return value
        return None


Tree = Text | List | Dict


def kind(tree: Tree) -> str:
    """How a message names it."""
    return {Text: "a text", List: "a list", Dict: "keys with values"}[type(tree)]


class _Builder:
    def __init__(self, file: str) -> None:
        self.file, self.nodes, self.open = file, 0, set[int]()

    def place(self, node: Any) -> Place:
        return Place(file=self.file, line=node.start_mark.line + 1, column=node.start_mark.column + 1)

    def build(self, node: Any) -> Tree:
        self.nodes += 1
        place = self.place(node)
        if id(node) in self.open or self.nodes > _MOST_NODES or len(self.open) > 100:
            raise MappingError(
                "IL-M001", "The YAML refers to itself, or is far too deep or large.", place=place
            )
        if node.id == "scalar":
            plain = node.style in (None, "")  # the C loader says '' for None
            return Text(yamlcalls.unveiled(node.value), place, plain, null=plain and node.tag == _NULL)
        self.open.add(id(node))
        try:
            if node.id == "sequence":
                items = tuple(self.build(item) for item in node.value)
                return List(items, place, bool(node.flow_style))
            return self.dictionary(node, place)
        finally:
            self.open.discard(id(node))

    def dictionary(self, node: Any, place: Place) -> Dict:
        entries: list[tuple[Text, Tree]] = []
        seen: dict[str, int | None] = {}
        for key_node, value_node in node.value:
            key, value = self.build(key_node), self.build(value_node)
            if not isinstance(key, Text):
                raise MappingError("IL-M001", "A key must be a text.", place=self.place(key_node))
            if node.flow_style and entries and self.joins(entries[-1][1], key, value):
                last_key, last = entries[-1]
                assert isinstance(last, Text)
                entries[-1] = (last_key, replace(last, value=f"{last.value}, {key.value}"))
                continue
            if key.value in seen:
                raise MappingError(
                    "IL-M001",
                    f"The key {key.value!r} is there twice; the first is in line {seen[key.value]}.",
                    place=key.place,
                    hint="YAML keeps one of the two without saying which: rename or join them.",
                )
            seen[key.value] = key.place.line
            entries.append((key, value))
        return Dict(tuple(entries), place)

    @staticmethod
    def joins(last: Tree, key: Text, value: Tree) -> bool:
        """Whether YAML cut a call at a comma: `{s: il:iri(kind = a, key = $(x))}`."""
        return (
            isinstance(last, Text)
            and last.plain
            and open_brackets(last.value) > 0
            and key.plain
            and isinstance(value, Text)
            and value.null
            and value.value == ""
        )


def open_brackets(text: str) -> int:
    """How many brackets are opened and not closed; escaped ones do not count."""
    plain = text.replace("\\(", "").replace("\\)", "")
    return plain.count("(") - plain.count(")")


def _composed(yaml: Any, text: str, veiled: str, loader: Any, file: str) -> Any:
    """The document as YAML's nodes: with calls veiled; with YARRRML's escapes veiled; as it stands."""
    fault: Exception | None = None
    # What looks like a call may have been none.
    for one in dict.fromkeys((veiled, yamlcalls.without_escapes(veiled), text)):
        try:
            return yaml.compose(one, Loader=loader)
        except yaml.YAMLError as error:
            fault = error if fault is None or "unknown escape" in str(fault) else fault
    assert fault is not None
    raise yamlfaults.explained(fault, veiled, file) from fault


def read(text: str, file: str) -> Tree:
    """The document as a tree. Raises MappingError IL-M001."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    veiled = yamlcalls.veiled(text)
    try:
        node = _composed(yaml, text, veiled, loader, file)
    except RecursionError as error:
        raise MappingError("IL-M001", "The YAML is nested too deeply.", place=Place(file=file)) from error
    if node is None:
        raise MappingError("IL-M006", "The mapping is empty.", place=Place(file=file, line=1, column=1))
    return _Builder(file).build(node)
