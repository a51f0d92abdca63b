"""Submit to a running service, under the mapping there whose hash is that of the mapping here."""

from __future__ import annotations

import json
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from interlingua.errors import CODES, EnvironmentFailed, InterlinguaError, LedgerError, UsageError
from interlingua.exchange.catalogue import nearest_name
from interlingua.exchange.forms import as_diagnostic
from interlingua.exchange.sampling import silent_maps
from interlingua.exchange.submit import where_rejects

if TYPE_CHECKING:
    from interlingua.errors import Diagnostic
    from interlingua.exchange.submit import Submission
    from interlingua.settings import Settings

_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class RemoteOutcome:
    """What the service answered."""

    answer: dict[str, Any]
    url: str = ""
    rejects: Path | None = None
    warnings: tuple[Diagnostic, ...] = ()

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
        if self.refused and self.rejects is None:
            yield f"The refused records are at {rejects_address(self.url, self.answer)} (--rejects FILE fetches them)."
        elif self.refused:
            yield where_rejects(self.rejects)
        for warning in self.warnings:
            yield f"warning: {warning.text()}"


def rejects_address(url: str, answer: dict[str, Any]) -> str:
    """Where a service has the refused records of a submission."""
    return f"{url.rstrip('/')}/submissions/{answer['id']}/rejects"


def submit_to_service(request: Submission, url: str, settings: Settings) -> RemoteOutcome:
    """Send the driving source's file to a service. Raises LedgerError IL-L007 where its mapping is another one.

    The mapping is never uploaded: the service's own is taken that has the same hash.
    """
    from interlingua.exchange.catalogue import find_mapping
    from interlingua.exchange.prepare import driving_source
    from interlingua.rml import load_mapping
    from interlingua.sources import resolve_path
    from interlingua.sources.sql_where import is_address

    path = find_mapping(request.mapping)
    document = load_mapping(path)
    driving = driving_source(document)
    if driving is None:
        raise UsageError("IL-U001", "The mapping reads no source.")
    given = request.sources.get(None) or request.sources.get(driving.name)
    file = Path(given) if given else resolve_path(driving, path, allow=request.allow)
    if not isinstance(file, Path) or is_address(given or ""):
        raise UsageError(
            "IL-U001", "A database cannot be sent to a service.",
            hint="Translate there, where the database is: submit with --data-dir.",
        )  # fmt: skip
    root = url.rstrip("/")
    name = _name_there(_call(f"{root}/mappings").get("mappings", ()), path, document.digest)
    parameters = {"mapping": name, "mode": request.mode}
    if request.confirm_empty:
        parameters["confirm_empty"] = "true"
    headers = {"Content-Type": "application/octet-stream", "Accept": "application/json"}
    if request.idempotency_key:
        headers["Idempotency-Key"] = request.idempotency_key
    try:
        with file.open("rb") as body:
            headers["Content-Length"] = str(file.stat().st_size)
            answer = _call(f"{root}/submissions?{urlencode(parameters)}", body, headers)
    except FileNotFoundError as error:
        raise UsageError("IL-U002", "The source file does not exist.", hint=str(file)) from error
    if request.rejects is not None:
        _fetch(rejects_address(root, answer), request.rejects)
    counts = answer["counts"]
    read = int(counts["read"])
    warnings = silent_maps(
        document, {driving.name: file}, settings, read=read, accepted=read - int(counts["refused"])
    )
    return RemoteOutcome(answer, root, request.rejects, warnings)


def _name_there(offered: Iterable[dict[str, Any]], path: Path, digest: str) -> str:
    """How the service calls the mapping of this digest. Raises LedgerError IL-L007, UsageError IL-H006."""
    there = {str(facts.get("name")): facts.get("digest") for facts in offered}
    short = path.name.split(".")[0]
    usual = (f"{path.resolve().parent.name}/{short}", short)
    same = [name for name, of in there.items() if of in (digest, f"sha256:{digest}")]
    if same:
        return next((name for name in usual if name in same), same[0])
    named = next((name for name in usual if name in there), None)
    if named is not None:
        raise LedgerError(
            "IL-L007",
            f"The service's mapping {named!r} is not the one here.",
            hint=f"Restart it with --mappings {path.parent}, so that both read the same file.",
        )
    near = nearest_name(usual[0], there)
    raise UsageError(
        "IL-H006",
        f"The service has no mapping with the content of {path.name}.",
        hint=f"Restart it with --mappings {path.parent}."
        + (f" The nearest that it has is {near!r}." if near else ""),
    )


def _call(url: str, body: Any = None, headers: dict[str, str] | None = None) -> dict[str, Any]:
    with _opened(url, body, headers or {"Accept": "application/json"}) as response:
        answer: dict[str, Any] = json.load(response)
        return answer


def _fetch(url: str, target: Path) -> None:
    with _opened(url, None, {"Accept": "*/*"}) as response:
        try:
            with target.open("wb") as file:
                shutil.copyfileobj(response, file)
        except OSError as error:
            why = f"{target.name} cannot be written: {error.strerror}."
            raise EnvironmentFailed("IL-E002", why) from error


@contextmanager
def _opened(url: str, body: Any, headers: dict[str, str]) -> Iterator[Any]:
    if not url.startswith(("http://", "https://")):
        raise UsageError("IL-U001", "The address must start with http:// or https://.")
    request = urllib.request.Request(url, data=body, headers=headers)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as response:  # noqa: S310  the scheme is checked
            yield response
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
