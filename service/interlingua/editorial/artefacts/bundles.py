"""Frozen SHACL: core and one profile in a file that any engine can use alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pyoxigraph import NamedNode, Triple

from interlingua.editorial.artefacts.graphs import canonical, turtle
from interlingua.rdf.namespaces import OWL, RDFS, SH
from interlingua.shacl import load_profile
from interlingua.vocabulary import Vocabulary

_TARGET = SH + "targetClass"


def bundle(profile: str, vocabulary: Vocabulary) -> str:
    """The Turtle. Code lists are `sh:in`; nothing is imported.

    Every subclass of a target is a target too, and the tree of classes is there: used as shapes graph alone
    it misses no Household; used as ontology graph as well, shapes that walk the tree see it.
    """
    below: dict[str, list[str]] = defaultdict(list)
    for iri, above in vocabulary.closure.items():
        for one in above:
            below[one].append(iri)
    return turtle(canonical(_statements(profile, vocabulary, below)))


def _statements(profile: str, vocabulary: Vocabulary, below: dict[str, list[str]]) -> Iterator[Triple]:
    for triple in load_profile(profile).triples:
        predicate = triple.predicate.value
        if predicate == OWL + "imports":
            continue
        yield triple
        if predicate == _TARGET and isinstance(triple.object, NamedNode):
            for iri in below.get(triple.object.value, ()):
                yield Triple(triple.subject, triple.predicate, NamedNode(iri))
    for iri, above in vocabulary.closure.items():
        for one in above:
            yield Triple(NamedNode(iri), NamedNode(RDFS + "subClassOf"), NamedNode(one))
