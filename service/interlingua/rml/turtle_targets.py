"""Logical targets of RML documents: files that statements are exported to (https://w3id.org/rml/io/)."""

from __future__ import annotations

from typing import Final, Literal
from urllib.parse import unquote, urlsplit

from interlingua.errors import MappingError
from interlingua.rml import ours, written
from interlingua.rml.model import LogicalTarget
from interlingua.rml.nodes import Node, local
from interlingua.rml.problems import did_you_mean

FORMATS: Final = "http://www.w3.org/ns/formats/"
SERIALIZATIONS: dict[str, str] = {
    "N-Quads": "nquads", "N-Triples": "ntriples", "Turtle": "turtle", "TriG": "trig", "N3": "n3",
    "JSON-LD": "jsonld", "RDF_XML": "rdfxml", "RDF_JSON": "rdfjson",
}  # fmt: skip
"""The names of https://www.w3.org/ns/formats/ that can be written."""
COMPRESSIONS: dict[str, str | None] = {
    "none": None, "gzip": "gzip", "zip": "zip", "targz": "targz", "tarxz": "tarxz",
}  # fmt: skip
_DUMP = "http://rdfs.org/ns/void#dataDump"
_ENDPOINT = "http://www.w3.org/ns/sparql-service-description#endpoint"
_LOGICAL = ("target", "serialization", "compression", "encoding")
_TARGET = ("root", "path", "serialization", "compression", "encoding")


def targets(node: Node) -> tuple[LogicalTarget, ...]:
    """Where the statements with a term map's terms go. Raises MappingError IL-M010, IL-M014."""
    return tuple(dict.fromkeys(_logical_target(one) for one in node.all("logicalTarget")))


def _logical_target(node: Node) -> LogicalTarget:
    node.only(_LOGICAL, "a logical target")
    target = node.one("target", "The logical target has no target.")
    if written.as_written() and not target.has("path") and target.foreign(_DUMP) is None:
        endpoint = target.foreign(_ENDPOINT)
        return LogicalTarget(
            node.name, endpoint.value if endpoint is not None else target.term.value, _serialization(node, target),
            _compression(node, target), None, "working", node.place, ours.description(target),
        )  # fmt: skip
    path, root = _file(target)
    return LogicalTarget(
        node.name, path, _serialization(node, target), _compression(node, target), _encoding(node, target),
        root, node.graph.places.get(node.term, node.place),
    )  # fmt: skip


def _file(target: Node) -> tuple[str, Literal["mapping", "working"]]:
    dump = target.foreign(_DUMP)
    if dump is not None:
        return _local_path(dump.value, target), "working"
    if target.term.kind == "literal" or not target.has("path"):
        raise MappingError(
            "IL-M014",
            "Only files are supported as targets.",
            place=target.place,
            hint='rml:target [ a rml:FilePath; rml:path "dump.nq" ]',
        )
    target.only(_TARGET, "a file target")
    return target.one("path").term.value, _root(target)


def _local_path(iri: str, target: Node) -> str:
    parts = urlsplit(iri)
    if parts.scheme == "file" and parts.netloc in ("", "localhost"):
        return unquote(parts.path)
    raise MappingError(
        "IL-M014", "Only file: IRIs are supported as void:dataDump.", place=target.place,
        hint="Targets reach no network.",
    )  # fmt: skip


def _root(target: Node) -> Literal["mapping", "working"]:
    if not target.has("root"):
        return "working"
    named = target.one("root")
    name = local(named.term.value)
    if name == "MappingDirectory":
        return "mapping"
    if name == "CurrentWorkingDirectory":
        return "working"
    raise MappingError(
        "IL-M014",
        "A fixed folder as rml:root is not supported.",
        place=named.place,
        hint="Use rml:MappingDirectory or rml:CurrentWorkingDirectory.",
    )


def _either(node: Node, target: Node, name: str) -> Node | None:
    """A property of the logical target; the specification's examples also give it to the target itself."""
    return next((one.one(name) for one in (node, target) if one.has(name)), None)


def _serialization(node: Node, target: Node) -> str:
    """ "By default, the serialization format is N-Quads" (RML-IO, Target)."""
    named = _either(node, target, "serialization")
    if named is None:
        return "nquads"
    name = named.term.value.removeprefix(FORMATS)
    if name not in SERIALIZATIONS:
        raise MappingError(
            "IL-M010",
            f"The serialization {name!r} is not one that can be written.",
            place=named.place,
            hint=did_you_mean(name, SERIALIZATIONS, what="Known"),
        )
    return SERIALIZATIONS[name]


def _compression(node: Node, target: Node) -> str | None:
    named = _either(node, target, "compression")
    if named is None:
        return None
    name = local(named.term.value) or named.term.value
    if name not in COMPRESSIONS:
        raise MappingError(
            "IL-M010",
            f"The compression {name!r} is not one that can be written.",
            place=named.place,
            hint=did_you_mean(name, COMPRESSIONS, what="Known"),
        )
    return COMPRESSIONS[name]


def _encoding(node: Node, target: Node) -> str | None:
    named = _either(node, target, "encoding")
    if named is None:
        return None
    name = (local(named.term.value) or named.term.value).lower()
    if name not in ("utf-8", "utf-16"):
        raise MappingError(
            "IL-M010", f"The encoding {name!r} is not one that can be written.", place=named.place,
            hint="Known: rml:UTF-8, rml:UTF-16.",
        )  # fmt: skip
    return None if name == "utf-8" else name
