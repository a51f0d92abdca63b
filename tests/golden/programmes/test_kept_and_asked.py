"""The hand-written records of all four programmes through the ledger into one graph, and asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from interlingua.exchange.keep import Keeper, Sending
from interlingua.exchange.prepare import prepared
from interlingua.ledger.model import Outcome
from interlingua.settings import Settings
from lumara_samples import PROGRAMMES, ROOT, Programme, outcomes, token_iri
from translating import by_hand

SP = "https://w3id.org/social-protection/"
JORUNE = ("lumara-cash/person/LC00001", "lumara-sr/person/HH-0901/M-0901-01", "lumara-pension/person/P-90001")
SALIM = ("lumara-cash/person/LC00003", "lumara-sr/person/HH-0902/M-0902-01", "lumara-pension/person/P-90002")


def smallest(tokens: tuple[str, ...]) -> str:
    return min(map(token_iri, tokens))


class Kept:
    """Everything submitted once: the outcomes by programme, and the graph that readers see."""

    def __init__(self, directory: Path) -> None:
        self.outcomes: dict[str, list[Outcome]] = {}
        with Keeper(directory, Settings()) as keeper:
            for programme in PROGRAMMES:
                self.outcomes[programme.name] = self._submit(keeper, programme)
            generation = keeper.publish()
        self.store = ox.Store.read_only(str(generation))

    def _submit(self, keeper: Keeper, programme: Programme) -> list[Outcome]:
        told: list[Outcome] = []
        source = str(programme.expected / programme.sample.name)
        with prepared(str(programme.mapping), {None: source}, Settings(), skolemise=True) as ready:
            keeper.submit(ready, Sending(name=programme.name, on_outcome=told.append))
        return told

    def ask(self, query: str) -> list[tuple[str, ...]]:
        solutions = self.store.query(query)
        assert isinstance(solutions, ox.QuerySolutions)
        return [tuple(value.value if value else "" for value in row) for row in solutions]

    def question(self, name: str) -> list[tuple[str, ...]]:
        return self.ask((ROOT / f"ontology/questions/{name}.rq").read_text("utf-8"))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    made = Kept(tmp_path_factory.mktemp("kept") / "data")
    yield made
    del made.store


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda p: p.name)
def test_submit_refuses_what_was_written_by_hand(kept: Kept, programme: Programme) -> None:
    wanted = {
        int(r["row"]): r["code"]
        for r in outcomes(programme)
        if r["outcome"] in ("refused", "refused-by-submit")
    }
    got = {
        outcome.row: {f["code"] for f in outcome.findings if f["severity"] == "violation"}
        for outcome in kept.outcomes[programme.name]
        if outcome.outcome == "refused"
    }
    assert got == {row: {code} for row, code in wanted.items()}


def test_the_graph_is_what_was_written_by_hand_and_the_links(kept: Kept) -> None:
    wanted: set[str] = set()
    for programme in PROGRAMMES:
        wanted |= by_hand(programme.expected / f"{programme.name}.expected.ttl", programme.system)
    links = {row[0] for row in kept.ask(f"SELECT ?m WHERE {{ ?m a <{SP}IdentityMatch> }}")}
    got = {
        f"{q.subject} {q.predicate} {q.object}"
        for q in kept.store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        if q.subject.value not in links
    }
    assert got == wanted


def test_each_record_of_a_person_matches_the_smallest(kept: Kept) -> None:
    rows = kept.ask(
        f"SELECT ?record ?smallest WHERE {{ ?m <{SP}matchedRecord> ?record ; <{SP}matchRepresentative> ?smallest }}"
    )
    wanted = {(token_iri(t), smallest(cluster)) for cluster in (JORUNE, SALIM) for t in cluster}
    assert set(rows) <= wanted  # whether the smallest matches itself is linkage's choice
    assert {w for w in wanted if w[0] != w[1]} <= set(rows)


def test_who_is_in_two_programmes(kept: Kept) -> None:
    assert kept.question("in-two-programmes") == [(smallest(JORUNE), "2")]


def test_coverage_counts_her_once(kept: Kept) -> None:
    district, _, sex, people = kept.question("coverage-by-district-and-sex")[0]
    assert (district.rsplit("/", 1)[1], sex.rsplit("/", 1)[1], people) == ("XL-OR", "female", "1")
    assert len(kept.question("coverage-by-district-and-sex")) == 1


def test_paid_after_either_programme_knew_of_his_death(kept: Kept) -> None:
    rows = kept.question("paid-after-death")
    assert {(row[0], row[1]) for row in rows} == {
        (token_iri("lumara-cash/payment/PAY900002"), smallest(SALIM))
    }
    assert [(row[2].rsplit("/", 1)[1], *row[3:]) for row in rows] == [
        ("cash-transfer", "2025-02-11", "2025-03-25", "1525.5", "XTS"),
        ("social-pension", "2025-03-14", "2025-03-25", "1525.5", "XTS"),
    ]
