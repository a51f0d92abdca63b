"""Opening a data directory: one writer, no foreign files, closed modes."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from interlingua.errors import LedgerError
from interlingua.ledger import Ledger
from keeping import person, send


def test_importing_the_ledger_does_not_load_sqlalchemy() -> None:
    code = "import sys, interlingua.ledger, interlingua.graph; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_second_writer_is_told_where_to_send_its_records(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "d") as first:
        first.announce("http://127.0.0.1:8123")
        with pytest.raises(LedgerError) as caught:
            Ledger.open(tmp_path / "d")
        assert caught.value.code == "IL-L001"
        assert "--url http://127.0.0.1:8123" in str(caught.value)
    Ledger.open(tmp_path / "d").close()


def test_a_reader_sees_commits_while_a_writer_has_the_ledger(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "d") as writer:
        send(writer, [person("1")])
        with Ledger.open(tmp_path / "d", write=False) as reader:
            assert len(list(reader.live())) == 1
            send(writer, [person("2")])
            assert len(list(reader.live())) == 2
            with pytest.raises(LedgerError):
                send(reader, [person("3")])


def test_one_block_of_reading_is_one_snapshot(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "d") as ledger:
        send(ledger, [person("1")])
        with ledger.read() as reading:
            before = reading.position
            send(ledger, [person("2")])
            assert reading.position == before
            assert len(list(reading.live())) == 1


@pytest.mark.parametrize("write", [True, False])
def test_a_directory_of_something_else_is_refused(tmp_path: Path, write: bool) -> None:
    (tmp_path / "thesis.doc").write_text("mine")
    with pytest.raises(LedgerError) as caught:
        Ledger.open(tmp_path, write=write)
    assert caught.value.code == "IL-L002"
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_directory_without_a_ledger_is_not_made_when_it_must_exist(tmp_path: Path) -> None:
    with pytest.raises(LedgerError) as caught:
        Ledger.open(tmp_path / "none", create=False)
    assert caught.value.code == "IL-L002"
    assert not (tmp_path / "none").exists()


def foreign_text(path: Path) -> None:
    path.write_bytes(b"this is no database" * 100)


def foreign_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE mine (x)")
    connection.close()


def newer_ledger(path: Path) -> None:
    Ledger.open(path.parent).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=99")
    connection.close()


@pytest.mark.parametrize("make", [foreign_text, foreign_database, newer_ledger])
def test_a_file_that_is_not_a_ledger_of_this_version_is_refused(tmp_path: Path, make: object) -> None:
    make(tmp_path / "ledger.sqlite")  # type: ignore[operator]
    for _ in range(2):  # the refusal leaves no lock behind
        with pytest.raises(LedgerError) as caught:
            Ledger.open(tmp_path)
        assert caught.value.code == "IL-L002"


def test_nobody_else_can_read_what_is_kept(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "d") as ledger:
        send(ledger, [person("1")])
        modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in (tmp_path / "d").iterdir()}
    assert stat.S_IMODE((tmp_path / "d").stat().st_mode) == 0o700
    assert set(modes.values()) == {0o600}, modes
    assert {"ledger.sqlite", "ledger.sqlite-wal"} <= set(modes)


def test_a_submission_left_open_by_a_process_that_ended_is_marked(tmp_path: Path) -> None:
    from keeping import parameters

    with Ledger.open(tmp_path / "d") as ledger:
        submission = ledger.begin(parameters())
        ledger.commit(submission, [person("1")])
    with Ledger.open(tmp_path / "d") as ledger:
        summary = ledger.submission(submission.id)
        assert (summary.status, summary.counts["accepted"]) == ("interrupted", 1)


def test_a_graph_without_its_ledger_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    with pytest.raises(LedgerError) as caught:
        Ledger.open(tmp_path)
    assert caught.value.code == "IL-L002"
    assert "ledger is gone" in caught.value.message
