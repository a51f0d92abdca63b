"""The mapping model: what YARRRML, RML and R2RML documents all become.

Frozen values, named as RML names them (https://w3id.org/rml/core/spec). Every element knows the line
that wrote it. Nothing here is resolved against data; `plan` does that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal

from interlingua.errors import Place
from interlingua.functions.codes import Fold, Policy, Table
from interlingua.functions.user import Library

TermType = Literal["iri", "uri", "unsafe-iri", "unsafe-uri", "literal", "blank"]
Formulation = Literal["csv", "json", "ndjson", "xlsx", "ods", "xml", "parquet", "sql", "sparql", "view"]
TABLES: Final = frozenset({"csv", "xlsx", "ods", "parquet", "sql", "sparql", "view"})
"""Formulations whose iterations are rows of cells under a header."""
TYPED: Final = frozenset({"parquet", "sql", "sparql", "view"})
"""Those of them whose cells know their natural datatype, and where "" is a value and None is none."""


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

    `function` and parameter names are full IRIs. `output` is rml:return: which of several results, by
    its IRI; None is the first.
    """

    function: str
    arguments: tuple[tuple[str, Expression], ...]
    place: Place | None = None
    output: str | None = None


Expression = Constant | Reference | Template | FunctionCall


@dataclass(frozen=True, slots=True)
class Description:
    """How something outside is reached, in another vocabulary's words: a thing of the web, a service.

    Kept so that a mapping can be converted without loss; what would have to reach it is refused.
    """

    types: tuple[str, ...]
    properties: tuple[tuple[str, Constant | Description], ...] = ()
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class TermMap:
    """rml:TermMap: an expression and how its values become RDF terms.

    `term_type` None means RML's default for the position: an IRI, or a literal for the object of a
    reference, a function, a language or a datatype. `gather` makes a collection or container of it,
    whose own name is the expression (a blank constant without value: a new node). `targets` are where
    every statement with this term goes, besides or instead of the main output (RML-IO).
    """

    expression: Expression
    term_type: TermType | None = None
    datatype: Expression | None = None
    language: Expression | None = None
    place: Place | None = None
    gather: Gather | None = None
    targets: tuple[LogicalTarget, ...] = ()


@dataclass(frozen=True, slots=True)
class Gather:
    """rml:gather (https://w3id.org/rml/cc/): the members of an RDF collection or container.

    `append` puts the values of one item behind those of the other; `cartesian` makes one collection
    for each combination.
    """

    items: tuple[TermMap | RefObjectMap, ...]
    kind: Literal["list", "bag", "seq", "alt"]
    strategy: Literal["append", "cartesian"] = "append"
    allow_empty: bool = False
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class LogicalTarget:
    """rml:LogicalTarget (https://w3id.org/rml/io/): a file that statements are exported to."""

    name: str
    path: str
    serialization: str = "nquads"
    compression: str | None = None
    encoding: str | None = None
    root: Literal["mapping", "working"] = "working"
    place: Place | None = None
    access: Description | None = None
    """What it is in place of a file."""


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
    namespaces: tuple[tuple[str, str], ...] = ()
    """Prefixes of XPath expressions."""
    view: LogicalView | None = None
    """What the source of formulation `view` is made of."""
    access: Description | None = None
    """What it is in place of a file or a database."""

    @property
    def tabular(self) -> bool:
        """Whether its iterations are rows of cells under a header."""
        return self.formulation in TABLES

    @property
    def physical(self) -> LogicalSource:
        """The source that is opened and read: itself, or the one at the bottom of its views."""
        return self if self.view is None else self.view.on.physical

    @property
    def typed(self) -> bool:
        """Whether its cells know their natural datatype; None, and not "", is a missing one."""
        return self.formulation in TYPED


AggregateKind = Literal["count", "sum", "min", "max", "first", "last", "exists", "list"]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """What a field of a grouped view makes of the rows of its group, those where `where` holds.

    `order` sorts them before the first, the last or a list is taken; without `expression` rows are meant.
    """

    kind: AggregateKind
    expression: Expression | None = None
    where: FunctionCall | None = None
    order: Expression | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """rml:Field (https://w3id.org/rml/lv/) of a logical view.

    An expression field has an `expression`, an iterable field an `iterator`; `formulation` is the one
    of the field's values where it differs from the parent's. Names of nested fields are joined by dots.
    Ours: `slots` make an iterable field of columns, once for each slot that has a value (`{slot}` in its
    fields' expressions is the slot's name); `condition` keeps the items where it holds; `aggregate` is of
    grouped views.
    """

    name: str
    expression: Expression | None = None
    iterator: str | None = None
    formulation: Formulation | None = None
    fields: tuple[Field, ...] = ()
    place: Place | None = None
    slots: tuple[str, ...] = ()
    condition: FunctionCall | None = None
    aggregate: Aggregate | None = None


@dataclass(frozen=True, slots=True)
class ViewJoin:
    """rml:leftJoin or rml:innerJoin of a view: the fields that it takes from the parent view's rows.

    `unmatched` (ours) tells of rows without a partner.
    """

    kind: Literal["left", "inner"]
    parent: LogicalView
    joins: tuple[Join, ...]
    fields: tuple[Field, ...]
    place: Place | None = None
    unmatched: Literal["warn"] | None = None


@dataclass(frozen=True, slots=True)
class LogicalView:
    """rml:LogicalView: a table of fields over a source, or over another view.

    Ours: `group` makes one row of all rows with the same values; `condition` keeps the rows where it holds.
    """

    name: str
    on: LogicalSource
    fields: tuple[Field, ...]
    joins: tuple[ViewJoin, ...] = ()
    place: Place | None = None
    group: tuple[Expression, ...] = ()
    condition: FunctionCall | None = None


@dataclass(frozen=True, slots=True)
class Lookup:
    """`lookups`: what another source says of a key; used as `il:lookup(table=NAME, key=$(x))`.

    `unmapped` is the policy for a key that is not there: refuse the record, warn, or say nothing.
    """

    name: str
    source: LogicalSource
    key: tuple[Expression, ...]
    value: Expression
    unmapped: Literal["reject", "warn", "null"] = "warn"
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
    class_places: tuple[Place | None, ...] = field(default=(), compare=False)
    """Where each of the classes is written, where that is known."""

    @property
    def links(self) -> tuple[RefObjectMap, ...]:
        """Every link to another triples map, also those among the members of a collection."""
        waiting: list[TermMap | RefObjectMap] = [self.subject]
        waiting += [thing for rule in self.predicate_objects for thing in rule.objects]
        found: list[RefObjectMap] = []
        while waiting:
            thing = waiting.pop(0)
            if isinstance(thing, RefObjectMap):
                found.append(thing)
            elif thing.gather is not None:
                waiting = [*thing.gather.items, *waiting]
        return tuple(found)


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

    `rows` maps the folded local value to the full IRI of the code, to "" where it says nothing, or, with `texts`,
    to a text. Several `inputs` (columns) of a row stand in one text, with functions.codes.BETWEEN between them.
    `unmapped` is the policy for a value that is not there: `reject` refuses the record, `warn` drops the
    field and says so, `keep` keeps the local value as a literal and says so, `omit` drops it for a `reason`.
    """

    name: str
    scheme: str | None
    rows: tuple[tuple[str, str], ...]
    unmapped: Policy = "reject"
    fold: Fold = "trim"
    path: str | None = None
    lines: tuple[int, ...] = ()
    place: Place | None = None
    inputs: tuple[str, ...] = ("value",)
    periods: tuple[tuple[str, str], ...] = ()
    """From when and to when each row holds, "" where it says none; empty where no row does."""
    default: str | None = None
    """For a value that is not there."""
    empty: str | None = None
    """For a missing value."""
    numeric: bool = False
    """Whether 1, 01 and 1.0 are the same."""
    reason: str | None = None
    """Why `unmapped: omit` leaves values out."""
    texts: bool = False
    repeated: tuple[int, ...] = ()
    """Lines of the file whose row only says what another one says."""

    def table(self) -> Table:
        """The table as functions look values up in it."""
        return Table(
            self.name,
            self.rows,
            len(self.inputs),
            self.periods,
            self.unmapped,
            self.fold,
            self.numeric,
            self.default,
            self.empty,
            self.reason,
        )


@dataclass(frozen=True, slots=True)
class Omission:
    """`omit`: a column or path that is left out on purpose, and why."""

    path: str
    reason: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """`authors`: who wrote the mapping; a WebID or a name, with an address and a page where given."""

    name: str | None = None
    iri: str | None = None
    email: str | None = None
    website: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """`tests`: an input and what must come of it, written inside the mapping.

    `inputs` are (source, text, file): the text itself, or a file beside the mapping; "" is the only
    source. `expected` is Turtle under the mapping's prefixes, `expected_file` RDF beside the mapping;
    with `partial` it must be among what comes. `refused` are the codes of the refused records, in order.
    """

    name: str
    inputs: tuple[tuple[str, str | None, str | None], ...]
    expected: str | None = None
    expected_file: str | None = None
    partial: bool = False
    refused: tuple[str, ...] = ()
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
    library: Library | None = None
    """The mapping's own functions, where somebody allowed them."""
    lookups: tuple[Lookup, ...] = ()
    authors: tuple[Author, ...] = ()
    tests: tuple[Example, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    """The document's keys that RML has no words for, each with its value as JSON: what conversion writes."""
    places: tuple[tuple[str, Place], ...] = field(default=(), compare=False)
    """Where parts without a place of their own are written: `prefixes/sp`, `profiles/core`."""
