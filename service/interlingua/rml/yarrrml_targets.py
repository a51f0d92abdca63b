"""`targets` of a YARRRML document: files that statements are exported to, named or written inline."""

from __future__ import annotations

import re

from interlingua.errors import MappingError, Place
from interlingua.rml import written
from interlingua.rml.model import Constant, Description, LogicalTarget
from interlingua.rml.problems import did_you_mean
from interlingua.rml.terms import as_dict, as_list, as_text, check_keys
from interlingua.rml.yamltree import Dict, List, Text, Tree

SERIALIZATIONS = ("nquads", "ntriples", "turtle", "trig", "n3", "jsonld", "rdfxml", "rdfjson")
COMPRESSIONS = ("none", "gzip", "zip", "targz", "tarxz")
KEYS = ("targets", "target")
_FILES = ("localfile", "file", "local", "void", "dcat")
_SERVICES = ("sparql", "sd")
_OTHERS = ("directhttprequest", "linkedhttprequest")
_LONG = ("access", "type", "serialization", "compression", "encoding", "root")
_SHORT = re.compile(r"(.*?)(?:~([A-Za-z]+))?", re.DOTALL)
_SD = "http://www.w3.org/ns/sparql-service-description#"


def named_targets(tree: Tree | None) -> dict[str, LogicalTarget]:
    """The top-level `targets`."""
    if tree is None:
        return {}
    return {key.value: _target(value, key.value) for key, value in as_dict(tree, "`targets`")}


def of_term(tree: Tree | None, named: dict[str, LogicalTarget]) -> tuple[LogicalTarget, ...]:
    """The `targets` of one term: names, inline targets, or a list of them. Raises MappingError IL-M007."""
    if tree is None:
        return ()
    if isinstance(tree, List) and tree.items and isinstance(tree.items[0], Text):
        first = as_text(tree.items[0], "The target").value
        if first not in named and "~" in first:
            return (_target(tree, None),)
    return tuple(_one(item, named) for item in as_list(tree))


def _one(tree: Tree, named: dict[str, LogicalTarget]) -> LogicalTarget:
    if not isinstance(tree, Text):
        return _target(tree, None)
    name = as_text(tree, "The target").value
    if name in named:
        return named[name]
    if "~" in name or "/" in name:
        return _target(tree, None)
    raise MappingError(
        "IL-M007",
        f"The target {name!r} is not defined.",
        place=tree.place,
        hint=did_you_mean(name, named, what="Under `targets`"),
    )


def _target(tree: Tree, name: str | None) -> LogicalTarget:
    if isinstance(tree, Dict):
        return _long(tree, name)
    parts = [as_text(item, "A part of the target") for item in as_list(tree)]
    if not 1 <= len(parts) <= 3:
        raise MappingError(
            "IL-M006", "A target must be [file~type, serialization, compression].", place=tree.place
        )
    found = _SHORT.fullmatch(parts[0].value.strip())
    path, kind = (found[1], found[2]) if found else (parts[0].value, None)
    serialization = _choice(parts[1], SERIALIZATIONS, "serialization") if len(parts) > 1 else "nquads"
    compression = _choice(parts[2], COMPRESSIONS, "compression") if len(parts) > 2 else "none"
    return _made(name, path, kind, parts[0].place, serialization, compression, None, None)


def _long(tree: Dict, name: str | None) -> LogicalTarget:
    _refuse_dynamic(tree)
    check_keys(tree, _LONG, "a target")
    found = {key.value: as_text(value, f"`{key.value}`") for key, value in tree}
    if "access" not in found:
        raise MappingError("IL-M006", "The target has no `access`.", place=tree.place)
    serialization = (
        _choice(found["serialization"], SERIALIZATIONS, "serialization")
        if "serialization" in found
        else "nquads"
    )
    compression = (
        _choice(found["compression"], COMPRESSIONS, "compression") if "compression" in found else "none"
    )
    root = _choice(found["root"], ("mapping", "working"), "root") if "root" in found else None
    encoding = found["encoding"].value if "encoding" in found else None
    kind = found["type"].value if "type" in found else None
    return _made(name, found["access"].value, kind, tree.place, serialization, compression, encoding, root)


def _refuse_dynamic(tree: Dict) -> None:
    for key, _ in tree:
        if key.value in ("source", "id"):
            message = "Targets whose name is made of the record's values are not supported."
        elif key.value == "ldes":
            message = "Event streams as targets are not supported."
        elif key.value in ("authentication", "headers", "methodName", "rel"):
            message = "HTTP requests as targets are not supported."
        else:
            continue
        hint = "docs/decisions/0007-yarrrml-left-out.md says why, and what to write in its place."
        raise MappingError("IL-M014", message, place=key.place, hint=hint)


def _made(
    name: str | None,
    path: str,
    kind: str | None,
    place: Place,
    serialization: str,
    compression: str,
    encoding: str | None,
    root: str | None,
) -> LogicalTarget:
    word = (kind or "localfile").lower()
    access = None
    if word in _SERVICES:
        if not written.as_written():
            raise MappingError(
                "IL-M014", "Only files are supported as targets: Interlingua writes to no network.", place=place,
                hint="Write to a file, and load that with the store's own tools.",
            )  # fmt: skip
        language = Constant(_SD + "SPARQL11Update")
        access = Description(
            (_SD + "Service",),
            ((_SD + "supportedLanguage", language), (_SD + "endpoint", Constant(path))),
            place,
        )
    elif word not in _FILES:
        code = "IL-M014" if word in _OTHERS else "IL-M006"
        raise MappingError(
            code, f"Targets of the type {word!r} are not supported.", place=place,
            hint=did_you_mean(word, (*_FILES, *_SERVICES), what="Types"),
        )  # fmt: skip
    return LogicalTarget(
        name or path,
        path,
        serialization,
        None if compression == "none" else compression,
        encoding,
        "mapping" if root == "mapping" else "working",
        place,
        access,
    )


def _choice(text: Text, allowed: tuple[str, ...], what: str) -> str:
    word = text.value.lower().replace("-", "")
    if word not in allowed:
        raise MappingError(
            "IL-M006",
            f"The {what} {text.value!r} is not known.",
            place=text.place,
            hint=did_you_mean(word, allowed, what="One of"),
        )
    return word
