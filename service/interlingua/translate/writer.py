"""The state while one generated function is written: lines, scopes, what is loaded, faults."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from interlingua.errors import MappingError, Place, Severity
from interlingua.jsonpath import Enclosing
from interlingua.plan.model import Plan, Stream, SubjectGroup, bare, map_references, references, source_key
from interlingua.plan.paths import AnyPath, Path, parse_path, path_of
from interlingua.plan.views import side_reads
from interlingua.rml.model import LogicalTarget, Reference, TermMap
from interlingua.settings import Settings
from interlingua.translate.faults import FaultSpec, Noted
from interlingua.translate.pool import Body, Pool
from interlingua.xmlpath import Path as XPath
from interlingua.xmlpath import around

EMPTY = "''"
Kind = Literal["cell", "json", "text", "iri", "bool", "list"]


@dataclass(frozen=True, slots=True)
class Val:
    """The value of an expression, in a variable.

    `many`: the variable is a list without nulls. `kind`: a table's cell; a JSON value, whose class
    tells its natural datatype; a function's text; a whole IRI; a Python bool; all values of an argument.
    """

    name: str
    kind: Kind
    many: bool = False
    nullable: bool = True
    references: tuple[Reference, ...] = ()
    constant: str | None = None
    datatype: str | None = None
    kept: bool = False
    """An IRI that may instead be a local value kept as text (functions.Kept)."""
    domain: frozenset[str] | None = None
    """All the values that it can have, where a code table fixes them."""


@dataclass(slots=True)
class Shared:
    """What all functions of one program share."""

    plan: Plan
    settings: Settings
    base: str
    data_base: str
    pool: Pool
    skolemise: bool = False
    faults: list[FaultSpec] = field(default_factory=list)
    fault_ids: dict[Any, int] = field(default_factory=dict)
    quads: bool = False
    uses_number: bool = False
    joins: list[Any] = field(default_factory=list)
    indexes: dict[Any, Any] = field(default_factory=dict)
    """The indexes of joins and lookups by what they hold, so that rules share them."""
    functions: list[tuple[str, str, list[str]]] = field(default_factory=list)
    columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    reads: dict[int, tuple[frozenset[Reference], frozenset[Reference]]] = field(default_factory=dict)
    """What each group of subjects reads for its subject, and in all."""
    sites: dict[int, str] = field(default_factory=dict)
    """A name for each gather map."""
    marks: bool = False
    """Whether the text has lines for `translate.marks`."""
    targets: list[LogicalTarget] = field(default_factory=list)
    """The files that statements are exported to."""

    def columns_of(self, stream: Stream) -> tuple[str, ...]:
        """The header of a stream, as far as it is known; else the columns that the mapping names."""
        name = stream.source.name
        if name not in self.columns:
            found: dict[str, None] = {}
            for tm in self.plan.mapping.triples_maps:
                if source_key(tm.source) == source_key(stream.source):
                    found.update(dict.fromkeys(r.path for r in map_references(tm)))
                for link in tm.links:
                    parent = self.plan.group_of(link.parent)
                    if parent and parent.source.view is None and self._reads(parent.stream, stream):
                        held = (r for join in link.joins for r in references(join.parent))
                        found.update(dict.fromkeys(r.path for r in held))
            record = self.plan.record
            if record is not None and source_key(record.source) == source_key(stream.source):
                found.update(dict.fromkeys(r.path for k in record.key for r in references(k)))
            for source, read in side_reads(self.plan.mapping):
                if source_key(source) == source_key(stream.source):
                    found.update(dict.fromkeys(r.path for r in read))
            self.columns[name] = tuple(found)
        return self.columns[name]

    def _reads(self, number: int, stream: Stream) -> bool:
        """Whether the maps of a stream read the columns of this one's source, without a view between."""
        other = self.plan.streams[number]
        return other.view is None and source_key(other.source) == source_key(stream.source)


def follower(path: Path, fault: int) -> Callable[[Any, Any, list[Noted], int], list[Any]]:
    """The values of a path with references, whose lost ones are noted."""

    def follow(item: Any, record: Any, faults: list[Noted], at: int) -> list[Any]:
        lost: list[Any] = []
        found = path.values(item, record, lost)
        faults += [(fault, each if isinstance(each, str) else None, None, at) for each in lost]
        return found

    return follow


class Writer:
    """Writes one function over one stream, at the record's level or an item's."""

    def __init__(
        self,
        shared: Shared,
        stream: Stream,
        columns: tuple[str, ...] | None,
        each: str | None,
        *,
        plain: bool = False,
        clean: bool = False,
    ) -> None:
        self.shared, self.stream, self.each = shared, stream, each
        # `plain`: no cell holds what a literal escapes; `clean`: and none that is read is empty.
        self.plain, self.clean = plain or clean, clean
        self.pool = shared.pool
        self.body = Body(shared.pool)
        self.columns = columns
        self.tabular, self.typed = stream.source.tabular, stream.source.typed
        self.slots: tuple[str, ...] = ()
        self.placed = stream.source
        """Whose columns or paths the places of findings name: the source that is read, also below a view."""
        # RML keeps "" of JSON as a value; where a mapping declares records, nothing there is no value.
        empty = dict(stream.source.options).get("empty") != "value"
        self.empty_null = (self.tabular and not self.typed and empty) or shared.plan.record is not None
        self.keeps_records = shared.plan.record is not None
        self.nulls = tuple(n for n in stream.source.nulls if n)
        self.each_path: AnyPath | None = path_of(stream.source, each) if each else None
        self._scopes: list[dict[Any, Any]] = [{}]
        self.item = "x"
        self.group: SubjectGroup | None = None
        """Whose statements are being written."""

    @contextmanager
    def scope(self, header: str) -> Iterator[None]:
        """A block whose values are not known outside of it."""
        with self.body.block(header):
            self._scopes.append({})
            yield
            self._scopes.pop()

    def known(self, key: Any) -> Any | None:
        """What an enclosing scope has already computed."""
        for scope in reversed(self._scopes):
            if key in scope:
                return scope[key]
        return None

    def remember(self, key: Any, value: Any) -> Any:
        """Keep a value for the rest of this scope."""
        self._scopes[-1][key] = value
        return value

    def fresh(self, prefix: str) -> str:
        """A new variable."""
        return self.pool.fresh(prefix)

    def fault(
        self,
        code: str,
        message: str,
        place: Place | None,
        references: tuple[Reference, ...] = (),
        *,
        severity: Severity = "violation",
        shape: str | None = None,
        hint: str | None = None,
    ) -> int:
        """The number of a fault that this function can note."""
        spec = FaultSpec(
            code,
            message,
            severity,
            place,
            self.located(references),
            self.each_path,
            self.placed.tabular,
            shape,
            hint,
            self.placed.namespaces if self.placed.formulation == "xml" else None,
            self.slots,
        )
        if spec not in self.shared.fault_ids:
            self.shared.fault_ids[spec] = len(self.shared.faults)
            self.shared.faults.append(spec)
        return self.shared.fault_ids[spec]

    def targets_of(self, tm: TermMap) -> tuple[int, ...]:
        """The numbers of a term map's targets."""
        if not tm.targets:
            return ()
        known = self.shared.targets
        for target in tm.targets:
            if target not in known:
                known.append(target)
        self.shared.marks = True
        return tuple(known.index(target) for target in tm.targets)

    def located(self, held: tuple[Reference, ...]) -> tuple[Reference, ...]:
        """The references in the source that is read, of which references here are made."""
        return held

    def null_test(self, val: Val) -> str | None:
        """The condition under which a value is there; None where it always is."""
        if not val.nullable or (self.clean and val.kind == "cell"):
            return None
        if val.kind == "bool":
            return f"{val.name} is not None"
        empty_null = self.keeps_records if val.kind == "text" else self.empty_null
        return val.name if empty_null else f"{val.name} is not None"

    def load(self, reference: Reference) -> Val:
        """The value of a reference, loaded once a scope."""
        key = ("ref", bare(reference))
        found: Val | None = self.known(key)
        if found is None:
            loaded = (
                self._cell(reference)
                if self.tabular
                else self._xml(reference)
                if self.stream.source.formulation == "xml"
                else self._json(reference)
            )
            found = self.remember(key, loaded)
        return found

    def _cell(self, reference: Reference) -> Val:
        columns = self.columns or ()
        if reference.path not in columns:
            if reference.optional:
                nothing = None if self.typed else ""
                return Val(self.pool.constant(nothing), "text", references=(reference,))
            raise MappingError(
                "IL-M005", f"The source {self.stream.source.name!r} has no column {reference.path!r}.",
                place=reference.place,
            )  # fmt: skip
        kind: Kind = "json" if self.typed else "cell"
        return Val(f"v{columns.index(reference.path)}", kind, references=(reference,))

    def load_cells(self, references: Iterable[Reference]) -> list[str]:
        """Load every cell of a row that a function reads; the names that must all be there."""
        columns = self.columns or ()
        used = sorted({columns.index(r.path) for r in references if r.path in columns})
        names = [f"v{index}" for index in used]
        if len(used) * 3 >= len(columns) and used:
            wanted = set(used)
            self.body.line(
                ", ".join(f"v{i}" if i in wanted else "_" for i in range(len(columns))) + ", = row"
            )
        else:
            for index in used:
                self.body.line(f"v{index} = row[{index}]")
        if self.nulls:
            nulls = self.pool.constant(frozenset(self.nulls))
            for name in names:
                self.body.line(f"if {name} in {nulls}: {name} = {EMPTY if self.empty_null else 'None'}")
        return names

    def _json(self, reference: Reference) -> Val:
        path = parse_path(reference.path, reference.place)
        fault = self.fault("IL-R002", "The value is not a single one.", reference.place, (reference,))
        if not path.single:
            name = self.fresh("v")
            nullish = "True" if self.empty_null else "False"
            self.body.line(f"{name} = scalars({self._found(reference, path)}, F, {fault}, i, {nullish})")
            return Val(name, "json", many=True, nullable=False, references=(reference,))
        name = self.raw(reference)
        self.body.line(
            f"if {name}.__class__ is not str and {name}.__class__ is not Number and {name} is not None:"
        )
        self.body.line(f"    {name} = scalar({name}, F, {fault}, i)")
        if self.nulls:
            self.body.line(f"if {name} in {self.pool.constant(frozenset(self.nulls))}: {name} = None")
        return Val(name, "json", references=(reference,))

    def _xml(self, reference: Reference) -> Val:
        path = path_of(self.stream.source, reference.path, reference.place)
        assert isinstance(path, XPath)
        root = self._xml_root(reference)
        name = self.fresh("v")
        nulls = self.pool.constant(frozenset(self.nulls)) if self.nulls else None
        if path.single:
            self.body.line(f"{name} = {self.pool.constant(path.one)}({root})")
            if nulls is not None:
                self.body.line(f"if {name} in {nulls}: {name} = None")
            return Val(name, "text", references=(reference,))
        tests = [*(["x"] if self.empty_null else []), *([f"x not in {nulls}"] if nulls is not None else [])]
        found = f"{self.pool.constant(path.texts)}({root})"
        kept = f"[x for x in {found} if {' and '.join(tests)}]" if tests else found
        self.body.line(f"{name} = {kept}")
        return Val(name, "text", many=True, nullable=False, references=(reference,))

    def _xml_root(self, reference: Reference) -> str:
        """The element that a reference starts from."""
        self._needs_each(reference)
        if not reference.around:
            return "row" if reference.up else self.item
        key = ("around", reference.around)
        found: str | None = self.known(key)
        if found is not None:
            return found
        name = self.fresh("o")
        self.body.line(f"{name} = {self.pool.constant(around)}(row, {self.item}, {reference.around})")
        return str(self.remember(key, name))

    def raw(self, reference: Reference) -> str:
        """A variable with what is at a path, as it is: a list of it all where it can find several."""
        if self.stream.source.formulation == "xml":
            return self.load(reference).name
        path = parse_path(reference.path, reference.place)
        name = self.fresh("v")
        self.body.line(f"{name} = {self._found(reference, path)}")
        return name

    def _found(self, reference: Reference, path: Path) -> str:
        """The expression of what a path finds."""
        self._needs_each(reference)
        root = "row" if reference.up else self._around(reference.around) if reference.around else self.item
        if path.then is not None:
            return self._followed(reference, path, root)
        keys = path.keys
        if not path.single:
            return f"{self.pool.constant(path.values)}({root})"
        if keys is None:
            return f"first({self.pool.constant(path.values)}({root}))"
        if not keys:
            return root
        return f"{self._node(root, keys[:-1])}.get({self.pool.constant(keys[-1])})"

    def _followed(self, reference: Reference, path: Path, root: str) -> str:
        """What lies behind references inside the document; one that leads nowhere is told."""
        message = "The reference leads to nothing in its document."
        fault = self.fault("IL-R018", message, reference.place, (reference,), severity="warning")
        found = f"{self.pool.constant(follower(path, fault))}({root}, row, F, i)"
        return f"first({found})" if path.single else found

    def _needs_each(self, reference: Reference) -> None:
        if reference.outside and self.each is None:
            raise MappingError(
                "IL-M007", f"Nothing encloses the record: `{'^' if reference.up else '<'}` has no meaning here.",
                place=reference.place, hint="Use it in a mapping with `each`.",
            )  # fmt: skip

    def _around(self, count: int) -> str:
        """The object that holds the element, or one further out; an empty one beyond the record."""
        key = ("around", count)
        found: str | None = self.known(key)
        if found is not None:
            return found
        assert isinstance(self.each_path, Path)
        name = self.fresh("o")
        self.body.line(f"{name} = {self.pool.constant(Enclosing(self.each_path, count))}(row, i)")
        return str(self.remember(key, name))

    def _node(self, root: str, keys: tuple[str, ...]) -> str:
        """The object that a path of names leads to; an empty one where there is none."""
        key = ("node", root, keys)
        found: str | None = self.known(key)
        if found is not None:
            return found
        name = self.fresh("n")
        if keys:
            parent = self._node(root, keys[:-1])
            self.body.line(f"{name} = {parent}.get({self.pool.constant(keys[-1])})")
            self.body.line(f"if {name}.__class__ is not dict: {name} = EMPTY")
        else:
            self.body.line(f"{name} = {root} if {root}.__class__ is dict else EMPTY")
        return str(self.remember(key, name))
