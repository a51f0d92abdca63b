"""JSON Schema and SHACL give the same verdict on the examples, but for the rules that the schemas say they leave out."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from typing import Any

import pytest

from artefact_support import CONTEXT, built, local_only
from interlingua.rdf.namespaces import SHAPE, SP
from interlingua.settings import shipped
from interlingua.shacl import load_profile, profiles

from interlingua.rdf import read_quads  # isort: skip

EXAMPLE = "urn:interlingua:example:"


@cache
def schema(profile: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(built()[f"schema/{profile}.schema.json"])
    return found


@cache
def validator(profile: str) -> Any:
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator(schema(profile))


@cache
def names() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(built()["context.jsonld"])["@context"]
    return found


def examples(profile: str) -> dict[str, Any]:
    """Example graphs by name, as JSON that the context reads."""
    from pyld import jsonld

    loader = local_only(json.loads(built()["context.jsonld"]))
    found: dict[str, Any] = {}
    for file in sorted((shipped("ontology") / "examples" / profile).glob("*.trig")):
        text = "".join(f"{quad} .\n" for quad in read_quads(file, rename_blanks=True))
        options = {"documentLoader": loader}
        expanded = jsonld.from_rdf(text, {"format": "application/n-quads", "useNativeTypes": False})
        graphs = jsonld.compact(expanded, CONTEXT, {**options, "graph": True})["@graph"]
        for one in graphs:
            if str(one.get("id", "")).startswith(EXAMPLE) and "@graph" in one:
                nodes = one["@graph"]
                found[one["id"].removeprefix(EXAMPLE)] = as_people_write(
                    nodes if isinstance(nodes, list) else [nodes]
                )
    return found


def as_people_write(value: Any, name: str = "") -> Any:
    """Whole numbers as JSON numbers."""
    if isinstance(value, list):
        return [as_people_write(one, name) for one in value]
    if isinstance(value, dict):
        return {key: as_people_write(one, key) for key, one in value.items()}
    entry = names().get(name)
    whole = isinstance(entry, dict) and "nteger" in entry.get("@type", "")
    return int(value) if whole and isinstance(value, str) and value.lstrip("+-").isdigit() else value


@pytest.mark.parametrize("profile", profiles())
def test_each_schema_is_one(profile: str) -> None:
    from jsonschema_rs import meta

    whole = schema(profile)
    if profile != "core":  # the rest was looked at as core's
        core = schema("core")["$defs"]
        whole = {**whole, "$defs": {n: d for n, d in whole["$defs"].items() if d != core[n]}}
    meta.validate(whole)
    assert schema(profile)["$id"] == f"{SP}schema/{profile}"
    assert "Person" in schema(profile)["$defs"]
    for definition in schema(profile)["$defs"].values():
        for name in definition.get("required", ()):
            assert name in definition["properties"]


def said(profile: str) -> set[str]:
    """Names of the rules that some definition of the profile holds."""
    left: dict[str, set[str]] = defaultdict(set)
    for row in built()["schema/README.md"].decode().splitlines():
        if row.startswith("| ") and not row.startswith(("| profile", "|---")):
            of, _, shape, _ = (cell.strip() for cell in row.strip("|").split("|"))
            left[of].add(shape)
    gone = left["core"] | left[profile]
    shapes = load_profile(profile)
    rules = {
        (p.iri or "").removeprefix(SHAPE) for n in shapes.nodes for p in n.properties if n.target_classes
    }
    return rules - gone


@pytest.mark.parametrize("profile", profiles())
def test_the_verdicts_agree(profile: str) -> None:
    fits, breaks, rules = validator(profile), [], said(profile)
    known = examples(profile)
    for name, nodes in known.items():
        kind, _, rule = name.partition(":")
        ok = fits.is_valid(nodes)
        if kind == "valid" and not ok:
            breaks.append(f"{name}: refused, {next(fits.iter_errors(nodes)).message[:200]}")
        if kind == "invalid" and ok and rule in rules:
            breaks.append(f"{name}: accepted")
    assert not breaks, "\n".join(breaks)
    assert known or profile == "core"


def test_enough_is_said() -> None:
    rules = {(p.iri or "").removeprefix(SHAPE) for n in load_profile("core").nodes for p in n.properties}
    assert len(said("core")) > 0.6 * len(rules)


PERSON = {
    "id": "https://data.example.org/p/1",
    "type": "Person",
    "sex": "female",
    "dateOfBirth": "1984-03-09",
}


@pytest.mark.parametrize(
    ("change", "ok"),
    [
        ({}, True), ({"sex": "femme"}, False), ({"sex": ["female", "male"]}, False), ({"dateOfBirth": 1984}, False),
        ({"dateOfBirth": "1984-3-9"}, False), ({"type": ["Person", "https://example.org/x"]}, True),
        ({"https://example.org/other": 1}, True), ({"name": "https://data.example.org/n/1"}, True),
        ({"name": {"type": "PersonName"}}, False),  # a node of its own, with rules of its own
    ],
)  # fmt: skip
def test_a_person(change: dict[str, Any], ok: bool) -> None:
    assert validator("core").is_valid({**PERSON, **change}) is ok
    assert validator("core").is_valid([PERSON, {**PERSON, **change}]) is ok
    assert validator("core").is_valid({"@graph": [{**PERSON, **change}]}) is ok


def test_a_household_is_under_the_rules_of_a_group() -> None:
    definitions = schema("dci-social-registry")["$defs"]
    assert "identifier" in definitions["Group"]["required"]
    assert "identifier" in definitions["Household"]["required"]
