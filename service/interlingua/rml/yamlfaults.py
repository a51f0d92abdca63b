"""What is wrong with YAML that cannot be read: in words of its writer, at the line that needs mending."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from interlingua.errors import MappingError, Place
from interlingua.rml.yamlcalls import unveiled

_QUOTE_IT = "Put the whole text between quotes."
_SIGNS = "Put the text between quotes: inside [ ] and { } YAML reads [ ] { } , and `: ` as its own signs."
_ALIGN = "Lines of one list or one group of keys begin in the same column: mend the spaces in front."
_NO_SPACE = re.compile(r"\s*(?:- )?[\w$^'\"-]+:[^\s:/]")
_KEY = re.compile(r"\s*(?:- +)*[^\s#\[{\"'-][^#\[{\"']*?:(?:\s|$)")


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in the text: line and column from 0."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class _Fault:
    """What to say, and where."""

    spot: _Spot
    message: str
    hint: str | None = None


def explained(error: Any, text: str, file: str) -> MappingError:
    """The error of the YAML reader as ours: IL-M001."""
    found = _Reading(error, text).fault()
    place = Place(file=file)
    if found.spot.line >= 0:
        place = Place(file=file, line=found.spot.line + 1, column=found.spot.column + 1)
    return MappingError("IL-M001", found.message, place=place, hint=found.hint)


class _Reading:
    def __init__(self, error: Any, text: str) -> None:
        self.text, self.lines = text, re.split(r"\r\n|\n|\r", text)
        self.problem = str(
            getattr(error, "problem", None) or getattr(error, "reason", None) or "it is not YAML"
        )
        self.context = str(getattr(error, "context", None) or "")
        self.at = self._spot(getattr(error, "problem_mark", None), getattr(error, "position", None))
        self.began = self._spot(getattr(error, "context_mark", None), None)

    def _spot(self, mark: Any, position: int | None) -> _Spot:
        if mark is not None:
            return _Spot(mark.line, mark.column)
        if position is None:
            return _Spot(-1, -1)
        before = self.text[:position]
        return _Spot(before.count("\n"), position - before.rfind("\n") - 1)

    # what stands where

    def line(self, number: int) -> str:
        return unveiled(self.lines[number]) if 0 <= number < len(self.lines) else ""

    def sign(self) -> str:
        """The character at fault."""
        return self.line(self.at.line)[self.at.column : self.at.column + 1]

    def begins(self) -> bool:
        """Whether the fault is at the first character of its line."""
        return not self.line(self.at.line)[: self.at.column].strip()

    def above(self, number: int) -> int:
        """The line above that says something; -1 for none."""
        number -= 1
        while number >= 0 and (not self.line(number).strip() or self.line(number).lstrip()[0] == "#"):
            number -= 1
        return number

    def start(self, number: int) -> _Spot:
        line = self.line(number)
        return _Spot(number, len(line) - len(line.lstrip()))

    # the faults

    def fault(self) -> _Fault:
        for look in (
            self.character, self.quote, self.flow, self.second_value, self.value_not_allowed,
            self.no_key, self.indentation,
        ):  # fmt: skip
            found = look()
            if found is not None:
                return found
        return _Fault(self.at, f"The YAML cannot be read: {unveiled(self.problem)}.")

    def character(self) -> _Fault | None:
        sign = self.sign()
        if "control characters" in self.problem or "special characters" in self.problem:
            return _Fault(self.at, "There is an invisible control character here.", "Delete it.")
        if "\t" in self.line(self.at.line)[: self.start(self.at.line).column] or (
            "cannot start any token" in self.problem and sign == "\t"
        ):
            hint = "Indent with spaces: YAML does not allow tabs there."
            return _Fault(self.at, "A tab stands where YAML wants spaces.", hint)
        if "cannot start any token" in self.problem:
            shown = "a backtick" if sign == "`" else f"`{sign}`"
            return _Fault(self.at, f"A text without quotes cannot begin with {shown}.", _QUOTE_IT)
        if self.context == "while scanning a directive":
            return _Fault(self.began, "A line cannot begin with `%`.", _QUOTE_IT)
        if self.context == "while scanning a block scalar":
            sign = self.line(self.began.line)[self.began.column : self.began.column + 1]
            return _Fault(self.began, f"A text without quotes cannot begin with `{sign}`.", _QUOTE_IT)
        if "alias" in self.problem or "anchor" in self.context + self.problem:
            return _Fault(
                self.at, f"YAML takes a word behind `{sign or '*'}` for a name of its own.", _QUOTE_IT
            )
        if "another document" in self.problem:
            return _Fault(self.at, "The line `---` begins a second document.", "Keep one mapping in a file.")
        return None

    def quote(self) -> _Fault | None:
        if self.context == "while scanning a quoted scalar":
            # YAML 1.1 knows a few escapes only; everything else here is about the end of the text.
            if "escape" in self.problem:
                hint = "Write the backslash twice, or use single quotes."
                return _Fault(self.at, "A backslash between double quotes begins an escape.", hint)
            return _Fault(self.began, "The quote that opens here is not closed.", self._quote_hint())
        closed = self._closed_quote()
        if closed is None:
            return None
        spot, sign = closed
        if spot.line < self.at.line:
            message = f"The quote that opens here closes only in line {self.at.line + 1}."
            return _Fault(spot, message, "Close it in its line, or write a quote inside it twice.")
        hint = f"{_QUOTE_IT} A {sign} inside {sign} {sign} is written " + (
            "twice." if sign == "'" else "with a backslash before it."
        )
        return _Fault(self.at, "Something follows the closing quote.", hint)

    def _quote_hint(self) -> str:
        before = self.line(self.began.line)[: self.began.column]
        if before.count("(") > before.count(")") or re.search(r"=\s*[\"'][^\"']*$", before):
            return 'A call with quotes in it stands in one line: il:number(value=$(n), decimal=",").'
        return "Close it in the same line; a text that holds this quote goes between the other ones."

    def _closed_quote(self) -> tuple[_Spot, str] | None:
        """Where the quoted text right before the fault began."""
        import yaml

        last: Any = None
        try:
            for token in yaml.scan(self.text, Loader=yaml.SafeLoader):
                if token.start_mark.line > self.at.line or (
                    token.start_mark.line == self.at.line and token.start_mark.column >= self.at.column
                ):
                    break
                last = token
        except yaml.YAMLError:
            pass
        style = getattr(last, "style", None)
        if style not in ("'", '"') or last.end_mark.line != self.at.line or "':'" in self.problem:
            return None
        return _Spot(last.start_mark.line, last.start_mark.column), style

    def flow(self) -> _Fault | None:
        if self.context not in (
            "while parsing a flow sequence",
            "while parsing a flow mapping",
            "while parsing a flow node",
        ):
            return None
        spot = self.began if self.began.line >= 0 else self.at
        opening = self.line(spot.line)[spot.column : spot.column + 1]
        closing = {"[": "]", "{": "}"}.get(opening, "]")
        if self.at.line > spot.line:
            return _Fault(
                spot, f"The bracket `{opening}` that opens here is not closed.", f"Close it with `{closing}`."
            )
        sign = self.sign()
        if sign in ("]", "}") and sign != closing:
            message = f"The bracket `{opening}` of column {spot.column + 1} is closed by `{sign}`."
            return _Fault(self.at, message, f"Close it with `{closing}`.")
        return _Fault(self.at, f"YAML cannot read the text between `{opening}` and `{closing}`.", _SIGNS)

    def second_value(self) -> _Fault | None:
        """`note: see: below`"""
        if "mapping values are not allowed" not in self.problem:
            return None
        line = self.line(self.at.line)[: self.at.column]
        if _KEY.match(line) is None:
            return None
        hint = f"{_QUOTE_IT} Two keys go on two lines."
        return _Fault(self.at, "There is a second `: ` in this line: YAML takes it for a key.", hint)

    def value_not_allowed(self) -> _Fault | None:
        """The line above went on into this one: it has no colon, or this one is too far right."""
        if "mapping values are not allowed" not in self.problem:
            return None
        above = self.above(self.at.line)
        if above < 0:
            return None
        if _KEY.match(self.line(above)) is None:
            return self._colon(above)
        return _Fault(self.start(self.at.line), self._aligned(self.at.line, above), _ALIGN)

    def _colon(self, number: int) -> _Fault:
        spot = self.start(number)
        words = self.line(number).split()
        if re.match(r"\s*-[^\s-]", self.line(number)):
            return _Fault(spot, "The space behind `-` is missing.", "Write `- ` and then the item.")
        if self._in_list(number):
            message = "This line is in a list, and does not begin with `- `."
            return _Fault(spot, message, "Write `- ` before each item, in the column of the ones above.")
        if _NO_SPACE.match(self.line(number)):
            return _Fault(spot, "The space behind the colon is missing.", "Write `key: value`.")
        return _Fault(
            spot, f"The colon behind the key `{words[0]}` is missing.", "Write `key: value`, or `key:`."
        )

    def _in_list(self, number: int) -> bool:
        """Whether the line above that begins no further right is an item of a list."""
        column = self.start(number).column
        if self.line(number).lstrip().startswith("-"):
            return False
        at = self.above(number)
        while at >= 0 and self.start(at).column > column:
            at = self.above(at)
        return at >= 0 and self.line(at).lstrip().startswith("- ")

    def no_key(self) -> _Fault | None:
        """`sources` alone, `type:b`, `[p, o]` without its dash."""
        if "could not find expected ':'" not in self.problem:
            return None
        return self._colon(self.began.line if self.began.line >= 0 else self.above(self.at.line))

    def indentation(self) -> _Fault | None:
        if not self.problem.startswith("did not find expected"):
            return None
        if not self.begins():
            sign = self.sign()
            if sign in ("]", "}"):
                return _Fault(
                    self.at, f"The bracket `{sign}` closes nothing.", "Delete it, or open it before."
                )
            hint = f"{_QUOTE_IT} A text that begins with a bracket or a quote is taken for a list or a quoted text."
            return _Fault(self.at, "Something follows where the value has ended.", hint)
        line = self.line(self.at.line).lstrip()
        above = self.above(self.at.line)
        if "'-'" in self.problem and not line.startswith("- "):
            message = "This line is in a list, and does not begin with `- `."
            return _Fault(self.at, message, "Write `- ` before each item, in the column of the ones above.")
        if line.startswith(("[", "{")):
            return _Fault(
                self.at, "This line has no key and no `- `.", "Write `- ` before each item of a list."
            )
        if re.match(r"-[^\s-]", line):
            return _Fault(self.at, "The space behind `-` is missing.", "Write `- ` and then the item.")
        return _Fault(self.at, self._aligned(self.at.line, above), _ALIGN)

    def _aligned(self, number: int, above: int) -> str:
        what = "`-`" if self.line(number).lstrip().startswith("- ") else "key"
        return (
            f"This {what} is not aligned with the lines above."
            if above >= 0
            else f"This {what} stands wrong."
        )
