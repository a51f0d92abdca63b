"""Readers that stream records out of CSV, JSON, NDJSON and XLSX; and where refused records go."""

from __future__ import annotations

from interlingua.jsonpath import WILDCARD, JsonNumber, Path
from interlingua.sources.base import (
    BadRecord,
    Batch,
    ByteRange,
    Reader,
    RejectsFormat,
)
from interlingua.sources.csv_reader import CsvReader
from interlingua.sources.encoding import encoding_finding
from interlingua.sources.opening import compile_path, open_csv, open_source, resolve_path
from interlingua.sources.rejects import RejectsWriter

__all__ = [
    "WILDCARD",
    "BadRecord",
    "Batch",
    "ByteRange",
    "CsvReader",
    "JsonNumber",
    "Path",
    "Reader",
    "RejectsFormat",
    "RejectsWriter",
    "compile_path",
    "encoding_finding",
    "open_csv",
    "open_source",
    "resolve_path",
]
