"""Look at a mapping before any record exists: check it, explain it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from interlingua.errors import Diagnostic, InterlinguaError, MappingError, SourceError
from interlingua.exchange.catalogue import find_mapping
from interlingua.exchange.prepare import Given, all_sources, checks_of, read_columns, source_paths
from interlingua.exchange.sampling import field_findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from interlingua.rml.model import Mapping
    from interlingua.settings import Settings
    from interlingua.sources import Location


def check_mapping(
    mapping: str, given: Given, *, allow: Sequence[Path | str] = (), allow_functions: bool = False
) -> list[Diagnostic]:
    """Everything that is wrong in a mapping: syntax, columns, terms, codes. Empty: nothing is.

    Columns are compared where a source is at hand; a source that the mapping names and that is not there
    is told as a warning, one that the caller names as an error.
    """
    from interlingua.plan import make_plan
    from interlingua.rml import load_mapping
    from interlingua.settings import from_environment
    from interlingua.shacl import mapping_findings
    from interlingua.translate import compile_plan
    from interlingua.vocabulary import load

    settings = from_environment()
    path = find_mapping(mapping)
    try:
        document = load_mapping(path, allow_functions=allow_functions)
    except InterlinguaError as error:
        return [error.diagnostic(), *error.also]
    with tempfile.TemporaryDirectory(prefix="interlingua-in-") as spool:
        paths = source_paths(document, path, given, allow=allow, spool=Path(spool))
        columns, findings = _columns(document, paths, given, settings)
        fields = _fields(document, paths, given, settings)
    vocabulary = load()
    findings += mapping_findings(document, vocabulary, columns)
    if any(f.severity == "violation" for f in findings):
        return findings
    try:
        plan = make_plan(document, columns=columns, vocabulary=vocabulary)
        compile_plan(plan, checks_of(plan, document.profiles or ("core",)), settings, vocabulary)
    except InterlinguaError as error:
        return [*findings, error.diagnostic(), *error.also]
    return findings + fields


def _columns(
    document: Mapping, paths: dict[str, Location], given: Given, settings: Settings
) -> tuple[dict[str, tuple[str, ...]], list[Diagnostic]]:
    from interlingua.sources import encoding_finding

    try:
        columns = read_columns(document, paths, settings)
    except SourceError as error:
        if given:
            raise
        return {}, [_unchecked("columns", error, document)]
    files = [(source, paths[source.name]) for source in all_sources(document)]
    encodings = [encoding_finding(source, path) for source, path in files if isinstance(path, Path)]
    return columns, [finding for finding in encodings if finding is not None]


def _fields(document: Mapping, paths: dict[str, Location], given: Given, settings: Settings) -> list[Diagnostic]:
    """What the first records of JSON sources tell; nothing for a path that cannot be read: the plan tells that."""
    try:
        files = {name: path for name, path in paths.items() if isinstance(path, Path)}
        return list(field_findings(document, files, settings))
    except MappingError:
        return []
    except SourceError as error:
        if given:
            raise
        return [_unchecked("fields", error, document)]


def _unchecked(what: str, error: SourceError, document: Mapping) -> Diagnostic:
    """A source that is not there yet is a warning; one that is there and cannot be read is not."""
    names = ", ".join(s.name for s in all_sources(document))
    missing = error.code == "IL-S001"
    return Diagnostic(
        error.code,
        f"The {what} were not checked, only the mapping itself: {error.message}",
        severity="warning" if missing else "violation",
        place=error.place,
        hint=f"Give a file to compare with (sources: {names})." if missing else error.hint,
    )


def explain_mapping(
    mapping: str,
    given: Given,
    *,
    profile: str | None = None,
    with_source: bool = True,
    allow: Sequence[Path | str] = (),
    allow_functions: bool = False,
) -> str:
    """The plan of a mapping in words, and the functions that it compiles to."""
    from interlingua.plan import explain, make_plan
    from interlingua.rml import load_mapping
    from interlingua.settings import from_environment
    from interlingua.translate import compile_plan
    from interlingua.vocabulary import load

    settings = from_environment()
    path = find_mapping(mapping)
    document = load_mapping(path, allow_functions=allow_functions)
    with tempfile.TemporaryDirectory(prefix="interlingua-in-") as spool:
        paths = source_paths(document, path, given, allow=allow, spool=Path(spool))
        columns, _ = _columns(document, paths, given, settings)
    vocabulary = load()
    plan = make_plan(document, columns=columns, vocabulary=vocabulary)
    profiles = (profile,) if profile else document.profiles or ("core",)
    program = compile_plan(plan, checks_of(plan, profiles), settings, vocabulary)
    return explain(plan, program if with_source else None)
