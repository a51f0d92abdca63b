"""NDJSON: a value a line."""

from __future__ import annotations

import pytest

from interlingua.errors import SourceError
from interlingua.sources import ndjson
from reading import read


def test_lines() -> None:
    found = read("ndjson", b'\xef\xbb\xbf{"a": 1}\r\n\n  \n{"a": 2.0}\n[3]')
    assert found.rows == [{"a": "1"}, {"a": "2.0"}, ["3"]]
    assert found.numbers == [1, 2, 3]
    assert found.raws == [b'{"a": 1}', b'{"a": 2.0}', b"[3]"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"a": 1, "a": 2}', "IL-R007"),
        (b'{"a": 1} {"a": 2}', "IL-R008"),
        (b'{"a": ', "IL-R008"),
        (b"NaN", "IL-R008"),
        (b'"\\ud800"', "IL-R008"),
        (b'{"a": "\xe9"}', "IL-R004"),
        (b"[" * 100_000, "IL-R008"),
        (b"[" * 100_000 + b"]" * 100_000, "IL-R008"),
        (b'"' + b"x" * (10 << 20) + b'"', "IL-R006"),
    ],
    ids=lambda value: repr(value[:16]) if isinstance(value, bytes) else None,
)
def test_a_fault_costs_its_line(line: bytes, code: str) -> None:
    found = read("ndjson", b"1\n" + line + b"\n2\n")
    assert found.rows == ["1", "2"]
    assert found.codes == [code]
    assert (found.bad[0].row, found.bad[0].raw) == (2, line)


def test_a_line_too_long_to_hold_comes_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ndjson, "CHUNK", 64)
    long = b'["' + b"x" * 5000 + b'"]'
    found = read("ndjson", b"1\n" + long + b"\n2\n", max_cell=10)
    assert found.rows == ["1", "2"]
    assert found.numbers == [1, 3]
    assert found.codes == ["IL-R006"]
    assert b"".join(b.raw for b in found.bad) == long


def test_wrapped_records_are_unwrapped() -> None:
    found = read("ndjson", b'{"_il": {"row": 7}, "record": "{\\"a\\": 1}"}\n{"_il": 1, "other": 2}\n')
    assert found.rows == [{"a": "1"}, {"_il": "1", "other": "2"}]
    assert found.raws[0] == b'{"a": 1}'


@pytest.mark.parametrize(("data", "code"), [(b"", "IL-S002"), ("1\n".encode("utf-16"), "IL-S003")])
def test_a_source_that_cannot_be_used(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        read("ndjson", data)
    assert caught.value.code == code
