"""Mappings written as RML Turtle and as YARRRML mean what they meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.mapping_equal import meaning
from typer.testing import CliRunner

from interlingua.cli.main import app
from interlingua.rml import load_mapping
from interlingua.rml.write_turtle import turtle
from interlingua.rml.write_yarrrml import yarrrml

ROOT = Path(__file__).resolve().parents[3]
SHIPPED = sorted((ROOT / "mappings").glob("*/*.yarrrml.yaml"))

EVERYTHING = """\
prefixes: {ex: "http://example.com/", my: "http://example.com/fn#"}
base: http://example.com/base/
authors: [Ana Lemos <ana@example.com>]
external: {city: Kora}
sources:
  people: {access: people.json, referenceFormulation: jsonpath, iterator: "$.people[*]", nulls: ["-"]}
  list: {access: list.csv, referenceFormulation: csv, delimiter: ";", header: 2, skip: "#"}
  rows: {type: sqlite, access: people.db, table: person}
targets:
  dump: {access: dump.nt, serialization: ntriples, compression: gzip}
omit: {note: free text}
tests:
  one: {input: '{"people": []}', expect: "", partial: true}
mappings:
  person:
    sources: people
    each: "?$.members[*]"
    condition: my:test(value=$(a), other="b, (c)")
    g: ex:graph/$(g)
    s: {value: "ex:person/$(^id)-$(n)", targets: dump}
    po:
      - [a, [ex:Person, ex:Thing]]
      - [ex:city, $(_city)]
      - [ex:name, "Dear $(first) \\\\(of $(place)\\\\)", en~lang]
      - [ex:said, $(text), $(lang)~lang]
      - [ex:count, $(n), xsd:integer]
      - [ex:plain, "ex:quoted"]
      - [ex:iri, "$(x)~iri"]
      - [[ex:p, ex:q], [$(a), $(b)]]
      - [ex:blank, "_:b$(n)"]
      - {p: ex:new, o: {type: blank}}
      - {p: ex:typed, o: {value: $(v), datatype: "ex:$(kind)"}}
      - {p: ex:fn, o: my:make(value=$(v), with=my:inner(x=$(?y))), condition: my:test(value=$(v))}
      - {p: ex:all, o: {gather: [$(a), ex:x~iri], as: seq, strategy: cartesian, empty: "true"}}
      - {p: ex:link, o: {mapping: row, condition: [equal(str1=$(id), str2=$(key)), equal(str1="0", str2=$(n))]}}
      - {p: ex:friend, o: ex:person/$(friend)~iri, i: ex:friendOf}
      - {p: ex:uri, o: {template: "{a}", type: iri}, g: ex:other}
  row:
    sources: [rows, list]
    po: [[ex:key, $(key)]]
"""


def back(text: str, suffix: str, folder: Path) -> object:
    return meaning(load_mapping(folder / f"m{suffix}", text=text, as_written=True))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: f"{p.parent.name}/{p.name.partition('.')[0]}")
def test_shipped_mappings_survive_both_notations(path: Path) -> None:
    mapping = load_mapping(path, as_written=True)
    for text, suffix in ((turtle(mapping), ".ttl"), (yarrrml(mapping), ".yaml")):
        assert back(text, suffix, path.parent) == meaning(mapping)


def test_every_part_survives_both_notations(tmp_path: Path) -> None:
    mapping = load_mapping(tmp_path / "m.yaml", text=EVERYTHING, as_written=True)
    assert back(turtle(mapping), ".ttl", tmp_path) == meaning(mapping)
    assert back(yarrrml(mapping), ".yaml", tmp_path) == meaning(mapping)


def test_what_is_converted_means_the_same_when_it_runs(tmp_path: Path) -> None:
    path = ROOT / "mappings" / "lumara-cash" / "payments.yarrrml.yaml"
    written = load_mapping(path, as_written=True)
    again = load_mapping(path.with_name("payments.ttl"), text=turtle(written))
    assert meaning(again) == meaning(load_mapping(path))


def test_the_command_converts_there_and_back(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(EVERYTHING, encoding="utf-8")
    run = CliRunner()
    for source, target in (("m.yaml", "m.ttl"), ("m.ttl", "again.yaml")):
        result = run.invoke(app, ["mapping", "convert", str(tmp_path / source), "-o", str(tmp_path / target)])
        assert result.exit_code == 0, result.output
    first = load_mapping(tmp_path / "m.yaml", as_written=True)
    assert meaning(load_mapping(tmp_path / "again.yaml", as_written=True)) == meaning(first)


def test_external_values_come_from_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(EVERYTHING, encoding="utf-8")
    result = CliRunner().invoke(app, ["mapping", "convert", str(tmp_path / "m.yaml"), "-e", "city=Lum"])
    assert '"Lum"' in result.output
