"""Rejects: the source form verbatim, why beside it, and accepted again as the same source."""

from __future__ import annotations

import csv
import io
import json

import pytest

from interlingua.errors import Diagnostic, Place
from interlingua.rml.model import Formulation
from interlingua.settings import Settings
from interlingua.sources import RejectsFormat, RejectsWriter, csv_reader, open_source
from reading import gather, reader, rejects, source

CSV = b'\xef\xbb\xbfid,name\r\n1,ok\r\n2,Jos\xe9\r\n3\r\n"4"x,"a\r\nb"\r\n5,6,7\r\n8,"open\r\n9,"10'


def test_csv_rows_verbatim_behind_our_columns() -> None:
    written, first = rejects(reader("csv", CSV))
    lines = written.split(b"\n")
    assert lines[0] == b"\xef\xbb\xbf_il_row,_il_code,_il_column,_il_message,id,name\r"
    assert lines[1] == b"2,IL-R004,name,The cell is not utf-8.,2,Jos\xe9\r"
    for bad in first.bad:
        assert bad.raw in written
    assert b"1,ok" not in written


def test_a_programme_that_reads_csv_sees_the_same_cells() -> None:
    written, _ = rejects(reader("csv", b"id,name\n1\n2,a,b\n"))
    rows = list(csv.DictReader(io.StringIO(written.decode())))
    assert [(row["_il_row"], row["_il_code"], row["id"]) for row in rows] == [
        ("1", "IL-R005", "1"),
        ("2", "IL-R005", "2"),
    ]
    assert rows[0]["_il_message"] == "The row has 1 cells, the header 2."


def test_csv_is_read_again_and_gives_the_same_records() -> None:
    written, first = rejects(reader("csv", CSV), everything=True)
    again = gather(open_source(source("csv"), io.BytesIO(written), settings=Settings()))
    assert again.columns == first.columns == ("id", "name")
    assert again.rows == first.rows
    assert again.raws == first.raws
    assert [b.raw for b in again.bad] == [b.raw for b in first.bad]
    assert again.codes == first.codes


def test_a_row_with_an_unclosed_quote_comes_last() -> None:
    out = io.BytesIO()
    opened = reader("csv", b"a,b\n1,2\n")
    with RejectsWriter(out, opened.rejects) as writer:
        writer.write(2, b'3,"4\n', (Diagnostic("IL-R010", "open"),))
        writer.write(2, b"5,6", ())
        writer.write(1, b"1,2", (Diagnostic("IL-V001", "few"),))
        assert writer.count == 2
    assert out.getvalue().splitlines()[1:] == [b"1,IL-V001,,few,1,2", b'2,IL-R010,,open,3,"4', b"5,6"]
    found = gather(open_source(source("csv"), io.BytesIO(out.getvalue()), settings=Settings()))
    assert found.raws == [b"1,2\n"]
    assert [b.raw for b in found.bad] == [b'3,"4\n5,6']


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"delimiter": ";"}, 'id;né\n1;"a;b"\n2\n'),
        ({"delimiter": "tab"}, "id\tné\n1\tab\n2\n"),
        ({"quote": "none"}, 'id,né\n1,"ab\n2\n'),
        ({"quote": "'"}, "id,né\n1,'a,b'\n2\n"),
        ({"encoding": "cp1252"}, "id,né\n1,ab\n2\n"),
        ({"encoding": "utf-16"}, "id,né\n1,ab\n2\n"),
        ({"encoding": "utf-16-le"}, "id,né\n1,ab\n2\n"),
        ({"header": "3"}, "Title\n\nid,né\n1,ab\n2\n"),
    ],
)
def test_every_dialect_comes_back(options: dict[str, str], text: str) -> None:
    data = text.encode(options.get("encoding", "utf-8"))
    written, first = rejects(reader("csv", data, **options), everything=True)
    again = gather(open_source(source("csv", **options), io.BytesIO(written), settings=Settings()))
    assert again.columns == first.columns
    assert (again.rows, again.raws, again.codes) == (first.rows, first.raws, ["IL-R005"])


@pytest.mark.parametrize(
    ("form", "iterator", "data"),
    [
        ("json", "$.r[*]", b'{"r": [{"a":  1.50}, {"a": 1, "a": 2}, {"n": "Jos\xe9"}, [NaN]]}'),
        ("ndjson", None, b'{"a":  1.50}\n{"a": 1, "a": 2}\n{"n": "Jos\xe9"}\n[NaN]\n'),
    ],
)
def test_json_records_come_back_as_text(form: Formulation, iterator: str | None, data: bytes) -> None:
    written, first = rejects(reader(form, data, iterator), everything=True)
    lines = [json.loads(line) for line in written.splitlines()]
    assert [line["_il"]["row"] for line in lines] == [1, 2, 3, 4]
    assert lines[0]["record"] == '{"a":  1.50}'
    assert lines[1]["_il"]["code"] == "IL-R007"
    again = gather(open_source(source(form, iterator), io.BytesIO(written), settings=Settings()))
    assert (again.rows, again.raws, again.codes) == (first.rows, first.raws, first.codes)
    assert [b.raw for b in again.bad] == [b.raw for b in first.bad]


def test_pieces_of_a_json_record_are_numbered() -> None:
    out = io.BytesIO()
    with RejectsWriter(out, RejectsFormat("json")) as writer:
        writer.write(1, b"[1,", (Diagnostic("IL-R006", "long"),))
        writer.write(1, b"2]", ())
    assert [json.loads(line)["_il"].get("part") for line in out.getvalue().splitlines()] == [None, 2]


def test_several_findings_are_joined_and_no_value_leaks() -> None:
    out = io.BytesIO()
    why = (
        Diagnostic("IL-R002", "The value is no date.", place=Place(row=1, field="dob"), value="Maria"),
        Diagnostic("IL-V001", "Too few values.", place=Place(row=1, field="sex"), value="Maria"),
    )
    with RejectsWriter(out, reader("csv", b"dob,sex\n").rejects) as writer:
        writer.write(1, b"x,\n", why)
    assert out.getvalue().splitlines()[1] == (
        b"1,IL-R002; IL-V001,dob; sex,The value is no date.; Too few values.,x,"
    )
    assert b"Maria" not in out.getvalue()


def test_no_rejects_leave_a_file_that_can_be_read() -> None:
    written, _ = rejects(reader("csv", b"a,b\n1,2\n"))
    assert gather(open_source(source("csv"), io.BytesIO(written), settings=Settings())).rows == []


def test_pieces_of_a_csv_record_stay_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_reader, "HELD", 1 << 19)
    long = b'3,"' + b"y,\n" * (1 << 19) + b'"\n'
    written, first = rejects(reader("csv", b"a,b\n" + long + b"5\n"))
    assert len(first.bad) > 2
    again = gather(open_source(source("csv"), io.BytesIO(written), settings=Settings()))
    assert again.codes == ["IL-R006", "IL-R005"]
    assert b"".join(b.raw for b in again.bad) == long + b"5\n"
