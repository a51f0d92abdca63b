"""What an answer can be, and what the client takes of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from fastapi import Request

from interlingua.sparql import Format, choose
from interlingua.web.problems import HttpError

HTML: Final = Format("html", "text/html", ("application/xhtml+xml",), "html")


def accepted(
    request: Request, offers: Sequence[Format], what: str, *, name: str | None = None
) -> tuple[Format, str]:
    """The offer that suits best, and the media type to name it by; `name` wins over `Accept`. HttpError 406."""
    named = [offer for offer in offers if offer.name == name] if name is not None else offers
    chosen = choose(None if name is not None else request.headers.get("accept"), named) if named else None
    if chosen is None:
        raise HttpError(
            "IL-Q008",
            f"No format of {what} fits{' the Accept header' if name is None else ''}.",
            status=406,
            hint=f"Media types: {', '.join(offer.media_type for offer in offers)}.",
        )
    return chosen
