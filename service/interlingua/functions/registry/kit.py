"""What the groups of the registry are written with: `function` and `parameter`, and names of other vocabularies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from interlingua.functions.signature import (
    GREL,
    IDLAB,
    Bound,
    Constants,
    Function,
    Kind,
    Output,
    Parameter,
    Returns,
)
from interlingua.rdf.namespaces import IL, XSD

VALUE_IRIS: Final = (GREL + "valueParameter", GREL + "valueParam", IDLAB + "str", IDLAB + "_str")
SECOND_IRIS: Final = (GREL + "valueParameter2", GREL + "valueParam2", IDLAB + "otherStr")
BOOLEAN: Final = XSD + "boolean"
INTEGER: Final = XSD + "integer"
DECIMAL: Final = XSD + "decimal"


def grel(*names: str) -> tuple[str, ...]:
    """IRIs of GREL: of a parameter, the one that describes it and its predicate."""
    return tuple(GREL + name for name in names)


def parameter(name: str, *flags: str, kind: Kind = "text", other: tuple[str, ...] = ()) -> Parameter:
    """A parameter `il:name`. Flags: `optional`, `repeatable`, `constant` (fixed in the mapping)."""
    return Parameter(
        name=name,
        required="optional" not in flags,
        repeatable="repeatable" in flags,
        constant="constant" in flags,
        kind=kind,
        iri=IL + name,
        other_iris=other,
    )


def function(
    name: str,
    parameters: tuple[Parameter, ...],
    summary: str,
    bind: Callable[[Constants], Bound] | None,
    *other_iris: str,
    returns: Returns = "text",
    datatype: str | None = None,
    injective: bool = False,
    outputs: tuple[Output, ...] = (),
) -> Function:
    """A function `il:name`, or one of another vocabulary by its whole IRI."""
    iri = name if name.startswith("http") else IL + name
    return Function(iri, parameters, summary, bind, returns, datatype, injective, other_iris, outputs)


VALUE: Final = parameter("value", other=VALUE_IRIS)
