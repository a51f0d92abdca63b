"""From the name of a mapping to compiled functions: the steps that every use case takes first."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from interlingua.errors import UsageError
from interlingua.exchange.catalogue import find_mapping

if TYPE_CHECKING:
    from interlingua.plan.model import Plan
    from interlingua.rml.model import LogicalSource
    from interlingua.rml.model import Mapping as MappingDocument
    from interlingua.settings import Settings
    from interlingua.shacl.fragments import RecordCheck
    from interlingua.sources import Location
    from interlingua.translate import Program
    from interlingua.vocabulary import Vocabulary

Given = Mapping[str | None, str]
"""Sources as the caller names them: {name: path}; None is the driving source, `-` standard input."""

_SPOOL: Final = "interlingua-standard-input-"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A mapping, ready to translate. `paths` has the file or database of each source by name."""

    path: Path
    mapping: MappingDocument
    plan: Plan
    program: Program
    profiles: tuple[str, ...]
    paths: dict[str, Location]
    vocabulary: Vocabulary

    @property
    def driving(self) -> LogicalSource:
        """The source whose iterations are the records."""
        return self.plan.main.source

    @property
    def files(self) -> dict[str, Path]:
        """The sources that are files."""
        return {name: path for name, path in self.paths.items() if isinstance(path, Path)}

    def shown(self, file: str) -> str:
        """A source's file as people know it: a spool has no name that means anything to them."""
        return "standard input" if Path(file).name.startswith(_SPOOL) else file


@contextmanager
def prepared(
    mapping: str,
    given: Given,
    settings: Settings,
    *,
    profile: str | None = None,
    allow: Sequence[Path | str] = (),
    folders: Sequence[Path] = (),
    skolemise: bool = False,
    allow_functions: bool = False,
) -> Iterator[Prepared]:
    """Load, plan, check the columns against the files at hand, weave in the checks, compile.

    Standard input is spooled to a temporary file, which goes at the end of the block.
    Raises MappingError, SourceError, ShapesError, UsageError.
    """
    from interlingua.plan import make_plan
    from interlingua.rml import load_mapping
    from interlingua.translate import compile_plan
    from interlingua.vocabulary import load

    path = find_mapping(mapping, folders)
    document = load_mapping(path, allow_functions=allow_functions)
    vocabulary = load()
    with tempfile.TemporaryDirectory(prefix="interlingua-in-") as spool:
        paths = source_paths(document, path, given, allow=allow, spool=Path(spool))
        plan = make_plan(document, columns=read_columns(document, paths, settings), vocabulary=vocabulary)
        profiles = (profile,) if profile is not None else document.profiles or ("core",)
        program = compile_plan(plan, checks_of(plan, profiles), settings, vocabulary, skolemise=skolemise)
        yield Prepared(path, document, plan, program, profiles, paths, vocabulary)


def checks_of(plan: Plan, profiles: Sequence[str]) -> dict[int, tuple[RecordCheck, ...]]:
    """The record checks of some profiles together, each once."""
    from interlingua.shacl import load_profiles, record_checks

    return record_checks(plan, load_profiles(tuple(profiles)))


def driving_source(document: MappingDocument) -> LogicalSource | None:
    """The record's source, else the first that a rule reads."""
    if document.record is not None:
        return document.record.source.physical
    if document.triples_maps:
        return document.triples_maps[0].source.physical
    return None


def all_sources(document: MappingDocument) -> list[LogicalSource]:
    """Every source that a rule reads, the driving one first; one a name."""
    driving = driving_source(document)
    from interlingua.plan.views import side_sources

    used = [*([driving] if driving else []), *(m.source for m in document.triples_maps), *document.sources]
    by_name: dict[str, LogicalSource] = {}
    for source in (*used, *side_sources(document)):
        by_name.setdefault(source.physical.name, source.physical)
    return list(by_name.values())


def source_paths(
    document: MappingDocument, path: Path, given: Given, *, allow: Sequence[Path | str], spool: Path
) -> dict[str, Location]:
    """Where each source is: as given, else as the mapping says (inside its allowed folders).

    One database given for one of its tables, or by the database's own name, is that of all. A file given for the
    driving source alone is read for the other sources of that file, too: the other sheets of a workbook.
    """
    from interlingua.sources import given_database, given_for, resolve_path

    sources = all_sources(document)
    databases = {dict(source.options).get("database") for source in sources if source.formulation == "sql"}
    names = [source.name for source in sources] + sorted(name for name in databases if name)
    for name in given:
        if name is not None and name not in names:
            hint = f"This mapping reads: {', '.join(names) or 'nothing'}."
            raise UsageError("IL-U001", f"The mapping has no source {name!r}.", hint=hint)
    out: dict[str, Location] = {}
    for index, source in enumerate(sources):
        text = given_for(source, given, sources[0])
        beside = index > 0 and source.path is not None and source.path == sources[0].path
        if text is None and beside and given.keys() & {None, sources[0].name}:
            out[source.name] = out[sources[0].name]
        elif text == "-":
            out[source.name] = _spooled(spool / f"{_SPOOL}{index}")
        elif text is not None and source.formulation == "sql":
            out[source.name] = given_database(text, source.place)
        elif text is not None:
            out[source.name] = Path(text)
        else:
            found = resolve_path(source, path, allow=allow)
            out[source.name] = _near(found) if isinstance(found, Path) else found
    if None in given and sources and sources[0].name in given:
        raise UsageError("IL-U001", f"Two files are given for the source {sources[0].name!r}.")
    return out


def _near(path: Path) -> Path:
    """A path as a person would write it: relative, where it lies under the working directory."""
    working = Path.cwd()
    return path.relative_to(working) if path.is_relative_to(working) else path


def _spooled(path: Path) -> Path:
    import shutil

    with path.open("wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    return path


def read_columns(
    document: MappingDocument, paths: Mapping[str, Location], settings: Settings
) -> dict[str, tuple[str, ...]]:
    """The header of each tabular source. Raises SourceError IL-S001, IL-S002, IL-S003."""
    from interlingua.plan.build import fitted
    from interlingua.sources import open_source

    out: dict[str, tuple[str, ...]] = {}
    for source in all_sources(document):
        if source.tabular:
            reader = open_source(source, paths[source.name], settings=settings)
            try:
                if reader.columns is not None:
                    out[source.name] = reader.columns
            finally:
                reader.close()
    return {name: header or () for name, header in fitted(document, out).items()}
