"""A look at a query before it runs: its form, its dataset clauses, its size. A lexer, not a parser.

The engine has no time or memory limit of its own, and small deep queries end its process. So what is plainly
too deep or too large, and what asks for the network, is refused here; the disposable process is the
fence behind. Where our reading of a text and the engine's could differ, the text is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urljoin

from interlingua.errors import QueryError
from interlingua.sparql.negotiate import Form

MAX_DEPTH: Final = 64
MAX_PATTERNS: Final = 256
MAX_UNIONS: Final = 128
MAX_VALUES: Final = 20_000
MAX_TOKENS: Final = 20_000

_TOKEN: Final = re.compile(
    r"""
      (?P<skip>[\s]+|\#[^\n\r]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*+\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*+'{3}
                |\"(?:[^"\\\n\r]|\\.)*+\" | '(?:[^'\\\n\r]|\\.)*+')
    | (?P<var>[?$]\w+)
    | (?P<pname>(?:[^\W\d](?:[\w.\-]{0,100}[\w\-])?)?:(?:[\w\-:%]|\\.|\.(?=[\w\-:%\\.]))*)
    | (?P<lang>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    | (?P<word>[^\W\d]\w*)
    | (?P<escape>\\.)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_UPDATE: Final = {
    "INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "WITH",
}  # fmt: skip
_FORMS: Final[dict[str, Form]] = {
    "SELECT": "select", "ASK": "ask", "CONSTRUCT": "construct", "DESCRIBE": "describe",
}  # fmt: skip
_CLOSE: Final = {")": "(", "}": "{", "]": "["}


@dataclass(slots=True)
class Survey:
    """What a look tells. `form` is None where no query form was found: the engine will say why."""

    form: Form | None = None
    default_graphs: list[str] = field(default_factory=list)
    named_graphs: list[str] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=dict)
    depth: int = 0
    patterns: int = 0
    unions: int = 0
    values: int = 0
    tokens: int = 0

    @property
    def has_dataset(self) -> bool:
        """Whether the query says FROM."""
        return bool(self.default_graphs or self.named_graphs)


def survey(text: str, *, max_bytes: int, base_iri: str | None = None) -> Survey:
    """Look through `text`. Raises QueryError: IL-Q006 (too large, too deep), IL-Q002 (refused)."""
    if len(text) > max_bytes or len(text.encode("utf-8", "surrogatepass")) > max_bytes:
        raise _too_much(f"The query is longer than {max_bytes} bytes.")
    return _Look(base_iri).through(text)


class _Look:
    """One pass over the tokens."""

    def __init__(self, base_iri: str | None) -> None:
        self.found = Survey()
        self.base = base_iri
        self.open: list[str] = []
        self.hidden = 0
        self.values_at: int | None = None
        self.awaiting: list[str] = []
        """Keywords whose operand comes next: PREFIX, BASE, FROM, NAMED, VALUES."""

    def through(self, text: str) -> Survey:
        position = 0
        while position < len(text):
            match = _TOKEN.match(text, position)
            assert match is not None, "the last alternative takes any character"
            position = match.end()
            kind, token = str(match.lastgroup), match.group()
            if kind == "skip":
                continue
            self.found.tokens += self.values_at is None
            if self.found.tokens > MAX_TOKENS:
                raise _too_much(f"The query has more than {MAX_TOKENS} tokens.")
            self._token(kind, token)
        return self.found

    def _token(self, kind: str, token: str) -> None:
        if kind == "word":
            self._word(token.upper())
        elif kind == "iri":
            self._iri(token)
        elif kind == "pname":
            self._pname(token)
        elif kind == "escape":
            if token[1] in "uU":
                raise _refused("Codepoint escapes (\\u) are allowed inside strings only.")
        elif kind == "other":
            self._bracket_or_separator(token)
        elif self.values_at is not None:
            self._value()

    def _word(self, word: str) -> None:
        # The engine's keywords need no space after them: `trueSERVICE<...>` is read as two words there.
        if "SERVICE" in word or word == "LOAD":
            raise _refused("SERVICE and LOAD are not allowed: a query here reaches no other address.")
        if self.found.form is None:
            if word in _UPDATE:
                raise _refused("Updates are not allowed: send records to /submissions.")
            self.found.form = _FORMS.get(word)
        if self.values_at is not None:
            self._value()
        elif word == "UNION":
            self.found.unions += 1
            if self.found.unions > MAX_UNIONS:
                raise _too_much(f"The query has more than {MAX_UNIONS} UNIONs.")
        if word == "NAMED" and self.awaiting == ["FROM"]:
            self.awaiting = ["NAMED"]
        else:
            self.awaiting = [word] if word in ("PREFIX", "BASE", "FROM", "VALUES") else []

    def _iri(self, token: str) -> None:
        # `?a<'>')SERVICE<...>{}#'` is one comparison to the engine and an IRI plus a string to us.
        if token.count("'") % 2 or re.search(r"(?i)\).*service", token):
            raise _refused("An IRI of this query cannot be told from an expression; write %27 for '.")
        opened, closed = token.count("("), token.count(")")
        self.hidden += max(0, opened - closed)
        self._deep(max(len(self.open) + self.hidden, opened))
        self._operand(self._resolve(token[1:-1]))

    def _pname(self, token: str) -> None:
        prefix, _, local = token.partition(":")
        if "SERVICE" in prefix.upper():
            raise _refused("A prefix that contains `service` cannot be told from SERVICE; rename it.")
        if self.awaiting and self.awaiting[0] == "PREFIX":
            self.awaiting = ["PREFIX", prefix]
            return
        base = self.found.prefixes.get(prefix)
        self._operand(None if base is None else base + re.sub(r"\\(.)", r"\1", local))

    def _operand(self, iri: str | None) -> None:
        """An IRI was read; give it to the keyword that waits for it."""
        waiting, self.awaiting = self.awaiting, []
        if waiting and waiting[0] == "PREFIX" and len(waiting) == 2:
            self.found.prefixes[waiting[1]] = iri or ""
        elif waiting == ["BASE"]:
            self.base = iri
        elif waiting == ["FROM"]:
            self.found.default_graphs.append(iri or "")
        elif waiting == ["NAMED"]:
            self.found.named_graphs.append(iri or "")
        elif self.values_at is not None:
            self._value()

    def _resolve(self, iri: str) -> str:
        return urljoin(self.base, iri) if self.base else iri

    def _value(self) -> None:
        self.found.values += 1
        if self.found.values > MAX_VALUES:
            raise _too_much(f"The query has more than {MAX_VALUES} values under VALUES.")

    def _bracket_or_separator(self, mark: str) -> None:
        if mark in "({[":
            self.open.append(mark)
            self._deep(len(self.open) + self.hidden)
            if mark == "{":
                if self.awaiting == ["VALUES"]:
                    self.values_at = len(self.open)
                self._pattern()
        elif mark in _CLOSE:
            if self.open and self.open[-1] == _CLOSE[mark]:
                if self.values_at == len(self.open):
                    self.values_at = None
                self.open.pop()
        elif mark in ".;," and self.open and self.open[-1] != "(":
            self._pattern()

    def _deep(self, depth: int) -> None:
        self.found.depth = max(self.found.depth, depth)
        if depth > MAX_DEPTH:
            raise _too_much(f"The query nests brackets deeper than {MAX_DEPTH}.")

    def _pattern(self) -> None:
        self.found.patterns += 1
        if self.found.patterns > MAX_PATTERNS:
            raise _too_much(f"The query has more than {MAX_PATTERNS} patterns.")


def _too_much(message: str) -> QueryError:
    return QueryError("IL-Q006", message)


def _refused(message: str) -> QueryError:
    return QueryError("IL-Q002", message)
