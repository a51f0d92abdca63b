"""What is read from many Turtle files, kept as one JSON document beside a digest of those files.

A snapshot is used only while its digest fits the bytes of its sources and of the code that reads them, so it
is never stale. A wheel brings its own (hatch_build.py); a checkout keeps them under build/cache/, which may be
deleted at any time. See docs/decisions/0005-snapshots.md.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from interlingua.settings import shipped

_WHEEL: Final = "_shipped"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One document: its file's name, what it is read from, and how it is read (gives plain JSON)."""

    name: str
    sources: Callable[[], Iterable[Path]]
    make: Callable[[], Any]

    def read(self, folder: Path | None = None) -> Any:
        """The document if one fits its sources; else it is made, and kept unless this is an installed wheel."""
        file = (folder or _home()) / f"{self.name}.json"
        wanted = digest(self.sources())
        with contextlib.suppress(OSError, ValueError, TypeError, LookupError):
            found = json.loads(file.read_bytes())
            if found["digest"] == wanted:
                return found["content"]
        content = self.make()
        if file.parent.name != _WHEEL:
            with contextlib.suppress(OSError):  # a read-only checkout works too, only slower
                _write(file, wanted, content)
        return content

    def write(self, folder: Path) -> None:
        """Make it there. Raises OSError."""
        _write(folder / f"{self.name}.json", digest(self.sources()), self.make())


def _home() -> Path:
    """Inside the wheel, or under build/ of the checkout."""
    home = shipped("ontology").parent
    return home if home.name == _WHEEL else home / "build" / "cache"


def _write(file: Path, wanted: str, content: Any) -> None:
    """The file appears whole or not at all: several processes may write it at once."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.{os.getpid()}")
    text = json.dumps({"digest": wanted, "content": content}, ensure_ascii=False, separators=(",", ":"))
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def digest(sources: Iterable[Path]) -> str:
    """SHA-256 over names and bytes of the sources, and of the code of this package."""
    found = sha256()
    for path in (*sources, *sorted(Path(__file__).parent.glob("*.py"))):
        data = path.read_bytes() if path.is_file() else b""
        found.update(f"{path.parent.name}/{path.name} {len(data)}\n".encode())
        found.update(data)
    return found.hexdigest()
