"""SPARQL: queries in disposable limited processes, formats, result tables, remote endpoints."""

from __future__ import annotations

from interlingua.sparql.negotiate import FORMATS, RDF_FORMATS, RESULT_FORMATS, Format, choose
from interlingua.sparql.pool import Cancellation
from interlingua.sparql.remote import RemoteEndpoint
from interlingua.sparql.service import Answer, QueryService
from interlingua.sparql.table import Table, from_json

__all__ = [
    "FORMATS",
    "RDF_FORMATS",
    "RESULT_FORMATS",
    "Answer",
    "Cancellation",
    "Format",
    "QueryService",
    "RemoteEndpoint",
    "Table",
    "choose",
    "from_json",
]
