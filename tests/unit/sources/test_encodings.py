"""Encodings: their names, files that are in another one, rejects that an editor saved anew."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from interlingua.errors import MappingError, SourceError
from interlingua.rml import encodings
from interlingua.settings import Settings
from interlingua.sources import encoding_finding, open_source
from reading import gather, read, reader, rejects, source

TEXT = "id;né\n1;Zoé\n2;x;y\n3;Ana\n"
BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize("name", ["cp1252", "windows-1252", "Windows 1252", "win1252", "cp-1252", "CP1252"])
def test_names_of_windows_pages(name: str) -> None:
    assert encodings.canonical(name) == "cp1252"
    assert read("csv", TEXT.encode("cp1252"), encoding=name, delimiter=";").columns == ("id", "né")
    assert read("json", '["é"]'.encode("cp1252"), "$[*]", encoding=name).rows == ["é"]


@pytest.mark.parametrize(
    "name", ["latin-1", "latin1", "iso-8859-1", "ISO 8859-1", "iso-8859-15", "utf-16", "utf8"]
)
def test_usual_names(name: str) -> None:
    assert encodings.canonical(name)


@pytest.mark.parametrize(
    ("name", "word"),
    [("ansi", "windows-1252"), ("Excel", "windows-1252"), ("utf-9", "utf-8"), ("rot13", "utf-8")],
)
def test_unknown_names_get_a_suggestion(name: str, word: str) -> None:
    with pytest.raises(MappingError) as fault:
        reader("csv", b"a\n", encoding=name)
    assert word in (fault.value.hint or "")


def test_a_cell_in_another_encoding_says_what_to_declare() -> None:
    (bad,) = read("csv", b"id,name\n1,Jos\xe9\n").bad
    (finding,) = bad.diagnostics
    assert (finding.code, finding.message) == ("IL-R004", "The cell is not utf-8.")
    assert str(finding.place) == "s.csv:2, row 1, column 'name'"
    assert "encoding: windows-1252" in (finding.hint or "")
    (element,) = read("json", b'["Jos\xe9"]', "$[*]").bad
    assert "encoding: windows-1252" in (element.diagnostics[0].hint or "")
    (nul,) = read("csv", b"id,name\n1,a\0b\n").bad
    assert nul.diagnostics[0].hint is None


def test_the_file_is_looked_at_before_a_run(tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    file.write_bytes(TEXT.encode("cp1252"))
    finding = encoding_finding(source("csv"), file)
    assert finding is not None
    assert (finding.code, finding.severity) == ("IL-R004", "warning")
    assert finding.place is not None
    assert finding.place.line == 1
    assert "windows-1252" in (finding.hint or "")
    assert encoding_finding(source("csv", encoding="windows-1252"), file) is None
    file.write_bytes(b"a\n" * 5 + b"\x81\n")
    undefined = encoding_finding(source("csv", encoding="cp1252"), file)
    assert undefined is not None
    assert undefined.place is not None
    assert undefined.place.line == 6


def test_utf8_that_is_declared_otherwise(tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    file.write_bytes(TEXT.encode())
    assert encoding_finding(source("csv"), file) is None
    finding = encoding_finding(source("csv", encoding="cp1252"), file)
    assert finding is not None
    assert "looks like UTF-8" in finding.message
    file.write_bytes(BOM + TEXT.encode())
    assert encoding_finding(source("csv", encoding="cp1252"), file) is None


def test_what_is_cut_in_a_character_is_no_fault(tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    file.write_bytes(b"x" * ((1 << 20) - 1) + "é".encode() * 10)
    assert encoding_finding(source("csv"), file) is None
    file.write_bytes("aé\n".encode("utf-16"))
    assert encoding_finding(source("csv", encoding="utf-16"), file) is None


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-16"])
def test_a_rejects_file_comes_back_as_declared_or_as_utf8_with_its_mark(encoding: str) -> None:
    options = {"encoding": encoding, "delimiter": ";"}
    written, first = rejects(reader("csv", TEXT.encode(encoding), **options), everything=True)
    resaved = BOM + written.decode(encoding).encode()
    for data in (written, resaved):
        again = gather(open_source(source("csv", **options), io.BytesIO(data), settings=Settings()))
        assert again.columns == first.columns == ("id", "né")
        assert again.rows == first.rows == [["1", "Zoé"], ["3", "Ana"]]
        assert again.codes == ["IL-R005"]


def test_a_rejects_file_saved_as_utf8_without_its_mark_is_not_misread() -> None:
    options = {"encoding": "cp1252", "delimiter": ";"}
    written, _ = rejects(reader("csv", TEXT.encode("cp1252"), **options), everything=True)
    with pytest.raises(SourceError) as fault:
        open_source(
            source("csv", **options), io.BytesIO(written.decode("cp1252").encode()), settings=Settings()
        )
    assert "saved as UTF-8" in fault.value.message
    assert "byte order mark" in (fault.value.hint or "")


def test_codes_of_two_bytes_are_not_taken_for_utf8() -> None:
    assert not encodings.looks_like_utf8("é".encode(), "gbk")
    assert not encodings.looks_like_utf8("é".encode(), "shift_jis")
    assert not encodings.looks_like_utf8("é".encode(), "utf-8")
    assert not encodings.looks_like_utf8(b"\xe9", "latin-1")
    assert encodings.looks_like_utf8("é".encode(), "latin-1")


def test_a_few_wrong_bytes_among_utf8_are_to_be_mended(tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    file.write_bytes("é\n".encode() * 5 + b"\xe9\n")
    finding = encoding_finding(source("csv"), file)
    assert finding is not None
    assert finding.place is not None
    assert (finding.place.line, finding.hint) == (6, "Most of it is: mend those lines.")
