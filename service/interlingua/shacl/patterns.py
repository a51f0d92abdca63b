"""`sh:pattern` without the danger: patterns that cannot hang, with the meaning that pySHACL gives them.

A pattern is read token by token. If it is plain (anchored at the start, no groups, at most one part of
variable length) Python's own engine runs it, in time linear in the value. Everything else is written
anew for RE2, whose `\\w \\d \\s \\b` know ASCII only: classes become Unicode ones, and for `\\b` the
word boundaries of the value are marked before matching. What RE2 cannot do is a ShapesError IL-V010.

Stricter than pySHACL in one point: `$` is the end of the value (XPath F&O 5.6.2), never before a final newline.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache

from interlingua.errors import ShapesError

Checker = Callable[[str], object]
"""Tells by the truth of its answer."""

_SPACE = r"\t-\r\x1c-\x20\x{85}\x{a0}\p{Z}"
_CLASSES = {"w": r"\p{L}\p{N}_", "d": r"\p{Nd}", "s": _SPACE}
_SAME = frozenset("nrtfva")
_MARK = "\U0010ffff"
_STANDIN = "\U0010fffe"
_M = r"\x{10FFFF}"
_HEX = {"x": 2, "u": 4, "U": 8}
_BOUNDED = re.compile(r"\{(\d*)(,?)(\d*)\}")
_BOUNDARY = re.compile(r"\b")


def _refuse(pattern: str, what: str) -> ShapesError:
    return ShapesError(
        "IL-V010",
        f"The pattern {pattern!r} uses {what}, which cannot be checked in bounded time.",
        hint="Write it without, or as two patterns.",
    )


@dataclass(slots=True)
class _Translation:
    """One pass over a pattern: the RE2 text, and whether Python's engine is safe for it."""

    pattern: str
    mark: bool
    """Whether the text will carry marks at word boundaries: every atom may then be preceded by one."""
    at: int = 0
    out: list[str] = field(default_factory=list)
    groups: int = 0
    variable: int = 0
    ends: list[int] = field(default_factory=list)
    alternatives: bool = False
    boundaries: int = 0
    repeats: int = 1
    """How often, at most, one `\\b` may be asked for again at the same spot by counted repetition."""

    def run(self) -> str:
        while self.at < len(self.pattern):
            self._token()
        return "".join(self.out)

    def _peek(self, offset: int = 0) -> str:
        return self.pattern[self.at + offset : self.at + offset + 1]

    def _atom(self, text: str) -> None:
        self.out.append(f"(?:{_M}*{text})" if self.mark else text)

    def _token(self) -> None:
        char = self._peek()
        if char == "\\":
            self._escape()
        elif char == "[":
            self._class()
        elif char == "(":
            self._group()
        elif char in "*+?":
            self._quantifier(char, 1)
        elif char == "{" and (match := _BOUNDED.match(self.pattern, self.at)) and match[0] != "{}":
            self._bounded(match)
        else:
            self.at += 1
            self._plain(char)

    def _plain(self, char: str) -> None:
        if char == ".":
            self._atom(f"[^\\n{_M}]" if self.mark else ".")
        elif char == "$":
            self.ends.append(self.at)
            self.out.append(f"{_M}*$" if self.mark else "$")
        elif char in "^)":
            self.out.append(char)
        elif char == "|":
            self.alternatives = True
            self.out.append(char)
        else:
            self._atom(_literal(char))

    def _quantifier(self, text: str, width: int) -> None:
        self.at += width
        self.variable += 1
        if self._peek() == "+":
            raise _refuse(self.pattern, "a possessive quantifier")
        if self._peek() == "?":
            text += "?"
            self.at += 1
        self.out.append(text)

    def _bounded(self, match: re.Match[str]) -> None:
        low, comma, high = match.groups()
        if not low and not comma:
            raise _refuse(self.pattern, "an empty repetition")
        fixed = not comma or low == high
        self.repeats *= max(1, int(low or 0))
        self._quantifier(f"{{{low or '0'}{comma}{high}}}", len(match[0]))
        self.variable -= fixed

    def _group(self) -> None:
        self.groups += 1
        if match := re.match(r"\((?:\?:|\?P<\w+>|\?[ims]*(?:-[ims]+)?:|(?!\?))", self.pattern[self.at :]):
            self.out.append(match[0])
            self.at += len(match[0])
        elif self.at == 0 and (match := re.match(r"\(\?[ims]+\)", self.pattern)):
            self.groups -= 1
            self.out.append(match[0])
            self.at += len(match[0])
        else:
            raise _refuse(self.pattern, "a look-around, a condition or another extension")

    def _escape(self) -> None:
        char = self._peek(1)
        if char and (char in "wdsWDS"):
            self.at += 2
            body = _CLASSES[char.lower()]
            negated = char.isupper()
            self._atom(f"[{'^' if negated else ''}{body}{_M if self.mark and negated else ''}]")
        elif char == "b":
            self.at += 2
            self.boundaries += 1
            self.out.append(_M)
        elif char == "A":
            self.at += 2
            self.out.append(r"\A")
        elif char == "Z":
            self.at += 2
            self.out.append(f"{_M}*\\z" if self.mark else r"\z")
        else:
            self._atom(self._character())

    def _character(self) -> str:
        """An escape that stands for one character, inside or outside a class."""
        char = self._peek(1)
        if char in _HEX:
            digits = self.pattern[self.at + 2 : self.at + 2 + _HEX[char]]
            if not re.fullmatch(r"[0-9A-Fa-f]+", digits) or len(digits) < _HEX[char]:
                raise _refuse(self.pattern, f"an incomplete \\{char}")
            self.at += 2 + _HEX[char]
            return f"\\x{{{digits.lstrip('0') or '0'}}}"
        if char in _SAME or (char and not char.isalnum()):
            self.at += 2
            return "\\" + char if char in _SAME else _literal(char)
        raise _refuse(self.pattern, f"\\{char}")

    def _class(self) -> None:
        self.at += 1
        out = ["["]
        if self._peek() == "^":
            out.append("^" + (_M if self.mark else ""))
            self.at += 1
        first = True
        while (char := self._peek()) != "]" or first:
            if not char:
                raise _refuse(self.pattern, "an unclosed [")
            first = False
            out.append(self._member(char))
        self.at += 1
        self._atom("".join(out) + "]")

    def _member(self, char: str) -> str:
        following = self._peek(1)
        if char == "\\" and following and following in "wds":
            self.at += 2
            return _CLASSES[following]
        if char == "\\" and following == "D":
            self.at += 2
            if self.mark:
                raise _refuse(self.pattern, r"\D inside [ ] together with \b")
            return r"\P{Nd}"
        if char == "\\":
            if following and following in "WSbAZ":
                raise _refuse(self.pattern, f"\\{following} inside [ ]")
            return self._character()
        self.at += 1
        return "\\" + char if char in "[^]&~" else char


def _literal(char: str) -> str:
    return "\\" + char if char in r"\.^$*+?{}[]|()" else char


@lru_cache(maxsize=1024)
def pattern_checker(pattern: str, flags: str = "") -> Checker:
    """A function whose answer is true if a text has a match of `sh:pattern` with `sh:flags`.

    Raises ShapesError IL-V010 for a pattern that has no bounded meaning here.
    """
    if unknown := set(flags.lower()) - set("ims"):
        raise _refuse(pattern, f"the flag {min(unknown)!r}")
    text = (f"(?{''.join(sorted(set(flags.lower())))})" if flags else "") + pattern
    try:
        with warnings.catch_warnings(action="ignore"):
            re.compile(text)
    except (re.error, OverflowError) as error:
        raise ShapesError("IL-V010", f"The pattern {pattern!r} is not valid: {error}.") from error
    translation = _Translation(text, mark=False)
    translated = translation.run()
    if translation.boundaries:
        return _marked(text, translation.boundaries * translation.repeats)
    if _is_plain(text, translation):
        return _by_python(text, translation)
    return _by_re2(text, translated)


def _is_plain(text: str, translation: _Translation) -> bool:
    flags = re.match(r"(?:\(\?[ims]+\))?", text)
    body = text[flags.end() :] if flags else text
    return (
        body.startswith(("^", r"\A"))
        and not (flags and "m" in flags[0])
        and not translation.groups
        and not translation.alternatives
        and translation.variable <= 1
        and translation.ends in ([], [len(text)])
    )


def _by_python(text: str, translation: _Translation) -> Checker:
    return re.compile(text[:-1] + r"\Z" if translation.ends else text).search


@cache
def _options() -> object:
    import re2

    options = re2.Options()
    options.log_errors = False
    options.never_capture = True
    return options


def _compile(text: str, translated: str) -> Callable[[bytes], object]:
    import re2

    try:
        compiled = re2.compile(translated.encode(), _options())
    except re2.error as error:
        raise _refuse(text, str(error.args[0] if error.args else error)) from error
    return compiled.search  # type: ignore[no-any-return]


def _by_re2(text: str, translated: str) -> Checker:
    search = _compile(text, translated)

    def matches(value: str) -> object:
        return search(value.encode("utf-8", "replace"))

    return matches


def _marked(text: str, most: int) -> Checker:
    """Every boundary carries as many marks as the pattern could ask for at one spot."""
    if most > 64:
        raise _refuse(text, r"too many \b")
    marks = _MARK * most
    search = _compile(text, _Translation(text, mark=True).run())

    def matches(value: str) -> object:
        marked = _BOUNDARY.sub(marks, value.replace(_MARK, _STANDIN))
        return search(marked.encode("utf-8", "replace"))

    return matches
