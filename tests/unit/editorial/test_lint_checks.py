"""The checks of classes, code lists, shapes and versions, case by case: what they find, where, and what they let be."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlingua.editorial.lint import Finding, Project, check
from interlingua.rdf.namespaces import CODE, PREFIXES, SHAPE

HEAD = "".join(f"@prefix {p}: <{n}> .\n" for p, n in {**PREFIXES, "code": CODE, "shape": SHAPE}.items())
FIRST = HEAD.count("\n") + 1
"""The line on which a text behind HEAD begins."""
CORE, PROFILE = "shapes/core.shacl.ttl", "shapes/profiles/pilot.shacl.ttl"
TERMS = "ontology/modules/agent.ttl"
TABLE_HEAD = "#curie_map:\n#  theirs: https://example.net/\n#creator_label: Us\n"
COLUMNS = "subject_id\tpredicate_id\tobject_id\tmapping_justification\tobject_category\text_reason"
ROW = "{}\tskos:{}\t{}\tsemapv:ManualMappingCuration\t{}\t{}"


def lint(id: str, **texts: str) -> list[Finding]:
    return list(check(project(texts), select=[id]).findings)


def project(texts: dict[str, str]) -> Project:
    names = {"terms": TERMS, "core": CORE, "profile": PROFILE, "list": "ontology/codelists/status.ttl"}
    return Project.of_texts({
        names.get(name, name): text if name.startswith("ontology/") else HEAD + text for name, text in texts.items()
    })  # fmt: skip


def places(found: list[Finding]) -> list[tuple[str | None, int | None]]:
    return [(one.file, (one.line or 0) - FIRST + 1) for one in found]


def table(*rows: tuple[str, ...], columns: str = COLUMNS, head: str = TABLE_HEAD) -> str:
    cells = ["\t".join(row) if len(row) > 5 else ROW.format(*row, *[""] * (5 - len(row))) for row in rows]
    return head + "\n".join([columns, *cells]) + "\n"


# -- S02 -------------------------------------------------------------------------------------------

PERSON = "sp:Person a owl:Class . sp:sex a owl:ObjectProperty . code:sex a skos:ConceptScheme ."


@pytest.mark.parametrize(
    ("shape", "says"),
    [
        ("sh:targetClass sp:Persn", "sp:Persn is not declared."),
        ("sh:targetClass sp:sex", "sp:sex is no class."),
        ("sh:class sp:Human", "sp:Human is not declared."),
        ("sh:property [ sh:path sp:gender ]", "sp:gender is not declared."),
        ("sh:property [ sh:path ( [ sh:inversePath sp:gendr ] sp:sex ) ]", "sp:gendr is not declared."),
        ("sh:property [ sh:path sp:sex ; sh:lessThan sp:Person ]", "sp:Person is no property."),
        ("sh:property [ sh:path sp:sex ; sp:codeList code:gender ]", "sp:code/gender is not declared."),
        ("sh:property [ sh:path sp:sex ; sh:hasValue <https://w3id.org/social-protection/code/sex/f> ]", "is not declared."),
        ("sh:in ( sp:Person sp:Robot )", "sp:Robot is not declared."),
    ],
)  # fmt: skip
def test_a_name_in_a_shape_that_is_none(shape: str, says: str) -> None:
    found = lint("S02", terms=PERSON, core=f"shape:P a sh:NodeShape ;\n  {shape} .")
    assert len(found) == 1, found
    assert says in found[0].message
    assert found[0].file == CORE
    assert found[0].line in (FIRST, FIRST + 1)


def test_names_of_others_in_a_shape_are_theirs() -> None:
    core = "shape:P a sh:NodeShape ; sh:targetClass foaf:Person ; sh:property [ sh:path rdfs:label ] ."
    assert lint("S02", terms=PERSON, core="@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n" + core) == []


# -- S05 -------------------------------------------------------------------------------------------

CLASSES = "sp:Group a owl:Class . sp:Household a owl:Class ; rdfs:subClassOf sp:Group . code:k a skos:ConceptScheme ."
CODES = "".join(f"<{CODE}k/{n}> a skos:Concept ; skos:inScheme code:k . " for n in "ab")


@pytest.mark.parametrize(
    ("core", "profile", "wider"),
    [
        ("sh:minCount 1", "sh:minCount 0", True),
        ("sh:minCount 1", "sh:minCount 2", False),
        ("sh:maxCount 1", "sh:maxCount 9", True),
        ("sh:maxCount 10", "sh:maxCount 9", False),
        ("sh:maxCount 1", "sh:minCount 2", True),
        ("sh:maxInclusive 100", "sh:maxInclusive 99.5", False),
        ("sh:maxInclusive 100", "sh:maxInclusive 1000", True),
        ("sh:minInclusive '1880-01-01'^^xsd:date", "sh:minInclusive '1870-01-01'^^xsd:date", True),
        ("sh:minInclusive '1880-01-01'^^xsd:date", "sh:minInclusive '1990-01-01'^^xsd:date", False),
        ("sh:datatype xsd:date", "sh:datatype xsd:string", True),
        ("sh:datatype xsd:date", "sh:datatype xsd:date", False),
        ("sh:nodeKind sh:IRI", "sh:nodeKind sh:Literal", True),
        ("sp:codeList code:k", f"sh:in ( <{CODE}k/a> )", False),
        ("sp:codeList code:k", f"sh:in ( <{CODE}k/a> <{CODE}k/z> )", True),
        (f"sh:in ( <{CODE}k/a> )", "sp:codeList code:k", True),
        ("sh:minCount 1", "sh:maxCount 3", False),
    ],
)
@pytest.mark.parametrize("target", ["Group", "Household"])
def test_a_profile_narrows(core: str, profile: str, wider: bool, target: str) -> None:
    found = lint(
        "S05",
        terms=CLASSES + CODES,
        core=f"shape:G a sh:NodeShape ; sh:targetClass sp:Group ; sh:property shape:G-p . shape:G-p sh:path sp:p ; {core} .",
        profile=f"shape:PG a sh:NodeShape ; sh:targetClass sp:{target} ; sh:property shape:PG-p .\n"
        f"shape:PG-p sh:path sp:p ; {profile} .",
    )
    assert places(found) == ([(PROFILE, 2)] if wider else [])


def test_another_class_or_path_is_another_matter() -> None:
    core = "shape:H a sh:NodeShape ; sh:targetClass sp:Household ; sh:property [ sh:path sp:p ; sh:minCount 2 ] ."
    for target, path in (
        ("sp:Group", "sp:p"),
        ("sp:Household", "sp:q"),
        ("sp:Household", "[ sh:inversePath sp:p ]"),
    ):
        more = f"shape:PG a sh:NodeShape ; sh:targetClass {target} ; sh:property [ sh:path {path} ; sh:minCount 1 ] ."
        assert lint("S05", terms=CLASSES, core=core, profile=more) == []


# -- V02 -------------------------------------------------------------------------------------------

OLD = "sp:Unit a owl:Class ; owl:deprecated true ; dcterms:isReplacedBy sp:Household ; rdfs:subClassOf sp:Group .\n"


@pytest.mark.parametrize(
    ("where", "text", "line"),
    [
        ("terms", "sp:unit schema:domainIncludes sp:Unit .", 2),
        ("terms", "sp:Big rdfs:subClassOf sp:Unit .", 2),
        ("core", "shape:U sh:targetClass sp:Unit .", 1),
        ("core", "shape:U sh:property [\n sh:in ( sp:Unit ) ] .", 1),
        ("ontology/questions/q.rq", "PREFIX sp: <https://w3id.org/social-protection/>\n#sp:Unit\nASK { ?u a sp:Unit }", 3),
        ("mappings/a/b.yarrrml.yaml", "prefixes:\n  sp: https://w3id.org/social-protection/\nx: [a, sp:Unit]", 3),
    ],
)  # fmt: skip
def test_a_deprecated_term_in_use(where: str, text: str, line: int) -> None:
    texts = {"terms": OLD, where: (OLD if where == "terms" else "") + text}
    if where.startswith("mappings"):
        found = list(check(Project.of_texts({TERMS: HEAD + OLD, where: text}), select=["V02"]).findings)
    else:
        found = lint("V02", **texts)
    assert len(found) == 1, found
    assert found[0].line == (line if "/" in where else FIRST + line - 1)
    assert "sp:Household" in (found[0].fix or "")


@pytest.mark.parametrize(
    "text",
    [
        "sp:Household dcterms:replaces sp:Unit .",
        "code:k a skos:ConceptScheme ; skos:hasTopConcept sp:Unit .",
        "sp:Unit skos:altLabel 'unit'@en .",
    ],
)
def test_a_deprecated_term_spoken_of(text: str) -> None:
    assert lint("V02", terms=OLD + text) == []


# -- V03 -------------------------------------------------------------------------------------------


def test_a_mapping_that_uses_what_is_not_there(tmp_path: Path) -> None:
    header = f"{HEAD}<https://w3id.org/social-protection/> a owl:Ontology .\n"
    terms = (
        "sp:Person a owl:Class . sp:sex a owl:ObjectProperty ; sp:codeList code:sex . code:sex a skos:ConceptScheme .\n"
        f"<{CODE}sex/female> a skos:Concept ; skos:inScheme code:sex ; skos:notation 'female' ."
    )
    mapping = """\
prefixes: {sp: https://w3id.org/social-protection/, il: https://w3id.org/interlingua/fn/}
sources:
  rows: {access: rows.csv, referenceFormulation: csv}
codes:
  sex: {file: codes/sex.csv, scheme: sex}
mappings:
  person:
    sources: rows
    s: https://data.example.org/$(id)
    po:
      - [a, sp:Persn]
      - [sp:sex, il:code(table=sex, value=$(sex))]
"""
    files = {
        "ontology/social-protection.ttl": header, "ontology/modules/agent.ttl": HEAD + terms,
        "mappings/a/b.yarrrml.yaml": mapping, "mappings/a/codes/sex.csv": "value,code\nF,femal\n",
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = check(Project.of_house(tmp_path), select=["V03"]).findings
    assert [(one.file, one.line) for one in found] == [
        ("mappings/a/b.yarrrml.yaml", 11),
        ("mappings/a/codes/sex.csv", 2),
    ]
    assert "sp:Person" in (found[0].fix or "")


def test_a_mapping_that_cannot_be_read_is_told_of(tmp_path: Path) -> None:
    for name, text in (
        ("ontology/social-protection.ttl", f"{HEAD}<https://w3id.org/social-protection/> a owl:Ontology ."),
        ("ontology/modules/agent.ttl", f"{HEAD}sp:Person a owl:Class ."),
        ("mappings/a/b.yarrrml.yaml", "mappings:\n  person: [\n"),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (one,) = check(Project.of_house(tmp_path), select=["V03"]).findings
    assert one.file == "mappings/a/b.yarrrml.yaml"


# -- K06, K08 to K11 -------------------------------------------------------------------------------

SEX = "code:sex a skos:ConceptScheme . " + "".join(
    f"<{CODE}sex/{n}> a skos:Concept ; skos:inScheme code:sex ; skos:notation '{n}' . "
    for n in ("f", "m", "x")
)


def test_exact_runs_across_tables_and_files() -> None:
    found = lint(
        "K06",
        terms="sp:Person skos:exactMatch <https://example.net/Human> .",
        **{
            "ontology/alignments/a.sssom.tsv": table(("theirs:Human", "exactMatch", "theirs:Being", "class")),
            "ontology/alignments/b.sssom.tsv": table(("sp:Person", "broadMatch", "theirs:Being", "class")),
        },
    )
    assert [(one.file, one.line) for one in found] == [("ontology/alignments/b.sssom.tsv", 5)]
    assert "by way of others" in found[0].message


def test_close_and_no_term_found_are_no_exact() -> None:
    rows = (("sp:A", "closeMatch", "theirs:B", "class"), ("sp:A", "broadMatch", "theirs:B", "class"),
            ("sssom:NoTermFound", "exactMatch", "theirs:C", "class"), ("sssom:NoTermFound", "broadMatch", "theirs:C", "class"))  # fmt: skip
    assert lint("K06", terms="", **{"ontology/alignments/a.sssom.tsv": table(*rows)}) == []


def test_a_release_whose_list_is_gone() -> None:
    name = "ontology/releases/0.1.0.codes.tsv"
    found = lint("K08", terms="", **{name: f"iri\tnotation\n{CODE}sex/f\tf\n"})
    assert [(one.file, one.line) for one in found] == [(name, 2)]
    assert lint("K08", terms=SEX, **{name: f"# 0.1.0\niri\tnotation\n{CODE}sex/f\tf\n"}) == []


def test_a_row_that_nobody_signs_or_gives_no_reason() -> None:
    rows = (("sssom:NoTermFound", "exactMatch", "theirs:C", "class", ""), ("sssom:NoTermFound", "exactMatch", "theirs:D", "class", "defect: no key"))  # fmt: skip
    name = "ontology/alignments/a.sssom.tsv"
    assert [one.line for one in lint("K09", terms="", **{name: table(*rows)})] == [5]
    unsigned = table(rows[1], head="#curie_map:\n#  theirs: https://example.net/\n")
    assert ["Nobody answers" in one.message for one in lint("K09", terms="", **{name: unsigned})] == [True]


def test_cardinality_of_codes_is_asked_for_once_where_no_row_has_it() -> None:
    name = "ontology/alignments/a.sssom.tsv"
    rows = (("code:sex/f", "exactMatch", "theirs:F", "code"), ("code:sex/x", "narrowMatch", "theirs:U", "code"),
            ("code:sex/x", "narrowMatch", "theirs:X", "code"))  # fmt: skip
    (one,) = lint("K10", terms=SEX, **{name: table(*rows)})
    assert one.line == 6
    assert "2 rows" in one.message
    assert lint("K10", terms=SEX, **{name: table(rows[0])}) == []


def test_the_way_back_is_one_row_of_a_list() -> None:
    name = "ontology/alignments/a.sssom.tsv"
    columns = f"{COLUMNS}\tmapping_cardinality\text_preferred"

    def row(theirs: str, preferred: str) -> tuple[str, ...]:
        return (
            "code:sex/x",
            "skos:narrowMatch",
            theirs,
            "semapv:ManualMappingCuration",
            "code",
            "",
            "1:n",
            preferred,
        )

    for marks, count in ((("yes", ""), 0), (("yes", "yes"), 1), (("", ""), 1)):
        rows = (row("theirs:list/U", marks[0]), row("theirs:list/X", marks[1]))
        assert len(lint("K10", terms=SEX, **{name: table(*rows, columns=columns)})) == count
    rows = (row("theirs:list/U", "yes"), row("theirs:other/X", "yes"))
    assert lint("K10", terms=SEX, **{name: table(*rows, columns=columns)}) == []


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("code:sex/f", "exactMatch", "theirs:F"), None),
        (("code:sex/ff", "exactMatch", "theirs:F"), "is not declared"),
        (("", "exactMatch", "theirs:F"), "no subject_id"),
        (("code:sex/f", "exactMatch", ""), "no object_id"),
        (("code:sex/f", "sameMatch", "theirs:F"), "no relation"),
        (("code:sex/f", "exactMatch", "others:F"), "prefix"),
        (("code:sex/f", "exactMatch", "F"), "prefix"),
    ],
)
def test_a_row_to_nothing(row: tuple[str, ...], says: str | None) -> None:
    header = "<https://w3id.org/social-protection/> a owl:Ontology .\n"
    found = lint("K11", terms=header + SEX, **{"ontology/alignments/a.sssom.tsv": table(row)})
    assert [one.line for one in found] == ([] if says is None else [5])
    assert says is None or says in found[0].message


# -- C08 -------------------------------------------------------------------------------------------


def test_a_contradiction_in_a_valid_example_is_told_with_its_line() -> None:
    trig = (
        "@prefix ex: <https://data.example.org/> .\n@prefix sp: <https://w3id.org/social-protection/> .\n"
        "@prefix valid: <urn:interlingua:example:valid:> .\n@prefix invalid: <urn:interlingua:example:invalid:> .\n"
        "invalid:a { ex:x a sp:Person , sp:Group . }\nvalid:a { ex:x a sp:Person . }\nvalid:b { ex:x a sp:Group . }\n"
        "valid:c {\n  ex:x a sp:Person , sp:Group . }\n"
    )
    terms = "sp:Person a owl:Class ; owl:disjointWith sp:Group . sp:Group a owl:Class ."
    (one,) = lint("C08", terms=terms, **{"ontology/examples/core/Person.trig": trig})
    assert (one.file, one.line) == ("ontology/examples/core/Person.trig", 8)
    assert one.focus == "https://data.example.org/x"
    assert "In the example c" in one.message
