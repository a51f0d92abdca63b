"""From spooled N-Quads to the file of a target: its format, its encoding, its compression.

Statements stream from the spool; RDF/JSON alone sorts them first, on disk where there are many, since it wants
all statements of a subject in one place.
"""

from __future__ import annotations

import codecs
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from heapq import merge
from itertools import groupby, islice
from pathlib import Path
from typing import IO, Any, BinaryIO

from interlingua.rdf.namespaces import XSD
from interlingua.rml.model import LogicalTarget

_CHUNK = 1 << 20
_SORTED = 200_000
"""Lines that are sorted at once."""
_DATE = (1980, 1, 1, 0, 0, 0)
"""Archives have no clock in them: the same statements make the same bytes."""


def serialise(spool: Path, out: Path, target: LogicalTarget, name: str) -> None:
    """Make the file of a target; `name` is what it will be called."""
    if target.compression is None:
        with out.open("wb") as file:
            _encoded(spool, file, target)
        return
    with tempfile.TemporaryDirectory(prefix="interlingua-target-") as folder:
        plain = Path(folder) / "plain"
        with plain.open("wb") as file:
            _encoded(spool, file, target)
        _compressed(plain, out, target.compression, _inner(name))


def _inner(name: str) -> str:
    """What a file is called inside its archive: `dump.nq` in `dump.nq.tar.gz`."""
    for ending in (".tar.gz", ".tar.xz", ".tgz", ".txz", ".zip", ".gz"):
        if name.lower().endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)]
    return name


def _compressed(plain: Path, out: Path, compression: str, name: str) -> None:
    if compression == "gzip":
        import gzip

        with (
            plain.open("rb") as file,
            out.open("wb") as raw,
            gzip.GzipFile(name, "wb", 6, raw, mtime=0) as to,
        ):
            shutil.copyfileobj(file, to, _CHUNK)
    elif compression == "zip":
        from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

        info = ZipInfo(name, _DATE)
        info.compress_type = ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        with (
            plain.open("rb") as file,
            ZipFile(out, "w") as archive,
            archive.open(info, "w", force_zip64=True) as to,
        ):
            shutil.copyfileobj(file, to, _CHUNK)
    else:
        _tarred(plain, out, compression, name)


def _tarred(plain: Path, out: Path, compression: str, name: str) -> None:
    import gzip
    import lzma
    import tarfile

    info = tarfile.TarInfo(name)
    info.size, info.mode = plain.stat().st_size, 0o644
    with ExitStack() as stack:
        raw = stack.enter_context(out.open("wb"))
        if compression == "targz":
            packed: Any = stack.enter_context(gzip.GzipFile("", "wb", 6, raw, mtime=0))
        else:
            packed = stack.enter_context(lzma.open(raw, "wb"))
        archive = stack.enter_context(tarfile.open(fileobj=packed, mode="w"))
        archive.addfile(info, stack.enter_context(plain.open("rb")))


def _encoded(spool: Path, out: BinaryIO, target: LogicalTarget) -> None:
    if target.encoding is None:
        _written(spool, out, target.serialization)
        return
    recoder = _Recoder(out, target.encoding)
    _written(spool, recoder, target.serialization)
    recoder.finish()


class _Recoder:
    """Bytes of UTF-8 in, another encoding out; what XML says of its encoding follows."""

    def __init__(self, out: BinaryIO, encoding: str) -> None:
        self._out, self._name = out, encoding
        self._decode = codecs.getincrementaldecoder("utf-8")()
        self._encode = codecs.getincrementalencoder(encoding)()
        self._first = True

    def write(self, data: bytes) -> int:
        """Some bytes, which may end inside a character."""
        text = self._decode.decode(data)
        if self._first and text:
            text = text.replace('encoding="UTF-8"', f'encoding="{self._name.upper()}"', 1)
            self._first = False
        self._out.write(self._encode.encode(text))
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def finish(self) -> None:
        """The end of the bytes."""
        self._out.write(self._encode.encode(self._decode.decode(b"", True), True))


def _written(spool: Path, out: Any, serialization: str) -> None:
    if serialization in ("nquads", "ntriples"):
        with spool.open("rb") as file:
            shutil.copyfileobj(file, out, _CHUNK)
    elif serialization == "rdfjson":
        _rdf_json(spool, out)
    else:
        import pyoxigraph as ox

        formats = {
            "turtle": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "n3": ox.RdfFormat.N3,
            "jsonld": ox.RdfFormat.STREAMING_JSON_LD, "rdfxml": ox.RdfFormat.RDF_XML,
        }  # fmt: skip
        with spool.open("rb") as file:
            found: Iterable[Any] = ox.parse(file, format=ox.RdfFormat.N_QUADS, lenient=True)
            if serialization not in ("trig", "jsonld"):
                found = (quad.triple for quad in found)
            ox.serialize(found, out, format=formats[serialization])


# -- RDF/JSON (https://www.w3.org/TR/rdf-json/): { subject : { predicate : [ object ... ] } } --------------


def _rdf_json(spool: Path, out: Any) -> None:
    import pyoxigraph as ox

    def quads(lines: Iterable[bytes]) -> Iterator[Any]:
        for line in lines:
            yield from ox.parse(line, format=ox.RdfFormat.N_QUADS, lenient=True)

    with ExitStack() as stack:
        start = "{"
        for subject, of_subject in groupby(quads(_in_order(spool, stack)), key=lambda q: q.subject):
            predicates: dict[str, list[dict[str, str]]] = {}
            for quad in of_subject:
                objects = predicates.setdefault(quad.predicate.value, [])
                said = _rdf_json_object(quad.object)
                if said not in objects:
                    objects.append(said)
            name = json.dumps(_rdf_json_name(subject), ensure_ascii=False)
            whole = json.dumps(predicates, ensure_ascii=False, separators=(",", ":"))
            out.write(f"{start}\n{name}:{whole}".encode())
            start = ","
        out.write(b"\n}\n" if start == "," else b"{}\n")


def _rdf_json_name(node: Any) -> str:
    return str(node) if type(node).__name__ == "BlankNode" else str(node.value)


def _rdf_json_object(term: Any) -> dict[str, str]:
    kind = type(term).__name__
    if kind != "Literal":
        return {"type": "bnode" if kind == "BlankNode" else "uri", "value": _rdf_json_name(term)}
    said = {"type": "literal", "value": str(term.value)}
    if term.language:
        said["lang"] = str(term.language)
    elif term.datatype.value != XSD + "string":
        said["datatype"] = str(term.datatype.value)
    return said


def _in_order(spool: Path, stack: ExitStack) -> Iterator[bytes]:
    """The lines of a file, sorted: in memory, or in sorted runs on disk that are then merged."""
    runs: list[Iterable[bytes]] = []
    file = stack.enter_context(spool.open("rb"))
    while lines := sorted(islice(file, _SORTED)):
        if len(lines) < _SORTED and not runs:
            return iter(lines)
        run: IO[bytes] = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115  the stack closes it
        run.writelines(lines)
        run.seek(0)
        runs.append(run)
    return merge(*runs)
