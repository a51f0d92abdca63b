"""The application of the composition root, as the services that the routes call."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from interlingua import vocabulary
from interlingua.exchange import forms
from interlingua.exchange.demo import QUESTIONS, question_of
from interlingua.exchange.keep import Sending
from interlingua.exchange.prepare import prepared
from interlingua.exchange.records import open_driving, records
from interlingua.settings import shipped
from interlingua.shacl import outcome_of, profiles
from interlingua.web.services import (
    Counts,
    Mode,
    OnOutcome,
    Question,
    RecordOutcome,
    Rejects,
    Services,
    Status,
    Submission,
)
from interlingua.web.termpages import Library, open_library

if TYPE_CHECKING:
    from interlingua.app import App
    from interlingua.ledger import Outcome, Summary


def services_of(app: App) -> Services:
    """Everything that the routes need, over one `App`."""
    return Services(
        settings=app.settings,
        queries=app.queries,
        mappings=app.mappings,
        translate=functools.partial(_translate, app),
        submissions=_Submissions(app),
        terms=_Terms(app.mappings),
        status=functools.partial(_status, app),
        profiles=profiles(),
        questions=tuple(_questions()),
    )


def _translate(app: App, mapping: Path, source: Path, *, on_outcome: OnOutcome) -> Counts:
    read = refused = with_findings = 0
    with (
        prepared(str(mapping), {None: str(source)}, app.settings) as ready,
        closing(open_driving(ready, app.settings)) as reader,
    ):
        for record in records(ready, reader):
            outcome = outcome_of(record.diagnostics, refused=record.refused)
            read += 1
            refused += record.refused
            with_findings += outcome == "accepted_with_findings"
            text = None if record.refused else record.text
            on_outcome(RecordOutcome(record.row or read, outcome, record.diagnostics, text))
    return Counts(read=read, accepted=read - refused, refused=refused, with_findings=with_findings)


class _Submissions:
    """The ledger's doors."""

    def __init__(self, app: App) -> None:
        self._app = app

    def submit(
        self,
        name: str,
        mapping: Path,
        source: Path,
        *,
        mode: Mode,
        sha256: str,
        idempotency_key: str | None = None,
        confirm_empty: bool = False,
    ) -> Submission:
        sending = Sending(name, mode, confirm_empty, idempotency_key, sha256)
        with prepared(str(mapping), {None: str(source)}, self._app.settings, skolemise=True) as ready:
            return _submission(self._app.keeper.submit(ready, sending))

    def get(self, submission: str) -> Submission:
        return _submission(self._app.keeper.ledger.submission(submission))

    def report(self, submission: str) -> Iterator[RecordOutcome]:
        for outcome in self._app.keeper.ledger.report(submission):
            yield _outcome(outcome)

    def rejects(self, submission: str) -> Rejects:
        summary = self._app.keeper.ledger.submission(submission)
        form = forms.from_source(summary.source)
        name = f"rejects-{summary.id}{forms.SUFFIX[form.kind]}"
        return Rejects(forms.MEDIA_TYPE[form.kind], name, forms.rejects_of(self._app.keeper.ledger, summary))


def _submission(summary: Summary) -> Submission:
    counts = summary.counts
    told = sum(counts.values()) - counts["withdrawn"]
    return Submission(
        id=summary.id,
        mapping=summary.mapping,
        system=summary.system,
        type=summary.type,
        mode=summary.mode,
        state="done" if summary.status == "finished" else "running" if summary.status == "open" else "failed",
        counts=Counts(
            read=told,
            accepted=told - counts["refused"],
            refused=counts["refused"],
            with_findings=counts["accepted_with_findings"],
            unchanged=counts["unchanged"],
            withdrawn=counts["withdrawn"],
        ),
        received=summary.started,
        position=summary.position,
        replayed=summary.replayed,
    )


def _outcome(outcome: Outcome) -> RecordOutcome:
    return RecordOutcome(
        outcome.row or 0, outcome.outcome, tuple(forms.as_diagnostic(finding) for finding in outcome.findings)
    )


class _Terms:
    """The vocabulary. The pages' library is built when somebody first looks at one."""

    def __init__(self, mappings: Mapping[str, Path]) -> None:
        self._mappings = mappings
        self._library: Library | None = None
        self._lock = threading.Lock()

    def library(self) -> Library:
        with self._lock:
            if self._library is None:
                self._library = open_library(self._mappings)
            return self._library

    def describe(self, iri: str) -> list[ox.Triple]:
        return vocabulary.describe(iri)

    def context(self) -> dict[str, Any]:
        return vocabulary.context()


def _status(app: App) -> Status:
    with app.keeper.ledger.read() as reading:
        return Status(
            ready=True,
            position=reading.position,
            records=reading.live_count(),
            triples=reading.triple_count(),
        )


def _questions() -> Iterable[Question]:
    for name in QUESTIONS:
        text = (shipped("ontology") / "questions" / f"{name}.rq").read_text(encoding="utf-8")
        yield Question(question_of(text), text)
