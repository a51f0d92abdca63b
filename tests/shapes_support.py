"""Small vocabularies and shapes for the tests of this folder."""

from __future__ import annotations

from typing import ClassVar

import pyoxigraph as ox

from interlingua.rdf.namespaces import PREFIXES
from interlingua.shacl.model import Shapes
from interlingua.shacl.shapes import build_shapes, parse_triples

SP = "https://w3id.org/social-protection/"
HEAD = "".join(f"@prefix {p}: <{n}> .\n" for p, n in PREFIXES.items())
HEAD += f"@prefix code: <{SP}code/> .\n@prefix ex: <https://example.org/> .\n"


class SmallVocabulary:
    """Group above Household; two schemes; one deprecated property."""

    kinds: ClassVar[dict[str, str]] = {
        "Person": "class", "Group": "class", "Household": "class", "sex": "object", "name": "object",
        "dateOfBirth": "datatype", "birthDay": "datatype", "code/sex": "scheme", "code/status": "scheme",
        "code/sex/female": "code", "code/sex/male": "code", "code/status/active": "code",
    }  # fmt: skip

    def kind_of(self, iri: str) -> str | None:
        return self.kinds.get(iri.removeprefix(SP))

    def terms(self) -> list[str]:
        return [SP + name for name in self.kinds]

    def codes_of(self, scheme: str) -> list[str]:
        return [t for t in self.terms() if t.startswith(scheme + "/")]

    def superclasses(self, iri: str) -> list[str]:
        return sorted(self.superclass_closure().get(iri, ()))

    def domain_of(self, iri: str) -> list[str]:
        return [SP + "Person"] if iri == SP + "dateOfBirth" else []

    def superclass_closure(self) -> dict[str, frozenset[str]]:
        return {SP + "Household": frozenset({SP + "Group"})}

    def deprecation(self, iri: str) -> str | None:
        return "Use sp:dateOfBirth." if iri == SP + "birthDay" else None


def shapes(turtle: str, *, own: bool = True) -> Shapes:
    triples = list(parse_triples((HEAD + turtle).encode(), ox.RdfFormat.TURTLE, "test.ttl"))
    return build_shapes("test", triples, SmallVocabulary(), own=own)


def data(turtle: str) -> bytes:
    return (HEAD + turtle).encode()
