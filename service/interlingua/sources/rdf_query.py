"""A file of RDF as a table: the solutions of a SPARQL SELECT query, which the iterator writes.

RML-IO calls it by the formats of SPARQL results. A process that is used once holds the graph and answers the
query, without network and within the limits of queries; a query that reaches elsewhere finds nothing there.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO, Final

from interlingua.errors import MappingError, Place, SourceError
from interlingua.isolation import command, environment
from interlingua.rml.model import LogicalSource
from interlingua.settings import Settings
from interlingua.sources.base import BadRecord, Batch, RejectsFormat
from interlingua.sources.json_text import Incomplete, value_at
from interlingua.sources.typed import cells_json, from_json, wrong_cells

ROWS: Final = 5000
FORMATS: Final = {".nt": "nt", ".nq": "nq", ".ttl": "ttl", ".trig": "trig", ".rdf": "rdf", ".owl": "rdf",
                  ".jsonld": "jsonld", ".n3": "n3"}  # fmt: skip


class RdfQueryReader:
    """The solutions of one query over one file."""

    size = None

    def __init__(self, stream: BinaryIO, source: LogicalSource, *, label: str, settings: Settings) -> None:
        if not source.iterator:
            raise MappingError(
                "IL-M006", "A source of RDF needs a SPARQL SELECT query as its iterator.", place=source.place
            )
        form = FORMATS.get(PurePosixPath(source.path or label).suffix.lower())
        if form is None:
            raise MappingError(
                "IL-M006", "The name of a file of RDF must tell its format.", place=source.place,
                hint=f"It ends in {', '.join(FORMATS)}.",
            )  # fmt: skip
        self._label, self._place, self._max_cell = label, source.place, settings.max_cell_bytes
        limits = {"AS": settings.query_memory_bytes, "CPU": settings.query_cpu_seconds}
        self._over = False
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  # closed in close()
        self._process = subprocess.Popen(  # noqa: S603  # our own file
            command(Path(__file__).with_name("rdf_worker.py")), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=self._said, env=environment(),
        )  # fmt: skip
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._answers: IO[bytes] = self._process.stdout
        asked = {"query": source.iterator, "format": form, "limits": limits}
        try:
            with self._process.stdin as pipe:
                pipe.write(json.dumps(asked).encode() + b"\n")
                while data := stream.read(1 << 20):
                    pipe.write(data)
        except BrokenPipeError:
            pass  # it says why
        finally:
            stream.close()
        self.columns: tuple[str, ...] = tuple(self._line()["columns"])

    @property
    def rejects(self) -> RejectsFormat:
        """How refused rows are written."""
        return RejectsFormat("table", columns=self.columns)

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.wait()
        self._answers.close()
        self._said.close()

    def batches(self, *, keep_raw: bool = False) -> Iterator[Batch]:
        """The solutions."""
        number = 1
        while not self._over:
            rows: list[Any] = []
            bad: list[BadRecord] = []
            numbers: list[int] = []
            answers = self._some()
            for answer in answers:
                row = from_json(answer["row"])
                wrong = wrong_cells(row, self.columns, Place(file=self._label, row=number), self._max_cell)
                if wrong is not None:
                    bad.append(BadRecord(number, cells_json(row), (wrong,)))
                else:
                    rows.append(row)
                    numbers.append(number)
                number += 1
            yield Batch(rows, numbers, list(map(cells_json, rows)) if keep_raw else None, bad)

    def _some(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        while len(found) < ROWS:
            answer = self._line()
            if "end" in answer:
                self._over = True
                break
            found.append(answer)
        return found

    def _line(self) -> dict[str, Any]:
        """One answer of the process. Raises SourceError, MappingError for what it could not do."""
        line = self._answers.readline()
        if not line:
            return self._ended()
        try:
            value, _ = value_at(line.decode(), 0)
        except (ValueError, Incomplete):
            return self._ended()
        if "fault" in value:
            self.close()
            if value["fault"] == "query":
                raise MappingError("IL-M006", f"The query cannot be used: {value['why']}.", place=self._place)
            place = Place(file=self._label, line=int(value["line"]) if value.get("line") else None)
            raise SourceError("IL-S003", "The file is not RDF of its format.", place=place)
        return dict(value)

    def _ended(self) -> dict[str, Any]:
        self.close()
        raise SourceError(
            "IL-S007", "The query was stopped: it needs more time or memory than it may have.",
            place=Place(file=self._label), hint="Raise INTERLINGUA_QUERY_MEMORY_BYTES or INTERLINGUA_QUERY_CPU_SECONDS.",
        )  # fmt: skip
