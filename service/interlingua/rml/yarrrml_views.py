"""`views` and `lookups` of a YARRRML document: tables over sources, and what another source says of a key."""

from __future__ import annotations

import re
from collections.abc import Mapping as Values
from typing import Final, Literal, get_args

from interlingua.errors import MappingError
from interlingua.rdf.namespaces import IL
from interlingua.rml.model import (
    Aggregate,
    AggregateKind,
    Constant,
    Expression,
    Field,
    Formulation,
    FunctionCall,
    Join,
    LogicalSource,
    LogicalView,
    Lookup,
    ViewJoin,
)
from interlingua.rml.problems import did_you_mean
from interlingua.rml.terms import FUNCTION_KEYS, Terms, as_dict, as_list, as_text, check_keys
from interlingua.rml.yamltree import Dict, List, Text, Tree

_VIEW: Final = ("source", "fields", "joins", "condition", "group", "pivot")
_AGGREGATES: Final = get_args(AggregateKind)
_FIELD: Final = (
    "value",
    "iterator",
    "formulation",
    "fields",
    "slots",
    "condition",
    "where",
    "order",
    *_AGGREGATES,
)
_FORMULATIONS: Final[dict[str, Formulation]] = {"csv": "csv", "json": "json", "jsonpath": "json", "xpath": "xml", "xml": "xml"}  # fmt: skip
_RANGE: Final = re.compile(r"([0-9]{1,6})\s*\.\.\s*([0-9]{1,6})")
_MOST_SLOTS: Final = 1000


def named_views(
    tree: Tree | None, sources: Values[str, LogicalSource], terms: Terms
) -> dict[str, LogicalSource]:
    """The top-level `views`, each as a source. Raises MappingError IL-M002, IL-M006, IL-M007."""
    if tree is None:
        return {}
    reader = _Views({key.value: (key, value) for key, value in as_dict(tree, "`views`")}, sources, terms)
    return {name: reader.source(name) for name in reader.trees}


class _Views:
    """Views by name; each is read when another one needs it."""

    def __init__(
        self, trees: dict[str, tuple[Text, Tree]], sources: Values[str, LogicalSource], terms: Terms
    ) -> None:
        self.trees, self.sources, self.terms = trees, sources, terms
        self.made: dict[str, LogicalSource] = {}
        self.reading: list[str] = []

    def source(self, name: str) -> LogicalSource:
        """The view of that name."""
        if name not in self.made:
            key, tree = self.trees[name]
            if name in self.sources:
                raise MappingError("IL-M006", f"A source is named {name!r} as well.", place=key.place)
            if name in self.reading:
                raise MappingError(
                    "IL-M006", f"The view {name!r} is made of itself.", place=key.place,
                    hint="A view reads sources, or views that do not lead back to it.",
                )  # fmt: skip
            self.reading.append(name)
            view = self._view(key, as_dict(tree, f"The view {name!r}"))
            self.reading.pop()
            self.made[name] = LogicalSource(name, None, "view", place=key.place, view=view)
        return self.made[name]

    def _named(self, tree: Tree | None, parent: Dict, what: str) -> LogicalSource:
        if tree is None:
            raise MappingError("IL-M006", f"{what} is missing.", place=parent.place, hint="source: NAME")
        text = as_text(tree, what)
        if text.value in self.trees:
            return self.source(text.value)
        if text.value not in self.sources:
            known = [*self.sources, *self.trees]
            raise MappingError(
                "IL-M007", f"The source {text.value!r} is not defined.", place=text.place,
                hint=did_you_mean(text.value, known, what="Under `sources` and `views`"),
            )  # fmt: skip
        return self.sources[text.value]

    def _view(self, name: Text, keys: Dict) -> LogicalView:
        check_keys(keys, _VIEW, "a view")
        on = self._named(keys.get("source"), keys, "`source` of the view")
        group = tuple(self.terms.argument(item) for item in as_list(keys.get("group")))
        fields = _fields(keys.get("fields"), self.terms)
        if (pivot := keys.get("pivot")) is not None:
            if not group:
                raise MappingError(
                    "IL-M006", "A pivot needs the key that its rows have in common.", place=pivot.place,
                    hint="group: [$(id)]",
                )  # fmt: skip
            fields += _pivot(pivot, self.terms)
        if not fields:
            raise MappingError("IL-M006", f"The view {name.value!r} has no field.", place=name.place, hint="fields: {name: $(column)}")  # fmt: skip
        if not group and (wrong := next((f for f in fields if f.aggregate is not None), None)) is not None:
            raise MappingError(
                "IL-M006", f"{wrong.name!r} is made of several rows, but the view does not group any.",
                place=wrong.place, hint="group: [$(id)]",
            )  # fmt: skip
        joins = tuple(self._join(item) for item in as_list(keys.get("joins")))
        condition = self.terms.conditions(keys.get("condition"))
        return LogicalView(name.value, on, fields, joins, name.place, group, condition)

    def _join(self, tree: Tree) -> ViewJoin:
        keys = as_dict(tree, "A join of a view")
        check_keys(keys, ("left", "inner", "on", "fields", "unmatched"), "a join of a view")
        if (keys.get("left") is None) == (keys.get("inner") is None):
            raise MappingError(
                "IL-M006", "A join is either `left` or `inner`, with the name of a view or source.",
                place=keys.place, hint="left: NAME",
            )  # fmt: skip
        kind: Literal["left", "inner"] = "left" if keys.get("left") is not None else "inner"
        fields = _fields(keys.get("fields"), self.terms)
        pairs = tuple(self._pair(item) for item in _pairs(keys.get("on")))
        if not fields or not pairs:
            missing = "fields" if pairs else "on"
            raise MappingError(
                "IL-M006", f"`{missing}` of the join is missing.", place=keys.place,
                hint="on: [[$(ours), $(theirs)]], fields: {name: $(theirs)}",
            )  # fmt: skip
        parent = self._named(keys.get(kind), keys, f"`{kind}`")
        told = _choice(keys.get("unmatched"), ("warn", "null"), "null", "`unmatched`")
        read = [*(pair.parent for pair in pairs), *(field.expression for field in fields)]
        return ViewJoin(
            kind, _as_view(parent, read), pairs, fields, tree.place, "warn" if told == "warn" else None
        )

    def _pair(self, tree: Tree) -> Join:
        sides = as_list(tree)
        if len(sides) != 2:
            raise MappingError(
                "IL-M006", "A condition of a join is [ours, theirs].", place=tree.place,
                hint="on: [[$(household), $(id)]]",
            )  # fmt: skip
        return Join(self.terms.argument(sides[0]), self.terms.argument(sides[1]), tree.place)


def _pairs(tree: Tree | None) -> tuple[Tree, ...]:
    """`[[a, b], [c, d]]`, or `[a, b]` where there is one."""
    found = as_list(tree)
    return (tree,) if isinstance(tree, List) and all(isinstance(one, Text) for one in found) else found


def _as_view(source: LogicalSource, read: list[Expression | None]) -> LogicalView:
    """A view, or a source that is joined as it is: a view with a field for each column that is read."""
    from interlingua.rml.terms import references

    if source.view is not None:
        return source.view
    names = {r.path: r for expression in read if expression is not None for r in references(expression)}
    fields = tuple(Field(path, reference, place=reference.place) for path, reference in names.items())
    return LogicalView(source.name, source, fields, place=source.place)


def _fields(tree: Tree | None, terms: Terms) -> tuple[Field, ...]:
    if tree is None:
        return ()
    return tuple(_field(key, value, terms) for key, value in as_dict(tree, "`fields`"))


def _field(name: Text, tree: Tree, terms: Terms) -> Field:
    if not isinstance(tree, Dict) or tree.get(*FUNCTION_KEYS) is not None:
        return Field(name.value, terms.argument(tree), place=name.place)
    check_keys(tree, _FIELD, "a field")
    kinds = [kind for kind in _AGGREGATES if tree.get(kind) is not None or _has(tree, kind)]
    if len(kinds) > 1:
        raise MappingError("IL-M006", f"The field is `{kinds[0]}` or `{kinds[1]}`.", place=name.place)
    if kinds:
        return Field(name.value, place=name.place, aggregate=_aggregate(kinds[0], tree, terms))
    value, iterator = tree.get("value"), tree.get("iterator")
    made = Field(
        name.value,
        terms.argument(value) if value is not None else None,
        as_text(iterator, "`iterator`").value if iterator is not None else None,
        _formulation(tree.get("formulation")),
        _fields(tree.get("fields"), terms),
        name.place,
        _slots(tree.get("slots")),
        terms.conditions(tree.get("condition")),
    )
    if made.expression is None and made.iterator is None and not made.slots:
        raise MappingError(
            "IL-M006", f"The field {name.value!r} says nothing of its value.", place=name.place,
            hint="Write $(column), or `value`, or `iterator` or `slots` with `fields`.",
        )  # fmt: skip
    if (made.iterator is not None or made.slots) and not made.fields:
        raise MappingError("IL-M006", f"The items of {name.value!r} have no `fields`.", place=name.place)
    return made


def _has(tree: Dict, name: str) -> bool:
    return any(key.value == name for key, _ in tree)


def _aggregate(kind: AggregateKind, tree: Dict, terms: Terms) -> Aggregate:
    given, order = tree.get(kind), tree.get("order")
    empty = given is None or (isinstance(given, Text) and given.null)
    if empty and kind not in ("count", "exists"):
        raise MappingError("IL-M006", f"`{kind}` of what?", place=tree.place, hint=f"{kind}: $(column)")
    return Aggregate(
        kind,
        None if empty or given is None else terms.argument(given),
        terms.conditions(tree.get("where")),
        terms.argument(order) if order is not None else None,
    )


def _formulation(tree: Tree | None) -> Formulation | None:
    if tree is None:
        return None
    text = as_text(tree, "`formulation`")
    if text.value.lower() not in _FORMULATIONS:
        hint = did_you_mean(text.value, _FORMULATIONS, what="Formats")
        raise MappingError("IL-M006", f"A field cannot hold {text.value!r}.", place=text.place, hint=hint)
    return _FORMULATIONS[text.value.lower()]


def _slots(tree: Tree | None) -> tuple[str, ...]:
    """`1..17`, `01..17` with its zeros, or a list of names."""
    found: list[str] = []
    for item in as_list(tree):
        text = as_text(item, "A slot")
        match = _RANGE.fullmatch(text.value.strip())
        if match is None:
            found.append(text.value)
            continue
        first, last = int(match[1]), int(match[2])
        width = len(match[1]) if match[1].startswith("0") else 0
        if not first <= last < first + _MOST_SLOTS:
            raise MappingError("IL-M006", "The range of slots ends before it starts, or is too long.", place=text.place)  # fmt: skip
        found += [str(number).zfill(width) for number in range(first, last + 1)]
    if len(set(found)) < len(found):
        raise MappingError(
            "IL-M006", "A slot is named twice.", place=tree.place if tree is not None else None
        )
    return tuple(found)


def _pivot(tree: Tree, terms: Terms) -> tuple[Field, ...]:
    """`pivot: {name: $(element), value: $(value), columns: {field: code}}`: long rows as columns."""
    keys = as_dict(tree, "`pivot`")
    check_keys(keys, ("name", "value", "columns", "order"), "`pivot`")
    name, value, columns, order = (keys.get(key) for key in ("name", "value", "columns", "order"))
    if name is None or value is None or columns is None:
        raise MappingError(
            "IL-M006", "A pivot has `name`, `value` and `columns`.", place=tree.place,
            hint="pivot: {name: $(element), value: $(value), columns: {weight: a1b2}}",
        )  # fmt: skip
    by = terms.argument(order) if order is not None else None
    made = []
    for key, code in as_dict(columns, "`columns`"):
        wanted = Constant(as_text(code, "The name").value, "literal")
        where = FunctionCall(IL + "equal", ((IL + "a", terms.argument(name)), (IL + "b", wanted)), key.place)
        aggregate = Aggregate("last" if by is not None else "first", terms.argument(value), where, by)
        made.append(Field(key.value, place=key.place, aggregate=aggregate))
    return tuple(made)


def lookups(tree: Tree | None, sources: Values[str, LogicalSource], terms: Terms) -> tuple[Lookup, ...]:
    """The top-level `lookups`. Raises MappingError IL-M002, IL-M006, IL-M007."""
    if tree is None:
        return ()
    return tuple(
        _lookup(key, as_dict(value, "A lookup"), sources, terms) for key, value in as_dict(tree, "`lookups`")
    )


def _lookup(name: Text, keys: Dict, sources: Values[str, LogicalSource], terms: Terms) -> Lookup:
    check_keys(keys, ("source", "key", "value", "unmapped"), "a lookup")
    source, key, value = keys.get("source"), keys.get("key"), keys.get("value")
    if source is None or key is None or value is None:
        raise MappingError(
            "IL-M006", "A lookup has `source`, `key` and `value`.", place=name.place,
            hint="{source: options, key: $(code), value: $(name)}",
        )  # fmt: skip
    text = as_text(source, "`source` of the lookup")
    if text.value not in sources:
        hint = did_you_mean(text.value, sources, what="Under `sources` and `views`")
        raise MappingError(
            "IL-M007", f"The source {text.value!r} is not defined.", place=text.place, hint=hint
        )
    unmapped: Literal["reject", "warn", "null"] = _choice(keys.get("unmapped"), ("reject", "warn", "null"), "warn", "`unmapped`")  # type: ignore[assignment]  # fmt: skip
    parts = tuple(terms.argument(part) for part in as_list(key))
    return Lookup(name.value, sources[text.value], parts, terms.argument(value), unmapped, name.place)


def _choice(tree: Tree | None, allowed: tuple[str, ...], default: str, what: str) -> str:
    if tree is None or (isinstance(tree, Text) and tree.null):
        return default if tree is None else "null"
    text = as_text(tree, what)
    if text.value not in allowed:
        raise MappingError(
            "IL-M006", f"{what} cannot be {text.value!r}.", place=text.place, hint=" or ".join(allowed)
        )
    return text.value
