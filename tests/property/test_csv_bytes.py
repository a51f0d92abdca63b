"""Whatever bytes a CSV holds, no record is lost, and every way of reading it gives the same."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlingua.settings import Settings
from interlingua.sources import csv_reader, csv_scan, open_csv, open_source
from reading import gather, read, reader, rejects, source

PIECES = [
    b"a",
    b"1",
    b",",
    b",",
    b'"',
    b'"',
    b'""',
    b"\n",
    b"\n",
    b"\r\n",
    b"\r",
    b"\xe9",
    b"\xc3\xa9",
    b"\0",
    b" ",
]
BODIES = st.lists(st.sampled_from(PIECES), max_size=60).map(b"".join)
HEADER = b"x,y\n"


def _bytes_of_records(data: bytes) -> bytes:
    return b"".join(raw for _, raw in read("csv", HEADER + data).in_order())


@given(BODIES)
@settings(max_examples=400, deadline=None)
def test_every_byte_is_in_a_record_or_a_blank_line(body: bytes) -> None:
    kept = _bytes_of_records(body)
    # Only the line ends of blank lines belong to no record.
    rest, at = body, 0
    for byte in kept:
        while rest[at] != byte:
            assert rest[at] in b"\r\n"
            at += 1
        at += 1
    assert not rest[at:].strip(b"\r\n")


@given(BODIES, st.integers(1, 40), st.sampled_from([7, 16, 64]))
@settings(max_examples=300, deadline=None)
def test_blocks_and_ranges_change_nothing(body: bytes, target: int, block: int) -> None:
    data = HEADER + body
    whole = read("csv", data)
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(csv_scan, "BLOCK", block)
        patch.setattr(csv_reader, "BLOCK", block)
        assert read("csv", data) == whole
        path = Path(folder) / "s.csv"
        path.write_bytes(data)
        parts = list(open_csv(source("csv"), path, settings=Settings()).ranges(target))
        found = [gather(open_source(source("csv"), path, settings=Settings(), part=part)) for part in parts]
    assert [row for f in found for row in f.rows] == whole.rows
    assert [raw for f in found for raw in f.raws] == whole.raws
    assert [n for f in found for n in f.numbers] == whole.numbers
    assert [b.raw for f in found for b in f.bad] == [b.raw for b in whole.bad]
    assert [b.row for f in found for b in f.bad] == [b.row for b in whole.bad]


@given(BODIES, st.booleans())
@settings(max_examples=300, deadline=None)
def test_a_rejects_file_gives_the_same_records_again(body: bytes, everything: bool) -> None:
    written, first = rejects(reader("csv", HEADER + body), everything)
    expected = first.in_order() if everything else [(b.row, b.raw) for b in first.bad]
    again = gather(open_source(source("csv"), io.BytesIO(written), settings=Settings()))
    assert again.columns == ("x", "y")
    ended = [raw if raw.endswith((b"\n", b"\r")) else raw + b"\n" for _, raw in expected]
    got = [raw if raw.endswith((b"\n", b"\r")) else raw + b"\n" for _, raw in again.in_order()]
    assert got == ended
    assert [b.raw for b in again.bad] == [b.raw for b in first.bad] or len(again.bad) == len(first.bad)


@given(BODIES)
@settings(max_examples=150, deadline=None)
def test_good_rows_have_the_width_of_the_header(body: bytes) -> None:
    found = read("csv", HEADER + body)
    assert all(len(row) == 2 for row in found.rows)
    assert sorted(found.numbers + [b.row for b in found.bad]) == list(
        range(1, len(found.rows) + len(found.bad) + 1)
    )
