"""Shipped profiles kept as plain JSON, and back: what every verb that checks records loads of them.

Code lists and the closure are not kept: they come from the vocabulary, so a snapshot depends on the shapes
and on this package alone. The triples are read when somebody asks for them, which is pySHACL.
See docs/decisions/0005-snapshots.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, overload

from pyoxigraph import Triple

from interlingua.settings import shipped
from interlingua.shacl.model import Constraint, NodeShape, PropertyShape, Shapes
from interlingua.shacl.shapes import (
    CodeLists,
    build_shapes,
    known_codes,
    profile_files,
    profiles,
    read_shapes,
    with_code_lists,
)
from interlingua.vocabulary.snapshot import Snapshot

_LIST = "urn:code-list:"
"""Before the IRI of a scheme: stands for its codes, as the only member of `in`."""


class Later(Sequence[Triple]):
    """Triples that are read when first asked for."""

    def __init__(self, read: Callable[[], Sequence[Triple]]) -> None:
        self._read: Callable[[], Sequence[Triple]] = cache(read)

    def __iter__(self) -> Iterator[Triple]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    @overload
    def __getitem__(self, at: int) -> Triple: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Triple]: ...
    def __getitem__(self, at: int | slice) -> Triple | Sequence[Triple]:
        return self._read()[at]


def snapshot(names: tuple[str, ...]) -> Snapshot:
    """The snapshot of some profiles with core."""
    return Snapshot(
        "+".join(("shapes", *names)),
        lambda: [*_files(names), *sorted(Path(__file__).parent.glob("*.py"))],
        lambda: to_rows(build_shapes("", _triples(names), _StandIns()).nodes),
    )


def snapshots() -> list[Snapshot]:
    """Those that a wheel brings: core, and each profile with it."""
    return [snapshot(()), *(snapshot((name,)) for name in profiles() if name != "core")]


def load_kept(name: str, names: tuple[str, ...], vocabulary: CodeLists) -> Shapes:
    """Core and some narrower profiles, by a name. Raises ShapesError IL-V010."""
    nodes = from_rows(snapshot(names).read(), vocabulary)
    triples = Later(lambda: with_code_lists(_triples(names), vocabulary))
    return Shapes(name, nodes, triples, vocabulary.superclass_closure())


def _files(names: tuple[str, ...]) -> list[Path]:
    folder = shipped("shapes")
    return [file for name in ("core", *names) for file in profile_files(name, folder)]


def _triples(names: tuple[str, ...]) -> Iterator[Triple]:
    for file in _files(names):
        yield from read_shapes(file)


class _StandIns:
    """A vocabulary in which each code list has one code, which names the list."""

    def codes_of(self, scheme: str) -> Iterable[str]:
        return (_LIST + scheme,)

    def superclass_closure(self) -> Mapping[str, frozenset[str]]:
        return {}


def to_rows(nodes: Iterable[NodeShape]) -> list[Any]:
    """Everything that `from_rows` needs; a row follows its dataclass."""
    return [
        [n.iri, list(n.target_classes), [_property_row(p) for p in n.properties], n.other_targets]
        for n in nodes
    ]


def _property_row(p: PropertyShape) -> list[Any]:
    constraints = [
        [c.kind, list(c.parameter) if isinstance(c.parameter, tuple) else c.parameter] for c in p.constraints
    ]
    return [p.iri, p.predicate, constraints, p.severity, p.messages, p.names, list(p.rest)]


def from_rows(rows: list[Any], vocabulary: CodeLists) -> tuple[NodeShape, ...]:
    """The node shapes again, with the codes of a vocabulary. Raises ShapesError IL-V010 for a list that is none."""

    @cache
    def codes(scheme: str) -> tuple[str, ...]:
        return tuple(f"<{code}>" for code in known_codes(scheme, vocabulary))

    def constraint(kind: Any, parameter: Any) -> Constraint:
        if not isinstance(parameter, list):
            return Constraint(kind, parameter)
        if len(parameter) == 1 and parameter[0].startswith(f"<{_LIST}"):
            return Constraint(kind, codes(parameter[0][len(_LIST) + 1 : -1]))
        return Constraint(kind, tuple(parameter))

    def shape(p: list[Any]) -> PropertyShape:
        constraints = tuple([constraint(kind, parameter) for kind, parameter in p[2]])
        return PropertyShape(p[0], p[1], constraints, p[3], p[4], p[5], tuple(p[6]))

    return tuple([NodeShape(n[0], tuple(n[1]), tuple(map(shape, n[2])), n[3]) for n in rows])
