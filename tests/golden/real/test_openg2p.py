"""OpenG2P's registrants: our own small file always, the public one where the fixtures are."""

from __future__ import annotations

import csv
import os
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from interlingua.exchange.prepare import prepared
from interlingua.rml import load_mapping
from interlingua.settings import Settings
from lumara_samples import MAPPINGS
from translating import Translation, translate, translate_file

MAPPING = MAPPINGS / "openg2p/registrants.yarrrml.yaml"
SP = "https://w3id.org/social-protection/"
PREFIX = f"PREFIX sp: <{SP}> "


def fixture() -> Path:
    path = Path(os.environ.get("INTERLINGUA_FIXTURES", "/nonexistent")) / "openg2p/sample_data.csv"
    if not path.is_file():
        pytest.skip("200 official cases not run")
    return path


def graph(made: Translation) -> ox.Store:
    store = ox.Store()
    store.load(input=made.text.encode(), format=ox.RdfFormat.N_TRIPLES)
    return store


def number(store: ox.Store, expression: str, pattern: str) -> Decimal:
    solutions = store.query(f"{PREFIX} SELECT ({expression} AS ?n) WHERE {{ {pattern} }}")
    assert isinstance(solutions, ox.QuerySolutions)
    value = next(iter(solutions))["n"]
    assert isinstance(value, ox.Literal)
    return Decimal(value.value)


def mapped_columns() -> set[str]:
    text = MAPPING.read_text("utf-8").split("mappings:", 1)[1]
    with (MAPPINGS / "openg2p/samples/registrants.csv").open(encoding="utf-8", newline="") as f:
        header = next(csv.reader(f))
    # a question mark at the end is escaped, or it would say that the column may be absent
    return {column for column in header if "$(" + column.replace("?", "\\?") + ")" in text}


def test_at_least_fifteen_columns_are_mapped_and_the_others_say_why() -> None:
    with (MAPPINGS / "openg2p/samples/registrants.csv").open(encoding="utf-8", newline="") as f:
        header = set(next(csv.reader(f)))
    omitted = {o.path: o.reason for o in load_mapping(MAPPING).omissions}
    assert len(header) == 18
    assert len(mapped_columns()) >= 15
    assert header - mapped_columns() == set(omitted)
    assert all(len(reason) > 20 for reason in omitted.values())


def test_another_value_in_a_mapped_column_says_something_else(tmp_path: Path) -> None:
    sample = MAPPINGS / "openg2p/samples/registrants.csv"
    with sample.open(encoding="utf-8", newline="") as f:
        header, first = list(csv.reader(f))[:2]
    source = tmp_path / "registrants.csv"

    def made(cells: list[str]) -> tuple[frozenset[str], bool]:
        with source.open("w", encoding="utf-8", newline="") as f:
            csv.writer(f).writerows([header, cells])
        out = translate(ready, source)
        return frozenset(out.text.splitlines()), bool(out.refused)

    with prepared(str(MAPPING), {None: str(sample)}, Settings()) as ready:
        before = made(first)
        same = {
            column
            for at, column in enumerate(header)
            if made([*first[:at], first[at] + "7", *first[at + 1 :]]) == before
        }
    assert same == {"Token ID"}


def test_the_own_sample_loses_only_the_thirtieth_of_february() -> None:
    made = translate_file(MAPPING)
    assert made.read == 5
    assert {row: made.said(row) for row in made.refused} == {5: {("IL-R002", "Date of birth")}}
    store = graph(made)
    assert number(store, "COUNT(*)", "?s a sp:Person") == 4
    assert number(store, "COUNT(*)", 'FILTER(?f = "Sólmar Ostermoor") ?n sp:fullName ?f') == 1
    # the three bands are three shared amounts, however many incomes there are
    assert number(store, "COUNT(*)", "?a sp:ratePeriod ?p") == 3
    assert number(store, "COUNT(*)", "?i a sp:Income ; sp:amount/sp:upperBound 5000.0") == 2


def test_an_unknown_band_is_refused_and_not_dropped(tmp_path: Path) -> None:
    text = (MAPPINGS / "openg2p/samples/registrants.csv").read_text("utf-8")
    source = tmp_path / "registrants.csv"
    source.write_text(text.replace("10000_plus", "lots"), "utf-8")
    made = translate_file(MAPPING, source)
    assert made.said(4) == {("IL-R003", "Annual household income (USD)")}


def test_all_two_hundred_public_records() -> None:
    path = fixture()
    made = translate_file(MAPPING, path)
    assert (made.read, made.refused) == (200, {})
    store = graph(made)
    with path.open(encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    for name in (
        "Person",
        "Household",
        "Membership",
        "EmploymentSpell",
        "Income",
        "Asset",
        "FinancialAccount",
    ):
        assert number(store, "COUNT(*)", f"?s a sp:{name}") == 200, name
    assert number(store, "COUNT(*)", "?s a sp:ContactPoint") == 400
    assert number(store, "SUM(?n)", "?s sp:memberCount ?n") == sum(int(r["Household size"]) for r in rows)
    assert number(store, "SUM(?n)", "?s sp:childCount ?n") == sum(int(r["No. of children"]) for r in rows)
    area = sum(Decimal(r["Size of home (sq. ft)"]) for r in rows)
    assert number(store, "SUM(?n)", "?s sp:quantityValue ?n") == area
    low = sum(r["Annual household income (USD)"] == "0_5000" for r in rows)
    assert number(store, "COUNT(*)", "?i a sp:Income ; sp:amount/sp:upperBound 5000.0") == low
    disabled = sum(r["Disability status"] == "disabled" for r in rows)
    code = f"<{SP}code/disability-status/disabled>"
    assert number(store, "COUNT(*)", f"?p sp:disabilityStatus {code}") == disabled
    owned = sum(r["Own home?"] == "yes" for r in rows)
    assert number(store, "COUNT(*)", f"?p sp:dwellingTenure <{SP}code/dwelling-tenure/owned>") == owned
    assert number(store, "COUNT(*)", "?p sp:dwellingTenure ?t") == 200
    assert number(store, "COUNT(*)", "?p sp:employmentStatus ?t") == 200
    assert number(store, "COUNT(*)", "?p sp:assetKind ?t") == 200
    assert number(store, "COUNT(*)", "?p sp:migrationStatus ?t") == 200
    assert number(store, "COUNT(*)", "?p sp:accountNumber ?n") == 200
    assert number(store, "COUNT(*)", "?p sp:addressText ?n") == 200
    names = {row["n"].value for row in store.query(f"{PREFIX} SELECT ?n WHERE {{ ?s sp:fullName ?n }}")}  # type: ignore[union-attr]
    assert names == {r["Full name"] for r in rows}
