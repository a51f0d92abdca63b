"""Documents in and out: formats, errors with their line, the same bytes for the same statements."""

from __future__ import annotations

from pathlib import Path

import pytest

from interlingua.errors import UsageError
from interlingua.rdf import (
    FORMATS,
    by_media_type,
    by_name,
    by_path,
    read_quads,
    read_triples,
    used_prefixes,
    write_triples,
)
from interlingua.rdf.namespaces import SP

TURTLE = f'<urn:a> a <{SP}Person> ; <{SP}fullName> "José \\"x\\"\\n"@pt , "1" ; <{SP}name> _:b . _:b <urn:p> 1.50 .'


@pytest.mark.parametrize("rdf_format", FORMATS, ids=lambda f: f.name)
def test_each_format_reads_what_it_writes(rdf_format) -> None:  # type: ignore[no-untyped-def]
    from rdflib import Graph
    from rdflib.compare import isomorphic

    written = write_triples(read_triples(TURTLE, by_name("turtle")), rdf_format)
    again = write_triples(read_triples(written, rdf_format), by_name("ntriples"))
    assert isomorphic(Graph().parse(data=again, format="nt"), Graph().parse(data=TURTLE, format="turtle"))


def test_the_order_of_statements_does_not_change_the_bytes() -> None:
    found = [t for t in read_triples(TURTLE, by_name("turtle")) if "_:" not in str(t)]
    assert write_triples(found, by_name("turtle")) == write_triples(
        reversed(found + found), by_name("turtle")
    )


def test_graph_names_are_read_and_dropped_on_demand() -> None:
    text = "<urn:s> <urn:p> <urn:o> <urn:g> ."
    (quad,) = read_quads(text, by_name("nquads"))
    assert str(quad.graph_name) == "<urn:g>"
    assert list(read_triples(text, by_name("nquads"))) == [quad.triple]


@pytest.mark.parametrize(
    ("name", "found"),
    [("a.nq", "nquads"), ("a.nt", "ntriples"), ("a.TTL", "turtle"), ("a.trig", "trig"), ("a.json", "jsonld"),
     ("a.rdf", "rdfxml"), ("a.csv", None), ("ttl", None)],
)  # fmt: skip
def test_formats_by_file_name(name: str, found: str | None) -> None:
    known = by_path(name)
    assert (known.name if known else None) == found


def test_formats_by_media_type() -> None:
    assert by_media_type("text/turtle; charset=utf-8") is by_name("turtle")
    assert by_media_type("Application/LD+JSON") is by_name("jsonld")
    assert by_media_type("text/html") is None
    with pytest.raises(UsageError, match="no RDF format"):
        by_name("n3")


def test_a_fault_names_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "x.ttl"
    file.write_text("<urn:a> <urn:b> 1 .\n<urn:a> secret .\n")
    with pytest.raises(UsageError) as caught:
        list(read_quads(file))
    assert caught.value.code == "IL-V012"
    assert caught.value.place is not None
    assert (caught.value.place.file, caught.value.place.line) == ("x.ttl", 2)
    assert "secret" not in str(caught.value)


def test_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        list(read_quads(tmp_path / "nothing.ttl"))
    with pytest.raises(UsageError, match="Nothing tells"):
        list(read_quads(b"<urn:a> <urn:b> 1 ."))


def test_a_context_elsewhere_is_not_fetched() -> None:
    text = '{"@context": "https://example.org/context.jsonld", "@id": "urn:a", "name": "x"}'
    with pytest.raises(UsageError):
        list(read_quads(text, by_name("jsonld")))


def test_used_prefixes() -> None:
    assert used_prefixes(f"<{SP}Person>") == {"sp": SP}
