"""Logical views of RML documents (https://w3id.org/rml/lv/): fields, nested fields, joins."""

from __future__ import annotations

from typing import Final, Literal

from interlingua.errors import MappingError
from interlingua.rml.model import Expression, Field, Formulation, Join, LogicalSource, LogicalView, ViewJoin
from interlingua.rml.nodes import Node, local
from interlingua.rml.turtle_terms import expression, own_expression

_VIEW: Final = ("viewOn", "field", "leftJoin", "innerJoin")
_FIELD: Final = (
    "fieldName", "field", "iterator", "referenceFormulation", "reference", "constant", "template",
    "functionExecution", "return", "returnMap",
)  # fmt: skip
_JOIN: Final = ("parentLogicalView", "joinCondition", "field")
_CONDITION: Final = ("child", "childMap", "parent", "parentMap")
_FORMULATIONS: Final[dict[str, Formulation]] = {"CSV": "csv", "JSONPath": "json", "XPath": "xml"}


def is_view(node: Node) -> bool:
    """Whether a node describes a logical view."""
    return node.has("viewOn") or "LogicalView" in node.types


def view_source(node: Node, above: tuple[Node, ...] = ()) -> LogicalSource:
    """A logical view as a source. Raises MappingError IL-M010.

    `above` are the views that are being read: one of them again is a cycle.
    """
    made = _view(node, above)
    return LogicalSource(made.name, None, "view", place=node.place, view=made)


def _view(node: Node, above: tuple[Node, ...]) -> LogicalView:
    if any(one.term == node.term for one in above):
        raise MappingError(
            "IL-M010", f"The view {node.name!r} is made of itself.", place=node.place,
            hint="A view reads sources, or views that do not lead back to it.",
        )  # fmt: skip
    node.only(_VIEW, "a logical view")
    above = (*above, node)
    on = node.one("viewOn", "The logical view has no rml:viewOn.")
    if is_view(on):
        below = view_source(on, above)
    else:
        from interlingua.rml.turtle_sources import logical_source

        below = logical_source(on)
    fields = _fields(node, "The logical view has no field.", ())
    sides: tuple[Literal["left", "inner"], ...] = ("left", "inner")
    joins = [_join(one, side, above) for side in sides for one in node.all(side + "Join")]
    # In the order of the document, since a later join may use the fields of an earlier one.
    joins.sort(key=lambda join: (join.place.line or 0, join.place.column or 0) if join.place else (0, 0))
    return LogicalView(node.name, below, fields, tuple(joins), node.place)


def _fields(node: Node, missing: str, above: tuple[Node, ...]) -> tuple[Field, ...]:
    found = node.all("field")
    if not found:
        raise MappingError("IL-M010", missing, place=node.place, hint='rml:field [ rml:fieldName "name" ]')
    return tuple(_field(one, above) for one in found)


def _field(node: Node, above: tuple[Node, ...]) -> Field:
    """One field. "The parent relation MUST not contain cycles" (RML-LV, field parents)."""
    if any(one.term == node.term for one in above):
        raise MappingError("IL-M010", "The field is nested in itself.", place=node.place)
    node.only(_FIELD, "a field")
    name = node.one("fieldName", "The field has no rml:fieldName.")
    if name.term.kind != "literal" or not name.term.value:
        raise MappingError("IL-M010", "rml:fieldName must be a text.", place=name.place)
    made: Expression | None = own_expression(node)
    iterator = node.one("iterator").term.value if node.has("iterator") else None
    form = _formulation(node)
    nested = _fields(node, "", (*above, node)) if node.has("field") else ()
    if made is None and iterator is None and form is None:
        raise MappingError(
            "IL-M010", f"The field {name.term.value!r} says nothing of its value.", place=node.place,
            hint="Give it rml:reference, rml:template or rml:constant; or rml:iterator and fields.",
        )  # fmt: skip
    return Field(name.term.value, made, iterator, form, nested, node.place)


def _formulation(node: Node) -> Formulation | None:
    if not node.has("referenceFormulation"):
        return None
    named = node.one("referenceFormulation")
    word = local(named.term.value) or ""
    if word not in _FORMULATIONS:
        raise MappingError(
            "IL-M010", "A field has not this reference formulation.", place=named.place,
            hint="rml:CSV, rml:JSONPath or rml:XPath",
        )  # fmt: skip
    return _FORMULATIONS[word]


def _join(node: Node, kind: Literal["left", "inner"], above: tuple[Node, ...]) -> ViewJoin:
    node.only(_JOIN, "a join of views")
    parent = node.one("parentLogicalView", "The join has no parent view.")
    conditions = tuple(_condition(one) for one in node.all("joinCondition"))
    if not conditions:
        raise MappingError("IL-M010", "The join of views has no join condition.", place=node.place)
    fields = _fields(node, "The join of views takes no field.", ())
    return ViewJoin(kind, _view(parent, above), conditions, fields, node.place)


def _condition(node: Node) -> Join:
    node.only(_CONDITION, "a join condition")
    for side in ("child", "parent"):
        if node.has(side) == node.has(side + "Map"):
            raise MappingError(
                "IL-M010", f"The join condition needs one rml:{side}, or one rml:{side}Map.", place=node.place
            )
    return Join(expression(node, "child", "childMap"), expression(node, "parent", "parentMap"), node.place)
