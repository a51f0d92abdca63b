"""Translation against its peers, in one run on one machine: one JSON line a workload.

    python bench/translate.py [--rows 1000000] [--scale 10] [--repeat 3] [--only rows,maps,join-15-conditions,...]

The peers are Morph-KGC and SDM-RDFizer, in the Python that INTERLINGUA_BENCH_PYTHON names (`make bench` sees to it).
All engines read the same mapping file; outputs are compared as sets, and a ratio is only given where they are equal.
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
from compare import compare
from engines import OURS, peer_python
from workloads import workloads


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


OWN = ("json", "start", "record", "vocabulary")
QUICK = (
    "rows",
    "rows-repeated",
    "maps",
    "graphs-dynamic",
    "join-15-conditions",
    "transit-csv",
    "transit-json",
    "transit-xml",
)
"""What is measured when nothing is asked for, besides our own."""


def main() -> int:
    """Run the workloads asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--rows", type=int, default=100_000, help="rows of the large tables; joins have a tenth"
    )
    parser.add_argument("--scale", type=int, default=1, help="of the transit feed")
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--json-mb", type=int, default=30)
    parser.add_argument("--only", default=",".join((*QUICK, *OWN)), help="names, with commas; `all`; `list`")
    parser.add_argument("--dir", type=Path, help="where inputs and outputs go (default: a temporary folder)")
    arguments = parser.parse_args()
    known = workloads(arguments.rows, arguments.scale)
    wanted = [*known, *OWN] if arguments.only == "all" else arguments.only.split(",")
    if arguments.only == "list" or not {*wanted} <= {*known, *OWN}:
        print("\n".join([*known, *OWN]), file=sys.stderr)
        return 0 if arguments.only == "list" else 2
    if peer_python() is None:
        print("No peer is installed: no ratios (`make bench` installs them).", file=sys.stderr)
    for name in wanted:
        with tempfile.TemporaryDirectory(dir=arguments.dir, prefix="bench-") as folder:
            print(json.dumps(_run(name, Path(folder), arguments)), flush=True)
    return 0


def _run(name: str, folder: Path, arguments: argparse.Namespace) -> dict[str, object]:
    if name == "json":
        return json_workload(folder, arguments.json_mb)
    if name == "start":
        return start_workload(folder)
    if name == "record":
        return record_workload()
    if name == "vocabulary":
        return vocabulary_workload()
    one = workloads(arguments.rows, arguments.scale)[name]
    one.write(folder)
    return compare(name, folder, one.mine, one.others, arguments.repeat, one.limit)


if __name__ == "__main__":
    sys.exit(main())
