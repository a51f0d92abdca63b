"""Blocks on disk, by partition: what --distinct puts aside until everything of a partition is there."""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from interlingua.errors import EnvironmentFailed


class Block(NamedTuple):
    """Where one block lies."""

    path: str
    offset: int
    length: int


class Spill:
    """A file of blocks that one process appends to; any process may read them back."""

    def __init__(self, folder: Path, name: str) -> None:
        self.path = str(folder / name)
        self._file = os.open(self.path, os.O_CREAT | os.O_RDWR | os.O_APPEND, 0o600)
        self._size = os.fstat(self._file).st_size

    def put(self, values: Any) -> Block:
        """Write one block: lists, tuples, texts and numbers. Raises EnvironmentFailed."""
        data = marshal.dumps(values)
        block = Block(self.path, self._size, len(data))
        view = memoryview(data)
        try:
            while view:
                view = view[os.write(self._file, view) :]
        except OSError as error:
            raise EnvironmentFailed(
                "IL-E002", f"The temporary folder cannot take more: {error.strerror}.",
                hint="Point TMPDIR to a folder with more space.",
            ) from error  # fmt: skip
        self._size += len(data)
        return block

    def close(self) -> None:
        """Release the file; its blocks stay readable."""
        os.close(self._file)


def read(blocks: Iterable[Block]) -> Iterator[Any]:
    """The values of blocks, in order."""
    opened: dict[str, int] = {}
    try:
        for block in blocks:
            if block.path not in opened:
                opened[block.path] = os.open(block.path, os.O_RDONLY)
            yield marshal.loads(os.pread(opened[block.path], block.length, block.offset))  # noqa: S302  our own file
    finally:
        for handle in opened.values():
            os.close(handle)


def partition(text: str, count: int) -> int:
    """The partition of a text: the same in every process and every run."""
    return crc32(text.encode("utf-8", "surrogatepass")) % count


def distinct_lines(texts: Iterable[str], folder: Path, name: str, cap: int, depth: int = 0) -> Iterator[str]:
    """Lines, each once, of any amount of text in bounded memory.

    As long as they fit under `cap` bytes they keep their order; beyond it they are parted by a hash.
    """
    seen: dict[str, None] = {}
    held = 0
    texts = iter(texts)
    for text in texts:
        before = len(seen)
        for line in text.split("\n"):
            if line:
                seen[line] = None
        held += len(text) if len(seen) > before else 0
        if held > cap and depth < 8:
            break
    else:
        yield from seen
        return
    fan = 64
    spill = Spill(folder, f"{name}.{depth}")
    blocks: list[list[Block]] = [[] for _ in range(fan)]
    salt = f"{depth}\0"

    def put(lines: Iterable[str]) -> None:
        parts: list[list[str]] = [[] for _ in range(fan)]
        for line in lines:
            parts[partition(salt + line, fan)].append(line)
        for number, part in enumerate(parts):
            if part:
                blocks[number].append(spill.put("\n".join(part)))

    put(seen)
    seen.clear()
    pending: dict[str, None] = {}
    for text in texts:
        pending.update(dict.fromkeys(line for line in text.split("\n") if line))
        if len(pending) > 50_000:
            put(pending)
            pending.clear()
    put(pending)
    spill.close()
    for number, part in enumerate(blocks):
        yield from distinct_lines(read(part), folder, f"{name}.{depth}.{number}", cap, depth + 1)
    os.unlink(spill.path)
