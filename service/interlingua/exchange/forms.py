"""The source form of what is kept: enough to write a refused record again, and to read a kept one again."""

from __future__ import annotations

import base64
import io
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from interlingua.errors import Diagnostic, Place
from interlingua.sources import RejectsFormat, RejectsWriter, open_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from interlingua.ledger import Ledger, Summary
    from interlingua.rml.model import LogicalSource
    from interlingua.settings import Settings

SUFFIX = {"csv": ".csv", "json": ".ndjson", "ndjson": ".ndjson", "xlsx": ".ndjson",
          "xml": ".ndjson", "table": ".ndjson"}  # fmt: skip
MEDIA_TYPE = {"csv": "text/csv", "json": "application/x-ndjson", "ndjson": "application/x-ndjson",
              "xlsx": "application/x-ndjson", "xml": "application/x-ndjson",
              "table": "application/x-ndjson"}  # fmt: skip


def to_source(form: RejectsFormat) -> dict[str, str]:
    """A form as the ledger keeps it."""
    data = asdict(form)
    data["head"] = [base64.b64encode(part).decode("ascii") for part in form.head]
    return {"kind": form.kind, "form": json.dumps(data)}


def from_source(source: Mapping[str, str]) -> RejectsFormat:
    """The form that the ledger kept."""
    data: dict[str, Any] = json.loads(source["form"])
    head = [base64.b64decode(part) for part in data.pop("head")]
    data["columns"] = tuple(data["columns"])
    return RejectsFormat(head=(head[0], head[1]), **data)


def rejects_of(ledger: Ledger, summary: Summary) -> Iterator[bytes]:
    """The refused records of a submission as a file in the form of their source, piece by piece."""
    refused = (
        (reject.row or 0, reject.raw, tuple(map(as_diagnostic, reject.findings)))
        for reject in ledger.rejects(summary.id)
    )
    return write_again(from_source(summary.source), refused)


def as_diagnostic(finding: dict[str, Any]) -> Diagnostic:
    """A finding of the ledger as a Diagnostic again."""
    place = Place(**finding["place"]) if finding.get("place") else None
    mapping = Place(**finding["mapping"]) if finding.get("mapping") else None
    return Diagnostic(
        finding["code"], finding["message"], finding.get("severity", "violation"), place, mapping,
        finding.get("shape"), finding.get("hint"),
    )  # fmt: skip


def write_again(
    form: RejectsFormat, records: Iterable[tuple[int, bytes, tuple[Diagnostic, ...]]]
) -> Iterator[bytes]:
    """A rejects file, piece by piece."""
    buffer = io.BytesIO()
    with RejectsWriter(buffer, form) as writer:
        for row, raw, diagnostics in records:
            writer.write(row, raw, diagnostics)
            yield buffer.getvalue()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue()


def read_again(
    source: LogicalSource, form: RejectsFormat, raw: bytes, settings: Settings
) -> tuple[Any, tuple[str, ...] | None]:
    """A kept record as its reader gave it (None where it cannot be read), and the columns of its table.

    It is written as a rejects file and read as one: the one road back that every format has.
    """
    text = b"".join(write_again(form, [(1, raw, (Diagnostic("IL-R015", "kept"),))]))
    reader = open_source(source, io.BytesIO(text), settings=settings, label="kept record")
    try:
        for batch in reader.batches():
            if batch.rows:
                return batch.rows[0], reader.columns
        return None, reader.columns
    finally:
        reader.close()
