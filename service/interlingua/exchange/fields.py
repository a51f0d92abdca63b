"""Fields that a mapping names and its JSON lacks, and fields of which the mapping says nothing.

JSON has no header, so the first records stand for one. What is absent from them may come later: that is why
a name that occurs nowhere is a warning, and an error only where it leaves no record at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from typing import Any, Literal

from interlingua.documents import resolve
from interlingua.errors import Diagnostic, Place, Severity
from interlingua.exchange.names import Trail, close, listed, pointers, trail_of, trails, written
from interlingua.jsonpath import WILDCARD, Path, enclosing
from interlingua.plan.model import map_references, references
from interlingua.plan.paths import parse_path
from interlingua.rdf.namespaces import IL
from interlingua.rml import model as rml

_ASKS = frozenset({f"{IL}present", f"{IL}absent", f"{IL}coalesce"})
_NEEDS = frozenset({f"{IL}present", f"{IL}equal", f"{IL}contains"})
Found = Literal["value", "list", "objects", "nothing", "unknown"]


@dataclass(frozen=True, slots=True)
class Sample:
    """The first records of one JSON source. `alone`: no other source of the mapping reads the same file."""

    source: rml.LogicalSource
    rows: Sequence[Any]
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Scope:
    """Where references are looked up: in the records, or in the elements that an `each` selects in them.

    An item is its pointer, the element, and the record around it, in which references lead somewhere.
    """

    each: str | None
    items: tuple[tuple[str, Any, Any], ...]


class Fields:
    """One mapping against the first records of one of its sources."""

    def __init__(self, mapping: rml.Mapping, sample: Sample) -> None:
        self.mapping, self.sample = mapping, sample
        self.maps = [tm for tm in mapping.triples_maps if _same(tm.source, sample.source)]
        self._rows = Scope(None, tuple(("", row, row) for row in sample.rows))
        self._places = dict(mapping.places)
        self._scopes: dict[str, Scope] = {}
        self._lists: set[str] = set()
        self._looked: dict[tuple[str | None, str], tuple[Found, frozenset[Trail]]] = {}

    def _each_place(self, tm: rml.TriplesMap) -> Place | None:
        return self._places.get(f"each/{tm.name}", tm.place)

    # -- for `mapping check` ---------------------------------------------------------------------

    def findings(self) -> Iterator[Diagnostic]:
        """Paths that occur in no record, lists taken for elements, leaves neither mapped nor omitted."""
        seen: set[tuple[str | None, str]] = set()
        for tm in self.maps:
            wrong = self._each_fault(tm)
            if wrong is not None and (tm.each or "", "each") not in seen:
                seen.add((tm.each or "", "each"))
                yield warning("IL-M005", wrong[0], self._each_place(tm), wrong[1])
        for scope, reference in self._reads():
            name = (scope.each, reference.path)
            if name not in seen and (wrong := self._fault(scope, reference)) is not None:
                seen.add(name)
                yield warning("IL-M005", wrong[0], reference.place, wrong[1])
        yield from self._unread()

    def _reads(self) -> Iterator[tuple[Scope, rml.Reference]]:
        """Every reference into this source, with where it is looked up."""
        for tm in self.maps:
            for reference in map_references(tm):
                yield self._scope(tm, reference), reference
        for tm in self.mapping.triples_maps:
            for link in tm.links:
                for join in link.joins:
                    for parent in (m for m in self.maps if m.name == link.parent):
                        for reference in references(join.parent):
                            yield self._scope(parent, reference), reference
        record = self.mapping.record
        if record is not None and _same(record.source, self.sample.source):
            for part in record.key:
                for reference in references(part):
                    yield self._rows, reference

    def _scope(self, tm: rml.TriplesMap, reference: rml.Reference | None = None) -> Scope:
        if tm.each is None or (reference is not None and reference.up):
            return self._rows
        if reference is not None and reference.around:
            return self._around(tm, reference.around)
        if tm.each not in self._scopes:
            path = parse_path(tm.each, self._each_place(tm))
            nodes = [(*node, row) for row in self.sample.rows for node in path.nodes(row)]
            self._lists |= {tm.each} if any(item.__class__ is list for _, item, _ in nodes) else set()
            items = ((*inner, row) for at, item, row in nodes for inner in _elements(at, item))
            self._scopes[tm.each] = Scope(tm.each, tuple(items))
        return self._scopes[tm.each]

    def _around(self, tm: rml.TriplesMap, count: int) -> Scope:
        """The objects around the elements of an `each`."""
        name = f"{tm.each} {'<' * count}"
        if name not in self._scopes:
            path = parse_path(tm.each or "", tm.place)
            found = (
                (*enclosing(row, at, count), row) for row in self.sample.rows for at, _ in path.nodes(row)
            )
            self._scopes[name] = Scope(name, tuple(found))
        return self._scopes[name]

    def _each_fault(self, tm: rml.TriplesMap) -> tuple[str, str] | None:
        """What is wrong with the elements that a triples map runs for: message and hint."""
        if tm.each is None or tm.rare or not self.sample.rows:
            return None
        items = self._scope(tm).items
        if tm.each in self._lists:
            hint = f'Write `each: "{tm.each}[*]"` for its elements.'
            return f"`each` of {tm.name!r} ({tm.each}) selects a list, not its elements.", hint
        path = parse_path(tm.each)
        if items or starved(path, self.sample.rows) or self._tail_elsewhere(path):
            return None
        hint = nearest(path, self.sample.rows, root=tm.each.strip().startswith("$"))
        return f"`each` of {tm.name!r} ({tm.each}) finds nothing in {self._these}.", hint

    def _fault(self, scope: Scope, reference: rml.Reference) -> tuple[str, str] | None:
        found, _ = self._look(scope, reference.path)
        if scope.each is not None and self._elsewhere(reference):
            return None
        name = f"$({'^' * reference.up}{reference.path})"
        if found == "objects" and id(reference) not in self._asked:
            hint = "Name a field inside it."
            return f"{name} is an object (or a list of them) in {self._these}, never a value.", hint
        if found != "nothing" or reference.optional:
            return None
        path = parse_path(reference.path)
        around = scope.each is not None and self._look(self._rows, reference.path)[0] in ("value", "objects")
        if around:
            hint = f"The record around the element has it: write $(^{reference.path})."
        else:
            hint = nearest(path, [item for _, item, _ in scope.items])
        where = f"{self._these}" if scope.each is None else f"the elements of {scope.each}"
        return f"{name} occurs nowhere in {where}.", hint

    def _elsewhere(self, reference: rml.Reference) -> bool:
        """Whether a mapping of other elements reads the same path and finds it: then it may well be absent here."""
        return any(
            other.path == reference.path and not other.up and self._look(scope, other.path)[0] == "value"
            for scope, other in self._reads_of_elements
        )

    def _tail_elsewhere(self, path: Path) -> bool:
        """Whether another `each` ends as this one does from where this one finds nothing, and finds something."""
        values: list[Any] = list(self.sample.rows)
        at = 0
        while values and at < len(path.segments):
            values = [v for value in values for v in Path("", (path.segments[at],)).values(value)]
            at += 1
        tail = path.segments[max(at - 1, 0) :]
        return any(
            bool(self._scope(tm).items) and parse_path(tm.each).segments[-len(tail) :] == tail
            for tm in self.maps
            if tm.each is not None
        )

    @cached_property
    def _reads_of_elements(self) -> tuple[tuple[Scope, rml.Reference], ...]:
        return tuple((scope, reference) for scope, reference in self._reads() if scope.each is not None)

    @property
    def _these(self) -> str:
        count = len(self.sample.rows)
        return f"the {count} record{'s'[: count != 1]} looked at"

    @cached_property
    def _asked(self) -> frozenset[int]:
        """References inside `il:present` and `il:absent`, which take lists and objects too, and `il:coalesce`."""
        record = self.mapping.record
        return frozenset(_asked((self.maps, record.key if record else ())))

    def _look(self, scope: Scope, text: str) -> tuple[Found, frozenset[Trail]]:
        """What a path finds, and the trails of the values that it reads."""
        name = (scope.each, text)
        if name not in self._looked:
            self._looked[name] = _look(parse_path(text), scope.items)
        return self._looked[name]

    def _unread(self) -> Iterator[Diagnostic]:
        """IL-M016, one for each part of the records of which nothing is read or omitted."""
        if not self.sample.alone:
            return
        touched: set[Trail] = set()
        for scope, reference in self._reads():
            touched |= self._look(scope, reference.path)[1]
        for tm in self.maps:
            if tm.each is not None and (path := parse_path(tm.each)).then is not None:
                touched |= _look(path, self._rows.items)[1]
        yield from self._untold({trail for row in self.sample.rows for trail in self._told(row)}, touched)

    def _untold(
        self, leaves: set[Trail], touched: set[Trail], write: Callable[[Trail], str] = written
    ) -> Iterator[Diagnostic]:
        silent = leaves - touched
        spoken = leaves - silent
        place = self.sample.source.place or Place(self.mapping.file)
        groups: dict[Trail, list[Trail]] = {}
        for leaf in sorted(silent):
            groups.setdefault(_part(leaf, spoken), []).append(leaf)
        for part, inside in groups.items():
            more = f" ({len(inside)} fields)" if len(inside) > 1 else ""
            name = write(part)
            message = f"{name!r} of {self.sample.source.name!r}{more} is neither mapped nor omitted."
            yield warning("IL-M016", message, place, f'Map it, or write `omit: {{"{name}": reason}}`.')

    def _told(self, row: Any) -> Iterator[Trail]:
        """Trails of the leaves of a record that are not omitted.

        A path that filters omits what it selects, and no more; another one all that lies on the same way.
        """
        ways: set[Trail] = set()
        spots: set[str] = set()
        for omission in self.mapping.omissions:
            path = parse_path(omission.path, omission.place)
            found = [pointer for pointer, _ in path.nodes(row)]
            if path.query is None:
                ways |= {trail_of(pointer) for pointer in found}
            else:
                spots |= set(found)
        for pointer in pointers(row):
            ends = [at for at, sign in enumerate(pointer) if sign == "/"] + [len(pointer)]
            leaf = trail_of(pointer)
            if not any(pointer[:end] in spots for end in ends) and not any(
                leaf[:n] in ways for n in range(len(leaf) + 1)
            ):
                yield leaf

    # -- after a translation ---------------------------------------------------------------------

    def mute(self) -> Iterator[tuple[rml.TriplesMap, str, str]]:
        """Triples maps that cannot have said anything of these records, with why and a hint."""
        for tm in self.maps:
            wrong = self._each_fault(tm) or self._subject_fault(tm) or self._rules_fault(tm)
            if wrong is not None:
                yield (tm, *wrong)

    def _missing(self, tm: rml.TriplesMap, thing: Any) -> list[rml.Reference]:
        found = []
        for reference in references(thing):
            scope = self._scope(tm, reference)
            what = self._look(scope, reference.path)[0]
            if what == "nothing" or (what == "objects" and id(reference) not in self._asked):
                found.append(reference)
        return found

    def _subject_fault(self, tm: rml.TriplesMap) -> tuple[str, str] | None:
        lost = self._missing(tm, tm.subject)
        needed = tm.condition
        if not lost and needed is not None and needed.function in _NEEDS:
            lost = self._missing(tm, needed)
        return self._fault(self._scope(tm, lost[0]), lost[0]) if lost else None

    def _rules_fault(self, tm: rml.TriplesMap) -> tuple[str, str] | None:
        """The first fault where no rule can have said anything, and there is no class to say."""
        if tm.classes or not tm.predicate_objects:
            return None
        first: rml.Reference | None = None
        for rule in tm.predicate_objects:
            for thing in rule.objects:
                lost = self._missing(tm, thing) if isinstance(thing, rml.TermMap) else []
                if not lost or (
                    isinstance(thing, rml.TermMap)
                    and isinstance(thing.expression, rml.FunctionCall)
                    and len(lost) < len(references(thing))
                ):
                    return None
                first = first or lost[0]
        return self._fault(self._scope(tm, first), first) if first else None


def empty_iterator(source: rml.LogicalSource, document: Any, severity: Severity) -> Diagnostic | None:
    """IL-M005 for an iterator that selects nothing in a document; None where it selects an empty list."""
    text = source.iterator or "$"
    path = parse_path(text, source.place)
    if starved(path, [document]):
        return None
    message = f"The iterator {text} of {source.name!r} selects nothing, so no record is read."
    hint = nearest(path, [document], root=True)
    return Diagnostic("IL-M005", message, severity, place=source.place, mapping=source.place, hint=hint)


def starved(path: Path, items: Iterable[Any]) -> bool:
    """Whether a path that finds nothing only meets empty lists (or null): it is right, there is just nothing."""
    if path.query is not None:
        return False
    values = list(items)
    for segment in path.segments:
        if values and all(value is None or value == [] or value == {} for value in values):
            return True
        step = Path("", (segment,))
        values = [inner for value in values for inner in step.values(value)]
    return bool(values) and all(value is None for value in values)


def nearest(path: Path, items: Sequence[Any], *, root: bool = False) -> str:
    """What somebody who wrote a path that finds nothing may have meant: by the names that are there."""
    here: list[Any] = list(items)
    done: list[str] = []
    for at, segment in enumerate(path.segments):
        inner = [value for item in here for value in Path("", (segment,)).values(item)]
        if inner:
            here, done = inner, [*done, "*" if not isinstance(segment, str) else segment]
            continue
        rest = tuple("*" if s is WILDCARD else str(s) for s in path.segments[at + 1 :])
        if any(item.__class__ is list for item in here) and isinstance(segment, str):
            meant = written((*done, "*", segment, *rest), root=root)
            return f"There is a list before {segment!r}: write {meant}."
        names = dict.fromkeys(name for item in here if item.__class__ is dict for name in item)
        near = close(segment, names) if isinstance(segment, str) else None
        if near is not None:
            return f"Did you mean {written((*done, near, *rest), root=root)}?"
        break
    last = path.segments[-1] if path.segments and isinstance(path.segments[-1], str) else None
    known = dict.fromkeys(trail for item in items for trail in trails(item, empty=True))
    elsewhere = [trail for trail in known if last is not None and trail and close(last, [trail[-1]])]
    if elsewhere:
        return f"Did you mean {written(elsewhere[0], root=root)}?"
    return listed(here) or "There is nothing of that name."


def _look(path: Path, items: Iterable[tuple[str, Any, Any]]) -> tuple[Found, frozenset[Trail]]:
    read: set[Trail] = set()
    found: Found = "unknown"
    occurs = missing = False
    on_the_way: set[Trail] = set()
    for base, item, row in items:
        nodes = path.nodes(item, row)
        occurs = occurs or bool(nodes)
        missing = missing or not (nodes or occurs or starved(path, [item]))
        if path.then is not None:
            on_the_way |= {trail_of(at) for at in _references(path, base, item, row)}
            base = ""
        for below, value in nodes:
            trail = trail_of(base + below)
            if value.__class__ is list and any(not isinstance(each, (dict, list)) for each in value):
                read.add((*trail, "*"))
            elif value is not None and not isinstance(value, (dict, list)):
                read.add(trail)
            elif value and found == "unknown":
                found = "objects"
    if read:
        return "value", frozenset(read | on_the_way)
    return "nothing" if missing and not occurs else found, frozenset(on_the_way)


def _references(path: Path, base: str, item: Any, row: Any) -> Iterator[str]:
    """The pointers of the references that a path follows."""
    if path.then is None:
        return
    for below, reference in Path(path.text, path.segments, path.query).nodes(item):
        yield f"{base}{below}"
        if (target := resolve(row, reference)) is not None:
            yield from _references(path.then, *target, row)


def _elements(pointer: str, item: Any) -> list[tuple[str, Any]]:
    """What an `each` meant: where it selects a list, the elements (and the list is told as a fault)."""
    if item.__class__ is not list:
        return [(pointer, item)]
    return [(f"{pointer}/{index}", inner) for index, inner in enumerate(item)]


def _asked(thing: Any) -> Iterator[int]:
    if isinstance(thing, (tuple, list)):
        for each in thing:
            yield from _asked(each)
    elif isinstance(thing, rml.FunctionCall):
        for _, argument in thing.arguments:
            if thing.function in _ASKS and isinstance(argument, rml.Reference):
                yield id(argument)
            yield from _asked(argument)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from _asked(getattr(thing, field.name))


def _part(leaf: Trail, spoken: set[Trail]) -> Trail:
    """The largest part around a silent leaf in which nothing is spoken of."""
    sizes = range(1, len(leaf))
    return next((leaf[:n] for n in sizes if all(trail[:n] != leaf[:n] for trail in spoken)), leaf)


def _same(one: rml.LogicalSource, other: rml.LogicalSource) -> bool:
    return (one.name, one.iterator, one.formulation) == (other.name, other.iterator, other.formulation)


def warning(code: str, message: str, place: Place | None, hint: str | None) -> Diagnostic:
    return Diagnostic(code, message, "warning", place=place, mapping=place, hint=hint)
