"""FnO functions: what a mapping can call, each with its signature and a plain callable."""

from __future__ import annotations

from interlingua.functions.codes import Table, bind_table, folded, make_code
from interlingua.functions.faults import Kept, ValueFault
from interlingua.functions.identifiers import make_iri
from interlingua.functions.privacy import make_hash
from interlingua.functions.registry import FUNCTIONS, GROUPS, known, lookup, names, suggest
from interlingua.functions.signature import GREL, IDLAB, NAMESPACES, Function, Output, Parameter

__all__ = [
    "FUNCTIONS",
    "GREL",
    "GROUPS",
    "IDLAB",
    "NAMESPACES",
    "Function",
    "Kept",
    "Output",
    "Parameter",
    "Table",
    "ValueFault",
    "bind_table",
    "folded",
    "known",
    "lookup",
    "make_code",
    "make_hash",
    "make_iri",
    "names",
    "suggest",
]
