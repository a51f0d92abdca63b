"""One-line function calls: `il:code(table = sex, value = il:trim(value = $(sex)))`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from interlingua.errors import MappingError, Place
from interlingua.rml.templates import Places

_HEAD = re.compile(r"\s*((?:[A-Za-z][\w-]*:)?[A-Za-z_][\w.-]*)\(")
_NAME = re.compile(r"\s*((?:[A-Za-z][\w-]*:)?[A-Za-z_][\w.-]*)\s*=(?!=)\s*")


@dataclass(frozen=True, slots=True)
class RawCall:
    """A call as written: nothing is resolved yet."""

    name: str
    arguments: tuple[tuple[str, RawArgument], ...]
    place: Place | None


@dataclass(frozen=True, slots=True)
class RawArgument:
    """A value as written: a call, or a text (with references) that may have stood between quotes."""

    value: str | RawCall
    place: Place | None
    quoted: bool = False


def looks_like_call(text: str) -> bool:
    """Whether the whole text has the form `prefix:name(...)`."""
    head = _HEAD.match(text)
    return head is not None and ":" in head[1] and text.rstrip().endswith(")")


def bare_call(text: str) -> bool:
    """Whether it has the form `name(...)`, which counts where only a function can stand."""
    return _HEAD.match(text) is not None and text.rstrip().endswith(")")


class _Scanner:
    def __init__(self, text: str, places: Places) -> None:
        self.text, self.places, self.at = text, places, 0

    def fault(self, message: str, hint: str | None = None) -> MappingError:
        return MappingError(
            "IL-M006",
            message,
            place=self.places(self.at),
            hint=hint or "Write function(name = value, name = value).",
        )

    def spaces(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def call(self, depth: int = 0) -> RawCall:
        head = _HEAD.match(self.text, self.at)
        if head is None or depth > 30:
            raise self.fault("A function call was expected.")
        place = self.places(head.start(1))
        self.at = head.end()
        arguments: list[tuple[str, RawArgument]] = []
        self.spaces()
        if self.text[self.at : self.at + 1] == ")":
            self.at += 1
            return RawCall(head[1], (), place)
        while True:
            name = _NAME.match(self.text, self.at)
            if name is None:
                hint = f"Write {head[1]}(value = ...), for example."
                if arguments and arguments[-1][1].value == "":
                    hint = f'A comma goes between quotes: {arguments[-1][0]}=",".'
                raise self.fault(f"An argument of {head[1]!r} has no name.", hint)
            self.at = name.end()
            arguments.append((name[1], self.value(depth)))
            self.spaces()
            sign = self.text[self.at : self.at + 1]
            self.at += 1
            if sign == ")":
                return RawCall(head[1], tuple(arguments), place)
            if sign != ",":
                raise self.fault(f"The call of {head[1]!r} is not closed.", "Close it with `)`.")

    def value(self, depth: int) -> RawArgument:
        place = self.places(self.at)
        quote = self.text[self.at : self.at + 1]
        if quote in ("'", '"'):
            return RawArgument(self.quoted(quote), place, quoted=True)
        head = _HEAD.match(self.text, self.at)
        if head is not None and ":" in head[1]:
            return RawArgument(self.call(depth + 1), place)
        return RawArgument(self.bare(), place)

    def quoted(self, quote: str) -> str:
        out, self.at = "", self.at + 1
        while self.at < len(self.text):
            c = self.text[self.at]
            if c == "\\" and self.text[self.at + 1 : self.at + 2] in (quote, "\\"):
                self.at += 1
                c = self.text[self.at]
            elif c == quote:
                self.at += 1
                return out
            out += c
            self.at += 1
        raise self.fault("A quote is not closed.", "Close the quote, or escape one inside with a backslash.")

    def bare(self) -> str:
        start, depth = self.at, 0
        while self.at < len(self.text):
            c = self.text[self.at]
            if c == "\\":
                self.at += 1
            elif c == "(":
                depth += 1
            elif c == ")":
                if depth == 0:
                    break
                depth -= 1
            elif c == "," and depth == 0:
                break
            self.at += 1
        self.at = min(self.at, len(self.text))
        return self.text[start : self.at].strip()


def parse(text: str, places: Places) -> RawCall:
    """The call that the whole text is. Raises MappingError IL-M006."""
    scanner = _Scanner(text, places)
    call = scanner.call()
    scanner.spaces()
    if scanner.at != len(text):
        raise scanner.fault("Something follows the function call.", "Put the whole text between quotes.")
    return call
