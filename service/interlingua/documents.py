"""References inside a JSON document: the object that a text names.

FHIR bundles (https://hl7.org/fhir/R4/bundle.html#references) name resources by the `fullUrl` of their entry,
by `Type/id`, and contained ones by `#id`; other documents by the `id` of an object.
"""

from __future__ import annotations

from typing import Any

Target = tuple[str, Any]
"""An object's JSON Pointer in the document, and the object."""

_AMBIGUOUS: Target = ("", None)
_last: list[Any] = [None, {}]


def resolve(document: Any, reference: Any) -> Target | None:
    """The object that a reference leads to; None where none does, or more than one.

    A reference is a text, or an object that holds it as `reference` (FHIR's Reference).
    """
    if isinstance(reference, dict):
        reference = reference.get("reference")
    if not isinstance(reference, str) or not reference:
        return None
    index = _index(document)
    found = index.get(reference)
    if found is None and "/" in reference:
        # "[base]/Type/id/_history/version" (FHIR, literal references)
        parts = reference.partition("/_history/")[0].rsplit("/", 2)[-2:]
        found = index.get("/".join(parts))
    return None if found is None or found is _AMBIGUOUS else found


def _index(document: Any) -> dict[str, Target]:
    """Every name of a document; made once for all references of one record after the other."""
    if _last[0] is not document:
        _last[1] = _names(document)
        _last[0] = document
    found: dict[str, Target] = _last[1]
    return found


def _names(document: Any) -> dict[str, Target]:
    found: dict[str, Target] = {}

    def name(text: Any, pointer: str, value: Any) -> None:
        if isinstance(text, str) and text:
            known = found.get(text)
            same = known is None or known[1] is value
            found[text] = (pointer, value) if same else _AMBIGUOUS

    waiting: list[Target] = [("", document)]
    while waiting:
        at, value = waiting.pop()
        if value.__class__ is list:
            waiting += [(f"{at}/{n}", child) for n, child in enumerate(value)]
        elif value.__class__ is dict:
            waiting += [(f"{at}/{_token(key)}", child) for key, child in value.items()]
            resource = value.get("resource")
            if resource.__class__ is dict:
                name(value.get("fullUrl"), f"{at}/resource", resource)
            known, kind = value.get("id"), value.get("resourceType")
            if not isinstance(known, str):
                continue
            if isinstance(kind, str):
                name(f"{kind}/{known}", at, value)
                name(f"#{known}", at, value)
            else:
                name(known, at, value)
    return found


def _token(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
