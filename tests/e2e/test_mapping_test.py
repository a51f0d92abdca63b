"""`mapping test`: examples inside a mapping pass, fail with a difference, and leave rules untouched."""

from __future__ import annotations

import json

from command import Shell

MAPPING = """\
prefixes: {my: "https://data.example.org/"}
sources: {people: {access: people.csv, referenceFormulation: csv}}
record: {system: office, type: person, source: people, key: [$(no)]}
mappings:
  person:
    s: my:person/$(no)
    po:
      - [a, my:Person]
      - [my:name, $(name)]
      - [my:born, "il:date(value=$(born), format=DD/MM/YYYY)"]
tests:
  one person:
    input: |
      no,name,born
      1,Ana,
    expect: |
      <https://data.example.org/person/1> a my:Person ; my:name "Ana" .
  a day that is none:
    input: |
      no,name,born
      1,Ana,31/02/2000
    refused: [IL-R002]
"""


def test_examples_pass_and_name_what_they_leave_out(shell: Shell) -> None:
    shell.write("m.yaml", MAPPING)
    ran = shell("mapping", "test", "m.yaml")
    assert ran.code == 0, ran.said
    assert ran.out == (
        "ok  one person\nok  a day that is none\n"
        "untouched: m.yaml:10:9: 'person' says <https://data.example.org/born> in no example\n"
        "2 passed, 0 failed, 1 untouched\n"
    )


def test_an_example_that_fails_shows_the_difference(shell: Shell) -> None:
    shell.write("m.yaml", MAPPING.replace('"Ana" .', '"Eva" .').replace("[IL-R002]", "[IL-R003]"))
    ran = shell("mapping", "test", "m.yaml")
    assert ran.code == 1
    person = "<https://data.example.org/person/1> <https://data.example.org/name>"
    assert f'    - {person} "Eva" .\n    + {person} "Ana" .\n' in ran.out
    assert "refused: IL-R002; expected: IL-R003" in ran.out
    found = json.loads(shell("mapping", "test", "m.yaml", "--json").out)
    assert [one["passed"] for one in found["tests"]] == [False, False]
    assert found["tests"][0]["line"] == 12


def test_a_mapping_without_examples(shell: Shell) -> None:
    shell.write("m.yaml", MAPPING.partition("tests:")[0])
    ran = shell("mapping", "test", "m.yaml")
    assert (ran.code, "has no examples" in ran.said) == (2, True)
