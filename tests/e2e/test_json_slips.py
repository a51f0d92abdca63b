"""Slips of somebody who maps JSON: each is told by `mapping check`, and again where it leaves something unsaid."""

from __future__ import annotations

import json

import pytest

from command import Ran, Shell

RECORDS = {
    "foyers": [
        {
            "id": "F1",
            "adresse": {"lieu": "Kora", "rue": "1"},
            "note": "x",
            "membres": [{"n": 1, "nom": "Ana", "ne": "1985-04-03"}, {"n": 2, "nom": "Bo"}],
        },
        {"id": "F2", "adresse": {"lieu": "Lum"}, "membres": []},
        {"id": "F3", "adresse": None, "membres": [{"n": 1, "nom": "Cai", "tel": ["1", "2"]}]},
        {"id": "F4", "membres": [{"n": 1, "nom": "Dora"}]},
    ]
}
OMIT = 'omit: {note: "of the office", adresse.rue: "not wanted", "membres[*].tel": "not wanted"}\n'
MAPPING = (
    """sources: {reg: {access: r.json, referenceFormulation: json}}
record: {system: reg, type: foyer, source: reg, iterator: "$.foyers[*]", key: ["$(id)"]}
"""
    + OMIT
    + """mappings:
  foyer:
    s: il:iri(kind=household, key=$(id))
    po:
      - [a, sp:Household]
      - p: sp:address
        o: il:iri(kind=address, key=$(id))
        condition: il:present(value=$(adresse))
  address:
    s: il:iri(kind=address, key=$(id))
    condition: il:present(value=$(adresse))
    po:
      - [a, sp:Address]
      - [sp:locality, $(adresse.lieu)]
  membre:
    each: "$.membres[*]"
    s: il:iri(kind=person, key=$(^id), key=$(n))
    po:
      - [a, sp:Person]
      - [sp:name, il:iri(kind=name, key=$(^id), key=$(n))]
      - [sp:dateOfBirth, il:date(value=$(ne), format=YYYY-MM-DD)]
  name:
    each: "$.membres[*]"
    s: il:iri(kind=name, key=$(^id), key=$(n))
    po:
      - [a, sp:PersonName]
      - [sp:fullName, $(nom)]
"""
)


def run(shell: Shell, *slip: str, verb: str = "check", records: object = RECORDS) -> Ran:
    text = MAPPING
    if slip:
        assert slip[0] in text
        text = text.replace(*slip)
    shell.write("m.yaml", text)
    shell.write("r.json", json.dumps(records))
    if verb == "check":
        return shell("mapping", "check", "m.yaml")
    return shell("translate", "m.yaml", "-o", "out.nt")


SLIPS = {
    "a list taken for an element": ("$.membres[*]", "$.membres", 'Write `each: "$.membres[*]"`'),
    "an each misspelt": ("$.membres[*]", "$.membre[*]", "Did you mean $.membres[*]?"),
    "a field of the record around": ("$(^id)", "$(id)", "write $(^id)."),
    "a path misspelt": ("adresse.lieu)", "adresse.lieux)", "Did you mean adresse.lieu?"),
    "a path cut short": ("adresse.lieu)", "lieu)", "Did you mean adresse.lieu?"),
    "an object for a value": ("adresse.lieu)", "adresse)", "Name a field inside it."),
    "a field of the element": ("$(nom)", "$(^nom)", "$(^nom) occurs nowhere in the 4 records looked at."),
}


def test_a_right_mapping_has_no_finding(shell: Shell) -> None:
    assert run(shell).out == "0 errors, 0 warnings\n"
    assert "IL-M" not in run(shell, verb="translate").said


@pytest.mark.parametrize("name", SLIPS)
def test_the_check_tells(shell: Shell, name: str) -> None:
    wrong, right, hint = SLIPS[name]
    ran = run(shell, wrong, right)
    assert ran.code == 0
    assert "IL-M005" in ran.out
    assert hint in ran.out


@pytest.mark.parametrize("name", list(SLIPS)[:3])
def test_translate_tells_which_mapping_said_nothing(shell: Shell, name: str) -> None:
    wrong, right, hint = SLIPS[name]
    ran = run(shell, wrong, right, verb="translate")
    assert ran.code == 0
    assert "4 accepted" in ran.said
    for at in ("m.yaml:18:3: IL-M018 'membre' made no", "m.yaml:25:3: IL-M018 'name' made no"):
        assert at in ran.said
    assert hint in ran.said


def test_a_condition_on_a_misspelt_field(shell: Shell) -> None:
    said = run(shell, "present(value=$(adresse)", "present(value=$(adress)", verb="translate").said
    assert "IL-M018 'address' made no statement" in said


def test_leaves_neither_mapped_nor_omitted(shell: Shell) -> None:
    out = run(shell, OMIT, "").out
    assert [line.split(" ")[3] for line in out.splitlines()[:-1]] == [
        "'adresse.rue'",
        "'membres[*].tel'",
        "'note'",
    ]
    assert out.count("IL-M016") == 3


def test_what_is_silent_as_a_whole_is_told_as_one(shell: Shell) -> None:
    more = {"foyers": [{**RECORDS["foyers"][0], "bien": {"vaches": 1, "sol": {"type": "x", "ha": 2}}}]}
    out = run(shell, records=more).out
    assert "'bien' of 'reg' (3 fields) is neither mapped nor omitted" in out
    assert out.count("IL-M016") == 1


def test_an_iterator_that_selects_nothing(shell: Shell) -> None:
    ran = run(shell, "foyers[", "foyer[")
    assert ran.code == 2
    assert "The iterator $.foyer[*] of 'reg' selects nothing" in ran.out
    assert "Did you mean $.foyers[*]?" in ran.out
    ran = run(shell, "foyers[", "gens[", verb="translate")
    assert "0 records read" in ran.said
    assert "warning: m.yaml:2:59: IL-M005 The iterator $.gens[*]" in ran.said
    assert "There are: foyers." in ran.said


def test_an_empty_list_of_records_is_no_fault(shell: Shell) -> None:
    assert run(shell, records={"foyers": []}).out == "0 errors, 0 warnings\n"


def test_lists_that_happen_to_be_empty_are_no_fault(shell: Shell) -> None:
    records = {"foyers": [{"id": "F1", "membres": [], "adresse": {"lieu": "K"}}]}
    assert run(shell, records=records).out == "0 errors, 0 warnings\n"
    assert "IL-M018" not in run(shell, verb="translate", records=records).said


def test_a_field_that_may_be_absent_is_written_so(shell: Shell) -> None:
    assert "IL-M005" in run(shell, "$(ne)", "$(mort)").out
    assert "IL-M005" not in run(shell, "$(ne)", "$(?mort)").out


def test_no_key_that_is_a_value_is_shown(shell: Shell) -> None:
    """People keep records by number: those numbers are keys of the JSON, and nobody's to print."""
    records = {"LC900017": {"id": "F1"}, "LC900018": {"id": "F2"}}
    ran = run(shell, records=records, verb="translate")
    assert "IL-M005" in ran.said
    assert "LC9000" not in ran.said + run(shell, records=records).out


def test_ndjson(shell: Shell) -> None:
    shell.write(
        "m.yaml",
        MAPPING.replace("referenceFormulation: json", "referenceFormulation: ndjson").replace(
            "nom)", "name)"
        ),
    )
    shell.write("r.json", "".join(json.dumps(record) + "\n" for record in RECORDS["foyers"]))
    out = shell("mapping", "check", "m.yaml").out
    assert "$(name) occurs nowhere in the elements of $.membres[*]." in out
    assert "'membres[*].nom' of 'reg' is neither mapped nor omitted" in out


def test_a_missing_source_is_said_clearly(shell: Shell) -> None:
    shell.write("m.yaml", MAPPING)
    ran = shell("mapping", "check", "m.yaml")
    assert ran.code == 0
    assert "IL-S001 The fields were not checked, only the mapping itself" in ran.out
    assert "Give a file to compare with (sources: reg)." in ran.out


def test_submit_tells_it_too(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTERLINGUA_IRI_KEY", "a key of the test, long enough for it")
    shell.write("m.yaml", MAPPING.replace("$.membres[*]", "$.membre[*]"))
    shell.write("r.json", json.dumps(RECORDS))
    ran = shell("submit", "m.yaml", "--data-dir", "data")
    assert ran.code == 0
    assert "warning: m.yaml:18:3: IL-M018 'membre' made no statement" in ran.said
    shell.write("m.yaml", MAPPING.replace("foyers[", "foyer["))
    assert "IL-M005 The iterator $.foyer[*]" in shell("submit", "m.yaml", "--data-dir", "data").said
    done = json.loads(shell("submit", "m.yaml", "--data-dir", "data", "--json").out)
    assert [warning["code"] for warning in done["warnings"]] == ["IL-M005"]


def test_a_source_of_standard_input_is_checked(shell: Shell) -> None:
    shell.write("m.yaml", MAPPING.replace("adresse.lieu)", "adresse.lieux)"))
    ran = shell.process("mapping", "check", "m.yaml", "-", stdin=json.dumps(RECORDS).encode())
    assert "Did you mean adresse.lieu?" in ran.out


def test_a_source_that_is_there_and_cannot_be_read_is_an_error(shell: Shell) -> None:
    shell.write("m.yaml", MAPPING)
    shell.write("r.json", "{ no json")
    ran = shell("mapping", "check", "m.yaml")
    assert (ran.code, "IL-S003" in ran.out) == (2, True)


def test_a_wrong_sheet_lists_the_sheets(shell: Shell) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Pupils"
    book.create_sheet("Schools")
    book.active.append(["id"])
    book.save(shell.folder / "p.xlsx")
    shell.write(
        "m.yaml",
        """sources: {p: {access: p.xlsx, referenceFormulation: xlsx, sheet: Pupil}}
record: {system: s, type: t, source: p, key: [$(id)]}
mappings:
  p: {s: "il:iri(kind=person, key=$(id))", po: [[a, sp:Person]]}
""",
    )
    ran = shell("mapping", "check", "m.yaml")
    assert ran.code == 2
    assert "The workbook has no sheet 'Pupil'. It has: Pupils, Schools." in ran.out


BUNDLE = {
    "entry": [
        {"resource": {"kind": "birth", "id": "b", "child": {"reference": "c"}}},
        {"resource": {"kind": "person", "id": "c", "name": "Ana", "note": "x"}},
        {"resource": {"kind": "clerk", "id": "k", "name": "Bo", "note": "y"}},
    ]
}
FOLLOWING = """sources: {b: {access: b.ndjson, referenceFormulation: ndjson}}
record: {system: s, type: t, source: b, key: ["$(entry[?@.resource.kind=='birth'].resource.id)"]}
omit: {$..kind: "The rules choose by it", "entry[?@.resource.kind=='clerk']": "Of the office"}
mappings:
  birth:
    each: "$.entry[?@.resource.kind=='birth'].resource"
    s: il:iri(kind=person, key=$(child.reference->id))
    po:
      - [sp:name, "il:iri(kind=name, key=$(child.reference->name))"]
"""


def test_references_are_followed_and_a_filter_omits_no_more_than_it_selects(shell: Shell) -> None:
    shell.write("b.ndjson", json.dumps(BUNDLE) + "\n")
    shell.write("m.yaml", FOLLOWING)
    ran = shell("mapping", "check", "m.yaml")
    told = [line for line in ran.out.splitlines() if "IL-M" in line]
    assert (ran.code, len(told)) == (0, 1)
    assert "IL-M016 'entry[*].resource.note'" in told[0]  # the person's: the clerk's is omitted
