"""DCI's registries of disability, farmers and employment: no leaf is lost, two dialects are one graph, the expected facts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dci_leaves import add_up, graph, published
from lumara_samples import MAPPINGS

REGISTRIES = ("dci-disability/persons", "dci-employment/members", "dci-farmer/farmers")


def mapping(name: str) -> Path:
    return MAPPINGS / f"{name}.yarrrml.yaml"


def sample(name: str, kind: str = "") -> Path:
    folder, _, record = name.partition("/")
    return MAPPINGS / folder / "samples" / f"{record}{kind}.json"


@pytest.mark.parametrize("name", REGISTRIES)
@pytest.mark.parametrize("kind", ["", "-older"])
def test_every_leaf_of_our_samples_is_read_or_explained(name: str, kind: str, tmp_path: Path) -> None:
    known = sample(name) if kind else None
    assert add_up(mapping(name), sample(name, kind), tmp_path, known=known)["read"] > 15


@pytest.mark.parametrize("name", REGISTRIES)
def test_older_keys_labels_and_forms_give_the_graph_of_the_current_ones(name: str, tmp_path: Path) -> None:
    current = json.loads(sample(name).read_text("utf-8"))
    answer = current["message"]["search_response"][0]["data"]
    answer["reg_records"] = answer["reg_records"][:1]
    only = tmp_path / "current.json"
    only.write_text(json.dumps(current), "utf-8")
    newer, older = graph(mapping(name), only), graph(mapping(name), sample(name, "-older"))
    assert sorted(older - newer) == []
    assert sorted(newer - older) == []


@pytest.mark.parametrize("answer", [f"dr/processflow{n}res.json" for n in (1, 3)])
def test_every_leaf_of_the_published_disability_records_is_read_or_explained(
    answer: str, tmp_path: Path
) -> None:
    counts = add_up(mapping("dci-disability/persons"), published(answer), tmp_path)
    assert counts["reported"] == 0
    assert counts["read"] >= 19


@pytest.mark.parametrize("answer", [f"dr/processflow{n}res.json" for n in (2, 4)])
def test_published_answers_without_a_record_say_nothing_and_say_so(answer: str, tmp_path: Path) -> None:
    assert add_up(mapping("dci-disability/persons"), published(answer), tmp_path)["read"] == 0
