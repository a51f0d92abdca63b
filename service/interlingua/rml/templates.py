"""Templates: `Hello $(name)` of YARRRML and `Hello {name}` of RML, to text and references."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from interlingua.errors import MappingError, Place
from interlingua.rml.model import Constant, Expression, Reference, Template

Places = Callable[[int], Place | None]
_ESCAPED = ("(", ")", ":", "~")
"""What a backslash makes plain text: brackets of references and calls, colons of prefixes, `~iri`."""


def _reference(raw: str, place: Place | None) -> Reference:
    """What stands between `$(` and `)`: `^` climbs to the record, `<` to the object around, `?` says that it may be absent.

    In front, because columns that are questions end in one: `$(Own home?)` is the column `Own home?`.
    """
    up, around, optional = 0, 0, False
    while raw[:1] in ("^", "<", "?"):
        up, around = up + (raw[0] == "^"), around + (raw[0] == "<")
        optional = optional or raw[0] == "?"
        raw = raw[1:]
    path = raw.strip()
    if path.startswith(("\\_", "\\^", "\\<", "\\?")):
        path = path[1:]
    if path.endswith("\\?"):
        path = path[:-2] + "?"
    path = path.replace("\\(", "(").replace("\\)", ")").replace("\\:", ":")
    if not path:
        raise MappingError(
            "IL-M012", "A reference is empty.", place=place, hint="Write $(column), or \\( for a bracket."
        )
    return Reference(path, place, up, optional, around)


def _closing(text: str, start: int, place: Place | None) -> int:
    """Where the bracket opened before `start` closes; brackets inside count, escaped ones do not.

    YARRRML's own rule is tried second: `$((test\\))` escapes closing brackets only.
    """
    plain: int | None = None
    depth, at = 1, start
    while at < len(text):
        c = text[at]
        if c == "\\" and text[at + 1 : at + 2] in ("(", ")"):
            at += 1
        elif c == "(":
            depth += 1
        elif c == ")":
            depth -= 1
            plain = at if plain is None else plain
            if depth == 0:
                return at
        at += 1
    if plain is not None and "\\)" in text[start:plain]:
        return plain
    raise MappingError(
        "IL-M012", "A reference `$(` is not closed.", place=place, hint="Close it with `)`; escape with \\)."
    )


def parse(
    text: str, places: Places, external: Mapping[str, str] | None = None
) -> tuple[str | Reference, ...]:
    """Texts and references in turn; no empty texts, no two texts beside each other.

    `external` values stand for `$(_name)`. Raises MappingError IL-M012.
    """
    parts: list[str | Reference] = []
    literal, at = "", 0
    while at < len(text):
        if text.startswith("$(", at):
            end = _closing(text, at + 2, places(at))
            raw = text[at + 2 : end]
            if external and raw.startswith("_") and raw[1:] in external:
                literal += external[raw[1:]]
            else:
                if literal:
                    parts.append(literal)
                    literal = ""
                parts.append(_reference(raw, places(at)))
            at = end + 1
        elif text[at] == "\\" and text[at + 1 : at + 2] in _ESCAPED:
            literal += text[at + 1]
            at += 2
        else:
            literal += text[at]
            at += 1
    if literal:
        parts.append(literal)
    return tuple(parts)


def expression(parts: tuple[str | Reference, ...], place: Place | None) -> Expression:
    """A constant text, a reference or a template: the simplest that the parts allow."""
    if not parts:
        return Constant("", "literal")
    if len(parts) == 1:
        only = parts[0]
        return Constant(only, "literal") if isinstance(only, str) else only
    return Template(parts, place)


def parse_rml(text: str, place: Place | None) -> Expression:
    """An rml:template. "backslash-escape": `\\{`, `\\}` and `\\\\` only. Raises MappingError IL-M012."""
    parts: list[str | Reference] = []
    piece, inside, at = "", False, 0

    def fault(message: str) -> MappingError:
        return MappingError(
            "IL-M012", message, place=place, hint="Write {reference}; escape braces as \\\\{ and \\\\}."
        )

    while at < len(text):
        c = text[at]
        if c == "\\":
            escaped = text[at + 1 : at + 2]
            if escaped not in ("{", "}", "\\") or not escaped:
                raise fault("The template has a backslash before something other than a brace or backslash.")
            piece += escaped
            at += 1
        elif c == "{":
            if inside:
                raise fault("The template opens a brace inside a reference.")
            if piece:
                parts.append(piece)
            piece, inside = "", True
        elif c == "}":
            if not inside:
                raise fault("The template closes a brace that was not opened.")
            if not piece.strip():
                raise fault("The template has an empty reference.")
            parts.append(Reference(piece, place))
            piece, inside = "", False
        else:
            piece += c
        at += 1
    if inside:
        raise fault("The template opens a brace that is not closed.")
    if piece:
        parts.append(piece)
    # A template of a single reference is still a template: its value is encoded in an IRI.
    if any(isinstance(part, Reference) for part in parts):
        return Template(tuple(parts), place)
    return Constant("".join(str(part) for part in parts), "literal")
