"""Readers that stream records out of files and databases; and where refused records go."""

from __future__ import annotations

from interlingua.jsonpath import WILDCARD, JsonNumber, Path
from interlingua.sources.base import (
    BadRecord,
    Batch,
    ByteRange,
    Reader,
    RejectsFormat,
)
from interlingua.sources.compression import compression_of
from interlingua.sources.csv_reader import CsvReader
from interlingua.sources.encoding import encoding_finding
from interlingua.sources.opening import compile_path, open_csv, open_source, resolve_path
from interlingua.sources.rejects import RejectsWriter
from interlingua.sources.sql_where import DatabaseUrl, Location, given_database, given_for

__all__ = [
    "WILDCARD",
    "BadRecord",
    "Batch",
    "ByteRange",
    "CsvReader",
    "DatabaseUrl",
    "JsonNumber",
    "Location",
    "Path",
    "Reader",
    "RejectsFormat",
    "RejectsWriter",
    "compile_path",
    "compression_of",
    "encoding_finding",
    "given_database",
    "given_for",
    "open_csv",
    "open_source",
    "resolve_path",
]
