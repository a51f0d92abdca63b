"""The files of RML-IO targets: unpacked, decoded and parsed."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyoxigraph as ox

_FORMATS = {
    ".nq": ox.RdfFormat.N_QUADS, ".nt": ox.RdfFormat.N_TRIPLES, ".ttl": ox.RdfFormat.TURTLE,
    ".n3": ox.RdfFormat.N3, ".jsonld": ox.RdfFormat.JSON_LD, ".rdfxml": ox.RdfFormat.RDF_XML,
    ".rdf": ox.RdfFormat.RDF_XML, ".trig": ox.RdfFormat.TRIG,
}  # fmt: skip


def parsed(text: str) -> Iterable[ox.Quad]:
    """The statements of N-Quads. Raises SyntaxError while it is iterated."""
    return ox.parse(text, format=ox.RdfFormat.N_QUADS, lenient=True)


def read(path: Path, kind: str) -> list[ox.Quad]:
    """The statements of a file, as its name says."""
    data, name = _unpacked(path.read_bytes(), path.name)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = data.decode("utf-16").encode()
    data = data.removeprefix(b"\xef\xbb\xbf")
    suffix = Path(name).suffix
    if suffix == ".rdfjson":
        return list(_rdf_json(data))
    if suffix not in _FORMATS:
        raise ValueError(f"{path.name}: {kind} is not known")
    return list(ox.parse(data, format=_FORMATS[suffix], base_iri="http://example.com/", lenient=True))


def _unpacked(data: bytes, name: str) -> tuple[bytes, str]:
    if name.endswith((".tar.gz", ".tar.xz")):
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            member = archive.next()
            assert member is not None
            inside = archive.extractfile(member)
            assert inside is not None
            return inside.read(), name.rpartition(".tar.")[0]
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(data)) as zipped:
            return zipped.read(zipped.namelist()[0]), name.removesuffix(".zip")
    for suffix, unpack in ((".gz", gzip.decompress), (".xz", lzma.decompress), (".bz2", bz2.decompress)):
        if name.endswith(suffix):
            return unpack(data), name.removesuffix(suffix)
    return data, name


def _rdf_json(data: bytes) -> Iterator[ox.Quad]:
    """RDF 1.1 JSON Alternate Serialization (https://www.w3.org/TR/rdf-json/)."""
    for subject, properties in json.loads(data).items():
        for predicate, values in properties.items():
            for value in values:
                yield ox.Quad(_node(subject), ox.NamedNode(predicate), _object(value))


def _node(text: str) -> ox.NamedNode | ox.BlankNode:
    return ox.BlankNode(text[2:]) if text.startswith("_:") else ox.NamedNode(text)


def _object(value: dict[str, str]) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if value["type"] != "literal":
        return _node(value["value"])
    if "lang" in value:
        return ox.Literal(value["value"], language=value["lang"])
    datatype = value.get("datatype")
    return ox.Literal(value["value"], datatype=ox.NamedNode(datatype) if datatype else None)
