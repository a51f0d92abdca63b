"""`interlingua vocab lint` as an editor meets it: our own vocabulary, one file, somebody else's, bad input, DCI's files."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from command import Shell

ROOT = Path(__file__).resolve().parents[2]
HEAD = """\
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sp: <https://w3id.org/social-protection/> .
"""


def test_our_vocabulary_has_no_error(shell: Shell) -> None:
    ran = shell("vocab", "lint", str(ROOT), "--level", "error")
    assert (ran.code, ran.out.count("\n")) == (0, 1), ran.out
    assert re.match(r"0 errors, \d+ warnings?, \d+ info(, \d+ waived)?; \d+ files, [67]\d rules\n", ran.out)


@pytest.fixture
def copy(shell: Shell) -> Path:
    """Our vocabulary, to be spoilt: without shapes' examples and the long lists."""
    for name in ("ontology/modules", "ontology/codelists", "ontology/alignments", "shapes"):
        shutil.copytree(ROOT / name, shell.folder / name)
    shutil.copy(ROOT / "ontology" / "social-protection.ttl", shell.folder / "ontology")
    return shell.folder


def edit(path: Path, old: str, new: str) -> int:
    """Change one place of a file; its line."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("file", "old", "new", "rule"),
    [
        ("modules/group.ttl", "sp:Household a owl:Class ;", "sp:Household a owl:Class", "T00"),
        ("modules/group.ttl", "sp:Household a owl:Class ;", "sp:Household a owl:Class , x:Y ;", "T02"),
        ("modules/group.ttl", "rdfs:subClassOf sp:Group", "rdfs:subClassOf sp:Gruop", "T05"),
        (
            "modules/group.ttl",
            "sp:Household a owl:Class ;",
            'sp:Person a owl:Class ; rdfs:label "P"@en .\nsp:Household a owl:Class ;',
            "T11",
        ),
        ("modules/group.ttl", '"Household"@en', '"Household"', "L05"),
    ],
)
def test_bad_input_is_found_at_its_line(
    shell: Shell, copy: Path, file: str, old: str, new: str, rule: str
) -> None:
    path = copy / "ontology" / file
    line = edit(path, old, new)
    ran = shell("vocab", "lint", str(path), "--select", "T00,T02,T05,T11,L05")
    assert ran.code == 1
    first = ran.out.splitlines()[0]
    found = re.match(rf"ontology/{file}:(\d+): {rule} error .+ Fix: .+", first)
    assert found, ran.out
    assert int(found[1]) in (line, line + 1)


def test_a_code_removed_since_the_release_is_found(shell: Shell, copy: Path) -> None:
    kept = shell("vocab", "codes", str(copy)).out
    assert kept.startswith("iri\tnotation\nhttps://w3id.org/social-protection/code/")
    shell.write("ontology/releases/0.0.9.codes.tsv", kept)
    assert shell("vocab", "lint", "--select", "K08").code == 0
    path = copy / "ontology" / "codelists" / "sex.ttl"
    path.write_text(path.read_text(encoding="utf-8").partition("sex:other a ")[0], encoding="utf-8")
    ran = shell("vocab", "lint", "--select", "K08")
    assert ran.code == 1
    assert "K08 error" in ran.out
    assert "code/sex/other" in ran.out.replace("sp:code", "code")


def test_a_row_of_a_crosswalk_to_nothing_is_found(shell: Shell, copy: Path) -> None:
    tables = sorted((copy / "ontology" / "alignments").glob("*.sssom.tsv"))
    if not tables:
        pytest.skip("no alignment is there yet")
    rows = tables[0].read_text(encoding="utf-8").splitlines()
    at = next(n for n, row in enumerate(rows) if row.startswith("sp:"))
    rows[at] = re.sub(r"^sp:[^\t]+", "sp:Nothing", rows[at])
    tables[0].write_text("\n".join(rows) + "\n", encoding="utf-8")
    ran = shell("vocab", "lint", str(tables[0]), "--select", "K11")
    assert ran.code == 1
    assert f"{tables[0].name}:{at + 1}: K11 error" in ran.out


def test_formats_of_the_same_findings(shell: Shell) -> None:
    shell.write("theirs/a.ttl", HEAD + 'sp:A a owl:Class ; rdfs:label "A" .\n')
    text = shell("vocab", "lint", "theirs")
    as_json = json.loads(shell("vocab", "lint", "theirs", "--format", "json").out)
    sarif = json.loads(shell("vocab", "lint", "theirs", "--format", "sarif").out)
    assert text.code == 1
    assert "theirs/a.ttl:5: L05 error sp:A:" in text.out
    errors = [f["rule"] for f in as_json["findings"] if f["level"] == "error"]
    assert Counter(errors) == Counter(
        r["ruleId"] for r in sarif["runs"][0]["results"] if r["level"] == "error"
    )
    assert as_json["summary"]["errors"] == len(errors)
    counted = shell("vocab", "lint", "theirs", "--statistics").out.splitlines()
    assert sum(int(line.split()[0]) for line in counted[:-1] if " error " in line) == len(errors)


def test_infos_are_shown_when_asked_for(shell: Shell) -> None:
    shell.write("a.ttl", HEAD + 'sp:AandB a owl:Class ; rdfs:label "A and b"@en .\n')
    assert " L09 " not in shell("vocab", "lint", "a.ttl").out
    assert " L09 " in shell("vocab", "lint", "a.ttl", "--level", "info").out
    assert " L09 " in shell("vocab", "lint", "a.ttl", "--select", "l09").out
    assert shell("vocab", "lint", "a.ttl", "--select", "L09").code == 0, "an info is no error"


def test_a_rule_explains_itself(shell: Shell) -> None:
    page = shell("vocab", "explain", "t02")
    assert page.code == 0
    assert page.out.startswith("# T02 A prefix that is used is not declared, or does not expand (error)")
    assert "## Fails" in page.out
    assert shell("vocab", "lint", "--explain", "T02").out == page.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("lint", "nowhere"),
        ("lint", "."),
        ("lint", "notes.txt"),
        ("lint", "--select", "Q77"),
        ("lint", "--level", "loud"),
        ("lint", "--format", "xml"),
        ("explain", "Q77"),
    ],
)
def test_a_wrong_command_is_code_2(shell: Shell, arguments: tuple[str, ...]) -> None:
    shell.write("notes.txt", "nothing")
    ran = shell("vocab", *arguments)
    assert ran.code == 2
    assert ran.said.startswith("error: ")
    assert "IL-U00" in ran.said


def test_dci_files(shell: Shell) -> None:
    """What was measured by hand in the inventory of DCI's files is what the linter finds."""
    dci = os.environ.get("INTERLINGUA_DCI")
    if not dci:
        pytest.skip("209 official files not linted: INTERLINGUA_DCI is not set")
    ran = shell("vocab", "lint", str(Path(dci) / "schemas"), "--format", "json")
    assert ran.code == 1
    report = json.loads(ran.out)
    assert report["summary"]["files"] == 209
    by_rule: dict[str, list[dict[str, str]]] = {}
    for found in report["findings"]:
        by_rule.setdefault(found["rule"], []).append(found)
    assert len(by_rule["T00"]) == 4, "files that are not JSON"
    undeclared = [f for f in by_rule["T02"] if "not declared" in f["message"]]
    assert len({f["file"] for f in undeclared}) == 100, "files that parse, names that JSON-LD expands"
    assert {f["file"] for f in by_rule["H01"]} == {
        f["file"] for f in report["findings"] if f["rule"] != "T00"
    }, "no header anywhere"
    assert "L05" in by_rule
    assert "C01" not in by_rule
