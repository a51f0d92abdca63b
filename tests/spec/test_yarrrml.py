"""YARRRML's parser's own cases: our RML Turtle of each document against the Turtle that comes with it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.yarrrml_normal import Normal

from interlingua.errors import MappingError
from interlingua.rml import load_mapping
from interlingua.rml.write_turtle import turtle

LEFT_OUT = ("dynamic", "incrml-ldes", "target-http-request")
"""docs/decisions/0007-yarrrml-left-out.md."""
FLOOR = 0.89
"""The share of documents that must be isomorphic."""
SUITES = os.environ.get("INTERLINGUA_SUITES")
ROOT = Path(SUITES) / "yarrrml-parser" if SUITES else None


def cases() -> list[tuple[Path, list[Path]]]:
    """Every document with its expected Turtle: of the same name, or else of the same folder."""
    found = []
    for path in sorted(ROOT.rglob("*.y*ml")) if ROOT is not None and ROOT.is_dir() else []:
        beside = sorted(path.parent.glob("*.ttl"))
        same = [one for one in beside if one.name.split(".")[0] == path.name.split(".")[0]]
        if beside and not any(word in str(path) for word in LEFT_OUT):
            found.append((path, same or beside))
    return found


def isomorphic(path: Path, expected: list[Path]) -> bool:
    got = Normal(turtle(load_mapping(path, as_written=True))).tree()
    return any(got == Normal(one.read_text(encoding="utf-8")).tree() for one in expected)


def test_the_share_of_isomorphic_documents_stays() -> None:
    found = cases()
    if not found:
        pytest.skip("YARRRML parser's cases not run: INTERLINGUA_SUITES names no folder of them")
    good = [path for path, expected in found if isomorphic(path, expected)]
    print(f"{len(good)} of {len(found)} documents are isomorphic")
    assert len(good) >= FLOOR * len(found), sorted(str(p) for p, _ in found if p not in good)


@pytest.mark.parametrize("name", ["invalid_yaml.yml", "po-without-o.yml"])
def test_invalid_documents_are_refused_at_a_line(name: str) -> None:
    if ROOT is None or not ROOT.is_dir():
        pytest.skip("YARRRML parser's cases not run: INTERLINGUA_SUITES names no folder of them")
    with pytest.raises(MappingError) as fault:
        load_mapping(ROOT / "invalid" / name, as_written=True)
    assert fault.value.place is not None
    assert fault.value.place.line
