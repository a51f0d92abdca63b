"""What is kept: a data directory opened for writing, and the use cases on it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Self

from interlingua.errors import InterlinguaError, MappingError, UsageError
from interlingua.exchange import forms
from interlingua.exchange.prepare import all_sources
from interlingua.exchange.records import open_driving, records
from interlingua.graph import Graph, RebuildReport, VerifyReport
from interlingua.ledger import Incoming, Ledger, Mode, Summary

if TYPE_CHECKING:
    from interlingua.exchange.prepare import Prepared
    from interlingua.ledger import Outcome, Record
    from interlingua.linkage import LinkReport
    from interlingua.rml.model import LogicalSource
    from interlingua.settings import Settings
    from interlingua.sources import Location, Reader

Progress = Callable[[int, int | None], None]
OnOutcome = Callable[["Outcome"], None]


@dataclass(frozen=True, slots=True)
class Sending:
    """How a submission is to be taken. `name` is what the mapping is called in the ledger."""

    name: str
    mode: Mode = "upsert"
    confirm_empty: bool = False
    idempotency_key: str | None = None
    body_hash: str | None = None
    on_outcome: OnOutcome | None = None


class Keeper:
    """A data directory, open for writing: ledger, graph, links. One process at a time; threads may share it.

    Close it, or use it as a context manager. Raises IL-L001 where another process writes.
    """

    def __init__(self, directory: Path, settings: Settings) -> None:
        self.directory, self.settings = directory, settings
        self.ledger = Ledger.open(directory)
        try:
            self.graph = Graph.open(directory)
        except BaseException:
            self.ledger.close()
            raise
        self.links: LinkReport | None = None
        """What the last `publish` linked."""
        self._lock = RLock()

    def close(self) -> None:
        """Release the directory."""
        with self._lock:
            self.graph.close()
            self.ledger.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def submit(self, ready: Prepared, sending: Sending, progress: Progress | None = None) -> Summary:
        """Translate, check and keep the records of the driving source; then `publish`.

        A fault of the source as a whole leaves what was committed, and the submission open to be sent again.
        """
        require_keepable(ready)
        with self._lock:
            summary = self._submit(ready, sending, progress)
            self.publish()
            return summary

    def _submit(self, ready: Prepared, sending: Sending, progress: Progress | None) -> Summary:
        with closing(open_driving(ready, self.settings)) as reader:
            submission = self.ledger.begin(_parameters(ready, sending, reader, self.settings))
            if not submission.replayed:
                try:
                    incoming = records(ready, reader, progress)
                    for batch in batches(incoming, self.settings.batch_records):
                        for outcome in self.ledger.commit(submission, batch):
                            if sending.on_outcome is not None:
                                sending.on_outcome(outcome)
                except BaseException:
                    self.ledger.abandon(submission)
                    raise
            return self.ledger.finish(submission, confirm_empty=sending.confirm_empty)

    def put_reference(self, key: str, ntriples: str) -> None:
        """Keep a document of areas, programmes and institutions (system `il-reference`)."""
        with self._lock:
            self.ledger.put_reference("il-reference", key, ntriples)

    def put_vocabulary(self) -> None:
        """Keep the shipped vocabulary, so that questions can show words (system `il-vocabulary`)."""
        from interlingua.settings import shipped
        from interlingua.vocabulary import triples

        text = "".join(f"{triple} .\n" for triple in triples(shipped("ontology")))
        with self._lock:
            self.ledger.put_reference("il-vocabulary", "vocabulary", text)

    def publish(self, progress: Progress | None = None) -> Path:
        """Link, bring the graph to the ledger's position, make a generation for readers; its directory."""
        from interlingua.linkage import link

        with self._lock:
            self.links = link(self.ledger)
            self.graph.apply(self.ledger, progress=progress)
            return self.graph.generation()


def require_keepable(ready: Prepared) -> None:
    """Raises MappingError IL-M011 for a mapping whose records cannot be kept."""
    if ready.mapping.record is None:
        raise MappingError(
            "IL-M011", "The mapping does not say what a record is.",
            hint="Add `record: {system, type, source, key}`.",
        )  # fmt: skip
    if ready.program.quads:
        raise MappingError(
            "IL-M011", "The mapping puts statements into named graphs.", hint="Leave `graphs` out."
        )
    if ready.program.targets:
        raise MappingError(
            "IL-M011", "The mapping sends statements to targets, which only `translate` writes.",
            place=ready.program.targets[0].place, hint="Leave the targets out: what is kept goes to the ledger.",
        )  # fmt: skip
    if ready.plan.main.view is not None:
        raise MappingError(
            "IL-M011", "A record made of several rows cannot be kept yet: its source form is not one record.",
            place=ready.mapping.record.place, hint="Translate it, or send one row for each record.",
        )  # fmt: skip
    others = [s for s in ready.plan.streams if not s.is_record and s.groups]
    joined = set(_joined_names(ready))
    for stream in others:
        loose = [m.name for g in stream.groups for m in g.maps if m.name not in joined]
        if loose:
            raise MappingError(
                "IL-M011", f"The rules of {loose[0]!r} read another source than the record's.",
                hint="Give that source a mapping of its own.",
            )  # fmt: skip


def _joined_names(ready: Prepared) -> Iterator[str]:
    for triples_map in ready.mapping.triples_maps:
        for link in triples_map.links:
            if link.joins:
                yield link.parent


def _parameters(ready: Prepared, sending: Sending, reader: Reader, settings: Settings) -> Any:
    from interlingua.ledger import SubmissionParameters

    record = ready.mapping.record
    assert record is not None
    sides = tuple(
        (source.name, hash_source(ready.paths[source.name], source))
        for source in sorted(all_sources(ready.mapping), key=lambda source: source.name)
        if source.name != ready.driving.name
    )
    return SubmissionParameters(
        system=record.system,
        type=record.type,
        mode=sending.mode,
        mapping=sending.name,
        mapping_digest=ready.mapping.digest,
        vocabulary=ready.vocabulary.version,
        side_inputs=sides,
        source={
            **forms.to_source(reader.rejects),
            **_deployment(settings),
            "profiles": " ".join(ready.profiles),
        },
        idempotency_key=sending.idempotency_key,
        body_hash=sending.body_hash,
    )


def _deployment(settings: Settings) -> dict[str, str]:
    """What the IRIs of a submission hang on: the base, and which key (its fingerprint, never the key)."""
    mark = hmac.digest(settings.key_bytes(), b"interlingua key fingerprint", "sha256")[:8].hex()
    return {"base": settings.base_iri or "", "key": mark}


def hash_source(where: Location, source: LogicalSource) -> str:
    """What tells one content from another: the bytes of a file. Of a database on the network its address and what
    is read of it stand for them: the same query under the same idempotency key is the same submission."""
    if not isinstance(where, Path):
        options = dict(source.options)
        asked = "\0".join((str(where), options.get("table", ""), options.get("query", "")))
        return hashlib.sha256(asked.encode()).hexdigest()
    with where.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def batches(records: Iterable[Incoming], size: int) -> Iterator[list[Incoming]]:
    """Records in lists of `size`, for one commit each."""
    iterator = iter(records)
    while some := list(islice(iterator, size)):
        yield some


# ledger verify, ledger rebuild


def verify_directory(directory: Path, settings: Settings, progress: Progress | None = None) -> VerifyReport:
    """Compare raw records, triples, counts and graph. Raises IL-L001, IL-L002."""
    from interlingua.graph import verify

    return verify(directory, retranslate=Retranslator(settings), progress=progress)


def rebuild_directory(directory: Path, progress: Progress | None = None) -> RebuildReport:
    """Make counts and graph anew from the ledger."""
    from interlingua.graph import rebuild

    return rebuild(directory, progress=progress)


@dataclass(slots=True)
class Retranslator:
    """Translates kept records again from their raw form, where mapping, key and base are the same.

    Call it with a record; None means that what it was translated with is not at hand.
    """

    settings: Settings
    folders: tuple[Path, ...] = ()
    _programs: dict[tuple[str, str, str], Any] = field(default_factory=dict)
    _sources: dict[str, dict[str, str]] = field(default_factory=dict)

    def __call__(self, record: Record) -> str | None:
        version = record.version
        if version is None:
            return None
        source = dict(version.source)
        here = _deployment(self.settings)
        if source.get("key") != here["key"] or source.get("base") != here["base"]:
            return None
        name = (version.mapping, version.mapping_digest, source.get("profiles", ""))
        if name not in self._programs:
            self._programs[name] = self._program(*name)
        found = self._programs[name]
        if found is None:
            return None
        program, driving = found
        row, columns = forms.read_again(driving, forms.from_source(source), version.raw, self.settings)
        if row is None:
            return None
        if columns is not None:
            program = program.bind({driving.name: columns})
            self._programs[name] = (program, driving)
        return str(program.record(row, version.row or 1).text)

    def _program(self, mapping: str, digest: str, profiles: str) -> tuple[Any, Any] | None:
        from interlingua.exchange.catalogue import find_mapping
        from interlingua.exchange.prepare import checks_of
        from interlingua.plan import make_plan
        from interlingua.rml import load_mapping
        from interlingua.translate import compile_plan
        from interlingua.vocabulary import load

        try:
            document = load_mapping(find_mapping(mapping, self.folders))
        except (InterlinguaError, OSError):
            return None
        if document.digest != digest or document.record is None:
            return None
        plan = make_plan(document, vocabulary=load())
        if any(not stream.is_record for stream in plan.streams):
            return None  # joined sources are not kept, only their hashes
        checks = checks_of(plan, profiles.split() or ["core"])
        program = compile_plan(plan, checks, self.settings, load(), skolemise=True)
        return None if program.joins else (program, document.record.source)  # nor what lookups look into


def require_own_key(settings: Settings) -> None:
    """Raises UsageError IL-U004 for the published key: what is kept under it could be recomputed by anybody."""
    if not settings.has_own_key:
        raise UsageError(
            "IL-U004", "Records are kept under a key of your own, and none is set.",
            hint="Set INTERLINGUA_IRI_KEY (or --iri-key @FILE), and keep it: losing it changes every IRI.",
        )  # fmt: skip
