"""Running one case, and judging what came of it.

An expected error counts only as a refusal: exit code 1 or 2, an `IL-` code, and a line of the mapping. A
crash never passes.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from conformance import dumps
from conformance.cases import Case
from conformance.databases import connection
from conformance.overlay import Correction
from interlingua.errors import Diagnostic, InterlinguaError, Place


@dataclass(frozen=True)
class Outcome:
    """What came of one case; `note` says why it failed, or with which code it was refused."""

    case: str
    passed: bool
    note: str


def run(case: Case, correction: Correction | None = None) -> Outcome:
    """One case, through the function that `interlingua translate` calls."""
    if correction is not None:
        case = correction.applied(case)
    with tempfile.TemporaryDirectory(prefix="conformance-") as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        try:
            text, findings = _translated(case, folder, stack)
        except InterlinguaError as error:
            if not case.error:
                return Outcome(case.id, False, f"{error.code} {error.message}")
            return _refusal(case, error.code, error.exit_code, [error.place])
        except Exception as error:  # noqa: BLE001  # a crash is a failure of the case, never an expected error
            return Outcome(case.id, False, f"crash: {type(error).__name__}")
        return _judged(case, text, findings, folder, correction)


def _translated(case: Case, folder: Path, stack: contextlib.ExitStack) -> tuple[str, list[Diagnostic]]:
    from interlingua.translate import translate_to_text

    mapping = case.folder / case.mapping
    sources = stack.enter_context(connection(case)) if case.database else {}
    stack.enter_context(contextlib.chdir(case.folder))  # what rml:CurrentWorkingDirectory means to a case
    if case.suite != "io":
        return translate_to_text(mapping, base_iri=case.base, sources=sources)
    return translate_to_text(mapping, base_iri=case.base, sources=sources, targets=folder)


def _judged(
    case: Case, text: str, findings: list[Diagnostic], folder: Path, correction: Correction | None
) -> Outcome:
    refused = [f for f in findings if f.severity == "violation"]
    if case.error:
        if not refused and case.suite == "r2rml-sqlite" and not text.strip():
            return Outcome(case.id, True, "no output")
        if not refused:
            return Outcome(case.id, False, "an error was expected, and none came")
        return _refusal(case, refused[0].code, 1, [f.mapping or f.place for f in refused])
    if refused and not _partial(case, refused):
        return Outcome(case.id, False, f"{refused[0].code} {refused[0].message}")
    named = {name: kind for name, kind in case.outputs if name not in ("output.nq", "default.nq")}
    main = [name for name, _ in case.outputs if name not in named]
    expected = _read(case.folder / main[0]) if main else ()
    outcome = _compared(case, dumps.parsed(text), expected, correction, "the output")
    for name, kind in named.items():
        if outcome.passed:
            outcome = _dump(case, name, kind, folder, correction)
    return outcome


def _partial(case: Case, refused: list[Diagnostic]) -> bool:
    """R2RML, 4.3: a processor "MAY provide partial access to an output dataset that contains data
    errors", which it reports: rows that can be mapped are expected, the others are told with code and line."""
    return case.suite == "r2rml-sqlite" and all(
        f.code == "IL-R009" and f.mapping is not None and f.mapping.line is not None for f in refused
    )


def _dump(case: Case, name: str, kind: str, folder: Path, correction: Correction | None) -> Outcome:
    if not (folder / name).is_file():
        return Outcome(case.id, False, f"{name} was not written")
    try:
        actual = dumps.read(folder / name, kind)
    except Exception as error:  # noqa: BLE001  # whatever is wrong with our file, the case fails
        return Outcome(case.id, False, f"{name} cannot be read: {type(error).__name__}")
    return _compared(case, actual, dumps.read(case.folder / name, kind), correction, name)


def _read(path: Path) -> Iterable[ox.Quad]:
    return dumps.parsed(path.read_text(encoding="utf-8"))


def _refusal(case: Case, code: str, exit_code: int, places: Iterable[Place | None]) -> Outcome:
    if code == "IL-M014":
        return Outcome(case.id, False, "refused as not supported, which is no judgement of the case")
    if exit_code not in (1, 2) or not code.startswith("IL-"):
        return Outcome(case.id, False, f"refused with {code} and exit {exit_code}")
    for place in places:
        if place is None or place.line is None:
            continue
        # Where the data are at fault, the line of the data is the place that helps.
        in_data = place.row is not None and (case.folder / Path(place.file or "").name).is_file()
        if in_data or (place.file or "").endswith(case.mapping):
            return Outcome(case.id, True, f"refused: {code}")
    return Outcome(case.id, False, f"refused with {code}, but without the mapping's line")


def _canonical(quads: Iterable[ox.Quad]) -> ox.Dataset:
    data = ox.Dataset(quads)
    data.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return data


def _compared(
    case: Case, quads: Iterable[ox.Quad], wanted: Iterable[ox.Quad], correction: Correction | None, what: str
) -> Outcome:
    expected = _canonical(correction.expected(wanted) if correction else wanted)
    try:
        actual = _canonical(_checked(quads))
    except SyntaxError:
        return Outcome(case.id, False, f"{what} is not N-Quads")
    if actual == expected:
        return Outcome(case.id, True, "")
    missing = sum(1 for quad in expected if quad not in actual)
    extra = sum(1 for quad in actual if quad not in expected)
    return Outcome(case.id, False, f"{what}: {missing} statements missing, {extra} too many")


def _checked(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    yield from quads
