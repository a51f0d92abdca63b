"""Slips of the pen in mappings: each is one finding with a code, at its line, and its hint mends it.

Every row takes a right mapping, makes one slip, and asks `mapping check`: exactly one finding, this code, this line
(counted in the mapping with the slip). Then the hint is followed: `mend` is a replacement, whose words must stand in
the hint, and the mapping is clean again.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

import pytest

from command import Shell

CSV = """\
prefixes:
  my: https://data.example.org/
sources:
  people: {access: people.csv, referenceFormulation: csv, delimiter: ";"}
  homes: {access: homes.csv, referenceFormulation: csv, delimiter: ";"}
record: {system: office, type: person, source: people, key: [$(no)]}
codes:
  sex: {file: sex.csv, scheme: sex, fold: case}
  state: {scheme: enrolment-status, rows: {A: active, L: ended}}
lookups:
  village: {source: homes, key: $(home), value: $(village)}
omit:
  note: Free text of the office.
profiles: [core]
mappings:
  person:
    s: il:iri(kind=person, key=$(no))
    po:
      - [a, sp:Person]
      - [sp:sex, il:code(table=sex, value=$(sex))]
      - [sp:dateOfBirth, "il:date(value=$(born), format=DD/MM/YYYY)"]
      - [sp:name, il:iri(kind=name, key=$(no))]
      - [my:village, il:lookup(table=village, key=$(house))]
      - p: my:page
        o: my:page/$(no)~iri
        condition: il:present(value=$(sex))
  name:
    s: il:iri(kind=name, key=$(no))
    po:
      - [a, sp:PersonName]
      - [sp:fullName, $(full name), xsd:string]
  enrolment:
    s: il:iri(kind=enrolment, key=$(no))
    po:
      - [a, sp:Enrolment]
      - [sp:enrolledParty, il:iri(kind=person, key=$(no))]
      - [sp:programme, my:programme/cash~iri]
      - [sp:enrolmentStatus, il:code(table=state, value=$(state))]
      - p: my:livesIn
        o: {mapping: home, condition: {function: equal, parameters: [[str1, $(house)], [str2, $(home)]]}}
  home:
    sources: homes
    s: my:home/$(home)
    po:
      - [my:village, $(village)]
"""
TREE = """\
prefixes: {my: "https://data.example.org/"}
sources:
  reg: {access: r.json, referenceFormulation: json}
record: {system: reg, type: home, source: reg, iterator: "$.homes[*]", key: ["$(id)"]}
mappings:
  home:
    s: my:home/$(id)
    po: [[my:village, $(place.village)]]
  member:
    each: "$.members[*]"
    s: my:person/$(^id)-$(n)
    po: [[my:name, $(name)]]
"""
XML = """\
prefixes: {my: "https://data.example.org/"}
sources:
  reg: {access: r.xml, referenceFormulation: xpath, iterator: "/r:homes/r:home", namespaces: {r: "urn:r"}}
mappings:
  home:
    s: my:home/$(@id)
    po: [[my:village, "$(r:village)"]]
"""
SQL = """\
prefixes: {my: "https://data.example.org/"}
sources:
  homes: {access: homes.db, referenceFormulation: sql, table: homes}
mappings:
  home:
    s: my:home/$(id)
    po: [[my:village, $(village)]]
"""
BOOK = """\
prefixes: {my: "https://data.example.org/"}
sources:
  homes: {access: homes.xlsx, referenceFormulation: xlsx, sheet: Homes}
mappings:
  home:
    s: my:home/$(id)
    po: [[my:village, $(village)]]
"""
VIEW = """\
prefixes: {my: "https://data.example.org/"}
sources:
  survey: [survey.csv~csv]
views:
  members: {source: survey, fields: {house: $(id), m: {slots: 1..2, fields: {age: "$(age{slot})"}}}}
  grown: {source: members, fields: {house: $(house), age: $(m.age)}}
mappings:
  member:
    sources: grown
    s: my:home/$(house)
    po: [[my:age, $(age)]]
"""
TURTLE = """\
@prefix rml: <http://w3id.org/rml/> .
@prefix my: <https://data.example.org/> .
<#home> a rml:TriplesMap ;
  rml:logicalSource [ rml:source [ a rml:RelativePathSource ; rml:path "survey.csv" ] ;
    rml:referenceFormulation rml:CSV ] ;
  rml:subjectMap [ rml:template "https://data.example.org/home/{id}" ] ;
  rml:predicateObjectMap [ rml:predicate my:age ; rml:objectMap [ rml:reference "age1" ] ] ;
  rml:predicateObjectMap [ rml:predicate my:other ; rml:objectMap [ rml:reference "age2" ] ] .
"""
BASES = {
    "csv": CSV, "json": TREE, "xml": XML, "sql": SQL, "xlsx": BOOK, "view": VIEW, "turtle": TURTLE,
}  # fmt: skip
HOMES = [
    {"id": "h1", "place": {"village": "Kora"}, "members": [{"n": 1, "name": "Ana"}, {"n": 2, "name": "Bo"}]},
    {"id": "h2", "place": {"village": "Lum"}, "members": [{"n": 1, "name": "Cai"}]},
]
FILES = {
    "people.csv": "no;full name;sex;born;house;state;note\n"
    "1;Ana Lum;F;13/04/1985;h1;A;x\n2;Bo Lum;m;12/11/2011;h2;L;\n",
    "homes.csv": "home;village\nh1;Kora\nh2;Lum\n",
    "sex.csv": "value,code\nF,female\nM,male\n",
    "survey.csv": "id,age1,age2\nh1,30,\nh2,41,6\n",
    "latin.csv": "home;village\nh1;Korá\nh2;Lum\n".encode("latin-1"),
    "r.json": json.dumps({"homes": HOMES}),
    "r.xml": '<homes xmlns="urn:r"><home id="h1"><village>Kora</village></home></homes>',
}


@dataclass(frozen=True)
class Slip:
    """`right` becomes `wrong` in the mapping `base`; `mend` is (what is wrong, what the hint says instead)."""

    name: str
    right: str
    wrong: str
    code: str
    at: str
    mend: tuple[str, str]
    base: str = "csv"
    says: str = ""
    """Words of the hint; where left out, the second part of `mend`."""


PEOPLE = 'people.csv, referenceFormulation: csv, delimiter: ";"'
SLIPS = [
    Slip("a column misspelt", "$(born)", "$(bron)", "IL-M005", "21:41", ("bron", "born")),
    Slip("a column of another case", "$(full name)", "$(Full Name)", "IL-M005", "31:23", ("Full Name", "full name")),
    Slip("a column of the key", "key: [$(no)]}", "key: [$(noo)]}", "IL-M005", "6:62", ("noo", "no")),
    Slip("a join on a column that is not there", "[str2, $(home)]", "[str2, $(hom)]", "IL-M005", "40:95",
         ("$(hom)", "$(home)"), says="'home'"),
    Slip("a lookup by a column that is not there", "key: $(home),", "key: $(hme),", "IL-M005", "11:33", ("hme", "home")),
    Slip("our prefix bound to another namespace", "prefixes:\n",
         "prefixes:\n  sp: https://w3id.org/socialprotection/\n", "IL-M003", "2:7",
         ("https://w3id.org/socialprotection/", "https://w3id.org/social-protection/")),
    Slip("a prefix not declared", "[my:village, $(v", "[myy:village, $(v", "IL-M003", "45:10", ("myy:", "my:"), says="'my'"),
    Slip("a prefix with a space in it", "org/\n", "org/ x/\n", "IL-M012", "2:7", ("org/ x/", "org/"), says="' '"),
    Slip("a date pattern misspelt", "DD/MM/YYYY", "DD/MM/YYY", "IL-M006", "21:27", ("/YYY)", "/YYYY)"), says="write YYYY"),
    Slip("a date pattern that fits no value", "DD/MM/YYYY", "YYYY-MM-DD", "IL-M023", "21:27",
         ("YYYY-MM-DD", "DD/MM/YYYY")),
    Slip("a function misspelt", "il:date(", "il:dtae(", "IL-M004", "21:27", ("il:dtae", "il:date")),
    Slip("a parameter misspelt", "format=DD", "formt=DD", "IL-M002", "21:56", ("formt", "format")),
    Slip("a parameter left out", "table=sex, value=$(sex)", "table=sex", "IL-M006", "20:18",
         ("table=sex)", "table=sex, value=$(sex))"), says="the parameter `value`"),
    Slip("the record's source misspelt", "source: people,", "source: peple,", "IL-M007", "6:48", ("peple", "people")),
    Slip("a mapping's source misspelt", "sources: homes", "sources: home", "IL-M007", "42:14",
         ("sources: home\n", "sources: homes\n"), says="'homes'"),
    Slip("a linked mapping misspelt", "{mapping: home,", "{mapping: homes,", "IL-M007", "40:22",
         ("mapping: homes", "mapping: home"), says="'home'"),
    Slip("a class misspelt", "sp:PersonName]", "sp:PersonNam]", "IL-M008", "30:13", ("sp:PersonNam]", "sp:PersonName]"),
         says="sp:PersonName"),
    Slip("a property misspelt", "sp:dateOfBirth", "sp:dateOfBrith", "IL-M008", "21:9",
         ("sp:dateOfBrith", "sp:dateOfBirth")),
    Slip("a datatype misspelt", "xsd:string", "xsd:strng", "IL-M008", "31:23", ("xsd:strng", "xsd:string")),
    Slip("a code misspelt", "ended}", "endded}", "IL-M009", "9", ("endded", "ended")),
    Slip("a code list misspelt", "scheme: enrolment-status", "scheme: enrollment-status", "IL-M009", "9:3",
         ("enrollment-status", "enrolment-status")),
    Slip("a code table misspelt", "table=state", "table=states", "IL-M007", "38:30", ("states", "state")),
    Slip("a code table's file misspelt", "sex.csv", "sexes.csv", "IL-S001", "8:15", ("sexes.csv", "sex.csv")),
    Slip("a code table of another form", "file: sex.csv", "file: homes.csv", "IL-M006", "homes.csv:1",
         ("homes.csv, scheme", "sex.csv, scheme"), says="The header is `value,code`"),
    Slip("a code table that nobody uses", "codes:\n", "codes:\n  old: {scheme: sex, rows: {F: female}}\n", "IL-M017", "8:3",
         ("  old: {scheme: sex, rows: {F: female}}\n", ""), says="never used"),
    Slip("a lookup misspelt", "table=village", "table=vilage", "IL-M007", "23:22", ("vilage", "village")),
    Slip("a condition that is no test", "condition: il:present(value=$(sex))", "condition: $(sex)", "IL-M006", "26:20",
         ("condition: $(sex)", "condition: il:present(value = $(sex))"), says="il:present(value = $(column))"),
    Slip("a key twice", "omit:\n", "profiles: [core]\nomit:\n", "IL-M001", "15:1",
         ("profiles: [core]\nomit:", "omit:"), says="the first is in line 12"),
    Slip("a tab", "    po:\n      - [my:village", "\tpo:\n      - [my:village", "IL-M001", "44:1", ("\tpo", "    po"),
         says="Indent with spaces"),
    Slip("a bracket not closed", "key: [$(no)]}", "key: [$(no)}", "IL-M001", "6:67", ("$(no)}", "$(no)]}"),
         says="Close it with `]`"),
    Slip("a reference not closed", "my:home/$(home)\n", "my:home/$(home\n", "IL-M012", "43:16", ("$(home\n", "$(home)\n"),
         says="Close it with `)`"),
    Slip("a key of the document misspelt", "omit:\n", "ommit:\n", "IL-M002", "12:1", ("ommit", "omit")),
    Slip("a key of a mapping misspelt", "    po:\n      - [my:v", "    pos:\n      - [my:v", "IL-M002", "44:5",
         ("pos:", "po:"), says="'po'"),
    Slip("a key of a source misspelt", 'delimiter: ";"}\nrecord', 'delimeter: ";"}\nrecord', "IL-M002", "5:57",
         ("delimeter", "delimiter")),
    Slip("a format misspelt", "people.csv, referenceFormulation: csv", "people.csv, referenceFormulation: cvs", "IL-M006",
         "4:11", ("cvs", "csv")),
    Slip("a delimiter left out", PEOPLE, "people.csv, referenceFormulation: csv", "IL-M005", "4:11",
         ("people.csv, referenceFormulation: csv", PEOPLE), says='delimiter: ";"'),
    Slip("a wrong delimiter", PEOPLE, PEOPLE.replace(";", ","), "IL-M005", "4:11", ('","', '";"')),
    Slip("a wrong header row", PEOPLE, PEOPLE + ", header: 2", "IL-M005", "4:11", (", header: 2", ""),
         says="leave `header` out"),
    Slip("an encoding misspelt", PEOPLE, PEOPLE + ", encoding: utf-9", "IL-M006", "4:75", ("utf-9", "utf-8")),
    Slip("a source's file misspelt", "access: homes.csv", "access: home.csv", "IL-S001", "5:10", ("home.csv", "homes.csv")),
    Slip("a file outside the folder", "access: homes.csv", "access: ../homes.csv", "IL-M013", "5:10",
         ("../homes.csv", "homes.csv"), says="--allow-source"),
    Slip("a profile that is none", "profiles: [core]", "profiles: [cor]", "IL-V011", "14:12", ("[cor]", "[core]"),
         says="'core'"),
    Slip("a column neither mapped nor omitted", "  note: Free", "  nota: Free", "IL-M016", "4:11", ("nota:", "note:"),
         says="omit"),
    Slip("an omission without a reason", "note: Free text of the office.", "note:", "IL-M006", "13:8",
         ("note:\n", "note: a reason\n"), says="reason"),
    Slip("a text as a subject", "s: my:home/$(home)", "s: $(village)", "IL-M012", "43:8",
         ("s: $(village)", "s: my:thing/$(village)")),
    Slip("a subject of type literal", "s: my:home/$(home)", "s: {value: my:home/$(home), type: literal}", "IL-M006", "43:8",
         ("type: literal", "type: iri"), says="iri or blank"),
    Slip("a relative subject, and no base", "s: my:home/$(home)", "s: home/$(home)", "IL-M012", "43:8",
         ("prefixes:", "base: https://data.example.org/\nprefixes:"), says="Add `base: https://"),
    Slip("a text where a thing is wanted", "[sp:name, il:iri(kind=name, key=$(no))]", "[sp:name, name-$(no)]", "IL-M015",
         "22:19", ("name-$(no)", "il:iri(kind=name, key=$(no))"), says="il:iri(...)"),
    Slip("a kind misspelt", "Party, il:iri(kind=person", "Party, il:iri(kind=persons", "IL-M020", "36:28",
         ("kind=persons", "kind=person")),
    Slip("a property of another class", "      - [sp:fullName", "      - [sp:sex, il:code(table=sex, value=$(sex))]\n      - [sp:fullName",
         "IL-M019", "31:10", ("PersonName]\n      - [sp:sex, il:code(table=sex, value=$(sex))]", "PersonName]"),
         says="It is of sp:Person: say it in 'person'"),
    Slip("a predicate alone", "[my:village, $(village)]", "[my:village]", "IL-M006", "45:9",
         ("[my:village]", "[my:village, $(village)]"), says="[sp:familyName, $(surname)]"),
    Slip("a language written out", ", xsd:string]", ", english~lang]", "IL-M010", "31:37", ("english~lang", "en~lang"),
         says="`en`"),
    Slip("an external value not declared", "[my:village, $(village)]", "[my:village, $(_city)]", "IL-M005", "45:22",
         ("prefixes:", "external: {city: Kora}\nprefixes:"), says="declare `external: {city: ...}`"),
    Slip("`each` on a table", "  name:\n", '  name:\n    each: "$.a[*]"\n', "IL-M006", "27:3", ('    each: "$.a[*]"\n', ""),
         says="Leave `each` out"),
    Slip("a mapping that extends itself", "prefixes:\n", "extends: m.yaml\nprefixes:\n", "IL-M006", "1:10",
         ("extends: m.yaml\n", ""), says="stand alone"),
    Slip("a path misspelt", "place.village", "place.vilage", "IL-M005", "8:23", ("vilage", "village"), "json"),
    Slip("an `each` on a list", "$.members[*]", "$.members", "IL-M005", "10:11", ("$.members", "$.members[*]"), "json"),
    Slip("an `each` misspelt", "$.members[*]", "$.member[*]", "IL-M005", "10:11", ("$.member[", "$.members["), "json",
         says="$.members[*]"),
    Slip("an iterator that selects nothing", "$.homes[*]", "$.hommes[*]", "IL-M005", "4:58", ("$.hommes", "$.homes"), "json"),
    Slip("a JSONPath that is none", "$.homes[*]", "$.homes[*", "IL-M010", "4:58", ("homes[*", "homes[*]"), "json",
         says="lists as $.a[*]"),
    Slip("the record's field without ^", "$(^id)", "$(id)", "IL-M005", "11:18", ("$(id)-", "$(^id)-"), "json", says="$(^id)"),
    Slip("a namespace prefix not declared", "$(r:village)", "$(q:village)", "IL-M003", "7:24", ("q:", "r:"), "xml", says="'r'"),
    Slip("an XPath that is none", "/r:homes/r:home", "/r:homes/r:home[", "IL-M006", "3:8", ("home[", "home"), "xml", says="as /homes/home"),
    Slip("a table misspelt", "table: homes", "table: hommes", "IL-S006", "3:10", ("hommes", "homes"), "sql"),
    Slip("a column of a table misspelt", "$(village)", "$(vilage)", "IL-M005", "7:23", ("vilage", "village"), "sql"),
    Slip("a sheet misspelt", "sheet: Homes", "sheet: Home", "IL-S003", "3:10", ("sheet: Home", "sheet: Homes"), "xlsx",
         says="Homes"),
    Slip("a view misspelt", "sources: grown", "sources: grwn", "IL-M007", "9:14", ("grwn", "grown"), "view"),
    Slip("a view's own column misspelt", "$(house)\n", "$(hous)\n", "IL-M005", "10:16", ("$(hous)", "$(house)"), "view",
         says="'house'"),
    Slip("views in a circle", "source: survey", "source: grown", "IL-M006", "5:3", ("source: grown", "source: survey"), "view",
         says="made of itself"),
    Slip("a term of RML misspelt", "rml:template", "rml:templat", "IL-M010", "6:20", ("rml:templat ", "rml:template "),
         "turtle", says="'template'"),
    Slip("a column misspelt in Turtle", '"age1"', '"agee1"', "IL-M005", "7:67", ("agee1", "age1"), "turtle"),
]  # fmt: skip


@pytest.fixture
def office(shell: Shell) -> Shell:
    """The files that the mappings read."""
    for name, content in FILES.items():
        shell.write(name, content)
    with sqlite3.connect(shell.folder / "homes.db") as database:
        database.execute("CREATE TABLE homes (id TEXT, village TEXT)")
        database.execute("INSERT INTO homes VALUES ('h1', 'Kora')")
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Homes"
    for row in (["id", "village"], ["h1", "Kora"]):
        book.active.append(row)
    book.save(shell.folder / "homes.xlsx")
    return shell


def check(office: Shell, base: str, text: str) -> tuple[list[dict[str, object]], str, str]:
    """The findings, a place as `line:column` of the first (with the file, where it is another), what it advises."""
    name = "m.ttl" if base == "turtle" else "m.yaml"
    office.write(name, text)
    ran = office("mapping", "check", name, "--json")
    found = json.loads(ran.out) if ran.out.strip() else [json.loads(ran.said)]
    if not found:
        return [], "", ""
    place = found[0].get("place", {})
    spot = ":".join(str(place[key]) for key in ("line", "column") if key in place)
    file = "" if place.get("file") == name else f"{place.get('file')}:"
    return found, file + spot, f"{found[0]['message']} {found[0].get('hint', '')}"


@pytest.mark.parametrize("base", BASES)
def test_the_right_mappings_are_clean(office: Shell, base: str) -> None:
    assert check(office, base, BASES[base]) == ([], "", "")


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_slip_is_one_finding_that_mends_it(office: Shell, slip: Slip) -> None:
    right = BASES[slip.base]
    assert slip.right in right
    wrong = right.replace(slip.right, slip.wrong, 1)
    found, at, advice = check(office, slip.base, wrong)
    assert [finding["code"] for finding in found] == [slip.code], found
    assert (at, (slip.says or slip.mend[1]) in advice) == (slip.at, True), (at, advice)
    assert slip.mend[0] in wrong
    mended = wrong.replace(slip.mend[0], slip.mend[1], 1)
    assert check(office, slip.base, mended)[0] == []


def test_there_are_as_many_as_were_promised() -> None:
    assert len({slip.name for slip in SLIPS}) >= 30
    assert len({slip.code for slip in SLIPS}) >= 14
