"""Snapshots: the vocabulary read from one is the one read from Turtle, and a stale or broken one is never used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interlingua.settings import shipped
from interlingua.vocabulary import build, describing, load, triples
from interlingua.vocabulary.rows import from_rows, to_rows
from interlingua.vocabulary.snapshot import Snapshot, digest


def test_the_vocabulary_of_a_snapshot_is_the_one_of_the_turtle() -> None:
    built = build(triples(shipped("ontology")))
    again = from_rows(json.loads(json.dumps(to_rows(built))))
    assert again == built
    assert load() == built
    for table in ("classes", "properties", "schemes", "codes"):
        assert list(getattr(again, table)) == list(getattr(built, table)), "the order is kept"


def test_a_deprecation_survives() -> None:
    from dataclasses import replace

    from interlingua.vocabulary import Deprecation

    known = load()
    iri, term = next(iter(known.classes.items()))
    gone = replace(term, deprecation=Deprecation("0.2.0", "Said twice.", None))
    again = from_rows(to_rows(replace(known, classes={iri: gone})))
    assert again.classes[iri].deprecation == gone.deprecation


def test_the_statements_of_a_snapshot_are_those_of_the_turtle() -> None:
    outgoing, incoming = describing.statements()
    read, pointing = describing.statements(shipped("ontology"), shipped("shapes"))
    assert dict(outgoing) == dict(read)
    assert dict(incoming) == dict(pointing)


class Source:
    """A file, and a snapshot of it that counts how often it was made."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "words.ttl"
        self.file.write_text("one")
        self.made = 0
        self.snapshot = Snapshot("words", lambda: [self.file], self.make)

    def make(self) -> str:
        self.made += 1
        return self.file.read_text()


def test_it_is_made_once_and_again_when_a_source_changes(tmp_path: Path) -> None:
    source = Source(tmp_path)
    assert [source.snapshot.read(tmp_path) for _ in range(3)] == ["one"] * 3
    assert source.made == 1
    source.file.write_text("two")  # the same length, perhaps the same second
    assert source.snapshot.read(tmp_path) == "two"
    assert source.snapshot.read(tmp_path) == "two"
    assert source.made == 2


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"digest": 1}', "\udcff"])
def test_a_broken_snapshot_is_made_again(tmp_path: Path, text: str) -> None:
    source = Source(tmp_path)
    (tmp_path / "words.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert source.snapshot.read(tmp_path) == "one"
    assert json.loads((tmp_path / "words.json").read_text())["content"] == "one"


def test_where_nothing_can_be_written_it_is_read_from_the_sources(tmp_path: Path) -> None:
    source = Source(tmp_path)
    (tmp_path / "a-file").write_text("")
    assert source.snapshot.read(tmp_path / "a-file" / "below") == "one"


def test_an_installed_wheel_is_left_as_it_is(tmp_path: Path) -> None:
    source = Source(tmp_path)
    wheel = tmp_path / "_shipped"
    wheel.mkdir()
    assert source.snapshot.read(wheel) == "one"
    assert list(wheel.iterdir()) == []
    source.snapshot.write(wheel)
    source.snapshot.read(wheel)
    assert source.made == 2, "the one that was written is used"


def test_nothing_but_the_snapshot_is_left_in_its_folder(tmp_path: Path) -> None:
    source = Source(tmp_path)
    source.snapshot.write(tmp_path / "kept")
    assert [p.name for p in (tmp_path / "kept").iterdir()] == ["words.json"]


def test_a_file_more_less_or_renamed_changes_the_digest(tmp_path: Path) -> None:
    one, two = tmp_path / "one.ttl", tmp_path / "two.ttl"
    one.write_text("a")
    two.write_text("b")
    found = {digest(files) for files in ([one], [two], [one, two], [two, one], [tmp_path / "gone.ttl"], [])}
    assert len(found) == 6
