"""A context over DCI's JSON translates what it honestly can, claims nothing else, and loses no value."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from artefact_support import built, canonical, local_only
from interlingua.editorial.artefacts.source_context import source_context
from interlingua.rdf import by_name, read_quads, read_triples
from interlingua.rdf.namespaces import CODE, SP, XSD
from interlingua.vocabulary import load
from interlingua.vocabulary.alignments import alignment_sets, read_alignments

THEIRS = SP + "source/dci/"
RECORD = {
    "@type": "Person", "@id": "https://data.example.org/p/1",
    "name": {"@type": "Name", "surname": "Veldt", "given_name": "Amina", "second_name": "Rose"},
    "sex": "female", "birth_date": "1985-05-20T00:00:00Z", "home_language": "sw",
    "identifier": [{"@type": "Identifier", "identifier_type": "UIN", "identifier_value": "0042"}],
}  # fmt: skip
MEANT = f"""
@prefix sp: <{SP}> . @prefix key: <{THEIRS}key/> .
<https://data.example.org/p/1> a sp:Person ; sp:sex <{CODE}sex/female> ; sp:name [ a sp:PersonName ;
    sp:familyName "Veldt" ; sp:givenName "Amina" ; key:second_name "Rose" ] ;
  key:birth_date "1985-05-20T00:00:00Z" ; key:home_language "sw" ;
  key:identifier [ a sp:Identifier ; key:identifier_type "UIN" ; sp:identifierValue "0042" ] .
"""


def context() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(built()["alignments/dci-2026-04.context.jsonld"])
    return found


def expanded(record: Any) -> Any:
    from pyld import jsonld

    return jsonld.expand({**context(), "@graph": [record]}, {"documentLoader": local_only({})})


def test_a_record_becomes_what_the_alignment_says_and_no_more() -> None:
    document = json.dumps({**context(), **RECORD})
    expected = canonical(read_triples(MEANT, by_name("turtle")))
    assert canonical(read_quads(document, by_name("jsonld"))) == expected
    from pyld import jsonld

    text = jsonld.to_rdf(
        {**context(), **RECORD}, {"format": "application/n-quads", "documentLoader": local_only({})}
    )
    assert canonical(read_quads(text, by_name("nquads"))) == expected


def test_a_code_that_is_not_known_stays_a_value_of_theirs() -> None:
    (found,) = expanded({"@type": "Person", "sex": "unsaid"})
    assert found[SP + "sex"] == [{"@id": THEIRS + "value/unsaid"}]


def test_a_key_with_two_meanings_is_read_by_type_only() -> None:
    (place,) = expanded({"@type": "Place", "name": "North"})
    assert SP + "name" not in place
    assert place[THEIRS + "key/name"] == [{"@value": "North"}]


def test_nothing_is_claimed_that_the_alignment_does_not() -> None:
    exact = {
        (row.object.rpartition("/")[2], row.subject)
        for row in alignment_sets()["dci-2026-04"].rows
        if row.predicate.endswith("exactMatch") and row.answered
    }
    names = context()["@context"]
    entries = [(n, e) for n, e in names.items() if not n.startswith("@") and n[0].islower()]
    entries += [pair for e in names.values() if isinstance(e, dict) for pair in e.get("@context", {}).items()]
    checked = 0
    for name, entry in entries:
        iri = entry["@id"] if isinstance(entry, dict) else entry
        if iri in load().properties or iri in load().codes:
            assert (name, iri) in exact
            checked += 1
    assert checked >= 10


def test_no_number_is_made_a_decimal() -> None:
    assert XSD + "decimal" not in json.dumps(context())


def test_an_alignment_without_owners_has_no_context(tmp_path: Path) -> None:
    file = tmp_path / "foaf.sssom.tsv"
    file.write_text(
        '#curie_map:\n#  foaf: "http://xmlns.com/foaf/0.1/"\n'
        "subject_id\tpredicate_id\tobject_id\tmapping_justification\n"
        "sp:Person\tskos:exactMatch\tfoaf:Person\tsemapv:ManualMappingCuration\n",
        encoding="utf-8",
    )
    assert source_context(read_alignments(file), load()) is None


# -- DCI's sample records ------------------------------------------------------------------------


def leaves(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [leaf for key, one in value.items() if key != "@type" for leaf in leaves(one)]
    if isinstance(value, list):
        return [leaf for one in value for leaf in leaves(one)]
    return [] if value is None else [value]


def without_contexts(value: Any) -> Any:
    """Their records name contexts of their own, which would take over; a reader leaves them out."""
    if isinstance(value, dict):
        return {k: without_contexts(v) for k, v in value.items() if k != "@context"}
    return [without_contexts(one) for one in value] if isinstance(value, list) else value


def test_no_value_of_the_samples_is_lost() -> None:
    folder = os.environ.get("INTERLINGUA_DCI")
    files = sorted(Path(folder).glob("samples/*/*.json")) if folder else []
    if not files:
        pytest.skip("DCI's samples not run (INTERLINGUA_DCI)")
    read = 0
    for file in files:
        try:
            record = without_contexts(json.loads(file.read_text(encoding="utf-8")))
        except ValueError:
            continue  # two are no JSON
        found = {str(leaf).rpartition("/")[2].casefold() for leaf in leaves(expanded(record))}
        for leaf in leaves(record):
            assert str(leaf).rpartition("/")[2].casefold() in found, (file.name, leaf)
            read += 1
    assert read > 500
