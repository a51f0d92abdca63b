"""The W3C SHACL Core suite through `validate_graph`, by its manifests: one case an entry."""

from __future__ import annotations

import os
import tomllib
import warnings
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from interlingua.rdf.namespaces import SH
from interlingua.shacl.report import Report
from interlingua.shacl.shapes import build_shapes
from interlingua.shacl.validate import path_text, to_rdflib, validate_graph

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
SHT = "http://www.w3.org/ns/shacl-test#"
EXPECTED = tomllib.loads((Path(__file__).parent / "shacl" / "expected.toml").read_text())
FLOOR = 98


class NoVocabulary:
    def codes_of(self, scheme: str) -> list[str]:
        return []

    def superclass_closure(self) -> dict[str, frozenset[str]]:
        return {}


def _suite() -> Path | None:
    root = os.environ.get("INTERLINGUA_SUITES")
    path = Path(root) / "shacl" / "core" if root else None
    return path if path is not None and path.is_dir() else None


@cache
def _graph(path: Path) -> Any:
    quads = ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=path.as_uri())
    with warnings.catch_warnings(action="ignore"):  # rdflib on the ill-formed literals of the suite
        return to_rdflib(quads)


def _iri(path: Path) -> Any:
    from rdflib import URIRef

    return URIRef(path.as_uri())


def _entries() -> list[Any]:
    root = _suite()
    if root is None:
        return [pytest.param(None, id="suite-not-here")]
    from rdflib import URIRef
    from rdflib.collection import Collection

    out = []
    todo = [root / "manifest.ttl"]
    while todo:
        file = todo.pop(0)
        graph = _graph(file)
        for included in graph.objects(_iri(file), URIRef(MF + "include")):
            todo.append(Path(str(included).removeprefix("file://")))
        for head in graph.objects(_iri(file), URIRef(MF + "entries")):
            for entry in Collection(graph, head):
                name = str(entry).removeprefix(root.as_uri() + "/")
                out.append(pytest.param((file, entry), id=name))
    return sorted(out, key=lambda p: str(p.id))


def _expected(graph: Any, entry: Any) -> tuple[bool, Counter[tuple[Any, ...]]]:
    from rdflib import URIRef

    def sh(name: str) -> Any:
        return URIRef(SH + name)

    report = graph.value(entry, URIRef(MF + "result"))
    found: Counter[tuple[Any, ...]] = Counter()
    for result in graph.objects(report, sh("result")):
        path = graph.value(result, sh("resultPath"))
        found[
            (
                _plain(graph.value(result, sh("focusNode"))),
                None if path is None else path_text(path, graph),
                _plain(graph.value(result, sh("value"))),
                str(graph.value(result, sh("sourceConstraintComponent"))).removeprefix(SH),
                str(graph.value(result, sh("resultSeverity"))).removeprefix(SH).lower(),
            )
        ] += 1
    return bool(graph.value(report, sh("conforms")).toPython()), found


def _plain(term: Any) -> str | None:
    from rdflib import BNode

    if term is None:
        return None
    return (
        "_:"
        if isinstance(term, BNode)
        else term.n3().replace("^^<http://www.w3.org/2001/XMLSchema#string>", "")
    )


def _actual(report: Report) -> Counter[tuple[Any, ...]]:
    def blank(term: str | None) -> str | None:
        return "_:" if term is not None and term.startswith("_:") else term

    return Counter(
        (blank(r.focus), r.path, blank(r.value), r.component, (r.severity_iri or r.severity).lower())
        for r in report.results
    )


def _run(file: Path, entry: Any) -> None:
    from rdflib import URIRef

    graph = _graph(file)
    action = graph.value(entry, URIRef(MF + "action"))
    data, shapes = (
        Path(str(graph.value(action, URIRef(SHT + name))).removeprefix("file://"))
        for name in ("dataGraph", "shapesGraph")
    )
    triples = ox.parse(shapes.read_bytes(), format=ox.RdfFormat.TURTLE, base_iri=shapes.as_uri())
    built = build_shapes(shapes.name, [q.triple for q in triples], NoVocabulary(), own=False)
    conforms, results = _expected(graph, entry)
    report = validate_graph(data, built, base=data.as_uri())
    assert report.conforms is conforms
    assert _actual(report) == results


@pytest.mark.parametrize("case", _entries())
def test_core(case: tuple[Path, Any] | None, request: pytest.FixtureRequest) -> None:
    if case is None:
        pytest.skip("98 official cases not run")
    name = request.node.callspec.id
    if name in EXPECTED:
        with pytest.raises(AssertionError):
            _run(*case)
    else:
        _run(*case)


def test_the_floor() -> None:
    if _suite() is None:
        pytest.skip("98 official cases not run")
    names = {str(p.id) for p in _entries()}
    assert set(EXPECTED) <= names, "expected.toml names cases that are not in the suite"
    assert len(names) - len(EXPECTED) >= FLOOR
