"""What is wrong in a mapping before any record exists: terms, codes, kinds of values, columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Dict
from difflib import SequenceMatcher, get_close_matches
from itertools import zip_longest
from typing import Literal, Protocol

from interlingua.errors import Diagnostic, Place, Severity
from interlingua.plan.headers import Nearby
from interlingua.rdf.namespaces import CODE, IL, PREFIXES, RDF, SP, XSD
from interlingua.rml.model import (
    CodeTable,
    Constant,
    Expression,
    FunctionCall,
    Mapping,
    PredicateObjectMap,
    RefObjectMap,
    Template,
    TermMap,
    TriplesMap,
)
from interlingua.shacl.checks import short
from interlingua.shacl.code_rows import line_place, row_findings
from interlingua.shacl.columns import column_findings
from interlingua.shacl.things import Domains, thing_findings
from interlingua.vocabulary import Vocabulary, suggest

_KIND_WORDS = {
    "class": "a class", "object": "a property", "datatype": "a property", "annotation": "a property",
    "code": "a code", "scheme": "a code list",
}  # fmt: skip
_PROPERTIES = ("object", "datatype", "annotation")
_OURS = ("sp", "code", "il")
_LIKE = 0.85
"""How like our namespace another one is that was hardly meant to be another."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_DATATYPES = frozenset(
    "anyURI base64Binary boolean byte date dateTime dateTimeStamp dayTimeDuration decimal double duration float "  # noqa: SIM905
    "gDay gMonth gMonthDay gYear gYearMonth hexBinary int integer language long Name NCName negativeInteger "
    "NMTOKEN nonNegativeInteger nonPositiveInteger normalizedString positiveInteger short string time token "
    "unsignedByte unsignedInt unsignedLong unsignedShort yearMonthDuration".split()
)
"""XSD 1.1 part 2, the datatypes that RDF 1.1 Concepts, section 5.1, admits."""


class Terms(Domains, Protocol):
    """What a check of a mapping wants of the vocabulary."""

    def terms(self) -> Iterable[str]:
        """The IRIs of all terms, for "did you mean"."""

    def codes_of(self, scheme: str) -> Iterable[str]:
        """The codes of a scheme (its IRI)."""

    def deprecation(self, iri: str) -> str | None:
        """One sentence on what to use instead, if the term is deprecated."""


def mapping_findings(
    mapping: Mapping,
    vocabulary: Terms,
    columns: Dict[str, Sequence[str] | None] | None = None,
    nearby: Nearby | None = None,
) -> list[Diagnostic]:
    """Everything that can be said of a mapping without its data, in the order of its lines.

    `columns` gives the headers of tabular sources by their names, `nearby` what other rows of one would name. Errors have severity `violation`.
    """
    check = _Check(mapping, vocabulary)
    found = [
        *check.prefixes(),
        *check.terms(),
        *check.tables(),
        *column_findings(mapping, columns or {}, nearby),
        *thing_findings(mapping, vocabulary),
    ]
    unique = {(f.code, f.message, f.place): f for f in found}
    return sorted(unique.values(), key=_line)


def _line(finding: Diagnostic) -> tuple[str, int, int]:
    place = finding.place or Place()
    return (place.file or "", place.line or 0, place.column or 0)


def _finding(
    code: str, message: str, place: Place | None, *, hint: str | None = None, severity: Severity = "violation"
) -> Diagnostic:
    return Diagnostic(code, message, severity, place=place, mapping=place, hint=hint)


class _Check:
    """One mapping against one vocabulary."""

    def __init__(self, mapping: Mapping, vocabulary: Terms) -> None:
        self.mapping, self.vocabulary = mapping, vocabulary
        self.used: set[str] = set()
        self._known: tuple[str, ...] | None = None

    def prefixes(self) -> Iterator[Diagnostic]:
        for prefix, namespace in self.mapping.prefixes:
            usual = PREFIXES.get(prefix)
            if usual is not None and usual != namespace:
                ours = prefix in _OURS and SequenceMatcher(None, usual, namespace).ratio() > _LIKE
                yield _finding(
                    "IL-M003", f"The prefix {prefix!r} is bound to another namespace than usual.",
                    dict(self.mapping.places).get(f"prefixes/{prefix}", Place(self.mapping.file)),
                    hint=f"It is usually <{usual}>.", severity="violation" if ours else "warning",
                )  # fmt: skip

    def terms(self) -> Iterator[Diagnostic]:
        for tm in self.mapping.triples_maps:
            for iri, place in zip_longest(tm.classes, tm.class_places):
                yield from self._term(iri, place or tm.place, ("class",))
            yield from _each(tm)
            yield from self._relative(tm)
            for term in (tm.subject, *tm.graphs):
                yield from self._expression(term.expression, term.place or tm.place)
            if tm.condition is not None:
                yield from self._expression(tm.condition, tm.place)
            for rule in tm.predicate_objects:
                yield from self._rule(rule, tm)
        record = self.mapping.record
        for part in record.key if record else ():
            yield from self._expression(part, record.place if record else None)

    def _rule(self, rule: PredicateObjectMap, tm: TriplesMap) -> Iterator[Diagnostic]:
        place = rule.place or tm.place
        if rule.condition is not None:
            yield from self._expression(rule.condition, place)
        for graph in rule.graphs:
            yield from self._expression(graph.expression, graph.place or place)
        predicates = [p.expression for p in rule.predicates]
        for predicate in predicates:
            if isinstance(predicate, Constant):
                yield from self._term(predicate.value, place, _PROPERTIES)
            else:
                yield from self._expression(predicate, place)
        for thing in rule.objects:
            where = thing.place or place
            if isinstance(thing, TermMap):
                yield from self._object(thing, where, predicates)
            for predicate in predicates:
                if isinstance(predicate, Constant):
                    yield from self._kind(predicate.value, thing, where)

    def _object(
        self, term: TermMap, place: Place | None, predicates: list[Expression]
    ) -> Iterator[Diagnostic]:
        if isinstance(term.expression, Constant) and term.expression.kind == "iri":
            is_type = any(isinstance(p, Constant) and p.value == RDF + "type" for p in predicates)
            yield from self._term(term.expression.value, place, ("class",) if is_type else None)
        else:
            yield from self._expression(term.expression, place)

    def _expression(self, expression: Expression, place: Place | None) -> Iterator[Diagnostic]:
        """Constants of ours inside a call; which code tables it reads."""
        if isinstance(expression, Constant) and expression.kind == "iri":
            yield from self._term(expression.value, place, None)
        elif isinstance(expression, FunctionCall):
            for name, argument in expression.arguments:
                if name == IL + "table" and isinstance(argument, Constant):
                    self.used.add(argument.value)
                yield from self._expression(argument, expression.place or place)

    def _term(self, iri: str, place: Place | None, kinds: tuple[str, ...] | None) -> Iterator[Diagnostic]:
        if not iri.startswith(SP) or iri == SP:
            return
        kind = self.vocabulary.kind_of(iri)
        if kind is None:
            yield _finding(
                "IL-M009" if iri.startswith(CODE) else "IL-M008", f"{short(iri)} is not in the vocabulary.", place,
                hint=self._near(iri, kinds),
            )  # fmt: skip
        elif kinds is not None and kind not in kinds:
            wanted = "a class" if "class" in kinds else "a property"
            yield _finding(
                "IL-M008", f"{short(iri)} is {_KIND_WORDS[kind]}, where {wanted} is needed.", place,
                hint=self._near(iri, kinds) or f"Name {wanted}; docs/vocabulary.md lists them.",
            )  # fmt: skip
        elif (instead := self.vocabulary.deprecation(iri)) is not None:
            yield _finding("IL-M008", f"{short(iri)} is deprecated.", place, hint=instead, severity="warning")

    def _near(self, iri: str, kinds: tuple[str, ...] | None) -> str | None:
        if self._known is None:
            self._known = tuple(self.vocabulary.terms())
        known = [t for t in self._known if kinds is None or self.vocabulary.kind_of(t) in kinds]
        folded = [t for t in known if t.casefold() == iri.casefold()]
        local = {t[len(SP) :]: t for t in known}
        near = folded or (
            suggest(self.vocabulary, iri, among=known, limit=1)
            if isinstance(self.vocabulary, Vocabulary)
            else []
        )
        near = near or [local[n] for n in get_close_matches(iri[len(SP) :], local, 1, 0.7)]
        return f"Did you mean {short(near[0])}?" if near else None

    def _kind(
        self, predicate: str, thing: TermMap | RefObjectMap, place: Place | None
    ) -> Iterator[Diagnostic]:
        kind = self.vocabulary.kind_of(predicate) if predicate.startswith(SP) else None
        if isinstance(thing, TermMap):
            yield from _datatype(thing, place)
        made = _made(thing)
        if kind == "datatype" and made == "iri":
            text = f"{short(predicate)} takes a text, number or date; here it gets an IRI."
            yield _finding("IL-M015", text, place, hint="Map a reference, or use another property.")
        elif kind == "object" and made == "literal":
            text = f"{short(predicate)} points to a thing or a code; here it gets a text."
            yield _finding("IL-M015", text, place, hint="Use il:iri(...), il:code(...) or ~iri.")

    def _relative(self, tm: TriplesMap) -> Iterator[Diagnostic]:
        """A subject that is an IRI only behind a base, which nobody wrote: each deployment has another."""
        expression = tm.subject.expression
        if self.mapping.base or tm.base or tm.subject.term_type == "blank":
            return
        if (
            isinstance(expression, Template)
            and isinstance(first := expression.parts[0], str)
            and not (_SCHEME.match(first))
        ):
            yield _finding(
                "IL-M012", "The subject is a relative IRI, and the mapping has no `base`.",
                tm.subject.place or tm.place, severity="warning",
                hint="Add `base: https://...` to the mapping, or write a prefix in front.",
            )  # fmt: skip

    def tables(self) -> Iterator[Diagnostic]:
        for table in self.mapping.codes:
            yield from self._table(table)
            if table.name not in self.used:
                yield _finding(
                    "IL-M017",
                    f"The code table {table.name!r} is never used.",
                    table.place,
                    severity="warning",
                )

    def _table(self, table: CodeTable) -> Iterator[Diagnostic]:
        codes: set[str] | None = None
        if table.scheme is not None:
            scheme = table.scheme if "://" in table.scheme else CODE + table.scheme
            codes = set(self.vocabulary.codes_of(scheme))
            if not codes:
                lists = sorted(
                    t[len(CODE) :] for t in self.vocabulary.terms() if self.vocabulary.kind_of(t) == "scheme"
                )
                near = get_close_matches(table.scheme, lists, 1)
                yield _finding(
                    "IL-M009", f"There is no code list {table.scheme!r}.", table.place,
                    hint=f"Did you mean {near[0]!r}?" if near else f"The lists: {', '.join(lists)}.",
                )  # fmt: skip
                codes = None
        for number, (_local, iri) in enumerate(table.rows):
            if iri and not table.texts:
                yield from self._code(table, codes, iri, _row_place(table, number))
        for other in (table.default, table.empty):
            if other and not table.texts:
                yield from self._code(table, codes, other, table.place)
        yield from row_findings(table)

    def _code(
        self, table: CodeTable, codes: set[str] | None, iri: str, place: Place | None
    ) -> Iterator[Diagnostic]:
        if codes is None or iri in codes or not iri.startswith(SP):
            if iri.startswith(SP) and (codes is not None or table.scheme is None):
                yield from self._term(iri, place, None)
            return
        notations = {code.rsplit("/", 1)[-1]: code for code in codes}
        notation = iri.rsplit("/", 1)[-1]
        # Only a slip of the pen is guessed at: `redeemed` looks like `rejected` and means the opposite.
        near = get_close_matches(notation, notations, 1, 0.8)
        guess = f"Did you mean {near[0]!r}? " if near else ""
        shown = ", ".join(sorted(notations)[:15]) + (", ..." if len(notations) > 15 else "")
        yield _finding(
            "IL-M009", f"{notation!r} is not a code of the list {table.scheme!r}.", place,
            hint=f"{guess}Its codes: {shown}.",
        )  # fmt: skip


def _each(tm: TriplesMap) -> Iterator[Diagnostic]:
    if tm.each is not None and tm.source.formulation in ("csv", "xlsx", "ods"):
        yield _finding(
            "IL-M006", f"`each` reads inside a record of JSON or XML; a row of {tm.source.name!r} has no inside.",
            tm.place, hint="Leave `each` out, or make a view with `slots` or a split cell.",
        )  # fmt: skip


def _datatype(thing: TermMap, place: Place | None) -> Iterator[Diagnostic]:
    """A datatype of XML Schema that there is not."""
    own = thing.datatype
    iri = own.value if isinstance(own, Constant) else None
    if iri is None and isinstance(thing.expression, Constant):
        iri = thing.expression.datatype
    if iri is None or not iri.startswith(XSD) or (name := iri[len(XSD) :]) in _DATATYPES:
        return
    near = get_close_matches(name, _DATATYPES, 1)
    yield _finding(
        "IL-M008", f"xsd:{name} is no datatype of XML Schema.", place,
        hint=f"Did you mean xsd:{near[0]}?" if near else "xsd:string, xsd:integer, xsd:decimal, xsd:date ...",
    )  # fmt: skip


def _row_place(table: CodeTable, number: int) -> Place | None:
    return line_place(table, table.lines[number]) if number < len(table.lines) else table.place


def _made(thing: TermMap | RefObjectMap) -> Literal["iri", "literal", "other"]:
    """What kind of term an object map makes, by its own word or RML's default."""
    if isinstance(thing, RefObjectMap):
        return "iri"
    if thing.term_type is not None:
        return "literal" if thing.term_type == "literal" else "other" if thing.term_type == "blank" else "iri"
    expression = thing.expression
    if isinstance(expression, Constant):
        return "iri" if expression.kind == "iri" else "literal" if expression.kind == "literal" else "other"
    if isinstance(expression, FunctionCall) and expression.function in (
        IL + "iri",
        IL + "code",
        IL + "gap",
        IL + "ticked",
    ):
        return "iri"
    if isinstance(expression, Template) and thing.datatype is None and thing.language is None:
        return "iri"
    return "literal"
