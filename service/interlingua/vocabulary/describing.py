"""What the vocabulary says of one term, for its page and its RDF."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from interlingua.rdf import by_name, read_triples
from interlingua.rdf.namespaces import DCTERMS, RDFS, SH, SKOS, SP
from interlingua.settings import shipped
from interlingua.vocabulary.alignments import alignment_sets
from interlingua.vocabulary.loading import files, load, triples
from interlingua.vocabulary.snapshot import Snapshot

_PARTS = frozenset(
    {RDFS + "isDefinedBy", RDFS + "subClassOf", SKOS + "inScheme", SKOS + "broader", SP + "codeList", SH + "targetClass",
     SH + "path", SH + "property", DCTERMS + "isReplacedBy", DCTERMS + "isPartOf",
     "http://schema.org/domainIncludes", "http://schema.org/rangeIncludes"}
)  # fmt: skip
"""What points to a term and belongs to its description."""
SOURCE: Final = SP + "source/"
"""Where terms of standards are that have no usable IRIs of their own."""
_NTRIPLES: Final = by_name("ntriples")


class Index(Mapping[NamedNode | BlankNode, list[Triple]]):
    """Nodes to statements, held as N-Triples and parsed when asked for: a page needs a few of very many."""

    __slots__ = ("_texts",)

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    def __getitem__(self, node: NamedNode | BlankNode) -> list[Triple]:
        return list(read_triples(self._texts[str(node)], _NTRIPLES))

    def __iter__(self) -> Iterator[NamedNode | BlankNode]:
        for key in self._texts:
            yield NamedNode(key[1:-1]) if key.startswith("<") else BlankNode(key[2:])

    def __len__(self) -> int:
        return len(self._texts)


def describe(iri: str) -> list[Triple]:
    """Every statement about a term, code, code list, shape, module or the vocabulary itself, and what points to it.

    Blank nodes of the description come along. The version IRI gives the vocabulary; another standard's term that
    has its IRI here gives its label and how ours relate to it. Empty: not known.
    """
    wanted = SP if iri == load().version_iri else iri
    outgoing, incoming = statements()
    about = outgoing.get(NamedNode(wanted))
    if about is None:
        return list(_sources().get(iri, ()))
    found = list(about)
    for triple in found:
        if isinstance(triple.object, BlankNode):
            found.extend(t for t in outgoing.get(triple.object, ()) if t not in found)
    found.extend(incoming.get(NamedNode(wanted), ()))
    return list(dict.fromkeys(found))


@cache
def _sources() -> Mapping[str, list[Triple]]:
    found: dict[str, dict[Triple, None]] = defaultdict(dict)
    for one in alignment_sets().values():
        for row in one.rows:
            if row.object.startswith(SOURCE):
                theirs = NamedNode(row.object)
                label = Literal(row.object_label or row.object_id)
                found[row.object][Triple(theirs, NamedNode(RDFS + "label"), label)] = None
                if row.answered:
                    ours = Triple(NamedNode(row.subject), NamedNode(row.predicate), theirs)
                    found[row.object][ours] = None
    return {iri: list(triples) for iri, triples in found.items()}


@cache
def statements(ontology: Path | None = None, shapes: Path | None = None) -> tuple[Index, Index]:
    """Every statement of the vocabulary and its shapes by subject, and those that point to a term by object.

    The folders are the shipped ones unless given. Read once a process; the shipped ones from a snapshot.
    """
    if ontology is None and shapes is None:
        texts = SNAPSHOT.read()
    else:
        texts = _texts(ontology or shipped("ontology"), _shape_files(shapes or shipped("shapes")))
    return Index(texts["outgoing"]), Index(texts["incoming"])


SNAPSHOT: Final = Snapshot(
    "statements",
    lambda: [*files(shipped("ontology")), *_shape_files(shipped("shapes"))],
    lambda: _texts(shipped("ontology"), _shape_files(shipped("shapes"))),
)


def _shape_files(folder: Path) -> list[Path]:
    return sorted(folder.glob("**/*.shacl.ttl"))


def _texts(ontology: Path, shapes: Iterable[Path]) -> dict[str, dict[str, str]]:
    read = triples(ontology)
    for file in shapes:
        read.extend(read_triples(file, rename_blanks=True))
    outgoing: dict[str, list[str]] = defaultdict(list)
    incoming: dict[str, list[str]] = defaultdict(list)
    for triple in _numbered(read):
        text = f"{triple} .\n"
        outgoing[str(triple.subject)].append(text)
        if isinstance(triple.object, NamedNode) and triple.predicate.value in _PARTS:
            incoming[str(triple.object)].append(text)
    return {
        "outgoing": {node: "".join(texts) for node, texts in outgoing.items()},
        "incoming": {node: "".join(texts) for node, texts in incoming.items()},
    }


def _numbered(read: Iterable[Triple]) -> Iterator[Triple]:
    """Blank nodes named by their order, so that two runs give the same bytes."""
    names: dict[BlankNode, BlankNode] = {}

    def plain(term: Any) -> Any:
        return names.setdefault(term, BlankNode(f"b{len(names)}")) if isinstance(term, BlankNode) else term

    for triple in read:
        yield Triple(plain(triple.subject), triple.predicate, plain(triple.object))
