"""Gather maps of RML documents: RDF collections and containers (https://w3id.org/rml/cc/)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, Literal

from interlingua.errors import MappingError
from interlingua.rdf.namespaces import RDF
from interlingua.rml.model import Gather, RefObjectMap, TermMap
from interlingua.rml.nodes import Node, local

Kind = Literal["list", "bag", "seq", "alt"]
GATHER: Final = ("gather", "gatherAs", "strategy", "allowEmptyListAndContainer")
"""The properties that make a term map a gather map."""
_KINDS: dict[str, Kind] = {
    RDF + "List": "list", RDF + "Bag": "bag", RDF + "Seq": "seq", RDF + "Alt": "alt",
}  # fmt: skip
_STRATEGIES: dict[str | None, Literal["append", "cartesian"]] = {
    "append": "append", "cartesianProduct": "cartesian",
}  # fmt: skip

Item = Callable[[Node], TermMap | RefObjectMap]


def gather(node: Node, item: Item) -> Gather | None:
    """What a term map gathers; None where it gathers nothing. Raises MappingError IL-M010.

    `item` reads one member: a term map, or a referencing object map.
    """
    if not node.has("gather"):
        for name in GATHER[1:]:
            if node.has(name):
                raise MappingError(
                    "IL-M010",
                    f"rml:{name} has no meaning without rml:gather.",
                    place=node.one(name).place,
                    hint="Give the map rml:gather ( ... ) and rml:gatherAs rdf:List.",
                )
        return None
    of = node.one("gather")
    items = tuple(item(one) for one in _members(of))
    if not items:
        raise MappingError(
            "IL-M010", "rml:gather must be a list of term maps; this is empty.", place=of.place
        )
    as_ = node.one("gatherAs", "The gather map does not say what it makes.")
    kind = _KINDS.get(as_.term.value)
    if kind is None:
        raise MappingError(
            "IL-M010",
            "rml:gatherAs must be rdf:List, rdf:Bag, rdf:Seq or rdf:Alt.",
            place=as_.place,
            hint="rml:gatherAs rdf:List",
        )
    return Gather(items, kind, _strategy(node), _allows_empty(node), of.place)


def _strategy(node: Node) -> Literal["append", "cartesian"]:
    """ "A gather map does not need to specify a strategy, the default strategy is rml:append" (RML-CC)."""
    if not node.has("strategy"):
        return "append"
    named = node.one("strategy")
    found = _STRATEGIES.get(local(named.term.value))
    if found is None:
        raise MappingError(
            "IL-M010",
            "rml:strategy must be rml:append or rml:cartesianProduct.",
            place=named.place,
            hint="Leave it out for rml:append.",
        )
    return found


def _allows_empty(node: Node) -> bool:
    """ "rml:allowEmptyListAndContainer is optional, it takes the value false by default" (RML-CC)."""
    if not node.has("allowEmptyListAndContainer"):
        return False
    written = node.one("allowEmptyListAndContainer")
    if written.term.value not in ("true", "false", "1", "0"):
        raise MappingError(
            "IL-M010", "rml:allowEmptyListAndContainer must be true or false.", place=written.place
        )
    return written.term.value in ("true", "1")


def _members(node: Node) -> Iterator[Node]:
    """The members of an RDF list, each placed where the list is written."""
    seen: set[object] = set()
    while node.term.value != RDF + "nil":
        first, rest = node.foreign(RDF + "first"), node.foreign(RDF + "rest")
        if first is None or rest is None or node.term in seen:
            raise MappingError(
                "IL-M010",
                "rml:gather must be a list of term maps.",
                place=node.place,
                hint='rml:gather ( [ rml:reference "a" ] [ rml:reference "b" ] )',
            )
        if first.kind == "literal":
            raise MappingError("IL-M010", "A member of rml:gather must be a term map.", place=node.place)
        seen.add(node.term)
        yield Node(first, node.graph.places.get(first, node.place), node.graph)
        node = Node(rest, node.place, node.graph)
