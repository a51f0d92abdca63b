"""Look at a mapping before any record exists: check it, explain it."""

from __future__ import annotations

import re
import tempfile
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from interlingua.errors import Diagnostic, InterlinguaError, MappingError, SourceError
from interlingua.exchange.catalogue import find_mapping
from interlingua.exchange.prepare import Given, all_sources, checks_of, read_columns, source_paths
from interlingua.exchange.sampling import field_findings
from interlingua.exchange.trying import trial_findings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from interlingua.plan.headers import Nearby
    from interlingua.rml.model import LogicalSource, Mapping
    from interlingua.settings import Settings
    from interlingua.sources import Location

_MEANT = re.compile(r"Did you mean (\S+)\?|Write `each: \"(\S+?)\"`")
_HEADERS = 6
"""Rows that are tried as the header, where the row that is read cannot be it."""


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
        try:
            paths = source_paths(document, path, given, allow=allow, spool=Path(spool))
        except MappingError as error:
            return [error.diagnostic()]
        columns, findings = _columns(document, paths, given, settings)
        fields = _fields(document, paths, given, settings)
        vocabulary = load()
        findings += mapping_findings(document, vocabulary, columns, _nearby(paths, settings))
        if any(f.severity == "violation" for f in findings):
            return findings
        try:
            plan = make_plan(document, columns=columns, vocabulary=vocabulary)
            _check_iterators(document)
            program = compile_plan(
                plan, checks_of(plan, document.profiles or ("core",)), settings, vocabulary
            )
        except InterlinguaError as error:
            return [*findings, _placed(error.diagnostic(), document), *error.also]
        tried = trial_findings(document, program, paths, settings, allow) if columns or fields else []
    return findings + fields + tried


def _check_iterators(document: Mapping) -> None:
    """The iterators of XML sources are XPaths that can be followed. Raises MappingError."""
    from interlingua.sources.xml_iterator import read_iterator

    for source in all_sources(document):
        if source.formulation == "xml":
            read_iterator(source.iterator or "/*", source.namespaces, 0, source.place)


def _placed(finding: Diagnostic, document: Mapping) -> Diagnostic:
    """A profile that is none, at the line that names it."""
    if finding.code != "IL-V011" or finding.place is not None:
        return finding
    named = [(key, place) for key, place in document.places if key.startswith("profiles/")]
    return next((finding.at(p) for key, p in named if repr(key[9:]) in finding.message), finding)


def _nearby(paths: dict[str, Location], settings: Settings) -> Nearby:
    """What the first rows of a table would name, were each its header."""

    def rows(source: LogicalSource) -> Iterator[tuple[int, tuple[str, ...]]]:
        from interlingua.sources import open_source

        for number in range(1, _HEADERS + 1):
            options = tuple(o for o in source.options if o[0] != "header")
            other = replace(source, options=(*options, ("header", str(number))))
            with (
                suppress(InterlinguaError),
                closing(open_source(other, paths[source.name], settings=settings)) as reader,
            ):
                yield number, reader.columns or ()

    return rows


def _columns(
    document: Mapping, paths: dict[str, Location], given: Given, settings: Settings
) -> tuple[dict[str, tuple[str, ...]], list[Diagnostic]]:
    from interlingua.sources import encoding_finding

    try:
        columns = read_columns(document, paths, settings)
    except SourceError as error:
        if given:
            raise
        return {}, [_unchecked("columns", error, document, paths)]
    files = [(source, paths[source.name]) for source in all_sources(document)]
    encodings = [encoding_finding(source, path) for source, path in files if isinstance(path, Path)]
    return columns, [finding for finding in encodings if finding is not None]


def _fields(
    document: Mapping, paths: dict[str, Location], given: Given, settings: Settings
) -> list[Diagnostic]:
    """What the first records of JSON and XML tell; nothing for a path that cannot be read: the plan tells that."""
    try:
        files = {name: path for name, path in paths.items() if isinstance(path, Path)}
        return _told_once(list(field_findings(document, files, settings)))
    except MappingError:
        return []
    except SourceError as error:
        if given:
            raise
        return [_unchecked("fields", error, document, paths)]


def _told_once(findings: list[Diagnostic]) -> list[Diagnostic]:
    """Without "neither mapped nor omitted" for a field that a slip of the pen meant."""
    meant = {
        (found[1] or found[2]).removeprefix("$.").removesuffix("[*]")
        for f in findings
        if f.code == "IL-M005" and f.hint and (found := _MEANT.search(f.hint))
    }

    def echo(finding: Diagnostic) -> bool:
        path = finding.message.split("'")[1] if finding.code == "IL-M016" else ""
        return bool(path) and any(
            one == path or one.startswith((f"{path}.", f"{path}[", f"{path}/")) for one in meant
        )

    return [f for f in findings if not echo(f)]


def _unchecked(what: str, error: SourceError, document: Mapping, paths: dict[str, Location]) -> Diagnostic:
    """A source that is not there yet is a warning; one that is there and cannot be read is not."""
    names = ", ".join(s.name for s in all_sources(document))
    missing = error.code == "IL-S001"
    place, message = error.place, error.message
    if place is not None and (place.line, place.row) == (None, None):
        # of the file as a whole: the line of the mapping that says how it is read is the one to mend
        of = [
            s for s in all_sources(document) if str(paths.get(s.name)) == place.file and s.place is not None
        ]
        if of:
            place, message = of[0].place, f"{place}: {message}"
    return Diagnostic(
        error.code,
        f"The {what} were not checked, only the mapping itself: {message}",
        severity="warning" if missing else "violation",
        place=place,
        hint=_given_hint(error.hint, names) if missing else error.hint,
    )


def _given_hint(hint: str | None, names: str) -> str:
    near = f"{hint} " if hint and hint.startswith("Did you mean") else ""
    return f"{near}Give a file to compare with (sources: {names})."


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
