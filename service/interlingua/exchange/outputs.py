"""Where what a command makes goes: each under its own name, whole, and none over what is read."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from interlingua.errors import EnvironmentFailed, UsageError

if TYPE_CHECKING:
    from interlingua.rdf.formats import Format


def require_apart(outputs: Mapping[str, Path | None], inputs: Iterable[Path]) -> None:
    """Raises UsageError IL-U001 where an output, by its option, is a file that is read, or another output.

    Devices (/dev/null) may be named often.
    """
    taken = {path.resolve(): "is read, and would be overwritten" for path in inputs}
    for option, path in outputs.items():
        if path is None or _is_device(path):
            continue
        found = taken.setdefault(path.resolve(), f"is the file of {option}")
        if found != f"is the file of {option}":
            raise UsageError(
                "IL-U001",
                f"The file of {option} {found}.",
                hint=f"Give {option} another name than {path.name}.",
            )


@contextmanager
def sink(target: Path | None, form: Format, *, quads: bool) -> Iterator[BinaryIO]:
    """Where N-Triples (N-Quads, if `quads`) go, to stand in `target` (None: standard output) in its format.

    A named output appears under its name only when it is whole. Raises EnvironmentFailed IL-E002.
    """
    plain = form.name == "nquads" or (form.name == "ntriples" and not quads)
    other = None if plain else form
    try:
        if target is None:
            yield from _into(sys.stdout.buffer, other)
        elif _is_device(target):
            with target.open("wb") as stream:
                yield from _into(stream, other)
        else:
            yield from _beside(target, other)
    except OSError as error:
        raise EnvironmentFailed("IL-E002", f"The output cannot be written: {error.strerror}.") from error


def _is_device(path: Path) -> bool:
    """A device or a pipe is written into; a file put in its place would destroy it."""
    return path.exists() and not path.is_file()


def _into(out: BinaryIO, form: Format | None) -> Iterator[BinaryIO]:
    from interlingua.rdf.documents import convert

    if form is None:
        yield out
    else:
        with tempfile.TemporaryDirectory(prefix="interlingua-out-") as folder:
            part = Path(folder) / "part"
            with part.open("wb") as stream:
                yield stream
            convert(part, out, form)
    out.flush()


def _beside(target: Path, form: Format | None) -> Iterator[BinaryIO]:
    from interlingua.rdf.documents import convert

    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    whole = part.with_suffix(".done")
    try:
        with part.open("wb") as stream:
            yield stream
        if form is not None:
            with whole.open("wb") as stream:
                convert(part, stream, form)
        (part if form is None else whole).replace(target)
    finally:
        for left in (part, whole):
            left.unlink(missing_ok=True)
