"""Submit to a running service: the name and hash of the mapping go along, so that both mean the same one."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from interlingua.errors import CODES, EnvironmentFailed, InterlinguaError, LedgerError, UsageError
from interlingua.exchange.forms import as_diagnostic

if TYPE_CHECKING:
    from interlingua.exchange.submit import Submission

_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class RemoteOutcome:
    """What the service answered."""

    answer: dict[str, Any]

    @property
    def refused(self) -> int:
        """Records refused."""
        return int(self.answer["counts"]["refused"])

    def to_dict(self, *, show_values: bool = False) -> dict[str, Any]:  # noqa: ARG002  the service sends none
        """As the service said it."""
        return self.answer

    def lines(self, *, show_values: bool = False) -> Iterator[str]:  # noqa: ARG002
        """For a terminal."""
        from interlingua.shacl import Summary

        told = ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in self.answer["counts"].items() if n)
        yield f"Submission {self.answer['id']}: {told or 'no records'}."
        findings = Summary()
        for outcome in self.answer.get("outcomes", ()):
            findings.add(outcome["outcome"], [as_diagnostic(f) for f in outcome["findings"]])
        if text := findings.text():
            yield text


def submit_to_service(request: Submission, url: str) -> RemoteOutcome:
    """Send the driving source's file to a service. Raises LedgerError IL-L007 where its mapping is another one.

    The mapping is never uploaded: it is named, and its hash compared.
    """
    from interlingua.exchange.catalogue import find_mapping, mappings
    from interlingua.exchange.prepare import driving_source
    from interlingua.rml import load_mapping
    from interlingua.sources import resolve_path

    path = find_mapping(request.mapping)
    document = load_mapping(path)
    driving = driving_source(document)
    if driving is None:
        raise UsageError("IL-U001", "The mapping reads no source.")
    known = {p.resolve(): name for name, p in mappings().items()}
    name = known.get(path.resolve(), f"{path.parent.name}/{path.name.split('.')[0]}")
    given = request.sources.get(None) or request.sources.get(driving.name)
    file = Path(given) if given else resolve_path(driving, path, allow=request.allow)
    root = url.rstrip("/")
    facts = _call(f"{root}/mappings/{name}")
    if facts.get("digest") not in (document.digest, f"sha256:{document.digest}"):
        raise LedgerError("IL-L007", f"The service's mapping {name!r} is not the one here.")
    parameters = {"mapping": name, "mode": request.mode}
    if request.confirm_empty:
        parameters["confirm_empty"] = "true"
    headers = {"Content-Type": "application/octet-stream", "Accept": "application/json"}
    if request.idempotency_key:
        headers["Idempotency-Key"] = request.idempotency_key
    try:
        with file.open("rb") as body:
            headers["Content-Length"] = str(file.stat().st_size)
            return RemoteOutcome(_call(f"{root}/submissions?{urlencode(parameters)}", body, headers))
    except FileNotFoundError as error:
        raise UsageError("IL-U002", "The source file does not exist.", hint=str(file)) from error


def _call(url: str, body: Any = None, headers: dict[str, str] | None = None) -> dict[str, Any]:
    if not url.startswith(("http://", "https://")):
        raise UsageError("IL-U001", "The address must start with http:// or https://.")
    request = urllib.request.Request(url, data=body, headers=headers or {"Accept": "application/json"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as response:  # noqa: S310  the scheme is checked
            answer: dict[str, Any] = json.load(response)
            return answer
    except urllib.error.HTTPError as error:
        raise _problem(error) from error
    except OSError as error:
        raise EnvironmentFailed(
            "IL-Q009",
            f"The service did not answer ({type(error).__name__}).",
            hint="Is it up? `interlingua serve` starts it.",
        ) from error


def _problem(error: urllib.error.HTTPError) -> InterlinguaError:
    try:
        problem = json.loads(error.read(1 << 20))
    except ValueError:
        problem = {}
    code = problem.get("code") if isinstance(problem, dict) else None
    if code not in CODES:
        return EnvironmentFailed("IL-Q009", f"The service answered with status {error.code}.")
    kind = EnvironmentFailed if code.startswith("IL-E") else UsageError
    return kind(code, str(problem.get("detail", "")), hint=problem.get("hint"))
