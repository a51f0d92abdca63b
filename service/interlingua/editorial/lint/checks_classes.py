"""Group C: what classes and properties entail. What SPARQL cannot say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pyoxigraph import DefaultGraph, NamedNode, Triple

from interlingua.editorial.lint.model import Finding
from interlingua.editorial.lint.project import Project
from interlingua.editorial.lint.reasoning import contradictions
from interlingua.editorial.lint.registry import rule

_VALID: Final = "urn:interlingua:example:valid:"
_IN: Final = ":in:"
_DATA: Final = "https://data.example.org/"


@rule("C08")
def contradiction(project: Project) -> Iterator[Finding]:
    """The ontology, its individuals and each valid example, closed under its axioms."""
    schema = [q for file in project.of_kind("header", "module", "codelist") for q in file.quads]
    places: dict[str, tuple[str, str]] = {}
    data = []
    for file in project.of_kind("example"):
        for quad in file.quads:
            graph = quad.graph_name
            if isinstance(graph, DefaultGraph) or not str(getattr(graph, "value", "")).startswith(_VALID):
                continue
            subject, thing = (_within(graph.value, term) for term in (quad.subject, quad.object))
            places[_text(subject)] = (file.name, graph.value)
            data.append(Triple(subject, quad.predicate, thing))
    for found in contradictions(schema, data):
        if found.focus in places:
            name, graph_name = places[found.focus]
            yield Finding(
                f"In the example {graph_name.rpartition(':')[2]}: {found.message}",
                focus=found.focus.partition(_IN)[2], file=name, line=_line(project, name, graph_name),
            )  # fmt: skip
        else:
            yield Finding(found.message, focus=found.focus, predicate=found.predicate, value=found.value)


def _within(graph: str, term: Any) -> Any:
    """A name of its own for a node of an example: the same ones stand in many."""
    if isinstance(term, NamedNode) and term.value.startswith(_DATA):
        return NamedNode(graph + _IN + term.value)
    return term


def _text(node: Any) -> str:
    return str(getattr(node, "value", node))


def _line(project: Project, name: str, graph: str) -> int:
    local = graph.rpartition(":")[2]
    lines = project.files[name].text.splitlines()
    return next((n for n, line in enumerate(lines, 1) if f"valid:{local} {{" in line), 1)
