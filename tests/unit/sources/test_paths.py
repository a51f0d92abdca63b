"""Which files a mapping may name, and how a source is opened."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from interlingua.errors import MappingError, SourceError
from interlingua.rml.model import LogicalSource
from interlingua.settings import Settings
from interlingua.sources import open_csv, open_source, resolve_path
from reading import gather, source


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("maps/sub/in.csv", "work/in.csv", "other/in.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("a\n1\n")
    return tmp_path


def resolve(tree: Path, path: str | None, root: str = "mapping", allow: tuple[Path, ...] = ()) -> Path:
    logical = LogicalSource("s", path, "csv", root=root)  # type: ignore[arg-type]
    return resolve_path(logical, tree / "maps" / "m.yaml", tree / "work", allow)


def test_relative_paths_start_at_the_mapping(tree: Path) -> None:
    assert resolve(tree, "sub/in.csv") == tree / "maps" / "sub" / "in.csv"
    assert resolve(tree, "sub/../sub/in.csv") == tree / "maps" / "sub" / "in.csv"


def test_or_at_the_working_directory(tree: Path) -> None:
    assert resolve(tree, "in.csv", "working") == tree / "work" / "in.csv"
    assert resolve(tree, str(tree / "work" / "in.csv")) == tree / "work" / "in.csv"


@pytest.mark.parametrize("path", ["../other/in.csv", "sub/../../other/in.csv", "/etc/passwd", "../maps2/x"])
def test_elsewhere_is_refused(tree: Path, path: str) -> None:
    with pytest.raises(MappingError) as caught:
        resolve(tree, path)
    assert caught.value.code == "IL-M013"


def test_unless_it_is_allowed(tree: Path) -> None:
    assert resolve(tree, "../other/in.csv", allow=(tree / "other",)) == tree / "other" / "in.csv"


def test_links_are_followed_before_the_check(tree: Path) -> None:
    (tree / "maps" / "link").symlink_to(tree / "other")
    with pytest.raises(MappingError) as caught:
        resolve(tree, "link/in.csv")
    assert caught.value.code == "IL-M013"


@pytest.mark.parametrize("path", [None, "", "a\0b"])
def test_no_path(tree: Path, path: str | None) -> None:
    with pytest.raises(MappingError) as caught:
        resolve(tree, path)
    assert caught.value.code == "IL-M006"


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        open_source(source("csv"), tmp_path / "none.csv", settings=Settings())
    assert caught.value.code == "IL-S001"


@pytest.mark.parametrize("name", [".", "x" * 300])
def test_what_is_no_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError) as caught:
        open_source(source("csv"), tmp_path / name, settings=Settings())
    assert caught.value.code == "IL-S001"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a\n1\n")))
    found = gather(open_source(source("csv"), "-", settings=Settings()))
    assert found.rows == [["1"]]


def test_a_pipe_of_json() -> None:
    read_end, write_end = os.pipe()
    os.write(write_end, b'[{"a": 1}]')
    os.close(write_end)
    with os.fdopen(read_end, "rb", buffering=0) as stream:
        assert gather(open_source(source("json", "$[*]"), stream, settings=Settings())).rows == [{"a": "1"}]


def test_ranges_are_of_csv_only(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("[]")
    with pytest.raises(SourceError):
        open_csv(source("json"), path, settings=Settings())


def test_a_file_that_cannot_be_used_is_closed_again(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    with path.open("rb") as stream:
        with pytest.raises(SourceError):
            open_source(source("csv"), stream, settings=Settings())
        assert stream.closed
