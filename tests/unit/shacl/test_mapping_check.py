from __future__ import annotations

from pathlib import Path

from interlingua.errors import Diagnostic
from interlingua.rml import load_mapping
from interlingua.shacl import mapping_findings
from interlingua.vocabulary import load
from shapes_support import SP, SmallVocabulary

HEAD = f"""prefixes:
  sp: {SP}
  code: {SP}code/
sources:
  people: [people.csv~csv]
record: {{system: s, type: t, source: people, key: [$(no)]}}
"""
GOOD = """
mappings:
  person:
    s: il:iri(kind=person, key=$(no))
    po:
      - [a, sp:Person]
      - [sp:dateOfBirth, $(dob), xsd:date]
      - [sp:sex, code:sex/male~iri]
"""


def check(tmp_path: Path, body: str, columns: list[str] | None = None, head: str = HEAD) -> list[Diagnostic]:
    mapping = load_mapping(tmp_path / "m.yarrrml.yaml", text=head + body)
    return mapping_findings(mapping, SmallVocabulary(), None if columns is None else {"people": columns})  # type: ignore[arg-type]


def only(found: list[Diagnostic]) -> Diagnostic:
    assert len(found) == 1, [f.text() for f in found]
    return found[0]


def test_a_good_mapping(tmp_path: Path) -> None:
    assert check(tmp_path, GOOD) == []


def test_a_class_that_does_not_exist(tmp_path: Path) -> None:
    found = only(check(tmp_path, GOOD.replace("sp:Person", "sp:Persom")))
    assert (found.code, found.severity) == ("IL-M008", "violation")
    assert found.hint == "Did you mean sp:Person?"
    assert found.place is not None
    assert found.place.line is not None


def test_a_property_with_its_line(tmp_path: Path) -> None:
    text = GOOD.replace("sp:dateOfBirth", "sp:dateOfbirth")
    found = only(check(tmp_path, text))
    assert (found.code, found.hint) == ("IL-M008", "Did you mean sp:dateOfBirth?")
    line = next(n for n, line in enumerate((HEAD + text).splitlines(), 1) if "dateOfbirth" in line)
    assert found.place is not None
    assert found.place.line == line


def test_a_property_where_a_class_is_needed(tmp_path: Path) -> None:
    found = check(tmp_path, GOOD.replace("[a, sp:Person]", "[a, sp:sex]"))
    assert "is a property, where a class is needed" in found[0].message


def test_a_deprecated_term_warns(tmp_path: Path) -> None:
    found = only(check(tmp_path, GOOD.replace("sp:dateOfBirth", "sp:birthDay")))
    assert (found.code, found.severity, found.hint) == ("IL-M008", "warning", "Use sp:dateOfBirth.")


def test_a_code_that_does_not_exist(tmp_path: Path) -> None:
    found = only(check(tmp_path, GOOD.replace("code:sex/male", "code:sex/mail")))
    assert (found.code, found.hint) == ("IL-M009", "Did you mean sp:code/sex/male?")


def test_text_for_a_property_that_points(tmp_path: Path) -> None:
    found = only(check(tmp_path, GOOD.replace("code:sex/male~iri", "$(sex)")))
    assert found.code == "IL-M015"
    assert "gets a text" in found.message


def test_an_iri_for_a_property_of_text(tmp_path: Path) -> None:
    found = only(check(tmp_path, GOOD.replace("$(dob), xsd:date", "il:iri(kind=day, key=$(dob))")))
    assert found.code == "IL-M015"
    assert "gets an IRI" in found.message


def table(tmp_path: Path, rows: str, scheme: str = "sex") -> list[Diagnostic]:
    (tmp_path / "sex.csv").write_text("value,code\n" + rows)
    body = f"codes: {{sex: {{file: sex.csv, scheme: {scheme}}}}}\n" + GOOD.replace(
        "code:sex/male~iri", "il:code(table=sex, value=$(sex))"
    )
    return check(tmp_path, body)


def test_code_tables(tmp_path: Path) -> None:
    assert table(tmp_path, "M,male\nF,female\n") == []
    found = only(table(tmp_path, "M,male\nF,femal\n"))
    assert (found.code, found.hint) == ("IL-M009", "Did you mean 'female'? Its codes: female, male.")
    assert found.place is not None
    assert (Path(found.place.file or "").name, found.place.line) == ("sex.csv", 3)


def test_a_code_that_only_looks_alike_is_not_proposed(tmp_path: Path) -> None:
    found = only(table(tmp_path, "H,mule\n"))
    assert found.hint == "Its codes: female, male."


def test_a_code_of_another_list(tmp_path: Path) -> None:
    found = only(table(tmp_path, f"M,{SP}code/status/active\n"))
    assert found.message == "'active' is not a code of the list 'sex'."


def test_a_list_that_does_not_exist(tmp_path: Path) -> None:
    found = table(tmp_path, "M,male\n", scheme="sexx")
    assert (found[0].code, found[0].hint) == ("IL-M009", "Did you mean 'sex'?")


def test_an_unused_table_warns(tmp_path: Path) -> None:
    found = only(check(tmp_path, "codes: {sex: {rows: {M: male}, scheme: sex}}\n" + GOOD))
    assert (found.code, found.severity) == ("IL-M017", "warning")


def test_a_usual_prefix_bound_elsewhere_warns(tmp_path: Path) -> None:
    head = HEAD.replace("sources:", "  xsd: http://www.w3.org/2001/XMLSchema/\nsources:")
    found = only(check(tmp_path, GOOD, head=head))
    assert (found.code, found.severity) == ("IL-M003", "warning")


def test_columns(tmp_path: Path) -> None:
    assert check(tmp_path, GOOD, ["no", "dob"]) == []
    missing = only(check(tmp_path, GOOD, ["no", "DOB"]))  # and not that nothing is said of DOB, too
    assert (missing.code, missing.hint) == ("IL-M005", "Did you mean 'DOB'?")


def test_columns_that_nothing_is_said_of(tmp_path: Path) -> None:
    found = only(check(tmp_path, GOOD, ["no", "dob", "remarks", ""]))
    assert (found.code, found.severity) == ("IL-M016", "warning")
    assert "'remarks'" in found.message
    assert check(tmp_path, "omit: {remarks: Free text.}\n" + GOOD, ["no", "dob", "remarks"]) == []
    vain = only(check(tmp_path, "omit: {remark: Free text.}\n" + GOOD, ["no", "dob"]))
    assert (vain.code, vain.severity) == ("IL-M005", "warning")


def test_an_everyday_word_for_a_property(tmp_path: Path) -> None:
    mapping = load_mapping(
        tmp_path / "m.yarrrml.yaml", text=HEAD + GOOD.replace("sp:dateOfBirth,", "sp:birthDate,")
    )
    found = only(mapping_findings(mapping, load()))
    assert (found.code, found.hint) == ("IL-M008", "Did you mean sp:dateOfBirth?")
