"""Deterministic linkage: equal kind, issuer and value of an identifier, between systems.

Only what changed since the last run is read, and only the clusters that it touches are made anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from interlingua.errors import Diagnostic
from interlingua.ledger import RESERVED_SYSTEMS, Ledger
from interlingua.linkage.claims import Claim, claims, kind_name
from interlingua.linkage.index import Index, State, open_index
from interlingua.linkage.stars import Match, Sharers, stars, systems_twice

if TYPE_CHECKING:
    from interlingua.ledger.reading import Reading

SYSTEM: Final = "il-linkage"
TYPE: Final = "identity-match"
_AT_ONCE: Final = 500


@dataclass(frozen=True, slots=True)
class LinkReport:
    """How many matches there are now, how many were made or changed, and how many withdrawn.

    `findings` are about what this run touched.
    """

    matches: int
    changed: int
    withdrawn: int
    findings: tuple[Diagnostic, ...] = ()


def link(ledger: Ledger) -> LinkReport:
    """Bring the matches up to what the live records say; they are records of the system `il-linkage`.

    The index is kept only after the ledger has the matches: whatever is cut off is done again.
    """
    with open_index(ledger.directory) as index:
        with ledger.read() as reading:
            before, now = index.state, _state(reading)
            if before is not None and not _continues(reading, before):
                index.clear()
                before = None
            if before is not None and before.version == now.version and not before.unfinished:
                return LinkReport(index.count(), 0, 0)
            touched = _Touched(index)
            for record, system, triples in _changed(reading, before):
                if before is None:
                    index.replace(record, system, claims(triples))
                else:
                    touched.read(record, system, set(claims(triples)))
        index.state = now
        return _all(ledger, index) if before is None else _some(ledger, index, touched)


class _Touched:
    """Subjects whose cluster may have changed; found while the new claims are written into the index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._joined: dict[bytes, set[str] | None] = {}
        self.subjects: set[str] = set()

    def read(self, record: int, system: str, new: set[Claim]) -> None:
        """A record claims these now."""
        old = self._index.claims_of(record)
        if old == new:
            return
        for claim in old ^ new:
            self.subjects.add(claim.subject)
            if claim.identifier not in self._joined:
                self._joined[claim.identifier] = _joined(self._index.sharers(claim.identifier))
        self._index.replace(record, system, new)

    def seeds(self) -> set[str]:
        """The subjects touched, with all that a changed identifier joined before or joins now."""
        out = set(self.subjects)
        for identifier, before in self._joined.items():
            after = _joined(self._index.sharers(identifier))
            if before != after:
                out |= (before or set()) | (after or set())
        return out


def _joined(sharers: Sharers | None) -> set[str] | None:
    return sharers.subjects() if sharers is not None and sharers.joins() else None


def _all(ledger: Ledger, index: Index) -> LinkReport:
    shared = list(index.shared())
    made = stars(shared)
    index.keep(made.values())
    if not made and next(ledger.live(SYSTEM, TYPE), None) is None:
        return LinkReport(0, 0, 0, _findings(index, shared, made))
    documents = ((subject, match.text()) for subject, match in sorted(made.items()))
    counts = ledger.replace_references(SYSTEM, TYPE, documents).counts
    return LinkReport(len(made), counts["accepted"], counts["withdrawn"], _findings(index, shared, made))


def _some(ledger: Ledger, index: Index, touched: _Touched) -> LinkReport:
    subjects, shared = _clusters(index, touched.seeds())
    made = stars(shared)
    old = {subject: match for subject in subjects if (match := index.match(subject)) is not None}
    changed = [match for subject, match in sorted(made.items()) if old.get(subject) != match]
    gone = sorted(old.keys() - made.keys())
    if changed or gone:
        documents = [(match.subject, match.text()) for match in changed]
        ledger.change_references(SYSTEM, TYPE, documents, withdrawn=gone)
        index.keep(changed)
        index.forget(gone)
    return LinkReport(index.count(), len(changed), len(gone), _findings(index, shared, made))


def _clusters(index: Index, seeds: set[str]) -> tuple[set[str], list[Sharers]]:
    """Everybody who is in a cluster with a seed, and all identifiers that they share with others."""
    subjects, todo = set(seeds), list(seeds)
    shared: dict[bytes, Sharers] = {}
    while todo:
        for identifier in index.identifiers_of(todo.pop()):
            if identifier in shared:
                continue
            sharers = index.sharers(identifier)
            if sharers is None:
                continue
            shared[identifier] = sharers
            if sharers.joins():
                new = sharers.subjects() - subjects
                subjects |= new
                todo.extend(new)
    return subjects, list(shared.values())


def _findings(index: Index, shared: Iterable[Sharers], made: dict[str, Match]) -> tuple[Diagnostic, ...]:
    out = []
    for sharers in shared:
        for system, subjects in sorted(sharers.by_system.items()):
            if len(subjects) > 1:
                text = f"Two records of {system} (or more) claim the same {kind_name(sharers.kind)}"
                out.append(_finding(f"{text}; no match was made by it."))
    systems = {
        subject: index.systems_of(subject) for match in made.values() for subject in (match.subject, match.representative)
    }  # fmt: skip
    for system, count in systems_twice(made, systems):
        out.append(_finding(f"{count} records of {system} are matched to one in another system."))
    return tuple(out)


def _finding(message: str) -> Diagnostic:
    return Diagnostic("IL-L010", message, severity="warning")


# what the ledger says


def _state(reading: Reading) -> State:
    from sqlalchemy import func, select

    from interlingua.ledger.schema import submissions, versions

    connection = reading.connection
    last = int(connection.execute(select(func.coalesce(func.max(versions.c.number), 0))).scalar_one())
    unfinished = connection.execute(select(submissions.c.number).where(submissions.c.status != "finished"))
    return State(_mark(reading, last), last, tuple(unfinished.scalars()))


def _mark(reading: Reading, version: int) -> str:
    """The ledger's name and the submission that made a version: a restored ledger has another one there."""
    from sqlalchemy import select

    from interlingua.ledger.schema import submissions, versions

    where = (versions.c.number == version) & (submissions.c.number == versions.c.submission)
    made_by = reading.connection.execute(select(submissions.c.id).where(where)).scalar_one_or_none()
    return f"{reading.identity} {made_by}"


def _continues(reading: Reading, state: State) -> bool:
    return _mark(reading, state.version) == state.mark


def _changed(reading: Reading, since: State | None) -> Iterator[tuple[int, str, bytes]]:
    """`(record, system, live triples)` of the records that changed; of all, from the beginning."""
    from sqlalchemy import or_, select

    from interlingua.ledger.canonical import unpack
    from interlingua.ledger.schema import items, kinds, records, versions

    found = (
        select(records.c.number, kinds.c.system, versions.c.triples)
        .select_from(records.join(kinds, kinds.c.number == records.c.kind))
        .outerjoin(versions, versions.c.number == records.c.version)
        .where(kinds.c.system.not_in(RESERVED_SYSTEMS))
    )
    if since is not None:
        newer = select(versions.c.record).where(versions.c.number > since.version)
        taken_back = select(items.c.record).where(
            items.c.submission.in_(since.unfinished),
            items.c.outcome == "refused",
            items.c.record.is_not(None),
        )
        found = found.where(or_(records.c.number.in_(newer), records.c.number.in_(taken_back)))
    else:
        found = found.where(records.c.version.is_not(None))
    rows = reading.connection.execution_options(yield_per=_AT_ONCE).execute(found)
    for number, system, triples in rows:
        yield number, system, b"" if triples is None else unpack(triples)
