"""Validation of what strangers send: in a process of its own, with limits on time, memory and output.

The parent sends the work on standard input and reads the report from standard output; the child
leaves the network and limits itself before it reads a byte of it. A child that goes over is killed, and alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from interlingua import isolation
from interlingua.errors import CODES, Place, ShapesError
from interlingua.shacl.report import Report, Result

_SCRIPT = Path(__file__)
_MOST_OUTPUT = 64 << 20


def validate_limited(
    data: bytes,
    format: ox.RdfFormat,
    *,
    profile: str | None = None,
    shapes: bytes | None = None,
    base: str | None = None,
    seconds: float = 60.0,
    memory_bytes: int = 2 << 30,
    max_results: int = 1_000,
) -> Report:
    """Validate in a limited process, against a shipped profile (`core` by default) or Turtle shapes.

    Given shapes are not trusted: SPARQL, scripts and imports are refused. `seconds` is wall clock. Raises
    ShapesError IL-V013 where the limits are passed, else what `validate_graph` raises.
    """
    head = {
        "format": format.media_type, "profile": profile or "core", "base": base, "max_results": max_results,
        "data": len(data), "shapes": None if shapes is None else len(shapes),
        "seconds": seconds, "memory": memory_bytes,
    }  # fmt: skip
    message = json.dumps(head).encode() + b"\n" + data + (shapes or b"")
    try:
        done = subprocess.run(  # noqa: S603 - our own file
            isolation.command(_SCRIPT),
            input=message,
            capture_output=True,
            env=isolation.environment(),
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ShapesError("IL-V013", f"The validation took longer than {seconds:g} s.") from error
    if done.returncode != 0 or not done.stdout:
        raise ShapesError("IL-V013", "The validation needed more time or memory than is allowed.")
    return _report(json.loads(done.stdout))


def _report(answer: dict[str, Any]) -> Report:
    if "error" in answer:
        fault = answer["error"]
        place = Place(**fault["place"]) if fault.get("place") else None
        code = fault["code"] if fault["code"] in CODES else "IL-V010"
        raise ShapesError(code, fault["message"], place=place, hint=fault.get("hint"))
    results = tuple(Result(**result) for result in answer.pop("results"))
    return Report(results=results, **answer)


def main() -> None:
    """The child."""
    isolation.end_with_parent()
    isolation.leave_network()
    stdin = sys.stdin.buffer
    head = json.loads(stdin.readline(65_536))
    isolation.limit({"AS": head["memory"], "CPU": int(head["seconds"]) + 1, "CORE": 0, "FSIZE": 0})
    data = stdin.read(head["data"])
    shapes = None if head["shapes"] is None else stdin.read(head["shapes"])
    answer = json.dumps(_answer(head, data, shapes)).encode()
    if len(answer) > _MOST_OUTPUT:
        raise SystemExit(1)
    sys.stdout.buffer.write(answer)


def _answer(head: dict[str, Any], data: bytes, shapes: bytes | None) -> dict[str, Any]:
    from interlingua.shacl.shapes import shapes_from_bytes
    from interlingua.shacl.shipped import load_profile
    from interlingua.shacl.validate import validate_graph

    try:
        loaded = load_profile(head["profile"]) if shapes is None else shapes_from_bytes(shapes)
        report = validate_graph(
            data, loaded, format=ox.RdfFormat.from_media_type(head["format"]),
            base=head["base"], max_results=head["max_results"],
        )  # fmt: skip
    except ShapesError as error:
        place = error.place.to_dict() if error.place else None
        return {"error": {"code": error.code, "message": error.message, "hint": error.hint, "place": place}}
    return asdict(report)


if __name__ == "__main__":
    main()
