"""Runs the command line: in this process (quick), or as the process that a user starts."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

COMMAND = str(Path(sys.executable).with_name("interlingua"))


@dataclass(frozen=True)
class Ran:
    """What a command left: exit code, what it printed as data, what it said."""

    code: int
    out: str
    said: str


class Shell:
    """`shell("translate", "m.yaml")` in a working directory of its own."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        self.folder, self._monkeypatch, self._captured = folder, monkeypatch, capfdbinary
        monkeypatch.chdir(folder)
        for name in ("INTERLINGUA_IRI_KEY", "INTERLINGUA_BASE_IRI"):
            monkeypatch.delenv(name, raising=False)

    def write(self, name: str, content: str | bytes) -> Path:
        """A file in the working directory."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def __call__(self, *arguments: str) -> Ran:
        from interlingua.cli.main import main

        self._captured.readouterr()
        self._monkeypatch.setattr(sys, "argv", ["interlingua", *arguments])
        try:
            main()
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0
        out, said = self._captured.readouterr()
        ran = Ran(code, out.decode(), said.decode())
        assert "Traceback" not in ran.said, ran.said
        return ran

    def process(self, *arguments: str, stdin: bytes = b"") -> Ran:
        """The same as a process of its own."""
        done = subprocess.run(
            [COMMAND, *arguments], cwd=self.folder, input=stdin, capture_output=True, timeout=120, check=False
        )
        ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in ran.said, ran.said
        return ran
