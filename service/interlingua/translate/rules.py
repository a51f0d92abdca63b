"""Rules: from subject groups and predicate-object maps to the lines that append statements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from interlingua.errors import MappingError
from interlingua.functions import lookup
from interlingua.plan.build import HasSuperclasses, close_classes
from interlingua.plan.model import SubjectGroup, bare, map_references, references, rule_references
from interlingua.plan.paths import path_of
from interlingua.rdf.namespaces import RDF, RML
from interlingua.rml.model import (
    Constant,
    Expression,
    FunctionCall,
    PredicateObjectMap,
    Reference,
    RefObjectMap,
    TermMap,
    TriplesMap,
)
from interlingua.shacl.fragments import RecordCheck
from interlingua.translate import checks as ck
from interlingua.translate.collections import EXPORTED, FIELD
from interlingua.translate.gathers import Tell, site
from interlingua.translate.joins import parent_terms
from interlingua.translate.pool import Piece, Var
from interlingua.translate.terms import Term, opened
from interlingua.translate.values import truth
from interlingua.translate.writer import Writer

_DEFAULT_GRAPHS = {
    RML + "defaultGraph",
    "http://www.w3.org/ns/r2rml#defaultGraph",
    "http://semweb.mmlab.be/ns/rml#defaultGraph",
}


class GroupWriter:
    """Writes everything that one subject group says in one iteration."""

    def __init__(
        self,
        w: Writer,
        group: SubjectGroup,
        checks: Sequence[RecordCheck],
        vocabulary: HasSuperclasses | None,
    ) -> None:
        self.w, self.group, self.vocabulary = w, group, vocabulary
        self.base = group.base or w.shared.base
        w.group = group
        self.counted = ck.gathered(checks)
        for tm in group.maps:
            for rule in tm.predicate_objects:
                self._survey(tm, rule)

    def _survey(self, tm: TriplesMap, rule: PredicateObjectMap) -> None:
        for predicate in rule.predicates:
            value = predicate.expression
            counted = self.counted.get(value.value) if isinstance(value, Constant) else None
            if counted is None:
                continue
            counted.rules += len(rule.objects)
            counted.place = counted.place or rule.place
            counted.references = counted.references or rule_references(rule)
            conditional = self._own_condition(tm) is not None or rule.condition is not None
            if counted.rules > 1 or conditional or any(self._may_repeat(thing) for thing in rule.objects):
                counted.simple = False

    def _may_repeat(self, thing: TermMap | RefObjectMap) -> bool:
        if isinstance(thing, RefObjectMap) or thing.gather is not None:
            return True
        parts = (thing.expression, thing.datatype, thing.language)
        return any(self._repeats(part) for part in parts if part is not None)

    def _repeats(self, expression: Expression) -> bool:
        if isinstance(expression, FunctionCall):
            function = lookup(expression.function)
            if (function is not None and function.returns == "list") or any(
                self._repeats(value) for _, value in expression.arguments
            ):
                return True
        source = self.w.stream.source
        return not self.w.tabular and any(not path_of(source, r.path).single for r in references(expression))

    def _own_condition(self, tm: TriplesMap) -> FunctionCall | None:
        """The condition of one map, where the group does not have it as a whole."""
        return None if self.group.condition is not None else tm.condition

    def write(self) -> None:
        """The lines of the group: conditions first, so that nothing else is at fault where they fail."""
        maps = self.group.maps
        if self.group.condition is not None:
            conditions = [truth(self.w, self.group.condition)]
        elif all(tm.condition is not None for tm in maps):
            any_of = [truth(self.w, tm.condition) for tm in maps if tm.condition is not None]
            conditions = [" or ".join(f"({test})" for test in any_of)]
        else:
            conditions = []
        with self._guarded(conditions):
            self._subject()

    def _subject(self) -> None:
        w = self.w
        graphs = tuple(dict.fromkeys(graph for tm in self.group.maps for graph in tm.graphs or (_DEFAULT,)))
        tell = self._teller(self.group.subject, graphs)
        with opened(w, self.group.subject, "subject", self.base, tell) as subject:
            variables = [piece for piece in subject.pieces if isinstance(piece, Var)]
            if len(variables) > 1 or any(v.call for v in variables):
                name = w.fresh("S")
                guard = " and ".join(subject.guards)
                whole = w.body.joined(subject.pieces)
                w.body.line(f"{name} = {whole} if {guard} else None" if guard else f"{name} = {whole}")
                subject.pieces = [Var(name)]
            with self._guarded(subject.guards):
                self._inside(subject)
            if subject.guards and not subject.looped and not w.clean:
                self._tell_loss()

    def _tell_loss(self) -> None:
        """What is there beside an absent subject is left out, and told: nothing is dropped in silence.

        Only where a mapping declares records: RML itself says of a null subject that it "generates no
        RDF triples". Cells that other subjects read are not lost.
        """
        w, plan = self.w, self.w.shared.plan
        if plan.record is None:
            return
        others = (g for g in plan.subjects if g is not self.group and not self._falls_with(g))
        elsewhere = frozenset[Reference]().union(*(self._reads(g)[1] for g in others))
        lost: dict[Reference, Reference] = {}
        for tm in self.group.maps:
            for rule in tm.predicate_objects:
                for r in rule_references(rule):
                    if not r.outside and bare(r) not in elsewhere:
                        lost.setdefault(bare(r), r)
        if not lost:
            return
        fault = w.fault(
            "IL-R017", "It belongs to a thing whose key is empty, so it was left out.",
            self.group.subject.place, tuple(lost.values()), severity="warning",
        )  # fmt: skip
        with w.scope("else"):
            names = [w.load(r).name if w.tabular else w.raw(r) for r in lost.values()]
            w.body.line(f"if {' or '.join(names)}: F.append(({fault}, None, None, i))")

    def _falls_with(self, other: SubjectGroup) -> bool:
        """Whether that subject is absent where this one is: of the same elements, by a key that holds this one's."""
        same = self.group.each is not None and other.each == self.group.each
        return same and self._reads(self.group)[0] <= self._reads(other)[0]

    def _reads(self, group: SubjectGroup) -> tuple[frozenset[Reference], frozenset[Reference]]:
        """What a group reads for its subject, and in all; found once for all groups."""
        known = self.w.shared.reads
        if group.index not in known:
            whole = frozenset(bare(r) for tm in group.maps for r in map_references(tm))
            known[group.index] = (frozenset(bare(r) for r in references(group.subject)), whole)
        return known[group.index]

    @contextmanager
    def _guarded(self, guards: Sequence[str]) -> Iterator[None]:
        if guards:
            with self.w.scope(f"if {' and '.join(guards)}"):
                yield
        else:
            yield

    def _inside(self, subject: Term) -> None:
        w = self.w
        for counted in self.counted.values():
            if ck.needs_count(counted):
                counted.variable = w.fresh("c")
                w.body.line(f"{counted.variable} = set()")
        said: set[tuple[str, str]] = set()
        for tm in self.group.maps:
            condition = self._own_condition(tm)
            conditions = [truth(w, condition)] if condition is not None else []
            with self._guarded(conditions):
                fresh = said if not conditions else set()
                for iri in close_classes(tm.classes, self.vocabulary):
                    self._class(tm, subject, iri, fresh)
                for rule in tm.predicate_objects:
                    self._rule(tm, rule, subject)
        for counted in self.counted.values():
            for line in ck.count_lines(w, counted):
                w.body.line(line)

    def _class(self, tm: TriplesMap, subject: Term, iri: str, said: set[tuple[str, str]]) -> None:
        term = Term("iri", [f"<{iri}>"], constant=f"<{iri}>")
        predicate = Term("iri", [f"<{RDF}type>"], constant=f"<{RDF}type>")
        key = (iri, repr(tm.graphs))
        if key not in said:
            said.add(key)
            self._statement(subject, predicate, term, tm.graphs)

    def _rule(self, tm: TriplesMap, rule: PredicateObjectMap, subject: Term) -> None:
        conditions = [truth(self.w, rule.condition)] if rule.condition is not None else []
        graphs = tuple(dict.fromkeys((*tm.graphs, *rule.graphs)))
        gathers = [thing for thing in rule.objects if isinstance(thing, TermMap) and thing.gather is not None]
        with self._guarded(conditions):
            for ptm in rule.predicates:
                for thing in rule.objects:
                    if thing in gathers:
                        continue
                    with ExitStack() as stack:
                        predicate = stack.enter_context(
                            opened(self.w, ptm, "predicate", self.base, self._teller(ptm, graphs))
                        )
                        if isinstance(thing, RefObjectMap):
                            for obj in parent_terms(self.w, stack, self.group, thing):
                                self._value(subject, predicate, obj, graphs)
                        else:
                            obj = stack.enter_context(opened(self.w, thing, "object", self.base))
                            if obj.place is None:
                                obj.place = rule.place
                            self._value(subject, predicate, obj, graphs)
            for gather in gathers:
                self._collection(rule, gather, subject, graphs)

    def _collection(
        self, rule: PredicateObjectMap, tm: TermMap, subject: Term, graphs: tuple[TermMap, ...]
    ) -> None:
        """The object of all predicates is one collection; what it holds is said once."""
        w = self.w
        tell = self._teller(tm, graphs, subject, *rule.predicates)
        with opened(w, tm, "object", self.base, tell) as obj:
            obj.place = obj.place or rule.place
            for ptm in rule.predicates:
                with opened(w, ptm, "predicate", self.base) as predicate:
                    self._value(subject, predicate, obj, graphs)

    def _teller(self, tm: TermMap, graphs: tuple[TermMap, ...], *others: Term | TermMap) -> Tell | None:
        """What writes the lines that say what a collection holds, in each graph of its statements."""
        if tm.gather is None:
            return None
        w = self.w
        name = w.pool.constant(site(w, tm))
        targets = [*w.targets_of(tm)]
        for other in others:
            targets += other.targets if isinstance(other, Term) else w.targets_of(other)

        def tell(made: str) -> None:
            for graph in graphs or (_DEFAULT,):
                where = w.pool.constant(numbers([*targets, *w.targets_of(graph)]))
                if _is_default(graph):
                    w.body.line(f"t += statements({made}, '', {where}, {name}, i, number)")
                    continue
                w.shared.quads = True
                self._check_targets([*targets, *w.targets_of(graph)], graph)
                with opened(w, graph, "graph", self.base) as term, self._guarded(term.guards):
                    written = w.body.joined(term.pieces)
                    w.body.line(f"t += statements({made}, {written}, {where}, {name}, i, number)")

        return tell

    def _value(self, subject: Term, predicate: Term, obj: Term, graphs: tuple[TermMap, ...]) -> None:
        w = self.w
        counted = self.counted.get(predicate.constant[1:-1]) if predicate.constant else None
        guards = [g for g in (*predicate.guards, *obj.guards) if g not in subject.guards]
        if counted is None:
            self._statement(subject, predicate, obj, graphs)
            return
        lines = ck.value_lines(w, counted, obj)
        if counted.variable is not None:
            lines.append(f"{counted.variable}.add({w.body.joined(obj.pieces)})")
        missing = counted.of("minCount") if counted.variable is None else []
        missing = [c for c in missing if c.parameter != 0]
        if not lines and not (missing and guards):
            self._statement(subject, predicate, obj, graphs)
            return
        with self._guarded(guards):
            for line in lines:
                w.body.line(line)
            bare = (
                Term("iri", predicate.pieces, targets=predicate.targets),
                Term(obj.kind, obj.pieces, targets=obj.targets, scoped=obj.scoped),
            )
            self._statement(subject, *bare, graphs)
        if missing and guards:
            with w.body.block("else"):
                for check in missing:
                    held = obj.references or counted.references
                    w.body.line(ck.noted(w, check, obj.place or counted.place, held, "None"))

    def _statement(self, subject: Term, predicate: Term, obj: Term, graphs: tuple[TermMap, ...]) -> None:
        w = self.w
        guards = [g for g in dict.fromkeys((*predicate.guards, *obj.guards)) if g not in subject.guards]
        targets = [*subject.targets, *predicate.targets, *obj.targets]
        core: list[Piece] = [*subject.pieces, " ", *predicate.pieces, " ", *obj.pieces]
        for graph in graphs or (_DEFAULT,):
            if _is_default(graph):
                w.body.emit(guards, [*_export([*targets, *w.targets_of(graph)]), *core, " .\n"])
                continue
            w.shared.quads = True
            with opened(w, graph, "graph", self.base) as term:
                self._check_targets([*targets, *term.targets], graph)
                inside = core
                if subject.scoped or obj.scoped:
                    inside = [
                        *self._scoped(subject, term), " ", *predicate.pieces, " ", *self._scoped(obj, term),
                    ]  # fmt: skip
                start = _export([*targets, *term.targets])
                w.body.emit([*guards, *term.guards], [*start, *inside, " ", *term.pieces, " .\n"])

    def _scoped(self, node: Term, graph: Term) -> list[Piece]:
        """The term in one named graph."""
        if not node.scoped:
            return node.pieces
        name = self.w.fresh("h")
        joined = self.w.body.joined
        self.w.body.line(f"{name} = scoped({joined(node.pieces)}, {joined(graph.pieces)})")
        return [Var(name)]

    def _check_targets(self, targets: Sequence[int], graph: TermMap) -> None:
        for number in targets:
            target = self.w.shared.targets[number]
            if target.serialization not in GRAPHS:
                raise MappingError(
                    "IL-M010",
                    f"The target {target.path!r} is {target.serialization}, which holds no named graph.",
                    place=graph.place,
                    hint="Give it formats:N-Quads, formats:TriG or formats:JSON-LD.",
                )


_DEFAULT = TermMap(Constant(RML + "defaultGraph", "iri"))
GRAPHS = frozenset({"nquads", "trig", "jsonld"})
"""Serialisations that hold named graphs."""


def _is_default(graph: TermMap) -> bool:
    value = graph.expression
    return isinstance(value, Constant) and value.value in _DEFAULT_GRAPHS


def _export(targets: Sequence[int]) -> list[Piece]:
    """What starts a statement that goes to targets; nothing where it goes to the main output."""
    return [f"{EXPORTED}{numbers(targets)}{FIELD}"] if targets else []


def numbers(targets: Sequence[int]) -> str:
    """Numbers of targets as text, each once: "the RDF triple is written only once to the target" (RML-IO)."""
    return ",".join(str(number) for number in sorted(set(targets)))
