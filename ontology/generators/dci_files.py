"""DCI's JSON-LD files as documents with pointers, and what a JSON-LD processor makes of the names in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_COMPACT: Final = re.compile(r"([A-Za-z][A-Za-z0-9_-]*):(?!//)(.*)")
_GENERAL: Final = tuple(":/?#[]@")
"""The characters that a namespace ends in to be usable as a prefix (JSON-LD 1.1, section 4.1.5)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is wrong."""

    file: str
    pointer: str
    what: str


@dataclass(frozen=True, slots=True)
class Document:
    """One file; `body` is None where it is no JSON."""

    file: str
    body: dict[str, Any] | None

    @property
    def tree(self) -> str:
        """current, legacy or profile."""
        return {"common": "legacy", "profiles": "profile"}.get(self.file.split("/")[0], "current")

    @property
    def context(self) -> dict[str, Any]:
        """Its own context."""
        found = (self.body or {}).get("@context", {})
        return found if isinstance(found, dict) else {}

    def expand(self, name: str) -> str:
        """A name as a processor expands it: the compact form itself where its prefix is of no use."""
        prefix, rest = compact(name)
        namespace = self.context.get(prefix)
        if isinstance(namespace, str) and namespace.endswith(_GENERAL):
            return namespace + rest
        return name

    def values(self) -> Iterator[tuple[str, str, Any, dict[str, Any]]]:
        """Pointer, key, value and node of everything below the context."""
        yield from _walk(self.body or {}, "")

    def nodes(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Pointer and node of everything that has a name and a type: what the file declares."""
        for pointer, key, value, node in self.values():
            if (
                key == "@id"
                and "@type" in node
                and isinstance(value, str)
                and "/rdfs:range" not in pointer[-12:]
            ):
                yield pointer, node

    def properties(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Pointer and node of each property: what stands in a list of them, and what has a domain."""
        for pointer, key, value, node in self.values():
            if key == "rdfs:property" and isinstance(value, list):
                for index, one in enumerate(value):
                    if isinstance(one, dict):
                        yield f"{pointer}/rdfs:property/{index}", one
            elif key == "rdfs:domain" and "/rdfs:property/" not in pointer:
                yield pointer, node

    def lists(self) -> Iterator[tuple[str, dict[str, Any], list[str], list[tuple[str, dict[str, Any]]]]]:
        """Code lists: pointer, head, names of the codes listed, codes defined with their pointers."""
        graph = (self.body or {}).get("@graph", [])
        for index, head in enumerate(graph):
            if "owl:oneOf" not in head:
                continue
            listed = [str(one["@id"] if isinstance(one, dict) else one) for one in head["owl:oneOf"]]
            defined = [
                (f"/@graph/{number}", node)
                for number, node in enumerate(graph)
                if "owl:oneOf" not in node
                and node.get("@type") not in ("rdfs:Class", "rdfs:Datatype", "rdf:Property")
            ]
            yield f"/@graph/{index}", head, listed, defined


def compact(name: str) -> tuple[str, str]:
    """Prefix and rest of a compact IRI; an empty prefix where it is none."""
    found = _COMPACT.fullmatch(name)
    return (found[1], found[2]) if found else ("", name)


def local(name: str) -> str:
    """A compact IRI without its prefix."""
    return compact(name)[1]


def documents(schemas: Path) -> list[Document]:
    """Every JSON-LD file of the folder, by name."""
    found = []
    for path in sorted(schemas.glob("**/*.jsonld")):
        file = path.relative_to(schemas).as_posix()
        try:
            body = json.loads(path.read_text(encoding="utf-8"))
        except json.JSONDecodeError:
            body = None
        found.append(Document(file, body))
    return found


def _walk(node: dict[str, Any], pointer: str) -> Iterator[tuple[str, str, Any, dict[str, Any]]]:
    for key, value in node.items():
        if key == "@context":
            continue
        yield pointer, key, value, node
        for index, one in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(one, dict):
                where = f"{pointer}/{key}" + (f"/{index}" if isinstance(value, list) else "")
                yield from _walk(one, where)
