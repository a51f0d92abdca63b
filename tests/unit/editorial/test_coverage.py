"""Protects `vocab coverage`: the counts are those of the files, a count below its floor fails with its name."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from interlingua.cli.main import app
from interlingua.editorial.coverage import Coverage, coverage, floors, shortfalls
from interlingua.rdf.namespaces import SP
from interlingua.settings import shipped
from interlingua.vocabulary import load


@pytest.fixture(scope="module")
def found() -> Coverage:
    return coverage()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project: one class, two properties, one list, one table, two shapes, one question."""
    (tmp_path / "ontology").mkdir()
    shutil.copy(shipped("ontology") / "social-protection.ttl", tmp_path / "ontology")
    _write(tmp_path / "ontology" / "modules" / "agent.ttl", MODULE)
    _write(tmp_path / "ontology" / "codelists" / "sex.ttl", CODES)
    _write(tmp_path / "ontology" / "alignments" / "far.sssom.tsv", TABLE)
    _write(
        tmp_path / "ontology" / "questions" / "who.rq",
        "# Title: Who\nSELECT ?x { ?x a sp:Person ; sp:sex ?s }\n",
    )
    _write(
        tmp_path / "ontology" / "examples" / "core" / "Person.trig",
        "invalid:A {\n}\nvalid:A {\n}\nvalid:B {\n}\n",
    )
    _write(
        tmp_path / "ontology" / "floors.toml",
        '[at-least]\n"total/questions" = 1\n[at-most]\n"total/classes" = 1\n',
    )
    _write(tmp_path / "ontology" / "unused.toml", 'remark = "kept for notes"\n')
    _write(tmp_path / "shapes" / "core" / "agent.shacl.ttl", SHAPES)
    (tmp_path / "mappings").mkdir()
    return tmp_path


def test_the_counts_of_a_small_project(project: Path) -> None:
    found = coverage(project)
    assert found.modules["agent"] == {
        "classes": 1,
        "properties": 2,
        "annotations": 0,
        "lists": 1,
        "codes": 1,
        "labels in five languages": 4,
        "definitions in en fr es": 5,
        "used by a shape": 2,
        "used by a mapping or question": 2,
    }
    assert found.languages["fr"]["labels"] == 5
    assert found.languages["ar"]["no label"] == 1
    assert found.alignments["far"]["answered"] == 2
    assert found.alignments["far"]["no term"] == 1
    assert found.alignments["far"]["classes and properties"] == 2
    assert found.shapes["core"] == {"shapes": 2, "rules": 1, "invalid examples": 1, "valid examples": 2}
    assert found.use["by both"] == 2
    assert list(shortfalls(found, floors(project))) == []


def test_an_unused_term_needs_a_reason(project: Path) -> None:
    (project / "ontology" / "unused.toml").write_text(
        'sex = "is used"\nnoSuchTerm = "is none"\n', encoding="utf-8"
    )
    text = " ".join(coverage(project).faults)
    assert "agent: no shape uses remark, and ontology/unused.toml gives no reason." in text
    assert "agent: no mapping or question uses remark, and" in text
    assert "sp:sex stands in ontology/unused.toml, but is used" in text
    assert "sp:noSuchTerm stands in ontology/unused.toml, but there is no such term" in text


def test_a_count_below_its_floor_fails_and_says_which(project: Path) -> None:
    runner = CliRunner()
    fine = runner.invoke(app, ["vocab", "coverage", str(project), "--format", "json"])
    assert fine.exit_code == 0, fine.output
    assert json.loads(fine.stdout)["shortfalls"] == []
    (project / "ontology" / "questions" / "who.rq").unlink()
    short = runner.invoke(app, ["vocab", "coverage", str(project)])
    assert short.exit_code == 1
    assert "total/questions is 0; it must be 1 or more." in short.stderr
    assert "By module" in short.stdout


def test_floors_ceilings_and_names_that_are_no_count(found: Coverage) -> None:
    less = replace(found, faults=())
    wanted = {
        "at-least": {"total/classes": 10_000, "no/such count": 1},
        "at-most": {"total/properties": 1, "total/classes": 10_000},
    }
    classes, none, properties = shortfalls(less, wanted)
    assert classes.startswith("total/classes is ")
    assert classes.endswith("it must be 10000 or more.")
    assert none == "no/such count is not counted; it must be 1 or more."
    assert properties.startswith("total/properties is ")


def test_the_vocabulary_keeps_its_floors(found: Coverage) -> None:
    assert list(shortfalls(found, floors())) == []


def test_each_rule_has_an_example_that_breaks_it(found: Coverage) -> None:
    assert {name: one["rules"] for name, one in found.shapes.items()} == {
        name: one["invalid examples"] for name, one in found.shapes.items()
    }


def test_every_term_of_dci_and_publicschema_is_answered(found: Coverage) -> None:
    everything = found.dci["all"]
    assert everything["published"] == everything["answered"] == 923
    assert everything["no term, elsewhere"] < 80
    assert found.alignments["publicschema-0.3"]["classes and properties"] == 450


def test_modules_add_up_to_the_vocabulary(found: Coverage) -> None:
    vocabulary = load()
    assert found.total["classes"] == len(vocabulary.classes) <= 85
    assert found.total["properties"] + found.total["annotations"] == len(vocabulary.properties)
    assert found.total["lists"] == len(vocabulary.schemes)
    assert found.total["codes"] == len(vocabulary.codes)
    assert sum(1 for iri in vocabulary.properties if iri.startswith(SP)) == len(vocabulary.properties)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


_WORDS = """
    {label} "{word}"@en , "{word} fr"@fr , "{word} es"@es , "{word} pt"@pt {arabic};
    skos:definition "What {word} means."@en , "Ce que veut dire {word}."@fr , "Lo que es {word}."@es ;
"""
_PREFIXES = """
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <http://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sp: <https://w3id.org/social-protection/> .
@prefix code: <https://w3id.org/social-protection/code/> .
"""


def _words(word: str, label: str = "rdfs:label", arabic: bool = True) -> str:
    return _WORDS.format(label=label, word=word, arabic=f', "{word} ar"@ar' if arabic else "")


MODULE = f"""{_PREFIXES}
sp:Person a owl:Class ; {_words("person")} rdfs:isDefinedBy <https://w3id.org/social-protection/module/agent> .
sp:sex a owl:ObjectProperty ; {_words("sex")} sp:codeList code:sex ; schema:domainIncludes sp:Person ;
    rdfs:isDefinedBy <https://w3id.org/social-protection/module/agent> .
sp:remark a owl:DatatypeProperty ; {_words("remark", arabic=False)} schema:domainIncludes sp:Person ;
    rdfs:isDefinedBy <https://w3id.org/social-protection/module/agent> .
"""
CODES = f"""{_PREFIXES}
code:sex a skos:ConceptScheme ; {_words("sexes", "skos:prefLabel")} rdfs:isDefinedBy sp: .
<https://w3id.org/social-protection/code/sex/female> a skos:Concept ; {_words("female", "skos:prefLabel")}
    skos:notation "female" ; skos:inScheme code:sex ; rdfs:isDefinedBy code:sex .
"""
SHAPES = """
shape:Person a sh:NodeShape ; sh:targetClass sp:Person ; sh:property shape:Person-sex-maxCount .

shape:Person-sex-maxCount a sh:PropertyShape ; sh:path sp:sex ; sh:maxCount 1 ; sh:severity sh:Violation .
"""
TABLE = (
    "#curie_map:\n#  far: https://far.example/\n"
    "subject_id\tpredicate_id\tobject_id\tobject_category\tmapping_justification\text_reason\n"
    "sp:Person\tskos:exactMatch\tfar:Human\tclass\tsemapv:ManualMappingCuration\t\n"
    "code:sex/female\tskos:exactMatch\tfar:F\tcode\tsemapv:ManualMappingCuration\t\n"
    "sssom:NoTermFound\tskos:exactMatch\tfar:page\tproperty\tsemapv:ManualMappingCuration\twire format\n"
)
