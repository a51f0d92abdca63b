"""Bad input through the command line: a code and the place, the good records still out, never a traceback."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAD = """\
prefixes: {ex: "http://example.org/"}
mappings:
  m:
    sources:
      - [%s]
    s: http://example.org/$(id)
    po:
      - [ex:name, $(name)]
"""
XML, GZ = "in.xml~xpath, /r/x", "in.csv.gz~csv"
CSV, JSON, NDJSON, XLSX = "in.csv~csv", "'in.json~jsonpath', '$.r[*]'", "in.ndjson~ndjson", "in.xlsx~xlsx"


def translate(folder: Path, source: str, data: bytes | None, *more: str) -> subprocess.CompletedProcess[str]:
    """Run `interlingua translate` on one mapping and one source file."""
    (folder / "m.yaml").write_text(HEAD % source)
    if data is not None:
        (folder / source.partition("~")[0].strip("'")).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-m", "interlingua", "translate", "m.yaml", "--rejects", "rejects", *more],
        cwd=folder, capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "INTERLINGUA_IRI_KEY": "a key for this test"},
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done


def names(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The names that came out."""
    return sorted(line.rsplit('"', 2)[1] for line in done.stdout.splitlines() if "/name>" in line)


@pytest.mark.parametrize(
    ("source", "data", "code", "good", "rejected"),
    [
        (CSV, b"id,name\n1,a\n2\n3,c\n4,d,x\n", "IL-R005", ["a", "c"], [b"2\n", b"4,d,x\n"]),
        (CSV, b"id,name\n1,a\n2,Jos\xe9\n3,c\n", "IL-R004", ["a", "c"], [b"2,Jos\xe9\n"]),
        (CSV, b"id,name\n1,a\n2," + b"x" * (10 << 20) + b"\n3,c\n", "IL-R006", ["a", "c"], [b"2,xxx"]),
        (CSV, b'id,name\n1,a\n2,"b\n3,c\n', "IL-R010", ["a"], [b'2,"b\n3,c\n']),
        (CSV, b'id,name\n1,a\n2,"b"b\n3,c\n', "IL-R016", ["a", "c"], [b'2,"b"b\n']),
        (CSV, b"id,name\n1,a\n2,\0\n3,c\n", "IL-R004", ["a", "c"], [b"2,\0\n"]),
        (
            JSON, b'{"r": [{"id": 1, "name": "a"}, {"id": 2, "id": 3, "name": "b"}, {"id": 4, "name": "c"}]}',
            "IL-R007", ["a", "c"], [b'\\"id\\": 2, \\"id\\": 3'],
        ),
        (
            JSON, b'{"r": [{"id": 1, "name": "a"}, ' + b"[" * 100_000 + b"]" * 100_000 + b"]}",
            "IL-R008", ["a"], [b"[[[["],
        ),
        (JSON, b'{"r": [{"id": 1, "name": "a"}, {"id": NaN, "name": "b"}]}', "IL-R008", ["a"], [b"NaN"]),
        (
            JSON, b'{"r": [{"id": 1, "name": "a"}, {"id": 2, "name": [' + b"1," * 99_999 + b"1]}]}",
            "IL-R002", ["a"], [b"1,1,1"],
        ),
        (NDJSON, b'{"id": 1, "name": "a"}\n{"id"\n{"id": 3, "name": "c"}\n', "IL-R008", ["a", "c"], [b'{\\"id\\"']),
    ],
    ids=[
        "wrong number of cells", "latin-1 in utf-8", "a 10 MB cell", "an unclosed quote", "a quote too many", "nul",
        "a key twice", "too deep", "nan", "100,000 values for one", "half a line",
    ],
)  # fmt: skip
def test_a_bad_record_costs_itself(
    tmp_path: Path, source: str, data: bytes, code: str, good: list[str], rejected: list[bytes]
) -> None:
    done = translate(tmp_path, source, data)
    assert done.returncode == 1, done.stderr
    assert names(done) == good
    assert code in done.stderr
    kept = (tmp_path / "rejects").read_bytes()
    assert code.encode() in kept
    assert all(raw in kept for raw in rejected)


@pytest.mark.parametrize(
    ("source", "data", "code"),
    [
        (CSV, None, "IL-S001"),
        (CSV, b"", "IL-S002"),
        (JSON, b"", "IL-S002"),
        (NDJSON, b"", "IL-S002"),
        (XLSX, b"", "IL-S002"),
        (XLSX, b"id,name\n1,a\n", "IL-S003"),
        (CSV, b"PK\x03\x04 a workbook", "IL-S003"),
        (CSV, "id,name\n1,a\n".encode("utf-16"), "IL-S003"),
        (JSON, b'{"r": [{"id": 1, "name": "a"}], "r": []}', "IL-S003"),
        (JSON, b"id,name\n1,a\n", "IL-S003"),
        (XML, b"", "IL-S002"),
        (XML, b"<r><x><id>1</id></x>", "IL-S003"),
        (
            XML,
            b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]><r><x><id>&a;</id></x></r>',
            "IL-S003",
        ),
        (XML, b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><r><x><id>&b;</id></x></r>', "IL-S003"),
        (XML, b"<r>" + b"<x>" * 100_000, "IL-S003"),
        (GZ, b"id,name\n1,a\n", "IL-S003"),
        (GZ, gzip.compress(b"id,name\n1," + b"x" * (70 << 20)), "IL-S007"),
        (CSV, b"id,other\n1,a\n", "IL-M005"),
        ("../in.csv~csv", None, "IL-M013"),
        ("/etc/hostname~csv", None, "IL-M013"),
    ],
)
def test_a_source_that_cannot_be_used(tmp_path: Path, source: str, data: bytes | None, code: str) -> None:
    done = translate(tmp_path, source, data, "-o", "out.nt")
    assert done.returncode == 2, done.stderr
    assert code in done.stderr
    assert not (tmp_path / "out.nt").exists()


@pytest.mark.parametrize(
    ("source", "data", "good"),
    [
        (CSV, b"\xef\xbb\xbfid,name\n1,a\n", ["a"]),
        (CSV, b"id,name\n1,NO\n", ["NO"]),
        (CSV, b"id,name\n1,123456789012345678901234567890\n", ["123456789012345678901234567890"]),
        (CSV, b"id,name\r\n1,a\r\n2,b\r\n", ["a", "b"]),
        (CSV, b"id,name,,\n1,a,,\n2,b\n3,c,\n", ["a", "b", "c"]),
        (CSV, b"id,name\n", []),
        (CSV, b"id,name", []),
        (JSON, b'{"r": []}', []),
        (JSON, b'\xef\xbb\xbf{"r": [{"id": 1, "name": "NO"}]}', ["NO"]),
        (NDJSON, b"\n", []),
        (CSV, b'id,name\r\n1,a\n2,"b\r\nb"\n', ["a", "b\\r\\nb"]),
        (JSON, b'{"r": [{"id": 1, "name": 1e400}]}', ["1e400"]),
        (XML, b"<r><x><id>1</id><name>a</name></x><x/></r>", ["a"]),
        (XML, "<r><x><id>1</id><name>Zo\u00e9</name></x></r>".encode("utf-16"), ["Zo\u00e9"]),
        (GZ, gzip.compress(b"id,name\n1,a\n"), ["a"]),
    ],
    ids=[
        "bom",
        "NO",
        "30 digits",
        "crlf",
        "empty columns",
        "header",
        "header, no newline",
        "[]",
        "json bom",
        "blank",
        "mixed line ends",
        "1e400",
        "xml",
        "xml in utf-16",
        "gzip",
    ],
)
def test_what_must_simply_work(tmp_path: Path, source: str, data: bytes, good: list[str]) -> None:
    done = translate(tmp_path, source, data)
    assert done.returncode == 0, done.stderr
    assert names(done) == good


def test_a_number_of_30_digits_in_json_keeps_them(tmp_path: Path) -> None:
    done = translate(tmp_path, JSON, b'{"r": [{"id": 1, "name": 123456789012345678901234567890}]}')
    assert done.returncode == 0, done.stderr
    assert '"123456789012345678901234567890"' in done.stdout


def test_a_mended_rejects_file_is_taken_as_the_source(tmp_path: Path) -> None:
    translate(tmp_path, CSV, b"id,name\n1,a\n2\n3,c\n")
    mended = (tmp_path / "rejects").read_bytes().replace(b",2\n", b",2,b\n")
    done = translate(tmp_path, CSV, mended)
    assert done.returncode == 0, done.stderr
    assert names(done) == ["b"]


def test_the_same_with_two_processes(tmp_path: Path) -> None:
    rows = b"".join(b"%d,n%d\n" % (i, i) for i in range(40_000))
    bad = b'x\ny,Jos\xe9\nz,"q"q\n'
    done = translate(tmp_path, CSV, b"id,name\n" + rows + bad + rows, "--jobs", "2", "-o", "out.nt")
    assert done.returncode == 1, done.stderr
    assert len((tmp_path / "out.nt").read_bytes().splitlines()) == 80_000
    kept = (tmp_path / "rejects").read_bytes().splitlines()
    assert [line.split(b",")[0] for line in kept[1:]] == [b"40001", b"40002", b"40003"]
