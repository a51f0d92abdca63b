"""The terms of ours that a SPARQL text names."""

from __future__ import annotations

import re
from typing import Final

from interlingua.rdf.namespaces import PREFIXES, SP

_NOISE: Final = re.compile(r"""<([^<>"{}|^`\\\s]*)>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*""")
_PREFIX: Final = re.compile(r"PREFIX\s+([\w-]*):\s*<([^>]*)>", re.IGNORECASE)
_NAME: Final = re.compile(r"(?<![\w?$:<])([A-Za-z][\w-]*):([A-Za-z0-9][\w.-]*)")


def mentioned(text: str) -> set[str]:
    """IRIs in our namespace, from prefixed names and from names in angle brackets; not those in comments."""
    prefixes = PREFIXES | dict(_PREFIX.findall(text))
    body = _PREFIX.sub(" ", text)
    found = {match[1] for match in _NOISE.finditer(body) if match[1]}
    for prefix, local in _NAME.findall(_NOISE.sub(" ", body)):
        found.add(prefixes.get(prefix, "") + local.rstrip("."))
    return {iri for iri in found if iri.startswith(SP) and iri != SP}
