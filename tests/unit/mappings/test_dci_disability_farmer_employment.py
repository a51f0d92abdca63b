"""DCI's registries of disability, farmers and employment: no leaf is lost, two dialects are one graph, the expected facts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from dci_leaves import add_up, ask, graph, published
from lumara_samples import MAPPINGS
from translating import translate_file

DATA = "https://data.example.org/"

REGISTRIES = ("dci-disability/persons", "dci-employment/members", "dci-farmer/farmers")


def mapping(name: str) -> Path:
    return MAPPINGS / f"{name}.yarrrml.yaml"


def sample(name: str, kind: str = "") -> Path:
    folder, _, record = name.partition("/")
    return MAPPINGS / folder / "samples" / f"{record}{kind}.json"


def one_record(name: str, index: int, folder: Path) -> Path:
    """The sample with one of its records alone."""
    document = json.loads(sample(name).read_text("utf-8"))
    answer = document["message"]["search_response"][0]["data"]
    answer["reg_records"] = answer["reg_records"][index : index + 1]
    only = folder / "one.json"
    only.write_text(json.dumps(document), "utf-8")
    return only


def unnamed(triples: Iterable[ox.Triple]) -> set[str]:
    """The canonical form of a graph in which no thing of the data has a name; numbers by their value."""
    kept: dict[str, ox.BlankNode] = {}

    def plain(term: Any) -> Any:
        if isinstance(term, ox.NamedNode) and term.value.startswith(DATA):
            return kept.setdefault(term.value, ox.BlankNode())
        if isinstance(term, ox.Literal) and term.datatype.value.endswith("#decimal"):
            return ox.Literal(str(float(term.value)), datatype=term.datatype)
        return term

    graph_ = ox.Dataset(ox.Quad(plain(t.subject), t.predicate, plain(t.object)) for t in triples)
    graph_.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in graph_}


@pytest.mark.parametrize("name", REGISTRIES)
def test_a_record_becomes_what_was_written_by_hand(name: str, tmp_path: Path) -> None:
    folder, _, record = name.partition("/")
    written = (MAPPINGS / folder / "expected" / f"{record}.expected.ttl").read_text("utf-8")
    lines = "\n".join(graph(mapping(name), one_record(name, 1, tmp_path)))
    made = unnamed(quad.triple for quad in ox.parse(lines, ox.RdfFormat.N_TRIPLES))
    expected = unnamed(quad.triple for quad in ox.parse(written, ox.RdfFormat.TURTLE))
    assert sorted(made - expected) == []
    assert sorted(expected - made) == []


@pytest.mark.parametrize("name", REGISTRIES)
@pytest.mark.parametrize("kind", ["", "-older"])
def test_every_leaf_of_our_samples_is_read_or_explained(name: str, kind: str, tmp_path: Path) -> None:
    known = sample(name) if kind else None
    assert add_up(mapping(name), sample(name, kind), tmp_path, known=known)["read"] > 15


@pytest.mark.parametrize("name", REGISTRIES)
def test_older_keys_labels_and_forms_give_the_graph_of_the_current_ones(name: str, tmp_path: Path) -> None:
    newer, older = (
        graph(mapping(name), one_record(name, 0, tmp_path)),
        graph(mapping(name), sample(name, "-older")),
    )
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


UNKNOWN = {
    "dci-disability/persons": (("disability_details", 0, "impairment_type"), ("housing_type",)),
    "dci-employment/members": (("occupation",), ("employment_info", 0, "employment_type")),
    "dci-farmer/farmers": (("machineries_details", 0, "type"), ("farm_details", 0, "land_tenure")),
}


@pytest.mark.parametrize("name", REGISTRIES)
def test_an_unknown_code_is_reported_where_it_stands_and_the_record_is_kept(
    name: str, tmp_path: Path
) -> None:
    document = json.loads(one_record(name, 0, tmp_path).read_text("utf-8"))
    for way in UNKNOWN[name]:
        node = document["message"]["search_response"][0]["data"]["reg_records"][0]
        for step in way[:-1]:
            node = node[step]
        node[way[-1]] = "1" if way[-1] == "land_tenure" else "no such word"
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(document), "utf-8")
    made = translate_file(mapping(name), changed)
    assert made.refused == {}
    told = {d.place.pointer for d in made.findings if d.place is not None and d.code == "IL-R003"}
    for way in UNKNOWN[name]:
        around = "".join(f"/{step}" for step in way[:-1])
        ends = (f"{around}/{way[-1]}", f"{around}/*")  # a star where one of several spellings is read
        assert any(at is not None and at.endswith(ends) for at in told), way


def test_the_head_with_the_farmers_number_is_the_farmer() -> None:
    rows = ask(
        mapping("dci-farmer/farmers"), sample("dci-farmer/farmers"),
        """SELECT ?number WHERE { ?farm a sp:Farm ; sp:party ?farmer . ?m sp:member ?farmer ; sp:membershipRole ?head ;
           sp:identifier/sp:identifierValue ?number FILTER(STRENDS(STR(?head), "/head")) }""",
    )  # fmt: skip
    assert rows == [("900-09",)]
