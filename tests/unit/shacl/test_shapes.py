from __future__ import annotations

from pathlib import Path

import pytest

from interlingua.errors import ShapesError
from interlingua.rdf.namespaces import SH, XSD
from interlingua.shacl import load_profile, load_profiles, load_shapes, profiles
from shapes_support import HEAD, SP, SmallVocabulary, shapes


def test_a_shape_taken_apart() -> None:
    found = shapes("""
        ex:S a sh:NodeShape ; sh:targetClass sp:Person ; sh:property ex:p .
        ex:p sh:path sp:dateOfBirth ; sh:minCount 1 ; sh:datatype xsd:date ; sh:severity sh:Warning ;
          sh:minInclusive "1900-01-01"^^xsd:date ; sh:pattern "^1" ; sh:flags "i" ; sh:lessThan sp:dateOfDeath ;
          sh:message "Born."@en, "Né."@fr ; sh:name "birth" .
    """)
    (node,) = found.nodes
    assert node.target_classes == (SP + "Person",)
    (prop,) = node.properties
    assert prop.predicate == SP + "dateOfBirth"
    assert prop.severity == "warning"
    assert prop.message("fr") == "Né."
    assert prop.message("pt") == "Born."
    assert prop.name() == "birth"
    assert prop.rest == ("lessThan",)
    assert {(c.kind, c.parameter) for c in prop.constraints} == {
        ("minCount", 1),
        ("datatype", XSD + "date"),
        ("minInclusive", f'"1900-01-01"^^<{XSD}date>'),
        ("pattern", "(?i)^1"),
    }


def test_code_lists_become_in() -> None:
    found = shapes("ex:S sh:targetClass sp:Person ; sh:property [ sh:path sp:sex ; sp:codeList code:sex ] .")
    (constraint,) = found.nodes[0].properties[0].constraints
    assert constraint.kind == "in"
    assert constraint.parameter == (f"<{SP}code/sex/female>", f"<{SP}code/sex/male>")
    assert sum(t.predicate.value == SH + "in" for t in found.triples) == 1


def test_a_code_list_that_does_not_exist() -> None:
    with pytest.raises(ShapesError, match="not in the vocabulary"):
        shapes("ex:S sh:targetClass sp:Person ; sh:property [ sh:path sp:sex ; sp:codeList code:sexx ] .")


def test_what_is_left_to_validate() -> None:
    found = shapes("""
        ex:Path sh:targetClass sp:Person ; sh:property [ sh:path (sp:name sp:sex) ; sh:minCount 1 ] .
        ex:Off sh:targetClass sp:Person ; sh:deactivated true ; sh:property [ sh:path sp:name ; sh:minCount 1 ] .
        ex:PartOff sh:targetClass sp:Person ; sh:property [ sh:path sp:name ; sh:minCount 9 ; sh:deactivated true ] .
        ex:NoTarget sh:property [ sh:path sp:name ; sh:minCount 1 ] .
        ex:Node sh:targetNode ex:a ; sh:property [ sh:path sp:name ; sh:minCount 1 ] .
        ex:Alone a sh:PropertyShape ; sh:targetClass sp:Group ; sh:path sp:name ; sh:maxCount 2 .
    """)
    by_name = {node.iri.rsplit("/", 1)[-1]: node for node in found.nodes if node.iri}
    assert set(by_name) == {"Path", "PartOff", "Node", "Alone"}
    assert by_name["Path"].properties[0].predicate is None
    assert by_name["PartOff"].properties == ()
    assert by_name["Node"].other_targets
    assert by_name["Alone"].properties[0].constraints[0].parameter == 2


@pytest.mark.parametrize(
    "part",
    [
        "sh:minCount -1", "sh:minCount 'x'", "sh:nodeKind sh:Iri", 'sh:minInclusive "x"^^xsd:date', "sh:in ex:notAList",
        "sh:pattern '(?=a)'", "sh:pattern 3", "sh:datatype 'date'", "sh:flags 'x' ; sh:pattern 'a'",
    ],
)  # fmt: skip
def test_faulty_parameters_are_coded(part: str) -> None:
    with pytest.raises(ShapesError) as caught:
        shapes(f"ex:S sh:targetClass sp:Person ; sh:property [ sh:path sp:name ; {part} ] .")
    assert caught.value.code == "IL-V010"


def test_a_list_that_bites_its_tail() -> None:
    with pytest.raises(ShapesError):
        shapes("""ex:S sh:targetClass sp:Person ; sh:property [ sh:path sp:name ; sh:in _:l ] .
                  _:l rdf:first 1 ; rdf:rest _:l .""")


def test_a_pattern_of_others_is_left_to_pyshacl() -> None:
    text = "ex:S sh:targetClass sp:Person ; sh:property [ sh:path sp:name ; sh:pattern '(?=a)' ] ."
    (prop,) = shapes(text, own=False).nodes[0].properties
    assert prop.constraints == ()
    assert prop.rest == ("pattern",)


def test_files(tmp_path: Path) -> None:
    file = tmp_path / "own.ttl"
    file.write_text(HEAD + "ex:S sh:targetClass sp:Person .")
    assert load_shapes(file, vocabulary=SmallVocabulary()).name == "own.ttl"
    file.write_text(HEAD + "ex:S sh:targetClass\n sp:Person")
    with pytest.raises(ShapesError) as caught:
        load_shapes(file, vocabulary=SmallVocabulary())
    assert caught.value.code == "IL-V010"
    assert caught.value.place is not None
    assert caught.value.place.file == "own.ttl"
    assert caught.value.place.line is not None
    with pytest.raises(ShapesError, match="cannot be read"):
        load_shapes(tmp_path / "none.ttl", vocabulary=SmallVocabulary())


@pytest.mark.parametrize(
    "text",
    [
        "<urn:x> owl:imports <http://127.0.0.1:9/x> .",
        'ex:S sh:targetClass sp:Person ; sh:sparql [ sh:select "SELECT $this WHERE {}" ] .',
        'ex:S sh:targetClass sp:Person ; sh:js [ sh:jsFunctionName "f" ] .',
        "ex:S sh:targetClass sp:Person ; sh:rule [ a sh:TripleRule ] .",
        "ex:C a sh:ConstraintComponent ; sh:validator [] .",
    ],
)
def test_what_strangers_may_not_send(tmp_path: Path, text: str) -> None:
    file = tmp_path / "own.ttl"
    file.write_text(HEAD + text)
    with pytest.raises(ShapesError) as caught:
        load_shapes(file, trusted=False, vocabulary=SmallVocabulary())
    assert caught.value.code == "IL-V010"


@pytest.mark.parametrize(
    "query", ["SELECT $this { SERVICE <http://x/> {} }", "select $this from <http://x/> {}"]
)
def test_no_shape_reaches_out_even_if_trusted(tmp_path: Path, query: str) -> None:
    file = tmp_path / "own.ttl"
    file.write_text(HEAD + f'ex:S sh:targetClass sp:Person ; sh:sparql [ sh:select "{query}" ] .')
    with pytest.raises(ShapesError):
        load_shapes(file, vocabulary=SmallVocabulary())
    file.write_text(
        HEAD + 'ex:S sh:targetClass sp:Person ; sh:sparql [ sh:select "SELECT $this ?from {}" ] .'
    )
    assert load_shapes(file, vocabulary=SmallVocabulary())


def test_profiles_are_core_and_more() -> None:
    names = profiles()
    assert names[0] == "core"
    core = load_profile("core")
    assert len(core.nodes) > 10
    assert sum(len(p.constraints) for n in core.nodes for p in n.properties) >= 20
    for name in names:
        found = {n.iri for n in load_profile(name).nodes}
        assert {n.iri for n in core.nodes} <= found
    both = load_profiles(("core", *names[1:]))
    assert len({n.iri for n in both.nodes}) >= len(found)
    assert load_profile("core") is core


def test_an_unknown_profile() -> None:
    with pytest.raises(ShapesError) as caught:
        load_profile("dci-social-registri")
    assert caught.value.code == "IL-V011"
    assert "Did you mean 'dci-social-registry'?" in str(caught.value)


def test_own_rules_carry_messages_and_names() -> None:
    """One named property shape a rule, so that one message says one thing."""
    for node in load_profile("core").nodes:
        for prop in node.properties:
            assert prop.iri is not None
            assert "en" in prop.messages, prop.iri
            assert prop.names, prop.iri
