"""Translation against its peers, in one run on one machine: one JSON line a workload.

    python bench/translate.py [--rows 1000000] [--repeat 3] [--only csv,json,start,record] [--json-mb 300]

Morph-KGC 2.10 (in the Python that INTERLINGUA_BENCH_PYTHON names; `make bench` sees to it) translates the same RML
mapping and CSV with two processes, as we do; it always removes duplicates. Outputs are compared as sets.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
import timeit
from pathlib import Path

import measure
import tables

OURS = str(Path(sys.executable).with_name("interlingua"))
PROCESSES = 2


def csv_workload(
    folder: Path, rows: int, duplicates: float, repeat: int, peer: str | None
) -> dict[str, object]:
    """Rows of 20 triples, with and without removal of duplicates, against the peer."""
    tables.table(folder / "rows.csv", rows, duplicates)
    tables.rml(folder / "mapping.ttl", folder / "rows.csv")
    (folder / "peer.ini").write_text(
        "[CONFIGURATION]\noutput_file: peer.nt\noutput_format: N-TRIPLES\nlogging_level: WARNING\n"
        f"number_of_processes: {PROCESSES}\n\n[rows]\nmappings: mapping.ttl\nfile_path: rows.csv\n",
        encoding="utf-8",
    )
    plain = [OURS, "translate", "mapping.ttl", "-o", "plain.nt", "--jobs", str(PROCESSES)]
    distinct = [OURS, "translate", "mapping.ttl", "-o", "distinct.nt", "--jobs", str(PROCESSES), "--distinct"]
    runs: dict[str, list[measure.Measured]] = {"plain": [], "distinct": [], "peer": []}
    for _ in range(repeat):
        runs["plain"].append(measure.run(plain, folder))
        runs["distinct"].append(measure.run(distinct, folder))
        if peer is not None:
            runs["peer"].append(measure.run([peer, "-m", "morph_kgc", "peer.ini"], folder))
    sets = {name: measure.as_set(folder / f"{name}.nt") for name, found in runs.items() if found}
    with (folder / "distinct.nt").open("rb") as file:
        statements = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    out: dict[str, object] = {
        "workload": f"csv-{rows}x20-{duplicates:.0%}-duplicates",
        "processes": PROCESSES,
        "input_mb": round((folder / "rows.csv").stat().st_size / 1e6, 1),
        "statements": statements,
        "equal_as_sets": len(set(sets.values())) == 1,
    }
    medians = {}
    for name, found in runs.items():
        if found:
            medians[name] = statistics.median(m.seconds for m in found)
            out[f"{name}_seconds"] = round(medians[name], 2)
            out[f"{name}_peak_pss_mb"] = round(max(m.peak for m in found) / 1e6)
    if "peer" in medians:
        out["peer"] = "morph-kgc 2.10.0"
        out["times_faster"] = round(medians["peer"] / medians["plain"], 2)
        out["times_faster_distinct"] = round(medians["peer"] / medians["distinct"], 2)
    for name in ("rows.csv", "plain.nt", "distinct.nt", "peer.nt"):
        (folder / name).unlink(missing_ok=True)
    return out


def json_workload(folder: Path, megabytes: int) -> dict[str, object]:
    """One large JSON document, streamed."""
    tables.document(folder / "records.json", megabytes)
    (folder / "mapping.yaml").write_text(tables.NESTED, encoding="utf-8")
    command = [OURS, "translate", "mapping.yaml", "-o", "out.nt", "--profile", "core"]
    found = measure.run(command, folder)
    with (folder / "out.nt").open("rb") as file:
        statements = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    out: dict[str, object] = {
        "workload": f"json-{megabytes}mb",
        "processes": 1,
        "statements": statements,
        "seconds": round(found.seconds, 2),
        "peak_pss_mb": round(found.peak / 1e6),
    }
    for name in ("records.json", "out.nt"):
        (folder / name).unlink(missing_ok=True)
    return out


def record_workload() -> dict[str, object]:
    """One record of 20 triples under 20 checks: compiled function, pySHACL on its graph, json.loads of it."""
    import pyoxigraph as ox
    import pyshacl
    import rdflib

    import record

    program, shapes = record.compiled()
    text = record.TEXT
    row = record.row(text)
    result = program.record(row)
    assert not result.refused, result.diagnostics
    graph = rdflib.Graph().parse(data=result.text, format="nt")
    shape_graph = rdflib.Graph().parse(data=shapes, format="turtle")
    conforms, _, _ = pyshacl.validate(graph, shacl_graph=shape_graph)
    loads = _median(lambda: json.loads(text))
    ours = _median(lambda: program.record(row))
    peer = _median(lambda: pyshacl.validate(graph, shacl_graph=shape_graph))
    return {
        "workload": "one-record",
        "triples": len(list(ox.parse(result.text.encode(), format=ox.RdfFormat.N_TRIPLES))),
        "checks": sum(map(len, record.checks().values())),
        "conforms": conforms,
        "microseconds": round(ours * 1e6, 1),
        "pyshacl_microseconds": round(peer * 1e6, 1),
        "json_loads_microseconds": round(loads * 1e6, 2),
        "times_faster_than_pyshacl": round(peer / ours, 1),
        "times_json_loads": round(ours / loads, 2),
    }


def start_workload(folder: Path, repeat: int = 7) -> dict[str, object]:
    """`interlingua --help` beside the import of the library that parses its command line."""
    commands = {"help": [OURS, "--help"], "typer": [sys.executable, "-c", "import typer"]}
    found: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(repeat):
        for name, command in commands.items():
            started = time.perf_counter()
            subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, check=True)
            found[name].append(time.perf_counter() - started)
    ours, peer = (statistics.median(found[name]) for name in commands)
    return {
        "workload": "start", "help_seconds": round(ours, 3), "import_typer_seconds": round(peer, 3),
        "times_import_typer": round(ours / peer, 2),
    }  # fmt: skip


def vocabulary_workload() -> dict[str, object]:
    """What every verb loads of the vocabulary, from its snapshot; beside it, building the same from Turtle."""
    from interlingua.settings import shipped
    from interlingua.vocabulary import build, triples
    from interlingua.vocabulary.loading import SNAPSHOT
    from interlingua.vocabulary.rows import from_rows

    folder = shipped("ontology")
    known = from_rows(SNAPSHOT.read())
    statements = triples(folder)
    assert known == build(statements)
    ours = _median(lambda: from_rows(SNAPSHOT.read()))
    turtle = _median(lambda: build(triples(folder)))
    return {
        "workload": "vocabulary", "triples": len(statements), "terms": len(list(known.terms())),
        "snapshot_seconds": round(ours, 3), "turtle_seconds": round(turtle, 3), "times_faster": round(turtle / ours, 1),
    }  # fmt: skip


def _median(call: object) -> float:
    timer = timeit.Timer(call)  # type: ignore[arg-type]
    number, _ = timer.autorange()
    number = max(1, number // 5)
    return statistics.median(timer.repeat(5, number)) / number


def main() -> int:
    """Run the workloads asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--json-mb", type=int, default=30)
    parser.add_argument("--only", default="csv,json,start,record,vocabulary")
    parser.add_argument("--dir", type=Path, help="where inputs and outputs go (default: a temporary folder)")
    arguments = parser.parse_args()
    wanted = arguments.only.split(",")
    peer = measure.peer_python()
    if peer is None and "csv" in wanted:
        print("Morph-KGC is not installed: no ratio (`make bench` installs it).", file=sys.stderr)
    with tempfile.TemporaryDirectory(dir=arguments.dir, prefix="bench-") as name:
        folder = Path(name)
        if "csv" in wanted:
            for duplicates in (0.04, 0.5):
                found = csv_workload(folder, arguments.rows, duplicates, arguments.repeat, peer)
                print(json.dumps(found), flush=True)
        if "json" in wanted:
            print(json.dumps(json_workload(folder, arguments.json_mb)), flush=True)
        if "start" in wanted:
            print(json.dumps(start_workload(folder)), flush=True)
        if "record" in wanted:
            print(json.dumps(record_workload()), flush=True)
        if "vocabulary" in wanted:
            print(json.dumps(vocabulary_workload()), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
