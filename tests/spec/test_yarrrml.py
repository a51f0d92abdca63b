"""YARRRML's parser's own cases: our RML Turtle of each document against the Turtle that comes with it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from tests.yarrrml_normal import Normal

from interlingua.errors import MappingError
from interlingua.rml import load_mapping
from interlingua.rml.write_turtle import turtle
from interlingua.rml.write_yarrrml import yarrrml

LEFT_OUT = ("dynamic", "incrml-ldes", "target-http-request")
"""docs/decisions/0007-yarrrml-left-out.md."""
DEFECTS = {
    "example5/": "the expected Turtle mixes two of the document's triples maps: one has no source, one no name",
    "example8/": "the expected Turtle expands a prefix inside an XPath, which makes it no XPath",
}
"""Folders whose expected Turtle does not say what the document says."""
REFUSED = {
    r"^dynamic-target-test/|/mapping-dynamic": "a target named by values: decision 0007",
    r"^incrml-ldes/": "change detection and event streams: decision 0007",
    r"/.*\.r2rml\.ttl$": "an rr:sqlVersion that R2RML does not define, or a logical table without a table",
    r"^(condition-on-mapping-(constant|multiple|nested)|joincondition-|rr_class/8-)": "fnml:functionValue as a join",
    r"^condition-on-mapping-with-blanknode/": "a new blank node as a function's argument",
    r"^condition-on-po-target/": "a target that is no file",
    r"^(example3|rml2yarrrml/2_joins)/": "a link to another source without a join condition",
    r"^example5/": "the document mixes triples maps",
    r"^(graph/mapping.rml|target-reference/graph/)": "a graph named by a literal",
    r"^object-blank-node/constant/": "a blank node of a text",
    r"^(prefix-expand/output|trivial/null)": "a class that is a literal; no triples map",
}
"""Turtle that our reader may refuse, at a line, and why."""
NOT_IN_TURTLE = r"^wot-"
"""What security a Web of Things source has is read, and not all of it written again."""
NOT_IN_YARRRML = r"^(wot-|target-http-request|target-reference/|target-single/dcat|target-supergirl)"
"""Targets that YARRRML cannot say as the Turtle says them: HTTP requests (decision 0007) and dcat's."""
SUITES = os.environ.get("INTERLINGUA_SUITES")
ROOT = Path(SUITES) / "yarrrml-parser" if SUITES else None


def cases() -> list[tuple[Path, list[Path]]]:
    """Every document with its expected Turtle: of the same name, or else of the same folder."""
    found = []
    for path in sorted(ROOT.rglob("*.y*ml")) if ROOT is not None and ROOT.is_dir() else []:
        beside = sorted(path.parent.glob("*.ttl"))
        same = [one for one in beside if one.name.split(".")[0] == path.name.split(".")[0]]
        if (same or beside) and not any(word in str(path) for word in LEFT_OUT):
            found.append((path, same or beside))
    return found


def isomorphic(path: Path, expected: list[Path]) -> bool:
    got = Normal(turtle(load_mapping(path, as_written=True))).tree()
    return any(got == Normal(one.read_text(encoding="utf-8")).tree() for one in expected)


def turtles() -> list[Path]:
    """Every Turtle of the suite, also of the folders whose documents are not there."""
    return sorted(ROOT.rglob("*.ttl")) if ROOT is not None and ROOT.is_dir() else []


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if ROOT is not None else path.name


def reason(name: str) -> str | None:
    return next((why for pattern, why in REFUSED.items() if re.search(pattern, name)), None)


def refusal(path: Path) -> MappingError | None:
    try:
        load_mapping(path, as_written=True)
    except MappingError as fault:
        return fault
    return None


def marked(path: Path, expected: list[Path]) -> object:
    why = next((text for folder, text in DEFECTS.items() if name_of(path).startswith(folder)), None)
    marks = [pytest.mark.xfail(strict=True, reason=why)] if why else []
    return pytest.param(path, expected, id=name_of(path), marks=marks)


def test_the_cases_are_there() -> None:
    if SUITES is None:
        pytest.skip("YARRRML parser's cases not run: INTERLINGUA_SUITES names no folder of them")
    assert len(cases()) >= 50
    assert len(turtles()) >= 140
    assert sum(reason(name_of(path)) is None for path in turtles()) >= 92


@pytest.mark.parametrize(("path", "expected"), [marked(*one) for one in cases()])
def test_a_document_is_the_same_graph(path: Path, expected: list[Path]) -> None:
    assert isomorphic(path, expected)


@pytest.mark.parametrize("path", [pytest.param(one, id=name_of(one)) for one in turtles()])
def test_turtle_is_read_and_written_both_ways(path: Path, tmp_path: Path) -> None:
    name = name_of(path)
    if reason(name) is not None:
        fault = refusal(path)  # some files of these folders are read: a refusal must say its line
        assert fault is None or (fault.code in ("IL-M010", "IL-M014") and fault.place and fault.place.line)
        return
    mapping = load_mapping(path, as_written=True)
    own = Normal(path.read_text(encoding="utf-8")).tree()
    if not re.search(NOT_IN_TURTLE, name):
        assert Normal(turtle(mapping)).tree() == own
    written = tmp_path / "mapping.yarrrml.yml"
    written.write_text(yarrrml(mapping), encoding="utf-8")
    again = load_mapping(written, as_written=True)
    if not re.search(NOT_IN_YARRRML, name):
        assert Normal(turtle(again)).tree() == own


@pytest.mark.parametrize("name", ["invalid_yaml.yml", "po-without-o.yml"])
def test_invalid_documents_are_refused_at_a_line(name: str) -> None:
    if ROOT is None or not ROOT.is_dir():
        pytest.skip("YARRRML parser's cases not run: INTERLINGUA_SUITES names no folder of them")
    with pytest.raises(MappingError) as fault:
        load_mapping(ROOT / "invalid" / name, as_written=True)
    assert fault.value.place is not None
    assert fault.value.place.line
