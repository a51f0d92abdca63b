"""Settings, and where the shipped files are.

Every setting has an environment variable `INTERLINGUA_<NAME>`; the command line wins over it.
docs/settings.md lists them (a test holds the two together).
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path

from interlingua.errors import EnvironmentFailed, UsageError

DEMO_IRI_KEY = "demo-key-published-so-never-use-it-for-people"
"""The key of the demo and the tests. It is public: `submit` refuses it outside the demo."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One frozen object, made once at the edge (command line or service) and passed down."""

    base_iri: str | None = field(
        default=None, metadata={"help": "Base of the data IRIs; wins over the mapping's."}
    )
    iri_key: str | None = field(
        default=None, repr=False, metadata={"help": "Key of the digests in data IRIs, or @FILE."}
    )
    max_cell_bytes: int = field(default=1 << 20, metadata={"help": "A larger cell costs its record."})
    unpacked_bytes: int = field(
        default=64 << 30, metadata={"help": "Most that a compressed source may unpack to."}
    )
    unpacked_ratio: int = field(
        default=250, metadata={"help": "Most that it may unpack to, in times its size (over 64 MiB)."}
    )
    database_seconds: float = field(
        default=300.0, metadata={"help": "Longest wait for the next rows of a database."}
    )
    batch_records: int = field(default=500, metadata={"help": "Records in one ledger commit."})
    query_seconds: float = field(default=30.0, metadata={"help": "Wall clock of one query."})
    query_cpu_seconds: int = field(default=30, metadata={"help": "Processor time of one query."})
    query_memory_bytes: int = field(default=2 << 30, metadata={"help": "Address space of one query."})
    query_output_bytes: int = field(default=256 << 20, metadata={"help": "Largest answer of one query."})
    query_text_bytes: int = field(default=256 << 10, metadata={"help": "Largest query text."})
    query_workers: int = field(default=2, metadata={"help": "Queries at once."})
    upload_bytes: int = field(default=1 << 30, metadata={"help": "Largest request body."})
    validate_bytes: int = field(
        default=64 << 20, metadata={"help": "Largest graph sent to validate over HTTP."}
    )
    validate_seconds: float = field(
        default=60.0, metadata={"help": "Wall clock of one validation over HTTP."}
    )

    def key_bytes(self) -> bytes:
        """The key of `il:iri`; the published demo key when none is set."""
        text = self.iri_key or DEMO_IRI_KEY
        if text.startswith("@"):
            try:
                return Path(text[1:]).read_bytes().strip()
            except OSError as error:
                raise UsageError("IL-U004", f"The key file cannot be read: {error.strerror}.") from error
        return text.encode()

    @property
    def has_own_key(self) -> bool:
        """Whether a key other than the published one is set."""
        return self.iri_key is not None and self.iri_key != DEMO_IRI_KEY


def from_environment(**overrides: object) -> Settings:
    """Settings from `INTERLINGUA_*` variables; keyword arguments that are not None win."""
    values: dict[str, object] = {}
    for f in fields(Settings):
        text = os.environ.get(f"INTERLINGUA_{f.name.upper()}")
        if text is not None and text != "":
            kind = {"int": int, "float": float}.get(str(f.type), str)
            try:
                values[f.name] = kind(text)
            except ValueError as error:
                raise UsageError("IL-U001", f"INTERLINGUA_{f.name.upper()} must be a number.") from error
    values.update({name: value for name, value in overrides.items() if value is not None})
    return Settings(**values)  # type: ignore[arg-type]


@cache
def shipped(name: str) -> Path:
    """The folder `ontology`, `shapes` or `mappings`: inside the wheel, or in the checkout."""
    package = Path(__file__).resolve().parent
    for candidate in (package / "_shipped" / name, package.parents[1] / name):
        if candidate.is_dir():
            return candidate
    raise EnvironmentFailed("IL-E005", f"The folder {name!r} is not installed.")
