"""One constraint of a shape as JSON Schema, for a value as the JSON-LD context writes it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from interlingua.rdf.namespaces import RDF, XSD
from interlingua.rdf.terms import shorten
from interlingua.shacl.model import Constraint
from interlingua.shacl.values import INTEGERS, parse_term

Schema = dict[str, Any]

_ZONE: Final = r"(Z|[+-][0-9]{2}:[0-9]{2})?"
_DAY: Final = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME: Final = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?"
_LEXICAL: Final = {
    "date": rf"{_DAY}{_ZONE}",
    "dateTime": rf"{_DAY}T{_TIME}{_ZONE}",
    "time": rf"{_TIME}{_ZONE}",
    "gYear": rf"-?[0-9]{{4,}}{_ZONE}",
    "gYearMonth": rf"-?[0-9]{{4,}}-[0-9]{{2}}{_ZONE}",
    "duration": r"-?P(?=.)([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T(?=.)([0-9]+H)?([0-9]+M)?([0-9]+(\.[0-9]+)?S)?)?",
}
_NUMERIC: Final = {"decimal": r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"}
_BOUNDS: Final = {
    "minInclusive": "minimum", "maxInclusive": "maximum",
    "minExclusive": "exclusiveMinimum", "maxExclusive": "exclusiveMaximum",
}  # fmt: skip
_ONLY_XPATH: Final = re.compile(r"\\[icICpP]|\(\?|-\[")


def fragment(constraint: Constraint, coerced: str | None, code_list: str | None) -> Schema | None:
    """What JSON Schema can say of each value; None: nothing. `coerced` is the datatype, `@id` or `@vocab` of the context."""
    kind, parameter = constraint.kind, constraint.parameter
    if kind == "datatype":
        return _datatype(str(parameter), coerced)
    if kind == "nodeKind":
        return _node_kind(str(parameter), coerced)
    if kind == "in":
        assert isinstance(parameter, tuple)
        return _among(parameter, coerced, code_list)
    if coerced in ("@id", "@vocab"):
        return None  # an IRI is shortened by the context
    if kind == "pattern":
        return None if _ONLY_XPATH.search(str(parameter)) else _text({"pattern": parameter})
    if kind in ("minLength", "maxLength"):
        return _text({kind: parameter})
    if kind in _BOUNDS and coerced is not None and coerced in INTEGERS:
        return {_BOUNDS[kind]: int(parse_term(str(parameter)).text)}
    return None


def _text(of_text: Schema) -> Schema:
    """Of a text, and of one that carries its language."""
    return {**of_text, "properties": {"@value": of_text}}


def _datatype(datatype: str, coerced: str | None) -> Schema:
    if datatype == RDF + "langString":
        return {"type": "object", "required": ["@value", "@language"]}
    if datatype not in (coerced, XSD + "string" if coerced is None else None):
        return {
            "type": "object",
            "required": ["@value", "@type"],
            "properties": {"@type": {"const": shorten(datatype)}},
        }
    name = datatype.removeprefix(XSD)
    if datatype in INTEGERS:
        return {"type": ["integer", "string"], "pattern": "^[+-]?[0-9]+$"}
    if name in _NUMERIC:
        return {"type": ["integer", "string"], "pattern": f"^{_NUMERIC[name]}$"}
    if name == "boolean":
        return {"type": ["boolean", "string"], "pattern": "^(true|false|1|0)$"}
    return {"type": "string", "pattern": f"^{_LEXICAL[name]}$"} if name in _LEXICAL else {"type": "string"}


def _node_kind(kind: str, coerced: str | None) -> Schema | None:
    kind = kind.rpartition("#")[2]
    if coerced in ("@id", "@vocab"):
        if kind == "IRI":
            return {"type": ["string", "object"], "required": ["id"], "pattern": "^(?!_:)"}
        return {"not": {"required": ["@value"]}} if kind == "BlankNodeOrIRI" else None
    return {"not": {"required": ["id"]}} if kind == "Literal" else None


def _among(values: Iterable[str], coerced: str | None, code_list: str | None) -> Schema | None:
    terms = [parse_term(value) for value in values]
    if coerced == "@vocab" and code_list is not None:
        home = f"{code_list}/"
        if all(term.text.startswith(home) for term in terms):
            return {"enum": [term.text.removeprefix(home) for term in terms]}
    if coerced is None and all(term.datatype == XSD + "string" for term in terms):
        return {"enum": [term.text for term in terms]}
    return None
