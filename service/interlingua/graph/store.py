"""The merged graph: one default graph, written from the ledger's deltas and from nothing else.

The ledger position stands in the graph `urn:interlingua:meta`, written in the same atomic update as the
triples. The store does not sync its commits; it need not: what it loses, the ledger says again.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final, Self, cast

import pyoxigraph as ox

from interlingua.errors import EnvironmentFailed, LedgerError
from interlingua.graph import generations
from interlingua.ledger import Delta, Ledger, faultpoints
from interlingua.rdf.namespaces import META_GRAPH, XSD

FOLDER: Final = "graph"
_META: Final = ox.NamedNode(META_GRAPH)
_LEDGER: Final = ox.NamedNode("urn:interlingua:ledger")
_POSITION: Final = ox.NamedNode("urn:interlingua:position")
_IDENTITY: Final = ox.NamedNode("urn:interlingua:identity")
_FOLDED: Final = 20_000  # triples in one update
_LOADED: Final = 32 << 20  # bytes in one bulk load

Progress = Callable[[int, int | None], None]
"""`progress(done, total)`; total None when unknown."""


class Graph:
    """The store on disk and its generations. One process has it open; it is the one with the ledger."""

    def __init__(self, directory: Path, store: ox.Store) -> None:
        self.directory, self._store = directory, store
        self._published: int | None = None

    @classmethod
    def open(cls, directory: Path | str) -> Graph:
        """Open the graph of a data directory for writing; make it. Raises IL-L001, IL-E002, IL-E006."""
        directory = Path(directory)
        _clean(directory)
        return cls(directory, _open(directory / FOLDER))

    @classmethod
    def anew(cls, directory: Path | str, ledger: Ledger, *, progress: Progress | None = None) -> Graph:
        """A graph made from the live records, in place of the one that was there, which is not read."""
        directory = Path(directory)
        _clean(directory)
        new = _make(directory, ledger, progress)
        return cls(directory, _replace(directory, new))

    def close(self) -> None:
        """Release the store."""
        del self._store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def position(self) -> int | None:
        """The ledger position that the graph holds; None before the first load is whole."""
        with _stored():
            return _read_position(self._store)

    def apply(self, ledger: Ledger, *, progress: Progress | None = None) -> int:
        """Bring the graph to the ledger's position, which is returned. A crash at any point repairs itself."""
        with _stored(), ledger.read() as reading:
            identity, target = reading.identity, reading.position
            position = self.position
            if position is None or position > target or _read(self._store, _IDENTITY) != identity:
                if len(self._store) or position is not None:  # half loaded, or of another ledger
                    self._renew(None)
                faultpoints.point("apply.before")
                with faultpoints.within("apply.within"):
                    _load(self._store, reading.live_triples(), progress, reading.live_count())
                    _write_position(self._store, identity, target)
                faultpoints.point("apply.after")
                return target
            for net in fold(reading.deltas(position)):
                faultpoints.point("apply.before")
                with faultpoints.within("apply.within"):
                    self._store.update(net.update())
                faultpoints.point("apply.after")
                if progress is not None:
                    progress(net.position - position, target - position)
        return target

    def generation(self) -> Path:
        """The newest read-only copy; a new one if the graph moved since, or the process is new."""
        position = self.position or 0
        current = generations.newest(self.directory)
        if current is not None and self._published == position:
            return current
        made = generations.partial(self.directory)
        faultpoints.point("backup.before")
        with _stored():
            self._store.backup(str(made))
            path = generations.publish(made, position)
        faultpoints.point("backup.after")
        self._published = position
        generations.collect(self.directory)
        return path

    def rebuild(self, ledger: Ledger, *, progress: Progress | None = None) -> int:
        """Make the graph anew, from the live records, in a new directory, and swap it in; give its position."""
        self._renew(_make(self.directory, ledger, progress))
        self._published = None
        return self.position or 0

    def _renew(self, new: Path | None) -> None:
        del self._store
        self._store = _replace(self.directory, new)

    def write_to(self, write: Callable[[bytes], None]) -> None:
        """Give every triple, in the store's form, as N-Triples, in pieces that end anywhere."""
        sink = cast("IO[bytes]", _Writer(write))
        with _stored():
            self._store.dump(sink, ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())

    def __len__(self) -> int:
        return sum(1 for _ in self._store.quads_for_pattern(None, None, None, ox.DefaultGraph()))


@dataclass(slots=True)
class Net:
    """Some deltas in a row as one: of what happens to a triple, the last thing counts."""

    position: int = 0
    removes: set[str] = field(default_factory=set)
    adds: set[str] = field(default_factory=set)

    def follow(self, delta: Delta) -> None:
        """Take one more delta in."""
        # not splitlines(): it also cuts at U+0085 and U+2028, which may stand in a literal
        gone, new = delta.removes.split("\n")[:-1], delta.adds.split("\n")[:-1]
        self.adds.difference_update(gone)
        self.removes.update(gone)
        self.removes.difference_update(new)
        self.adds.update(new)
        self.position = delta.sequence

    def update(self) -> str:
        """One SPARQL update, which is atomic. N-Triples lines are its triples as they stand."""
        parts = []
        if self.removes:
            parts.append("DELETE DATA {\n" + "\n".join(sorted(self.removes)) + "\n}")
        if self.adds:
            parts.append("INSERT DATA {\n" + "\n".join(sorted(self.adds)) + "\n}")
        return ";\n".join([*parts, *_position_update(self.position)])


def fold(deltas: Iterable[Delta], size: int = _FOLDED) -> Iterator[Net]:
    """Deltas gathered until they hold `size` triples."""
    net = Net()
    for delta in deltas:
        net.follow(delta)
        if len(net.adds) + len(net.removes) >= size:
            yield net
            net = Net()
    if net.position:
        yield net


def _clean(directory: Path) -> None:
    """Remove what a process that died left half made."""
    generations.clean(directory)
    for leftover in directory.glob(FOLDER + ".*"):
        shutil.rmtree(leftover, ignore_errors=True)


def _make(directory: Path, ledger: Ledger, progress: Progress | None) -> Path:
    """A whole store of the live records, beside the graph."""
    new = directory / f"{FOLDER}.new"
    shutil.rmtree(new, ignore_errors=True)
    with _stored(), ledger.read() as reading:
        store = _open(new)
        _load(store, reading.live_triples(), progress, reading.live_count())
        _write_position(store, reading.identity, reading.position)
        store.flush()
    return new


def _replace(directory: Path, new: Path | None) -> ox.Store:
    """Put `new` (an empty store, without one) where the graph is. Half done, the next `apply` loads it."""
    path, old = directory / FOLDER, directory / f"{FOLDER}.old"
    shutil.rmtree(old, ignore_errors=True)
    if path.exists():
        path.rename(old)
    if new is not None:
        new.rename(path)
    store = _open(path)
    shutil.rmtree(old, ignore_errors=True)
    return store


def _open(path: Path) -> ox.Store:
    try:
        path.mkdir(mode=0o700, exist_ok=True)
        return ox.Store(str(path))
    except OSError as error:
        if "lock" in str(error).lower():
            raise LedgerError("IL-L001", "Another process is writing in this data directory.") from error
        raise EnvironmentFailed("IL-E002", f"The graph cannot be opened: {error}.") from error
    except RuntimeError as error:
        raise _damaged() from error


@contextmanager
def _stored() -> Iterator[None]:
    """Faults of the store as ours."""
    try:
        yield
    except OSError as error:
        raise EnvironmentFailed("IL-E002", f"The graph cannot be written: {error}.") from error
    except RuntimeError as error:
        if "corruption" not in str(error).lower():
            raise
        raise _damaged() from error


def _damaged() -> EnvironmentFailed:
    return EnvironmentFailed(
        "IL-E006", "The files of the graph are damaged. The ledger has everything that the graph had.",
        hint="Run `interlingua ledger rebuild`.",
    )  # fmt: skip


def _load(store: ox.Store, texts: Iterable[bytes], progress: Progress | None, total: int) -> None:
    pieces: list[bytes] = []
    size = done = 0
    for text in texts:
        pieces.append(text)
        size, done = size + len(text), done + 1
        if size >= _LOADED:
            store.bulk_load(b"".join(pieces), ox.RdfFormat.N_TRIPLES)
            pieces, size = [], 0
        if progress is not None and done % 1000 == 0:
            progress(done, total)
    if pieces:
        store.bulk_load(b"".join(pieces), ox.RdfFormat.N_TRIPLES)


def _read(store: ox.Store, predicate: ox.NamedNode) -> str | None:
    for quad in store.quads_for_pattern(_LEDGER, predicate, None, _META):
        assert isinstance(quad.object, ox.Literal)
        return quad.object.value
    return None


def _read_position(store: ox.Store) -> int | None:
    text = _read(store, _POSITION)
    return None if text is None else int(text)


def _position_update(position: int) -> list[str]:
    return [
        f"DELETE WHERE {{ GRAPH {_META} {{ {_LEDGER} {_POSITION} ?position }} }}",
        f'INSERT DATA {{ GRAPH {_META} {{ {_LEDGER} {_POSITION} "{position}"^^<{XSD}integer> }} }}',
    ]


def _write_position(store: ox.Store, identity: str, position: int) -> None:
    new = f'INSERT DATA {{ GRAPH {_META} {{ {_LEDGER} {_IDENTITY} "{identity}" }} }}'
    store.update(";\n".join([*_position_update(position), new]))


class _Writer:
    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write = write

    def write(self, data: bytes) -> int:
        self._write(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass
