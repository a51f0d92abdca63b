"""Translate a file under a mapping, as tests need it: statements, refused rows, findings."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from interlingua.errors import Diagnostic
from interlingua.exchange.prepare import Prepared, prepared
from interlingua.settings import Settings
from interlingua.translate import run
from lumara_samples import token_iri


@dataclass(frozen=True)
class Translation:
    """What a mapping made of a file: statements, refused rows with their findings, and the other findings."""

    text: str
    read: int
    refused: dict[int, tuple[Diagnostic, ...]]
    findings: tuple[Diagnostic, ...]

    def said(self, row: int) -> set[tuple[str, str | None]]:
        """Code and place of each violation of that row: a column's name or a pointer."""
        return {
            (d.code, (d.place.field or d.place.pointer) if d.place else None)
            for d in self.refused[row]
            if d.severity == "violation"
        }


def translate_file(mapping: Path, source: Path | None = None) -> Translation:
    """Translate one file under the mapping's own profiles, as the command line does."""
    given: dict[str | None, str] = {None: str(source)} if source else {}
    with prepared(str(mapping), given, Settings()) as ready:
        return translate(ready, ready.paths[ready.driving.name])


def translate_named(mapping: Path, sources: dict[str, Path]) -> Translation:
    """Translate under the mapping's own profiles, with a file given for some of its sources by name."""
    given: dict[str | None, str] = {name: str(path) for name, path in sources.items()}
    with prepared(str(mapping), given, Settings()) as ready:
        return translate(ready, ready.paths[ready.driving.name])


def translate(ready: Prepared, source: Path) -> Translation:
    """Translate one file under a mapping that is prepared already."""
    refused: dict[int, tuple[Diagnostic, ...]] = {}
    kept: list[Diagnostic] = []
    with tempfile.TemporaryFile() as out:
        result = run(
            ready.program,
            {**ready.paths, ready.driving.name: source},
            out,
            on_reject=lambda reject: refused.__setitem__(reject.row, tuple(reject.diagnostics)),
            on_finding=lambda reject: kept.extend(reject.diagnostics),
            settings=Settings(),
        )
        out.seek(0)
        text = out.read().decode()
    return Translation(text, result.read, refused, tuple(kept))


def stored(data: bytes | str, syntax: ox.RdfFormat = ox.RdfFormat.N_TRIPLES) -> set[str]:
    """The statements in the store's own form, in which they are compared and counted."""
    store = ox.Store()
    store.load(input=data.encode() if isinstance(data, str) else data, format=syntax)
    return {f"{q.subject} {q.predicate} {q.object}" for q in store}


def by_hand(path: Path, system: str) -> set[str]:
    """A hand-written expectation in the store's form, `<key:kind/key>` resolved in the system."""
    text = path.read_text("utf-8")
    resolved = re.sub(r"<key:([^>]+)>", lambda m: f"<{token_iri(f'{system}/{m[1]}')}>", text)
    return stored(resolved, ox.RdfFormat.TURTLE)
