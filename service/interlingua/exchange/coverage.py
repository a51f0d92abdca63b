"""`mapping coverage`: how the fields of real files fare under a mapping: mapped, left out with a reason, neither.

Files are read batch by batch; what is kept is a count for each field, never a value.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from interlingua.errors import MappingError, SourceError
from interlingua.exchange.fields import Fields, Sample, _references, _same
from interlingua.exchange.names import Trail, pointers, trail_of, written
from interlingua.exchange.prepare import Given, source_paths
from interlingua.exchange.uses import Read, Use, reads
from interlingua.exchange.xml_fields import XmlFields
from interlingua.plan.model import source_key
from interlingua.plan.paths import parse_path
from interlingua.rml import model as rml

if TYPE_CHECKING:
    from interlingua.settings import Settings
    from interlingua.sources import Location

Fate = Literal["mapped", "left out", "neither"]
_SHOWN: Final = 2


@dataclass(slots=True)
class FieldCount:
    """One column or path. `records`: those with a value; `read`: those of them in which a rule reads it."""

    name: str
    records: int = 0
    read: int = 0
    uses: dict[Use, None] = field(default_factory=dict)
    omission: rml.Omission | None = None

    @property
    def fate(self) -> Fate:
        """Mapped where a rule reads it in one record at least."""
        if self.uses:
            return "mapped"
        return "left out" if self.omission is not None and self.omission.reason.strip() else "neither"

    def to_dict(self) -> dict[str, Any]:
        """The same as JSON."""
        out: dict[str, Any] = {"field": self.name, "records": self.records, "fate": self.fate}
        if self.fate == "mapped":
            out["read_in"] = self.read
            out["by"] = [
                {"what": use.what, "line": use.place.line if use.place else None} for use in self.uses
            ]
        elif self.fate == "left out" and self.omission is not None:
            out["reason"] = self.omission.reason
            out["line"] = self.omission.place.line if self.omission.place else None
        return out

    def said(self) -> str:
        """By what it is mapped, or why it is left out."""
        if self.fate == "left out" and self.omission is not None:
            return self.omission.reason
        shown = [use.text() for use in self.uses][:_SHOWN]
        more = [f"{len(self.uses) - _SHOWN} more"] if len(self.uses) > _SHOWN else []
        only = [f"read in {self.read} of them"] if self.uses and self.read < self.records else []
        return "; ".join([*shown, *more, *only])


@dataclass(slots=True)
class SourceCoverage:
    """One source of a mapping against its file. `empty`: columns without a value in any record."""

    name: str
    path: str
    records: int = 0
    unreadable: int = 0
    fields: dict[object, FieldCount] = field(default_factory=dict)
    empty: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The same as JSON."""
        return {
            "source": self.name, "file": self.path, "records": self.records, "unreadable": self.unreadable,
            "fields": [one.to_dict() for one in self.fields.values()], "empty": list(self.empty),
        }  # fmt: skip

    def lines(self) -> Iterator[str]:
        """For a terminal."""
        bad = f", {self.unreadable} more cannot be read" if self.unreadable else ""
        yield f"{self.name} ({self.path}): {_count(self.records, 'record')}{bad}"
        wide = max((len(one.name) for one in self.fields.values()), default=0)
        digits = len(str(self.records))
        for one in self.fields.values():
            yield f"  {one.fate:<8}  {one.name:<{wide}}  {one.records:>{digits}}  {one.said()}".rstrip()
        if self.empty:
            yield f"  without a value: {', '.join(self.empty)}"


@dataclass(frozen=True, slots=True)
class Coverage:
    """All sources that were read; `unread` has the others with why."""

    sources: tuple[SourceCoverage, ...]
    unread: tuple[tuple[str, str], ...] = ()

    @property
    def fields(self) -> tuple[FieldCount, ...]:
        """The fields of all sources."""
        return tuple(one for source in self.sources for one in source.fields.values())

    @property
    def whole(self) -> bool:
        """Whether there are fields, and each is mapped or left out with a reason."""
        return bool(self.fields) and not self.count("neither")

    def count(self, fate: Fate) -> int:
        """How many fields fare so."""
        return sum(one.fate == fate for one in self.fields)

    @property
    def share(self) -> float:
        """The part that is mapped or left out with a reason, from 0 to 1; 0 where there is no field."""
        return 1 - self.count("neither") / len(self.fields) if self.fields else 0.0

    def to_dict(self) -> dict[str, Any]:
        """The same as JSON."""
        return {
            "sources": [source.to_dict() for source in self.sources],
            "unread": [{"source": name, "reason": why} for name, why in self.unread],
            "mapped": self.count("mapped"), "left_out": self.count("left out"),
            "neither": self.count("neither"), "share": round(self.share, 4),
        }  # fmt: skip

    def lines(self) -> Iterator[str]:
        """For a terminal."""
        for source in self.sources:
            yield from source.lines()
        for name, why in self.unread:
            yield f"{name}: not read: {why}"
        if not self.fields:
            yield "no field with a value was found"
            return
        # rounded down: 100 % is all of them
        percent = 100 * (len(self.fields) - self.count("neither")) // len(self.fields)
        yield (
            f"{_count(self.count('mapped'), 'field')} mapped, {self.count('left out')} left out with a reason, "
            f"{self.count('neither')} neither: {percent} % told"
        )


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s'[: number != 1]}"


def mapping_coverage(
    mapping: str,
    given: Given,
    settings: Settings,
    *,
    allow: Sequence[Path | str] = (),
    allow_functions: bool = False,
) -> Coverage:
    """The coverage of the files of a mapping's sources. Raises MappingError, SourceError, UsageError."""
    from interlingua.exchange.catalogue import find_mapping
    from interlingua.rml import load_mapping

    path = find_mapping(mapping)
    document = load_mapping(path, allow_functions=allow_functions)
    with tempfile.TemporaryDirectory(prefix="interlingua-in-") as spool:
        paths = source_paths(document, path, given, allow=allow, spool=Path(spool))
        return document_coverage(document, paths, given, settings)


def document_coverage(
    document: rml.Mapping, paths: Mapping[str, Location], given: Given, settings: Settings
) -> Coverage:
    """The coverage of a loaded mapping. A source that is only looked up in need not be told whole."""
    asked = list(reads(document))
    found: list[tuple[rml.LogicalSource, SourceCoverage]] = []
    unread: list[tuple[str, str]] = []
    told = list(_told(document))
    for source in told:
        where = paths[source.name]
        if isinstance(where, Path) and source.name not in given and not where.exists() and len(told) > 1:
            unread.append((source.name, f"there is no file {where}"))
            continue
        read = _table if source.tabular else _documents
        held = read(document, source, where, asked, settings)
        found.append((source, held))
    names = {source.name for source in told}
    for name in dict.fromkeys(read.source.name for read in asked):
        if name not in names:
            unread.append((name, "values are only looked up in it"))
    if told and not found:
        raise SourceError("IL-S001", "There is no file of any source.", hint="Name one: SOURCE.csv")
    _share_uses(found, paths)
    return Coverage(tuple(held for _, held in found), tuple(unread))


def _told(document: rml.Mapping) -> Iterator[rml.LogicalSource]:
    """The sources that triples maps run over, views as what they are of; the record's first."""
    record = [document.record.source] if document.record is not None else []
    used: dict[tuple[object, ...], rml.LogicalSource] = {}
    for source in (*record, *(tm.source for tm in document.triples_maps)):
        physical = source.physical
        used.setdefault((physical.name, *source_key(physical)), physical)
    yield from used.values()


def _share_uses(
    found: Sequence[tuple[rml.LogicalSource, SourceCoverage]], paths: Mapping[str, Location]
) -> None:
    """A field of which one source says nothing may be told by another source of the same file."""
    at: dict[tuple[object, ...], FieldCount] = {}
    every = [
        ((str(paths[source.name]), *_whole(source, key)), one)
        for source, held in found
        for key, one in held.fields.items()
    ]
    for spot, one in every:
        if one.fate != "neither":
            at.setdefault(spot, one)
    for spot, one in every:
        if one.fate == "neither" and spot in at:
            other = at[spot]
            one.uses, one.omission, one.read = dict(other.uses), other.omission, one.records


def _whole(source: rml.LogicalSource, key: object) -> tuple[object, ...]:
    """A field's name in its file, whatever the iterator of its source."""
    if source.tabular or not isinstance(key, tuple):
        return (source.formulation, source.iterator, source.options, key)
    if source.formulation == "xml":
        above = tuple(step for step in (source.iterator or "").split("/") if step)
        return ("xml", *above, *key)
    iterator = source.iterator if source.formulation == "json" else None
    steps = parse_path(iterator or "$", source.place).segments
    return ("json", *(step if isinstance(step, str) else "*" for step in steps), *key)


# -- tables ------------------------------------------------------------------------------------------


def column_uses(asked: Iterable[Read], source: rml.LogicalSource) -> dict[str, dict[Use, None]]:
    """What each column of a table is read for."""
    out: dict[str, dict[Use, None]] = {}
    for read in asked:
        if read.source.physical.name == source.name and not read.within:
            out.setdefault(read.reference.path, {})[read.use] = None
    return out


def _table(
    document: rml.Mapping,
    source: rml.LogicalSource,
    where: Location,
    asked: Sequence[Read],
    settings: Settings,
) -> SourceCoverage:
    from interlingua.plan.build import fitted
    from interlingua.sources import open_source

    out = SourceCoverage(source.name, str(where))
    nothing = {None, *source.nulls}
    with closing(open_source(source, where, settings=settings)) as reader:
        header = fitted(document, {source.name: reader.columns or ()})[source.name] or ()
        counts = [0] * len(header)
        for batch in reader.batches():
            out.records += len(batch.rows)
            out.unreadable += sum(bool(bad.diagnostics) for bad in batch.bad)
            for at, cells in enumerate(zip(*batch.rows, strict=True)):
                counts[at] += sum(cell not in nothing and not _blank(cell) for cell in cells)
    names = [name or f"#{at}" for at, name in enumerate(header, 1)]
    uses = column_uses(asked, source)
    omitted = {omission.path: omission for omission in document.omissions}
    for name, count in zip(names, counts, strict=True):
        if count:
            one = FieldCount(name, count, 0, uses.get(name, {}), omitted.get(name))
            one.read = count if one.uses else 0
            out.fields[name] = one
    out.empty = tuple(name for name, count in zip(names, counts, strict=True) if not count)
    return out


def _blank(cell: str) -> bool:
    return not cell or cell.isspace()


# -- documents ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Spot:
    """A value in one record: its field, what reads it, what leaves it out. `at` is its pointer (JSON)."""

    name: Trail
    uses: tuple[Use, ...]
    omission: rml.Omission | None
    at: str = ""


def _documents(
    document: rml.Mapping,
    source: rml.LogicalSource,
    where: Location,
    asked: Sequence[Read],
    settings: Settings,
) -> SourceCoverage:
    from interlingua.sources import open_source

    out = SourceCoverage(source.name, str(where))
    spots = xml_spots if source.formulation == "xml" else json_spots
    with closing(open_source(source, where, settings=settings)) as reader:
        for batch in reader.batches():
            out.records += len(batch.rows)
            out.unreadable += sum(bool(bad.diagnostics) for bad in batch.bad)
            for inside in spots(document, source, batch.rows, asked):
                _add(out, inside)
    write = "/".join if source.formulation == "xml" else written
    for key, one in out.fields.items():
        assert isinstance(key, tuple)
        one.name = write(key)
    out.fields = dict(sorted(out.fields.items(), key=lambda item: item[1].name))
    return out


def _add(out: SourceCoverage, spots: Sequence[Spot]) -> None:
    held: set[Trail] = set()
    read: set[Trail] = set()
    for spot in spots:
        one = out.fields.setdefault(spot.name, FieldCount(""))
        held.add(spot.name)
        if spot.uses:
            read.add(spot.name)
            one.uses |= dict.fromkeys(spot.uses)
        elif one.omission is None:
            one.omission = spot.omission
    for name in held:
        one = out.fields[name]
        one.records += 1
        one.read += name in read


def json_spots(
    document: rml.Mapping, source: rml.LogicalSource, rows: Sequence[Any], asked: Iterable[Read]
) -> Iterator[list[Spot]]:
    """The values of each JSON record, with what is said of them."""
    fields = Fields(document, Sample(source, rows))
    marks: dict[int, dict[str, dict[Use, None]]] = {id(row): {} for row in rows}
    for use, path, items in _looked(fields, asked):
        for base, item, row in items:
            mark = marks[id(row)]
            for at in _references(path, base, item, row):
                mark.setdefault(at, {})[use] = None
            for below, value in path.nodes(item, row):
                at = below if path.then else base + below
                inner = [f"{at}/{n}" for n in range(len(value))] if isinstance(value, list) else [at]
                for spot in inner:
                    mark.setdefault(spot, {})[use] = None
    for row in rows:
        left: dict[str, rml.Omission] = {}
        for omission in document.omissions:
            with suppress(MappingError):
                path = parse_path(omission.path, omission.place)
                left |= {at: omission for at, _ in path.nodes(row) if at not in left}
        mark = marks[id(row)]
        yield [
            Spot(trail_of(at), tuple(mark.get(at, ())), _around(left, at) if left else None, at)
            for at in pointers(row)
        ]


def _around(left: Mapping[str, rml.Omission], pointer: str) -> rml.Omission | None:
    """The omission of a value, or of what it stands in."""
    while True:
        if pointer in left:
            return left[pointer]
        if not pointer:
            return None
        pointer = pointer.rpartition("/")[0]


def _looked(
    fields: Fields, asked: Iterable[Read]
) -> Iterator[tuple[Use, Any, Sequence[tuple[str, Any, Any]]]]:
    """Every path into a JSON source, with where it is looked up."""
    for read in asked:
        if not _same(read.source.physical, fields.sample.source):
            continue
        scope = fields._scope(read.triples_map, read.reference) if read.triples_map else fields._rows
        items: Sequence[tuple[str, Any, Any]] = scope.items
        for step in read.within:
            items = [
                (base + below, inner, row)
                for base, item, row in items
                for below, value in parse_path(step).nodes(item)
                for below, inner in _members(below, value)
            ]
        yield read.use, parse_path(read.reference.path, read.reference.place), items
    for tm in fields.maps:
        if tm.each is not None:
            use = Use(f"the elements of {tm.name!r}", fields._each_place(tm))
            yield use, parse_path(tm.each, tm.place), fields._rows.items


def _members(pointer: str, value: Any) -> list[tuple[str, Any]]:
    if isinstance(value, list):
        return [(f"{pointer}/{n}", inner) for n, inner in enumerate(value)]
    return [(pointer, value)]


def xml_spots(
    document: rml.Mapping, source: rml.LogicalSource, rows: Sequence[Any], asked: Iterable[Read]
) -> Iterator[list[Spot]]:
    """The elements and attributes of each XML record, with what is said of them."""
    from interlingua.exchange.xml_names import tested

    fields = XmlFields(document, Sample(source, rows))
    mine = [read for read in asked if _same(read.source.physical, source)]
    each = (tm.each or "" for tm in fields.maps)
    tests = tested((*(read.reference.path for read in mine), *each, source.iterator or ""))
    test = Use("a test in a path", source.place)
    marks: dict[int, dict[Trail, dict[Use, None]]] = {id(row): {} for row in rows}
    for read in mine:
        scope = fields._scope(read.triples_map, read.reference) if read.triples_map else fields._rows
        items = [(item, row) for _, item, row in scope.items]
        for step in read.within:
            items = [(one, row) for item, row in items for one in fields._path(step).elements(item)]
        for item, row in items:
            for trail in fields._read(row, item, read.reference.path):
                marks[id(row)].setdefault(trail, {})[read.use] = None
    for row in rows:
        left: dict[Trail, rml.Omission] = {}
        for omission in document.omissions:
            with suppress(MappingError):
                text = fields._path(omission.path).text
                left |= {t: omission for t in fields._read(row, row, text, whole=True) if t not in left}
        found: list[Spot] = []
        for leaf in fields._leaves((), row):
            uses = tuple(marks[id(row)].get(leaf, ()))
            if not uses and leaf[-1].removeprefix("@").rpartition(":")[2] in tests:
                uses = (test,)
            found.append(Spot(leaf, uses, left.get(leaf)))
        yield found
