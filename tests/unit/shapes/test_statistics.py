"""The allow-list of the statistics profile follows from the privacy answers, is current and lets nobody be named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from interlingua.shacl import load_profile, validate_graph

GENERATOR = Path(__file__).parents[3] / "ontology" / "generators" / "statistics_profile.py"
GRAPH = """@prefix sp: <https://w3id.org/social-protection/> . @prefix ex: <https://data.example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . ex:p a sp:Person . """


def conforms(more: str) -> bool:
    data = (GRAPH + more).encode()
    return validate_graph(data, load_profile("statistics"), format=ox.RdfFormat.TURTLE).conforms


def test_the_generated_rules_are_current() -> None:
    done = subprocess.run([sys.executable, str(GENERATOR), "--check"], capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("current\n", 0), done.stderr


@pytest.mark.parametrize(
    "more",
    [
        'ex:n a sp:PersonName ; sp:fullName "Ann Example"@en .',
        'ex:i a sp:Identifier ; sp:identifierValue "A-1" .',
        'ex:c a sp:ContactPoint ; sp:contactValue "+255 700" .',
        'ex:p sp:dateOfBirth "1984-05-20"^^xsd:date .',
        "ex:g a sp:Geometry ; sp:latitude 1.5 ; sp:longitude 39.5 .",
        "ex:p sp:name ex:n .",
        'ex:untyped sp:fullName "Ann Example"@en .',
        'ex:f a sp:PersonProfile ; sp:person ex:p ; sp:religion "a faith"@en .',
        'ex:e a sp:EmploymentSpell ; sp:person ex:p ; sp:jobTitle "Mayor"@en .',
    ],
)
def test_what_points_to_somebody_is_kept_out(more: str) -> None:
    assert not conforms(more)


@pytest.mark.parametrize(
    "more",
    [
        'ex:p sp:yearOfBirth "1984"^^xsd:gYear ; sp:earliestDateOfBirth "1984-01-01"^^xsd:date ;'
        ' sp:latestDateOfBirth "1984-12-31"^^xsd:date .',
        'ex:a a sp:Amount ; sp:lowerBound 100.0 ; sp:upperBound 200.0 ; sp:currency "USD" .',
        "ex:h a sp:Household . ex:m a sp:Membership ; sp:member ex:p ; sp:group ex:h .",
    ],
)
def test_what_research_needs_is_let_through(more: str) -> None:
    assert conforms(more)
