"""Who claims which identifier: read from one record's triples, in the store's form."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from interlingua.rdf.namespaces import CODE, RDF, SP

_CATEGORIES: Final = {SP + "Person": "person", SP + "Group": "group"}
"""What is linked, and never one with the other. Subclasses are there as types of their own."""
_NEEDED: Final = b"/identifierValue> "
_LINE: Final = re.compile(
    rf"^(<[^>]*>) <(?:{re.escape(SP)}(identifier|identifierValue|identifierKind|issuer)|{re.escape(RDF)}(type))>"
    r' (?:<([^>]*)>|"((?:[^"\\]|\\.)*)"(?:@\S+|\^\^<[^>]*>)?) \.$',
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A record says that `subject` (an IRI) has this identifier.

    `identifier` is a digest of what it is of (persons or groups), kind, issuer and value, so that no value
    stands in an index; `kind` is the IRI of the identifier's kind.
    """

    subject: str
    identifier: bytes
    kind: str


def claims(triples: bytes) -> Iterator[Claim]:
    """The identifiers of the persons and groups of a record.

    Only one that says its kind, issuer and value is any use for linking: without an issuer, the same
    value may be of two people.
    """
    if _NEEDED not in triples:
        return
    said: dict[str, dict[str, list[str]]] = {}
    for subject, ours, rdf_type, iri, text in _LINE.findall(triples.decode()):
        said.setdefault(subject[1:-1], {}).setdefault(ours or rdf_type, []).append(iri or text)
    for subject, facts in said.items():
        categories = [_CATEGORIES[name] for name in facts.get("type", ()) if name in _CATEGORIES]
        for identifier in facts.get("identifier", ()):
            about = said.get(identifier, {})
            for category in categories:
                yield from _claims(subject, category, about)


def _claims(subject: str, category: str, about: dict[str, list[str]]) -> Iterator[Claim]:
    for value in about.get("identifierValue", ()):
        for kind in about.get("identifierKind", ()):
            for issuer in about.get("issuer", ()):
                yield Claim(subject, _digest(category, kind, issuer, value), kind)


def _digest(*parts: str) -> bytes:
    hashed = hashlib.sha256()
    for part in parts:
        data = part.encode()
        hashed.update(len(data).to_bytes(4, "big") + data)
    return hashed.digest()[:20]


def kind_name(kind: str) -> str:
    """The kind of an identifier for people: `national-id`."""
    return kind.removeprefix(CODE + "identifier-kind/")
