"""Function calls and references in YAML's flow lists: their commas, quotes and brackets are their own.

`[p, il:number(value=$(n), decimal=",")]` is cut by YAML at the commas, and its quotes open texts of
YAML. So these signs are veiled before YAML reads the document: each becomes one private character, which
keeps every line and column, and becomes itself again in the texts that YAML gives.
"""

from __future__ import annotations

import re
from typing import Final

_SIGNS: Final = ",[]{}\"'#:\\"
_FIRST: Final = 0xE200
_VEIL: Final = {ord(sign): chr(_FIRST + i) for i, sign in enumerate(_SIGNS)}
_UNVEIL: Final = {_FIRST + i: sign for i, sign in enumerate(_SIGNS)}
_TAKEN: Final = re.compile(f"[{chr(_FIRST)}-{chr(_FIRST + len(_SIGNS) - 1)}]")
_ESCAPES: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\(?=[:()_~])")
_HEAD: Final = re.compile(r"(?:(?:[A-Za-z][\w-]*:)?[A-Za-z_][\w.-]*|\$)\(")
_QUOTE: Final = re.compile(r"=\s*([\"'])")


def veiled(text: str) -> str:
    """The document with the signs inside calls veiled; of the same length, line by line."""
    if _TAKEN.search(text):
        return text
    return "".join(_line(line) if "(" in line else line for line in text.splitlines(keepends=True))


def without_escapes(text: str) -> str:
    """The document with the backslashes of YARRRML's escapes veiled: YAML knows no `\\:` between double quotes."""
    return _ESCAPES.sub(lambda found: found[1] + _VEIL[ord("\\")], text)


def unveiled(text: str) -> str:
    """The signs as they were written."""
    return text.translate(_UNVEIL)


def _line(line: str) -> str:
    """One line. A call begins where a value of YAML may, and must end on its line."""
    out, at, start = "", 0, True
    while at < len(line):
        c = line[at]
        if c == "#" and (at == 0 or line[at - 1].isspace()):
            break
        if start and (taken := _taken(line, at)):
            veil = c not in "\"'"
            out += line[at:taken].translate(_VEIL) if veil else line[at:taken]
            at, start = taken, False
            continue
        spaced = line[at + 1 : at + 2].isspace()
        start = c in "[{," or (c == ":" and spaced) or (start and (c.isspace() or (c == "-" and spaced)))
        out += c
        at += 1
    return out + line[at:]


def _taken(line: str, at: int) -> int:
    """Where the quoted text or the call that begins here ends; 0 when none does."""
    if line[at] in "\"'":
        return _quoted(line, at, doubled=line[at] == "'") or len(line)
    head = _HEAD.match(line, at)
    return _closing(line, head.end()) if head is not None else 0


def _quoted(line: str, at: int, *, doubled: bool = False) -> int:
    """Where the quoted text that opens here ends; 0 when it does not on this line."""
    quote, at = line[at], at + 1
    while at < len(line):
        if line[at] == "\\" and not doubled:
            at += 1
        elif line[at] == quote:
            if not (doubled and line[at + 1 : at + 2] == quote):
                return at + 1
            at += 1
        at += 1
    return 0


def _closing(line: str, at: int) -> int:
    """Behind the bracket that closes the call; 0 when none does. A quoted argument may hold brackets."""
    depth = 1
    while at < len(line):
        c = line[at]
        if c == "\\":
            at += 1
        elif c == "=" and (opening := _QUOTE.match(line, at)):
            at = _quoted(line, opening.start(1)) - 1
            if at < 0:
                return 0
        elif c == "(":
            depth += 1
        elif c == ")":
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    return 0
