"""Every rule of the shapes is what refuses its example: with the constraint deleted, the example passes.

A rule that another one repeats, or whose target or path picks nothing, is found here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pyoxigraph as ox
import pytest

from interlingua.rdf.namespaces import RDF, SH, SHAPE, SP
from interlingua.shacl import load_profile, validate_graph
from interlingua.shacl.model import Shapes
from shape_examples import BESIDE, CONSTRAINTS, INVALID, PROFILES, also, graphs, names, rules

SILENT = frozenset({
    SP + "codeList",
    *(SH + name for name in (
        "maxCount", "datatype", "nodeKind", "class", "pattern", "in", "minLength", "maxLength", "minInclusive",
        "maxInclusive", "minExclusive", "maxExclusive", "lessThan", "lessThanOrEquals", "disjoint",
    )),
})  # fmt: skip
"""Constraints that a node without a value keeps."""
TARGETS = (
    SH + "targetClass",
    SH + "targetNode",
    SH + "targetSubjectsOf",
    SH + "targetObjectsOf",
    SH + "target",
)


@cache
def by_subject(profile: str) -> dict[object, list[ox.Triple]]:
    found: dict[object, list[ox.Triple]] = defaultdict(list)
    for triple in load_profile(profile).triples:
        found[triple.subject].append(triple)
    return found


@cache
def targets(profile: str) -> list[ox.Triple]:
    return [t for said in by_subject(profile).values() for t in said if t.predicate.value in TARGETS]


def is_silent(said: Iterable[ox.Triple], used: set[ox.NamedNode]) -> bool:
    """Whether this is a rule that has nothing to say of data without its property; pySHACL need not see it."""
    path = next((t.object for t in said if t.predicate.value == SH + "path"), None)
    constraints = {t.predicate.value for t in said} & CONSTRAINTS
    return isinstance(path, ox.NamedNode) and path not in used and constraints <= SILENT


def shapes_for(profile: str, data: list[ox.Triple], without: str) -> Shapes:
    """The rules of a profile's own file that can look at the data, with one rule's constraint deleted.

    That nothing else, the core neither, speaks of its examples is tested in test_examples.
    """
    gone = {*rules(profile)[without].constraints, *BESIDE, SH + "in"}
    core = by_subject("core") if profile != "core" else {}
    index = by_subject(profile)
    waiting = [t.subject for t in targets(profile) if t.subject not in core and picks(profile, t, data)]
    used = {t.predicate for t in data}
    kept: dict[object, list[ox.Triple]] = {}
    while waiting:
        subject = waiting.pop()
        if subject in kept:
            continue
        mine = isinstance(subject, ox.NamedNode) and subject.value == SHAPE + without
        kept[subject] = [
            t
            for t in index[subject]
            if not (mine and t.predicate.value in gone)
            and not (t.predicate.value == SH + "property" and is_silent(index[t.object], used))
        ]
        waiting += [t.object for t in kept[subject] if t.object in index]
    assert ox.NamedNode(SHAPE + without) in kept
    return replace(load_profile(profile), nodes=(), triples=tuple(t for said in kept.values() for t in said))


def picks(profile: str, triple: ox.Triple, data: list[ox.Triple]) -> bool:
    """Whether this is a target that may pick a node of the data."""
    if triple.predicate.value != SH + "targetClass":
        return True
    classes = {t.object.value for t in data if t.predicate.value == RDF + "type"}
    return triple.object.value in load_profile(profile).closed(tuple(classes))


@pytest.mark.parametrize(
    ("profile", "name"), [(profile, name) for profile in PROFILES for name in names(profile, INVALID)]
)
def test_without_its_constraint_the_example_passes(profile: str, name: str) -> None:
    data = graphs(profile)[INVALID + name]
    others = also(profile).get(INVALID + name, set()) & {SHAPE + rule for rule in rules(profile)}
    left = {r.shape for r in validate_graph(data, shapes_for(profile, data, without=name)).results}
    assert left == others
