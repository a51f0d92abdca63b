"""Protects our own wording: no run of eight words of ours is also in the texts that DCI publishes."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from interlingua.settings import shipped
from interlingua.vocabulary import load

RUN = 8
_WORD = re.compile(r"[a-z0-9]+")


def runs(text: str) -> Iterator[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    for start in range(len(words) - RUN + 1):
        yield tuple(words[start : start + RUN])


def texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)


@pytest.fixture(scope="module")
def published() -> set[tuple[str, ...]]:
    folder = os.environ.get("INTERLINGUA_DCI")
    if not folder:
        pytest.skip("209 official cases not run")
    found: set[tuple[str, ...]] = set()
    for path in Path(folder).glob("schemas/**/*.jsonld"):
        try:
            document = json.loads(path.read_text(encoding="utf-8"))
        except json.JSONDecodeError:
            continue  # four of DCI's files are no JSON
        for text in texts(document):
            found.update(runs(text))
    assert len(found) > 1000
    return found


def test_no_definition_shares_a_run_of_eight_words(published: set[tuple[str, ...]]) -> None:
    vocabulary = load()
    terms = [vocabulary.term(iri) for iri in vocabulary.terms()]
    shared = {
        term.iri: " ".join(run)
        for term in terms
        if term is not None
        for run in runs(" . ".join((term.definitions.get("en", ""), term.labels.get("en", ""))))
        if run in published
    }
    assert shared == {}


def test_no_page_or_table_shares_a_run_of_eight_words(published: set[tuple[str, ...]]) -> None:
    root = shipped("ontology").parent
    files = [*root.glob("docs/*.md"), *root.glob("ontology/alignments/*"), *root.glob("mappings/**/*.md")]
    shared = {
        str(file.relative_to(root)): " ".join(run)
        for file in files
        if file.is_file()
        for line in file.read_text(encoding="utf-8").splitlines()
        for run in runs(line.replace("`", "").split("http")[0])
        if run in published
    }
    assert shared == {}
