"""What a function is: its IRI, parameters and result, as the Function Ontology (FnO) describes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from interlingua.rdf.namespaces import IL

Kind = Literal["text", "boolean", "any", "list"]
Returns = Literal["text", "boolean", "list", "iri", "argument"]
Constants = Mapping[str, tuple[str, ...]]
Bound = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter. `constant` ones are fixed by the mapping; the others vary with the record.

    `kind` "list" takes all the values of its argument at once, as a list; the others are called once
    for each. `other_iris` are the names that other vocabularies give it (GREL, IDLab).
    """

    name: str
    required: bool = True
    repeatable: bool = False
    constant: bool = False
    kind: Kind = "text"
    iri: str = ""
    other_iris: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Output:
    """One of several results, by its IRI and the others that name it."""

    name: str
    iri: str
    datatype: str | None = None
    other_iris: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Function:
    """One function.

    `bind(constants)` takes the values of the constant parameters by name (each a tuple of texts; absent
    ones left out), raises ValueError with a sentence when they are unusable, and gives a callable. That
    takes one positional argument for every varying parameter, in the declared order: None where it is
    null or left out, a tuple where it is repeatable; booleans where `kind` is "boolean". It gives None
    for "no value", raises ValueFault for a malformed one, and never raises anything else for any text.

    `returns` "boolean" is a Python bool (True and False become "true" and "false" where a text is
    wanted), "list" a list of texts, "iri" an IRI, "argument" the type of its `then` or `else`.
    `injective` says that different arguments always give different results, so that a subject made
    from a key through it belongs to one record. `bind` None marks what the compiler makes itself,
    because it needs settings or code tables: il:iri (identifiers.make_iri), il:code (codes.make_code),
    il:hash (privacy.make_hash).
    With `outputs`, the callable gives a tuple of as many results (or None); rml:return says which is meant.
    """

    iri: str
    parameters: tuple[Parameter, ...]
    summary: str
    bind: Callable[[Constants], Bound] | None
    returns: Returns = "text"
    datatype: str | None = None
    injective: bool = False
    other_iris: tuple[str, ...] = ()
    outputs: tuple[Output, ...] = ()

    @property
    def name(self) -> str:
        """The readable name: `il:trim`, `grel:escape`."""
        for prefix, namespace in NAMESPACES.items():
            if self.iri.startswith(namespace):
                return f"{prefix}:{self.iri[len(namespace) :]}"
        return self.iri

    @property
    def varying(self) -> tuple[Parameter, ...]:
        """The parameters whose values come from the record, in order."""
        return tuple(p for p in self.parameters if not p.constant)

    def parameter(self, iri: str) -> Parameter | None:
        """The parameter of that IRI, or of another vocabulary's name for it."""
        for p in self.parameters:
            if iri == p.iri or iri in p.other_iris:
                return p
        return None


GREL = "http://users.ugent.be/~bjdmeest/function/grel.ttl#"
IDLAB = "https://w3id.org/imec/idlab/function#"
NAMESPACES = {"il": IL, "grel": GREL, "idlab-fn": IDLAB}
"""Prefixes of functions, known in every mapping without declaration."""

_TEXT_OUT = (
    "stringOut", "stringOutput", "output_any", "o_any", "output_number", "o_number", "output_decimal",
    "o_decimal", "output_date", "o_date", "output_datetime", "o_datetime", "output_string", "o_string",
    "_stringOut", "_out", "out", "output",
)  # fmt: skip
_BOOLEAN_OUT = ("output_bool", "o_bool", "_boolOut", "boolOut")
_LIST_OUT = ("output_array", "o_array", "_listOut", "listOut")


def _named(*groups: tuple[str, ...]) -> frozenset[str]:
    local = [name for group in groups for name in group]
    return frozenset([f"{IL}result", *(namespace + name for namespace in (GREL, IDLAB) for name in local)])


RETURNS: Mapping[Returns, frozenset[str]] = {
    "text": _named(_TEXT_OUT),
    "iri": _named(_TEXT_OUT),
    "boolean": _named(_BOOLEAN_OUT, _TEXT_OUT),
    "list": _named(_LIST_OUT, _TEXT_OUT),
    "argument": _named(_TEXT_OUT, _BOOLEAN_OUT),
}
"""What rml:return may name of a function with one result: the names of GREL's and IDLab's outputs, and `il:result`."""


def unbound(call: Bound) -> Callable[[Constants], Bound]:
    """`bind` of a function without constant parameters."""
    return lambda _constants: call
