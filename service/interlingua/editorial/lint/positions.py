"""Where statements stand in a file: a light scan, because RDF parsers forget lines.

It reads Turtle and TriG well enough to find subject, predicate and object of a statement, and never fails: what it
cannot read it steps over, so that a broken file still says where its subjects are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urljoin

from interlingua.rdf.namespaces import RDF

_TOKEN: Final = re.compile(
    r"""
    (?P<space>(?:\s|\#[^\n\r]*)+)
  | (?P<iri><[^\x00-\x20<>"{}|^`]*>)
  | (?P<text>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
  | (?P<blank>_:[\w](?:[\w.\-]*[\w\-])?)
  | (?P<directive>@prefix\b|@base\b|(?:PREFIX|BASE)\b(?=\s))
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>(?:[^\W\d_](?:[\w.\-]*[\w\-])?)?:(?:(?:[\w:\-]|%[0-9A-Fa-f]{2}|\\.)(?:(?:[\w:.\-]|%[0-9A-Fa-f]{2}|\\.)*(?:[\w:\-]|%[0-9A-Fa-f]{2}|\\.))?)?)
  | (?P<number>[+-]?(?:\d+\.\d*[eE][+-]?\d+|\.?\d+[eE][+-]?\d+|\d*\.\d+|\d+))
  | (?P<word>[A-Za-z]+)
  | (?P<sign>\^\^|[.;,\[\](){}])
  | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ESCAPE: Final = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_CHARACTERS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
Object = tuple[str, str]
"""What tells objects apart: the IRI and "", or the text and its language."""


def _unescape(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        code = match[1]
        return chr(int(code[1:], 16)) if len(code) > 1 else _CHARACTERS.get(code, code)

    return _ESCAPE.sub(one, text) if "\\" in text else text


@dataclass(slots=True)
class Positions:
    """Lines of one file, from 1. A statement inside `[ ... ]` is also found under the subject around it."""

    subjects: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Where each block about a subject begins."""
    typed: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Where the blocks begin that give a subject a type."""
    statements: dict[tuple[str, str], int] = field(default_factory=dict)
    objects: dict[tuple[str, str, Object], int] = field(default_factory=dict)
    mentions: dict[str, int] = field(default_factory=dict)
    """The first line where an IRI stands at all."""

    def line(self, subject: str, predicate: str | None = None, value: Object | None = None) -> int | None:
        """The best line for a statement: of the object, else the predicate, else the subject, else a mention."""
        if predicate is not None:
            if value is not None and (subject, predicate, value) in self.objects:
                return self.objects[subject, predicate, value]
            if (subject, predicate) in self.statements:
                return self.statements[subject, predicate]
        if subject in self.subjects:
            return self.subjects[subject][0]
        return self.mentions.get(subject)


class _Scan:
    def __init__(self, text: str, base: str) -> None:
        self.text, self.base = text, base
        self.starts = [0, *(m.end() for m in re.finditer("\n", text))]
        self.prefixes: dict[str, str] = {}
        self.found = Positions()
        self.frames: list[list[str | None]] = [[None, None]]
        """Open brackets: [subject, predicate]; None is what comes next."""
        self.lists: list[str] = []

    def line(self, start: int) -> int:
        return bisect_right(self.starts, start)

    def run(self) -> Positions:
        tokens = [m for m in _TOKEN.finditer(self.text) if m.lastgroup not in ("space", "other")]
        at = 0
        while at < len(tokens):
            at = self._token(tokens, at)
        return self.found

    def _token(self, tokens: list[re.Match[str]], at: int) -> int:
        token = tokens[at]
        kind, text = token.lastgroup, token[0]
        if kind == "directive":
            return self._directive(tokens, at)
        if kind == "sign":
            self._sign(text, token.start())
        elif kind == "text":
            edge = 3 if text.startswith(('"""', "'''")) else 1
            language = ""
            if at + 1 < len(tokens) and tokens[at + 1].lastgroup == "language":
                at += 1
                language = tokens[at][0][1:].lower()
            elif at + 2 < len(tokens) and tokens[at + 1][0] == "^^":
                at += 2
            self._term((_unescape(text[edge:-edge]), language), token.start(), iri=False)
        elif kind == "word" and text == "a" and self.frames[-1][1] is None:
            self._term((RDF + "type", ""), token.start(), iri=True)
        elif kind in ("number", "word", "blank"):
            self._term(("" if kind == "blank" else text, ""), token.start(), iri=False)
        elif kind in ("iri", "name"):
            self._term((self._iri(text), ""), token.start(), iri=True)
        return at + 1

    def _directive(self, tokens: list[re.Match[str]], at: int) -> int:
        is_base = tokens[at][0].lower().endswith("base")
        rest = tokens[at + 1 : at + (2 if is_base else 3)]
        if is_base and rest:
            self.base = self._iri(rest[0][0])
        elif len(rest) == 2 and rest[0][0].endswith(":"):
            self.prefixes[rest[0][0][:-1]] = self._iri(rest[1][0])
        return at + 1 + len(rest)

    def _iri(self, text: str) -> str:
        if text.startswith("<"):
            written = _unescape(text[1:-1])
            return written if re.match(r"[A-Za-z][\w+.-]*:", written) else urljoin(self.base, written)
        prefix, _, local = text.partition(":")
        return self.prefixes.get(prefix, prefix + ":") + re.sub(r"\\(.)", r"\1", local)

    def _sign(self, sign: str, start: int) -> None:
        frame = self.frames[-1]
        if sign == ";":
            frame[1] = None
        elif sign == "[":
            self._term(("", ""), start, iri=False)
            self.frames.append([frame[0] or "", None])
        elif sign == "]" and len(self.frames) > 1:
            self.frames.pop()
        elif sign == "(":
            self._term(("", ""), start, iri=False)
        elif sign in "{}" or (sign == "." and len(self.frames) == 1):
            self.frames = [[None, None]]

    def _term(self, value: Object, start: int, *, iri: bool) -> None:
        line, frame = self.line(start), self.frames[-1]
        if iri:
            self.found.mentions.setdefault(value[0], line)
        if frame[0] is None:
            frame[0] = value[0]
            if iri:
                self.found.subjects[value[0]].append(line)
        elif frame[1] is None:
            frame[1] = value[0]
            if value[0] == RDF + "type" and len(self.frames) == 1 and frame[0] in self.found.subjects:
                block = self.found.subjects[frame[0]][-1]
                if block not in self.found.typed[frame[0]]:
                    self.found.typed[frame[0]].append(block)
            self.found.statements.setdefault((frame[0], value[0]), line)
        else:
            self.found.objects.setdefault((frame[0], frame[1], value), line)


def turtle(text: str, base: str = "") -> Positions:
    """The positions of a Turtle or TriG document."""
    return _Scan(text, base).run()


_JSON_NAME: Final = re.compile(r'("@id"\s*:\s*)?"([A-Za-z][\w+.-]*:[^"\s]+)"')


def json_ld(text: str, expand: dict[str, str]) -> Positions:
    """The positions of a JSON-LD document: where each name stands. `expand` maps prefixes to namespaces."""
    found = Positions()
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    for match in _JSON_NAME.finditer(text):
        written, line = match[2], bisect_right(starts, match.start(2))
        prefix, _, local = written.partition(":")
        for name in {written, expand.get(prefix, prefix + ":") + local}:
            found.mentions.setdefault(name, line)
            if match[1]:
                found.subjects[name].append(line)
    return found


def plain(text: str) -> Positions:
    """The positions in N-Triples, RDF/XML and whatever else: the lines where an IRI stands written out."""
    found = Positions()
    for number, line in enumerate(text.splitlines(), 1):
        for match in re.finditer(r'<(\S+?)>|rdf:(?:about|ID|resource)="([^"]+)"', line):
            name = match[1] or match[2]
            found.mentions.setdefault(name, number)
            at_start = match[2] is None and match.start() == 0
            if at_start or match[0].startswith(("rdf:about", "rdf:ID")):
                found.subjects[name].append(number)
    return found


def object_of(value: object) -> Object | None:
    """What a pyoxigraph term is called in `Positions`."""
    if value is None:
        return None
    text = str(getattr(value, "value", value))
    return text, str(getattr(value, "language", None) or "").lower()
