"""Validate any RDF file against a profile, or shapes of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interlingua.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


def validate_file(
    data: Path,
    *,
    profile: str | None = None,
    shapes: Path | None = None,
    format: str = "text",
    lang: str = "en",
    show_values: bool = False,
) -> tuple[bool, str]:
    """Whether something was checked and all of it conforms, and the report as `text`, `json` or `turtle`. Raises ShapesError, UsageError."""
    from interlingua.rdf.formats import FORMATS, by_path
    from interlingua.shacl import load_profile, load_shapes, validate_graph

    if not data.is_file():
        raise UsageError("IL-U002", "There is no such file.", hint=f"Looked for {data}.")
    syntax = by_path(data)
    if syntax is None:
        endings = ", ".join(f".{f.extensions[0]}" for f in FORMATS)
        raise UsageError(
            "IL-U001", f"The name {data.name!r} does not tell an RDF format.", hint=f"Endings: {endings}."
        )
    loaded = load_shapes(shapes) if shapes is not None else load_profile(profile or "core")
    report = validate_graph(data, loaded, format=syntax.engine)
    return report.passed, report.render(format, language=lang, show_values=show_values)
