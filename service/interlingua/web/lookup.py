"""From names in a request to mappings: a table, never a path."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from fastapi import Request

from interlingua.errors import InterlinguaError
from interlingua.exchange.catalogue import nearest_name
from interlingua.web import bodies
from interlingua.web.problems import HttpError
from interlingua.web.services import Services

NAME: Final = re.compile(r"[\w][\w. -]{0,63}(?:/[\w][\w. -]{0,63}){0,2}")
_NOT_A_FILE: Final = {"application/x-www-form-urlencoded", "multipart/form-data"}


def mapping_named(services: Services, name: str) -> Path:
    """The mapping's file. HttpError IL-H006 (404) names the nearest; a strange name is not repeated."""
    path = services.mappings.get(name) if NAME.fullmatch(name) else None
    if path is not None:
        return path
    near = nearest_name(name[:200], services.mappings)
    raise HttpError(
        "IL-H006",
        "There is no mapping of this name.",
        status=404,
        hint=f"Did you mean {near}?"
        if near
        else f"There are: {', '.join(list(services.mappings)[:8])}. See GET /mappings.",
    )


def require_source_body(request: Request) -> None:
    """A source comes as the body itself. Forms are refused: a form encoding would change its bytes."""
    if bodies.content_type(request) in _NOT_A_FILE:
        raise HttpError(
            "IL-H003",
            "A form is not a source.",
            status=415,
            hint="Send the file itself as the body, for example with curl --data-binary @FILE and "
            "-H 'Content-Type: text/csv'.",
        )


def mapping_facts(name: str, path: Path) -> dict[str, Any]:
    """What is mapped: system, type, format, key, profiles, digest; or the error that stops it."""
    return _facts(name, path, path.stat().st_mtime_ns)


@lru_cache(maxsize=256)
def _facts(name: str, path: Path, _changed: int) -> dict[str, Any]:
    from interlingua.rml import load_mapping

    try:
        mapping = load_mapping(path)
    except InterlinguaError as error:
        return {"name": name, "usable": False, "error": error.problem()["title"], "code": error.code}
    facts: dict[str, Any] = {"name": name, "usable": True, "digest": mapping.digest}
    facts["profiles"] = list(mapping.profiles)
    if mapping.record is not None:
        record = mapping.record
        facts |= {"system": record.system, "type": record.type, "format": record.source.formulation}
    facts["omitted"] = [{"path": omission.path, "reason": omission.reason} for omission in mapping.omissions]
    facts["triples_maps"] = len(mapping.triples_maps)
    return facts
