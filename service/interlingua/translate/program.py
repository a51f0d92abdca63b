"""A compiled mapping: what one record becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from interlingua.errors import Diagnostic, Place, SourceError
from interlingua.plan.model import Plan, Stream, source_key
from interlingua.rml.model import LogicalSource, LogicalTarget
from interlingua.shacl.fragments import RecordCheck
from interlingua.sources.base import Reader
from interlingua.translate.faults import FaultSpec, Noted, diagnostic, refused, without_echoes
from interlingua.translate.indexes import Index
from interlingua.translate.marks import whole

RecordFunction = Callable[[Any, int, list[Noted]], str]
KeyFunction = Callable[[Any, int, list[Noted]], tuple[str, ...] | None]


@dataclass(frozen=True, slots=True)
class Translated:
    """One record, translated. `text` is empty where it was refused."""

    key: tuple[str, ...] | None
    text: str
    diagnostics: tuple[Diagnostic, ...]
    refused: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """One subject group of a table that cannot be at fault: its subject, and what it says.

    `sure` says that no row makes one statement twice. `cells` are the positions of the cells that `record`
    and `clean` take (None: the whole row); `subject` takes the whole row.
    """

    subject: Callable[[Any, int, Any], str | None]
    record: RecordFunction
    clean: RecordFunction | None
    sure: bool
    cells: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class StreamProgram:
    """The functions of one stream.

    `clean` is for tables: it may be called for a row whose cells hold nothing that a literal escapes.
    `units` are its subject groups apart, where no record of the stream can be refused.
    """

    stream: Stream
    columns: tuple[str, ...] | None
    record: RecordFunction
    clean: RecordFunction | None
    infallible: bool
    uses_number: bool
    units: tuple[Unit, ...] = ()
    group: Callable[[Any, int, list[Noted]], Any] | None = None
    """What groups the records of the source: the other functions then take groups."""

    def opened(self, reader: Reader, label: str) -> Reader:
        """A reader of what the functions take: the source's own, or one that gives groups."""
        if self.group is None:
            return reader
        from interlingua.translate.grouping import GroupedReader

        view = self.stream.view
        return GroupedReader(reader, self.group, label, view.place if view is not None else None)


class Program:
    """All functions of one mapping; the same for one record and for bulk.

    Made by `compile_plan`, which is `maker`: functions cannot be sent to another process, so there, and for
    another header, it makes the program again from the `recipe`.
    """

    def __init__(
        self,
        plan: Plan,
        streams: tuple[StreamProgram, ...],
        key: KeyFunction | None,
        faults: Sequence[FaultSpec],
        joins: Sequence[Index],
        namespace: dict[str, Any],
        source: str,
        quads: bool,
        maker: Callable[..., Program],
        recipe: tuple[Any, ...],
        marks: bool = False,
        targets: tuple[LogicalTarget, ...] = (),
    ) -> None:
        self.plan, self.streams, self.source, self.quads = plan, streams, source, quads
        self.faults, self.joins = faults, joins
        """`quads`: the text is N-Quads, not N-Triples, since a graph map is used."""
        self.marks, self.targets = marks, targets
        """`marks`: some lines are for `translate.marks`, statements for `targets` among them."""
        self._key, self._namespace = key, namespace
        self.sides: dict[str, tuple[str, ...]] = {}
        """The columns that the sources beside the streams are read with: those of joined views, of lookups."""
        self._maker, self._recipe = maker, recipe
        self._main = streams[plan.main.index]

    def __reduce__(self) -> tuple[Any, ...]:
        return self._maker, self._recipe

    @property
    def genid(self) -> str | None:
        """What starts the IRIs that stand for blank nodes; None where blank nodes are left as they are."""
        if not self._recipe[4]:
            return None
        return str(self._namespace["GENID"])

    @property
    def checks(self) -> dict[int, tuple[RecordCheck, ...]]:
        """The record checks woven in, by subject group."""
        return {index: tuple(mine) for index, mine in (self._recipe[1] or {}).items()}

    @property
    def columns(self) -> tuple[str, ...] | None:
        """The order of the cells that `record` expects; None where rows are JSON."""
        return self._main.columns

    def bind(self, columns: dict[str, tuple[str, ...]]) -> Program:
        """The same program for tables with these headers, by source name."""
        from interlingua.plan.build import fitted

        columns = {name: header or () for name, header in fitted(self.plan.mapping, columns).items()}
        own = {s.stream.source.name: s.columns for s in self.streams if s.columns is not None} | self.sides
        if all(columns.get(name, known) == known for name, known in own.items()):
            return self
        plan, checks, settings, vocabulary, skolemise, known = self._recipe
        return self._maker(
            plan, checks, settings, vocabulary, skolemise=skolemise, columns={**(known or {}), **columns}
        )

    def prepare(self, rows: Callable[[LogicalSource], Iterable[Any]]) -> None:
        """Read the parent side of every join. `rows` opens a source and gives its records."""
        waiting: dict[object, list[Index]] = {}
        for index in self.joins:
            if not index.loaded:
                assert index.source is not None
                waiting.setdefault((source_key(index.source), index.grouped), []).append(index)
        for indexes in waiting.values():
            functions = [(index, self._namespace[index.pairs]) for index in indexes]
            source, grouped = indexes[0].source, indexes[0].grouped
            assert source is not None
            read = rows(source)
            if grouped is not None:
                from interlingua.translate.grouping import grouped_rows

                read = grouped_rows(read, self._namespace[grouped])
            for number, row in enumerate(read, 1):
                for index, pairs in functions:
                    index.add(pairs(row, number, []))
            for index in indexes:
                index.finish()

    def record(
        self, row: Any, number: int = 1, *, file: str | None = None, pointer: str | None = None
    ) -> Translated:
        """Translate and check one record of the mapping's record source (else of its first source).

        `file` and `pointer` (the record's own JSON Pointer) go into the places of findings.
        """
        return self.translate(self._main, row, number, file, pointer)

    def translate(
        self,
        stream: StreamProgram,
        row: Any,
        number: int,
        file: str | None = None,
        pointer: str | None = None,
    ) -> Translated:
        """The same for one record of any stream."""
        if stream.columns is not None and len(row) != len(stream.columns):
            raise SourceError(
                "IL-S004", f"The row has {len(row)} cells, the header {len(stream.columns)} columns."
            )
        if any(not index.loaded for index in self.joins):
            raise AssertionError("Program.prepare() must read the joined sources first")
        noted: list[Noted] = []
        text = stream.record(row, number, noted)
        key = self._key(row, number, []) if self._key and stream is self._main else None
        found = self.findings(noted, row, number, stream, file, pointer)
        if key is None and self._key is not None and stream is self._main:
            found = self.keyless(found, row, number, file, pointer)
        bad = refused(found)
        if self.marks and not bad:
            text = whole(text, self)
        return Translated(key, "" if bad else text, tuple(found), bad)

    def key_of(self, row: Any, number: int = 1) -> tuple[str, ...] | None:
        """The record's key alone; None where a part is missing or cannot be made."""
        return self._key(row, number, []) if self._key else None

    def keyed(self, stream: StreamProgram) -> bool:
        """Whether records of that stream have a key."""
        return self._key is not None and stream.stream.index == self._main.stream.index

    @property
    def key_function(self) -> KeyFunction | None:
        """The generated function of the record's key."""
        return self._key

    def findings(
        self, noted: Sequence[Noted], row: Any, number: int, stream: StreamProgram, file: str | None = None,
        pointer: str | None = None,
    ) -> list[Diagnostic]:  # fmt: skip
        """The diagnostics that noted faults stand for, one for a code, place and shape; `pointer` is the record's own."""
        sheet = dict(stream.stream.source.options).get("sheet") if stream.columns is not None else None
        out: dict[tuple[object, ...], Diagnostic] = {}
        for each in without_echoes(noted, self.faults):
            found = diagnostic(self.faults[each[0]], each, row, number, file, sheet, pointer or "")
            out.setdefault((found.code, found.place, found.shape), found)
        return list(out.values())

    def keyless(
        self, found: list[Diagnostic], row: Any, number: int, file: str | None, pointer: str | None = None
    ) -> list[Diagnostic]:
        """The findings of a record without a key: that, and not what was left out because of it."""
        others = [finding for finding in found if finding.code != "IL-R017"]
        return [*others, self._without_key(row, number, file, pointer)]

    def _without_key(self, row: Any, number: int, file: str | None, pointer: str | None) -> Diagnostic:
        record = self.plan.record
        assert record is not None
        from interlingua.plan.model import references

        held = [r for part in record.key for r in references(part)]
        tabular = record.source.tabular
        if tabular and self.columns is not None:
            missing = [r.path for r in held if r.path in self.columns and not row[self.columns.index(r.path)]]
            field = next(iter(missing or [r.path for r in held]), None)
            place = Place(file=file, row=number, field=field)
        else:
            from interlingua.plan.paths import path_of

            inside = path_of(record.source, held[0].path).pointer if held else ""
            place = Place(file=file, row=number, pointer=((pointer or "") + inside) or None)
        return Diagnostic(
            "IL-R011",
            "The record has no key, so it cannot be told from others.",
            place=place,
            mapping=record.place,
        )
