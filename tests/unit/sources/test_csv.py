"""CSV: what must simply work, and what costs exactly its record."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from interlingua.errors import MappingError, SourceError
from interlingua.settings import Settings
from interlingua.sources import csv_reader, csv_scan, open_csv, open_source
from reading import gather, read, reader, source


def test_rows_in_the_order_of_the_header() -> None:
    found = read("csv", b"a,b\n1,2\n3,4\n")
    assert found.columns == ("a", "b")
    assert found.rows == [["1", "2"], ["3", "4"]]
    assert found.numbers == [1, 2]
    assert found.raws == [b"1,2\n", b"3,4\n"]
    assert not found.bad


@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
def test_line_ends(newline: bytes) -> None:
    found = read("csv", newline.join([b"a,b", b'1,"x"', b"3,4"]) + newline)
    assert found.rows == [["1", "x"], ["3", "4"]]
    assert b"".join(found.raws) == newline.join([b'1,"x"', b"3,4"]) + newline


def test_no_newline_at_the_end() -> None:
    assert read("csv", b"a,b\n1,2").raws == [b"1,2"]


@pytest.mark.parametrize("data", [b"a,b\n", b"a,b", b"a,b\r\n", b"\xef\xbb\xbfa,b\n\n\n"])
def test_header_and_no_rows_is_fine(data: bytes) -> None:
    found = read("csv", data)
    assert found.columns == ("a", "b")
    assert found.rows == found.bad == []


def test_byte_order_mark_is_no_part_of_the_first_name() -> None:
    assert read("csv", b"\xef\xbb\xbfid,b\n1,2\n").columns == ("id", "b")


def test_values_stay_as_they_are_written() -> None:
    row = ["NO", "010", "12:30", "123456789012345678901234567890", " x ", "1e3"]
    assert read("csv", b"a,b,c,d,e,f\n" + ",".join(row).encode() + b"\n").rows == [row]


def test_newlines_and_doubled_quotes_inside_quotes() -> None:
    found = read("csv", b'a,b\n"x\r\ny, ""z""",2\n3,4\n')
    assert found.rows == [['x\r\ny, "z"', "2"], ["3", "4"]]
    assert found.raws[0] == b'"x\r\ny, ""z""",2\n'


def test_a_quote_inside_an_unquoted_cell_is_text() -> None:
    found = read("csv", b'a,b\n5" pipe,2\n3,4" pipe\n"5"" pipe",6\n')
    assert found.rows == [['5" pipe', "2"], ["3", '4" pipe'], ['5" pipe', "6"]]


@pytest.mark.parametrize(
    ("options", "data"),
    [
        ({"delimiter": ";"}, "id;näme\n1;x,y\n"),
        ({"delimiter": "tab"}, "id\tnäme\n1\tx,y\n"),
        ({"delimiter": "§"}, "id§näme\n1§x,y\n"),
        ({"delimiter": ";", "encoding": "latin-1"}, "id;näme\n1;x,y\n"),
        ({"delimiter": ";", "encoding": "utf-16"}, "id;näme\n1;x,y\n"),
        ({"delimiter": ";", "encoding": "cp1252"}, "id;näme\r\n1;x,y\r\n"),
        ({"delimiter": ";", "quote": "'"}, "id;näme\n'1';x,y\n"),
        ({"delimiter": ";", "header": "3"}, 'A title\nand, "more\nid;näme\n1;x,y\n'),
    ],
)
def test_dialects(options: dict[str, str], data: str) -> None:
    found = read("csv", data.encode(options.get("encoding", "utf-8")), **options)
    assert found.columns == ("id", "näme")
    assert found.rows == [["1", "x,y"]]


def test_quote_none_takes_quotes_as_text() -> None:
    assert read("csv", b'a,b\n"1,2\n', quote="none").rows == [['"1', "2"]]


@pytest.mark.parametrize(
    "options",
    [
        {"delimiter": "ab"},
        {"delimiter": "\n"},
        {"header": "0"},
        {"header": "x"},
        {"encoding": "klingon"},
        {"quote": "''"},
    ],
)
def test_options_that_make_no_sense(options: dict[str, str]) -> None:
    with pytest.raises(MappingError) as caught:
        read("csv", b"a,b\n", **options)
    assert caught.value.code == "IL-M006"


def test_trailing_empty_columns_are_tolerated() -> None:
    found = read("csv", b"a,b,,\n1,2,,\n3,4,,,,\n5,6\n7,8,\n")
    assert found.rows == [["1", "2", "", ""], ["3", "4", "", ""], ["5", "6", "", ""], ["7", "8", "", ""]]


def test_repeated_and_nameless_columns_are_shown_not_refused() -> None:
    assert read("csv", b"a,,a\n1,2,3\n").columns == ("a[1]", "#2", "a[2]")


def test_wrong_number_of_cells_costs_the_row() -> None:
    found = read("csv", b"a,b\n1,2\n3\n4,5,6\n7,8\n")
    assert found.numbers == [1, 4]
    assert [(b.row, b.raw) for b in found.bad] == [(2, b"3\n"), (3, b"4,5,6\n")]
    assert found.codes == ["IL-R005", "IL-R005"]
    assert str(found.bad[0].diagnostics[0].place) == "s.csv:3, row 2"


def test_bad_bytes_cost_the_row_and_name_the_column() -> None:
    found = read("csv", b"id,name\n1,ok\n2,Jos\xe9\n3,Jos\xc3\xa9\n")
    assert found.rows == [["1", "ok"], ["3", "José"]]
    (bad,) = found.bad
    assert bad.raw == b"2,Jos\xe9\n"
    (why,) = bad.diagnostics
    assert (why.code, why.place and why.place.field, why.place and why.place.row) == ("IL-R004", "name", 2)
    assert "Jos" not in why.text()


def test_nul_bytes_cost_the_row() -> None:
    found = read("csv", b"a,b\n1,2\n3,\x004\n5,6\n")
    assert found.codes == ["IL-R004"]
    assert found.numbers == [1, 3]


def test_a_huge_cell_costs_the_row() -> None:
    big = b"x" * (10 << 20)
    found = read("csv", b"a,b\n1,2\n3," + big + b"\n5,6\n" + b'7,"' + big + b'\n8,9"\n10,11\n')
    assert found.rows == [["1", "2"], ["5", "6"], ["10", "11"]]
    assert found.codes == ["IL-R006", "IL-R006"]
    assert [len(b.raw) for b in found.bad] == [len(big) + 3, len(big) + 9]


def test_cell_limit_is_in_bytes_and_exact() -> None:
    data = "a,b\n" + "é" * 5 + ",1\n" + "é" * 5 + "x,2\n"
    found = read("csv", data.encode(), max_cell=10)
    assert (found.numbers, found.codes) == ([1], ["IL-R006"])


def test_a_record_too_long_to_hold_comes_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_reader, "HELD", 1 << 20)
    long = b'3,"' + b"y,\n" * (1 << 20) + b'"\n'
    found = read("csv", b"a,b\n1,2\n" + long + b"5,6\n")
    assert found.rows == [["1", "2"], ["5", "6"]]
    assert found.numbers == [1, 3]
    assert {b.row for b in found.bad} == {2}
    assert found.codes == ["IL-R006"]
    assert b"".join(b.raw for b in found.bad) == long


def test_an_unclosed_quote_costs_from_its_opening_line() -> None:
    found = read("csv", b'a,b\n1,2\n3,"4\n5,6\n7,8\n')
    assert found.rows == [["1", "2"]]
    assert found.codes == ["IL-R010"]
    assert found.bad[0].raw == b'3,"4\n5,6\n7,8\n'
    assert str(found.bad[0].diagnostics[0].place) == "s.csv:3, row 2"


def test_a_long_rest_behind_an_unclosed_quote_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_reader, "HELD", 1 << 20)
    rest = b'3,"4\n' + b"5,6\n" * (1 << 20)
    found = read("csv", b"a,b\n1,2\n" + rest)
    assert found.codes == ["IL-R010"]
    assert b"".join(b.raw for b in found.bad) == rest
    assert max(len(b.raw) for b in found.bad) <= (1 << 20)


def test_text_behind_a_closing_quote_costs_the_row() -> None:
    found = read("csv", b'a,b\n"x"y,2\n"x"y,"2\n3"\n4,5\n')
    assert found.codes == ["IL-R016", "IL-R016"]
    assert [b.raw for b in found.bad] == [b'"x"y,2\n', b'"x"y,"2\n3"\n']
    assert found.rows == [["4", "5"]]


def test_blank_lines_are_no_records() -> None:
    found = read("csv", b"a,b\n\n1,2\n\r\n3,4\n\n")
    assert found.numbers == [1, 2]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "IL-S002"),
        (b"\xef\xbb\xbf", "IL-S004"),
        (b"\n1,2\n", "IL-S004"),
        (b'"a,b\n1,2\n', "IL-S004"),
        (b"n\xe9,b\n1,2\n", "IL-S003"),
        ("a,b\n1,2\n".encode("utf-16"), "IL-S003"),
        ("a,b\n1,2\n".encode("utf-16-le"), "IL-S003"),
        (b"PK\x03\x04rest", "IL-S003"),
    ],
)
def test_a_source_that_cannot_be_used(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        read("csv", data)
    assert caught.value.code == code


def test_utf_16_cut_inside_a_character() -> None:
    with pytest.raises(SourceError) as caught:
        read("csv", "a,b\n1,2\n".encode("utf-16-le") + b"\x00\xd8", encoding="utf-16-le")
    assert caught.value.code == "IL-S003"


def test_header_below_the_end_of_the_file() -> None:
    with pytest.raises(SourceError) as caught:
        read("csv", b"a,b\n", header="5")
    assert caught.value.code == "IL-S004"


def test_columns_of_a_rejects_file_are_ignored_wherever_they_stand() -> None:
    found = read("csv", b"_il_row,a,_il_code,b\n7,1,IL-R001,2\n8,3,IL-R001\n")
    assert found.columns == ("a", "b")
    assert found.rows == [["1", "2"]]
    assert found.codes == ["IL-R005"]


MIXED = b"".join(
    [
        b"id,name,note\n",
        *(b"%d,n%d,plain\n" % (i, i) for i in range(300)),
        b'300,"a\nb",x\n\n301,"c ""d""",y\r\n302,5" pipe,z\n303,short\n304,Jos\xe9,q\n',
        *(b'%d,"n, %d","multi\nline"\n' % (i, i) for i in range(305, 600)),
        b'600,"x"y,z\n601,a,"b\nc"\n602,d,e',
    ]
)


@pytest.mark.parametrize("target", [1, 100, 1000, 5000, 1 << 20])
@pytest.mark.parametrize("block", [64, 1000, 256 << 10])
def test_ranges_give_what_one_reader_gives(
    target: int, block: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "s.csv"
    path.write_bytes(MIXED)
    whole = gather(open_source(source("csv"), path, settings=Settings()))
    for module in (csv_scan, csv_reader):
        monkeypatch.setattr(module, "BLOCK", block)
    assert gather(open_source(source("csv"), path, settings=Settings())) == whole
    parts = list(open_csv(source("csv"), path, settings=Settings()).ranges(target))
    assert parts[0].start == len(b"id,name,note\n")
    assert [p.end for p in parts[:-1]] == [p.start for p in parts[1:]]
    assert parts[-1].end == len(MIXED)
    rows, bad, numbers = [], [], []
    for part in parts:
        found = gather(open_source(source("csv"), path, settings=Settings(), part=part))
        rows += found.rows
        bad += found.bad
        numbers += found.numbers
    assert rows == whole.rows
    assert numbers == whole.numbers
    assert bad == whole.bad  # with the same rows and line numbers


def test_a_range_of_an_encoding_that_cannot_be_cut(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_bytes("a,b\n1,2\n3,4\n".encode("utf-16"))
    utf16 = source("csv", encoding="utf-16")
    (part,) = open_csv(utf16, path, settings=Settings()).ranges(4)
    assert gather(open_source(utf16, path, settings=Settings(), part=part)).rows == [["1", "2"], ["3", "4"]]


def test_a_stream_that_gives_little_at_a_time() -> None:
    class Dribble(io.RawIOBase):
        def __init__(self, data: bytes) -> None:
            self._data = data

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            out, self._data = self._data[:3], self._data[3:]
            return out

    found = gather(open_source(source("csv"), Dribble(MIXED), settings=Settings()))  # type: ignore[arg-type]
    assert found.rows == read("csv", MIXED).rows


def test_size_is_known_for_files(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_bytes(b"a\n1\n")
    assert open_source(source("csv"), path, settings=Settings()).size == 4
    assert reader("csv", b"a\n1\n").size is None
