"""Logical targets (https://w3id.org/rml/io/): statements spooled while a run goes, files made at its end.

A mapping may come from anywhere, so it writes only into the folder that the caller names, and never over a
file that is read. The files appear when the whole run went well.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from interlingua.errors import EnvironmentFailed, MappingError, UsageError
from interlingua.rml.model import LogicalTarget
from interlingua.translate.program import Program
from interlingua.translate.serialise import serialise


class TargetFiles:
    """The spools of a program's targets, by their number."""

    def __init__(self, places: Sequence[tuple[LogicalTarget, Path]], folder: Path) -> None:
        self._places = places
        self._folder = folder
        self._spools: list[BinaryIO] = [(folder / f"{at}.nq").open("wb") for at in range(len(places))]
        self._sets: dict[str, list[BinaryIO]] = {}

    def put(self, numbers: str, statement: bytes) -> None:
        """One statement, for the targets of these numbers. Raises EnvironmentFailed."""
        spools = self._sets.get(numbers)
        if spools is None:
            spools = self._sets[numbers] = [self._spools[int(number)] for number in numbers.split(",")]
        try:
            for spool in spools:
                spool.write(statement)
        except OSError as error:
            raise _unwritable("The temporary folder", error) from error

    def close(self) -> None:
        """Everything is on disk."""
        for spool in self._spools:
            spool.close()

    def finish(self) -> None:
        """Make every file beside its place, then put all in their places. Raises EnvironmentFailed."""
        self.close()
        made: list[tuple[Path, Path]] = []
        try:
            for at, (target, path) in enumerate(self._places):
                beside = path.with_name(f".{path.name}.{os.getpid()}.part")
                made.append((beside, path))
                try:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    serialise(self._folder / f"{at}.nq", beside, target, path.name)
                except OSError as error:
                    raise _unwritable(f"The target {target.path!r}", error) from error
            for beside, path in made:
                beside.replace(path)
        finally:
            for beside, _ in made:
                beside.unlink(missing_ok=True)


def _unwritable(what: str, error: OSError) -> EnvironmentFailed:
    return EnvironmentFailed("IL-E002", f"{what} cannot be written: {error.strerror}.")


@contextmanager
def exports(program: Program, folder: Path | None, read: Sequence[Path]) -> Iterator[TargetFiles | None]:
    """What takes the statements for targets; None where the program has none. Raises UsageError, MappingError."""
    if not program.targets:
        yield None
        return
    places = placed(program, folder, read)
    with tempfile.TemporaryDirectory(prefix="interlingua-targets-") as spools:
        files = TargetFiles(places, Path(spools))
        try:
            yield files
            files.finish()
        finally:
            files.close()


def placed(program: Program, folder: Path | None, read: Sequence[Path]) -> list[tuple[LogicalTarget, Path]]:
    """The file of each target, inside the allowed folder. Raises UsageError IL-U001, MappingError IL-M013, IL-M010."""
    if folder is None:
        names = ", ".join(dict.fromkeys(target.path for target in program.targets))
        raise UsageError(
            "IL-U001",
            f"The mapping sends statements to the targets {names}, and may write no file.",
            place=program.targets[0].place,
            hint="Give --targets DIR: the folder that its targets may be written into.",
        )
    allowed = folder.resolve()
    inputs = {path.resolve() for path in read}
    taken: dict[Path, LogicalTarget] = {}
    for target in program.targets:
        path = _path(target, allowed, Path(program.plan.mapping.file))
        if not path.is_relative_to(allowed) or path == allowed:
            raise MappingError(
                "IL-M013",
                f"The target {target.path!r} lies outside the folder that targets may be written into.",
                place=target.place,
                hint="Give its path without `..`, relative to the folder of --targets.",
            )
        if path in inputs or (path.exists() and not path.is_file()):
            raise MappingError(
                "IL-M013", f"The target {target.path!r} would be written over something else.", place=target.place,
                hint="Give it another name.",
            )  # fmt: skip
        other = taken.setdefault(path, target)
        if other is not target:
            raise MappingError(
                "IL-M010",
                f"Two targets, {other.name} and {target.name}, have the file {target.path!r}.",
                place=target.place,
                hint="Give each its own file.",
            )
    return [(target, path) for path, target in taken.items()]


def _path(target: LogicalTarget, folder: Path, mapping: Path) -> Path:
    """`folder` stands for the working directory; symbolic links are followed before anything is allowed."""
    root = mapping.resolve().parent if target.root == "mapping" else folder
    return (root / target.path).resolve()
