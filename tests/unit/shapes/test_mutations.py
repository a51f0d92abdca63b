"""Every rule of the shapes is what refuses its example: with the constraint deleted, the example passes.

A rule that another one repeats, or whose target or path picks nothing, is found here.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache

import pyoxigraph as ox
import pytest

from interlingua.rdf.namespaces import RDF, SH, SHAPE
from interlingua.shacl import load_profile, validate_graph
from interlingua.shacl.model import Shapes
from shape_examples import BESIDE, INVALID, PROFILES, also, graphs, names, rules

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


def shapes_for(profile: str, data: list[ox.Triple], without: str | None = None) -> Shapes:
    """The shapes of a profile that can look at the data, perhaps with one rule's constraint deleted."""
    gone = {*rules(profile)[without].constraints, *BESIDE, SH + "in"} if without else set()
    index = by_subject(profile)
    waiting = [subject for subject, said in index.items() if any(picks(profile, t, data) for t in said)]
    kept: dict[object, list[ox.Triple]] = {}
    while waiting:
        subject = waiting.pop()
        if subject in kept:
            continue
        mine = isinstance(subject, ox.NamedNode) and subject.value == SHAPE + str(without)
        kept[subject] = [t for t in index[subject] if not (mine and t.predicate.value in gone)]
        waiting += [t.object for t in kept[subject] if t.object in index]
    return replace(load_profile(profile), nodes=(), triples=tuple(t for said in kept.values() for t in said))


def picks(profile: str, triple: ox.Triple, data: list[ox.Triple]) -> bool:
    """Whether this is a target that may pick a node of the data."""
    predicate = triple.predicate.value
    if predicate != SH + "targetClass":
        return predicate in TARGETS
    classes = {t.object.value for t in data if t.predicate.value == RDF + "type"}
    return triple.object.value in load_profile(profile).closed(tuple(classes))


@pytest.mark.parametrize(
    ("profile", "name"), [(profile, name) for profile in PROFILES for name in names(profile, INVALID)]
)
def test_without_its_constraint_the_example_passes(profile: str, name: str) -> None:
    data = graphs(profile)[INVALID + name]
    others = also(profile).get(INVALID + name, set())
    broken = {r.shape for r in validate_graph(data, shapes_for(profile, data)).results}
    assert broken == {SHAPE + name, *others}
    left = {r.shape for r in validate_graph(data, shapes_for(profile, data, without=name)).results}
    assert left == others
