"""Kept profiles: what a snapshot gives is what the Turtle says, and the triples are read only when asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import BlankNode, RdfFormat, Triple, serialize

from interlingua.errors import ShapesError
from interlingua.shacl import kept, load_profile, load_profiles, profiles
from interlingua.shacl.shapes import build_shapes, profile_files, read_shapes
from interlingua.vocabulary import load
from shapes_support import SP, SmallVocabulary


def turtle(names: tuple[str, ...]) -> list[Triple]:
    return [t for name in ("core", *names) for file in profile_files(name) for t in read_shapes(file)]


@pytest.mark.parametrize("names", [(), *((n,) for n in profiles()[1:]), profiles()[1:3]])
def test_kept_shapes_are_the_built_ones(names: tuple[str, ...]) -> None:
    built = build_shapes("+".join(names) or "core", turtle(names), load())
    for rows in (kept.to_rows(built.nodes), json.loads(json.dumps(kept.snapshot(names).make()))):
        assert kept.from_rows(rows, load()) == built.nodes
    assert kept.from_rows(kept.snapshot(names).make(), load()) == built.nodes, (
        "one just made works as one read"
    )
    loaded = load_profiles(names or ("core",))
    assert (loaded.name, loaded.nodes) == (built.name, built.nodes)
    assert loaded.superclasses == built.superclasses


def named(triples: Iterable[Triple]) -> list[str]:
    """The triples, whatever their blank nodes are called."""
    return sorted(
        " ".join("_:" if isinstance(part, BlankNode) else str(part) for part in triple) for triple in triples
    )


def test_triples_are_read_when_asked_for_and_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Path] = []

    def spy(path: Path) -> Iterable[Triple]:
        read.append(path)
        return read_shapes(path)

    monkeypatch.setattr(kept, "read_shapes", spy)
    kept.snapshot(()).read()
    read.clear()
    shapes = kept.load_kept("core", (), load())
    assert not read
    first = list(shapes.triples)
    assert len(read) == len(profile_files("core"))
    assert list(shapes.triples) == first
    assert len(read) == len(profile_files("core"))
    assert named(first) == named(build_shapes("core", turtle(()), load()).triples)
    assert (len(shapes.triples), shapes.triples[0]) == (len(first), first[0])
    assert serialize(shapes.triples, format=RdfFormat.N_TRIPLES)


def with_list(scheme: str) -> list[Any]:
    """A node shape whose one rule is a code list."""
    constraints = [["in", [f"<urn:code-list:{scheme}>"]]]
    return [["s", ["c"], [["p", "q", constraints, "violation", {}, {}, []]], False]]


def test_codes_come_from_the_vocabulary_of_the_day() -> None:
    for scheme in (SP + "code/sex", SP + "code/relation-to-head"):
        (node,) = kept.from_rows(with_list(scheme), load())
        (constraint,) = node.properties[0].constraints
        assert constraint.parameter == tuple(f"<{code}>" for code in load().codes_of(scheme))
        assert constraint.parameter
    with pytest.raises(ShapesError, match="not in the vocabulary"):
        kept.from_rows(with_list("https://example.org/none"), SmallVocabulary())


def test_a_snapshot_rests_on_every_file_of_shapes_and_on_the_code() -> None:
    sources = set(kept.snapshot(("lumara",)).sources())
    assert sources >= {*profile_files("core"), *profile_files("lumara")}
    code = Path(kept.__file__).parent
    assert sources >= {
        code / name for name in ("kept.py", "shapes.py", "model.py", "patterns.py", "values.py")
    }


def test_a_wheel_brings_every_profile() -> None:
    assert {s.name for s in kept.snapshots()} == {"shapes", *(f"shapes+{n}" for n in profiles()[1:])}
    assert load_profile("core") is load_profile("core")
