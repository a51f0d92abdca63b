"""What was made, by digest: `artefacts.sha256` is committed, so that a change of any artefact shows in review."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from interlingua.errors import EnvironmentFailed

LIST: Final = "artefacts.sha256"
MANIFEST: Final = "manifest.json"


def list_of(files: Mapping[str, bytes]) -> str:
    """Digest and path a line, in the form of `sha256sum`: `cd build/vocabulary && sha256sum -c artefacts.sha256`."""
    return "".join(f"{sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files))


def manifest_of(version: str, files: Mapping[str, bytes]) -> str:
    """The same with sizes, for programs."""
    rows = [
        {"path": path, "bytes": len(files[path]), "sha256": sha256(files[path]).hexdigest()}
        for path in sorted(files)
    ]
    return json.dumps({"version": version, "files": rows}, indent=1) + "\n"


def differences(committed: str, files: Mapping[str, bytes]) -> list[str]:
    """Paths whose artefact is not the one on the committed list, that are missing there, or are no more."""
    before = dict(_rows(committed))
    now = dict(_rows(list_of(files)))
    return sorted(path for path in {*before, *now} if before.get(path) != now.get(path))


def _rows(text: str) -> Iterable[tuple[str, str]]:
    for line in text.splitlines():
        digest, _, path = line.partition("  ")
        yield path, digest


def write(folder: Path, files: Mapping[str, bytes], version: str) -> None:
    """Every file, the list and the manifest. What an earlier list named and no one makes any more goes.

    Raises EnvironmentFailed IL-E002.
    """
    listed = {LIST: list_of(files).encode(), MANIFEST: manifest_of(version, files).encode()}
    try:
        _remove_old(folder, files)
        for path, content in {**files, **listed}.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.is_file() or target.read_bytes() != content:
                target.write_bytes(content)
    except OSError as error:
        raise EnvironmentFailed("IL-E002", f"The folder cannot be written: {error.strerror}.") from error


def _remove_old(folder: Path, files: Mapping[str, bytes]) -> None:
    before = folder / LIST
    if not before.is_file():
        return
    for path, _ in _rows(before.read_text(encoding="utf-8", errors="replace")):
        if path not in files and ".." not in Path(path).parts and not Path(path).is_absolute():
            (folder / path).unlink(missing_ok=True)
