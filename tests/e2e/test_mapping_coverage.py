"""`mapping coverage`: each field of real files is mapped, left out with a reason, or told as neither; never a value."""

from __future__ import annotations

import json
from typing import Any

from command import Shell

PEOPLE = """\
prefixes: {my: "https://data.example.org/"}
sources: {people: {access: people.csv, referenceFormulation: csv}}
record: {system: office, type: person, source: people, key: [$(no)]}
omit: {village: The household register has the address.}
mappings:
  person:
    s: my:person/$(no)
    po:
      - [my:name, $(name)]
"""
ROWS = "no,name,village,phone,fax\n1,Quendolyn,Zorbia,,\n2,Quendolyn, ,555-0199,\n3,,Zorbia,,\n"

HOUSES = """\
prefixes: {my: "https://data.example.org/"}
sources: {houses: {access: houses.FORM, referenceFormulation: jsonpath, iterator: "$.list[*]"}}
record: {system: office, type: house, source: houses, key: [$(id)]}
omit: {meta: The system's own bookkeeping. It says nothing of people.}
mappings:
  house:
    s: my:house/$(id)
    po:
      - [my:phone, "$(contact[?(@.kind=='phone')].value)"]
  member:
    each: members[*]
    s: my:house/$(^id)/$(n)
    po:
      - [my:name, $(name)]
"""
LIST: list[dict[str, Any]] = [
    {
        "id": "h1",
        "meta": {"by": "Zorbia", "at": "2024"},
        "contact": [{"kind": "phone", "value": "555-0199"}],
        "members": [{"n": 1, "name": "Quendolyn", "nick": "Zorbia"}, {"n": 2, "name": "Zorbia"}],
    },
    {"id": "h2", "contact": [{"kind": "mail", "value": "q@zorbia.example"}], "members": [], "note": ""},
]
VALUES = ("Quendolyn", "Zorbia", "555-0199", "zorbia.example")


def fates(shell: Shell, *words: str) -> tuple[int, dict[str, tuple[int, str]], dict[str, Any]]:
    ran = shell("mapping", "coverage", *words, "--json")
    assert not [value for value in VALUES if value in ran.said]
    found = json.loads(ran.out)
    fields = [one for source in found["sources"] for one in source["fields"]]
    return ran.code, {one["field"]: (one["records"], one["fate"]) for one in fields}, found


def test_columns(shell: Shell) -> None:
    shell.write("m.yaml", PEOPLE)
    shell.write("people.csv", ROWS)
    ran = shell("mapping", "coverage", "m.yaml")
    assert ran.code == 1
    assert ran.out == (
        "people (people.csv): 3 records\n"
        "  mapped    no       3  the subject of 'person' (line 7); the key of the record (line 3)\n"
        "  mapped    name     2  my:name (line 9)\n".replace("my:name", "<https://data.example.org/name>")
        + "  left out  village  2  The household register has the address.\n"
        "  neither   phone    1\n"
        "  without a value: fax\n"
        "2 fields mapped, 1 left out with a reason, 1 neither: 75 % told\n"
    )
    code, fields, found = fates(shell, "m.yaml")
    assert (code, found["share"], found["neither"]) == (1, 0.75, 1)
    assert fields == {
        "no": (3, "mapped"), "name": (2, "mapped"), "village": (2, "left out"), "phone": (1, "neither"),
    }  # fmt: skip
    assert found["sources"][0]["fields"][2]["line"] == 4


def test_all_is_told(shell: Shell) -> None:
    shell.write("m.yaml", PEOPLE.replace("omit: {", "omit: {phone: Nobody calls., "))
    shell.write("other.csv", ROWS)
    ran = shell("mapping", "coverage", "m.yaml", "other.csv")
    assert ran.code == 0, ran.said
    assert ran.out.endswith("2 fields mapped, 2 left out with a reason, 0 neither: 100 % told\n")


def test_nothing_to_look_at_is_no_success(shell: Shell) -> None:
    shell.write("m.yaml", PEOPLE)
    shell.write("people.csv", "no,name,village\n")
    ran = shell("mapping", "coverage", "m.yaml")
    assert ran.code == 1
    assert ran.out.endswith("  without a value: no, name, village\nno field with a value was found\n")
    shell.write("people.csv", ROWS).unlink()
    assert shell("mapping", "coverage", "m.yaml").code == 2


def test_paths_of_json(shell: Shell) -> None:
    shell.write("m.yaml", HOUSES.replace("FORM", "json"))
    shell.write("houses.json", json.dumps({"list": LIST}))
    code, fields, found = fates(shell, "m.yaml")
    assert code == 1
    assert fields == {
        "contact[*].kind": (2, "neither"),
        "contact[*].value": (2, "mapped"),
        "id": (2, "mapped"),
        "members[*].n": (1, "mapped"),
        "members[*].name": (1, "mapped"),
        "members[*].nick": (1, "neither"),
        "meta.at": (1, "left out"),
        "meta.by": (1, "left out"),
    }
    value = next(f for f in found["sources"][0]["fields"] if f["field"] == "contact[*].value")
    assert value["read_in"] == 1  # of the other record the filter takes nothing
    assert value["by"] == [{"what": "<https://data.example.org/phone>", "line": 9}]


def test_fields_of_a_view(shell: Shell) -> None:
    head, _, _ = HOUSES.partition("mappings:")
    view = """\
views:
  people:
    source: houses
    fields:
      id: $(id)
      one: {iterator: "members[*]", fields: {name: $(name)}}
mappings:
  member:
    source: people
    s: my:house/$(id)/$(one.name)
"""
    shell.write("m.yaml", (head + view).replace("FORM", "json"))
    shell.write("houses.json", json.dumps({"list": LIST[:1]}))
    _, fields, found = fates(shell, "m.yaml")
    assert fields["members[*].name"] == (1, "mapped")
    assert fields["members[*].nick"] == (1, "neither")
    name = next(f for f in found["sources"][0]["fields"] if f["field"] == "members[*].name")
    assert name["by"] == [{"what": "the field 'name' of the view 'people'", "line": 10}]


def test_elements_and_attributes_of_xml(shell: Shell) -> None:
    shell.write(
        "m.yaml",
        PEOPLE.replace("people.csv", "people.xml")
        .replace("referenceFormulation: csv", 'referenceFormulation: xpath, iterator: "/list/person"')
        .replace("$(no)", "$(@no)"),
    )
    rows = '<person no="1"><name>Quendolyn</name><village>Zorbia</village></person><person no="2" tel="555-0199"/>'
    shell.write("people.xml", f"<list>{rows}</list>")
    code, fields, _ = fates(shell, "m.yaml")
    assert code == 1
    assert fields == {
        "@no": (2, "mapped"), "@tel": (1, "neither"), "name": (1, "mapped"), "village": (1, "left out"),
    }  # fmt: skip
