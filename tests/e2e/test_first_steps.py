"""What a newcomer meets first: another delimiter, another encoding, a title row, decimal commas."""

from __future__ import annotations

import pytest

from command import Shell

MAPPING = """\
prefixes: {{ex: "http://example.org/"}}
sources: {{list: {{access: list.csv, referenceFormulation: csv{options}}}}}
record: {{system: s, type: t, source: list, key: [$(no)]}}
mappings:
  person:
    s: ex:$(no)
    po:
      - [ex:name, $(name)]
      - [ex:born, $(born)]
      - [ex:amount, il:number(value=$(amount), decimal=",", group=" ")]
"""
ROWS = "no;name;born;amount\n1;Zoé;1990-01-01;1\u00a0234,50\n2;Ana;1991-01-01;7\n"


@pytest.fixture
def first(shell: Shell) -> Shell:
    shell.write("list.csv", ROWS.encode("cp1252"))
    return shell


def test_the_wrong_delimiter_and_encoding_one_after_the_other(first: Shell) -> None:
    first.write("m.yaml", MAPPING.format(options=""))
    checked = first("mapping", "check", "m.yaml")
    assert checked.out.count("IL-M005") == 1, checked.out
    assert 'delimiter: ";"' in checked.out
    first.write("m.yaml", MAPPING.format(options=', delimiter: ";"'))
    checked = first("mapping", "check", "m.yaml")
    assert "list.csv:2: IL-R004" in checked.out.replace("warning ", ""), checked.out
    assert "windows-1252" in checked.out
    ran = first("translate", "m.yaml", "-o", "out.nt")
    assert ran.code == 1
    assert "encoding: windows-1252" in ran.said
    first.write("m.yaml", MAPPING.format(options=', delimiter: ";", encoding: windows-1252'))
    checked = first("mapping", "check", "m.yaml")
    assert "0 errors, 0 warnings" in checked.out
    ran = first("translate", "m.yaml", "-o", "out.nt")
    assert ran.code == 0, ran.said
    written = (first.folder / "out.nt").read_text(encoding="utf-8")
    assert '"1234.50"' in written
    assert '"Zoé"' in written
