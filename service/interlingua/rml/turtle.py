"""Turtle (https://www.w3.org/TR/turtle/) to triples that know their line and column.

pyoxigraph reads the document first, so that what is not Turtle is refused as any parser would; this
reader only adds the places, which RDF libraries forget. A test holds the two readers together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from interlingua.errors import MappingError, Place
from interlingua.rdf.namespaces import RDF, XSD
from interlingua.rml.model import Constant

Triple = tuple[Constant, str, Constant, Place]
BASE = "https://w3id.org/interlingua/document/"
"""What relative IRIs of a document without @base are relative to: names of its own parts."""

_TOKEN = re.compile(
    r"""
    (?P<space>(?:\s|\#[^\n\r]*)+)
  | (?P<iri><[^\x00-\x20<>"{}|^`]*>)
  | (?P<long>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*''')
  | (?P<short>"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
  | (?P<blank>_:[\w](?:[\w.\-·]*[\w\-·])?)
  | (?P<number>[+-]?(?:[0-9]+\.[0-9]*[eE][+-]?[0-9]+|\.?[0-9]+[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+))
  | (?P<directive>@prefix\b|@base\b)
  | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<name>(?:[^\W\d_](?:[\w.\-·]*[\w\-·])?)?:(?:(?:[\w:\-·]|%[0-9A-Fa-f]{2}|\\.)(?:(?:[\w:.\-·]|%[0-9A-Fa-f]{2}|\\.)*(?:[\w:\-·]|%[0-9A-Fa-f]{2}|\\.))?)?)
  | (?P<word>[A-Za-z]+)
  | (?P<sign>\^\^|[.;,\[\]()])
    """,
    re.VERBOSE | re.DOTALL,
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)
_CHARACTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int


def _unescape(text: str) -> str:
    def one(match: re.Match[str]) -> str:
        code = match[1]
        return chr(int(code[1:], 16)) if len(code) > 1 else _CHARACTERS.get(code, code)

    return _ESCAPE.sub(one, text)


class _Reader:
    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.prefixes: dict[str, str] = {}
        self.base = BASE
        self.triples: list[Triple] = []
        self.blanks = 0
        self.tokens = self._tokens()
        self.ahead = next(self.tokens)

    def _tokens(self) -> Iterator[_Token]:
        at = 0
        while at < len(self.text):
            match = _TOKEN.match(self.text, at)
            if match is None:
                raise self.fault(at)
            if match.lastgroup != "space":
                yield _Token(match.lastgroup or "", match[0], at)
            at = match.end()
        yield _Token("end", "", at)

    def place(self, start: int) -> Place:
        line = self.text.count("\n", 0, start) + 1
        return Place(file=self.file, line=line, column=start - (self.text.rfind("\n", 0, start) + 1) + 1)

    def fault(self, start: int) -> MappingError:
        return MappingError("IL-M010", "The Turtle cannot be read here.", place=self.place(start))

    def take(self, text: str | None = None) -> _Token:
        token = self.ahead
        if text is not None and token.text != text:
            raise self.fault(token.start)
        if token.kind != "end":
            self.ahead = next(self.tokens)
        return token

    def document(self) -> list[Triple]:
        while self.ahead.kind != "end":
            word = self.ahead.text.lower()
            if self.ahead.kind == "directive" or (self.ahead.kind == "word" and word in ("prefix", "base")):
                self.directive()
            else:
                self.statement()
        return self.triples

    def directive(self) -> None:
        token = self.take()
        if token.text.lower().endswith("prefix"):
            prefix = self.take().text[:-1]
            self.prefixes[prefix] = self.iri(self.take().text)
        else:
            self.base = self.iri(self.take().text)
        if token.kind == "directive":
            self.take(".")

    def iri(self, text: str) -> str:
        written = _unescape(text[1:-1])
        if _SCHEME.match(written):  # urljoin would drop an empty fragment, as in <...#>
            return written
        return urljoin(self.base, written) + ("#" if written.endswith("#") else "")

    def statement(self) -> None:
        start = self.ahead
        if start.text == "[":
            subject = self.properties()
            if self.ahead.text != ".":
                self.predicates(subject)
        else:
            subject = self.collection() if start.text == "(" else self.term()
            self.predicates(subject)
        self.take(".")

    def predicates(self, subject: Constant) -> None:
        while True:
            while self.ahead.text == ";":
                self.take()
            if self.ahead.text in (".", "]") or self.ahead.kind == "end":
                return
            token = self.ahead
            if token.kind == "word" and token.text == "a":
                self.take()
                predicate = RDF + "type"
            else:
                predicate = self.term().value
            while True:
                place = self.place(token.start)
                # The triple before those inside its object, as the document has them.
                at = len(self.triples)
                made = self.object()
                self.triples.insert(at, (subject, predicate, made, place))
                if self.ahead.text != ",":
                    break
                token = self.take()
            if self.ahead.text != ";":
                return

    def object(self) -> Constant:
        if self.ahead.text == "[":
            return self.properties()
        return self.collection() if self.ahead.text == "(" else self.term()

    def fresh(self) -> Constant:
        self.blanks += 1
        return Constant(f"[{self.blanks}]", "blank")

    def properties(self) -> Constant:
        self.take("[")
        made = self.fresh()
        self.predicates(made)
        self.take("]")
        return made

    def collection(self) -> Constant:
        place = self.place(self.take("(").start)
        items = []
        while self.ahead.text != ")":
            items.append(self.object())
        self.take(")")
        nodes = [self.fresh() for _ in items] + [Constant(RDF + "nil", "iri")]
        for node, item, rest in zip(nodes, items, nodes[1:], strict=False):
            self.triples.append((node, RDF + "first", item, place))
            self.triples.append((node, RDF + "rest", rest, place))
        return nodes[0]

    def term(self) -> Constant:
        token = self.take()
        if token.kind == "iri":
            return Constant(self.iri(token.text), "iri")
        if token.kind == "name":
            prefix, _, local = token.text.partition(":")
            if prefix not in self.prefixes:
                raise self.fault(token.start)
            return Constant(self.prefixes[prefix] + re.sub(r"\\(.)", r"\1", local), "iri")
        if token.kind == "blank":
            return Constant(token.text[2:], "blank")
        if token.kind in ("long", "short"):
            edge = 3 if token.kind == "long" else 1
            return self.literal(_unescape(token.text[edge:-edge]))
        if token.kind == "number":
            kind = "double" if "e" in token.text.lower() else "decimal" if "." in token.text else "integer"
            return Constant(token.text, "literal", XSD + kind)
        if token.kind == "word" and token.text in ("true", "false"):
            return Constant(token.text, "literal", XSD + "boolean")
        raise self.fault(token.start)

    def literal(self, value: str) -> Constant:
        if self.ahead.kind == "language":
            return Constant(value, "literal", language=self.take().text[1:])
        if self.ahead.text == "^^":
            self.take()
            datatype = self.term().value
            return Constant(value, "literal", None if datatype == XSD + "string" else datatype)
        return Constant(value, "literal")


_PREFIX = re.compile(r"^[ \t]*@?prefix[ \t]+([^\s:]*):[ \t]*<([^>\s]*)>", re.IGNORECASE | re.MULTILINE)


def prefixes(text: str) -> list[tuple[str, str]]:
    """The prefixes that a document declares, in order."""
    return list(dict(_PREFIX.findall(text)).items())


def read(text: str, file: str) -> list[Triple]:
    """The triples of a Turtle document with the place of each predicate. Raises MappingError IL-M010."""
    import pyoxigraph

    try:
        for _ in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE, base_iri=BASE):
            pass
    except SyntaxError as error:
        # The parser says "... at line 3 column 5" itself as well.
        what = re.sub(r"^.*?: |\s+(?:at|on) line .*$", "", str(error.msg or ""))
        raise MappingError(
            "IL-M010",
            f"The Turtle cannot be read: {what or 'it is not Turtle'}.",
            place=Place(file=file, line=error.lineno, column=error.offset),
        ) from error
    try:
        return _Reader(text, file).document()
    except RecursionError as error:
        raise MappingError(
            "IL-M010", "The Turtle is nested too deeply.", place=Place(file=file, line=1)
        ) from error
