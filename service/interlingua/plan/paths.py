"""The paths of a mapping: of its iterators, its `each` and its references to JSON and XML."""

from __future__ import annotations

from interlingua import jsonpath, xmlpath
from interlingua.errors import MappingError, Place
from interlingua.jsonpath import Path as Path
from interlingua.rml.model import LogicalSource

AnyPath = Path | xmlpath.Path


def parse_path(text: str, place: Place | None = None) -> Path:
    """Parse a JSONPath, absolute or relative; nothing is the value itself.

    Raises MappingError IL-M010 where it is not one.
    """
    written = text.strip()
    try:
        return jsonpath.parse("$" if written in ("", ".") else written)
    except ValueError as error:
        raise MappingError(
            "IL-M010",
            f"{text!r} is not a JSONPath: {error}.",
            place=place,
            hint="Write names as $.a.b or $['a b'], lists as $.a[*].",
        ) from error


def path_of(source: LogicalSource, text: str, place: Place | None = None) -> AnyPath:
    """The path in the language of a source: XPath for XML, else JSONPath. Raises MappingError IL-M010."""
    if source.formulation != "xml":
        return parse_path(text, place)
    return xml_path(text, source.namespaces, place)


def _declare(namespaces: xmlpath.Namespaces) -> str:
    known = ", ".join(repr(prefix) for prefix in dict(namespaces) if prefix)
    there = f" Declared for this source: {known}." if known else ""
    return f"Declare it under `namespaces` of the source, or `prefixes`.{there}"


def xml_path(text: str, namespaces: xmlpath.Namespaces, place: Place | None = None) -> xmlpath.Path:
    """Parse an XPath relative to an element. Raises MappingError IL-M010, IL-M003 for an unknown prefix."""
    try:
        return xmlpath.parse(text.strip(), namespaces)
    except ValueError as error:
        code = "IL-M003" if "prefix" in str(error) else "IL-M010"
        raise MappingError(
            code,
            f"{text!r} is not a usable XPath: {error}.",
            place=place,
            hint=_declare(namespaces)
            if code == "IL-M003"
            else "Write names as a/b, attributes as a/@b, prefixed names with a declared prefix.",
        ) from error
