"""Every rule of the shapes has an example that breaks it and nothing else, and one that keeps it."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pytest

from interlingua.rdf.namespaces import SH, SHAPE
from interlingua.shacl import load_profile, validate_graph
from interlingua.shacl.report import Result
from shape_examples import DATA, INVALID, PROFILES, VALID, also, apart, graphs, names, rules


@pytest.mark.parametrize("profile", PROFILES)
def test_each_rule_has_an_example_that_breaks_it(profile: str) -> None:
    assert set(names(profile, INVALID)) == set(rules(profile))


def test_each_core_rule_has_an_example_that_keeps_it() -> None:
    assert names("core", VALID) == names("core", INVALID)


@pytest.mark.parametrize("profile", PROFILES)
def test_each_profile_has_a_valid_example(profile: str) -> None:
    assert names(profile, VALID)


def test_there_are_enough_rules() -> None:
    assert len(rules("core")) >= 100
    assert len(rules("dci-social-registry")) >= 15


@cache
def results(profile: str, prefix: str) -> dict[str, list[Result]]:
    """What pySHACL finds in each example."""
    shapes = load_profile(profile)
    known = rules(profile)
    alone = {name for name in names(profile, prefix) if name in known and known[name].of_graph}
    together = [
        triple
        for name in names(profile, prefix)
        if name not in alone
        for triple in apart(name, graphs(profile)[prefix + name])
    ]
    found: dict[str, list[Result]] = defaultdict(list)
    for result in validate_graph(together, shapes).results:
        found[result.focus.strip("<>").removeprefix(DATA).partition("/")[0]].append(result)
    for name in alone:
        found[name] = list(validate_graph(graphs(profile).get(prefix + name, []), shapes).results)
    return found


@pytest.mark.parametrize(
    ("profile", "name"), [(profile, name) for profile in PROFILES for name in names(profile, INVALID)]
)
def test_invalid_breaks_its_rule_and_no_other(profile: str, name: str) -> None:
    found = results(profile, INVALID)[name]
    rule = rules(profile)[name]
    expected = {SHAPE + name, *also(profile).get(INVALID + name, ())}
    assert {result.shape for result in found} == expected
    (result,) = [r for r in found if r.shape == SHAPE + name]
    assert result.component.removeprefix(SH) == f"{rule.component}ConstraintComponent"
    assert result.severity == rule.severity


@pytest.mark.parametrize(
    ("profile", "name"), [(profile, name) for profile in PROFILES for name in names(profile, VALID)]
)
def test_valid_breaks_nothing(profile: str, name: str) -> None:
    assert results(profile, VALID).get(name, []) == []


@pytest.mark.parametrize("profile", [p for p in PROFILES if any(r.of_graph for r in rules(p).values())])
def test_an_empty_record_is_no_record_of_the_profile(profile: str) -> None:
    report = validate_graph([], load_profile(profile))
    assert {r.shape for r in report.results} == {
        SHAPE + name for name, rule in rules(profile).items() if rule.of_graph
    }
