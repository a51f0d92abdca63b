"""Does the graph hold what the ledger says, no more and no less? And: make it so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from interlingua.graph.store import Graph, Progress
from interlingua.ledger import RESERVED_SYSTEMS, Ledger, Record
from interlingua.ledger.canonical import canonical, digest
from interlingua.ledger.model import encode_key

if TYPE_CHECKING:
    from interlingua.ledger.reading import Reading

Retranslate = Callable[[Record], str | None]
"""The triples of a record's raw form, as N-Triples; None where its mapping is not at hand."""

_EXAMPLES: Final = 10
_DIGESTS: Final = 10_000


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What was compared and what differs. `examples` are opaque record ids.

    `wrong_counts`: triples whose count in the ledger is not the number of live records that say them;
    `missing` and `extra`: triples that the graph lacks, or has though no record says them;
    `retranslated`: records translated again from their raw form, of which `changed` gave other triples.
    """

    position: int
    records: int
    triples: int
    wrong_counts: int
    missing: int
    extra: int
    retranslated: int
    changed: int
    examples: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing differs."""
        return not (self.wrong_counts or self.missing or self.extra or self.changed)

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON."""
        return {"ok": self.ok, **asdict(self)}

    def lines(self) -> list[str]:
        """The report for a terminal."""
        lines = [
            f"{self.records} live records say {self.triples} distinct triples; ledger position {self.position}."
        ]
        if self.retranslated:
            lines.append(
                f"{self.retranslated} records were translated again; {self.changed} gave other triples."
            )
        if self.ok:
            return [*lines, "Counts and graph agree with the ledger."]
        lines.append(
            f"IL-L004 {self.wrong_counts} counts are wrong; the graph lacks {self.missing} triples "
            f"and has {self.extra} that no record says."
        )
        if self.examples:
            lines.append("Records concerned, for example: " + ", ".join(self.examples))
        return [*lines, "Run `interlingua ledger rebuild`."]


@dataclass(frozen=True, slots=True)
class RebuildReport:
    """What was made anew: `corrected` counts were wrong; `generation` is the new read-only copy's name."""

    position: int
    records: int
    triples: int
    corrected: int
    generation: str

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON."""
        return asdict(self)

    def lines(self) -> list[str]:
        """The report for a terminal."""
        return [
            f"The graph was made anew from {self.records} live records: {self.triples} distinct triples; "
            f"ledger position {self.position}.",
            f"{self.corrected} counts were wrong and are now right.",
        ]


def verify(
    directory: Path | str, *, retranslate: Retranslate | None = None, progress: Progress | None = None
) -> VerifyReport:
    """Open a data directory, bring its graph up to date and compare it with the ledger. Raises IL-L001, IL-L002."""
    with Ledger.open(directory, create=False) as ledger, Graph.open(directory) as graph:
        return compare(ledger, graph, retranslate=retranslate, progress=progress)


def rebuild(directory: Path | str, *, progress: Progress | None = None) -> RebuildReport:
    """Count anew, make the graph anew, swap it in and publish a generation. Raises IL-L001, IL-L002."""
    with Ledger.open(directory, create=False) as ledger:
        corrected = ledger.recount()
        with Graph.anew(directory, ledger, progress=progress) as graph, ledger.read() as reading:
            generation = graph.generation()
            return RebuildReport(
                reading.position, reading.live_count(), reading.triple_count(), corrected, generation.name
            )


def compare(
    ledger: Ledger, graph: Graph, *, retranslate: Retranslate | None = None, progress: Progress | None = None
) -> VerifyReport:
    """The same on what is open: counts against live records, graph against their union, raw against triples."""
    from interlingua.ledger.counting import Recount, differing, only_in

    graph.apply(ledger)
    with ledger.read() as reading:
        total = reading.live_count()
        recounted = Recount(reading.connection, "recounted")
        for done, triples in enumerate(reading.live_triples()):
            recounted.add(triples)
            if progress is not None and done % 1000 == 0:
                progress(done, total)
        triple_count = recounted.finish()
        wrong = differing(reading.connection, recounted.table)
        graphed = Recount(reading.connection, "graphed")
        graph.write_to(_whole_lines(graphed.add))
        graphed.finish()
        missing, lost = only_in(reading.connection, "recounted", "graphed", _DIGESTS)
        extra, _ = only_in(reading.connection, "graphed", "recounted", 0)
        examples = _concerned(reading, lost) if lost else []
        retranslated, changed = _again(reading, retranslate, progress) if retranslate else (0, [])
        return VerifyReport(
            reading.position, total, triple_count, wrong, missing, extra, retranslated, len(changed),
            tuple((examples + changed)[:_EXAMPLES]),
        )  # fmt: skip


def _whole_lines(add: Callable[[bytes], None]) -> Callable[[bytes], None]:
    rest = b""

    def write(data: bytes) -> None:
        nonlocal rest
        whole, newline, tail = data.rpartition(b"\n")
        if newline:
            add(rest + whole + newline)
            rest = tail
        else:
            rest += data

    return write


def _concerned(reading: Reading, lost: set[bytes]) -> list[str]:
    found = []
    for record in reading.live():
        assert record.version is not None
        lines = record.version.triples.encode().splitlines(keepends=True)
        if any(digest(line) in lost for line in lines):
            found.append(record.id)
            if len(found) >= _EXAMPLES:
                break
    return found


def _again(reading: Reading, retranslate: Retranslate, progress: Progress | None) -> tuple[int, list[str]]:
    done, changed, total = 0, [], reading.live_count()
    for record in reading.live():
        assert record.version is not None
        if record.system in RESERVED_SYSTEMS:
            continue
        text = retranslate(record)
        if text is None:
            continue
        done += 1
        again = canonical(text, f"{record.system} {record.type} {encode_key(record.key)}")
        if again.decode() != record.version.triples:
            changed.append(record.id)
        if progress is not None and done % 500 == 0:
            progress(done, total)
    return done, changed
