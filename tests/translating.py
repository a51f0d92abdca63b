"""Translate a file under a mapping, as tests need it: statements, refused rows, findings."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from interlingua.errors import Diagnostic
from interlingua.plan import make_plan
from interlingua.rml import load_mapping
from interlingua.settings import Settings
from interlingua.shacl import load_profile, record_checks
from interlingua.shacl.fragments import RecordCheck
from interlingua.translate import Program, compile_plan, run
from interlingua.vocabulary import load as load_vocabulary
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
    program, name = compiled(mapping)
    refused: dict[int, tuple[Diagnostic, ...]] = {}
    findings: list[Diagnostic] = []
    out = io.BytesIO()
    result = run(
        program,
        {name: source} if source else {},
        out,
        on_reject=lambda reject: refused.__setitem__(reject.row, reject.diagnostics),
        on_diagnostic=findings.append,
        settings=Settings(),
    )
    return Translation(out.getvalue().decode(), result.read, refused, tuple(findings))


def compiled(mapping: Path) -> tuple[Program, str]:
    """The program of a mapping with its profiles' checks, and the name of its driving source."""
    vocabulary = load_vocabulary()
    document = load_mapping(mapping)
    assert document.record is not None
    plan = make_plan(document, vocabulary=vocabulary)
    checks: dict[int, tuple[RecordCheck, ...]] = {}
    for profile in document.profiles:
        for index, found in record_checks(plan, load_profile(profile)).items():
            checks[index] = (*checks.get(index, ()), *found)
    return compile_plan(plan, checks, Settings(), vocabulary), document.record.source.name


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
