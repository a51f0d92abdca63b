"""A SPARQL endpoint elsewhere, asked over HTTP with SPARQLWrapper: the same `Answer` as at home."""

from __future__ import annotations

import ast
import json
import re
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError

from interlingua.errors import CODES, EnvironmentFailed, QueryError
from interlingua.sparql import lexer
from interlingua.sparql.negotiate import Form, Format, format_for
from interlingua.sparql.service import Answer

POSITION_HEADER: Final = "Interlingua-Position"
GENERATION_HEADER: Final = "Interlingua-Generation"
_CHUNK: Final = 1 << 16
_TEXT_BYTES: Final = 16 << 20


class RemoteEndpoint:
    """One endpoint address. `seconds` bounds each wait on the network, `output_bytes` the answer."""

    def __init__(self, url: str, *, seconds: float = 60.0, output_bytes: int = 1 << 30) -> None:
        if not re.match(r"(?i)https?://[^\s/]", url):
            raise QueryError("IL-Q009", "The endpoint must be an http or https address.")
        self._url = url
        self._seconds = seconds
        self._output_bytes = output_bytes

    def query(self, text: str, *, format: str | None = None) -> Answer:
        """Ask; SELECT and ASK come as JSON, CONSTRUCT and DESCRIBE as Turtle, unless `format` says else.

        Raises QueryError: the endpoint's own IL- code when it is one of ours, else IL-Q009; IL-Q005 when
        the answer is larger than allowed.
        """
        form: Form = lexer.survey(text, max_bytes=_TEXT_BYTES).form or "select"
        chosen, _ = format_for(form, name=format)
        started = time.monotonic()
        response = self._ask(text, chosen)
        folder = Path(tempfile.mkdtemp(prefix="interlingua-answer-"))
        path = folder / f"answer.{chosen.extension}"
        try:
            with response, path.open("wb") as file:
                size = 0
                while chunk := response.read(_CHUNK):
                    size += len(chunk)
                    if size > self._output_bytes:
                        raise QueryError("IL-Q005", f"The answer is larger than {self._output_bytes} bytes.")
                    file.write(chunk)
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise QueryError("IL-Q009", "The endpoint broke off its answer.", http_status=502) from error
        except QueryError:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        headers = response.headers
        position = headers.get(POSITION_HEADER, "")
        got = str(headers.get("Content-Type", chosen.content_type))
        if got.partition(";")[0].strip().lower() not in (chosen.media_type, *chosen.aliases):
            shutil.rmtree(folder, ignore_errors=True)
            raise QueryError(
                "IL-Q009", f"The endpoint answered as {got!r}, not as {chosen.media_type}.", http_status=502
            )
        return Answer(
            path=path,
            form=form,
            format=chosen.name,
            content_type=got,
            size=size,
            position=int(position) if position.isdigit() else None,
            generation=str(headers.get(GENERATION_HEADER, "")),
            seconds=time.monotonic() - started,
        )

    def _ask(self, text: str, chosen: Format) -> Any:
        try:
            from SPARQLWrapper import POST, POSTDIRECTLY, SPARQLExceptions, SPARQLWrapper
        except ImportError as error:
            raise EnvironmentFailed(
                "IL-E003", "SPARQLWrapper is not installed.", hint="pip install 'interlingua[remote]'"
            ) from error
        wrapper = SPARQLWrapper(self._url)
        wrapper.setTimeout(max(1, round(self._seconds)))
        wrapper.setMethod(POST)
        wrapper.setRequestMethod(POSTDIRECTLY)
        wrapper.setQuery(text)
        wrapper.setOnlyConneg(True)
        wrapper.addCustomHttpHeader("Accept", chosen.media_type)
        try:
            return wrapper.query().response
        except SPARQLExceptions.SPARQLWrapperException as error:
            found = re.search(r"(?s)Response:\n(b['\"].*)", str(error))
            cause = error.__context__
            status = cause.code if isinstance(cause, HTTPError) else 502
            raise _from_answer(status, ast.literal_eval(found[1]) if found else b"") from error
        except HTTPError as error:
            raise _from_answer(error.code, error.read(_CHUNK)) from error
        except OSError as error:  # refused, unknown host, time-out
            reason = getattr(error, "reason", error)
            raise QueryError(
                "IL-Q009", f"The endpoint did not answer: {type(reason).__name__}.", http_status=502
            ) from error


def _from_answer(status: int, body: bytes) -> QueryError:
    """The endpoint's own coded problem, if it is one of ours; else IL-Q009 with its status."""
    try:
        problem = json.loads(body)
    except ValueError:
        problem = None
    if isinstance(problem, dict) and problem.get("code") in CODES:
        return QueryError(
            problem["code"],
            str(problem.get("detail", "")),
            http_status=status,
            hint=str(problem["hint"]) if "hint" in problem else None,
        )
    return QueryError("IL-Q009", f"The endpoint answered with status {status}.", http_status=502)
