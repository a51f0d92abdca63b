"""What becomes of records: the five outcomes, duplicate keys, modes, idempotency (answers 7 and 16)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from interlingua.errors import Diagnostic, LedgerError
from interlingua.ledger import Incoming, Ledger
from keeping import household_line, live_keys, parameters, person, send


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "data") as opened:
        yield opened


def names(outcomes: list) -> list[str]:
    return [outcome.outcome for outcome in outcomes]


def codes(outcome: object) -> list[str]:
    return [finding["code"] for finding in outcome.findings]  # type: ignore[attr-defined]


def test_a_new_record_is_accepted_and_the_same_again_is_unchanged(ledger: Ledger) -> None:
    _, first = send(ledger, [person("1")])
    position = ledger.position
    summary, second = send(ledger, [person("1")])
    assert (names(first), names(second)) == (["accepted"], ["unchanged"])
    assert first[0].record == second[0].record
    assert ledger.position == position
    assert len(ledger.find("lumara-cash", "member", "1").id) == 24
    with ledger.read() as reading:
        assert len(reading.history(first[0].record)) == 1
    assert summary.counts["unchanged"] == 1


def test_a_finding_that_costs_nothing_is_told_and_the_record_is_live(ledger: Ledger) -> None:
    warned = person("1")
    warned = Incoming(
        warned.key, warned.raw, warned.text, (Diagnostic("IL-R003", "Unknown.", severity="warning"),)
    )
    _, outcomes = send(ledger, [warned])
    assert names(outcomes) == ["accepted_with_findings"]
    assert live_keys(ledger) == {"1"}


def test_a_refused_upsert_keeps_the_old_version_and_its_own_source_form(ledger: Ledger) -> None:
    send(ledger, [person("1", age=30)])
    summary, outcomes = send(ledger, [person("1", age=31, row=7, refused=True)])
    assert names(outcomes) == ["refused"]
    record = ledger.find("lumara-cash", "member", ("1",))
    assert record.version.raw == b"1,h1,30"
    (reject,) = ledger.rejects(summary.id)
    assert (reject.raw, reject.row, reject.findings[0]["code"]) == (b"1,h1,31", 7, "IL-R002")


def test_no_value_of_a_finding_is_kept(ledger: Ledger) -> None:
    summary, outcomes = send(ledger, [person("1", row=1, refused=True)])
    kept = json.dumps([o.to_dict() for o in ledger.report(summary.id)] + [o.to_dict() for o in outcomes])
    assert "SECRET" not in kept
    ledger.close()
    for file in ledger.directory.iterdir():
        assert b"SECRET" not in file.read_bytes()


def test_a_record_without_a_key_is_refused(ledger: Ledger) -> None:
    _, outcomes = send(ledger, [person(None, row=1)])
    assert (names(outcomes), codes(outcomes[0]), outcomes[0].record) == (["refused"], ["IL-R011"], None)


def test_triples_that_no_store_takes_cost_their_record_only(ledger: Ledger) -> None:
    bad = Incoming("2", b"2", "<http://a b> <http://p> <http://o> .\n", row=2)
    quads = Incoming("3", b"3", "<http://a> <http://p> <http://o> <http://g> .\n", row=3)
    _, outcomes = send(ledger, [person("1"), bad, quads])
    assert names(outcomes) == ["accepted", "refused", "refused"]
    assert codes(outcomes[1]) == ["IL-R009"]


@pytest.mark.parametrize("batch", [1, 2, 10])
def test_identical_duplicates_are_one_with_a_finding(ledger: Ledger, batch: int) -> None:
    summary, outcomes = send(
        ledger, [person("1", row=1), person("2", row=2), person("1", row=3)], batch=batch
    )
    assert names(outcomes) == ["accepted", "accepted", "unchanged"]
    assert codes(outcomes[2]) == ["IL-R013"]
    assert "row 1" in outcomes[2].findings[0]["message"]
    assert live_keys(ledger) == {"1", "2"}
    assert summary.counts["refused"] == 0


@pytest.mark.parametrize("batch", [1, 2, 10])
@pytest.mark.parametrize("known", [False, True])
def test_different_records_with_one_key_are_all_refused_naming_each_other(
    ledger: Ledger, batch: int, known: bool
) -> None:
    if known:
        send(ledger, [person("1", age=20)])
    rows = [
        person("1", age=30, row=1),
        person("2", row=2),
        person("1", age=31, row=3),
        person("1", age=30, row=4),
    ]
    summary, _ = send(ledger, rows, batch=batch)
    report = {outcome.row: outcome for outcome in ledger.report(summary.id)}
    assert {row: outcome.outcome for row, outcome in report.items()} == {
        1: "refused", 2: "accepted", 3: "refused", 4: "refused",
    }  # fmt: skip
    for row, others in ((1, "3, 4"), (3, "1, 4"), (4, "1, 3")):
        (finding,) = [f for f in report[row].findings if f["code"] == "IL-R012"]
        assert f"rows {others}," in finding["message"]
    assert summary.counts["refused"] == 3
    assert {r.row: r.raw for r in ledger.rejects(summary.id)} == {1: b"1,h1,30", 3: b"1,h1,31", 4: b"1,h1,30"}
    record = ledger.find("lumara-cash", "member", "1")
    if known:
        assert record.version.raw == b"1,h1,20"
    else:
        assert record is None or record.version is None


@pytest.mark.parametrize("batch", [1, 10])
def test_a_duplicate_of_what_was_unchanged_takes_nothing_back(ledger: Ledger, batch: int) -> None:
    send(ledger, [person("1", age=20)])
    rows = [person("1", age=20, row=1), person("1", age=20, row=2), person("1", age=99, row=3)]
    summary, _ = send(ledger, rows, batch=batch)
    assert [o.outcome for o in ledger.report(summary.id)] == ["refused"] * 3
    assert [r.raw for r in ledger.rejects(summary.id)] == [b"1,h1,20", b"1,h1,20", b"1,h1,99"]
    assert ledger.find("lumara-cash", "member", "1").version.raw == b"1,h1,20"


def test_a_wrong_key_column_names_a_few_rows_only(ledger: Ledger) -> None:
    summary, _ = send(ledger, [person("same", age=n, row=n) for n in range(1, 60)], batch=10)
    assert summary.counts["refused"] == 59
    assert all(len(o.findings[-1]["message"]) < 200 for o in ledger.report(summary.id))


def test_append_refuses_a_key_that_is_kept(ledger: Ledger) -> None:
    send(ledger, [person("1", age=20)])
    _, outcomes = send(ledger, [person("1", age=21), person("2"), person("1", age=21)], "append", batch=2)
    assert names(outcomes)[:2] == ["refused", "accepted"]
    assert codes(outcomes[0]) == ["IL-R014"]
    _, again = send(ledger, [person("2")], "append")
    assert names(again) == ["unchanged"]


def test_keys_keep_their_parts_apart(ledger: Ledger) -> None:
    text = household_line("h9")
    two = [Incoming(("a,b", "c"), b"1", text), Incoming(("a", "b,c"), b"2", text), Incoming("a", b"3", text)]
    _, outcomes = send(ledger, two)
    assert names(outcomes) == ["accepted"] * 3
    assert ledger.find("lumara-cash", "member", ("a", "b,c")).version.raw == b"2"


def test_identity_is_system_type_and_key(ledger: Ledger) -> None:
    send(ledger, [person("5")])
    payment = ledger.begin(parameters())
    ledger.finish(payment)
    other = parameters()
    other = type(other)("lumara-cash", "payment")
    submission = ledger.begin(other)
    assert names(ledger.commit(submission, [person("5", age=1)])) == ["accepted"]
    ledger.finish(submission)
    assert ledger.find("lumara-cash", "member", "5").version.raw == b"5,h1,30"


def test_an_idempotency_key_gives_the_same_summary_and_another_body_is_refused(ledger: Ledger) -> None:
    first, _ = send(ledger, [person("1")], idempotency_key="k", body_hash="b")
    submission = ledger.begin(parameters(idempotency_key="k", body_hash="b"))
    assert submission.replayed
    again = ledger.finish(submission)
    assert (again.id, again.counts, again.replayed) == (first.id, first.counts, True)
    with pytest.raises(LedgerError) as caught:
        ledger.begin(parameters(idempotency_key="k", body_hash="other"))
    assert caught.value.code == "IL-L006"


def test_an_idempotency_key_in_flight_is_told(ledger: Ledger) -> None:
    ledger.begin(parameters(idempotency_key="k", body_hash="b"))
    with pytest.raises(LedgerError) as caught:
        ledger.begin(parameters(idempotency_key="k", body_hash="b"))
    assert caught.value.code == "IL-L008"


def test_reserved_systems_are_for_ourselves(ledger: Ledger) -> None:
    with pytest.raises(LedgerError) as caught:
        ledger.begin(type(parameters())("il-linkage", "match"))
    assert caught.value.code == "IL-L009"
    blank = "_:a <http://p> _:b .\n_:b <http://p> <http://o> .\n"
    first = ledger.put_reference("il-vocabulary", "v", blank)
    renamed = ledger.put_reference("il-vocabulary", "v", blank.replace("_:a", "_:z9").replace("_:b", "_:x"))
    assert (first.outcome, renamed.outcome) == ("accepted", "accepted")
    assert len(list(ledger.deltas())) == 1  # the labels of blank nodes mean nothing
    summary = ledger.replace_references("il-linkage", "match", [("a", household_line("1")), ("b", "")])
    assert summary.counts["accepted"] == 2
    summary = ledger.replace_references("il-linkage", "match", [("b", "")])
    assert (summary.counts["unchanged"], summary.counts["withdrawn"]) == (1, 1)
    summary = ledger.replace_references("il-linkage", "match", [])
    assert summary.counts["withdrawn"] == 1


def test_a_submission_that_does_not_exist(ledger: Ledger) -> None:
    for ask in (ledger.submission, lambda i: list(ledger.report(i)), lambda i: list(ledger.rejects(i))):
        with pytest.raises(LedgerError) as caught:
            ask("nothing")
        assert caught.value.code == "IL-L005"


def test_the_report_can_be_read_in_pages(ledger: Ledger) -> None:
    summary, _ = send(ledger, [person(str(n), row=n) for n in range(1, 8)])
    assert [o.row for o in ledger.report(summary.id, after=2, limit=3)] == [3, 4, 5]
    assert summary.to_dict()["counts"]["accepted"] == 7
    with ledger.read() as reading:
        assert [s.id for s in reading.submissions()] == [summary.id]
        assert [(k.system, k.type, k.live) for k in reading.kinds()] == [("lumara-cash", "member", 7)]
