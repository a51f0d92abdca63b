"""Deprecation that runs: the SPARQL update that turns data with a deprecated term into data without it.

`sp:rewrite` on the term is that update. It is left out where `dcterms:isReplacedBy` names a term of the same kind,
for then it follows; `"none"` says that nothing takes the place of the term, and data stays as it is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from interlingua.errors import VocabularyError
from interlingua.rdf.namespaces import PREFIXES
from interlingua.vocabulary.model import Vocabulary

if TYPE_CHECKING:
    from pyoxigraph import Store

NONE: Final = "none"
_BEYOND: Final = re.compile(
    r"\b(LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|SERVICE|GRAPH|WITH|USING|DATA)\b", re.IGNORECASE
)
_QUIET: Final = re.compile(r"<[^<>\s]*>|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|#[^\n]*")
_PROPERTIES: Final = ("object", "datatype", "annotation")


def update_of(vocabulary: Vocabulary, iri: str) -> str | None:
    """The update for a deprecated term, stated or derived; None for any other, and where there is none."""
    term = vocabulary.term(iri)
    if term is None or term.deprecation is None:
        return None
    stated, successor = term.deprecation.rewrite, term.deprecation.successor
    if stated is not None:
        return None if stated == NONE else stated
    kind = vocabulary.kind_of(iri)
    if successor is None or kind != vocabulary.kind_of(successor) or kind == "scheme":
        return None
    if kind in _PROPERTIES:
        return f"DELETE {{ ?s <{iri}> ?o }} INSERT {{ ?s <{successor}> ?o }} WHERE {{ ?s <{iri}> ?o }}"
    return f"DELETE {{ ?s ?p <{iri}> }} INSERT {{ ?s ?p <{successor}> }} WHERE {{ ?s ?p <{iri}> }}"


def rewrite(store: Store, vocabulary: Vocabulary) -> list[str]:
    """Run the updates of all deprecated terms over the default graph of a store; the terms that had one.

    Raises VocabularyError IL-D001 for an update that is none, or does more.
    """
    done = []
    for iri in vocabulary.terms():
        update = update_of(vocabulary, iri)
        if update is not None:
            wrong = fault(update)
            if wrong is not None:
                raise VocabularyError("IL-D001", f"{iri}: {wrong}")
            store.update(update, prefixes=PREFIXES)
            done.append(iri)
    return done


def deprecated_in(store: Store, vocabulary: Vocabulary) -> set[str]:
    """The deprecated terms that statements of a store use, as property or as value."""
    from pyoxigraph import NamedNode

    def used(iri: str) -> bool:
        node = NamedNode(iri)
        patterns = ((None, node, None), (None, None, node))
        return any(next(iter(store.quads_for_pattern(*pattern)), None) is not None for pattern in patterns)

    terms = ((iri, vocabulary.term(iri)) for iri in vocabulary.terms())
    return {iri for iri, term in terms if term is not None and term.deprecation is not None and used(iri)}


def fault(update: str) -> str | None:
    """What keeps a stated update from being run: one sentence, or None.

    It is one of SPARQL's `DELETE ... INSERT ... WHERE` over the default graph, so that it can be run on
    anybody's data.
    """
    from pyoxigraph import Store

    if update == NONE:
        return None
    beyond = _BEYOND.search(_QUIET.sub(" ", update))
    if beyond is not None:
        return f"The rewrite uses {beyond[1].upper()}; it is about the statements of the default graph alone."
    try:
        Store().update(update, prefixes=PREFIXES)
    except (SyntaxError, ValueError) as error:
        return f"The rewrite is no SPARQL update: {str(error).splitlines()[0]}"
    return None
