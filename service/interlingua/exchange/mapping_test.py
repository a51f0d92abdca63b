"""`mapping test`: the examples written inside a mapping, run; and the rules whose property none of them says."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interlingua.errors import InterlinguaError, MappingError, Place
from interlingua.rdf.namespaces import RDF

if TYPE_CHECKING:
    from interlingua.rml.model import Example, Mapping
    from interlingua.settings import Settings


@dataclass(frozen=True, slots=True)
class Tried:
    """One example: what is missing and what is too much (N-Quads), the codes of refused records, its fault."""

    name: str
    place: Place | None
    missing: tuple[str, ...] = ()
    surplus: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    fault: str | None = None

    @property
    def passed(self) -> bool:
        """Whether all came as expected."""
        return not (self.missing or self.surplus or self.fault) and self.refused == self.wanted

    def lines(self) -> Iterator[str]:
        """For a terminal: the verdict, then a difference line by line."""
        yield f"{'ok' if self.passed else 'FAILED'}  {self.name}" + (
            f"  ({self.place})" if self.place and not self.passed else ""
        )
        if self.fault:
            yield f"    {self.fault}"
        yield from (f"    - {line}" for line in self.missing)
        yield from (f"    + {line}" for line in self.surplus)
        if self.refused != self.wanted:
            yield f"    refused: {', '.join(self.refused) or 'none'}; expected: {', '.join(self.wanted) or 'none'}"

    def to_dict(self) -> dict[str, Any]:
        """The same as JSON."""
        return {
            "name": self.name, "passed": self.passed, "line": self.place.line if self.place else None,
            "missing": list(self.missing), "surplus": list(self.surplus), "refused": list(self.refused),
            "expected_refused": list(self.wanted), "fault": self.fault,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Untouched:
    """A property or class of a mapping that no example says."""

    triples_map: str
    term: str
    place: Place | None

    def text(self) -> str:
        """One line."""
        return f"{self.place}: {self.triples_map!r} says {self.term} in no example"


def check_examples(
    mapping: str, settings: Settings, *, allow_functions: bool = False
) -> tuple[list[Tried], list[Untouched]]:
    """Run every example of a mapping. Raises MappingError, IL-M006 where there is none."""
    from interlingua.exchange.catalogue import find_mapping
    from interlingua.rml import load_mapping

    path = find_mapping(mapping)
    document = load_mapping(path, allow_functions=allow_functions)
    if not document.tests:
        raise MappingError(
            "IL-M006", "The mapping has no examples.", place=Place(document.file),
            hint="tests: {name: {input: ..., expect: ...}}",
        )  # fmt: skip
    said: set[str] = set()
    tried = [_run(example, path, document, settings, said, allow_functions) for example in document.tests]
    return tried, list(_untouched(document, said))


def _run(
    example: Example, path: Path, document: Mapping, settings: Settings, said: set[str], allow_functions: bool
) -> Tried:
    from interlingua.exchange.prepare import prepared
    from interlingua.translate import run

    codes: list[str] = []
    out = io.BytesIO()
    try:
        with tempfile.TemporaryDirectory(prefix="interlingua-test-") as folder:
            given: dict[str | None, str] = {}
            for number, (source, text, file) in enumerate(example.inputs):
                place = Path(folder) / f"input{number}"
                if text is not None:
                    place.write_text(text, encoding="utf-8")
                given[source or None] = str(place) if file is None else str(_beside(path, file, example))
            with prepared(str(path), given, settings, allow_functions=allow_functions) as ready:
                run(
                    ready.program,
                    ready.paths,
                    out,
                    settings=settings,
                    on_reject=lambda r: codes.append(r.diagnostics[0].code) if r.diagnostics else None,
                )
        made = _lines(out.getvalue(), "n-quads")
        said |= _terms(out.getvalue())
        wanted = _expected(example, path, document)
    except InterlinguaError as error:
        return Tried(example.name, example.place, wanted=example.refused, fault=str(error))
    missing = sorted(wanted - made) if wanted is not None else []
    surplus = sorted(made - wanted) if wanted is not None and not example.partial else []
    return Tried(example.name, example.place, tuple(missing), tuple(surplus), tuple(codes), example.refused)


def _beside(path: Path, file: str, example: Example) -> Path:
    """A file beside the mapping. Raises MappingError IL-M013."""
    found = (path.parent / file).resolve()
    if not found.is_relative_to(path.parent.resolve()):
        raise MappingError(
            "IL-M013", f"The file {file!r} of a test lies outside the mapping's folder.", place=example.place
        )
    return found


def _expected(example: Example, path: Path, document: Mapping) -> set[str] | None:
    if example.expected_file is not None:
        file = _beside(path, example.expected_file, example)
        return _lines(file.read_bytes(), "n-quads" if file.suffix in (".nt", ".nq") else "trig")
    if example.expected is None:
        return None
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in document.prefixes)
    if document.base:
        head += f"@base <{document.base}> .\n"
    try:
        return _lines((head + example.expected).encode(), "trig")
    except SyntaxError as error:
        raise MappingError(
            "IL-M006", f"What the test {example.name!r} expects is no Turtle: {error}.", place=example.place
        ) from error


def _quads(data: bytes, form: str) -> Any:
    import pyoxigraph as ox

    return ox.parse(data, format=ox.RdfFormat.TRIG if form == "trig" else ox.RdfFormat.N_QUADS)


def _lines(data: bytes, form: str) -> set[str]:
    """The statements, blank nodes named canonically."""
    import pyoxigraph as ox

    found = ox.Dataset(_quads(data, form))
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {f"{quad} ." for quad in found}


def _terms(data: bytes) -> set[str]:
    """The properties, and the classes of `a`."""
    found: set[str] = set()
    for quad in _quads(data, "n-quads"):
        found.add(quad.predicate.value)
        if quad.predicate.value == RDF + "type":
            found.add(quad.object.value)
    return found


def _untouched(document: Mapping, said: set[str]) -> Iterator[Untouched]:
    from interlingua.rml.model import Constant
    from interlingua.shacl.checks import short

    for tm in document.triples_maps:
        for number, iri in enumerate(tm.classes):
            if iri not in said:
                place = tm.class_places[number] if number < len(tm.class_places) else None
                yield Untouched(tm.name, short(iri), place or tm.place)
        for rule in tm.predicate_objects:
            for predicate in rule.predicates:
                if isinstance(predicate.expression, Constant) and predicate.expression.value not in said:
                    yield Untouched(tm.name, short(predicate.expression.value), rule.place or tm.place)
