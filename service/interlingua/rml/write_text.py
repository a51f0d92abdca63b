"""Expressions as YARRRML writes them, and IRIs as prefixed names: what both writers share."""

from __future__ import annotations

import re
from collections.abc import Iterable

from interlingua.rml import calls
from interlingua.rml.model import Constant, Expression, FunctionCall, Reference, Template

_LOCAL = re.compile(r"[A-Za-z_][\w-]*(?:[./][\w-]+)*|")
_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_PREFIX = re.compile(r"[A-Za-z][\w-]*")
_ESCAPABLE = re.compile(r"\\(?=[():~])")
_FIRST = ("_", "^", "<", "?")
_BARE = re.compile(r"[\w$.:/#@+*<>^?~!;& -]+")


class Prefixes:
    """Prefixes of a document, of which those that are used are remembered."""

    def __init__(self, declared: Iterable[tuple[str, str]]) -> None:
        by_length = sorted(dict(declared).items(), key=lambda pair: (-len(pair[1]), pair[0]))
        self.known = {prefix: namespace for prefix, namespace in by_length if namespace}
        self.used: dict[str, str] = {}

    def short(self, iri: str, local: re.Pattern[str] = _LOCAL) -> str | None:
        """The prefixed name of an IRI, when a prefix makes a plain one of it."""
        for prefix, namespace in self.known.items():
            if (
                iri.startswith(namespace)
                and _PREFIX.fullmatch(prefix)
                and local.fullmatch(iri[len(namespace) :])
            ):
                self.used[prefix] = namespace
                return f"{prefix}:{iri[len(namespace) :]}"
        return None

    def named(self, iri: str) -> str | None:
        """The prefixed name of a function or a parameter."""
        return self.short(iri, _NAME)

    def head(self, text: str) -> str:
        """The beginning of an IRI template, with the longest prefix in place of its namespace."""
        for prefix, namespace in self.known.items():
            rest = text[len(namespace) :]
            if text.startswith(namespace) and _PREFIX.fullmatch(prefix) and not rest.startswith("//"):
                self.used[prefix] = namespace
                return f"{prefix}:{rest}"
        return text


def reference(one: Reference) -> str:
    """`$(path)`, with the marks for climbing and for what may be missing."""
    path = one.path.replace("\\:", "\\\\:")
    if path.startswith(_FIRST):
        path = "\\" + path
    if "\\(" in path or "\\)" in path or not _balanced(path):
        path = path.replace("(", "\\(").replace(")", "\\)")
    return f"$({'^' * one.up}{'<' * one.around}{'?' * one.optional}{path})"


def _balanced(path: str) -> bool:
    depth = 0
    for c in path:
        depth += (c == "(") - (c == ")")
        if depth < 0:
            return False
    return depth == 0


def literal(text: str) -> str:
    """A text in which nothing is a reference."""
    return _ESCAPABLE.sub(r"\\\\", text).replace("$(", "$\\(")


def whole(text: str) -> str:
    """What stands alone: a text that must not look like a call, a blank node or an IRI."""
    if calls.looks_like_call(text):
        text = text.replace("(", "\\(", 1)
    if text.startswith("_:"):
        text = "_\\:" + text[2:]
    stripped = text.rstrip()
    return stripped[:-4] + "\\~iri" + text[len(stripped) :] if stripped.endswith("~iri") else text


def template(one: Template) -> str:
    """Texts and references in turn."""
    return "".join(literal(part) if isinstance(part, str) else reference(part) for part in one.parts)


def call(one: FunctionCall, prefixes: Prefixes) -> str | None:
    """A call on one line; None where one of its names has no prefix."""
    name = prefixes.named(one.function)
    if name is None:
        return None
    space = one.function[: max(one.function.rfind("#"), one.function.rfind("/")) + 1]
    given = []
    for parameter, value in one.arguments:
        written = _parameter(parameter, space, prefixes)
        made = argument(value, prefixes)
        if written is None or made is None:
            return None
        given.append(f"{written}={made}")
    if one.output is not None:
        output = prefixes.named(one.output) or one.output
        given.append(f"return={output}")
    return f"{name}({', '.join(given)})"


def _parameter(iri: str, space: str, prefixes: Prefixes) -> str | None:
    bare = iri[len(space) :]
    if iri.startswith(space) and _NAME.fullmatch(bare) and bare not in ("str1", "str2", "return"):
        return bare
    return prefixes.named(iri)


def argument(value: Expression, prefixes: Prefixes) -> str | None:
    """A value inside a call on one line."""
    if isinstance(value, FunctionCall):
        return call(value, prefixes)
    if isinstance(value, Reference):
        made = reference(value)
        return made if "\\" not in made and '"' not in made else quoted(made)
    if isinstance(value, Template):
        return quoted(template(value))
    if value.kind == "iri":
        short = prefixes.short(value.value) or f"<{value.value}>"
        return f"{short}~iri" if not set(short) & set(",()'\"\\") else None
    text = literal(value.value)
    simple = _BARE.fullmatch(text) is not None and text == text.strip() and ":" not in text
    return text if simple and not text.endswith("~iri") else quoted(text)


def quoted(text: str) -> str:
    """A text between quotes inside a call."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def expression(value: Expression) -> str:
    """A reference or template as YARRRML's text."""
    if isinstance(value, Reference):
        return reference(value)
    if isinstance(value, Template):
        return template(value)
    assert isinstance(value, Constant)
    return literal(value.value)


def braces(one: Template) -> str:
    """A template as RML writes it: `{reference}`."""
    out = ""
    for part in one.parts:
        text = part if isinstance(part, str) else part.path
        text = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
        out += text if isinstance(part, str) else "{" + text + "}"
    return out


def climbs(value: Expression) -> bool:
    """Whether RML has no words for its references."""
    parts = value.parts if isinstance(value, Template) else (value,)
    return any(isinstance(part, Reference) and (part.outside or part.optional) for part in parts)
