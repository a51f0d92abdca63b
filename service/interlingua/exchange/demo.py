"""The demo: the sample country's programmes, kept in a fresh directory, and three questions asked across them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from interlingua.settings import DEMO_IRI_KEY, Settings, from_environment, shipped

if TYPE_CHECKING:
    from interlingua.exchange.keep import Keeper
    from interlingua.ledger import Summary
    from interlingua.shacl.findings import Summary as Findings

Progress = Callable[[int, int | None], None]

BASE: Final = "https://data.lumara.example/"
PROGRAMMES: Final = (
    ("lumara-social-registry/households", "Social registry, households (JSON)"),
    ("lumara-cash/members", "Cash transfer, members (CSV)"),
    ("lumara-cash/payments", "Cash transfer, payments (CSV)"),
    ("lumara-pension/pensioners", "Social pension, pensioners (XLSX)"),
)
QUESTIONS: Final = ("in-two-programmes", "coverage-by-district-and-sex", "paid-after-death")
SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Translated:
    """One programme: the ledger's summary and what was found."""

    title: str
    summary: Summary
    findings: Findings


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo's data directory, and what became of each programme."""

    data_dir: Path
    settings: Settings
    programmes: tuple[Translated, ...]

    def report(self) -> Iterator[str]:
        """Blocks of text: records by programme with reasons, then each question with its answer."""
        yield "Lumara, an invented country. Some of its records are bad on purpose.\n"
        for programme in self.programmes:
            yield _told(programme)
        for number, name in enumerate(QUESTIONS, 1):
            yield self._answer(number, shipped("ontology") / "questions" / f"{name}.rq")

    def _answer(self, number: int, file: Path) -> str:
        from interlingua.exchange.ask import answered, draw
        from interlingua.rdf.namespaces import PREFIXES
        from interlingua.sparql import Table, from_json

        text = file.read_text(encoding="utf-8")
        question = question_of(text)
        prefixes = {**PREFIXES, "lm": BASE}
        with answered(
            text, data_dir=self.data_dir, url=None, format="json", settings=self.settings
        ) as answer:
            table = from_json(answer.read(), prefixes=prefixes)
        names = _names(prefixes)
        rows = [[names.get(cell, cell) for cell in row] for row in table.rows]
        drawn = draw(Table(table.columns, rows[:SHOWN])).rsplit("\n", 2)[0]
        more = f"... and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
        total = f"{len(rows)} row{'s'[: len(rows) != 1]}"
        return f"Question {number}. {question}\n\n{_indent(drawn)}{_indent(more)}\n  {total}\n"


def _names(prefixes: dict[str, str]) -> dict[str, str]:
    """Words for the codes and programmes that answers show, by their shortened IRI."""
    from interlingua.rdf import shorten
    from interlingua.vocabulary import load

    return {shorten(code.iri, prefixes): code.label() for code in load().codes.values()}


def question_of(text: str) -> str:
    """The sentence in the heading of a question file."""
    for line in text.splitlines():
        if line.startswith("# Question:"):
            return line.removeprefix("# Question:").strip()
    return ""


def _indent(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())


def _told(programme: Translated) -> str:
    counts = programme.summary.counts
    read = sum(counts.values()) - counts["withdrawn"]
    kept = read - counts["refused"]
    return (
        f"{programme.title}: {read} read, {kept} accepted, {counts['refused']} refused\n"
        f"{programme.findings.text()}\n"
    )


@contextmanager
def open_demo(data_dir: Path | None, *, progress: Progress | None = None) -> Iterator[Demo]:
    """Keep the sample programmes in `data_dir` (a temporary one without it, which goes at the end)."""
    settings = replace(from_environment(), iri_key=DEMO_IRI_KEY, base_iri=BASE)
    if data_dir is not None:
        yield _fill(data_dir, settings, progress)
        return
    folder = Path(tempfile.mkdtemp(prefix="interlingua-demo-"))
    try:
        yield _fill(folder / "data", settings, progress)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fill(data_dir: Path, settings: Settings, progress: Progress | None) -> Demo:
    from interlingua.exchange.keep import Keeper

    with Keeper(data_dir, settings) as keeper:
        keeper.put_vocabulary()
        keeper.put_reference("lumara", _reference())
        done = []
        for number, (name, title) in enumerate(PROGRAMMES):
            done.append(_keep(keeper, name, title, settings))
            if progress is not None:
                progress(number + 1, len(PROGRAMMES))
        return Demo(data_dir, settings, tuple(done))


def _reference() -> str:
    from interlingua.rdf import read_triples

    file = shipped("mappings") / "lumara" / "reference.ttl"
    return "".join(f"{triple} .\n" for triple in read_triples(file))


def _keep(keeper: Keeper, name: str, title: str, settings: Settings) -> Translated:
    from interlingua.exchange.keep import Sending
    from interlingua.exchange.prepare import prepared
    from interlingua.exchange.submit import noting
    from interlingua.shacl import Summary as Findings

    findings = Findings()
    with prepared(name, {}, settings, skolemise=True) as ready:
        summary = keeper.submit(ready, Sending(name, on_outcome=noting(findings)))
    return Translated(title, summary, findings)
