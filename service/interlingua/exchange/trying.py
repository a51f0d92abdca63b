"""What the first records tell of a mapping: rules that refuse nearly all of them, and what would not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from interlingua.errors import Diagnostic, InterlinguaError, Place
from interlingua.rml.model import Reference

if TYPE_CHECKING:
    from interlingua.rml.model import LogicalSource
    from interlingua.rml.model import Mapping as MappingDocument
    from interlingua.settings import Settings
    from interlingua.translate import Program

_SHARE: Final = 0.9
_FEWEST: Final = 2
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PATTERNS: Final = (
    "YYYY-MM-DD", "DD/MM/YYYY", "MM/DD/YYYY", "DD.MM.YYYY", "DD-MM-YYYY", "YYYY/MM/DD", "YYYYMMDD",
    "DDMMYYYY", "D/M/YYYY", "M/D/YYYY", "D.M.YYYY", "DD MMM YYYY", "MMM DD, YYYY", "iso", "excel",
)  # fmt: skip


def trial_findings(
    document: MappingDocument,
    program: Program,
    paths: Mapping[str, object],
    settings: Settings,
    allow: Sequence[Path | str] = (),
) -> list[Diagnostic]:
    """IL-M023 for a rule that refuses nearly all of the first records. Nothing where no file is at hand."""
    from interlingua.translate.trial import trial

    files = {name: path for name, path in paths.items() if isinstance(path, Path)}
    if len(files) != len(paths):
        return []  # a database is not asked for rows while only its mapping is looked at
    try:
        streams = trial(program, files, settings, allow)
    except InterlinguaError:
        return []  # told by the other checks, or by the run
    found = [finding for _, read, refused in streams for finding in _of_stream(read, refused)]
    return [*found, *_subjects(document, files, settings)]


def _subjects(
    document: MappingDocument, files: Mapping[str, Path], settings: Settings
) -> Iterator[Diagnostic]:
    """A subject that is the text of a column, none of which is a whole IRI."""
    for tm in document.triples_maps:
        expression = tm.subject.expression
        if not isinstance(expression, Reference) or tm.subject.term_type == "blank" or tm.source.view:
            continue
        values = _first_values(tm.source, expression.path, files.get(tm.source.name), settings)
        if values and not any(map(_SCHEME.match, values)):
            place = tm.subject.place or tm.place
            yield Diagnostic(
                "IL-M012",
                f"The subject is $({expression.path}) as it stands, whose values are no whole IRIs.",
                place=place,
                mapping=place,
                hint=f"Write `s: my:thing/$({expression.path})`, or il:iri(kind=..., key=$({expression.path})).",
            )


def _first_values(source: LogicalSource, column: str, path: Path | None, settings: Settings) -> list[str]:
    from interlingua.sources import open_source

    if path is None or not source.tabular or source.typed:
        return []
    with suppress(InterlinguaError), closing(open_source(source, path, settings=settings)) as reader:
        columns = reader.columns or ()
        if column in columns:
            at = columns.index(column)
            batch = next(iter(reader.batches()), None)
            return [row[at] for row in batch.rows[:100] if row[at]] if batch is not None else []
    return []


def _of_stream(read: int, refused: list[tuple[Diagnostic, ...]]) -> Iterator[Diagnostic]:
    causes: dict[tuple[str, Place | None, str | None], list[Diagnostic]] = defaultdict(list)
    for findings in refused:
        seen = {(f.code, f.mapping, f.place.field if f.place else None): f for f in findings if _counts(f)}
        for key, finding in seen.items():
            causes[key].append(finding)
    for (code, mapping, field), found in causes.items():
        if len(found) < _FEWEST or len(found) < read * _SHARE:
            continue
        every = len(found) == read
        of = f" (column {field!r})" if field else ""
        yield Diagnostic(
            "IL-M023",
            f"{'All' if every else len(found)} of the first {read} records are refused here{of}: "
            f"{code} {found[0].message}",
            "violation" if every else "warning",
            place=mapping,
            mapping=mapping,
            hint=_hint(found),
        )


def _counts(finding: Diagnostic) -> bool:
    return finding.severity == "violation" and finding.mapping is not None


def _hint(found: Sequence[Diagnostic]) -> str | None:
    values = [f.value for f in found if f.value is not None]
    if found[0].code == "IL-R002" and "date" in found[0].message and len(values) == len(found):
        fitting = [pattern for pattern in _PATTERNS if _fits(pattern, values)]
        if fitting:
            return f"The values are written {' or '.join(fitting[:2])}: write format={fitting[0]}."
    return found[0].hint or "Translate some records with --rejects FILE --show-values to see what is refused."


def _fits(pattern: str, values: Sequence[str]) -> bool:
    from interlingua.functions import ValueFault
    from interlingua.functions.dates import bind_date

    try:
        read = bind_date({"format": (pattern,)})
        return all(read(value) is not None for value in values)
    except (ValueFault, ValueError):
        return False
