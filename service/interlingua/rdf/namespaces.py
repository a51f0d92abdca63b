"""The namespaces that everything shares."""

from __future__ import annotations

from typing import Final

SP: Final = "https://w3id.org/social-protection/"
CODE: Final = SP + "code/"
SHAPE: Final = SP + "shape/"
IL: Final = "https://w3id.org/interlingua/fn/"
"""Namespace of our functions; prefix `il`, declared in every mapping."""
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
SH: Final = "http://www.w3.org/ns/shacl#"
RML: Final = "http://w3id.org/rml/"
PROV: Final = "http://www.w3.org/ns/prov#"
DPV: Final = "https://w3id.org/dpv#"
SCHEMA: Final = "http://schema.org/"
GEO: Final = "http://www.opengis.net/ont/geosparql#"

META_GRAPH: Final = "urn:interlingua:meta"
"""Holds the applied ledger position; no query sees it."""

PREFIXES: Final[dict[str, str]] = {
    "sp": SP, "rdf": RDF, "rdfs": RDFS, "owl": OWL, "xsd": XSD, "skos": SKOS, "dcterms": DCTERMS,
    "sh": SH, "rml": RML, "prov": PROV, "dpv": DPV, "schema": SCHEMA, "geo": GEO, "il": IL,
}  # fmt: skip
"""Prefixes known without declaration, in mappings and on the command line."""
