"""The engine of the linter: lines, broken files, prefixes of JSON-LD, waivers, what a file's own run shows, SARIF."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from interlingua.editorial.lint import Finding, Project, check, formats, lint, positions
from interlingua.editorial.lint.baseline import table
from interlingua.editorial.lint.layout import house_kind
from interlingua.errors import UsageError

OWL = "http://www.w3.org/2002/07/owl#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SP = "https://w3id.org/social-protection/"
HEAD = f"""\
@prefix owl: <{OWL}> .
@prefix rdfs: <{RDFS}> .
@prefix skos: <{SKOS}> .
@prefix sp: <{SP}> .
"""
MODULE = "ontology/modules/a.ttl"


def found(text: str, *rules: str, **more: str) -> list[tuple[str, int | None, str]]:
    project = Project.of_texts({MODULE: HEAD + text, **more})
    return [(f.rule, f.line, f.message) for f in check(project, select=rules).findings]


# -- lines -------------------------------------------------------------------------------------


def test_each_statement_has_its_line() -> None:
    text = HEAD + (
        "sp:A a owl:Class ;\n"
        '    rdfs:label "A"@en ,\n'
        '        """two\n'
        'lines"""@fr ;  # a comment with sp:B and "text"\n'
        "    rdfs:subClassOf [ a owl:Restriction ;\n"
        "        owl:onProperty sp:p ] ,\n"
        "        sp:Z .\n"
        "\n"
        'sp:B rdfs:label "a \\"quoted\\" B" .\n'
        "<#c> rdfs:seeAlso ( sp:A\n"
        "  sp:B ) .\n"
        "sp:A rdfs:comment 'more' .\n"
    )
    lines = positions.turtle(text, "https://example.org/doc")
    label = RDFS + "label"
    assert lines.line(SP + "A") == 5
    assert lines.line(SP + "A", label, ("A", "en")) == 6
    assert lines.line(SP + "A", label, ("two\nlines", "fr")) == 7
    assert lines.line(SP + "A", RDFS + "subClassOf") == 9
    assert lines.line(SP + "A", OWL + "onProperty", (SP + "p", "")) == 10, "inside brackets"
    assert lines.line(SP + "A", RDFS + "subClassOf", (SP + "Z", "")) == 11
    assert lines.line(SP + "B", label, ('a "quoted" B', "")) == 13
    assert lines.line("https://example.org/doc#c", RDFS + "seeAlso", (SP + "B", "")) == 15
    assert lines.line(SP + "A", RDFS + "comment") == 16
    assert lines.subjects[SP + "A"] == [5, 16]
    assert lines.typed[SP + "A"] == [5]
    assert lines.line(SP + "nowhere") is None


def test_graphs_of_trig_have_lines() -> None:
    text = HEAD + 'sp:g {\n  sp:A a owl:Class .\n}\nGRAPH sp:h { sp:B a owl:Class }\nsp:C rdfs:label "c" .\n'
    lines = positions.turtle(text)
    assert [lines.line(SP + name) for name in "ABC"] == [6, 8, 9]


def test_the_scan_knows_each_subject_of_the_vocabulary() -> None:
    root = Path(__file__).resolve().parents[3]
    for path in sorted((root / "ontology" / "modules").glob("*.ttl")):
        project = Project.of_texts({MODULE: path.read_text(encoding="utf-8")})
        (file,) = project.files.values()
        text = file.text.splitlines()
        for term in project.terms():
            line = file.positions.line(term)
            assert line is not None
            assert term.rpartition("/")[2] in text[line - 1]


def test_rdf_xml_and_n_triples_have_lines() -> None:
    xml = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:owl="http://www.w3.org/2002/07/owl#">\n'
        '<owl:Class\n rdf:about="https://example.org/v1/A"/>\n</rdf:RDF>\n'
    )
    triples = f'<https://example.org/x> <{RDFS}label> "x" .\n<https://example.org/v1/B> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{OWL}Class> .\n'
    project = Project.of_texts({"a.owl": xml, "b.nt": triples}, house=False)
    report = check(project, select=["H06"])
    assert [(f.file, f.line) for f in report.findings] == [("a.owl", 3), ("b.nt", 2)]


# -- what cannot be read -----------------------------------------------------------------------


def test_a_syntax_error_is_a_finding_and_the_other_files_are_linted() -> None:
    texts = {
        MODULE: HEAD + "sp:A a owl:Class ;\n  rdfs:label .\n",
        "ontology/modules/b.ttl": HEAD + "sp:B a owl:Class .\n",
    }
    report = check(Project.of_texts(texts), select=["T00", "L01"])
    assert [(f.rule, f.file, f.line) for f in report.findings] == [
        ("T00", MODULE, 6),
        ("L01", "ontology/modules/b.ttl", 5),
    ]
    assert not report.ok


def test_what_the_broken_part_defines_is_not_reported_as_missing() -> None:
    broken = HEAD + "sp:A a owl:Class ;\n  rdfs:label .\n\nsp:B a owl:Class .\n"
    user = HEAD + "sp:C a owl:Class ;\n  rdfs:subClassOf sp:B , sp:D .\n"
    report = check(Project.of_texts({MODULE: broken, "ontology/modules/b.ttl": user}), select=["T05"])
    assert [f.focus for f in report.findings] == [SP + "D"]


def test_every_undeclared_prefix_is_found_and_the_file_is_read_on() -> None:
    assert found("sp:A a owl:Class ;\n  x:p sp:A ;\n  y:q sp:A .\nsp:B a owl:Class .\n", "T02", "L01") == [
        ("L01", 5, "It has no label."),
        ("T02", 6, "The prefix `x:` is used and not declared."),
        ("T02", 7, "The prefix `y:` is used and not declared."),
        ("L01", 8, "It has no label."),
    ]


def test_prefixes_of_json_ld() -> None:
    document = {
        "@context": {"good": "https://example.org/good/", "bare": "https://example.org/bare", "rdfs": RDFS},
        "@id": "good:A",
        "@type": "owl:Class",
        "rdfs:label": "A",
        "rdfs:seeAlso": [
            {"@id": "https://example.org/x"},
            {"@id": "urn:x:y"},
            {"@id": "_:b"},
            {"@id": "bare:B"},
        ],
    }
    project = Project.of_texts({"a.jsonld": json.dumps(document, indent=1)}, house=False)
    messages = [(f.line, f.message) for f in check(project, select=["T02"]).findings]
    assert messages == [
        (8, "The prefix `owl:` is used and not declared in the @context."),
        (
            21,
            "The prefix `bare:` does not expand: its namespace <https://example.org/bare> does not end in / or #.",
        ),
    ]


def test_a_text_of_json_ld_has_its_own_line() -> None:
    context = json.dumps({"x": "https://example.org/", "rdfs": RDFS})
    document = f'{{"@context": {context},\n "@id": "x:A",\n "rdfs:comment":\n "said"}}'
    project = Project.of_texts({"a.jsonld": document}, house=False)
    assert [(f.focus, f.line) for f in check(project, select=["L05"]).findings] == [
        ("https://example.org/A", 4)
    ]


def test_json_that_is_none_is_a_finding_with_its_line() -> None:
    project = Project.of_texts({"a.jsonld": '{\n "@id": "https://example.org/a",\n}'}, house=False)
    assert [(f.rule, f.line) for f in check(project, select=["T"]).findings] == [("T00", 3)]


def test_bytes_that_are_not_utf_8_are_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_bytes(HEAD.encode() + 'sp:A rdfs:label "é"@fr .\n'.encode("latin-1"))
    assert [(f.rule, f.line) for f in lint([tmp_path], select=["T00"]).findings] == [("T00", 5)]


# -- the list of bad input -------------------------------------------------------------


def test_a_term_that_is_used_and_not_defined() -> None:
    assert found("sp:A a owl:Class ;\n    rdfs:subClassOf sp:Peson .\n", "T05") == [
        ("T05", 6, "`sp:Peson` is used and not defined.")
    ]


def test_a_term_that_two_files_define() -> None:
    text = 'sp:A a owl:Class ; rdfs:label "A"@en .\n'
    other = {"ontology/modules/b.ttl": HEAD + text}
    assert found(text, "T11", **other) == [("T11", 5, f"It is also defined in {MODULE}.")]


def test_a_label_in_no_language() -> None:
    assert found('sp:A a owl:Class ;\n    rdfs:label "A" .\n', "L05") == [("L05", 6, '"A" has no language.')]


@pytest.mark.parametrize(
    ("tag", "is_right"),
    [
        ("en", True),
        ("ar-Latn", True),
        ("gsw", True),
        ("en-GB", False),
        ("english", False),
        ("xx", False),
        ("es-419", False),
    ],
)
def test_language_tags(tag: str, is_right: bool) -> None:
    assert (found(f'sp:A rdfs:label "Abc"@{tag} .\n', "L05") == []) == is_right


def test_a_code_that_the_release_had() -> None:
    code = "https://w3id.org/social-protection/code/x/"
    released = {"ontology/releases/0.1.0.codes.tsv": f"iri\tnotation\n{code}a\ta\n{code}b\tb\n"}
    text = 'sp:code\\/x a skos:ConceptScheme .\nsp:code\\/x\\/a a skos:Concept ; skos:inScheme sp:code\\/x ; skos:notation "a" .\n'
    (one,) = found(text, "K08", **released)
    assert one[0] == "K08"
    assert "b" in one[2]
    (kept,) = [table(Project.of_texts({MODULE: HEAD + text}))]
    assert kept == f"iri\tnotation\n{code}a\ta\n"
    assert found(text, "K08", **{"ontology/releases/0.1.0.codes.tsv": kept}) == []


def test_a_namespace_that_only_looks_like_a_standards() -> None:
    text = (
        '<https://example.org/rdf-schema#x> a owl:Class ; <https://example.org/rdf-schema#label> "x"@en .\n'
    )
    ((rule, line, message),) = found(text, "T07")
    assert (rule, line) == ("T07", 5)
    assert message.startswith("<https://example.org/rdf-schema#label> looks like a word of a standard")


def test_the_namespaces_of_somebody_else() -> None:
    def own(text: str) -> tuple[str, ...]:
        return Project.of_texts({"a.ttl": HEAD + text}, house=False).namespaces

    terms = "<https://example.org/ns#A> a owl:Class . <http://www.w3.org/2002/07/owl#Thing> a owl:Class .\n"
    assert own(terms) == ("https://example.org/ns#",), "those of its terms"
    headed = "<https://example.org/ns> a owl:Ontology . <https://other.example.org/B> a owl:Class .\n" + terms
    assert own(headed) == ("https://example.org/ns#", "https://example.org/ns/"), "those of its header"
    said = '<https://example.org/o> <http://purl.org/vocab/vann/preferredNamespaceUri> "https://example.org/x/" .\n'
    assert own(said + headed) == ("https://example.org/x/",), "what it says"


def test_a_blank_node_is_told_by_the_term_that_it_hangs_from() -> None:
    project = Project.of_texts(
        {MODULE: HEAD + "sp:A a owl:Class ; rdfs:subClassOf [ owl:unionOf ( sp:B [ ] ) ] .\n"}
    )
    owners = {project.named_owner(q.subject) for q in project.store}
    assert owners == {SP + "A"}


# -- waivers -----------------------------------------------------------------------------------

AND = 'sp:FeeAndFine a owl:Class ; rdfs:label "Fee and fine"@en .\n'
WAIVER = """\
[[waiver]]
rule = "L09"
focus = "https://w3id.org/social-protection/Fee*"
owner = "Editor of payments"
reason = "To be split"
expires = 2026-12-31
"""
WAIVERS = "shapes/editorial/waivers.toml"


def waived(
    toml: str, today: date = date(2026, 11, 30), *rules: str
) -> tuple[list[tuple[str, int | None]], int]:
    project = Project.of_texts({MODULE: HEAD + AND, WAIVERS: toml})
    report = check(project, select=rules or ("L09", "W"), today=today)
    return [(f.rule, f.line) for f in report.findings], len(report.waived)


def test_a_waiver_lets_its_finding_pass() -> None:
    assert waived("") == ([("L09", 5)], 0)
    assert waived(WAIVER) == ([], 1)
    assert waived(WAIVER, date(2026, 12, 31)) == ([], 1), "the last day is included"


def test_a_waiver_that_has_ended_is_an_error_and_hides_nothing() -> None:
    assert waived(WAIVER, date(2027, 1, 1)) == ([("L09", 5), ("W02", 1)], 0)


def test_a_waiver_without_use_is_an_error() -> None:
    both = WAIVER + "\n" + WAIVER.replace("Fee*", "Gone")
    assert waived(both) == ([("W01", 8)], 1)
    assert waived(both.replace("L09", "L10")) == ([("L09", 5)], 0), "judged only for rules that ran"
    elsewhere = WAIVER.replace("Fee*", '*"\nfile = "shapes/*')
    assert waived(elsewhere) == ([("L09", 5), ("W01", 1)], 0)


@pytest.mark.parametrize(
    "change",
    [
        ("owner", "# owner"),
        ("reason", "why"),
        ("expires = 2026-12-31", 'expires = "soon"'),
        ('focus = "https://w3id.org/social-protection/Fee*"\n', ""),
        ("[[waiver]]", "[[waiver]"),
    ],
)
def test_a_waiver_with_a_hole_is_an_error(change: tuple[str, str]) -> None:
    assert waived(WAIVER.replace(*change))[0] == [("W03", 1), ("L09", 5)] or waived(WAIVER.replace(*change))[
        0
    ] == [
        ("L09", 5),
        ("W03", 1),
    ]


# -- one file, other rules ---------------------------------------------------------------------


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for name, text in {
        "ontology/modules/a.ttl": HEAD + "sp:A a owl:Class ; rdfs:subClassOf sp:B .\n",
        "ontology/modules/b.ttl": HEAD + "sp:B a owl:Class .\n",
        WAIVERS: WAIVER.replace("L09", "L01").replace("Fee*", "Gone"),
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_one_file_is_linted_with_the_others_as_context(house: Path) -> None:
    report = lint([house / "ontology/modules/a.ttl"], select=["T05", "L01", "W"])
    assert [(f.rule, f.file) for f in report.findings] == [("L01", "ontology/modules/a.ttl")]
    whole = lint([house], select=["T05", "L01", "W"])
    assert [(f.rule, f.file) for f in whole.findings] == [
        ("L01", "ontology/modules/a.ttl"),
        ("L01", "ontology/modules/b.ttl"),
        ("W01", WAIVERS),
    ]
    assert lint([house / "ontology"], select=["L01"]).files == whole.files


def test_rules_of_our_layout_are_not_asked_of_others(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(HEAD + "sp:A a owl:Class .\n", encoding="utf-8")
    ids = {rule.id for rule in lint([tmp_path]).rules}
    assert "T02" in ids
    assert "W01" not in ids


def test_ignore_wins_over_select(house: Path) -> None:
    assert {r.id for r in lint([house], select=["T"], ignore=["T0"]).rules} == {"T10", "T11"}


@pytest.mark.parametrize(
    ("names", "options"),
    [
        (["missing.ttl"], {}),
        (["."], {"select": ["X99"]}),
        (["."], {"ignore": ["nope"]}),
        (["notes.txt"], {}),
        (["empty"], {}),
    ],
)
def test_what_cannot_be_asked(tmp_path: Path, names: list[str], options: dict[str, Any]) -> None:
    (tmp_path / "a.ttl").write_text(HEAD, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("x", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError):
        lint([tmp_path / name for name in names], **options)


def test_kinds_of_files() -> None:
    names = {
        "ontology/social-protection.ttl": "header",
        "ontology/modules/agent.ttl": "module",
        "ontology/codelists/sex.ttl": "codelist",
        "ontology/examples/core/Person.trig": "example",
        "ontology/alignments/foaf.sssom.tsv": "alignment",
        "ontology/questions/q.rq": "question",
        "ontology/releases/0.1.0.codes.tsv": "baseline",
        "shapes/core.shacl.ttl": "shapes",
        "shapes/core/agent.shacl.ttl": "shapes",
        "shapes/profiles/payment.shacl.ttl": "profile",
        "mappings/x/y.yarrrml.yaml": "mapping",
    }
    assert {name: house_kind(name) for name in names} == names


# -- formats -----------------------------------------------------------------------------------


def test_sarif_has_what_the_standard_requires() -> None:
    project = Project.of_texts({MODULE: HEAD + AND + "sp:A a owl:Class .\n", WAIVERS: WAIVER})
    report = check(project, select=["L01", "L09"], today=date(2026, 11, 30))
    log = json.loads(formats.as_sarif(report, ("error", "warning", "info")))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"]
    for rule in driver["rules"]:
        assert {"id", "shortDescription", "fullDescription", "help", "defaultConfiguration"} <= set(rule)
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        assert rule["help"]["text"]
    error, suppressed = run["results"]
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        (location,) = result["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uri"] == MODULE
    assert error["locations"][0]["physicalLocation"]["region"] == {"startLine": 6}
    assert "suppressions" not in error
    assert suppressed["suppressions"] == [{"kind": "external"}]


def test_text_names_the_term_once() -> None:
    finding = Finding(
        "It has no label.", focus=SP + "A", file="a.ttl", line=3, rule="L01", fix="Give it one."
    )
    assert finding.text() == "a.ttl:3: L01 error sp:A: It has no label. Fix: Give it one."
    again = Finding("`sp:A` has no type.", focus=SP + "A", file="a.ttl", line=3, rule="T05")
    assert again.text() == "a.ttl:3: T05 error `sp:A` has no type."


def test_levels_and_counts() -> None:
    project = Project.of_texts({MODULE: HEAD + AND + "sp:A a owl:Class .\n"})
    report = check(project, select=["L01", "L09"])
    assert (
        formats.as_text(report, ("error",)).splitlines()[-1] == "1 error, 0 warnings, 1 info; 1 file, 2 rules"
    )
    assert len(formats.as_text(report, ("error",)).splitlines()) == 2
    assert [row[:3] for row in report.statistics()] == [("L01", "error", 1), ("L09", "info", 1)]
    assert json.loads(formats.as_json(report, ("error", "info")))["summary"]["errors"] == 1
