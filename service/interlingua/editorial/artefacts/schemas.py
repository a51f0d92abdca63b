"""JSON Schema (2020-12) of the data that the JSON-LD context reads, made from the shapes.

One document a profile; `$defs` holds each class with the rules of its shapes and of those of its superclasses.
Only what refuses a record is said. What JSON Schema cannot say stands in the `$comment` of its class and
in schema/README.md: a document that fits may still break those rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from interlingua.editorial.artefacts.values import Schema, fragment
from interlingua.rdf.namespaces import GEO, SHAPE, SP, XSD
from interlingua.shacl import Shapes, load_profile
from interlingua.shacl.model import PropertyShape
from interlingua.vocabulary import Class, Property, Vocabulary, context

DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_ANY_NODE: Final[Schema] = {"$ref": "#/$defs/Node"}
_READS: Final = "Data as https://w3id.org/social-protection/context.jsonld reads it; a property that comes once is no array."


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A rule that the schema of a class leaves out, and the constraint that it is about."""

    name: str
    shape: str
    what: str


@dataclass(frozen=True, slots=True)
class Profile:
    """The schema of one profile: by class its definition, and what it leaves out."""

    name: str
    definitions: dict[str, Schema]
    unsaid: tuple[Unsaid, ...]

    @classmethod
    def of(cls, name: str, vocabulary: Vocabulary) -> Profile:
        """From the shapes. Raises ShapesError."""
        shapes = load_profile(name)
        names: dict[str, Any] = context(vocabulary)["@context"]
        definitions, unsaid = {}, []
        for iri in sorted(vocabulary.classes):
            made = _Definition(vocabulary.classes[iri], vocabulary, names)
            made.read(shapes)
            definitions[vocabulary.classes[iri].name] = made.schema()
            unsaid += made.unsaid
        for node in shapes.nodes:
            if node.other_targets:
                unsaid.append(Unsaid("", (node.iri or "").removeprefix(SHAPE), "its targets"))
        return cls(name, definitions, tuple(unsaid))

    def schemas(self) -> Iterator[tuple[str, Schema]]:
        """Path and document."""
        yield f"schema/{self.name}.schema.json", self.document()

    def document(self) -> Schema:
        """Accepts a node, an array of nodes, or a `@graph`; each node is checked by its `type`."""
        cases = [{"if": _typed([name]), "then": {"$ref": f"#/$defs/{name}"}} for name in self.definitions]
        node = {
            "type": "object",
            "properties": {"@graph": {"type": "array", "items": _ANY_NODE}},
            "allOf": cases,
        }
        return {
            "$schema": DRAFT,
            "$id": f"{SP}schema/{self.name}",
            "title": f"Interlingua, profile {self.name}",
            "$comment": _READS,
            "if": {"type": "array"},
            "then": {"items": _ANY_NODE},
            "else": _ANY_NODE,
            "$defs": {"Node": node, **self.definitions},
        }


class _Definition:
    """The schema of one class, while the shapes are read."""

    def __init__(self, about: Class, vocabulary: Vocabulary, names: dict[str, Any]) -> None:
        self._about, self._vocabulary, self._names = about, vocabulary, names
        self._each: dict[str, list[Schema]] = {}
        self._least: dict[str, int] = {}
        self._most: dict[str, int] = {}
        self._kinds: set[str] = set()
        """Properties whose values are of one kind: a value of another comes under the long name when compacted."""
        self.unsaid: list[Unsaid] = []

    def read(self, shapes: Shapes) -> None:
        """Take the rules of every shape that targets the class or one above it."""
        wanted = {self._about.iri, *self._vocabulary.closure.get(self._about.iri, ())}
        for node in shapes.nodes:
            if wanted.isdisjoint(node.target_classes):
                continue
            for rule in node.properties:
                self._rule(rule)

    def _rule(self, rule: PropertyShape) -> None:
        prop = self._vocabulary.properties.get(rule.predicate or "")
        if rule.severity != "violation":
            self._leave(rule, f"severity {rule.severity}")
            return
        if prop is None:
            self._leave(rule, "a path" if rule.predicate is None else "a property of others")
            return
        for what in rule.rest:
            self._leave(rule, f"sh:{what}")
        coerced = _coerced(self._names.get(prop.name))
        for constraint in rule.constraints:
            if constraint.kind == "minCount":
                assert isinstance(constraint.parameter, int)
                self._least[prop.iri] = max(constraint.parameter, self._least.get(prop.iri, 0))
            elif constraint.kind == "maxCount":
                assert isinstance(constraint.parameter, int)
                self._most[prop.iri] = min(
                    constraint.parameter, self._most.get(prop.iri, constraint.parameter)
                )
            elif (said := fragment(constraint, coerced, prop.code_list)) is not None:
                self._each.setdefault(prop.iri, []).append(said)
                if constraint.kind in ("datatype", "nodeKind", "in"):
                    self._kinds.add(prop.name)
            else:
                self._leave(rule, f"sh:{constraint.kind}")

    def _leave(self, rule: PropertyShape, what: str) -> None:
        self.unsaid.append(Unsaid(self._about.name, (rule.iri or "").removeprefix(SHAPE), what))

    def schema(self) -> Schema:
        """The definition."""
        below = [
            c.name
            for iri, c in self._vocabulary.classes.items()
            if self._about.iri in self._vocabulary.closure[iri]
        ]
        ours = {self._about.iri, *self._vocabulary.closure[self._about.iri]}
        known = [
            p for p in self._vocabulary.properties.values() if p.kind != "annotation" and ours & set(p.domain)
        ]
        mentioned = {*self._each, *self._least, *self._most} - {p.iri for p in known}
        known += [self._vocabulary.properties[iri] for iri in mentioned]
        out: Schema = {
            "title": self._about.label(),
            "description": self._about.definitions.get("en", ""),
            "type": "object",
            **_typed([self._about.name, *sorted(below)]),
        }
        out["properties"] |= {p.name: self._property(p) for p in sorted(known, key=lambda p: p.name)}
        out["properties"] |= {f"sp:{name}": False for name in sorted(self._kinds)}
        needed = sorted(self._vocabulary.properties[iri].name for iri, n in self._least.items() if n)
        out["required"] = ["type", *needed]
        if self.unsaid:
            rules = dict.fromkeys(f"{u.shape} ({u.what})" for u in self.unsaid)
            out["$comment"] = f"Not said here: {', '.join(rules)}."
        return out

    def _property(self, prop: Property) -> Schema:
        least, most = self._least.get(prop.iri, 0), self._most.get(prop.iri)
        head: Schema = {"title": prop.label(), "description": prop.definitions.get("en", "")}
        if most == 0:
            return {**head, "not": {}}
        each = _merged([_anything(prop), *self._each.get(prop.iri, [])])
        if most == 1:
            return {**head, **each}
        many: Schema = {"type": "array", "items": each, "minItems": max(least, 1)}
        if most is not None:
            many["maxItems"] = most
        return {**head, **(many if least > 1 else {"anyOf": [each, many]})}


def _typed(names: list[str]) -> Schema:
    one: Schema = {"const": names[0]} if len(names) == 1 else {"enum": names}
    return {
        "required": ["type"],
        "properties": {"type": {"anyOf": [one, {"type": "array", "contains": one}]}},
    }


def _anything(prop: Property) -> Schema:
    if prop.kind == "object" and prop.code_list is None:
        return {"type": ["string", "object"], "if": {"type": "object"}, "then": _ANY_NODE}
    return {
        "type": ["string", "object"] if prop.kind == "object" else ["string", "number", "boolean", "object"]
    }


def _merged(parts: list[Schema]) -> Schema:
    """One schema that asks for all: the narrowest type, then each key once; what meets twice goes under `allOf`."""
    out: Schema = dict(parts[0])
    rest = []
    for part in parts[1:]:
        if "type" in part:
            out["type"], part = part["type"], {k: v for k, v in part.items() if k != "type"}
        if set(part) & set(out):
            rest.append(part)
        else:
            out |= part
    return {**out, "allOf": rest} if rest else out


def _coerced(entry: Any) -> str | None:
    kind = entry.get("@type") if isinstance(entry, dict) else None
    for prefix, home in (("xsd:", XSD), ("geo:", GEO)):
        if kind is not None and kind.startswith(prefix):
            return home + str(kind[len(prefix) :])
    return kind if kind is None else str(kind)


_LIMITS: Final = """\
# JSON Schema: what it is for, and what it leaves out

Each `<profile>.schema.json` holds one definition a class (`#/$defs/Person`) for data that
https://w3id.org/social-protection/context.jsonld reads; the document as a whole accepts a node, an array of nodes or a `@graph`, and
checks each node by its `type`. Decimal numbers are strings: JSON-LD would make a double of `12.5`. Dates are checked by their
form, not by the calendar; numbers are compared when they are JSON numbers. A name such as `sp:dateOfBirth`, which JSON-LD
writes where a value is not of the kind that the context gives, is refused where a shape asks for that kind.

Only what refuses a record is said, and not all of that. Left out, by profile, with the class, the shape and what it is about:
the SHACL bundles say these.

| profile | class | shape | left out |
|---|---|---|---|
"""


def limits(known: Iterable[Profile]) -> str:
    """The page on what the schemas leave out; a rule of the core stands once."""
    rows = []
    core: set[Unsaid] = set()
    for profile in known:
        rows += [
            f"| {profile.name} | {one.name} | {one.shape} | {one.what} |\n"
            for one in dict.fromkeys(profile.unsaid)
            if one not in core
        ]
        if profile.name == "core":
            core = set(profile.unsaid)
    return _LIMITS + "".join(rows)
