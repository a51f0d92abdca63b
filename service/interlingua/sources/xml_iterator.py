"""The iterator of an XML source: which of its steps can be followed while the document streams by.

Names, `*`, `//`, positions and tests of attributes are decided when an element begins; a test of what
stands in an element, when it ends: it is held until then, and what follows is asked of it as XPath.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from interlingua import xmlpath
from interlingua.errors import MappingError, Place

_PART: Final = re.compile(
    r"""(?P<sep>//?)|(?P<quoted>'[^']*'|"[^"]*")|(?P<open>\[)|(?P<close>\])|(?P<other>[^/\[\]'"]+)"""
)
_NAME: Final = re.compile(r"(?:[^\W\d][\w.\-]*:)?(?:[^\W\d][\w.\-]*|\*)")
_FUNCTIONS: Final = (
    r"\b(?:and|or|not|contains|starts-with|string-length|normalize-space|true|false|div|mod)\b"
)
_OPERATORS: Final = re.compile(r"[\s()=!<>,.\d+\-*|]*")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `tag` in Clark notation (None: any element), below its parent or, `deep`, anywhere below.

    `position` counts among the siblings of the name; `early` tests attributes, `late` what it holds.
    """

    tag: str | None
    deep: bool = False
    position: int | None = None
    early: tuple[Any, ...] = ()
    late: str = ""

    def fits(self, element: Any, position: int) -> bool:
        """Whether an element that has just begun may be the one."""
        if self.tag is not None and element.tag != self.tag:
            return False
        if self.position is not None and position != self.position:
            return False
        return all(test(element) for test in self.early)


@dataclass(frozen=True, slots=True)
class Iterator:
    """Steps to the elements that are held one at a time, and how the rows are found in each of them.

    No steps: the document as a whole is held. `rest` None: the element is the row.
    """

    steps: tuple[Step, ...]
    rest: Any = None
    anywhere: Any = None
    """The iterator without positions: what finds the row in a document of that row alone."""

    @property
    def tags(self) -> tuple[str, ...] | None:
        """The names that matter, where each step has one and stands just below the one before it."""
        names = [step.tag for step in self.steps if step.tag is not None and not step.deep]
        return tuple(dict.fromkeys(names)) if names and len(names) == len(self.steps) else None


def read_iterator(text: str, namespaces: xmlpath.Namespaces, climb: int, place: Place | None) -> Iterator:
    """The iterator that `text` writes; rows may look at what `climb` elements around them hold.

    Raises MappingError IL-M006 where it is no XPath of elements.
    """
    written = text.strip() or "/*"
    if not written.startswith("/"):
        written = f"/{written}"
    try:
        parts = _steps(written)
        steps = [_step(sep, words, namespaces) for sep, words in parts] if parts else None
        whole = xmlpath.compiled(written, namespaces)
        if steps is None or None in steps or not parts:
            return Iterator((), whole, whole)
        bare = "".join(sep + words.split("[")[0] for sep, words in parts)
        anywhere = xmlpath.compiled(bare, namespaces)
        return _held([s for s in steps if s], parts, climb, whole, anywhere, namespaces)
    except ValueError as error:
        raise MappingError(
            "IL-M006", f"`{text}` is not an XPath of elements: {error}.", place=place,
            hint="Write names from the root, as /homes/home, tests as /homes/home[@id='1'].",
        ) from error  # fmt: skip


def _held(
    steps: list[Step], parts: list[tuple[str, str]], climb: int, whole: Any, anywhere: Any, spaces: xmlpath.Namespaces
) -> Iterator:  # fmt: skip
    last = len(steps) - 1
    at = next((n for n, step in enumerate(steps) if step.late), last)
    if climb:
        deep = next((n for n in range(len(steps)) if steps[n].deep and n > last - climb), None)
        at = min(at, last - climb if deep is None else min(deep - 1, last - climb))
    if at < 0:
        return Iterator((), whole, anywhere)
    below = "".join(sep + words for sep, words in parts[at + 1 :])
    late = steps[at].late
    rest = xmlpath.compiled(f"self::*{late}{below}", spaces) if late or below else None
    return Iterator(tuple(steps[: at + 1]), rest, anywhere)


def _steps(text: str) -> list[tuple[str, str]] | None:
    """The steps as (`/` or `//`, the rest as written); None where an XPath has more than steps."""
    found: list[tuple[str, str]] = []
    depth = at = 0
    for match in _PART.finditer(text):
        if match.start() != at:
            return None
        at = match.end()
        depth += bool(match["open"]) - bool(match["close"])
        if match["sep"] and not depth:
            found.append((match["sep"], ""))
        elif not found:
            return None
        else:
            found[-1] = (found[-1][0], found[-1][1] + match.group())
    return found if at == len(text) and not depth else None


def _step(separator: str, words: str, namespaces: xmlpath.Namespaces) -> Step | None:
    match = _NAME.match(words)
    if match is None:
        return None
    tests = _predicates(words[match.end() :].strip())
    if tests is None:
        return None
    name = match.group()
    if name.endswith(":*"):
        return None
    tag = None if name == "*" else xmlpath.qualified(name, dict(namespaces))
    position: int | None = None
    early: list[Any] = []
    late: list[str] = []
    for number, test in enumerate(tests):
        if test.isdigit() and number == 0:
            position = int(test)
        elif re.search(r"\b(?:position|last)\s*\(|^\s*\d", _unquoted(test)):
            return None
        elif not late and _of_attributes(test):
            early.append(xmlpath.compiled(f"boolean(self::*[{test}])", namespaces))
        else:
            late.append(f"[{test}]")
    return Step(tag, separator == "//", position, tuple(early), "".join(late))


def _predicates(text: str) -> list[str] | None:
    found: list[str] = []
    depth = 0
    for match in _PART.finditer(text):
        if match["open"]:
            depth += 1
            if depth == 1:
                found.append("")
                continue
        elif match["close"]:
            depth -= 1
            if depth == 0:
                continue
        if depth == 0:
            if match.group().strip():
                return None
            continue
        found[-1] += match.group()
    return [test.strip() for test in found] if depth == 0 else None


def _unquoted(test: str) -> str:
    return re.sub(r"'[^']*'|\"[^\"]*\"", " ", test)


def _of_attributes(test: str) -> bool:
    """Whether a test can be decided when the element begins."""
    rest = re.sub(r"@(?:[\w.\-]+:)?(?:[\w.\-]+|\*)", " ", _unquoted(test))
    return _OPERATORS.fullmatch(re.sub(_FUNCTIONS, " ", rest)) is not None
