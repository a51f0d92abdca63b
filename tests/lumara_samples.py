"""What the tests of the sample country share: its files, and the rule of `il:iri` told a second time."""

from __future__ import annotations

import base64
import csv
import hashlib
import hmac
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from interlingua.settings import DEMO_IRI_KEY

ROOT = Path(__file__).resolve().parents[1]
MAPPINGS = ROOT / "mappings"
BASE = "https://data.lumara.example/"


@dataclass(frozen=True)
class Programme:
    """One mapping of the sample country and the files that go with it."""

    name: str
    system: str
    mapping: Path
    sample: Path
    expected: Path


def _programme(name: str, folder: str, stem: str, suffix: str, system: str) -> Programme:
    at = MAPPINGS / folder
    return Programme(
        name, system, at / f"{stem}.yarrrml.yaml", at / "samples" / f"{stem}.{suffix}", at / "expected"
    )


PROGRAMMES = (
    _programme("members", "lumara-cash", "members", "csv", "lumara-cash"),
    _programme("payments", "lumara-cash", "payments", "csv", "lumara-cash"),
    _programme("households", "lumara-social-registry", "households", "json", "lumara-sr"),
    _programme("pensioners", "lumara-pension", "pensioners", "xlsx", "lumara-pension"),
)


def data_iri(system: str, kind: str, *keys: str, base: str = BASE) -> str:
    """The IRI of a thing as the working rule states it, written here without a look at the engine.

    HMAC-SHA256 under the key over system, kind and key parts, each after its length in UTF-8 bytes as
    four bytes, big end first; the first 128 bits in base32, lower case, no padding.
    """
    message = b"".join(len(p.encode()).to_bytes(4, "big") + p.encode() for p in (system, kind, *keys))
    digest = hmac.new(DEMO_IRI_KEY.encode(), message, hashlib.sha256).digest()[:16]
    return f"{base}{kind}/{base64.b32encode(digest).decode().rstrip('=').lower()}"


def token_iri(token: str) -> str:
    """`system/kind/key/...` as an IRI; parts are percent-encoded where they hold a slash or a blank."""
    system, kind, *keys = token.split("/")
    return data_iri(system, kind, *(unquote(k) for k in keys))


def bad_records() -> list[dict[str, Any]]:
    """The list of what is bad in the samples."""
    return json.loads((MAPPINGS / "lumara/bad-records.json").read_text("utf-8"))  # type: ignore[no-any-return]


def expected_answers() -> dict[str, list[dict[str, Any]]]:
    """What is true of the people, by question."""
    return json.loads((MAPPINGS / "lumara/expected-answers.json").read_text("utf-8"))  # type: ignore[no-any-return]


def outcomes(programme: Programme) -> list[dict[str, str]]:
    """The hand-written outcome of each record: row, outcome, code, place."""
    path = programme.expected / f"{programme.name}.outcomes.csv"
    with path.open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))
