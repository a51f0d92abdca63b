"""One workload, several engines, in one run: medians, ratios, peaks, and whether the outputs are equal as sets."""

from __future__ import annotations

import contextlib
import statistics
from collections.abc import Sequence
from pathlib import Path

import measure
from engines import Engine


def compare(
    name: str, folder: Path, mine: Sequence[Engine], peers: Sequence[Engine], repeat: int, limit: float
) -> dict[str, object]:
    """Run every engine `repeat` times, in turn. `limit` is how many seconds a peer may take.

    A peer that fails, takes longer, or writes something else is said, and gives no ratio.
    """
    runs: dict[str, list[measure.Measured]] = {engine.name: [] for engine in (*mine, *peers)}
    broken: dict[str, str] = {}
    for _ in range(repeat):
        for engine in (*mine, *peers):
            if engine.name in broken:
                continue
            engine.prepare(folder)
            try:
                found = measure.run(list(engine.command), folder, None if engine in mine else limit)
            except (RuntimeError, TimeoutError) as error:
                if engine in mine:
                    raise
                broken[engine.name] = str(error).strip().splitlines()[-1][:200]
            else:
                runs[engine.name].append(found)
    return _line(name, folder, mine, peers, runs, broken)


def _line(
    name: str, folder: Path, mine: Sequence[Engine], peers: Sequence[Engine],
    runs: dict[str, list[measure.Measured]], broken: dict[str, str],
) -> dict[str, object]:  # fmt: skip
    out: dict[str, object] = {"workload": name, "input_mb": _megabytes(folder, mine, peers)}
    medians = {key: statistics.median(m.seconds for m in found) for key, found in runs.items() if found}
    reference, out["statements"] = measure.statements(folder / mine[0].output)
    for engine in (*mine, *peers):
        found = runs[engine.name]
        if engine.name in broken or not (folder / engine.output).is_file():
            out[engine.name] = {"failed": broken.get(engine.name, "it wrote no output")}
            continue
        one: dict[str, object] = {
            "seconds": round(medians[engine.name], 2), "peak_pss_mb": round(max(m.peak for m in found) / 1e6),
        }  # fmt: skip
        one["equal"] = measure.statements(folder / engine.output)[0] == reference
        if engine in peers and one["equal"]:
            one["times_slower"] = {
                mode.name: round(medians[engine.name] / medians[mode.name], 2) for mode in mine
            }
        out[engine.name] = one
    for engine in (*mine, *peers):
        (folder / engine.output).unlink(missing_ok=True)
    return out


def _megabytes(folder: Path, mine: Sequence[Engine], peers: Sequence[Engine]) -> float:
    outputs = {engine.output for engine in (*mine, *peers)}
    total = 0
    for path in folder.iterdir():
        if path.suffix in (".csv", ".json", ".xml") and path.name not in outputs:
            with contextlib.suppress(OSError):
                total += path.stat().st_size
    return round(total / 1e6, 1)
