"""Shapes graphs that pySHACL works through quickly: a target is handed down to the property shapes.

pySHACL builds a property shape anew for each focus node of the node shape above it (a code list of 250 codes
among it), but only once for all focus nodes that the property shape targets itself. Both say the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from interlingua.rdf.namespaces import RDF, RDFS, SH

_TARGETS: Final = frozenset(
    SH + name for name in ("targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf")
)
_KEEPS: Final = frozenset({SH + "deactivated", SH + "target", SH + "closed"})
"""What on a node shape makes it stay as it is."""


def hand_down(triples: Iterable[ox.Triple]) -> list[ox.Triple]:
    """The shapes with the targets of node shapes on their property shapes, where nothing else uses either."""
    full = list(triples)
    said: dict[object, list[ox.Triple]] = defaultdict(list)
    uses: dict[object, int] = defaultdict(int)
    for triple in full:
        said[triple.subject].append(triple)
        uses[triple.object] += 1
    gone: set[ox.Triple] = set()
    new: list[ox.Triple] = []
    for node, about in list(said.items()):
        targets = [t for t in about if t.predicate.value in _TARGETS]
        if not targets or uses[node] or _stays(about, said):
            continue
        for link in about:
            part = link.object
            if link.predicate.value != SH + "property" or not isinstance(part, ox.NamedNode | ox.BlankNode):
                continue
            if _is_free(part, said, uses):
                gone.add(link)
                new += [ox.Triple(part, t.predicate, t.object) for t in targets]
    return [t for t in full if t not in gone] + new


def _stays(about: list[ox.Triple], said: dict[object, list[ox.Triple]]) -> bool:
    """Switched off, a class itself, or with a part that looks at its siblings."""
    return any(
        t.predicate.value in _KEEPS
        or (t.predicate.value == RDF + "type" and t.object == ox.NamedNode(RDFS + "Class"))
        or any(part.predicate.value == SH + "qualifiedValueShapesDisjoint" for part in said.get(t.object, ()))
        for t in about
    )


def _is_free(shape: object, said: dict[object, list[ox.Triple]], uses: dict[object, int]) -> bool:
    """Whether one node shape alone uses the property shape, which has no target of its own."""
    about = said.get(shape, [])
    return (
        bool(about)
        and uses[shape] == 1
        and not any(t.predicate.value in _TARGETS or t.predicate.value == SH + "target" for t in about)
    )
