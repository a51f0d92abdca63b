"""Terms of RDF as N-Triples text, and back (https://www.w3.org/TR/n-triples/)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from interlingua.rdf.namespaces import PREFIXES, XSD

_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_NEEDS_ESCAPE: Final = re.compile(r'[\\"\x00-\x1f\x7f]')
_UNESCAPES: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_ESCAPED: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_NOT_IN_IRI: Final = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[\w.\-/]*[\w\-])?")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


def escape(text: str) -> str:
    """The text between the quotes of an N-Triples literal."""
    if _NEEDS_ESCAPE.search(text) is None:
        return text
    return _NEEDS_ESCAPE.sub(lambda m: _ESCAPES.get(m[0]) or f"\\u{ord(m[0]):04X}", text)


def unescape(text: str) -> str:
    """What `escape` and N-Triples' `\\u` escapes hide. Raises ValueError for an escape that is none."""
    return text if "\\" not in text else _ESCAPED.sub(_unescape_one, text)


def _unescape_one(match: re.Match[str]) -> str:
    digits = match[1] or match[2]
    if digits:
        number = int(digits, 16)
        if 0xD800 <= number <= 0xDFFF:
            raise ValueError(f"\\u{digits} is half of a surrogate pair")
        return chr(number)
    found = _UNESCAPES.get(match[3])
    if found is None:
        raise ValueError(f"\\{match[3]} is not an escape of N-Triples")
    return found


def iri_is_valid(text: str) -> bool:
    """Absolute, and free of the characters that N-Triples forbids in an IRI."""
    scheme, colon, _ = text.partition(":")
    return bool(colon) and scheme[:1].isalpha() and _NOT_IN_IRI.search(text) is None


def iri(text: str) -> str:
    """`<text>`. Raises ValueError if it is not an absolute IRI."""
    if not iri_is_valid(text):
        raise ValueError("not an absolute IRI")
    return f"<{text}>"


def literal(text: str, *, datatype: str | None = None, language: str | None = None) -> str:
    """A literal in N-Triples. Raises ValueError for a language tag that is none."""
    if language is not None:
        if not _LANGUAGE.fullmatch(language):
            raise ValueError("not a language tag")
        return f'"{escape(text)}"@{language}'
    if datatype is None or datatype == XSD + "string":
        return f'"{escape(text)}"'
    return f'"{escape(text)}"^^{iri(datatype)}'


def expand(curie: str, prefixes: dict[str, str] | None = None) -> str:
    """`sp:Person` as an IRI; what has no known prefix comes back as it is."""
    prefix, colon, local = curie.partition(":")
    base = (prefixes or PREFIXES).get(prefix) if colon else None
    return base + local if base is not None else curie


def shorten(iri_text: str, prefixes: Mapping[str, str] | None = None) -> str:
    """`sp:Person` for its IRI: the longest namespace that leaves a name; what fits none stays, in brackets."""
    best = ""
    name = ""
    for prefix, base in (prefixes or PREFIXES).items():
        if len(base) > len(best) and iri_text.startswith(base) and _LOCAL.fullmatch(iri_text, len(base)):
            best, name = base, prefix
    return f"{name}:{iri_text[len(best) :]}" if best else f"<{iri_text}>"
