"""Small records for the tests of ledger and graph: a person, who lives in a household."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from interlingua.errors import Diagnostic, Place
from interlingua.graph import Graph
from interlingua.ledger import Incoming, Ledger, Mode, Outcome, SubmissionParameters, Summary

DATA = "https://data.lumara.example/"
SP = "https://w3id.org/social-protection/"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


def household_line(household: str) -> str:
    return f"<{DATA}household/{household}> {TYPE} <{SP}Household> .\n"


def member_line(key: str, household: str) -> str:
    return f"<{DATA}person/{key}> <{SP}memberOf> <{DATA}household/{household}> .\n"


def text_of(key: str, household: str, age: int = 30) -> str:
    """What the test's mapping makes of a row."""
    return (
        f"<{DATA}person/{key}> {TYPE} <{SP}Person> .\n"
        + f'<{DATA}person/{key}> <{SP}age> "{age}"^^<http://www.w3.org/2001/XMLSchema#integer> .\n'
        + member_line(key, household)
        + household_line(household)
    )


def person(
    key: str | None, household: str = "h1", age: int = 30, *, row: int | None = None, refused: bool = False
) -> Incoming:
    """One row `key,household,age`; refused ones carry a diagnostic with a value that must not be kept."""
    raw = f"{key},{household},{age}".encode()
    found = (
        (Diagnostic("IL-R002", "Not a date.", place=Place(row=row, field="born"), value="31/02/SECRET"),)
        if refused
        else ()
    )
    return Incoming(key, raw, "" if refused else text_of(key or "", household, age), found, refused, row)


def retranslate(raw: bytes) -> str:
    """The test's mapping, from the raw form again."""
    key, household, age = raw.decode().split(",")
    return text_of(key, household, int(age))


def parameters(mode: Mode = "upsert", **more: object) -> SubmissionParameters:
    return SubmissionParameters("lumara-cash", "member", mode, "lumara-cash/member", "m1", **more)  # type: ignore[arg-type]


def send(
    ledger: Ledger,
    people: Iterable[Incoming],
    mode: Mode = "upsert",
    *,
    batch: int = 3,
    complete: bool = True,
    confirm_empty: bool = False,
    **more: object,
) -> tuple[Summary, list[Outcome]]:
    """A whole submission in batches, as `submit` does it."""
    submission = ledger.begin(parameters(mode, **more))
    rows = list(people)
    outcomes: list[Outcome] = []
    for start in range(0, len(rows), batch):
        outcomes += ledger.commit(submission, rows[start : start + batch])
    return ledger.finish(submission, complete=complete, confirm_empty=confirm_empty), outcomes


def graph_lines(graph: Graph) -> set[str]:
    """Every triple of the merged graph."""
    pieces: list[bytes] = []
    graph.write_to(pieces.append)
    return {line.decode() for line in b"".join(pieces).splitlines(keepends=True)}


def live_keys(ledger: Ledger) -> set[str]:
    return {record.key[0] for record in ledger.live("lumara-cash", "member")}


def show(directory: Path) -> set[str]:
    """The graph of a data directory after applying what is due."""
    with Ledger.open(directory) as ledger, Graph.open(directory) as graph:
        graph.apply(ledger)
        return graph_lines(graph)
