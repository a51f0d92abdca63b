"""Queries over a read-only generation, each in a process of its own; the answer is a whole file or an error.

Status is decided only when the result is complete: 400 syntax, refused, too large or too deep; 406 no
format fits; 413 the answer is too large; 429 too many at once; 503 the process died; 504 time; 507 memory.
"""

from __future__ import annotations

import math
import re
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from interlingua.errors import EnvironmentFailed, QueryError
from interlingua.rdf.namespaces import META_GRAPH
from interlingua.settings import Settings
from interlingua.sparql import lexer
from interlingua.sparql.negotiate import Form, Format, format_for
from interlingua.sparql.pool import Cancellation, Ended, OneShot, Runner, Zygote

POSITION_PREDICATE: Final = "urn:interlingua:position"
"""In the meta graph: the ledger position that a generation holds."""

QUEUE_PER_WORKER: Final = 8
QUEUE_SECONDS: Final = 10.0
OPEN_FILES: Final = 1024
_OUT_OF_MEMORY: Final = (
    "memory allocation of", "bad_alloc", "Cannot allocate memory", "Resource temporarily unavailable",
    "os error 11", "os error 12", "MemoryError",
)  # fmt: skip


@dataclass(slots=True)
class Answer:
    """A whole answer in a spooled file. Close it, or use it in `with`: the file goes then.

    `position` is the ledger position of the graph that was asked (None if it holds none), `generation` its
    name, `size` bytes, `content_type` the header value, `format` the short name.
    """

    path: Path
    form: Form
    format: str
    content_type: str
    size: int
    position: int | None
    generation: str
    seconds: float

    @property
    def media_type(self) -> str:
        """The content type without parameters."""
        return self.content_type.partition(";")[0]

    def read(self) -> bytes:
        """The whole answer."""
        return self.path.read_bytes()

    def text(self) -> str:
        """The whole answer; every format is UTF-8."""
        return self.path.read_bytes().decode()

    def close(self) -> None:
        """Remove the spooled file."""
        shutil.rmtree(self.path.parent, ignore_errors=True)

    def __enter__(self) -> Answer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class QueryService:
    """Answers SPARQL queries over `generation()`, the directory of the newest read-only store (None: none yet).

    `isolated=True` (the service) demands Linux; otherwise a plain process per query is used where there is
    no fork. Close it when done.
    """

    def __init__(
        self,
        generation: Callable[[], Path | None],
        settings: Settings,
        *,
        isolated: bool = False,
        spool: Path | None = None,
        position_predicate: str = POSITION_PREDICATE,
    ) -> None:
        if isolated and not sys.platform.startswith("linux"):
            raise EnvironmentFailed(
                "IL-E003",
                "Isolated queries need Linux.",
                hint="Run the service on Linux; `interlingua query` works here.",
            )
        self._generation = generation
        self._settings = settings
        self._predicate = position_predicate
        self._spool = Path(tempfile.mkdtemp(prefix="interlingua-answers-", dir=spool))
        self._free = threading.BoundedSemaphore(settings.query_workers)
        self._waiting = 0
        self._lock = threading.Lock()
        self._runner: Runner | None = None

    @property
    def runner(self) -> Runner:
        """The worker process, started at first use."""
        with self._lock:
            if self._runner is None:
                self._runner = Zygote() if sys.platform.startswith("linux") else OneShot()
            return self._runner

    @property
    def network_is_closed(self) -> bool:
        """Whether query processes are in a network namespace of their own (probed at start)."""
        return self.runner.network_is_closed

    def close(self) -> None:
        """Stop the worker process and remove what was spooled."""
        with self._lock:
            if self._runner is not None:
                self._runner.close()
                self._runner = None
        shutil.rmtree(self._spool, ignore_errors=True)

    def __enter__(self) -> QueryService:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def query(
        self,
        text: str,
        *,
        accept: str | None = None,
        format: str | None = None,
        default_graph_uris: Sequence[str] = (),
        named_graph_uris: Sequence[str] = (),
        base_iri: str | None = None,
        prefixes: Mapping[str, str] | None = None,
        seconds: float | None = None,
        cancellation: Cancellation | None = None,
    ) -> Answer:
        """Answer `text`, in `format` (a short name) or the best that `accept` allows.

        Protocol graph URIs override FROM (SPARQL 1.1 Protocol 2.1.4); a graph that is not there is empty.
        Raises QueryError (IL-Q001 to IL-Q008, IL-Q010) with its HTTP status.
        """
        found = lexer.survey(text, max_bytes=self._settings.query_text_bytes, base_iri=base_iri)
        form: Form = found.form or "select"
        chosen, content_type = format_for(form, name=format, accept=accept)
        if default_graph_uris or named_graph_uris:
            dataset: tuple[list[str] | None, ...] = (list(default_graph_uris), list(named_graph_uris))
        elif found.has_dataset:
            dataset = (found.default_graphs, found.named_graphs)
        else:
            dataset = (None, None)
        folder = Path(tempfile.mkdtemp(dir=self._spool))
        request = {
            "query": text,
            "base_iri": base_iri,
            "prefixes": dict(prefixes) if prefixes else None,
            "default_graphs": dataset[0],
            "named_graphs": dataset[1],
            "meta_graph": META_GRAPH,
            "position_predicate": self._predicate,
            "format": chosen.name,
            "output_prefixes": {**found.prefixes, **(prefixes or {})}
            if form in ("construct", "describe")
            else None,
            "output": str(folder / f"answer.{chosen.extension}"),
            "errors": str(folder / "errors"),
            "limits": self._limits(),
        }
        try:
            with self._turn():
                return self._run(request, form, chosen, content_type, seconds, cancellation or Cancellation())
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def _limits(self) -> dict[str, int]:
        return {
            "AS": self._settings.query_memory_bytes,
            "CPU": max(1, math.ceil(self._settings.query_cpu_seconds)),
            "FSIZE": self._settings.query_output_bytes,
            "CORE": 0,
            "NOFILE": OPEN_FILES,
        }

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for a free worker: a bounded queue, a bounded time."""
        with self._lock:
            if self._waiting >= QUEUE_PER_WORKER * self._settings.query_workers:
                raise _busy()
            self._waiting += 1
        try:
            got = self._free.acquire(timeout=QUEUE_SECONDS)
        finally:
            with self._lock:
                self._waiting -= 1
        if not got:
            raise _busy()
        try:
            yield
        finally:
            self._free.release()

    def _run(
        self,
        request: dict[str, Any],
        form: Form,
        chosen: Format,
        content_type: str,
        seconds: float | None,
        cancellation: Cancellation,
    ) -> Answer:
        allowed = min(seconds or math.inf, self._settings.query_seconds)
        started = time.monotonic()
        generation: Path | None = None
        for attempt in (1, 2):
            generation = self._generation()
            if generation is None:
                raise QueryError("IL-Q007", "There is no graph to ask yet.", http_status=503)
            ended = self.runner.run({**request, "generation": str(generation)}, allowed, cancellation)
            gone = ended.said is not None and ended.said.get("error") == "generation"
            if not (gone and attempt == 1):  # a generation may be unlinked between its choice and its opening
                break
        assert generation is not None
        if ended.said is not None and "error" not in ended.said:
            return Answer(
                path=Path(request["output"]),
                form=form,
                format=chosen.name,
                content_type=content_type,
                size=ended.said["size"],
                position=ended.said["position"],
                generation=generation.name,
                seconds=time.monotonic() - started,
            )
        raise self._why(ended, Path(request["errors"]), allowed)

    def _why(self, ended: Ended, errors: Path, allowed: float) -> QueryError:
        """The error that tells how a worker ended."""
        said = ended.said or {}
        error, message = said.get("error"), str(said.get("message", ""))
        try:
            complaint = errors.read_bytes()[:4000].decode(errors="replace")
        except OSError:
            complaint = ""
        exhausted = any(sign in text for sign in _OUT_OF_MEMORY for text in (complaint, message))
        if ended.timed_out or ended.exit_code == -getattr(signal, "SIGXCPU", 24):
            return QueryError("IL-Q003", f"The query ran longer than {allowed:g} seconds.", http_status=504)
        if ended.cancelled:
            return QueryError("IL-Q007", "The asker went away; the query was ended.", http_status=503)
        if error == "syntax":
            return QueryError("IL-Q001", _tidy(message))
        if error == "output":
            size = self._settings.query_output_bytes
            return QueryError("IL-Q005", f"The answer is larger than {size} bytes.", http_status=413)
        if error == "memory" or exhausted or ended.exit_code == -9:
            size = self._settings.query_memory_bytes
            return QueryError("IL-Q004", f"The query needed more than {size} bytes.", http_status=507)
        if error == "space":
            return QueryError("IL-Q007", "There is no space left for the answer.", http_status=503)
        if error == "generation":
            return QueryError(
                "IL-Q007", "The graph cannot be opened just now.", http_status=503,
                hint="Ask again; if it stays so, run `interlingua ledger rebuild`.",
            )  # fmt: skip
        if error == "format":
            return QueryError("IL-Q008", "The format does not fit this query.", http_status=406)
        return QueryError(
            "IL-Q007", "The process that ran the query ended too early.", http_status=503,
            hint="Narrow the query; if every query ends so, run `interlingua ledger rebuild`.",
        )  # fmt: skip


def _busy() -> QueryError:
    return QueryError(
        "IL-Q010", "Too many queries are running.", http_status=429, hint="Ask again in some seconds."
    )


def _tidy(message: str) -> str:
    """The parser's message: where, and what it expected, without its list of Unicode ranges."""
    match = re.match(r"(?s)error at (\d+):(\d+): (.*)", message)
    if match is None:
        return message[:300] or "The query cannot be parsed."
    line, column, rest = match.groups()
    rest = re.sub(r"\[[^\]]*'\.\.=?'[^\]]*\]", "a letter or digit", rest.replace("\n", " "))
    rest = re.sub(r"(, a letter or digit)+", ", a letter or digit", rest)
    return f"Line {line}, column {column}: {rest[:300]}{'...' if len(rest) > 300 else ''}"
