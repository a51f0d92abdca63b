"""Prefixes and IRIs, as a mapping writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

from interlingua.errors import MappingError, Place
from interlingua.functions import NAMESPACES
from interlingua.rdf.namespaces import PREFIXES

_W3 = "http://www.w3.org/"
RDFA = {
    "as": _W3 + "ns/activitystreams#", "cat": _W3 + "ns/dcat#", "cc": "http://creativecommons.org/ns#",
    "cnt": _W3 + "2008/content#", "csvw": _W3 + "ns/csvw#", "ctag": "http://commontag.org/ns#",
    "dc": "http://purl.org/dc/terms/", "dc11": "http://purl.org/dc/elements/1.1/", "dcat": _W3 + "ns/dcat#",
    "dqv": _W3 + "ns/dqv#", "duv": _W3 + "ns/duv#", "earl": _W3 + "ns/earl#",
    "foaf": "http://xmlns.com/foaf/0.1/", "gr": "http://purl.org/goodrelations/v1#",
    "grddl": _W3 + "2003/g/data-view#", "ht": _W3 + "2006/http#", "ical": _W3 + "2002/12/cal/icaltzd#",
    "jsonld": _W3 + "ns/json-ld#", "ldp": _W3 + "ns/ldp#", "ma": _W3 + "ns/ma-ont#", "oa": _W3 + "ns/oa#",
    "odrl": _W3 + "ns/odrl/2/", "og": "http://ogp.me/ns#", "org": _W3 + "ns/org#",
    "ptr": _W3 + "2009/pointers#", "qb": "http://purl.org/linked-data/cube#",
    "rdfa": _W3 + "ns/rdfa#", "rev": "http://purl.org/stuff/rev#", "rif": _W3 + "2007/rif#",
    "rr": _W3 + "ns/r2rml#", "sd": _W3 + "ns/sparql-service-description#",
    "sioc": "http://rdfs.org/sioc/ns#", "skosxl": _W3 + "2008/05/skos-xl#", "sosa": _W3 + "ns/sosa/",
    "ssn": _W3 + "ns/ssn/", "time": _W3 + "2006/time#", "v": "http://rdf.data-vocabulary.org/#",
    "vcard": _W3 + "2006/vcard/ns#", "void": "http://rdfs.org/ns/void#", "wdr": _W3 + "2007/05/powder#",
    "wdrs": _W3 + "2007/05/powder-s#", "xhv": _W3 + "1999/xhtml/vocab#",
    "xml": _W3 + "XML/1998/namespace",
}  # fmt: skip
"""The initial context of RDFa (https://www.w3.org/2011/rdfa-context/rdfa-1.1), whose prefixes YARRRML knows."""
KNOWN = {**RDFA, **PREFIXES, **NAMESPACES}
"""Prefixes known without declaration; a mapping may redefine them."""

_PREFIXED = re.compile(r"([A-Za-z][\w.-]*|):(.*)", re.DOTALL)
_SCHEMES = frozenset("http https urn mailto tel tag did info geo file ftp data doi ni".split())  # noqa: SIM905
_FORBIDDEN = re.compile(r'[\x00-\x20<>"{}|\\^`]')
# RFC 5646 allows primary subtags of 5 to 8 letters where they are registered; none is, so `english` is a slip.
_LANGUAGE = re.compile(r"(?:[A-Za-z]{2,3}|[xX]|[iI](?=-))(?:-[A-Za-z0-9]{1,8})*")


class Names:
    """The prefixes of one document, and its base."""

    def __init__(self, declared: Mapping[str, str], base: str | None = None) -> None:
        self.prefixes = {**KNOWN, **declared}
        self.base = base
        self._declared = dict(declared)

    def split(self, text: str) -> tuple[str, str] | None:
        """(prefix, rest) of a text that has the form of a prefixed name, declared or not."""
        match = _PREFIXED.fullmatch(text)
        return (match[1], match[2]) if match else None

    def expand(self, text: str, place: Place | None, *, what: str = "name") -> str:
        """An IRI (or a relative one) from `prefix:rest`, `<iri>`, or an absolute IRI.

        Raises MappingError IL-M003 where the prefix is not declared.
        """
        if text.startswith("<") and text.endswith(">"):
            return text[1:-1]
        pair = self.split(text)
        if pair is None:
            return text
        prefix, rest = pair
        if prefix in self.prefixes and not rest.startswith("//"):
            return self.prefixes[prefix] + rest
        if rest.startswith("//") or prefix.lower() in _SCHEMES:
            return text
        raise MappingError(
            "IL-M003",
            f"The prefix {prefix!r} of the {what} is not declared.",
            place=place,
            hint=self._near(prefix),
        )

    def _near(self, prefix: str) -> str:
        own = [*self._declared, "sp", "il", "xsd"]
        near = get_close_matches(prefix, own, 1, 0.5) or get_close_matches(prefix, self.prefixes, 1, 0.75)
        if near:
            return f"Did you mean {near[0]!r}? Else declare it: `prefixes: {{{prefix}: https://...}}`."
        return f"Declare it: `prefixes: {{{prefix}: https://...}}`. Declared here: {', '.join(self._declared) or 'none'}."

    def iri(self, text: str, place: Place | None, *, what: str) -> str:
        """A whole, absolute IRI. Raises MappingError IL-M003, IL-M012."""
        full = self.expand(text, place, what=what)
        if _PREFIXED.fullmatch(full) is None:
            if self.base is None:
                raise MappingError(
                    "IL-M012",
                    f"The {what} {text!r} is not an IRI.",
                    place=place,
                    hint="Write prefix:name, or a whole IRI; a relative one needs `base`.",
                )
            full = self.base + full
        return checked_iri(full, place, what=what)


def checked_iri(text: str, place: Place | None, *, what: str) -> str:
    """The text, when no character of it is forbidden in an IRI. Raises MappingError IL-M012."""
    bad = _FORBIDDEN.search(text)
    if bad:
        raise MappingError(
            "IL-M012", f"The {what} has the character {bad[0]!r}, which no IRI may hold.", place=place
        )
    return text


def checked_language(tag: str, place: Place | None) -> str:
    """The text, when it is a well-formed language tag (BCP 47). Raises MappingError IL-M010."""
    if _LANGUAGE.fullmatch(tag) is None:
        raise MappingError(
            "IL-M010",
            f"{tag!r} is not a language tag.",
            place=place,
            hint="Write a tag such as `en`, `pt-BR` or `zh-Hant`.",
        )
    return tag
