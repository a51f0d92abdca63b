"""Triples in the store's own form, compressed and digested.

The store merges `"01"` and `"1"` of xsd:integer, `1.50` and `1.5`, `@EN-gb` and `@en-gb`. Triples that
are counted by their text would be removed while another record still says them, so every record is
loaded into an empty store of the same engine and dumped again.
"""

from __future__ import annotations

import zlib
from hashlib import blake2b
from typing import Any, Final

import pyoxigraph as ox

_TRIPLES: Final = ox.RdfFormat.N_TRIPLES
_DEFAULT: Final = ox.DefaultGraph()
_SMALL: Final = 160  # zlib makes a short text longer

SKOLEM: Final = "urn:interlingua:genid:"


def canonical(text: str, identity: str, *, relabel: bool = False) -> bytes:
    """The distinct triples of one record, in the store's form, sorted, one a line.

    Blank nodes become IRIs made of `identity` and their label; `relabel` is for documents whose labels
    mean nothing (a vocabulary), and names them by RDFC-1.0 first. Raises SyntaxError on bad N-Triples.
    """
    if not text:
        return b""
    if "_:" in text:
        text = _skolemised(text, identity, relabel)
    store = ox.Store()
    store.load(text, _TRIPLES)
    lines = store.dump(format=_TRIPLES, from_graph=_DEFAULT)
    assert lines is not None
    return b"".join(sorted(lines.splitlines(keepends=True)))


def _skolemised(text: str, identity: str, relabel: bool) -> str:
    quads = list(ox.parse(text, _TRIPLES))
    if relabel:
        dataset = ox.Dataset(quads)
        dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        quads = list(dataset)
    triples = [ox.Triple(_named(q.subject, identity), q.predicate, _named(q.object, identity)) for q in quads]
    data = ox.serialize(triples, format=_TRIPLES)
    assert data is not None
    return data.decode()


def _named(term: Any, identity: str) -> Any:
    if isinstance(term, ox.BlankNode):
        return ox.NamedNode(SKOLEM + blake2b(f"{identity} {term.value}".encode(), digest_size=16).hexdigest())
    if isinstance(term, ox.Triple):
        return ox.Triple(_named(term.subject, identity), term.predicate, _named(term.object, identity))
    return term


def digest(data: bytes) -> bytes:
    """128 bits that stand for a triple line or a record's bytes."""
    return blake2b(data, digest_size=16).digest()


def pack(data: bytes) -> bytes:
    """Compressed, or as it is when short; the first byte tells which."""
    if len(data) < _SMALL:
        return b"\0" + data
    return b"\1" + zlib.compress(data, 1)


def unpack(data: bytes) -> bytes:
    """The inverse of `pack`."""
    return zlib.decompress(memoryview(data)[1:]) if data[:1] == b"\1" else data[1:]
