"""The folder of artefacts: the same bytes everywhere, listed by digest, current, and without leavings."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from artefact_support import built
from interlingua.editorial.artefacts import LIST, codelists, differences, list_of, write
from interlingua.errors import EnvironmentFailed
from interlingua.rdf.namespaces import CODE
from interlingua.settings import shipped
from interlingua.vocabulary import load
from interlingua.vocabulary.translations import LANGUAGES

RENEW = "run `interlingua vocab build`, look at the difference, commit ontology/artefacts.sha256"


def test_the_committed_list_is_current() -> None:
    committed = (shipped("ontology") / LIST).read_text(encoding="utf-8")
    assert differences(committed, built()) == [], RENEW


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C"},
        {"PYTHONHASHSEED": "4294967295", "TZ": "America/Lima", "LC_ALL": "tr_TR.UTF-8", "PYTHONUTF8": "0"},
    ],
)
def test_another_process_makes_the_same_bytes(environment: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "interlingua", "vocab", "build", "-o", "out"],
        cwd=tmp_path, env={**os.environ, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    made = {
        str(p.relative_to(tmp_path / "out")): p.read_bytes()
        for p in (tmp_path / "out").rglob("*")
        if p.is_file()
    }
    assert made.pop(LIST).decode() == list_of(built())
    rows = json.loads(made.pop("manifest.json"))["files"]
    assert [(r["path"], r["bytes"], r["sha256"]) for r in rows] == [
        (path, len(made[path]), hashlib.sha256(made[path]).hexdigest()) for path in sorted(made)
    ]
    assert [path for path in sorted({*made, *built()}) if made.get(path) != built().get(path)] == []


def test_no_time_and_no_place_of_making_is_in_them() -> None:
    for path, content in built().items():
        assert str(Path.cwd()).encode() not in content, path
        assert str(shipped("ontology")).encode() not in content, path


def test_what_is_made_no_more_goes_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": b"1", "b/c.txt": b"2"}, "1")
    (tmp_path / "note.txt").write_text("mine")
    write(tmp_path, {"a.txt": b"1"}, "1")
    found = {str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file()}
    assert found == {"a.txt", "note.txt", LIST, "manifest.json"}


def test_a_list_that_points_elsewhere_removes_nothing_there(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("mine")
    inside = tmp_path / "out"
    inside.mkdir()
    (inside / LIST).write_text(f"{'0' * 64}  ../kept.txt\n{'0' * 64}  {tmp_path}/kept.txt\n")
    write(inside, {"a.txt": b"1"}, "1")
    assert (tmp_path / "kept.txt").exists()


def test_a_folder_that_cannot_be_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(EnvironmentFailed, match="cannot be written"):
        write(tmp_path / "file", {"a.txt": b"1"}, "1")
    assert (tmp_path / "file").read_text() == "mine"


def test_an_unchanged_file_is_not_touched(tmp_path: Path) -> None:
    write(tmp_path, {"a.txt": b"1"}, "1")
    os.utime(tmp_path / "a.txt", (1, 1))
    write(tmp_path, {"a.txt": b"1"}, "1")
    assert (tmp_path / "a.txt").stat().st_mtime == 1


def test_differences_name_what_changed_came_and_went() -> None:
    before = list_of({"a": b"1", "b": b"2", "c": b"3"})
    assert differences(before, {"a": b"1", "b": b"2", "c": b"3"}) == []
    assert differences(before, {"a": b"1", "b": b"9", "d": b"4"}) == ["b", "c", "d"]
    assert differences("", {"a": b"1"}) == ["a"]


def test_check_says_which_artefact_is_not_current(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; import interlingua.settings as s; real = s.shipped('ontology')\n"
        "import shutil; shutil.copytree(real.parent / 'ontology', 'ontology'); shutil.copytree(real.parent / 'shapes', 'shapes')\n"
        "Path('ontology/artefacts.sha256').write_text('x  gone.txt\\n')\n"
        "import interlingua.cli.vocab_build as v, interlingua.settings\n"
        "interlingua.settings.shipped = lambda name: Path(name) if name == 'ontology' else real.parent / name\n"
        "sys.argv = ['interlingua', 'vocab', 'build', '--check']; from interlingua.cli.main import main; main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert "not current: gone.txt" in done.stdout
    assert "not current: context.jsonld" in done.stdout
    assert not (tmp_path / "build" / "vocabulary").exists()


def test_code_lists_as_tables() -> None:
    for iri, scheme in load().schemes.items():
        text = built()[f"codelists/{iri.removeprefix(CODE)}.csv"].decode()
        assert "\r" not in text
        rows = list(csv.DictReader(io.StringIO(text)))
        assert {row["notation"] for row in rows} == set(scheme.codes)
        for row in rows:
            code = scheme.codes[row["notation"]]
            assert row["iri"] == code.iri
            assert {lang: row[f"label_{lang}"] for lang in LANGUAGES} == dict(code.labels)
            assert set(row["broader"].split()) == {load().codes[b].notation for b in code.broader}
    farm = list(csv.DictReader(io.StringIO(built()["codelists/farm-activity.csv"].decode())))
    assert next(row for row in farm if row["notation"] == "0321")["broader"] == "032"


def test_a_deprecated_code_says_since_when_and_what_instead() -> None:
    from dataclasses import replace

    from interlingua.vocabulary import Deprecation

    scheme = load().schemes[CODE + "sex"]
    codes = dict(scheme.codes)
    codes["other"] = replace(codes["other"], deprecation=Deprecation("0.2.0", None, CODE + "sex/female"))
    rows = list(csv.DictReader(io.StringIO(codelists.table(replace(scheme, codes=codes)))))
    assert {row["notation"]: row["deprecated"] for row in rows} == {
        "female": "", "male": "", "other": f"0.2.0 {CODE}sex/female",
    }  # fmt: skip
