"""Whole graphs against shapes, by pySHACL: the reference, and the home of what one record cannot decide.

pySHACL is handed parsed graphs only (a text could be taken for an address), no inference, no imports,
and the frozen subclass closure, so that a shape for a class holds for its subclasses.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from interlingua.errors import EnvironmentFailed, Place, Severity, ShapesError
from interlingua.rdf.namespaces import RDF, RDFS, SH
from interlingua.shacl.model import Shapes
from interlingua.shacl.report import Report, Result
from interlingua.shacl.targets import hand_down

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

Data = Path | bytes | Iterable[ox.Quad] | Iterable[ox.Triple] | ox.Store

_SEVERITIES: dict[str, Severity] = {"Violation": "violation", "Warning": "warning", "Info": "info"}


def validate_graph(
    data: Data,
    shapes: Shapes,
    *,
    format: ox.RdfFormat | None = None,
    base: str | None = None,
    max_results: int = 10_000,
) -> Report:
    """Validate RDF (a file, bytes with their format, quads, or a store; all graphs as one) against shapes.

    Raises ShapesError IL-V012 where the data cannot be parsed, IL-V010 where pySHACL cannot use the shapes.
    """
    from pyshacl import validate
    from pyshacl.errors import ReportableRuntimeError, ValidationFailure
    from rdflib import Graph

    with _quiet():
        graph = to_rdflib(_quads(data, format, base))
        shapes_graph = to_rdflib(hand_down(_without_ones(shapes.triples)))
        _add_closure(graph, shapes)
        try:
            conforms, found, text = validate(
                graph, shacl_graph=shapes_graph, inference="none", inplace=True, meta_shacl=False,
                advanced=False, js=False, do_owl_imports=False, max_validation_depth=40,
            )  # fmt: skip
        except (ReportableRuntimeError, RecursionError) as error:
            raise ShapesError("IL-V010", f"pySHACL cannot use the shapes: {_first_line(error)}") from error
        if isinstance(found, ValidationFailure) or not isinstance(found, Graph):
            raise ShapesError("IL-V010", f"pySHACL cannot use the shapes: {_first_line(found or text)}")
        results = tuple(sorted(_results(found, shapes_graph), key=_order))
        return Report(
            bool(conforms), results[:max_results], _count_targets(graph, shapes), shapes.name,
            total=len(results), cut=len(results) > max_results,
        )  # fmt: skip


def _without_ones(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Switches are on for `true` alone: "if $uniqueLang is true" (SHACL 4.4.5) does not say `"1"`."""
    for triple in triples:
        value = triple.object
        one = isinstance(value, ox.Literal) and value.value == "1"
        if not (one and triple.predicate.value.removeprefix(SH) in _SWITCHES):
            yield triple


_SWITCHES = frozenset({"uniqueLang", "closed", "deactivated", "qualifiedValueShapesDisjoint"})


def _order(result: Result) -> tuple[str, ...]:
    return (result.focus, result.path or "", result.component, result.shape or "", result.value or "")


def _first_line(error: object) -> str:
    return (str(error).strip().splitlines() or ["no reason given"])[0][:300]


@contextmanager
def _quiet() -> Iterator[None]:
    """rdflib logs and warns of each ill-typed literal with its text: personal values do not belong in logs."""
    loggers = [logging.getLogger(name) for name in ("rdflib", "rdflib.term", "pyshacl")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


def _quads(data: Data, format: ox.RdfFormat | None, base: str | None) -> Iterable[Any]:
    if isinstance(data, Path):
        format = format or ox.RdfFormat.from_extension(data.suffix[1:])
        file = data.name
        try:
            data = data.read_bytes()
        except OSError as error:
            raise ShapesError(
                "IL-V012", f"The data cannot be read: {error.strerror}.", place=Place(file)
            ) from error
    else:
        file = None
    if not isinstance(data, bytes):
        return data
    if format is None:
        raise ShapesError("IL-V012", "The RDF format is not known.", place=Place(file) if file else None,
                          hint="Name the format, or use an ending such as .ttl, .nt, .nq, .jsonld.")  # fmt: skip
    return _parsed(data.removeprefix(b"\xef\xbb\xbf"), format, base, file)


def _parsed(data: bytes, format: ox.RdfFormat, base: str | None, file: str | None) -> Iterator[Any]:
    try:
        yield from ox.parse(data, format=format, base_iri=base)
    except SyntaxError as error:
        raise ShapesError(
            "IL-V012", "The RDF cannot be parsed.", place=Place(file, line=error.lineno, column=error.offset),
            hint="The syntax breaks at this place.",
        ) from error  # fmt: skip
    except (ValueError, OSError) as error:
        raise ShapesError(
            "IL-V012", "The RDF cannot be parsed.", place=Place(file) if file else None
        ) from error


def to_rdflib(quads: Iterable[Any]) -> Graph:
    """Parsed quads or triples as one rdflib graph; lexical forms stay as they are."""
    try:
        from rdflib import BNode, Graph, Literal, URIRef
    except ImportError as error:  # pragma: no cover
        raise EnvironmentFailed("IL-E003", "rdflib is not installed.") from error

    def convert(term: Any) -> Node:
        if isinstance(term, ox.NamedNode):
            return URIRef(term.value)
        if isinstance(term, ox.BlankNode):
            return BNode(term.value)
        if isinstance(term, ox.Literal):
            if term.language:
                return Literal(term.value, lang=term.language)
            datatype = None if term.datatype.value == _STRING else URIRef(term.datatype.value)
            return Literal(term.value, datatype=datatype, normalize=False)
        raise ShapesError("IL-V012", "The RDF holds a triple inside a triple, which SHACL 1.0 does not know.")

    graph = Graph(bind_namespaces="none")
    terms: dict[Any, Node] = {}
    for quad in quads:
        triple = []
        for term in (quad.subject, quad.predicate, quad.object):
            known = terms.get(term)
            if known is None:
                known = terms[term] = convert(term)
            triple.append(known)
        graph.add((triple[0], triple[1], triple[2]))
    return graph


_STRING = "http://www.w3.org/2001/XMLSchema#string"


def _add_closure(graph: Graph, shapes: Shapes) -> None:
    from rdflib import URIRef

    sub_class = URIRef(RDFS + "subClassOf")
    for child, parents in shapes.superclasses.items():
        for parent in parents:
            graph.add((URIRef(child), sub_class, URIRef(parent)))


def _count_targets(graph: Graph, shapes: Shapes) -> int:
    from rdflib import URIRef

    wanted = {iri for node in shapes.nodes for iri in node.target_classes}
    wanted |= {child for child, parents in shapes.superclasses.items() if parents & wanted}
    kind = URIRef(RDF + "type")
    nodes = {s for iri in wanted for s in graph.subjects(kind, URIRef(iri))}
    return len(nodes)


def _results(found: Graph, shapes_graph: Graph) -> Iterator[Result]:
    from rdflib import URIRef
    from rdflib.term import BNode

    def one(subject: Any, name: str) -> Any:
        return found.value(subject, URIRef(SH + name))

    messages: dict[Any, tuple[dict[str, str], str | None]] = {}
    nodes = found.objects(
        next(found.subjects(URIRef(RDF + "type"), URIRef(SH + "ValidationReport"))), URIRef(SH + "result")
    )
    for node in nodes:
        shape = one(node, "sourceShape")
        if shape not in messages:
            messages[shape] = _own_messages(shape, shapes_graph)
        own, name = messages[shape]
        path, value, focus = one(node, "resultPath"), one(node, "value"), one(node, "focusNode")
        component = str(one(node, "sourceConstraintComponent")).removeprefix(SH)
        severity = str(one(node, "resultSeverity")).removeprefix(SH)
        yield Result(
            focus=_nt(focus),
            path=None if path is None else path_text(path, found),
            value=None if value is None else _nt(value),
            shape=None if shape is None or isinstance(shape, BNode) else str(shape),
            component=component,
            severity=_SEVERITIES.get(severity, "violation"),
            messages=own or {"en": _generic(component)},
            name=name,
            simple_path=isinstance(path, URIRef),
            severity_iri=None if severity in _SEVERITIES else severity,
        )


def _own_messages(shape: Any, shapes_graph: Graph) -> tuple[dict[str, str], str | None]:
    """The messages written in the shape. pySHACL's own would quote the value."""
    from rdflib import URIRef

    found = {
        getattr(m, "language", None) or "": str(m)
        for m in shapes_graph.objects(shape, URIRef(SH + "message"))
    }
    names = list(shapes_graph.objects(shape, URIRef(SH + "name")))
    english = [n for n in names if getattr(n, "language", None) in ("en", None)]
    return found, next((str(n) for n in (*english, *names)), None)


_SENTENCES = {
    "MinCount": "There are too few values.", "MaxCount": "There are too many values.",
    "Datatype": "A value is not of its datatype.", "NodeKind": "A value is of the wrong kind.",
    "In": "A value is not one of those allowed.", "Pattern": "A value does not have the form asked for.",
    "MinLength": "A value is too short.", "MaxLength": "A value is too long.",
    "Class": "A value is not an instance of the class asked for.",
    "HasValue": "The value that must be there is missing.", "Closed": "A property is not allowed here.",
    "UniqueLang": "Two values have one language.", "LanguageIn": "A value is not in an allowed language.",
}  # fmt: skip


def _generic(component: str) -> str:
    name = component.removesuffix("ConstraintComponent")
    if name.endswith(("Inclusive", "Exclusive")):
        return "A value is out of range."
    return _SENTENCES.get(name, f"The rule {name} does not hold.")


def _nt(term: Any) -> str:
    """An rdflib term in N-Triples."""
    from rdflib.term import BNode, URIRef

    if isinstance(term, URIRef):
        return f"<{term}>"
    if isinstance(term, BNode):
        return str(ox.BlankNode(str(term)))
    if term.language:
        return str(ox.Literal(str(term), language=term.language))
    return str(ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype or _STRING))))


def path_text(path: Any, graph: Graph) -> str:
    """A SHACL path as SPARQL writes it: `<p>`, `^<p>`, `<p>/<q>`, `(<p>|<q>)`, `<p>*`."""
    from rdflib import URIRef
    from rdflib.collection import Collection

    if isinstance(path, URIRef):
        return f"<{path}>"
    if graph.value(path, URIRef(RDF + "first")) is not None:
        return "/".join(path_text(part, graph) for part in Collection(graph, path))
    for name, form in _PATHS.items():
        inner = graph.value(path, URIRef(SH + name))
        if inner is not None:
            if name == "alternativePath":
                return f"({'|'.join(path_text(part, graph) for part in Collection(graph, inner))})"
            text = path_text(inner, graph)
            return form.format(
                f"({text})" if "/" in text.replace("://", "") and not isinstance(inner, URIRef) else text
            )
    return _nt(path)


_PATHS = {
    "inversePath": "^{}", "alternativePath": "", "zeroOrMorePath": "{}*", "oneOrMorePath": "{}+", "zeroOrOnePath": "{}?",
}  # fmt: skip
