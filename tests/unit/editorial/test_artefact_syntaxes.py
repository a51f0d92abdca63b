"""Every artefact of RDF is the same graph to rdflib, pyoxigraph and PyLD, with the network off; codes survive each syntax."""

from __future__ import annotations

import csv
import io
import json
import socket
from typing import Any

import pyoxigraph as ox
import pytest

from artefact_support import CONTEXT, built, canonical, local_only, of_rdflib
from interlingua.editorial.artefacts import codelists, graphs
from interlingua.rdf import by_name, read_quads, read_triples
from interlingua.rdf.namespaces import CODE, SKOS, SP, XSD
from interlingua.settings import shipped
from interlingua.vocabulary import build, context, load, triples
from interlingua.vocabulary.alignments import NO_TERM_FOUND, alignment_sets, read_alignments
from interlingua.vocabulary.notations import code_iri

SYNTAXES = {
    "ttl": ("turtle", "turtle"),
    "nt": ("ntriples", "nt"),
    "rdf": ("rdfxml", "xml"),
    "jsonld": ("jsonld", "json-ld"),
}
ODD = (
    "0321",
    "1~2",
    "err.request.bad",
    "b1440",
    "011",
    "[acr_us]",
    "10*3.m2",
    "NO",
    "id",
    "Person",
    "true",
    "1e3",
)


@pytest.fixture(autouse=True)
def network_off(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network is off")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(scope="module")
def expected() -> set[str]:
    return canonical(triples(shipped("ontology")))


@pytest.mark.parametrize("ending", SYNTAXES)
def test_the_merged_vocabulary_is_one_graph(ending: str, expected: set[str]) -> None:
    ours, theirs = SYNTAXES[ending]
    data = built()[f"social-protection.{ending}"]
    assert canonical(read_triples(data, by_name(ours))) == expected
    assert of_rdflib(data, theirs) == expected


def pyld(document: Any, how: str, *more: Any, **options: Any) -> Any:
    from pyld import jsonld

    known = json.loads(built()["context.jsonld"])
    return getattr(jsonld, how)(document, *more, {"documentLoader": local_only(known), **options})


def test_pyld_reads_the_json_ld_as_the_same_graph(expected: set[str]) -> None:
    text = pyld(json.loads(built()["social-protection.jsonld"]), "to_rdf", format="application/n-quads")
    assert canonical(ox.parse(text.encode(), format=ox.RdfFormat.N_QUADS)) == expected


def test_the_n_triples_are_sorted_and_each_stands_once() -> None:
    lines = built()["social-protection.nt"].splitlines()
    assert lines == sorted(set(lines))


def test_every_bundle_and_alignment_is_one_graph_to_both() -> None:
    paths = [p for p in built() if p.startswith(("shacl/", "alignments/")) and p.endswith(".ttl")]
    assert any(p.startswith("shacl/") for p in paths)
    for path in paths:
        data = built()[path]
        assert of_rdflib(data, "turtle") == canonical(read_triples(data, by_name("turtle"))), path


# -- examples in JSON-LD -------------------------------------------------------------------------


def example_files() -> list[str]:
    home = shipped("ontology") / "examples"
    return [str(f.relative_to(home)) for f in sorted(home.glob("*/*.trig"))]


def as_json_ld_writes(quad: ox.Quad) -> ox.Quad:
    """A double in the one form that JSON-LD gives it (Data Round Tripping, 8.6)."""
    value = quad.object
    if not (isinstance(value, ox.Literal) and value.datatype.value == XSD + "double"):
        return quad
    number, _, power = f"{float(value.value):.15E}".partition("E")
    text = f"{number.rstrip('0') if not number.rstrip('0').endswith('.') else number.rstrip('0') + '0'}E{int(power)}"
    return ox.Quad(quad.subject, quad.predicate, ox.Literal(text, datatype=value.datatype), quad.graph_name)


@pytest.mark.parametrize("name", example_files())
def test_expanding_what_was_compacted_gives_the_example_again(name: str) -> None:
    read = read_quads(shipped("ontology") / "examples" / name, rename_blanks=True)
    quads = [as_json_ld_writes(quad) for quad in read]
    before = canonical(quads)
    text = "".join(f"{quad} .\n" for quad in quads)
    expanded = pyld(text, "from_rdf", format="application/n-quads")
    compacted = pyld(expanded, "compact", CONTEXT)
    to_rdf = pyld(compacted, "to_rdf", format="application/n-quads")
    assert canonical(ox.parse(to_rdf.encode(), format=ox.RdfFormat.N_QUADS)) == before
    inline = json.dumps({**compacted, **json.loads(built()["context.jsonld"])})
    assert canonical(read_quads(inline, by_name("jsonld"))) == before


def test_the_context_reads_every_code_of_every_property() -> None:
    vocabulary = load()
    document: dict[str, Any] = {"@context": CONTEXT, "id": "urn:x"}
    wanted = {}
    for prop in vocabulary.properties.values():
        if prop.kind != "annotation" and prop.code_list is not None:
            home = prop.code_list + "/"
            wanted[prop.iri] = set(vocabulary.codes_of(prop.code_list))
            document[prop.name] = [iri.removeprefix(home) for iri in wanted[prop.iri]]
    (node,) = pyld(document, "expand")
    assert {p: {v["@id"] for v in values} for p, values in node.items() if p != "@id"} == wanted


# -- codes that look like something else ---------------------------------------------------------


def odd_list() -> list[ox.Triple]:
    rows = "".join(
        f"<{code_iri('odd', n)}> a skos:Concept ; skos:inScheme code:odd ; skos:notation {json.dumps(n)} ; skos:prefLabel {json.dumps(n)}@en .\n"
        for n in ODD
    )
    head = f"@prefix skos: <{SKOS}> . @prefix code: <{CODE}> . @prefix sp: <{SP}> . @prefix owl: <http://www.w3.org/2002/07/owl#> ."
    more = f"code:odd a skos:ConceptScheme . sp:odd a owl:ObjectProperty ; sp:codeList code:odd . sp:Person a owl:Class . <{SP}> owl:versionIRI <{SP}9> ."
    return list(read_triples(f"{head}\n{more}\n{rows}", by_name("turtle")))


@pytest.mark.parametrize("ending", SYNTAXES)
def test_odd_codes_survive(ending: str) -> None:
    statements = odd_list()
    ours, theirs = SYNTAXES[ending]
    data = dict(graphs.documents("odd", statements))[f"odd.{ending}"]
    assert canonical(read_triples(data, by_name(ours))) == canonical(statements)
    assert of_rdflib(data, theirs) == canonical(statements)
    read = build(read_triples(data, by_name(ours)))
    assert set(read.schemes[CODE + "odd"].codes) == set(ODD)


def test_odd_codes_survive_json_ld_and_csv() -> None:
    vocabulary = build(odd_list())
    slugs = [code.iri.rpartition("/")[2] for code in vocabulary.codes.values()]
    document = json.dumps({**context(vocabulary), "id": "urn:x", "odd": slugs})
    found = {str(q.object.value) for q in read_quads(document, by_name("jsonld"))}  # type: ignore[union-attr]
    assert found == set(vocabulary.codes)
    rows = list(csv.DictReader(io.StringIO(codelists.table(vocabulary.schemes[CODE + "odd"]))))
    assert {row["notation"] for row in rows} == set(ODD)
    assert {row["notation"]: row["iri"] for row in rows} == {n: code_iri("odd", n) for n in ODD}


# -- alignments ----------------------------------------------------------------------------------


def test_rows_without_a_term_never_become_triples(tmp_path: Any) -> None:
    file = tmp_path / "x.sssom.tsv"
    file.write_text(
        '#curie_map:\n#  x: "http://example.org/"\n'
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\text_reason\n"
        "sp:Person\tskos:exactMatch\tx:Human\tsemapv:ManualMappingCuration\t\n"
        "sssom:NoTermFound\tskos:exactMatch\tx:Sort\tsemapv:ManualMappingCuration\twire format\n",
        encoding="utf-8",
    )
    made = graphs.turtle(graphs.mappings(read_alignments(file)))
    assert "x" in file.name
    assert "Human" in made
    assert "Sort" not in made
    assert "NoTermFound" not in made


def test_each_alignment_that_is_shipped_is_built() -> None:
    for name, one in alignment_sets().items():
        data = built()[f"alignments/{name}.ttl"]
        assert NO_TERM_FOUND.encode() not in data
        found = {
            (t.subject.value, t.predicate.value, t.object.value)
            for t in read_triples(data, by_name("turtle"))
        }  # type: ignore[union-attr]
        assert found == {(r.subject, r.predicate, r.object) for r in one.rows if r.answered}
