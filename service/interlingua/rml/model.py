"""The mapping model: what YARRRML, RML and R2RML documents all become.

Frozen values, named as RML names them (https://w3id.org/rml/core/spec). Every element knows the line
that wrote it. Nothing here is resolved against data; `plan` does that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from interlingua.errors import Place

TermType = Literal["iri", "uri", "unsafe-iri", "literal", "blank"]
Formulation = Literal["csv", "json", "ndjson", "xlsx"]


@dataclass(frozen=True, slots=True)
class Constant:
    """rml:constant: an RDF term. `kind` says which; `datatype` and `language` are of literals only."""

    value: str
    kind: Literal["iri", "literal", "blank"] = "iri"
    datatype: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """rml:reference: a column name, or a JSONPath relative to the iteration.

    `up` counts the enclosing iterations to climb first: `$(^x)` in an `each` mapping has `up=1`.
    `around` counts the objects around the element to climb instead: `$(<x)` has `around=1`.
    `optional` is False everywhere but where a mapping says that a column may be absent (`$(?x)`).
    """

    path: str
    place: Place | None = None
    up: int = 0
    optional: bool = False
    around: int = 0

    @property
    def outside(self) -> bool:
        """Whether it reads something else than the element itself."""
        return bool(self.up or self.around)


@dataclass(frozen=True, slots=True)
class Template:
    """rml:template: literal text and references in turn; references are encoded for the term type."""

    parts: tuple[str | Reference, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class FunctionCall:
    """fnml:functionExecution. Arguments keep their order; a parameter may repeat (`key=..., key=...`).

    `function` and parameter names are full IRIs.
    """

    function: str
    arguments: tuple[tuple[str, Expression], ...]
    place: Place | None = None


Expression = Constant | Reference | Template | FunctionCall


@dataclass(frozen=True, slots=True)
class TermMap:
    """rml:TermMap: an expression and how its values become RDF terms.

    `term_type` None means RML's default for the position: an IRI, or a literal for the object of a
    reference, a function, a language or a datatype. `base` is the base IRI for relative ones.
    """

    expression: Expression
    term_type: TermType | None = None
    datatype: Expression | None = None
    language: Expression | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Join:
    """rml:joinCondition: two expressions whose values must be equal, child side and parent side."""

    child: Expression
    parent: Expression
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class RefObjectMap:
    """rml:RefObjectMap: the subjects of another triples map, matched by joins (none: same iteration)."""

    parent: str
    joins: tuple[Join, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class PredicateObjectMap:
    """Each predicate with each object, in each graph; left out when the condition is false."""

    predicates: tuple[TermMap, ...]
    objects: tuple[TermMap | RefObjectMap, ...]
    graphs: tuple[TermMap, ...] = ()
    condition: FunctionCall | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class LogicalSource:
    """rml:LogicalSource. `path` is as written; `name` is how the command line overrides it.

    `root` says what a relative path is relative to: the mapping's folder, or the working directory.
    `options` of CSV: delimiter, quote, encoding, header (row number); of XLSX: sheet, header.
    """

    name: str
    path: str | None
    formulation: Formulation
    iterator: str | None = None
    root: Literal["mapping", "working"] = "mapping"
    options: tuple[tuple[str, str], ...] = ()
    nulls: tuple[str, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class TriplesMap:
    """rml:TriplesMap. `each` is the path, below the record, of the items that it runs once for.

    `graphs` hold for all its triples; `condition` false means no triples at all for that iteration.
    """

    name: str
    source: LogicalSource
    subject: TermMap
    classes: tuple[str, ...] = ()
    graphs: tuple[TermMap, ...] = ()
    predicate_objects: tuple[PredicateObjectMap, ...] = ()
    condition: FunctionCall | None = None
    each: str | None = None
    base: str | None = None
    """rml:baseIRI: what relative IRIs of this map are relative to; wins over the document's."""
    place: Place | None = None
    rare: bool = False
    """The items may be missing, or have another form, which another map reads (`each: "?$.x[*]"`)."""


@dataclass(frozen=True, slots=True)
class RecordDeclaration:
    """`record`: what one record is, and how it is known. Its identity is (system, type, key)."""

    system: str
    type: str
    source: LogicalSource
    key: tuple[Expression, ...]
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class CodeTable:
    """`codes`: a table from local values to codes of one list of ours.

    `rows` maps the folded local value to the full IRI of the code, or to "" where it says nothing. `unmapped` is the policy for a
    value that is not there: `reject` refuses the record, `warn` drops the field and says so,
    `keep` keeps the local value as a literal and says so.
    """

    name: str
    scheme: str | None
    rows: tuple[tuple[str, str], ...]
    unmapped: Literal["reject", "warn", "keep"] = "reject"
    fold: Literal["exact", "trim", "case"] = "trim"
    path: str | None = None
    lines: tuple[int, ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Omission:
    """`omit`: a column or path that is left out on purpose, and why."""

    path: str
    reason: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Mapping:
    """One mapping document, whole. `digest` is the SHA-256 of the document and its code tables."""

    file: str
    triples_maps: tuple[TriplesMap, ...]
    record: RecordDeclaration | None = None
    base: str | None = None
    codes: tuple[CodeTable, ...] = ()
    omissions: tuple[Omission, ...] = ()
    profiles: tuple[str, ...] = ()
    prefixes: tuple[tuple[str, str], ...] = ()
    digest: str = ""
    sources: tuple[LogicalSource, ...] = field(default=())
