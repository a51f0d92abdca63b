"""Which form an answer takes: media types, and the `Accept` header of RFC 9110 section 12.5.1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from interlingua.errors import QueryError
from interlingua.rdf import formats as rdf

Form = Literal["select", "ask", "construct", "describe"]


@dataclass(frozen=True, slots=True)
class Format:
    """What an answer can be: its short name, the media type that is sent, others that name it too, its extension."""

    name: str
    media_type: str
    aliases: tuple[str, ...]
    extension: str

    @property
    def content_type(self) -> str:
        """The header value; texts say that they are UTF-8."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


RESULT_FORMATS: Final = (
    Format("json", "application/sparql-results+json", ("application/json",), "srj"),
    Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml"), "srx"),
    Format("csv", "text/csv", (), "csv"),
    Format("tsv", "text/tab-separated-values", (), "tsv"),
)
"""For SELECT and ASK, best first: what `*/*` gets is the first."""

RDF_FORMATS: Final = tuple(
    Format(f.name, f.media_type, f.media_types[1:], f.extensions[0])
    for f in map(rdf.by_name, ("turtle", "ntriples", "jsonld", "rdfxml"))
)
"""For CONSTRUCT, DESCRIBE and terms, best first."""

FORMATS: Final = {f.name: f for f in (*RESULT_FORMATS, *RDF_FORMATS)}


def formats_for(form: Form) -> tuple[Format, ...]:
    """The formats that this query form can be answered in."""
    return RESULT_FORMATS if form in ("select", "ask") else RDF_FORMATS


def parse_accept(header: str) -> list[tuple[str, float]]:
    """`[(media range, q)]` in the order of the header; an unreadable q counts as 0."""
    ranges: list[tuple[str, float]] = []
    for item in header.split(","):
        name, *parameters = (part.strip() for part in item.split(";"))
        if not name:
            continue
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q":
                try:
                    quality = min(1.0, max(0.0, float(value)))
                except ValueError:
                    quality = 0.0
        ranges.append((name.lower(), quality))
    return ranges


def quality_of(media_type: str, ranges: Iterable[tuple[str, float]]) -> float:
    """The q of the most specific range that matches `media_type`; 0.0 if none does."""
    best, best_rank = 0.0, -1
    family = media_type.split("/", 1)[0] + "/*"
    for name, quality in ranges:
        rank = 2 if name == media_type else 1 if name == family else 0 if name == "*/*" else -1
        if rank > best_rank:
            best, best_rank = quality, rank
    return best


def choose(accept: str | None, offers: Sequence[Format]) -> tuple[Format, str] | None:
    """The best offer and the media type to name it by; None when nothing offered is acceptable.

    An alias answers only to its own name, never to a wildcard: `application/*` gets the registered type.
    """
    if accept is None or not accept.strip():
        return offers[0], offers[0].content_type
    ranges = parse_accept(accept)
    named = {name: quality for name, quality in ranges if "*" not in name}
    best: tuple[float, Format, str] | None = None
    for offer in offers:
        candidates = [(quality_of(offer.media_type, ranges), offer.content_type)]
        candidates += [(named[alias], alias) for alias in offer.aliases if alias in named]
        quality, content_type = max(candidates, key=lambda pair: pair[0])
        if quality > 0 and (best is None or quality > best[0]):
            best = (quality, offer, content_type)
    return (best[1], best[2]) if best else None


def format_for(form: Form, *, name: str | None = None, accept: str | None = None) -> tuple[Format, str]:
    """The format by short name or by `Accept`. Raises QueryError IL-Q008 (406) when none fits."""
    offers = formats_for(form)
    if name is not None:
        for offer in offers:
            if offer.name == name:
                return offer, offer.content_type
        raise QueryError(
            "IL-Q008",
            f"{form.upper()} cannot be answered as {name!r}.",
            http_status=406,
            hint=f"Formats: {', '.join(offer.name for offer in offers)}.",
        )
    chosen = choose(accept, offers)
    if chosen is None:
        raise QueryError(
            "IL-Q008",
            f"No format of {form.upper()} answers fits the Accept header.",
            http_status=406,
            hint=f"Media types: {', '.join(offer.media_type for offer in offers)}.",
        )
    return chosen
