"""Sources and targets as YARRRML."""

from __future__ import annotations

from typing import Any

from interlingua.errors import MappingError
from interlingua.rml.model import Constant, Description, LogicalSource, LogicalTarget
from interlingua.rml.write_yaml import Flow

_READERS_OWN = ("climb", "empty", "database", "username", "password")
_FORMULATIONS = {"json": "jsonpath", "xml": "xpath"}
_TD = "https://www.w3.org/2019/wot/td#"
_HCTL = "https://www.w3.org/2019/wot/hypermedia#"
_SECURITY = {
    "https://www.w3.org/2019/wot/security#in": "in", "https://www.w3.org/2019/wot/security#name": "name",
    "https://w3id.org/idsa/core/tokenValue": "value",
}  # fmt: skip


def source(one: LogicalSource) -> Any:
    """One of `sources`. Raises MappingError IL-M014."""
    if one.access is not None:
        return _service(one, one.access)
    out: dict[str, Any] = {}
    if one.path is not None:
        out["access"] = one.path
    options = {key: str(value) for key, value in one.options if key not in _READERS_OWN}
    if one.formulation == "sql":
        given = dict(one.options)
        credentials = {key: str(given[key]) for key in ("username", "password") if key in given}
        if credentials:
            out["credentials"] = credentials
    else:
        out["referenceFormulation"] = _FORMULATIONS.get(one.formulation, one.formulation)
        if one.iterator is not None:
            out["iterator"] = one.iterator
    out.update(options)
    if one.nulls:
        out["nulls"] = Flow(one.nulls)
    if one.namespaces:
        out["namespaces"] = dict(one.namespaces)
    if one.root == "working" and one.formulation != "sql":
        out["root"] = "working"
    return out


def _service(one: LogicalSource, access: Description) -> dict[str, Any]:
    values = dict(access.properties)
    form = values.get(_TD + "hasForm")
    if not isinstance(form, Description):
        raise MappingError("IL-M014", "The source's access cannot be written as YARRRML.", place=one.place)
    said = dict(form.properties)
    out: dict[str, Any] = {"access": _value(said.get(_HCTL + "hasTarget")), "type": "wot"}
    if _HCTL + "forContentType" in said:
        out["contentType"] = _value(said[_HCTL + "forContentType"])
    if _HCTL + "hasOperationType" in said:
        out["operationType"] = (
            _value(said[_HCTL + "hasOperationType"]).removeprefix(_TD).removesuffix("property")
        )
    out["referenceFormulation"] = _FORMULATIONS.get(one.formulation, one.formulation)
    if one.iterator is not None:
        out["iterator"] = one.iterator
    thing = values.get(f"^{_TD}hasPropertyAffordance")
    found = (
        [v for _, v in thing.properties if isinstance(v, Description)]
        if isinstance(thing, Description)
        else []
    )
    if found:
        out["security"] = [_security(value) for value in found]
    return out


def _security(value: Description) -> dict[str, Any]:
    if value.types == (_TD + "NoSecurityScheme",):
        return {"type": "none"}
    return {"type": "apikey"} | {_SECURITY[iri]: _value(v) for iri, v in value.properties if iri in _SECURITY}


def _value(one: Constant | Description | None) -> str:
    return one.value if isinstance(one, Constant) else ""


def target(one: LogicalTarget) -> dict[str, Any]:
    """One of `targets`."""
    out: dict[str, Any] = {"access": one.path}
    if one.access is not None:
        out["type"] = "sparql"
    out["serialization"] = one.serialization
    for key in ("compression", "encoding"):
        value = getattr(one, key)
        if value is not None:
            out[key] = value
    if one.root == "mapping":
        out["root"] = "mapping"
    return out
