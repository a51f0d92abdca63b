from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from interlingua.errors import ShapesError
from interlingua.shacl import Report, validate_graph
from shapes_support import HEAD, data, shapes

RULES = """
    ex:G a sh:NodeShape ; sh:targetClass sp:Group ; sh:property ex:name, ex:number, ex:sex .
    ex:name sh:path sp:name ; sh:minCount 1 ; sh:message "A group has a name."@en, "Un groupe a un nom."@fr .
    ex:number sh:path ex:number ; sh:datatype xsd:integer .
    ex:sex sh:path ( [ sh:inversePath ex:of ] [ sh:zeroOrMorePath sp:sex ] ) ; sh:in ( ex:a ) ; sh:severity sh:Warning .
"""
BAD = 'ex:h a sp:Household ; ex:number "Secret 4711"^^xsd:integer . ex:b ex:of ex:h .'
TURTLE = ox.RdfFormat.TURTLE


def report(turtle: str) -> Report:
    return validate_graph(data(turtle), shapes(RULES), format=TURTLE)


def test_subclasses_do_not_escape() -> None:
    found = report(BAD)
    assert not found.conforms
    assert found.checked == 1
    assert {(r.shape, r.component, r.severity) for r in found.results} == {
        ("https://example.org/name", "MinCountConstraintComponent", "violation"),
        ("https://example.org/number", "DatatypeConstraintComponent", "violation"),
        ("https://example.org/sex", "InConstraintComponent", "warning"),
    }


def test_what_conforms() -> None:
    found = report('ex:h a sp:Group ; sp:name "x" .')
    assert found.conforms
    assert found.to_text() == "Conforms: 1 node checked against test, 0 results."


def test_nothing_to_check_is_said() -> None:
    assert "Nothing was checked" in report('ex:h sp:name "x" .').to_text()


def test_values_are_masked(capfd: pytest.CaptureFixture[str]) -> None:
    """In no form of the report, in no log line of the libraries below."""
    found = report(BAD)
    for form in ("text", "json", "turtle"):
        assert "Secret" not in found.render(form)
        assert "Secret" in found.render(form, show_values=True)
    assert "Secret" not in "".join(capfd.readouterr())


def test_text_groups_by_rule() -> None:
    many = "".join(f"ex:h{n} a sp:Group .\n" for n in range(5))
    text = report(many).to_text(language="fr")
    assert "5 x violation: Un groupe a un nom." in text
    assert "rule <https://example.org/name> (MinCount), path sp:name" in text
    assert "and 2 more" in text


def test_json_and_turtle() -> None:
    found = report(BAD)
    answer = json.loads(found.render("json", language="fr"))
    assert answer["conforms"] is False
    assert answer["counts"] == {"violation": 2, "warning": 1}
    assert any(r["message"] == "Un groupe a un nom." for r in answer["results"])
    assert any(
        r["path"] == "^<https://example.org/of>/<https://w3id.org/social-protection/sex>*"
        for r in answer["results"]
    )
    triples = list(ox.parse(found.render("turtle").encode(), format=TURTLE))
    assert sum(t.predicate.value.endswith("#sourceConstraintComponent") for t in triples) == 3
    assert sum(t.predicate.value.endswith("#resultMessage") for t in triples) == 4


def test_results_are_ordered_and_cut() -> None:
    many = "".join(f"ex:h{n} a sp:Group .\n" for n in range(8))
    found = validate_graph(data(many), shapes(RULES), format=TURTLE, max_results=3)
    assert [r.focus[-3:-1] for r in found.results] == ["h0", "h1", "h2"]
    assert (found.total, found.cut) == (8, True)
    assert "Only the first 3 of 8" in found.to_text()


def test_the_kinds_of_data(tmp_path: Path) -> None:
    for suffix, content in ((".ttl", data(BAD)), (".ttl", b"\xef\xbb\xbf" + data(BAD))):
        file = tmp_path / f"data{suffix}"
        file.write_bytes(content)
        assert len(validate_graph(file, shapes(RULES)).results) == 3
    store = ox.Store()
    store.load(data(BAD), format=TURTLE)
    assert len(validate_graph(store, shapes(RULES)).results) == 3
    named = ox.Store()
    named.load(data(BAD), format=TURTLE, to_graph=ox.NamedNode("urn:g"))
    assert len(validate_graph(iter(named), shapes(RULES)).results) == 3


@pytest.mark.parametrize("content", [b"ex:a", b"\xff\xfe", b"<a> <b> <c> ."])
def test_data_that_cannot_be_parsed(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "data.ttl"
    file.write_bytes(content)
    with pytest.raises(ShapesError) as caught:
        validate_graph(file, shapes(RULES))
    assert caught.value.code == "IL-V012"


def test_a_format_that_is_not_known(tmp_path: Path) -> None:
    file = tmp_path / "data.doc"
    file.write_bytes(b"")
    with pytest.raises(ShapesError) as caught:
        validate_graph(file, shapes(RULES))
    assert caught.value.code == "IL-V012"


def test_shapes_that_pyshacl_refuses() -> None:
    broken = shapes(
        "ex:S sh:targetClass sp:Group ; sh:closed true ; sh:property ex:p . ex:p sh:path sp:name ; sh:datatype xsd:string, xsd:date ."
    )
    with pytest.raises(ShapesError) as caught:
        validate_graph(data("ex:h a sp:Group ."), broken, format=TURTLE)
    assert caught.value.code == "IL-V010"


def test_trusted_sparql_runs() -> None:
    text = """ex:S a sh:NodeShape ; sh:targetClass sp:Group ; sh:sparql ex:q .
      ex:q a sh:SPARQLConstraint ; sh:message "Value {?value} is bad."@en ;
        sh:select "SELECT $this ?value WHERE { $this <https://w3id.org/social-protection/name> ?value }" ."""
    found = validate_graph(data('ex:h a sp:Group ; sp:name "Secret" .'), shapes(text), format=TURTLE)
    assert len(found.results) == 1
    assert "Secret" not in found.to_text()


def test_head_is_turtle() -> None:
    assert list(ox.parse(HEAD.encode(), format=TURTLE)) == []
