"""Ask the graph: of a data directory, or of a service."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from interlingua.errors import LedgerError, UsageError

if TYPE_CHECKING:
    from interlingua.settings import Settings
    from interlingua.sparql import Answer, Table

_NAMES = {"json": "json", "csv": "csv", "tsv": "tsv", "xml": "xml", "turtle": "turtle"}


def read_query(text: str) -> str:
    """The query of an argument: SPARQL text, a file ending in `.rq` (or any that exists), or `-` for stdin."""
    if text == "-":
        return sys.stdin.read()
    path = Path(text) if len(text) < 4096 and "\n" not in text and "\0" not in text else None
    if path is not None and (path.suffix == ".rq" or path.is_file()):
        try:
            return path.read_text(encoding="utf-8-sig")
        except OSError as error:
            raise UsageError(
                "IL-U002", f"The query file cannot be read: {error.strerror}.", hint=str(path)
            ) from error
        except UnicodeDecodeError as error:
            raise UsageError("IL-U002", "The query file is not UTF-8.", hint=str(path)) from error
    return text


def generation_of(directory: Path) -> Path:
    """The newest generation of a data directory. Raises IL-L002 where there is none."""
    from interlingua.graph import newest

    path = newest(directory.resolve())  # the worker that opens it has another working directory
    if path is None:
        raise LedgerError(
            "IL-L002",
            "There is no graph in this directory.",
            hint="`interlingua submit` or `demo --data-dir` makes one.",
        )
    return path


@contextmanager
def answered(
    query: str,
    *,
    data_dir: Path | None,
    url: str | None,
    format: str | None,
    settings: Settings,
) -> Iterator[Answer]:
    """The answer of a query, in a file that goes at the end of the block. Raises QueryError."""
    from interlingua.sparql import QueryService, RemoteEndpoint

    if url is not None:
        endpoint = RemoteEndpoint(endpoint_of(url), seconds=settings.query_seconds)
        with endpoint.query(query, format=format) as answer:
            yield answer
        return
    assert data_dir is not None
    generation_of(data_dir)
    service = QueryService(lambda: generation_of(data_dir), settings)
    try:
        with service.query(query, format=format) as answer:
            yield answer
    finally:
        service.close()


def endpoint_of(url: str) -> str:
    """The SPARQL endpoint of an address: a service's root means its `/sparql`."""
    return url.rstrip("/") + "/sparql" if url.count("/") <= 3 and not url.endswith("/sparql") else url


@contextmanager
def ask(
    query: str,
    *,
    data_dir: Path | None,
    url: str | None,
    format: str | None,
    settings: Settings,
) -> Iterator[BinaryIO]:
    """The answer as bytes for the terminal: a table unless another format is asked for."""
    text = read_query(query)
    wanted = None if format in (None, "table") else _NAMES[format]
    with answered(text, data_dir=data_dir, url=url, format=wanted, settings=settings) as answer:
        if wanted is None and answer.form in ("select", "ask"):
            from interlingua.sparql import from_json

            yield io.BytesIO(draw(from_json(answer.read())).encode())
            return
        with answer.path.open("rb") as file:
            yield file


def draw(table: Table) -> str:
    """A table as aligned text, with its number of rows; nothing is cut."""
    from unicodedata import combining, east_asian_width

    def width(text: str) -> int:
        return sum((2 if east_asian_width(c) in "WF" else 1) for c in text if not combining(c))

    rows = [[cell.replace("\n", "\\n") for cell in row] for row in table.rows]
    widths = [max(map(width, column)) for column in zip(table.columns, *rows, strict=True)]
    lines = [table.columns, ["-" * w for w in widths], *rows]
    text = "\n".join(
        "  ".join(cell + " " * (w - width(cell)) for cell, w in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
    return f"{text}\n{len(rows)} row{'s'[: len(rows) != 1]}\n"
