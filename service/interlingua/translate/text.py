"""Text of RDF terms: what the generated functions call where a value may need care.

N-Triples' canonical form: https://www.w3.org/TR/n-triples/#canonical-ntriples
"""

from __future__ import annotations

import math
import re
from typing import Any
from urllib.parse import quote

from interlingua.rdf.namespaces import XSD
from interlingua.sources.base import JsonBool, JsonNumber, TypedText

_ESCAPES = {ord('"'): '\\"', ord("\\"): "\\\\", ord("\n"): "\\n", ord("\r"): "\\r"}
needs_escape = re.compile(r'["\\\n\r]').search
# RFC 3987 iunreserved: what a template's value keeps in an IRI.
_UCS = "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef" + "".join(
    f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 15)
)
_encode = re.compile(f"[^A-Za-z0-9._~{_UCS}-]").sub
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# N-Triples IRIREF: [^#x00-#x20<>"{}|^`\]*
_FORBIDDEN = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_BREAKS_SYNTAX = re.compile(r'[\x00-\x1f<>"{}|^`\\]')
_LANGUAGE = re.compile(r"(?:[A-Za-z]{2,8}|[xXiI](?=-))(?:-[A-Za-z0-9]{1,8})*")
_LABEL = re.compile(r"[^A-Za-z0-9]").sub


TRUE, FALSE = JsonBool("true"), JsonBool("false")


def esc(value: str) -> str:
    """The inside of a literal."""
    return value.translate(_ESCAPES) if needs_escape(value) else value


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "surrogatepass"))


def iri_safe(value: str) -> str:
    """A template's value in an IRI: everything but iunreserved is percent-encoded."""
    return value if value.isalnum() and value.isascii() else _encode(_percent, value)


def uri_safe(value: str) -> str:
    """A template's value in a URI: ASCII only."""
    return quote(value, safe="", errors="surrogatepass")


def unsafe(value: str) -> str:
    """A value that goes into an IRI as it is; what would break the line is written as an escape."""
    return _BREAKS_SYNTAX.sub(lambda m: f"\\u{ord(m.group()):04X}", value)


def unsafe_absolute(value: str, base: str) -> str:
    """The same for a whole IRI, behind the base where it is relative."""
    return unsafe(value if _ABSOLUTE.match(value) else base + value)


def is_iri(value: str) -> bool:
    """Whether a text is an absolute IRI, as far as N-Triples asks."""
    return _ABSOLUTE.match(value) is not None and _FORBIDDEN.search(value) is None


def iri_reference(value: str, base: str) -> str | None:
    """A value that is an IRI, behind the base where it is relative; None where it is not valid."""
    if _FORBIDDEN.search(value):
        return None
    return value if _ABSOLUTE.match(value) else base + value


def uri_reference(value: str, base: str) -> str | None:
    """The same for a URI: ASCII only."""
    return iri_reference(value, base) if value.isascii() else None


def is_language(tag: str) -> bool:
    """Whether a text is a well-formed language tag (BCP 47)."""
    return _LANGUAGE.fullmatch(tag) is not None


def label(value: str) -> str:
    """A blank node label made of any text; different texts give different labels."""
    return "b" + _LABEL(lambda m: f"_{ord(m.group()):x}_", value)


def double(value: str) -> str:
    """The canonical form of an xsd:double; the text as it is where a double cannot hold its digits.

    `1e400` is no infinity, and a long decimal loses nothing: what the source wrote must survive.
    """
    number = float(value)
    if math.isinf(number) or (number == 0 and _significant(value.lower())):
        return value
    if number == 0:
        return "-0.0E0" if math.copysign(1, number) < 0 else "0.0E0"
    digits = _significant(repr(number))
    if _significant(value.lower()) != digits:
        return value
    mantissa, _, exponent = f"{number:.{max(1, len(digits) - 1)}e}".partition("e")
    return f"{mantissa}E{int(exponent)}"


def _significant(number: str) -> str:
    return number.lstrip("-").partition("e")[0].replace(".", "").strip("0")


_INTEGER, _DOUBLE, _BOOLEAN = (f'"^^<{XSD}{name}>' for name in ("integer", "double", "boolean"))


def natural(value: str) -> str:
    """A whole literal in its natural datatype: JSON's numbers and booleans, else a plain text."""
    kind = value.__class__
    if kind is str:
        return f'"{value.translate(_ESCAPES)}"' if needs_escape(value) else f'"{value}"'
    if kind is JsonNumber:
        return f'"{value}{_INTEGER}' if value.integral else f'"{double(value)}{_DOUBLE}'  # type: ignore[attr-defined]
    if kind is JsonBool:
        return f'"{value}{_BOOLEAN}'
    if kind is TypedText:
        return f'"{esc(value)}"^^<{value.datatype}>'  # type: ignore[attr-defined]
    return f'"{esc(value)}"'


def as_double(value: str) -> str:
    """The inside of an xsd:double: a number's canonical form, a text as it is.

    "On which implementations SHOULD apply the XSD canonical mapping" (RML-Core, natural RDF lexical form).
    """
    return double(value) if value.__class__ is JsonNumber else esc(value)


def datatype_of(value: str) -> str:
    """The natural datatype of a value."""
    if isinstance(value, JsonNumber):
        return XSD + ("integer" if value.integral else "double")
    if isinstance(value, TypedText):
        return value.datatype
    return XSD + ("boolean" if isinstance(value, JsonBool) else "string")


def literal(value: str, datatype: str | None = None, language: str | None = None) -> str:
    """A literal of a mapping's constant."""
    if language:
        return f'"{esc(value)}"@{language}'
    if datatype and datatype != XSD + "string":
        return f'"{esc(value)}"^^<{datatype}>'
    return f'"{esc(value)}"'


def scalar(value: Any, faults: list[Any], fault: int, item: int) -> str | None:
    """A JSON value as text that knows its natural datatype; objects and lists are faults, unless they are empty."""
    if value is True:
        return TRUE
    if value is False:
        return FALSE
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):  # a caller's own row, not our reader's
        return JsonNumber(repr(value))
    if value:
        what = "an object" if isinstance(value, dict) else "a list"
        faults.append((fault, None, f"The value is {what}, where a single value is wanted.", item))
    return None


def scalars(values: list[Any], faults: list[Any], fault: int, item: int, empty_null: bool) -> list[str]:
    """The values of a path that selects several, nulls left out."""
    out = []
    for value in values:
        text = value if value.__class__ is str else scalar(value, faults, fault, item)
        if text is not None and (text or not empty_null):
            out.append(text)
    return out
