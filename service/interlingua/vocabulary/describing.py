"""What the vocabulary says of one term, for its page and its RDF."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import BlankNode, NamedNode, Triple

from interlingua.rdf import read_triples
from interlingua.rdf.namespaces import DCTERMS, RDFS, SH, SKOS, SP
from interlingua.settings import shipped
from interlingua.vocabulary.loading import load, triples

_PARTS = frozenset(
    {RDFS + "isDefinedBy", RDFS + "subClassOf", SKOS + "inScheme", SKOS + "broader", SP + "codeList", SH + "targetClass",
     SH + "path", SH + "property", DCTERMS + "isReplacedBy", DCTERMS + "isPartOf",
     "http://schema.org/domainIncludes", "http://schema.org/rangeIncludes"}
)  # fmt: skip
"""What points to a term and belongs to its description."""
Index = Mapping[NamedNode | BlankNode, list[Triple]]


def describe(iri: str) -> list[Triple]:
    """Every statement about a term, code, code list, shape, module or the vocabulary itself, and what points to it.

    Blank nodes of the description come along. The version IRI gives the vocabulary. Empty: not known.
    """
    wanted = SP if iri == load().version_iri else iri
    outgoing, incoming = statements()
    about = outgoing.get(NamedNode(wanted))
    if about is None:
        return []
    found = list(about)
    for triple in found:
        if isinstance(triple.object, BlankNode):
            found.extend(t for t in outgoing.get(triple.object, ()) if t not in found)
    found.extend(incoming.get(NamedNode(wanted), ()))
    return list(dict.fromkeys(found))


@cache
def statements(ontology: Path | None = None, shapes: Path | None = None) -> tuple[Index, Index]:
    """Every statement of the vocabulary and its shapes by subject, and those that point to a term by object.

    The folders are the shipped ones unless given. Read once a process.
    """
    found = triples(ontology or shipped("ontology"))
    for file in sorted((shapes or shipped("shapes")).glob("**/*.shacl.ttl")):
        found.extend(read_triples(file, rename_blanks=True))
    outgoing: dict[NamedNode | BlankNode, list[Triple]] = defaultdict(list)
    incoming: dict[NamedNode | BlankNode, list[Triple]] = defaultdict(list)
    for triple in found:
        if not isinstance(triple.subject, NamedNode | BlankNode):
            continue  # a statement about a statement
        outgoing[triple.subject].append(triple)
        if isinstance(triple.object, NamedNode) and triple.predicate.value in _PARTS:
            incoming[triple.object].append(triple)
    return MappingProxyType(dict(outgoing)), MappingProxyType(dict(incoming))
