"""The engines that are measured: ours and its peers, each reading the same mapping.ttl in the same folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

OURS = str(Path(sys.executable).with_name("interlingua"))
PROCESSES = 2


@dataclass(frozen=True)
class Engine:
    """One engine in one mode. `output` is what it writes; `distinct` says that it removes duplicates."""

    name: str
    command: tuple[str, ...]
    output: str
    distinct: bool
    files: tuple[tuple[str, str], ...] = ()
    """What it wants beside the mapping: (name, text)."""

    def prepare(self, folder: Path) -> None:
        """Write its configuration; remove an output of before."""
        for name, text in self.files:
            (folder / name).write_text(text, "utf-8")
        (folder / self.output).unlink(missing_ok=True)


def ours(*, distinct: bool = False, jobs: int = PROCESSES) -> Engine:
    """Interlingua's command line."""
    output = "ours-distinct.nq" if distinct else "ours.nq"
    words = [OURS, "translate", "mapping.ttl", "-o", output, "--jobs", str(jobs)]
    return Engine(
        "interlingua --distinct" if distinct else "interlingua",
        tuple([*words, "--distinct"] if distinct else words), output, distinct,
    )  # fmt: skip


def peers(*, quads: bool = False) -> list[Engine]:
    """Those that are installed in the Python that INTERLINGUA_BENCH_PYTHON names, else in this one."""
    python = peer_python()
    if python is None:
        return []
    found = []
    if _has(python, "morph_kgc"):
        form, output = ("N-QUADS", "morph.nq") if quads else ("N-TRIPLES", "morph.nt")
        text = (
            f"[CONFIGURATION]\noutput_file: {output}\noutput_format: {form}\nlogging_level: WARNING\n"
            f"number_of_processes: {PROCESSES}\n\n[data]\nmappings: mapping.ttl\n"
        )
        found.append(
            Engine(f"morph-kgc {_version(python, 'morph_kgc')}", (python, "-m", "morph_kgc", "morph.ini"), output, True, (("morph.ini", text),))
        )  # fmt: skip
    if _has(python, "rdfizer"):
        form, output = ("n-quads", "sdm/out.nq") if quads else ("n-triples", "sdm/out.nt")
        text = (
            "[default]\nmain_directory: .\n\n[datasets]\nnumber_of_datasets: 1\noutput_folder: sdm\n"
            "all_in_one_file: yes\nremove_duplicate: yes\nenrichment: yes\nname: out\nordered: yes\n"
            f"large_file: false\noutput_format: {form}\n\n[dataset1]\nname: out\nmapping: mapping.ttl\n"
        )
        found.append(
            Engine(f"sdm-rdfizer {_version(python, 'rdfizer')}", (python, str(Path(__file__).with_name("sdm.py")), "-c", "sdm.ini"), output, True, (("sdm.ini", text),))
        )  # fmt: skip
    return found


@cache
def peer_python() -> str | None:
    """A Python that has a peer: the one that INTERLINGUA_BENCH_PYTHON names, else this one."""
    for candidate in (os.environ.get("INTERLINGUA_BENCH_PYTHON"), sys.executable):
        if (
            candidate
            and shutil.which(candidate)
            and (_has(candidate, "morph_kgc") or _has(candidate, "rdfizer"))
        ):
            return candidate
    return None


@cache
def _has(python: str, module: str) -> bool:
    check = f"import importlib.util as u; raise SystemExit(u.find_spec({module!r}) is None)"
    return subprocess.run([python, "-c", check], check=False, capture_output=True).returncode == 0


@cache
def _version(python: str, package: str) -> str:
    if python == sys.executable:
        return metadata.version(package)
    code = f"from importlib.metadata import version; print(version({package!r}))"
    return subprocess.run([python, "-c", code], check=True, capture_output=True, text=True).stdout.strip()
