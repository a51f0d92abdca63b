"""One commit: some records of a submission become versions, outcomes, counts and a delta, or nothing does."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, select, update

from interlingua.errors import Diagnostic, Place
from interlingua.ledger.canonical import canonical, digest, pack, unpack
from interlingua.ledger.counting import Change
from interlingua.ledger.model import Incoming, Outcome, OutcomeName, Submission, decode_key, encode_key
from interlingua.ledger.schema import deltas, items, many, records, seen, versions

NAMED: Final = 12
"""Of the rows that share a key, so many are named to each other; a wrong key column may give millions."""

_AT_ONCE: Final = 4000


@dataclass(slots=True)
class Prepared:
    """A record made ready outside the transaction: encoded key, store's form, digests."""

    row: int | None
    key: str | None
    raw: bytes
    raw_digest: bytes
    triples: bytes
    findings: list[dict[str, Any]]
    refused: bool
    number: int = 0
    outcome: OutcomeName = "refused"
    version: int | None = None


@dataclass(slots=True)
class _Kept:
    """A record of the ledger as it was before this commit, and its live version."""

    number: int
    id: str
    version: int | None
    submission: int | None = None
    previous: int | None = None
    outcome: OutcomeName = "accepted"
    raw_digest: bytes | None = None
    triples_digest: bytes | None = None


@dataclass(slots=True)
class _Seen:
    """What this submission sent under one key so far."""

    raw_digest: bytes
    outcome: OutcomeName
    conflict: bool = False
    version: int | None = None
    items: list[tuple[int, int | None]] = field(default_factory=list)
    total: int = 0


def prepare(record: Incoming, identity: str, *, relabel: bool = False) -> Prepared:
    """Everything that needs no database. A record whose triples the store refuses is refused."""
    findings = [d.to_dict() for d in record.diagnostics]
    refused, triples = record.refused, b""
    key = None if record.key is None else encode_key(record.key)
    if key is None:
        refused = True
        if not findings:
            findings.append(Diagnostic("IL-R011", "The key cannot be read.").to_dict())
    elif not refused:
        try:
            triples = canonical(record.text, f"{identity} {key}", relabel=relabel)
        except SyntaxError:
            refused = True
            finding = Diagnostic(
                "IL-R009", "The triples of this record cannot be kept.", place=_place(record.row)
            )
            findings.append(finding.to_dict())
    return Prepared(record.row, key, record.raw, digest(record.raw), triples, findings, refused)


class Commit:
    """The work inside one transaction. Build, `run`, `write`, then read the outcomes."""

    def __init__(self, connection: Connection, submission: Submission) -> None:
        self._connection, self._submission = connection, submission
        last = connection.execute(_LAST, {"of": submission.number}).one()
        self._next_item, self._next_version, self._next_record = (1 + (number or 0) for number in last)
        self._kept: dict[str, _Kept] = {}
        self._seen: dict[str, _Seen] = {}
        self._fresh: set[str] = set()
        self._new_records: list[tuple[Any, ...]] = []
        self._new_versions: list[tuple[Any, ...]] = []
        self._new_items: list[tuple[Any, ...]] = []
        self._live: list[tuple[int | None, int]] = []  # (live version, record): records.version
        self._unsaid: list[int] = []  # versions that are no longer live
        self._said: list[int] = []  # older versions that are live again
        self._change = Change()

    def run(self, batch: Sequence[Prepared]) -> list[Outcome]:
        """Decide on each record and write everything."""
        keys = sorted({p.key for p in batch if p.key is not None})
        self._load(keys)
        groups: dict[str, list[Prepared]] = defaultdict(list)
        for p in batch:
            p.number = self._next_item
            self._next_item += 1
            if p.key is not None:
                groups[p.key].append(p)
        for key, group in groups.items():
            self._decide(key, group)
        for p in batch:
            self._item(p)
        self._write()
        self._write_seen(groups)
        return [self._outcome(p) for p in batch]

    def withdraw(self, gone: Iterable[tuple[str, int, int]]) -> None:
        """Withdraw records given as (key, record, live version)."""
        for key, record, version in gone:
            number = self._version(record, version, "withdrawn", None, b"", b"", None)
            self._live.append((None, record))
            self._unsaid.append(version)
            self._new_items.append(
                (self._submission.number, self._next_item, None, key, "withdrawn", record, number, None, None)
            )
            self._next_item += 1
        self._write()

    # deciding

    def _decide(self, key: str, group: list[Prepared]) -> None:
        before = self._seen.get(key)
        contents = {p.raw_digest for p in group}
        if before is not None:
            contents.add(before.raw_digest)
        if len(contents) > 1 or (before is not None and before.conflict):
            self._conflict(key, group, before)
            return
        rest = group
        if before is None:
            first, rest = group[0], group[1:]
            self._single(key, first)
            before = self._seen[key] = _Seen(first.raw_digest, first.outcome, False, first.version)
            self._fresh.add(key)
            _note(before, first)
        for p in rest:
            row = before.items[0][1]
            p.outcome = "refused" if before.outcome == "refused" else "unchanged"
            p.version = before.version
            there = f"row {row}" if row is not None else "another place"
            finding = Diagnostic(
                "IL-R013", f"The same record is at {there}.", severity="warning", place=_place(p.row)
            )
            p.findings.append(finding.to_dict())
            _note(before, p)

    def _single(self, key: str, p: Prepared) -> None:
        kept = self._kept.get(key)
        live = kept is not None and kept.version is not None
        if p.refused:
            p.outcome = "refused"
            return
        triples_digest = digest(p.triples)
        if (
            kept is not None
            and live
            and (kept.raw_digest, kept.triples_digest) == (p.raw_digest, triples_digest)
        ):
            again = kept.submission == self._submission.number  # a submission that is resumed
            p.outcome, p.version = (kept.outcome if again else "unchanged"), kept.version
            return
        if live and self._submission.mode == "append":
            p.outcome = "refused"
            p.findings.append(
                Diagnostic("IL-R014", "This key is kept already.", place=_place(p.row)).to_dict()
            )
            return
        p.outcome = "accepted_with_findings" if p.findings else "accepted"
        if kept is None:
            kept = self._kept[key] = _Kept(self._next_record, os.urandom(12).hex(), None)
            self._next_record += 1
            self._new_records.append((kept.number, kept.id, self._submission.kind, key, self._next_version))
        else:
            self._live.append((self._next_version, kept.number))
        if kept.version is not None:
            self._unsaid.append(kept.version)
        p.version = self._version(
            kept.number, kept.version, p.outcome, p.row, p.raw, p.triples, _json(p.findings),
            p.raw_digest, triples_digest,
        )  # fmt: skip
        self._change.say(p.triples)

    def _version(
        self, record: int, previous: int | None, outcome: OutcomeName, row: int | None, raw: bytes,
        triples: bytes, findings: str | None, raw_digest: bytes = b"", triples_digest: bytes = b"",
    ) -> int:  # fmt: skip
        number = self._next_version
        self._next_version += 1
        self._new_versions.append(
            (number, record, self._submission.number, previous, outcome, row, pack(raw), raw_digest,
             pack(triples), triples_digest, findings)
        )  # fmt: skip
        return number

    # two different records with one key

    def _conflict(self, key: str, group: list[Prepared], before: _Seen | None) -> None:
        kept = self._kept.get(key)
        if before is None:
            before = self._seen[key] = _Seen(group[0].raw_digest, "refused")
            self._fresh.add(key)
            if kept is not None and kept.submission == self._submission.number:  # made before it was cut off
                self._take_back(kept, kept.version)
        earlier = list(before.items)
        for p in group:
            _note(before, p)
        for p in group:
            p.outcome = "refused"
            p.findings.append(_same_key(p.number, p.row, before))
        if len(earlier) < NAMED:
            for number, row in earlier:
                self._refuse_earlier(number, row, before)
        if before.version is not None and before.outcome in ("accepted", "accepted_with_findings"):
            assert kept is not None
            self._take_back(kept, before.version)
        before.conflict, before.outcome, before.version = True, "refused", None

    def _refuse_earlier(self, number: int, row: int | None, before: _Seen) -> None:
        where = (items.c.submission == self._submission.number) & (items.c.number == number)
        item = self._connection.execute(select(items).where(where)).one()
        findings = [f for f in json.loads(item.findings or "[]") if f["code"] != "IL-R012"]
        findings.append(_same_key(number, row, before))
        raw = item.raw
        if raw is None:  # it was accepted, or as before: its source form is with its version
            raw = self._connection.execute(
                select(versions.c.raw).where(versions.c.number == item.version)
            ).scalar_one()
        values = {"outcome": "refused", "version": None, "raw": raw, "findings": json.dumps(findings)}
        self._connection.execute(update(items).where(where).values(values))

    def _take_back(self, kept: _Kept, version: int | None) -> None:
        """The version that this submission made is refused after all: what was live before is live again."""
        if version is None or kept.version != version:
            return  # another submission replaced it since
        self._connection.execute(
            update(versions).where(versions.c.number == version).values(outcome="refused")
        )
        self._live.append((kept.previous, kept.number))
        self._unsaid.append(version)
        if kept.previous is not None:
            self._said.append(kept.previous)
        kept.version = kept.previous

    # reading

    def _load(self, keys: list[str]) -> None:
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            for row in self._connection.execute(_KEPT, {"kind": self._submission.kind, "keys": some}):
                values = tuple(row)
                self._kept[values[0]] = _Kept(*values[1:])
            for row in self._connection.execute(_SEEN, {"of": self._submission.number, "keys": some}):
                self._seen[row.key] = _seen_from(row)

    # writing

    def _item(self, p: Prepared) -> None:
        kept = self._kept.get(p.key) if p.key is not None else None
        self._new_items.append(
            (
                self._submission.number, p.number, p.row, p.key, p.outcome, kept.number if kept else None,
                p.version if p.outcome != "refused" else None,
                pack(p.raw) if p.outcome == "refused" else None, _json(p.findings),
            )
        )  # fmt: skip

    def _write(self) -> None:
        connection = self._connection
        many(connection, _INSERT_RECORDS, self._new_records)
        many(connection, _INSERT_VERSIONS, self._new_versions)
        many(connection, _INSERT_ITEMS, self._new_items)
        many(connection, _LIVE, self._live)
        for triples in self._triples(self._unsaid):
            self._change.unsay(triples)
        for triples in self._triples(self._said):
            self._change.say(triples)
        removes, adds = self._change.count(connection)
        if removes or adds:
            row = (None, self._submission.number, pack(removes), pack(adds))
            many(connection, _INSERT_DELTAS, [row])

    def _triples(self, numbers: list[int]) -> Iterable[bytes]:
        for start in range(0, len(numbers), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE]
            yield from (unpack(row[0]) for row in self._connection.execute(_TRIPLES, {"numbers": some}))

    def _write_seen(self, groups: Iterable[str]) -> None:
        new, changed = [], []
        for key in groups:
            s = self._seen[key]
            state = (s.outcome, int(s.conflict), s.version, json.dumps(s.items), s.total)
            if key in self._fresh:
                new.append((self._submission.number, key, s.raw_digest, *state))
            else:
                changed.append((*state, self._submission.number, key))
        many(self._connection, _INSERT_SEEN, new)
        many(self._connection, _SEEN_CHANGED, changed)

    def _outcome(self, p: Prepared) -> Outcome:
        if p.key is None:
            return Outcome(p.row, None, None, p.outcome, tuple(p.findings))
        kept = self._kept.get(p.key)
        return Outcome(p.row, decode_key(p.key), kept.id if kept else None, p.outcome, tuple(p.findings))


def _place(row: int | None) -> Place | None:
    return None if row is None else Place(row=row)


def _json(findings: list[dict[str, Any]]) -> str | None:
    return json.dumps(findings, ensure_ascii=False) if findings else None


def _note(before: _Seen, p: Prepared) -> None:
    before.total += 1
    if len(before.items) < NAMED:
        before.items.append((p.number, p.row))


def _same_key(number: int, row: int | None, before: _Seen) -> dict[str, Any]:
    rows = [str(r) for n, r in before.items if n != number and r is not None]
    more = before.total - len(before.items)
    named = ", ".join(rows) + (f" and {more} more" if more > 0 else "")
    text = f"The key is also that of row {named}, with other content: all are refused."
    if len(rows) + max(more, 0) > 1:
        text = text.replace("of row ", "of rows ")
    return Diagnostic("IL-R012", text, place=_place(row)).to_dict()


def _seen_from(row: Any) -> _Seen:
    pairs = [(number, of) for number, of in json.loads(row.items)]
    return _Seen(row.raw_digest, row.outcome, bool(row.conflict), row.version, pairs, row.total)


_LAST: Final = select(
    select(func.max(items.c.number)).where(items.c.submission == bindparam("of")).scalar_subquery(),
    select(func.max(versions.c.number)).scalar_subquery(),
    select(func.max(records.c.number)).scalar_subquery(),
)
_KEPT: Final = (
    select(
        records.c.key, records.c.number, records.c.id, records.c.version, versions.c.submission,
        versions.c.previous, versions.c.outcome, versions.c.raw_digest, versions.c.triples_digest,
    )
    .select_from(records.outerjoin(versions, versions.c.number == records.c.version))
    .where(records.c.kind == bindparam("kind"), records.c.key.in_(bindparam("keys", expanding=True)))
)  # fmt: skip
_SEEN: Final = select(seen).where(
    seen.c.submission == bindparam("of"), seen.c.key.in_(bindparam("keys", expanding=True))
)
_TRIPLES: Final = select(versions.c.triples).where(
    versions.c.number.in_(bindparam("numbers", expanding=True))
)
_INSERT_RECORDS: Final = records.insert()  # made once: `many` keeps the text of a statement
_INSERT_VERSIONS: Final = versions.insert()
_INSERT_ITEMS: Final = items.insert()
_INSERT_SEEN: Final = seen.insert()
_INSERT_DELTAS: Final = deltas.insert()
_LIVE: Final = update(records).where(records.c.number == bindparam("of")).values(version=bindparam("live"))
_SEEN_CHANGED: Final = (
    update(seen)
    .where(seen.c.submission == bindparam("of"), seen.c.key == bindparam("named"))
    .values(
        outcome=bindparam("o"), conflict=bindparam("c"), version=bindparam("v"), items=bindparam("i"),
        total=bindparam("t"),
    )
)  # fmt: skip
