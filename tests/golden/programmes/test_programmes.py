"""The four programmes of the sample country: what was written by hand, and what is bad on purpose."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from lumara_samples import MAPPINGS, PROGRAMMES, Programme, bad_records, outcomes
from translating import Translation, by_hand, stored, translate_file

EACH = pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda p: p.name)
_SEEN: dict[str, Translation] = {}


def ten(programme: Programme) -> Translation:
    """The hand-written records, translated once."""
    if programme.name not in _SEEN:
        source = programme.expected / programme.sample.name
        _SEEN[programme.name] = translate_file(programme.mapping, source)
    return _SEEN[programme.name]


def says(said: set[tuple[str, str | None]], code: str, place: str | None) -> bool:
    return any(c == code and (not place or (p or "").endswith(place)) for c, p in said)


@EACH
def test_every_record_ends_as_written_by_hand(programme: Programme) -> None:
    made, rows = ten(programme), outcomes(programme)
    assert made.read == len(rows) >= 10
    assert set(made.refused) == {int(r["row"]) for r in rows if r["outcome"] == "refused"}
    for row in rows:
        if row["outcome"] == "refused":
            said = made.said(int(row["row"]))
            assert says(said, row["code"], row["field"]), (row, said)
            assert {code for code, _ in said} == {row["code"]}, row


@EACH
def test_accepted_records_give_the_statements_written_by_hand(programme: Programme) -> None:
    wanted = by_hand(programme.expected / f"{programme.name}.expected.ttl", programme.system)
    extra = programme.expected / f"{programme.name}.translate-only.ttl"
    if extra.exists():
        wanted |= by_hand(extra, programme.system)
    got = stored(ten(programme).text)
    assert got - wanted == set()
    assert wanted - got == set()


@EACH
def test_every_bad_kind_is_among_the_ten(programme: Programme) -> None:
    kinds = {b["code"] for b in bad_records() if b["file"].endswith(f"/{programme.sample.name}")}
    assert kinds == {r["code"] for r in outcomes(programme) if r["code"]}


@EACH
def test_the_sample_is_refused_exactly_where_it_is_bad(programme: Programme) -> None:
    made = translate_file(programme.mapping, programme.sample)
    bad = {
        b["row"]: b
        for b in bad_records()
        if MAPPINGS / b["file"] == programme.sample and b["code"] != "IL-R012"
    }
    assert set(made.refused) == set(bad)
    for row, entry in bad.items():
        assert says(made.said(row), entry["code"], (entry["field"] or "").replace(".", "/")), (
            entry,
            made.said(row),
        )


@pytest.mark.parametrize("programme", [p for p in PROGRAMMES if p.name != "payments"], ids=lambda p: p.name)
def test_what_was_translated_conforms(programme: Programme) -> None:
    # the payments' two rows of one number are told apart by `submit` only
    from interlingua.shacl import load_profile, validate_graph

    for profile in ("core", "lumara"):
        data = ten(programme).text.encode()
        report = validate_graph(data, load_profile(profile), format=ox.RdfFormat.N_TRIPLES)
        assert report.conforms, report


@EACH
def test_no_finding_holds_a_value_of_a_person(programme: Programme) -> None:
    for diagnostics in ten(programme).refused.values():
        for diagnostic in diagnostics:
            assert "12-34567" not in str(diagnostic.to_dict())
            assert "12-34567" not in diagnostic.text()
