"""Pages for people: server-rendered, escaped, self-contained (one inline style, no script, nothing fetched)."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from interlingua.errors import CODES
from interlingua.web.termpages.text import Words

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["fixes"] = CODES
    environment.filters["query_link"] = lambda text: f"/sparql?query={quote(text, safe='')}"
    environment.filters["code"] = _code
    environment.filters["thousands"] = lambda number: f"{number:,}"
    return environment


def _code(text: str) -> Markup:
    """`x` in backticks becomes <code>x</code>, all of it escaped."""
    from markupsafe import Markup, escape

    parts = [escape(part) for part in text.split("`")]
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if number % 2 else part for number, part in enumerate(parts)
    )


def render(template: str, **values: Any) -> str:
    """One page."""
    defaults: dict[str, Any] = {
        "language": "en", "direction": "ltr", "words": Words("en"),
        "query": None, "columns": None, "rows": None, "turtle": None, "error": None, "answer": None, "total": 0, "shown": 0,
    }  # fmt: skip
    return _environment().get_template(template).render(defaults | values)
