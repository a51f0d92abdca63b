"""XML: what iterators select while the document streams by, where it stood, what is refused."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest

from interlingua import xmlpath
from interlingua.errors import MappingError, SourceError
from interlingua.settings import Settings
from interlingua.sources import open_source
from reading import Gathered, gather, reader, rejects, source

CAMP = b"""<?xml version="1.0"?>
<camp name="Kora">
  <leader><name>Ada</name></leader>
  <block no="1" kind="tents">
    <family id="f1"><head>Ana</head><phone>1</phone><phone>2</phone></family>
    <note>lost</note>
    <family id="f2"><head>Bo</head></family>
  </block>
  <block no="2" kind="huts">
    <family id="f3"><head/><member><head>Cai</head></member></family>
  </block>
</camp>
"""


def read(data: bytes, iterator: str, *, max_cell: int = 1 << 20, **options: str) -> Gathered:
    return gather(reader("xml", data, iterator, max_cell=max_cell, **options))


def ids(found: Gathered) -> list[Any]:
    return [row.get("id") or row.get("no") or row.tag for row in found.rows]


@pytest.mark.parametrize(
    ("iterator", "wanted"),
    [
        ("/camp/block/family", ["f1", "f2", "f3"]),
        ("camp/block/family", ["f1", "f2", "f3"]),
        ("//family", ["f1", "f2", "f3"]),
        ("/camp//family", ["f1", "f2", "f3"]),
        ("/camp/block", ["1", "2"]),
        ("/camp/*", ["leader", "1", "2"]),
        ("/*/block/*", ["f1", "note", "f2", "f3"]),
        ("/camp", ["camp"]),
        ("/camp/block[@kind='huts']/family", ["f3"]),
        ("/camp/block[not(@kind = 'huts')]/family[@id]", ["f1", "f2"]),
        ("/camp/block[2]/family", ["f3"]),
        ("/camp/block/family[2]", ["f2"]),
        ("/camp/block/family[2][head='Bo']", ["f2"]),
        ("/camp/block/family[head='Bo']", ["f2"]),
        ("/camp/block/family[phone][head]", ["f1"]),
        ("/camp/block[note]/family", ["f1", "f2"]),
        ("/camp/block[family/@id='f3']/family", ["f3"]),
        ("/camp/block/family[last()]", ["f2", "f3"]),
        ("/camp/block[position() > 1]/family", ["f3"]),
        ("//head", ["head"] * 4),
        ("//family | //leader", ["leader", "f1", "f2", "f3"]),
        ("/camp/tent", []),
        ("/block/family", []),
    ],
)
def test_iterators(iterator: str, wanted: list[str]) -> None:
    found = read(CAMP, iterator)
    assert ids(found) == wanted
    assert found.numbers == list(range(1, len(wanted) + 1))
    assert len(found.pointers) == len(wanted)


@pytest.mark.parametrize("iterator", ["/camp/block/family", "//family", "/camp/block[note or family]/family"])
def test_pointers_tell_where_a_row_stood(iterator: str) -> None:
    rows = [pointer.replace("]", "").replace("[", "") for pointer in read(CAMP, iterator).pointers]
    assert rows[0] == "/camp/block1/family1"
    assert rows[1] == "/camp/block1/family2"
    assert rows[2].startswith("/camp/block2/family")


def test_elements_inside_each_other_come_in_the_order_of_the_document() -> None:
    data = b"<t><x n='1'><x n='2'/></x><x n='3'/></t>"
    assert [row.get("n") for row in read(data, "//x").rows] == ["1", "2", "3"]


def test_names_with_prefixes_are_those_of_the_mapping() -> None:
    data = b'<a xmlns="http://x.example/" xmlns:q="http://y.example/"><b/><q:b/></a>'
    spaces = (("p", "http://x.example/"), ("other", "http://y.example/"))
    for iterator, count in (("/p:a/p:b", 1), ("/p:a/other:b", 1), ("/a/b", 0), ("//other:b", 1)):
        made = replace(source("xml", iterator), namespaces=spaces)
        assert len(gather(open_source(made, io.BytesIO(data), settings=Settings())).rows) == count
    with pytest.raises(MappingError) as caught:
        read(data, "/q:a")
    assert (caught.value.code, "prefix 'q'" in caught.value.message) == ("IL-M006", True)


def test_what_is_over_is_forgotten() -> None:
    data = b"<l>" + b"".join(b"<r><n>%d</n></r><s><t/></s>" % n for n in range(60_000)) + b"</l>"
    opened = reader("xml", data, "/l/r")
    count, most = 0, 0
    for batch in opened.batches():
        count += len(batch.rows)
        most = max(most, len(opened._root))  # type: ignore[attr-defined]
    assert count == 60_000
    assert most < 40_000
    assert len(opened._root) < 3  # type: ignore[attr-defined]


@pytest.mark.parametrize("iterator", ["/l/none", "//none", "/l/r/none", "/other/r"])
def test_what_is_never_selected_is_forgotten_too(iterator: str) -> None:
    opened = reader("xml", b"<l>" + b"<r><n>1</n></r>" * 60_000 + b"</l>", iterator)
    assert sum(len(batch.rows) for batch in opened.batches()) == 0
    assert len(opened._root) < 3  # type: ignore[attr-defined]


def test_references_that_look_around_see_it_whole() -> None:
    rows = [
        (xmlpath.parse("../note").texts(row), xmlpath.parse("../@no").texts(row))
        for batch in reader("xml", CAMP, "/camp/block/family", climb="1").batches()
        for row in batch.rows
    ]
    assert rows == [(["lost"], ["1"]), (["lost"], ["1"]), ([], ["2"])]


def test_a_document_that_must_be_held_whole_has_a_limit() -> None:
    data = b"<l>" + b"<r/>" * 400_000 + b"</l>"
    with pytest.raises(SourceError) as caught:
        read(data, "/l/r[last()]", max_cell=1000)
    assert caught.value.code == "IL-S007"
    with pytest.raises(SourceError) as caught:
        read(b"<l><r>" + b"<s/>" * 400_000 + b"</r></l>", "/l/r", max_cell=1000)
    assert caught.value.code == "IL-S007"


def test_a_huge_text_costs_its_record() -> None:
    found = read(b"<l><r>ok</r><r a='%s'/><r>%s</r></l>" % (b"x" * 40, b"y" * 40), "/l/r", max_cell=30)
    assert len(found.rows) == 1
    assert found.codes == ["IL-R006", "IL-R006"]
    assert found.bad[1].diagnostics[0].place.pointer == "/l/r[3]"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "IL-S002"),
        (b"   ", "IL-S003"),
        (b"no,xml\n1,2\n", "IL-S003"),
        (b"<a><b></a>", "IL-S003"),
        (b"<a>&unknown;</a>", "IL-S003"),
        (b"<a>", "IL-S003"),
        (b"<a/><b/>", "IL-S003"),
        (b"<a>\xff</a>", "IL-S003"),
        (b"<a>\0</a>", "IL-S003"),
        (b"<d>" * 100_000, "IL-S003"),
        (b"<?xml version='1.0' encoding='klingon'?><a/>", "IL-S003"),
    ],
)
def test_what_is_no_xml(data: bytes, why: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(data, "/a/b")
    assert caught.value.code == why


def test_a_fault_tells_line_and_column_and_comes_after_the_records_before_it() -> None:
    opened = reader("xml", b"<l>\n<r>1</r>\n<r>2</r>\n<r>3</s>\n</l>", "/l/r")
    rows: list[Any] = []
    with pytest.raises(SourceError) as caught:
        rows.extend(row for batch in opened.batches() for row in batch.rows)
    assert len(rows) == 2
    assert caught.value.place is not None
    assert caught.value.place.line == 4
    assert caught.value.place.column is not None


@pytest.mark.parametrize(
    "head",
    [
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>',
        b'<!DOCTYPE a [<!ENTITY x "lol"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">]>',
        b'<!DOCTYPE a SYSTEM "http://example.org/a.dtd">',
        b"<!-- first --><?pi?><!DOCTYPE a>",
    ],
)
def test_a_document_type_declaration_is_refused(head: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        read(b"<?xml version='1.0'?>" + head + b"<a>&x;</a>", "/a")
    assert "DOCTYPE" in caught.value.message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_the_document_says_its_encoding(encoding: str) -> None:
    told = "utf-8" if encoding == "utf-8-sig" else encoding
    text = f"<?xml version='1.0' encoding='{told}'?><l><r>José</r></l>"
    assert [row.text for row in read(text.encode(encoding), "/l/r").rows] == ["José"]
    assert [
        row.text for row in read("<l><r>José</r></l>".encode("cp1252"), "/l/r", encoding="cp1252").rows
    ] == ["José"]


@pytest.mark.parametrize("iterator", ["/camp/block/family", "//family", "/camp/block[note]/family[head]"])
def test_rejects_are_read_again_as_the_source(iterator: str) -> None:
    written, first = rejects(reader("xml", CAMP, iterator), everything=True)
    assert written.count(b"\n") == len(first.rows)
    again = gather(open_source(source("xml", iterator), io.BytesIO(written), settings=Settings()))
    assert ids(again) == ids(first)
    assert [xmlpath.parse("../@no").texts(row) for row in again.rows] == [
        ["2" if row.get("id") == "f3" else "1"] for row in again.rows
    ]
    assert not again.bad
    twice, _ = rejects(open_source(source("xml", iterator), io.BytesIO(written), settings=Settings()), True)
    assert twice == written


def test_rejects_keep_what_references_look_at_around_them() -> None:
    written, _ = rejects(reader("xml", CAMP, "/camp/block/family", climb="1"), everything=True)
    again = gather(open_source(source("xml", "/camp/block/family"), io.BytesIO(written), settings=Settings()))
    assert [xmlpath.parse("../note").texts(row) for row in again.rows] == [["lost"], ["lost"], []]


def test_rejects_that_were_spoilt() -> None:
    lines = b'{"_il": {}, "xml": "<l><r/>"}\n{"_il": {}, "record": "1"}\n{"_il": {}, "xml": "<m/>"}\n'
    lines += b'{"_il": {}, "xml": "<!DOCTYPE l><l><r/></l>"}\n{"_il": {}, "xml": "<l><r/></l>"}\n'
    found = gather(open_source(source("xml", "/l/r"), io.BytesIO(lines), settings=Settings()))
    assert (len(found.rows), found.codes) == (1, ["IL-R008"] * 4)


def test_an_iterator_of_values_is_refused() -> None:
    for iterator in ("/camp/block/@no", "/camp/block/family/head/text()", "count(//family)"):
        with pytest.raises((SourceError, MappingError)):
            read(CAMP, iterator)
    with pytest.raises(MappingError):
        read(CAMP, "/camp[")
