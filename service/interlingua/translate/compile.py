"""From a plan and checks to a program: Python source is generated, and made into functions."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import product
from typing import Any

from interlingua.errors import MappingError
from interlingua.functions import Kept, ValueFault, known
from interlingua.plan.build import DEFAULT_BASE, HasSuperclasses
from interlingua.plan.model import Plan, Stream, SubjectGroup, map_references, references
from interlingua.plan.paths import AnyPath, path_of
from interlingua.plan.paths import Path as JsonPath
from interlingua.plan.views import side_sources
from interlingua.rml.model import LogicalView
from interlingua.settings import Settings
from interlingua.shacl.fragments import RecordCheck
from interlingua.sources.base import JsonNumber
from interlingua.translate import collections
from interlingua.translate import text as runtime
from interlingua.translate.checks import unquoted
from interlingua.translate.faults import call_fault
from interlingua.translate.program import Program, StreamProgram, Unit
from interlingua.translate.rules import GroupWriter
from interlingua.translate.runtime import is_present, listed, many, word
from interlingua.translate.units import unit_names
from interlingua.translate.values import value_of
from interlingua.translate.viewgroups import grouping
from interlingua.translate.views import open_view
from interlingua.translate.writer import Shared, Writer

Checks = Mapping[int, Sequence[RecordCheck]]


def _kept_term(value: str) -> str:
    return f'"{runtime.esc(value)}"' if value.__class__ is Kept else f"<{value}>"


def _first(values: list[Any]) -> Any:
    return values[0] if values else None


def _position(item: int) -> str:
    return str(item) if item >= 0 else "r"


def _skolem(plan: Plan) -> Any:
    record = plan.record
    known = (record.system, record.type) if record else ("", plan.mapping.digest)

    def skolem(key: tuple[str, ...] | None, name: str) -> str:
        parts = [*known, *(key or ()), name]
        framed = b"".join(len(p.encode()).to_bytes(4, "big") + p.encode() for p in parts)
        return hashlib.sha256(framed).hexdigest()[:32]

    return skolem


def _runtime(plan: Plan) -> dict[str, Any]:
    return {
        "EMPTY": {}, "as_double": runtime.as_double, "NOTHING": (None,), "TRUTHS": frozenset({True, "true", "1"}), "Kept": Kept, "Number": JsonNumber, "ValueFault": ValueFault,
        "call_fault": call_fault, "datatype_of": runtime.datatype_of, "esc": runtime.esc, "first": _first,
        "iri_reference": runtime.iri_reference, "iri_safe": runtime.iri_safe, "is_iri": runtime.is_iri,
        "is_language": runtime.is_language, "is_present": is_present, "kept_term": _kept_term, "once": _once, "NO_ITEM": ((None, None),), "label": runtime.label, "listed": listed, "many": many,
        "natural": runtime.natural, "position": _position, "product": product, "scalar": runtime.scalar,
        "scalars": runtime.scalars, "skolem": _skolem(plan), "unquoted": unquoted, "unsafe": runtime.unsafe,
        "unsafe_absolute": runtime.unsafe_absolute, "uri_reference": runtime.uri_reference,
        "uri_safe": runtime.uri_safe, "word": word, "crossed": collections.crossed,
        "gathered": collections.gathered, "scoped": collections.scoped, "statements": collections.statements,
    }  # fmt: skip


def compile_plan(
    plan: Plan,
    checks: Checks | None = None,
    settings: Settings | None = None,
    vocabulary: HasSuperclasses | None = None,
    skolemise: bool = False,
    columns: Mapping[str, tuple[str, ...]] | None = None,
) -> Program:
    """Compile.

    `checks` by subject group; `columns` the headers by source name, where known beyond the plan;
    `skolemise` makes IRIs of blank nodes, from the identity of their record. Raises MappingError.
    """
    from interlingua.translate.pool import Pool

    settings = settings or Settings()
    base = settings.base_iri or plan.mapping.base or DEFAULT_BASE
    # Relative IRIs are RML's base + text; il:iri puts a kind behind it, and needs a separator.
    data_base = base if base.endswith(("/", "#")) else base + "/"
    if not runtime.is_iri(base):
        raise MappingError("IL-M012", f"The base {base!r} is not a valid IRI.")
    shared = Shared(plan, settings, base, data_base, Pool(_runtime(plan)), skolemise)
    shared.columns = {**dict(plan.columns), **dict(columns or {})}
    with known(plan.mapping.library.functions if plan.mapping.library is not None else ()):
        written = [_stream(shared, stream, checks or {}, vocabulary) for stream in plan.streams]
        key = _key(shared)
    source = _source(shared)
    namespace = shared.pool.namespace
    namespace["GENID"] = data_base + ".well-known/genid/"
    exec(compile(source, "<interlingua: compiled mapping>", "exec"), namespace)  # noqa: S102  generated names only
    streams = tuple(
        StreamProgram(
            stream,
            each.columns,
            namespace[each.record],
            namespace[each.clean] if each.clean else None,
            each.infallible,
            shared.uses_number,
            () if shared.uses_number else tuple(_unit(namespace, names) for names in each.units),
            namespace[each.group] if each.group else None,
        )
        for stream, each in zip(plan.streams, written, strict=True)
    )
    program = Program(
        plan, streams, namespace[key] if key else None, tuple(shared.faults), tuple(shared.joins), namespace,
        source, shared.quads, compile_plan, (plan, checks, settings, vocabulary, skolemise, dict(columns or {})),
        shared.marks, tuple(shared.targets),
    )  # fmt: skip
    sides = {source.name for source in side_sources(plan.mapping)}
    program.sides = {name: columns for name, columns in shared.columns.items() if name in sides}
    return program


def _unit(namespace: dict[str, Any], names: UnitNames) -> Unit:
    subject, record, clean, sure, read = names
    return Unit(namespace[subject], namespace[record], namespace[clean] if clean else None, sure, read)


UnitNames = tuple[str, str, str | None, bool, tuple[int, ...] | None]
"""Subject, record and clean functions of a unit, whether it is sure, and the cells that it reads."""


@dataclass(frozen=True, slots=True)
class Written:
    """The names of one stream's functions."""

    columns: tuple[str, ...] | None
    record: str
    clean: str | None
    infallible: bool
    units: tuple[UnitNames, ...]
    group: str | None = None


def _source(shared: Shared) -> str:
    lines: list[str] = []
    for name, parameters, body in shared.functions:
        lines += [f"def {name}({parameters}):", *body, ""]
    return "\n".join(lines) + "\n"


def _stream(shared: Shared, stream: Stream, checks: Checks, vocabulary: HasSuperclasses | None) -> Written:
    tabular = stream.source.tabular
    columns = shared.columns_of(stream) if tabular else None
    before = len(shared.faults)
    viewed: dict[Any, list[SubjectGroup]] = {}
    for group in stream.groups:
        if group.source.view is not None:
            viewed.setdefault(group.source.view, []).append(group)
    views = [
        _view_record(shared, stream, view, groups, columns, checks, vocabulary)
        for view, groups in viewed.items()
    ]
    if stream.view is not None:
        return Written(columns, _together(shared, views), None, False, (), grouping(shared, stream.view))
    plain = [group for group in stream.groups if group.source.view is None]
    items = [(group, _items(shared, stream, group, checks, vocabulary)) for group in plain if group.each]
    own = [group for group in plain if not group.each]
    if views:
        record = _record(shared, stream, columns, own, items, checks, vocabulary)
        return Written(columns, _together(shared, [record, *views]), None, False, ())
    record = _record(shared, stream, columns, own, items, checks, vocabulary)
    clean = None
    if tabular and not stream.source.typed and not any(stream.source.nulls):
        clean = _clean(shared, stream, columns, own, items, checks, vocabulary)
    infallible = len(shared.faults) == before
    units: list[UnitNames] = []
    if tabular and infallible and not (stream.is_record and shared.plan.record is not None):
        for group in own:
            read = _cells(shared, group, columns or ())
            mine = tuple(columns[at] for at in read) if read is not None and columns is not None else columns
            alone = _record(shared, stream, mine, [group], [], checks, vocabulary)
            quick = None
            if clean is not None:
                quick = _clean(shared, stream, mine, [group], [], checks, vocabulary)
            # The subject is asked for before the row is cut down to what the group reads.
            subject, sure = unit_names(shared, stream, columns, group, vocabulary)
            units.append((subject, alone, quick, sure, read))
    return Written(columns, record, clean, infallible, tuple(units))


def _cells(shared: Shared, group: SubjectGroup, columns: tuple[str, ...]) -> tuple[int, ...] | None:
    """The cells that a group reads, where that is less than two thirds of the row; else None."""
    wanted = {r.path for tm in group.maps for r in _all_references(shared, tm)}
    read = tuple(at for at, name in enumerate(columns) if name in wanted)
    return read if read and len(read) * 3 < len(columns) * 2 else None


def _clean(
    shared: Shared, stream: Stream, columns: tuple[str, ...] | None, groups: list[SubjectGroup],
    items: list[tuple[SubjectGroup, str]], checks: Checks, vocabulary: HasSuperclasses | None,
) -> str:  # fmt: skip
    """The function for rows whose cells need no escape: one for full rows, falling back to one with tests."""
    plain = _record(shared, stream, columns, groups, items, checks, vocabulary, plain=True)
    if shared.plan.record is not None:
        return plain  # records of programmes have empty cells; a third function would rarely be called
    return _record(shared, stream, columns, groups, items, checks, vocabulary, clean=True, otherwise=plain)


def _record(
    shared: Shared, stream: Stream, columns: tuple[str, ...] | None, groups: list[SubjectGroup],
    items: list[tuple[SubjectGroup, str]], checks: Checks, vocabulary: HasSuperclasses | None,
    *, plain: bool = False, clean: bool = False, otherwise: str = "",
) -> str:  # fmt: skip
    """The function of one record: its own subjects, then its items'."""
    w = Writer(shared, stream, columns, None, plain=plain, clean=clean)
    w.item = "row"
    w.body.line("i = -1")
    if w.tabular:
        names = w.load_cells(r for group in groups for tm in group.maps for r in _all_references(shared, tm))
        if clean and names:
            w.body.line(f"if not ({' and '.join(names)}): return {otherwise}(row, number, F)")
    w.body.line("t = ''")
    for group in groups:
        GroupWriter(w, group, checks.get(group.index, ()), vocabulary).write()
    for group, function in items:
        path = _each(group)
        getter = shared.pool.constant(path.values if isinstance(path, JsonPath) else path.elements)
        with w.body.block(f"for i, y in enumerate({getter}(row))"):
            w.body.line(f"t += {function}(y, row, number, F, i)")
    w.body.line("return t")
    name = shared.pool.fresh("clean" if clean else "record")
    shared.functions.append((name, "row, number, F", w.body.lines))
    return name


def _together(shared: Shared, functions: list[str]) -> str:
    """The function of a record of which several functions speak."""
    if len(functions) == 1:
        return functions[0]
    name = shared.pool.fresh("record")
    calls = " + ".join(f"{each}(row, number, F)" for each in functions)
    shared.functions.append((name, "row, number, F", [f"    return {calls}"]))
    return name


def _view_record(
    shared: Shared, stream: Stream, view: LogicalView, groups: list[SubjectGroup],
    columns: tuple[str, ...] | None, checks: Checks, vocabulary: HasSuperclasses | None,
) -> str:  # fmt: skip
    """What each row of a view says, as a function of the record of the source below it."""
    w = Writer(shared, stream, columns, None)
    w.item = "row"
    w.body.line("i = -1")
    w.body.line("t = ''")
    held = (r for group in groups for tm in group.maps for r in _all_references(shared, tm))
    with ExitStack() as stack:
        rows, several = open_view(w, stack, view, frozenset(r.path for r in held))
        for group in groups:
            GroupWriter(rows, group, checks.get(group.index, ()), vocabulary).write()
    w.body.line("return once(t)" if several and not shared.marks else "return t")
    name = shared.pool.fresh("record")
    shared.functions.append((name, "row, number, F", w.body.lines))
    return name


def _once(text: str) -> str:
    """The statements of a record, each once: rows of one record repeat what they have in common."""
    # Not splitlines(): a literal may hold other line ends than the one that ends a statement.
    return "".join(dict.fromkeys(f"{line}\n" for line in text.split("\n")[:-1]))


def _all_references(shared: Shared, tm: Any) -> tuple[Any, ...]:
    """What a triples map reads, and what the subjects that it links to without a join read."""
    out = list(map_references(tm))
    for link in tm.links:
        other = shared.plan.triples_map(link.parent) if not link.joins else None
        if other is not None:
            out += [*references(other.subject), *references(other.condition)]
    return tuple(out)


def _each(group: SubjectGroup) -> AnyPath:
    assert group.each is not None
    return path_of(group.source, group.each)


def _items(
    shared: Shared, stream: Stream, group: SubjectGroup, checks: Checks, vocabulary: HasSuperclasses | None
) -> str:
    w = Writer(shared, stream, None, group.each)
    w.body.line("t = ''")
    GroupWriter(w, group, checks.get(group.index, ()), vocabulary).write()
    w.body.line("return t")
    name = shared.pool.fresh("item")
    shared.functions.append((name, "x, row, number, F, i", w.body.lines))
    return name


def _key(shared: Shared) -> str | None:
    record = shared.plan.record
    if record is None or not record.key:
        return None
    stream, view = shared.plan.main, record.source.view
    tabular = stream.source.tabular
    w = Writer(shared, stream, shared.columns_of(stream) if tabular else None, None)
    w.item = "row"
    w.body.line("i = -1")
    w.pool.namespace["one"] = lambda values: values[0] if len(values) == 1 else None
    with ExitStack() as stack:
        if view is not None:
            read = frozenset(r.path for part in record.key for r in references(part))
            w.body.line("found = None")
            w, _ = open_view(w, stack, view, read)
        elif tabular:
            w.load_cells(r for part in record.key for r in references(part))
        values = [value_of(w, part) for part in record.key]
        names = [
            f"(one({val.name}))" if val.many else f"word({val.name})" if val.kind == "bool" else val.name
            for val in values
        ]
        w.body.line(f"k = ({', '.join(names)},)")
        if view is not None:  # all rows of one record are of one key
            w.body.line("if not all(k) or found not in (None, k): return None")
            w.body.line("found = k")
        else:
            w.body.line("return k if all(k) else None")
    if view is not None:
        w.body.line("return found")
    shared.functions.append(("key", "row, number, F", w.body.lines))
    return "key"
