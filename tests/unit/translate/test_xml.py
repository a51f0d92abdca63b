"""XML through a mapping: namespaces, items, what is around them, refusals that can be sent again."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

DOCUMENT = """<?xml version="1.0" encoding="UTF-8"?>
<r:register xmlns:r="http://reg.example/1" xmlns:x="http://reg.example/extra" country="KR">
  <r:household no="H1"><r:village>Kora</r:village><r:members>
    <r:member n="1"><r:name>Ana</r:name><r:phone>12</r:phone><r:phone>13</r:phone></r:member>
    <r:member n="2"><r:name>Bo</r:name></r:member></r:members></r:household>
  <r:household no="H2"><r:village/><x:sex>Q</x:sex></r:household>
  <r:household><r:village>Lum</r:village></r:household>
</r:register>
"""
MAPPING = """
prefixes: {my: "http://my.example/", reg: "http://reg.example/1"}
sources:
  register: {access: reg.xml, iterator: /reg:register/reg:household, namespaces: {extra: "http://reg.example/extra"}}
record: {system: register, type: household, source: register, key: [$(@no)]}
codes:
  sex: {scheme: sex, rows: {F: female}}
mappings:
  household:
    s: my:h/$(@no)
    po:
      - [my:village, $(reg:village)]
      - [my:country, $(../@country)]
      - [my:sex, il:code(table=sex, value=$(extra:sex))]
      - p: my:hasMember
        o: {mapping: member}
  member:
    each: reg:members/reg:member
    s: my:p/$(^@no)-$(@n)
    po:
      - [my:phone, $(reg:phone)]
      - [my:of, $(<<@no)]
"""


def run(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    (folder / "m.yaml").write_text(MAPPING)
    done = subprocess.run(
        [sys.executable, "-m", "interlingua", "translate", "m.yaml", *more],
        cwd=folder, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return done


def said(text: str) -> set[str]:
    return set(text.replace("http://my.example/", "").replace(" .", "").splitlines())


WANTED = {
    '<h/H1> <village> "Kora"', '<h/H1> <country> "KR"', "<h/H1> <hasMember> <p/H1-1>", "<h/H1> <hasMember> <p/H1-2>",
    '<p/H1-1> <phone> "12"', '<p/H1-1> <phone> "13"', '<p/H1-1> <of> "H1"', '<p/H1-2> <of> "H1"',
}  # fmt: skip


def test_statements_and_refusals(tmp_path: Path) -> None:
    (tmp_path / "reg.xml").write_text(DOCUMENT)
    done = run(tmp_path, "--rejects", "refused.ndjson")
    assert said(done.stdout) == WANTED
    refused = (tmp_path / "refused.ndjson").read_text()
    assert "household[2]/extra:sex" in refused
    assert [code for code in ("IL-R003", "IL-R011") if code in refused] == ["IL-R003", "IL-R011"]
    (tmp_path / "again.xml").write_text(refused.replace(">Q<", ">F<"))
    again = run(tmp_path, "again.xml")
    assert '<h/H2> <country> "KR"' in said(again.stdout)
    assert any(line.startswith("<h/H2> <sex>") for line in said(again.stdout))


def test_a_packed_document_gives_the_same(tmp_path: Path) -> None:
    (tmp_path / "reg.xml.gz").write_bytes(gzip.compress(DOCUMENT.encode()))
    assert said(run(tmp_path, "reg.xml.gz").stdout) == WANTED


def test_an_unknown_prefix_is_told_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "reg.xml").write_text(DOCUMENT)
    (tmp_path / "m.yaml").write_text(MAPPING.replace("$(reg:village)", "$(ger:village)"))
    done = subprocess.run(
        [sys.executable, "-m", "interlingua", "translate", "m.yaml"],
        cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "IL-M003" in done.stderr
    assert "m.yaml:12" in done.stderr
