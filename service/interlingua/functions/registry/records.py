"""Names of things and codes: what needs the settings or the code tables of a mapping."""

from __future__ import annotations

from interlingua.functions.registry.kit import VALUE, function, parameter
from interlingua.functions.signature import Function

FUNCTIONS: tuple[Function, ...] = (
    function(
        "iri",
        (
            parameter("kind", "constant"),
            parameter("key", "repeatable"),
            parameter("system", "constant", "optional"),
        ),
        "The IRI of a thing of that kind: base, kind, and a keyed digest of its key in the system.",
        None,
        returns="iri",
        injective=True,
    ),
    function(
        "code",
        (parameter("table", "constant"), VALUE),
        "The code that the code table of that name (under `codes`) gives for the value.",
        None,
        returns="iri",
    ),
)
