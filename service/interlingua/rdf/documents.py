"""RDF documents in and out, over pyoxigraph. Nothing is fetched: a remote JSON-LD context is an error."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import IO, Final

from pyoxigraph import DefaultGraph, Literal, Quad, RdfFormat, Triple, parse, serialize

from interlingua.errors import Place, UsageError
from interlingua.rdf.formats import Format, by_path
from interlingua.rdf.namespaces import CODE, PREFIXES


def read_quads(
    source: Path | bytes | str,
    rdf_format: Format | None = None,
    *,
    base: str | None = None,
    name: str | None = None,
    rename_blanks: bool = False,
) -> Iterator[Quad]:
    """The statements of a file or a text. `name` stands for the source in errors.

    Raises UsageError: IL-V012 with the line when it cannot be parsed, IL-U002 when it cannot be read,
    IL-U001 when nothing tells the format.
    """
    place = name or (source.name if isinstance(source, Path) else None)
    chosen = rdf_format or (by_path(source) if isinstance(source, Path) else None)
    if chosen is None:
        raise UsageError("IL-U001", "Nothing tells the RDF format.", hint="Name it with --format.")
    try:
        if isinstance(source, Path):
            quads = parse(
                path=str(source), format=chosen.engine, base_iri=base, rename_blank_nodes=rename_blanks
            )
        else:
            quads = parse(source, chosen.engine, base_iri=base, rename_blank_nodes=rename_blanks)
        yield from quads
    except SyntaxError as error:
        spot = Place(place, line=error.lineno or None, column=error.offset or None)
        raise UsageError("IL-V012", f"This is not {chosen.name}.", place=spot) from error
    except OSError as error:
        raise UsageError("IL-U002", f"The file cannot be read: {error.strerror or 'unknown reason'}.",
                         place=Place(place)) from error  # fmt: skip


def read_triples(
    source: Path | bytes | str,
    rdf_format: Format | None = None,
    *,
    base: str | None = None,
    name: str | None = None,
    rename_blanks: bool = False,
) -> Iterator[Triple]:
    """The same without graph names."""
    for quad in read_quads(source, rdf_format, base=base, name=name, rename_blanks=rename_blanks):
        yield quad.triple


def used_prefixes(text: str, prefixes: dict[str, str] | None = None) -> dict[str, str]:
    """Those of the shared prefixes (or of `prefixes`) whose namespace occurs in the text."""
    return {name: iri for name, iri in (prefixes or PREFIXES).items() if iri in text}


def write_triples(
    triples: Iterable[Triple], rdf_format: Format, *, prefixes: dict[str, str] | None = None
) -> bytes:
    """A small document, grouped by subject, the same bytes for the same set of statements."""
    ordered = sorted(set(triples), key=str)
    known = used_prefixes(" ".join(map(str, ordered)), prefixes)
    statements: Iterable[Triple] | Iterable[Quad] = ordered
    if rdf_format.graphs:
        statements = [Quad(t.subject, t.predicate, t.object) for t in ordered]
    out = serialize(statements, format=rdf_format.engine, prefixes=known)
    assert out is not None
    return out


def convert(statements: Path, out: IO[bytes], rdf_format: Format) -> None:
    """N-Triples or N-Quads of a file in another format, streamed: memory does not grow with the file.

    Raises UsageError IL-U001 where the format cannot hold a statement: a named graph, or what XML has no way to write.
    """
    quads = parse(path=str(statements), format=RdfFormat.N_QUADS)
    prefixes = prefixes_of_file(statements)
    if rdf_format.graphs:
        serialize(quads, out, rdf_format.engine, prefixes=prefixes)
    else:
        triples = _in_default_graph(quads, rdf_format)
        if rdf_format.name == "rdfxml":
            triples = map(_in_xml, triples)
        serialize(triples, out, rdf_format.engine, prefixes=prefixes)


def prefixes_of_file(statements: Path) -> dict[str, str]:
    """The shared prefixes whose namespace occurs in a file, and one for each code list that does.

    A code's IRI has a slash behind the list's name, which a prefixed name could only hold escaped.
    """
    if not statements.stat().st_size:
        return {}
    with statements.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as text:
        found = {name: iri for name, iri in PREFIXES.items() if text.find(iri.encode()) >= 0}
        lists = {match.decode() for match in _CODE_LIST.findall(text)}
    for name in sorted(lists):
        found.setdefault(name if name not in PREFIXES else f"code-{name}", f"{CODE}{name}/")
    return found


_CODE_LIST: Final = re.compile(re.escape(CODE).encode() + rb"([A-Za-z][A-Za-z0-9-]*)/")


def _in_default_graph(quads: Iterable[Quad], rdf_format: Format) -> Iterator[Triple]:
    for quad in quads:
        if not isinstance(quad.graph_name, DefaultGraph):
            raise UsageError(
                "IL-U001",
                f"The mapping makes named graphs, which {rdf_format.name} cannot hold.",
                hint="Use nquads, trig or jsonld.",
            )
        yield quad.triple


_XML_NAME: Final = re.compile(r"[^\W\d][\w.-]*\Z")
_NO_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _in_xml(triple: Triple) -> Triple:
    """The triple, if it can be written: "a property element's name is a qualified name" (RDF/XML, 2.2)."""
    fault = None
    if not _XML_NAME.search(triple.predicate.value):
        fault = f"The property {triple.predicate} ends in no XML name"
    elif isinstance(triple.object, Literal) and _NO_XML.search(triple.object.value):
        fault = f"A value of {triple.predicate} has a character that XML does not allow"
    if fault is not None:
        raise UsageError("IL-U001", f"{fault}, so RDF/XML cannot hold it.", hint="Use turtle or jsonld.")
    return triple
