"""Runs a Markdown page as its reader would: writes its files, runs its commands, compares their output.

- a fence with `title="name"` is a file, written into the working directory;
- a `sh` fence is run with bash (`exit=1` in the fence: that exit code is expected);
- a `text` fence right behind one is what it prints; a line `...` stands for any lines;
- variables that a fence exports are there in the next one, as in a terminal.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STATE = "__environment"


@dataclass(frozen=True)
class Block:
    """One fenced block of a page."""

    language: str
    info: str
    text: str
    line: int

    @property
    def title(self) -> str | None:
        found = re.search(r'title="([^"]+)"', self.info)
        return found[1] if found else None

    @property
    def exit_code(self) -> int:
        found = re.search(r"exit=(\d+)", self.info)
        return int(found[1]) if found else 0


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for match in FENCE.finditer(text):
        yield Block(match[1], match[2], match[3], text.count("\n", 0, match.start()) + 1)


def run_page(page: Path, folder: Path, *, skip: frozenset[str] = frozenset()) -> int:
    """Run every block; the number of commands run. `skip` names commands that a test must not run."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("INTERLINGUA_")}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    ran, last = 0, None
    for block in blocks(page):
        spot = f"{page.name}:{block.line}"
        if block.title is not None:
            (folder / block.title).write_text(block.text, encoding="utf-8")
        elif block.language == "sh":
            if block.text.strip() in skip:
                last = None
                continue
            last, environment = run(block, folder, environment, spot)
            ran += 1
        elif block.language == "text" and last is not None:
            assert matches(block.text, last), f"{spot}: expected\n{block.text}\nfound\n{last}"
            last = None
    return ran


def run(block: Block, folder: Path, environment: dict[str, str], spot: str) -> tuple[str, dict[str, str]]:
    state = folder / STATE
    script = f"set -e\ntrap 'env -0 > \"{state}\"' EXIT\n{block.text}"
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=environment, text=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == block.exit_code, f"{spot}: exit code {done.returncode}\n{done.stdout}"
    after = dict(pair.split("=", 1) for pair in state.read_text(encoding="utf-8").split("\0") if "=" in pair)
    return done.stdout, after


def matches(expected: str, found: str) -> bool:
    parts = [re.escape(part) for part in re.split(r"^\.\.\.\n", expected, flags=re.MULTILINE)]
    return re.fullmatch("(?:.*\n)*".join(parts), found) is not None
