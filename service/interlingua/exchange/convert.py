"""Conversion of mappings between YARRRML and RML Turtle."""

from __future__ import annotations

from collections.abc import Mapping as Values
from pathlib import Path

from interlingua.errors import MappingError, Place
from interlingua.exchange.catalogue import find_mapping
from interlingua.rml import load_mapping

YAML = (".yaml", ".yml", ".yarrrml")
TURTLE = (".ttl", ".turtle")


def convert_mapping(name: str, *, to: str | None = None, external: Values[str, str] | None = None) -> str:
    """The mapping in the other notation, or in that of `to`, a suffix such as `.ttl`. Raises MappingError.

    Functions keep the names that they have, also those that nothing here knows.
    """
    path = find_mapping(name)
    suffix = (to or (".yaml" if path.suffix.lower() in TURTLE else ".ttl")).lower()
    mapping = load_mapping(path, external=external, as_written=True)
    if suffix in TURTLE:
        from interlingua.rml.write_turtle import turtle

        return turtle(mapping)
    if suffix in YAML:
        from interlingua.rml.write_yarrrml import yarrrml

        return yarrrml(mapping)
    raise MappingError(
        "IL-M006",
        f"A mapping cannot be written as {suffix!r}.",
        place=Place(file=str(Path(name))),
        hint="Write to a file that ends in .yaml, .yml or .ttl.",
    )
