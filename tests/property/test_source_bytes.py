"""No bytes of a source give a traceback: whatever is read ends with records, or with a coded error."""

from __future__ import annotations

import gzip
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interlingua.errors import InterlinguaError
from interlingua.rml.model import Formulation, LogicalSource
from interlingua.settings import Settings
from interlingua.sources import open_source

START: dict[Formulation, bytes] = {
    "csv": b'id,name\n1,"a"\n2,b\n',
    "json": b'{"r": [{"id": 1, "name": "a"}, {"id": 2}]}',
    "ndjson": b'{"id": 1}\n{"id": 2}\n',
    "xml": b"<?xml version='1.0'?><l a='1'><r id='1'>a</r><r><b/>&amp;</r></l>",
    "xlsx": b"PK\x03\x04xl/workbook.xml",
    "ods": b"PK\x03\x04content.xml",
    "parquet": b"PAR1\x15\x04\x00PAR1",
}
OPTIONS: dict[str, tuple[tuple[str, str], ...]] = {
    "plain": (), "skip": (("skip", "#"), ("header", "2")), "none": (("header", "none"), ("skip", "1")),
}  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn, start: bytes) -> bytes:
    """The bytes with some of them changed, cut out or put in."""
    data = bytearray(start)
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.integers(0, 4))] = draw(st.binary(max_size=4))
    return bytes(data)


def through(form: Formulation, data: bytes, *options: tuple[str, str]) -> None:
    iterator = {"json": "$.r[*]", "xml": "/l/r"}.get(form)
    source = LogicalSource("s", f"s.{form}", form, iterator, options=options)
    try:
        reader = open_source(source, io.BytesIO(data), settings=Settings(max_cell_bytes=64))
        for batch in reader.batches(keep_raw=True):
            assert len(batch.rows) == len(batch.numbers) == len(batch.raws or batch.rows)
            for bad in batch.bad:
                assert all(why.code.startswith("IL-") for why in bad.diagnostics)
    except InterlinguaError:
        return  # a coded error about the source as a whole; anything else fails the test


@pytest.mark.parametrize("form", START)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), kind=st.sampled_from(sorted(OPTIONS)))
def test_bytes_of_a_source(form: Formulation, data: st.DataObject, kind: str) -> None:
    through(form, data.draw(st.binary(max_size=80) | spoilt(START[form])), *OPTIONS[kind])


@pytest.mark.parametrize("form", ["xml", "xlsx", "json", "parquet"])
@settings(max_examples=100, deadline=None)
@given(lines=st.lists(st.dictionaries(st.sampled_from(["xml", "record", "cells", "columns"]), st.text(max_size=12) | st.lists(st.text(max_size=3) | st.integers() | st.none(), max_size=3), max_size=3), max_size=3))  # fmt: skip
def test_bytes_of_a_rejects_file(form: Formulation, lines: list[dict[str, object]]) -> None:
    data = "".join(json.dumps({"_il": {}, **line}).replace('"_il": ', '"_il":') + "\n" for line in lines)
    through(form, data.encode())


@pytest.mark.parametrize("kind", ["gzip", "zip", "zstd", "bzip2", "xz", "targz", "tarxz"])
@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=80) | spoilt(gzip.compress(START["csv"], mtime=0)))
def test_bytes_of_a_packed_source(kind: str, data: bytes) -> None:
    through("csv", data, ("compression", kind))
