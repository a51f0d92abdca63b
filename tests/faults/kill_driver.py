"""The process that the kill tests kill: it submits, acknowledges, applies and publishes as `submit` does.

Started once, it imports everything and then forks a process for each line `directory fault` on stdin;
that process arms the fault after 100 acknowledgements. Each acknowledgement is one line in the file
`acks` beside the data directory, written when `commit` has returned. The line answered on stdout is the
exit status of the forked process.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from interlingua.graph import Graph
from interlingua.ledger import Incoming, Ledger, Outcome, faultpoints
from keeping import parameters, person

ACKNOWLEDGED = 100
Acknowledge = Callable[[list[Incoming], list[Outcome]], None]


def first() -> list[Incoming]:
    """A hundred persons in 25 households, one of them refused."""
    return [person(str(n), f"h{n // 4}", 20, row=n + 1, refused=n == 50) for n in range(ACKNOWLEDGED)]


def second() -> list[Incoming]:
    """Changes: a household changed, the same again, new ones, a refusal, two with one key in two batches."""
    return [
        person("3", "h9", 21, row=1), person("4", "h1", 20, row=2),
        person("7", "h9", 22, row=3), person("200", "h0", 1, row=4),
        person("9", "h2", 99, row=5, refused=True), person("201", "h60", 2, row=6),
        person("202", "h60", 3, row=7), person("12", "h60", 4, row=8),
        person("12", "h61", 5, row=9), person("203", "h62", 6, row=10),
        person("204", "h63", 7, row=11), person("0", "h9", 8, row=12),
    ]  # fmt: skip


def third() -> list[Incoming]:
    """A snapshot without a third of them; one is refused, but there."""
    return [person(str(n), f"h{n // 4}", 20, row=n + 1, refused=n == 41) for n in range(40, 100)]


def work(directory: Path, acknowledge: Acknowledge, *, at_once: int = 1) -> None:
    """Everything, from the beginning: sent again after a crash, it ends in the same state."""
    with Ledger.open(directory) as ledger, Graph.open(directory) as graph:
        for name, mode, rows, size, every in (
            ("first", "upsert", first(), at_once, 25),
            ("second", "upsert", second(), 2, 1),
            ("third", "snapshot", third(), 20, 1),
        ):
            again = {} if name == "first" else {"idempotency_key": name, "body_hash": name}
            submission = ledger.begin(parameters(mode, **again))
            if submission.replayed:
                continue
            for number, batch in enumerate(batches(rows, size), start=1):
                acknowledge(batch, ledger.commit(submission, batch))
                if number % every == 0:
                    graph.apply(ledger)
                    graph.generation()
            ledger.finish(submission)
            graph.apply(ledger)
            graph.generation()


def batches(rows: list[Incoming], size: int) -> Iterator[list[Incoming]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def doomed(directory: Path, fault: str) -> None:
    """Work, and die at the fault."""
    file = os.open(directory.parent / "acks", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    said = 0

    def acknowledge(sent: list[Incoming], outcomes: list[Outcome]) -> None:
        nonlocal said
        for incoming, outcome in zip(sent, outcomes, strict=True):
            line = [incoming.raw.decode(), outcome.record, outcome.outcome]
            os.write(file, json.dumps(line).encode() + b"\n")
            said += 1
        if said == ACKNOWLEDGED:
            name, _, load = fault.partition("+")
            if load:  # the next apply is to be a first load
                import shutil

                shutil.rmtree(directory / "graph")
            faultpoints.arm(name)

    work(directory, acknowledge)


def main() -> None:
    import interlingua.ledger.batch
    import interlingua.ledger.reading
    import interlingua.ledger.submitting  # noqa: F401 - warm, so that the forked processes start at once

    for line in sys.stdin:
        directory, fault = line.split()
        child = os.fork()
        if child == 0:
            doomed(Path(directory), fault)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(f"{status}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
