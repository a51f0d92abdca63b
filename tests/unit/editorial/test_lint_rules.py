"""Each rule's page proves itself: its failing block breaks the rule, its passing block does not, both can be read."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from interlingua.editorial.lint import Finding, Project, Rule, check, rules
from interlingua.editorial.lint.builtins import words
from interlingua.editorial.lint.model import Block
from interlingua.editorial.lint.pages import page
from interlingua.editorial.lint.registry import checks
from interlingua.editorial.lint.run import ENGINE
from interlingua.errors import VocabularyError

GOVERNED = {
    group + f"{number:02}"
    for group, count in {"H": 10, "T": 10, "L": 10, "D": 6, "C": 8, "K": 10, "S": 5, "V": 3}.items()
    for number in range(1, count + 1)
}
"""The 62 rules that the survey of editorial practice names."""
ERRORS = words(
    """H01 H02 H03 H04 H05 H06 H10 T01 T02 T03 T04 T05 T06 T07 T09 L01 L02 L03 L04 L05 D01 D02 C01 C03 C05 C08
    K01 K02 K04 K05 K06 K08 K09 S02 S05 V01 V02 V03"""
)
"""Those that block a release."""
RULES = list(rules().values())
BY_ID = pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])


def project(blocks: tuple[Block, ...]) -> Project:
    texts: dict[str, str] = defaultdict(str)
    for block in blocks:
        texts[block.path] += block.text
    return Project.of_texts(texts)


def broken(rule: Rule, blocks: tuple[Block, ...]) -> list[Finding]:
    # A waiver is judged beside the rule that it waives.
    chosen = [rule.id, "L09"] if rule.id.startswith("W") else [rule.id]
    return [f for f in check(project(blocks), select=chosen).findings if f.rule == rule.id]


@BY_ID
def test_the_lines_that_the_failing_block_marks_are_those_found(rule: Rule) -> None:
    marked = {
        (block.path, number)
        for block in rule.fails
        for number, line in enumerate(block.text.splitlines(), 1)
        if line.endswith(f"# {rule.id}")
    }
    if marked:
        assert {(f.file, f.line) for f in broken(rule, rule.fails)} == marked


@BY_ID
def test_the_failing_block_breaks_the_rule(rule: Rule) -> None:
    found = broken(rule, rule.fails)
    assert found, f"{rule.id} finds nothing in its failing block"
    names = {block.path for block in rule.fails}
    for finding in found:
        assert finding.level == rule.level
        assert finding.file in names
        assert finding.line is not None
        text = "".join(block.text for block in rule.fails if block.path == finding.file)
        assert 1 <= finding.line <= text.count("\n") + 1
        assert finding.fix


@BY_ID
def test_the_passing_block_keeps_the_rule(rule: Rule) -> None:
    assert broken(rule, rule.passes) == []


@BY_ID
def test_the_blocks_can_be_read(rule: Rule) -> None:
    for blocks in (rule.passes, () if rule.id in ("T00", "T02") else rule.fails):
        assert check(project(blocks), select=["T00", "T02"]).findings == ()


@BY_ID
def test_a_rule_has_one_way_to_be_checked(rule: Rule) -> None:
    ways = [rule.query is not None, rule.id in checks(), rule.id in ENGINE]
    assert sum(ways) == 1


def test_every_check_has_a_page() -> None:
    assert set(checks()) <= set(rules())


def test_all_that_block_a_release_are_there_and_block() -> None:
    assert set(rules()) >= ERRORS
    assert [name for name in sorted(ERRORS) if rules()[name].level != "error"] == []


def test_all_the_rules_of_the_survey_are_there() -> None:
    assert len(GOVERNED) == 62
    assert sorted(GOVERNED - set(rules())) == []


HEAD = "---\nid: X01\nlevel: error\ntitle: t\norigin: o\nfix: f\n---\n"
BODY = "\n## Why\n\nw\n\n## Fix\n\nf\n\n## Fails\n\n```turtle\n```\n\n## Passes\n\n```turtle\n```\n"


def test_a_page_that_is_right() -> None:
    rule = page("X01-a.md", HEAD + BODY)
    assert (rule.id, rule.level, rule.scope, rule.query) == ("X01", "error", "any", None)
    assert [block.path for block in rule.fails] == ["ontology/modules/example.ttl"]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("X01-a.md", BODY, "no YAML head"),
        ("X01-a.md", "---\n: [\n---\n" + BODY, "cannot be read"),
        ("X01-a.md", "---\n- a\n---\n" + BODY, "no table"),
        ("X01-a.md", HEAD.replace("fix: f\n", "") + BODY, "lacks fix"),
        ("X02-a.md", HEAD + BODY, "begin with the id"),
        ("X01-a.md", HEAD.replace("error", "fatal") + BODY, "level must be"),
        ("X01-a.md", HEAD.replace("fix: f", "fix: f\nscope: moon") + BODY, "scope must be"),
        ("X01-a.md", HEAD + BODY.replace("## Why", "## When"), "no section `## Why`"),
    ],
)
def test_a_page_that_is_wrong_is_a_coded_error(name: str, text: str, says: str) -> None:
    with pytest.raises(VocabularyError) as caught:
        page(name, text)
    assert caught.value.code == "IL-D002"
    assert says in caught.value.message
    assert Path(str(caught.value.place)).name == name
