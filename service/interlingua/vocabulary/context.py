"""The JSON-LD context: short names for our terms, so that data reads as plain JSON."""

from __future__ import annotations

from typing import Any

from interlingua.rdf.namespaces import CODE, GEO, RDF, RDFS, SP, XSD
from interlingua.vocabulary.loading import load
from interlingua.vocabulary.model import Property, Vocabulary

_UNTYPED = (XSD + "string", RDFS + "Literal", RDF + "langString")


def context(vocabulary: Vocabulary | None = None) -> dict[str, Any]:
    """The document of /context.jsonld.

    A property's value needs no datatype and no `@id`; the value of one with a code list is written as the
    notation alone (`"sex": "female"`).
    """
    known = vocabulary or load()
    names: dict[str, Any] = {
        "@version": 1.1,
        "sp": SP,
        "code": CODE,
        "xsd": XSD,
        "geo": GEO,
        "id": "@id",
        "type": "@type",
    }
    for term in sorted(known.classes.values(), key=lambda c: c.iri):
        names[term.name] = "sp:" + term.name
    ours = [p for p in known.properties.values() if p.kind != "annotation"]
    taken = {*names, *(p.name for p in ours)}
    for prop in sorted(ours, key=lambda p: p.iri):
        names[prop.name] = _entry(prop, known, taken)
    return {"@context": names}


def _entry(prop: Property, known: Vocabulary, taken: set[str]) -> Any:
    entry: dict[str, Any] = {"@id": "sp:" + prop.name}
    if prop.code_list is not None:
        # a context of its own makes the notation relative to the list
        home = prop.code_list + "/"
        codes = {iri.removeprefix(home): iri for iri in known.codes_of(prop.code_list)}
        # a code that is named as a term (`person`) would be read as that term
        same = {name: codes[name] for name in sorted(codes.keys() & taken)}
        entry |= {"@type": "@vocab", "@context": {"@vocab": home, **same}}
    elif prop.kind == "object":
        entry["@type"] = "@id"
    elif len(prop.range) == 1 and prop.range[0] not in _UNTYPED:
        entry["@type"] = _short(prop.range[0])
    return entry if len(entry) > 1 else entry["@id"]


def _short(iri: str) -> str:
    for prefix, base in (("xsd", XSD), ("geo", GEO)):
        if iri.startswith(base):
            return f"{prefix}:{iri[len(base) :]}"
    return iri
