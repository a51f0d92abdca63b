"""Outputs stand whole under their names, in a form that others can read, and never over an input."""

from __future__ import annotations

import os
from xml.dom import minidom

import pytest

from command import Shell

MAPPING = """\
prefixes: {ex: "https://example.org/"}
sources: {people: {access: people.csv, referenceFormulation: csv}}
record: {system: test, type: person, source: people, key: [$(no)]}
codes: {sex: {file: sex.csv, fold: case}}
mappings:
  person:
    s: ex:person/$(no)
    po: [[ex:name, $(name)], [ex:sex, 'il:code(table=sex, value=$(sex))']]
"""
PEOPLE = "no,name,sex\n1,Ana,F\n2,Ben,X\n"


@pytest.fixture
def people(shell: Shell) -> Shell:
    shell.write("m.yaml", MAPPING)
    shell.write("people.csv", PEOPLE)
    shell.write("sex.csv", "value,code\nF,https://example.org/F\n")
    return shell


@pytest.mark.parametrize("option", ["-o", "--rejects", "--report"])
@pytest.mark.parametrize("file", ["people.csv", "m.yaml", "sex.csv", "./link.csv"])
def test_no_output_goes_over_an_input(people: Shell, option: str, file: str) -> None:
    (people.folder / "link.csv").symlink_to("people.csv")
    before = (people.folder / file).read_bytes()
    ran = people("translate", "m.yaml", option, file)
    assert (ran.code, "IL-U001" in ran.said, ran.out) == (2, True, "")
    assert (people.folder / file).read_bytes() == before


def test_rejects_sent_again_do_not_lose_themselves(people: Shell) -> None:
    people("translate", "m.yaml", "-o", "out.nt", "--rejects", "bad.csv")
    before = (people.folder / "bad.csv").read_bytes()
    assert b"Ben" in before
    assert people("translate", "m.yaml", "bad.csv", "-o", "out.nt", "--rejects", "bad.csv").code == 2
    assert (people.folder / "bad.csv").read_bytes() == before


def test_two_outputs_are_two_files(people: Shell) -> None:
    ran = people("translate", "m.yaml", "-o", "x", "--rejects", "x")
    assert (ran.code, "IL-U001" in ran.said) == (2, True)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("ending", ["nt", "ttl"])
def test_a_device_is_written_into_and_stays(people: Shell, ending: str) -> None:
    """As `-o /dev/null`: a rename would put a file in its place. (A pipe, since tests may run as root.)"""
    for name in (f"out.{ending}", "report"):
        os.mkfifo(people.folder / name)
    out, report = (
        os.open(people.folder / name, os.O_RDWR | os.O_NONBLOCK) for name in (f"out.{ending}", "report")
    )
    assert people("translate", "m.yaml", "-o", f"out.{ending}", "--report", "report").code == 1
    assert b'"Ana"' in os.read(out, 1 << 16)
    assert b'"summary"' in os.read(report, 1 << 16)
    assert all(path.is_fifo() for path in people.folder.iterdir() if path.name.startswith(("out", "rep")))


@pytest.mark.parametrize("ending", ["nt", "ttl", "rdf"])
def test_named_graphs_are_not_put_where_none_can_be(people: Shell, ending: str) -> None:
    people.write("m.yaml", MAPPING + "    g: ex:g\n")
    ran = people("translate", "m.yaml", "-o", f"out.{ending}")
    assert (ran.code, "IL-U001" in ran.said) == (2, True)
    assert not [p.name for p in people.folder.iterdir() if "out" in p.name]
    assert people("translate", "m.yaml", "-o", "out.nq").code == 1


@pytest.mark.parametrize(
    ("old", "new", "in_file"), [("ex:name", "ex:1", "m.yaml"), ("Ana", "A\x01", "people.csv")]
)
def test_rdf_xml_is_xml_or_nothing(people: Shell, old: str, new: str, in_file: str) -> None:
    text = (people.folder / in_file).read_text()
    people.write(in_file, text.replace(old, new))
    ran = people("translate", "m.yaml", "-o", "out.rdf")
    assert (ran.code, "IL-U001" in ran.said, "\x01" in ran.said) == (2, True, False)
    assert not [p.name for p in people.folder.iterdir() if "out" in p.name]
    people.write(in_file, text)
    assert people("translate", "m.yaml", "-o", "out.rdf").code == 1
    assert minidom.parse(str(people.folder / "out.rdf")).documentElement.tagName == "rdf:RDF"
