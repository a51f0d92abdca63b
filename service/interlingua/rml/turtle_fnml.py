"""Functions of the older FNML: a triples map of a function's name and arguments, as YARRRML's parser writes it.

`fnml:functionValue [ rr:predicateObjectMap [ rr:predicate fno:executes; rr:object grel:toUpperCase ], ... ]`:
the object of fno:executes names the function, each other pair an argument.
"""

from __future__ import annotations

from collections.abc import Callable

from interlingua.errors import MappingError
from interlingua.functions import Parameter
from interlingua.rdf.namespaces import RML
from interlingua.rml import execute
from interlingua.rml.model import Constant, Expression, FunctionCall
from interlingua.rml.nodes import Graph, Node

_EXECUTES = "https://w3id.org/function/ontology#executes"
_CALL = ("logicalSource", "predicateObjectMap", "subjectMap", "subject")
Reader = Callable[[Node], Expression | None]


def executions(graph: Graph) -> set[Constant]:
    """The nodes that are calls of functions, though they look like triples maps."""
    return {
        value for properties in graph.properties.values() for value, _ in properties.get(RML + "functionValue", [])
    }  # fmt: skip


def call(node: Node, read: Reader) -> FunctionCall:
    """The call that a fnml:functionValue names. Raises MappingError IL-M002, IL-M004, IL-M006, IL-M010."""
    node.only(_CALL, "a function's triples map")
    pairs = [_pair(one, read) for one in node.all("predicateObjectMap")]
    named = [value for predicate, value, _ in pairs if predicate == _EXECUTES]
    if len(named) != 1 or not isinstance(named[0], Constant):
        raise MappingError(
            "IL-M010",
            "The function's triples map must name one function.",
            place=node.place,
            hint="rr:predicateObjectMap [ rr:predicate fno:executes; rr:object grel:toUpperCase ]",
        )
    name = named[0].value
    given = [one for one in pairs if one[0] != _EXECUTES]
    function = execute.function(name, name, node.place)
    arguments: list[tuple[Parameter, Expression]] = []
    for predicate, value, at in given:
        arguments.append((execute.parameter(function, predicate, predicate, at.place), value))
    return execute.call(function, arguments, node.place)


def _pair(node: Node, read: Reader) -> tuple[str, Expression, Node]:
    predicate = _one(node, "predicate", read)
    if not isinstance(predicate, Constant):
        raise MappingError("IL-M010", "A function's parameter must be a constant.", place=node.place)
    return predicate.value, _one(node, "object", read), node


def _one(node: Node, name: str, read: Reader) -> Expression:
    """The value of a shortcut (rr:object) or of a map (rr:objectMap)."""
    if node.has(name):
        return node.one(name).term
    one = node.one(name + "Map", f"The function's argument has no rml:{name}.")
    found = read(one)
    if found is None:
        raise MappingError("IL-M010", "The function's argument says nothing of its value.", place=one.place)
    return found
