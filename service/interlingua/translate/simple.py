"""A mapping file to text in one call."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from interlingua.errors import Diagnostic
from interlingua.settings import Settings
from interlingua.translate.compile import compile_plan
from interlingua.translate.job import Where
from interlingua.translate.run import run


def translate_to_text(
    mapping_path: Path | str,
    *,
    base_iri: str | None = None,
    sources: Mapping[str, Where] | None = None,
    settings: Settings | None = None,
    allow_functions: bool = False,
    targets: Path | None = None,
) -> tuple[str, list[Diagnostic]]:
    """The statements of a mapping over its sources, and every finding. No profile is checked.

    `targets` is the folder for the files of rml:logicalTarget.
    """
    from interlingua.plan import make_plan
    from interlingua.rml import load_mapping

    settings = settings or Settings()
    if base_iri is not None:
        settings = replace(settings, base_iri=base_iri)
    plan = make_plan(load_mapping(Path(mapping_path), allow_functions=allow_functions))
    findings: list[Diagnostic] = []
    out = io.BytesIO()
    run(
        compile_plan(plan, settings=settings),
        sources or {},
        out,
        on_diagnostic=findings.append,
        settings=settings,
        targets=targets,
    )
    return out.getvalue().decode(), findings
