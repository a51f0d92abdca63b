"""Translate files: records in, RDF out, refused ones aside. Nothing is kept."""

from __future__ import annotations

import itertools
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from interlingua.errors import EnvironmentFailed
from interlingua.exchange import outputs
from interlingua.exchange.prepare import Given, prepared
from interlingua.exchange.sampling import silent_maps
from interlingua.rdf.namespaces import IL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from interlingua.errors import Diagnostic
    from interlingua.exchange.prepare import Prepared
    from interlingua.rdf.formats import Format
    from interlingua.settings import Settings
    from interlingua.shacl.findings import ReportWriter, Summary
    from interlingua.sources.rejects import RejectsWriter
    from interlingua.translate import Reject, RunResult


@dataclass(frozen=True, slots=True)
class Request:
    """What `interlingua translate` was asked for. `output` None is standard output."""

    mapping: str
    sources: Given
    output: Path | None = None
    format: str | None = None
    profile: str | None = None
    rejects: Path | None = None
    report: Path | None = None
    max_rejects: int | None = None
    max_reject_share: float | None = None
    jobs: int = 1
    distinct: bool = False
    allow: tuple[Path | str, ...] = ()
    allow_functions: bool = False
    timings: bool = False
    show_values: bool = False
    targets: Path | None = None
    """The folder for files of rml:logicalTarget; None writes none, and refuses a mapping that has any."""


@dataclass(frozen=True, slots=True)
class TranslateSummary:
    """How many records, and what was found, for the terminal."""

    read: int
    accepted: int
    refused: int
    findings: Summary
    rejects: Path | None
    timings: tuple[tuple[str, float], ...] = field(default=())
    demo_key: bool = False
    warnings: tuple[Diagnostic, ...] = ()

    def lines(self, *, show_values: bool = False) -> Iterator[str]:  # noqa: ARG002  the summary shows none
        """Lines for a terminal."""
        yield f"{self.read} records read, {self.accepted} accepted, {self.refused} refused"
        text = self.findings.text()
        if text:
            yield text
        if self.refused:
            yield (
                f"The refused records are in {self.rejects}."
                if self.rejects
                else "Give --rejects FILE to keep the refused records, with the reasons."
            )
        for warning in self.warnings:
            yield f"warning: {warning.text()}"
        if self.demo_key:
            yield "warning: the names of things were made with the published demo key; set INTERLINGUA_IRI_KEY for real data."
        for name, seconds in self.timings:
            yield f"{seconds:8.3f} s  {name}"


def translate_files(
    request: Request, settings: Settings, *, progress: Callable[[int, int | None], None] | None = None
) -> TranslateSummary:
    """Translate. Raises TooManyRejects, and then leaves no output that looks complete."""
    from interlingua.translate import run

    clock = [("start", time.perf_counter())]
    with (
        prepared(
            request.mapping,
            request.sources,
            settings,
            profile=request.profile,
            allow=request.allow,
            allow_functions=request.allow_functions,
        ) as ready,
        ExitStack() as stack,
    ):
        clock.append(("load, plan and compile the mapping", time.perf_counter()))
        form = _format(request, quads=ready.program.quads)
        outputs.require_apart(
            {
                "--output": request.output, "--rejects": request.rejects, "--report": request.report,
                **_target_files(request, ready),
            },
            read_files(ready),
        )  # fmt: skip
        sides = Sides(request, ready, settings, stack)
        with outputs.sink(request.output, form, quads=ready.program.quads) as out:
            result = run(
                ready.program,
                ready.paths,
                out,
                jobs=request.jobs,
                distinct=request.distinct,
                on_reject=sides.reject,
                on_finding=sides.finding,
                keep_raw=request.rejects is not None,
                max_rejects=request.max_rejects,
                max_reject_share=request.max_reject_share,
                progress=progress,
                settings=settings,
                targets=request.targets,
            )
            clock.append(("translate and check", time.perf_counter()))
        sides.finish(result)
        clock.append(("write the output", time.perf_counter()))
        demo_key = not settings.has_own_key and uses_key(ready)
        warnings = silent_maps(
            ready.mapping, ready.files, settings, read=result.read, accepted=result.accepted
        )
    timings = tuple((b[0], b[1] - a[1]) for a, b in itertools.pairwise(clock))
    return TranslateSummary(
        result.read, result.accepted, result.refused, sides.summary, request.rejects,
        timings if request.timings else (), demo_key, warnings,
    )  # fmt: skip


def _target_files(request: Request, ready: Prepared) -> dict[str, Path | None]:
    """The files of the mapping's targets. Raises UsageError, MappingError where it may not write them."""
    if not ready.program.targets:
        return {}
    from interlingua.translate.targets import placed

    return {
        f"target {target.path}": path
        for target, path in placed(ready.program, request.targets, (ready.path,))
    }


def read_files(ready: Prepared) -> Iterator[Path]:
    """The files that a translation reads: mapping, sources, code tables."""
    yield ready.path
    yield from ready.files.values()
    for table in ready.mapping.codes:
        if table.path is not None:
            yield ready.path.parent / table.path


def uses_key(ready: Prepared) -> bool:
    """Whether the mapping uses the deployment's key (`il:iri`, `il:hash`)."""
    return any(_calls_key(triples_map) for triples_map in ready.mapping.triples_maps)


def _calls_key(thing: object) -> bool:
    """Whether `il:iri` or `il:hash` is called anywhere inside a part of the mapping model."""
    if isinstance(thing, tuple):
        return any(map(_calls_key, thing))
    if not is_dataclass(thing):
        return False
    return getattr(thing, "function", None) in (f"{IL}iri", f"{IL}hash") or any(
        _calls_key(getattr(thing, field.name)) for field in fields(thing)
    )


class Sides:
    """What comes out beside the RDF: the summary, the rejects file, the report."""

    def __init__(self, request: Request, ready: Prepared, settings: Settings, stack: ExitStack) -> None:
        from interlingua.shacl import ReportWriter, Summary

        self._shown = ready.shown
        self._rejects: RejectsWriter | None = None
        self._report: ReportWriter | None = None
        self._summary = Summary()
        if request.rejects is not None:
            self._rejects = stack.enter_context(_rejects_writer(request.rejects, ready, settings))
        if request.report is not None:
            self._report = stack.enter_context(ReportWriter(request.report, show_values=request.show_values))

    @property
    def summary(self) -> Summary:
        """Counts by outcome, code and column."""
        return self._report.summary if self._report is not None else self._summary

    def reject(self, reject: Reject) -> None:
        """One refused record."""
        if self._rejects is not None:
            self._rejects.write(reject.row, reject.raw, reject.diagnostics)
        self._note(reject.row, "refused", reject)

    def finding(self, reject: Reject) -> None:
        """One record that is kept, with findings."""
        self._note(reject.row, "accepted_with_findings", reject)

    def _note(self, row: int, outcome: str, reject: Reject) -> None:
        if not reject.diagnostics:
            return
        found = [self._named(finding) for finding in reject.diagnostics]
        if self._report is not None:
            self._report.record(row, outcome, found)  # type: ignore[arg-type]
        else:
            self._summary.add(outcome, found)  # type: ignore[arg-type]

    def _named(self, finding: Diagnostic) -> Diagnostic:
        place = finding.place
        if place is None or place.file is None or (shown := self._shown(place.file)) == place.file:
            return finding
        return finding.at(replace(place, file=shown))

    def finish(self, result: RunResult) -> None:
        """Count the records that had nothing to tell."""
        noted = self.summary.outcomes["accepted_with_findings"]
        self.summary.count("accepted", result.accepted - noted)


@contextmanager
def _rejects_writer(path: Path, ready: Prepared, settings: Settings) -> Iterator[RejectsWriter]:
    """A rejects file in the form of the driving source."""
    from interlingua.sources import RejectsWriter, open_source

    reader = open_source(ready.driving, ready.paths[ready.driving.name], settings=settings)
    form = reader.rejects
    reader.close()
    try:
        with path.open("wb") as stream, RejectsWriter(stream, form) as writer:
            yield writer
    except OSError as error:
        raise EnvironmentFailed("IL-E002", f"{path.name} cannot be written: {error.strerror}.") from error


def _format(request: Request, *, quads: bool) -> Format:
    """As asked, else as the output's name says, else what the statements are."""
    from interlingua.rdf.formats import by_name, by_path

    if request.format is not None:
        return by_name(request.format)
    found = by_path(request.output) if request.output is not None else None
    return found or by_name("nquads" if quads else "ntriples")
