"""JSON as a stream: the elements, their numbers and pointers, and what a fault costs."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlingua.errors import SourceError
from interlingua.settings import Settings
from interlingua.sources import JsonNumber, json_reader, open_source
from interlingua.sources.json_text import MAX_DEPTH, to_json
from reading import read, reader, source

NESTED = b'{"h": {"n": 1}, "a": [{"r": [1, 2]}, {"q": 0}, {"r": [3]}], "x y": {"r": [4]}, "t": null}'


@pytest.mark.parametrize(
    ("iterator", "rows", "pointers"),
    [
        ("$.a[*].r[*]", ["1", "2", "3"], ["/a/0/r/0", "/a/0/r/1", "/a/2/r/0"]),
        ("$.a[0].r[*]", ["1", "2"], ["/a/0/r/0", "/a/0/r/1"]),
        ("$.a[2].r", [["3"]], ["/a/2/r"]),
        ("$['x y'].r[*]", ["4"], ["/x y/r/0"]),
        ('$["x y"]["r"][0]', ["4"], ["/x y/r/0"]),
        ("$.h", [{"n": "1"}], ["/h"]),
        ("$.h.*", ["1"], ["/h/n"]),
        ("$.*.r[*]", ["4"], ["/x y/r/0"]),
        ("$.t", [None], ["/t"]),
        ("$.nothing[*]", [], []),
        ("$.h[*].n", [], []),
        ("$.a[?(@.q)]", [{"q": "0"}], ["/a/1"]),
        ("$..r[*]", ["1", "2", "3", "4"], ["/a/0/r/0", "/a/0/r/1", "/a/2/r/0", "/x y/r/0"]),
        ("$.a[-1].r[0]", ["3"], ["/a/2/r/0"]),
        ("$.a[1:].r[0]", ["3"], ["/a/2/r/0"]),
    ],
)
def test_iterators(iterator: str, rows: list[Any], pointers: list[str]) -> None:
    found = read("json", NESTED, iterator)
    assert found.rows == rows
    assert found.pointers == pointers
    assert found.numbers == list(range(1, len(rows) + 1))


def test_the_root_is_one_record() -> None:
    found = read("json", b' {"a": 1}\n', "$")
    assert (found.rows, found.pointers, found.raws) == ([{"a": "1"}], [""], [b'{"a": 1}'])


def test_pointers_are_escaped() -> None:
    assert read("json", b'{"a/b": {"c~d": [1]}}', "$['a/b']['c~d'][*]").pointers == ["/a~1b/c~0d/0"]


def test_the_source_form_is_the_text_of_the_element() -> None:
    data = '[ {"a":  1.50 ,\n "b": "\\u00e9é"} , 2e3 ]'.encode()
    found = read("json", data, "$[*]")
    assert found.raws == ['{"a":  1.50 ,\n "b": "\\u00e9é"}'.encode(), b"2e3"]
    assert found.rows[0] == {"a": "1.50", "b": "éé"}


def test_numbers_keep_their_digits() -> None:
    (row,) = read(
        "json", b'[{"id": 123456789012345678901234567890, "x": 1.10, "y": 1e400, "z": -0}]', "$[*]"
    ).rows
    assert row == {"id": "123456789012345678901234567890", "x": "1.10", "y": "1e400", "z": "-0"}
    assert all(isinstance(value, JsonNumber) for value in row.values())
    assert [row[key].integral for key in ["id", "x", "y", "z"]] == [True, False, False, True]


def test_types_stay_apart() -> None:
    (row,) = read("json", b'[{"a": "1", "b": 1, "c": true, "d": null, "e": [], "f": {}}]', "$[*]").rows
    assert not isinstance(row["a"], JsonNumber)
    assert row == {"a": "1", "b": "1", "c": True, "d": None, "e": [], "f": {}}


DEEP = b"[" * 100_000 + b"]" * 100_000


@pytest.mark.parametrize(
    ("element", "code"),
    [
        (b'{"a": 1, "a": 1}', "IL-R007"),
        (b'{"o": {"a": 1, "b": 2, "a": 3}}', "IL-R007"),
        (b'{"a": NaN}', "IL-R008"),
        (b'{"a": -Infinity}', "IL-R008"),
        (b'{"a": 01}', "IL-R008"),
        (b"01", "IL-R008"),
        (b"1 2", "IL-R008"),
        (b"{'a': 1}", "IL-R008"),
        (b"nope", "IL-R008"),
        (b"", "IL-R008"),
        (b'{"a": 1} x', "IL-R008"),
        (b'{"a": "\t"}', "IL-R008"),
        (b'{"a": "\\x"}', "IL-R008"),
        (b'{"a": "\\ud800"}', "IL-R008"),
        (b'{"\\udc00": 1}', "IL-R008"),
        (b'{"a": 1,}', "IL-R008"),
        (b'{"a": "Jos\xe9"}', "IL-R004"),
        (b'{"a": "\xed\xa0\x80"}', "IL-R004"),
        (DEEP, "IL-R008"),
        (b'{"a": ' * 600 + b"1" + b"}" * 600, "IL-R008"),
        (b'{"a": "' + b"x" * (10 << 20) + b'"}', "IL-R006"),
        (b'{"a": {"b": ["' + "é".encode() * (600 << 10) + b'"]}}', "IL-R006"),
    ],
    ids=lambda value: repr(value[:24]) if isinstance(value, bytes) else None,
)
def test_a_fault_costs_its_element(element: bytes, code: str) -> None:
    found = read("json", b'{"r": [{"a": 1}, ' + element + b' , {"a": "\\ud83d\\ude00 \\\\ud800"}]}', "$.r[*]")
    assert found.rows == [{"a": "1"}, {"a": "😀 \\ud800"}]
    assert found.numbers == [1, 3]
    assert found.codes == [code]
    (bad,) = found.bad
    assert (bad.row, bad.raw) == (2, element)
    (why,) = bad.diagnostics
    assert why.place is not None
    assert why.place.pointer == "/r/1"


def test_depth_below_the_limit_is_fine() -> None:
    element = b"[" * (MAX_DEPTH - 10) + b"]" * (MAX_DEPTH - 10)
    assert len(read("json", b"[" + element + b"]", "$[*]").rows) == 1
    assert read("json", b"[[" + b'{"a": "[[["},' * 600 + b"1]]", "$[*]").codes == []


def test_the_key_named_twice_stands_in_the_value_only() -> None:
    (bad,) = read("json", b'[{"Maria": 1, "Maria": 2}]', "$[*]").bad
    (why,) = bad.diagnostics
    assert "Maria" not in why.text()
    assert why.value == "Maria"


@pytest.mark.parametrize(
    "rest",
    [b'{"a": [1, 2', b'{"a": "x}]', b"{", b'"', b'{"a": {"b": 2]]}', b'{"a": "\\'],
)
def test_an_element_without_end_takes_the_rest(rest: bytes) -> None:
    found = read("json", b'[{"a": 1}, ' + rest, "$[*]")
    assert found.rows == [{"a": "1"}]
    assert found.codes[:1] == ["IL-R008"]
    assert rest.startswith(found.bad[0].raw[:5])


def test_a_document_cut_between_elements_says_so() -> None:
    found = read("json", b'{"r": [{"a": 1}, {"a": 2}', "$.r[*]")
    assert len(found.rows) == 2
    assert found.codes == ["IL-R008"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "IL-S002"),
        (b"  ", "IL-S003"),
        (b"\xef\xbb\xbf", "IL-S003"),
        (b'{"r": ', "IL-S003"),
        (b'{"r": [], "r": []}', "IL-S003"),
        (b'{"h": {"a": 1, "a": 2}, "r": []}', "IL-S003"),
        (b'{"h": NaN, "r": []}', "IL-S003"),
        (b'{"h": 01, "r": []}', "IL-S003"),
        (b'{h: 1, "r": []}', "IL-S003"),
        (b'{"h" 1, "r": []}', "IL-S003"),
        (b'{"h": ' + DEEP + b', "r": []}', "IL-S003"),
        (b'{"r": []} []', "IL-S003"),
        (b'{"r": []}\n{"r": []}', "IL-S003"),
        (b"a,b\n1,2\n", "IL-S003"),
        (b"PK\x03\x04", "IL-S003"),
    ],
    ids=lambda value: repr(value[:24]) if isinstance(value, bytes) else None,
)
def test_a_fault_around_the_elements_costs_the_file(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        read("json", data, "$.r[*]")
    assert caught.value.code == code


@pytest.mark.parametrize("data", [b"[]", b"\xef\xbb\xbf[ ]\n", b"{}"])
def test_no_elements_is_fine(data: bytes) -> None:
    found = read("json", data, "$[*]")
    assert found.rows == found.bad == []


def test_a_declared_encoding() -> None:
    assert read("json", '[{"n": "é"}]'.encode("latin-1"), "$[*]", encoding="latin-1").rows == [{"n": "é"}]
    assert read("json", '[{"n": "é"}]'.encode("utf-16"), "$[*]", encoding="utf-16").rows == [{"n": "é"}]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet='a"\\é[]{},:😀', max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(VALUES, max_size=12), VALUES, st.integers(1, 30), st.booleans())
@settings(max_examples=200, deadline=None)
def test_reading_little_by_little_changes_nothing(
    elements: list[Any], other: Any, chunk: int, ascii_only: bool
) -> None:
    document = {"before": other, "way": {"in": elements}, "after": other}
    data = json.dumps(document, ensure_ascii=ascii_only, indent=chunk % 3 or None).encode()
    as_read = json.loads(data, parse_int=JsonNumber, parse_float=JsonNumber)["way"]["in"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_reader, "CHUNK", chunk)
        found = read("json", data, "$.way.in[*]")
    assert found.rows == as_read
    assert not found.bad
    assert [json.loads(raw) for raw in found.raws] == elements
    assert [json.loads(to_json(row)) for row in found.rows] == elements


def test_an_element_longer_than_all_limits_is_refused_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_reader, "CHUNK", 64)
    monkeypatch.setattr(json_reader, "HELD", 1000)
    long = b'{"a": ["' + b'x", "' * 2000 + b'"]}'
    found = read("json", b"[1, " + long + b", 2]", "$[*]", max_cell=16)
    assert found.rows == ["1", "2"]
    assert found.numbers == [1, 3]
    assert found.codes == ["IL-R006"]
    assert b"".join(b.raw for b in found.bad) == long
    assert len(found.bad) > 5


def test_memory_does_not_grow_with_the_document() -> None:
    """The text held stays at a few chunks, however long the document and what is skipped in it."""
    longest = 0

    class Endless(io.RawIOBase):
        def __init__(self) -> None:
            self.parts = iter(
                [b'{"skip": ["', *[b'x", {"y": "'] * 0, b'"', *[b', {"k": [1, 2, 3]}' * 10_000] * 12, b'], "r": ['
                 b"0", *[b', {"k": "v"}' * 10_000] * 12, b"]}"]
            )  # fmt: skip
            self.left = b""

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            while len(self.left) < size:
                part = next(self.parts, None)
                if part is None:
                    break
                self.left += part
            out, self.left = self.left[:size], self.left[size:]
            return out

    opened = open_source(source("json", "$.r[*]"), Endless(), settings=Settings())  # type: ignore[arg-type]
    rows = 0
    for batch in opened.batches():
        rows += len(batch.rows)
        longest = max(longest, len(opened._text))  # type: ignore[attr-defined]
    assert rows == 120_001
    assert longest < 4 << 20


def test_bytes_read_add_up() -> None:
    data = b"[" + b",".join(b'{"a": %d}' % i for i in range(100_000)) + b"]"
    opened = reader("json", data, "$[*]")
    assert sum(batch.bytes_read for batch in opened.batches()) == len(data)
