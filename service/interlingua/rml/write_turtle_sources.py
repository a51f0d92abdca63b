"""Logical sources and targets as RML-IO in Turtle."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from interlingua.errors import MappingError
from interlingua.rml import ours
from interlingua.rml.model import Constant, Description, Formulation, LogicalSource, LogicalTarget
from interlingua.rml.turtle_targets import FORMATS, SERIALIZATIONS
from interlingua.rml.write_blocks import Block, Item, literal
from interlingua.rml.yarrrml_sources import stem

if TYPE_CHECKING:
    from interlingua.rml.write_turtle import Writer

_CSVW = "http://www.w3.org/ns/csvw#"
_D2RQ = "http://www.wiwiss.fu-berlin.de/suhl/bizer/D2RQ/0.1#"
_FORMULATIONS: dict[Formulation, str] = {
    "csv": "rml:CSV", "json": "rml:JSONPath", "ndjson": "rml:JSONPath", "xml": "rml:XPath",
}  # fmt: skip
_COMPRESSIONS = ("gzip", "zip", "targz", "tarxz")
_DIALECT = {"delimiter": "delimiter", "quote": "quoteChar", "encoding": "encoding"}
_READERS_OWN = ("climb", "empty")
"""Options that are told by the document, not written in it."""
_BAD = frozenset('<>"{}|^`\\') | {chr(c) for c in range(33)}


def whole_iri(iri: str) -> str:
    """`<iri>`, its forbidden characters escaped."""
    return "<" + "".join(f"\\u{ord(c):04X}" if c in _BAD else c for c in iri) + ">"


def source(one: LogicalSource, writer: Writer) -> Block:
    """rml:logicalSource. Raises MappingError IL-M014."""
    block = Block()
    block.add("a", "rml:LogicalSource")
    if one.view is not None:
        if one.name not in writer.views:
            raise MappingError(
                "IL-M014", "A view that the mapping does not name cannot be written.", place=one.place
            )
        block.add(writer.iri(ours.VIEW), literal(one.name))
        return block
    if one.name != _name_read(one):
        block.add(writer.iri(ours.NAME), literal(one.name))
    if one.formulation == "sql":
        _database(one, block, writer)
        if one.nulls:
            text = json.dumps({"nulls": list(one.nulls)}, ensure_ascii=False)
            block.add(writer.iri(ours.OPTIONS), literal(text) + "^^" + writer.iri(ours.JSON))
        return block
    more: dict[str, object] = {}
    if one.access is not None:
        block.add("rml:source", described(one.access, writer, block))
        more.update(one.options)
    else:
        block.add("rml:source", _file(one, more, writer))
    block.add("rml:referenceFormulation", _formulation(one, more, writer))
    if one.iterator is not None:
        block.add("rml:iterator", literal(one.iterator))
    if more:
        block.add(
            writer.iri(ours.OPTIONS),
            literal(json.dumps(more, ensure_ascii=False)) + "^^" + writer.iri(ours.JSON),
        )
    return block


def _name_read(one: LogicalSource) -> str:
    """The name that a reader gives to a source without ilm:name."""
    if one.access is not None:
        return "source"
    return stem(one.path) if one.path is not None and one.formulation != "sql" else ""


def _formulation(one: LogicalSource, more: dict[str, object], writer: Writer) -> Item:
    if one.namespaces:
        block = Block()
        block.add("a", "rml:XPathReferenceFormulation")
        for prefix, namespace in one.namespaces:
            made = Block()
            made.add("a", "rml:Namespace")
            made.add("rml:namespacePrefix", literal(prefix))
            made.add("rml:namespaceURL", literal(namespace))
            block.add("rml:namespace", made)
        return block
    if one.formulation == "ndjson" and not (one.path or "").lower().endswith((".ndjson", ".jsonl")):
        more["formulation"] = one.formulation
    if one.formulation in _FORMULATIONS:
        return _FORMULATIONS[one.formulation]
    more["formulation"] = one.formulation
    return writer.iri(ours.ILM + {"xlsx": "XLSX", "ods": "ODS", "parquet": "Parquet"}[one.formulation])


def _file(one: LogicalSource, more: dict[str, object], writer: Writer) -> Block:
    options = {key: value for key, value in one.options if key not in _READERS_OWN}
    block = Block()
    if "delimiter" in options or "quote" in options:
        block.add("a", writer.iri(_CSVW + "Table"))
        block.add(writer.iri(_CSVW + "url"), literal(one.path or ""))
        dialect = Block()
        dialect.add("a", writer.iri(_CSVW + "Dialect"))
        for key, name in _DIALECT.items():
            if key in options:
                dialect.add(writer.iri(_CSVW + name), literal(options.pop(key)))
        block.add(writer.iri(_CSVW + "dialect"), dialect)
        if one.nulls:
            more["nulls"] = list(one.nulls)
        more.update(options)
        return block
    block.add("a", "rml:RelativePathSource")
    root = "MappingDirectory" if one.root == "mapping" else "CurrentWorkingDirectory"
    block.add("rml:root", f"rml:{root}")
    block.add("rml:path", literal(one.path or ""))
    if options.get("encoding", "").lower() in ("utf-8", "utf-16"):
        block.add("rml:encoding", f"rml:{options.pop('encoding').upper()}")
    if options.get("compression") in _COMPRESSIONS:
        block.add("rml:compression", f"rml:{options.pop('compression')}")
    if ("empty", "value") not in one.options:
        block.add("rml:null", literal(""))
    if "" in one.nulls:
        more["nulls"] = list(one.nulls)
    for text in one.nulls:
        if text:
            block.add("rml:null", literal(text))
    more.update(options)
    return block


def _database(one: LogicalSource, block: Block, writer: Writer) -> None:
    options = dict(one.options)
    if one.path is not None:
        database = Block()
        database.add("a", writer.iri(_D2RQ + "Database"))
        database.add(writer.iri(_D2RQ + "jdbcDSN"), literal(one.path))
        for key in ("username", "password"):
            if key in options:
                database.add(writer.iri(_D2RQ + key), literal(str(options[key])))
        block.add("rml:source", database)
    is_table = "table" in options
    block.add("rml:referenceFormulation", "rml:SQL2008Table" if is_table else "rml:SQL2008Query")
    block.add("rml:iterator", literal(options["table" if is_table else "query"]))


def target(one: LogicalTarget, writer: Writer) -> Block:
    """rml:LogicalTarget."""
    block = Block()
    block.add("a", "rml:LogicalTarget")
    block.add(writer.iri(ours.NAME), literal(one.name))
    if one.access is not None:
        block.add("rml:target", described(one.access, writer, block))
    else:
        file = Block()
        file.add("a", "rml:FilePath")
        if one.root == "mapping":
            file.add("rml:root", "rml:MappingDirectory")
        file.add("rml:path", literal(one.path))
        block.add("rml:target", file)
    name = next(key for key, word in SERIALIZATIONS.items() if word == one.serialization)
    block.add("rml:serialization", writer.iri(FORMATS + name))
    if one.compression is not None:
        block.add("rml:compression", f"rml:{one.compression}")
    if one.encoding is not None:
        block.add("rml:encoding", f"rml:{one.encoding.upper()}")
    return block


def described(one: Description, writer: Writer, _of: Block) -> Item:
    """A node of another vocabulary; what points to it stands by itself, so that it needs a name."""
    inverse = [(iri[1:], value) for iri, value in one.properties if iri.startswith("^")]
    block = _described(one, writer)
    if not inverse:
        return block
    name, number = "access", 2
    while name in writer.named or name in writer.maps.values():
        name, number = f"access-{number}", number + 1
    writer.named[name] = block
    for iri, value in inverse:
        if isinstance(value, Description):
            other = _described(value, writer)
            other.add(writer.iri(iri), f"<#{name}>")
            writer.named[f"{name}-of"] = other
    return f"<#{name}>"


def _described(one: Description, writer: Writer) -> Block:
    block = Block()
    for iri in one.types:
        block.add("a", writer.iri(iri))
    for iri, value in one.properties:
        if not iri.startswith("^"):
            block.add(
                writer.iri(iri),
                writer.term(value) if isinstance(value, Constant) else _described(value, writer),
            )
    return block
