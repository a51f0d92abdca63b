"""The page on artefacts: it names every file that is made, its commands are real, its example is good."""

from __future__ import annotations

import json
import re
from fnmatch import fnmatch
from pathlib import Path

from artefact_support import built
from interlingua.vocabulary.notations import slug

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "artefacts.md").read_text(encoding="utf-8")


def named() -> list[str]:
    """Patterns of the table: `<x>` is anything, and further endings belong to the first name."""
    found = []
    for row in re.findall(r"^\| (`.*?) \| ", PAGE, re.MULTILINE):
        first, *others = re.findall(r"`([^`]+)`", row)
        stem = first.rpartition(".")[0]
        found += [
            re.sub("<.*?>", "*", n) for n in [first, *(stem + o if o.startswith(".") else o for o in others)]
        ]
    return found


def test_every_artefact_is_on_the_page_and_every_row_is_an_artefact() -> None:
    patterns = named()
    made = {*built(), "artefacts.sha256", "manifest.json"}
    assert [path for path in made if not any(fnmatch(path, pattern) for pattern in patterns)] == []
    assert [pattern for pattern in patterns if not any(fnmatch(path, pattern) for path in made)] == []


def test_its_json_fits_the_schema() -> None:
    from jsonschema import Draft202012Validator

    (text,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    assert Draft202012Validator(json.loads(built()["schema/core.schema.json"])).is_valid(json.loads(text))


def test_its_notations_follow_the_rule() -> None:
    for notation, last in re.findall(r"`([^`]+)` (?:is )?at\s+`[^`]*/([^`/]+)`", PAGE):
        assert slug(notation) == last


def test_its_files_are_there() -> None:
    root = Path(__file__).resolve().parents[2]
    for path in re.findall(r"(ontology/[\w./-]+\.(?:py|tsv)|ontology/codelists/NOTICE)", PAGE):
        assert (root / path).is_file(), path
