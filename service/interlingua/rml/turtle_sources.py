"""Logical sources of RML documents: files of the kinds that can be read."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Literal

from interlingua.errors import MappingError
from interlingua.rml import ours, written
from interlingua.rml.databases import database_of, is_database
from interlingua.rml.model import Formulation, LogicalSource
from interlingua.rml.nodes import Node, local
from interlingua.rml.yarrrml_sources import stem

_CSVW = "http://www.w3.org/ns/csvw#"
_FORMULATIONS: dict[str, Formulation] = {
    "CSV": "csv", "JSONPath": "json", "NDJSON": "ndjson", "XLSX": "xlsx", "Excel": "xlsx", "XPath": "xml",
    "XPathReferenceFormulation": "xml", "Spreadsheet": "xlsx", "ODS": "ods", "Parquet": "parquet",
    "SPARQL_Results_CSV": "sparql", "SPARQL_Results_JSON": "sparql", "SPARQL_Results_TSV": "sparql",
    "SPARQL_Results_XML": "sparql",
}  # fmt: skip
_SOURCE = ("source", "referenceFormulation", "iterator")
_FILE = ("root", "path", "encoding", "null", "compression")
_LINES = (".ndjson", ".jsonl")
_COMPRESSIONS = ("none", "gzip", "zip", "targz", "tarxz")


def logical_source(node: Node) -> LogicalSource:
    """One rml:logicalSource. Raises MappingError IL-M010, IL-M014."""
    from interlingua.rml.turtle_views import is_view, view_source

    named_view = ours.view(node)
    if named_view is not None:
        return named_view
    if is_view(node):
        return view_source(node)
    if is_database(node):
        return ours.source(node, database_of(node, f"query in line {node.place.line}"))
    node.only(_SOURCE, "a logical source")
    source = node.one("source", "The logical source has no source.")
    if written.as_written() and _is_service(source):
        return _service(node, source)
    path, root, options, nulls = _file(source)
    form = _formulation(node, path)
    iterator = node.one("iterator").term.value if node.has("iterator") else None
    made = LogicalSource(
        stem(path), path, form, iterator, root, tuple(options), tuple(nulls), node.place,
        _namespaces(node) if form == "xml" else (),
    )  # fmt: skip
    return ours.source(node, made)


def _is_service(source: Node) -> bool:
    return source.term.kind != "literal" and not source.has("path") and source.foreign(_CSVW + "url") is None


def _service(node: Node, source: Node) -> LogicalSource:
    """What is no file, kept for conversion."""
    iterator = node.one("iterator").term.value if node.has("iterator") else None
    form = _formulation(node, "") if node.has("referenceFormulation") else "csv"
    described = ours.description(source)
    return ours.source(
        node, LogicalSource("source", None, form, iterator, place=node.place, access=described)
    )


def _formulation(node: Node, path: str) -> Formulation:
    suffix = PurePosixPath(path).suffix.lower()
    if not node.has("referenceFormulation"):
        if suffix == ".csv":
            return "csv"
        raise MappingError(
            "IL-M010", "The logical source has no reference formulation.", place=node.place, hint="rml:CSV"
        )
    named = node.one("referenceFormulation")
    name = local(named.term.value) or named.term.value.rpartition("/")[2].rpartition("#")[2]
    if "XPathReferenceFormulation" in named.types:
        return "xml"
    if name not in _FORMULATIONS:
        raise MappingError(
            "IL-M014",
            f"The reference formulation {name!r} is not supported.",
            place=named.place,
            hint="Supported: " + ", ".join(f"rml:{word}" for word in ("CSV", "JSONPath", "XPath")) + ".",
        )
    form = _FORMULATIONS[name]
    if form == "xlsx" and suffix == ".ods":
        return "ods"
    return "ndjson" if form == "json" and suffix in _LINES else form


def _namespaces(node: Node) -> tuple[tuple[str, str], ...]:
    """The prefixes of XPaths: those that RML-IO declares (rml:namespace)."""
    known: dict[str, str] = {}
    for one in node.one("referenceFormulation").all("namespace"):
        prefix = one.one("namespacePrefix", "A namespace needs rml:namespacePrefix.").term.value
        known[prefix] = one.one("namespaceURL", "A namespace needs rml:namespaceURL.").term.value
    return tuple(known.items())


def _file(
    source: Node,
) -> tuple[str, Literal["mapping", "working"], list[tuple[str, str]], list[str]]:
    if source.term.kind == "literal":  # the old vocabulary: relative to the mapping, as its own cases are
        return source.term.value, "mapping", [], []
    url = source.foreign(_CSVW + "url")
    if url is not None:
        return url.value, "mapping", _dialect(source), []
    if not source.has("path"):
        raise MappingError(
            "IL-M014",
            "Only files are supported as sources yet.",
            place=source.place,
            hint='rml:source [ a rml:RelativePathSource; rml:root rml:MappingDirectory; rml:path "a.csv" ]',
        )
    source.only(_FILE, "a file source")
    options = []
    if source.has("compression"):
        options.append(("compression", _compression(source.one("compression"))))
    if source.has("encoding"):
        encoding = source.one("encoding").term.value
        options.append(("encoding", (local(encoding) or encoding).lower()))
    nulls = [one.term.value for one in source.all("null")]
    if "" not in nulls:
        options.append(("empty", "value"))
    return source.one("path").term.value, _root(source), options, nulls


def _compression(node: Node) -> str:
    name = local(node.term.value) or node.term.value
    if name not in _COMPRESSIONS:
        raise MappingError(
            "IL-M010", f"The compression {name!r} is not known.", place=node.place,
            hint="RML-IO has " + ", ".join(f"rml:{word}" for word in _COMPRESSIONS) + ".",
        )  # fmt: skip
    return name


def _root(source: Node) -> Literal["mapping", "working"]:
    if not source.has("root"):
        return "working"  # "If rml:root is not given, the current working directory is used" (RML-IO)
    name = local(source.one("root").term.value)
    if name == "MappingDirectory":
        return "mapping"
    if name == "CurrentWorkingDirectory":
        return "working"
    raise MappingError(
        "IL-M014",
        "A fixed folder as rml:root is not supported.",
        place=source.one("root").place,
        hint="Use rml:MappingDirectory or rml:CurrentWorkingDirectory.",
    )


def _dialect(source: Node) -> list[tuple[str, str]]:
    dialect = source.foreign(_CSVW + "dialect")
    if dialect is None:
        return []
    node = Node(dialect, source.place, source.graph)
    options = []
    for name, option in (("delimiter", "delimiter"), ("quoteChar", "quote"), ("encoding", "encoding")):
        value = node.foreign(_CSVW + name)
        if value is not None:
            options.append((option, value.value))
    return options
