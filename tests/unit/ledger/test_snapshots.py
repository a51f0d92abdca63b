"""Snapshots withdraw what they omit, or nothing (answers 11), and a submission is continued by sending it again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from interlingua.ledger import Ledger
from keeping import live_keys, parameters, person, send


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "data") as opened:
        send(opened, [person("1"), person("2"), person("3")])
        yield opened


def test_a_snapshot_that_omits_a_record_withdraws_it(ledger: Ledger) -> None:
    summary, _ = send(ledger, [person("1"), person("3", age=4)], "snapshot", batch=1)
    assert live_keys(ledger) == {"1", "3"}
    assert dict(summary.counts) == {
        "accepted": 1, "accepted_with_findings": 0, "unchanged": 1, "refused": 0, "withdrawn": 1,
    }  # fmt: skip
    withdrawn = [o for o in ledger.report(summary.id) if o.outcome == "withdrawn"]
    assert [o.key for o in withdrawn] == [("2",)]
    with ledger.read() as reading:
        assert [v.outcome for v in reading.history(withdrawn[0].record)] == ["accepted", "withdrawn"]


def test_a_snapshot_with_a_refused_record_does_not_withdraw_that_one(ledger: Ledger) -> None:
    send(ledger, [person("1"), person("2", age=9, refused=True)], "snapshot")
    assert live_keys(ledger) == {"1", "2"}
    assert ledger.find("lumara-cash", "member", "2").version.raw == b"2,h1,30"


def test_records_refused_for_their_shared_key_count_as_present(ledger: Ledger) -> None:
    send(ledger, [person("1", age=1), person("1", age=2), person("2")], "snapshot", batch=1)
    assert live_keys(ledger) == {"1", "2"}
    assert ledger.find("lumara-cash", "member", "1").version.raw == b"1,h1,30"


@pytest.mark.parametrize(
    ("people", "complete"),
    [([person("1"), person(None)], True), ([], True), ([person("1")], False)],
    ids=["a key cannot be read", "empty", "cut short"],
)
def test_a_snapshot_that_is_not_whole_withdraws_nothing_and_says_so(
    ledger: Ledger, people: list, complete: bool
) -> None:
    summary, _ = send(ledger, people, "snapshot", complete=complete)
    assert live_keys(ledger) == {"1", "2", "3"}
    assert [f["code"] for f in summary.findings] == ["IL-L003"]
    assert summary.counts["withdrawn"] == 0


def test_an_empty_snapshot_withdraws_all_when_confirmed(ledger: Ledger) -> None:
    summary, _ = send(ledger, [], "snapshot", confirm_empty=True)
    assert (live_keys(ledger), summary.counts["withdrawn"], summary.findings) == (set(), 3, ())


def test_confirming_empty_does_not_excuse_an_unread_key(ledger: Ledger) -> None:
    send(ledger, [person(None)], "snapshot", confirm_empty=True)
    assert live_keys(ledger) == {"1", "2", "3"}


def test_a_withdrawn_record_comes_back_under_its_id(ledger: Ledger) -> None:
    before = ledger.find("lumara-cash", "member", "2").id
    send(ledger, [person("1")], "snapshot")
    assert ledger.find("lumara-cash", "member", "2").version is None
    _, outcomes = send(ledger, [person("2")], "append")
    assert (outcomes[0].outcome, outcomes[0].record) == ("accepted", before)


def test_the_scope_of_a_snapshot_is_its_system_and_type(ledger: Ledger) -> None:
    other = ledger.begin(type(parameters())("lumara-sr", "member", "snapshot"))
    ledger.commit(other, [person("1")])
    ledger.finish(other)
    assert live_keys(ledger) == {"1", "2", "3"}


def test_many_withdrawals_are_one_commit(ledger: Ledger) -> None:
    send(ledger, [person(str(n)) for n in range(10, 2300)], batch=500)
    summary, _ = send(ledger, [person("1")], "snapshot")
    assert summary.counts["withdrawn"] == 2292
    assert live_keys(ledger) == {"1"}


def test_an_abandoned_submission_withdraws_nothing_and_goes_on_when_sent_again(ledger: Ledger) -> None:
    rows = [person("1", age=5), person("4")]
    first = ledger.begin(parameters("snapshot", body_hash="b"))
    ledger.commit(first, rows[:1])
    ledger.abandon(first)
    assert ledger.submission(first.id).status == "interrupted"
    assert live_keys(ledger) == {"1", "2", "3"}
    summary, outcomes = send(ledger, rows, "snapshot", body_hash="b")
    assert summary.id == first.id
    assert [o.outcome for o in outcomes] == ["accepted", "accepted"]
    assert live_keys(ledger) == {"1", "4"}
    later, _ = send(ledger, rows, "snapshot", body_hash="b")
    assert later.id != first.id  # a finished one is not continued


def test_going_on_in_larger_batches_still_refuses_both_records_of_one_key(ledger: Ledger) -> None:
    rows = [person("1", age=5), person("1", age=6)]
    first = ledger.begin(parameters(body_hash="b"))
    ledger.commit(first, rows[:1])
    ledger.abandon(first)
    assert ledger.find("lumara-cash", "member", "1").version.raw == b"1,h1,5"
    send(ledger, rows, batch=2, body_hash="b")
    assert ledger.find("lumara-cash", "member", "1").version.raw == b"1,h1,30"
