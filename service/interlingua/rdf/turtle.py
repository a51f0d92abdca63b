"""Canonical Turtle: the same text for the same graph, whatever the order and blank-node names it came in."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from interlingua.rdf.namespaces import CODE, DCTERMS, PREFIXES, RDF, RDFS, SKOS, XSD
from interlingua.rdf.terms import escape

_LOCAL: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_CODE_LIST: Final = re.compile(re.escape(CODE) + r"([A-Za-z][A-Za-z0-9-]*)/")
_INTEGER: Final = re.compile(r"[+-]?[0-9]+")
_FIRST: Final = (RDF + "type", RDFS + "label", SKOS + "prefLabel", DCTERMS + "title", SKOS + "definition")
_LANGUAGES: Final = {"en": "0", "fr": "1", "es": "2", "pt": "3", "ar": "4"}
_LIST: Final = {RDF + "first", RDF + "rest"}


def write_turtle(triples: Iterable[Triple], prefixes: Mapping[str, str] | None = None) -> str:
    """The document. Blank nodes that one statement points to stand inside it, lists in brackets.

    `prefixes` come on top of the shared ones; each code list has one of its own. Subjects are in order of their
    IRI. Raises ValueError where blank nodes form a circle or are pointed to twice: such a graph has no canonical text here.
    """
    return _Writer(triples, prefixes or {}).text()


class _Writer:
    def __init__(self, triples: Iterable[Triple], prefixes: Mapping[str, str]) -> None:
        statements = list(dict.fromkeys(triples))
        self._about: dict[Any, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for triple in statements:
            self._about[triple.subject][triple.predicate.value].append(triple.object)
        self._pointed = Counter(t.object for t in statements if isinstance(t.object, BlankNode))
        self._known = self._prefixes(statements, {**PREFIXES, **prefixes})
        self._homes = {home: name for name, home in self._known.items()}
        self._used: set[str] = set()
        self._written: set[Any] = set()

    def text(self) -> str:
        named = sorted((s for s in self._about if isinstance(s, NamedNode)), key=lambda s: s.value)
        parts = [self._block(self._term(subject, 0), subject) for subject in named]
        loose = [s for s in self._about if isinstance(s, BlankNode) and not self._pointed[s]]
        parts += sorted(self._block("[]", subject) for subject in loose)
        if len(self._written) != len(self._about):
            raise ValueError("blank nodes point to each other in a circle")
        head = "".join(f"@prefix {name}: <{self._known[name]}> .\n" for name in sorted(self._used))
        return "\n".join([head, *parts])

    @staticmethod
    def _prefixes(statements: Iterable[Triple], known: dict[str, str]) -> dict[str, str]:
        lists = {
            match[1]
            for triple in statements
            for term in (triple.subject, triple.object)
            if isinstance(term, NamedNode) and (match := _CODE_LIST.match(term.value))
        }
        for name in sorted(lists):
            known[name if name not in known else f"code-{name}"] = f"{CODE}{name}/"
        return known

    def _block(self, name: str, subject: Any) -> str:
        return f"{name} {self._inside(subject, 1)} .\n"

    def _inside(self, subject: Any, depth: int) -> str:
        if subject in self._written:
            raise ValueError("a blank node is pointed to twice")
        self._written.add(subject)
        about = self._about[subject]
        order = sorted(about, key=lambda p: (_FIRST.index(p) if p in _FIRST else len(_FIRST), p))
        break_ = "\n" + "    " * depth
        lines = []
        for predicate in order:
            name = "a" if predicate == RDF + "type" else self._iri(predicate)
            values = sorted((_rank(o), self._term(o, depth)) for o in about[predicate])
            joint = " ,\n" + " " * (4 * depth + len(name) + 1)
            lines.append(f"{name} {joint.join(text for _, text in values)}")
        return f" ;{break_}".join(lines)

    def _term(self, term: Any, depth: int) -> str:
        if isinstance(term, NamedNode):
            return "()" if term.value == RDF + "nil" and depth else self._iri(term.value)
        if isinstance(term, Literal):
            return self._literal(term)
        if not isinstance(term, BlankNode):
            raise ValueError("a statement about a statement")
        if self._pointed[term] > 1:
            raise ValueError("a blank node is pointed to twice")
        members = self._members(term)
        if members is not None:
            return f"( {' '.join(self._term(m, depth + 1) for m in members)} )"
        if not self._about.get(term):
            return "[]"
        inner = "    " * (depth + 1)
        return f"[\n{inner}{self._inside(term, depth + 1)}\n{'    ' * depth}]"

    def _members(self, node: Any) -> list[Any] | None:
        """The members of a list that has nothing else said of it; None where it is no such list."""
        cells, members = [], []
        while isinstance(node, BlankNode):
            about = self._about.get(node, {})
            if set(about) != _LIST or any(len(values) != 1 for values in about.values()):
                return None
            if cells and self._pointed[node] > 1:
                return None
            cells.append(node)
            members.append(about[RDF + "first"][0])
            node = about[RDF + "rest"][0]
        if not (isinstance(node, NamedNode) and node.value == RDF + "nil"):
            return None
        self._written.update(cells)
        return members

    def _literal(self, literal: Literal) -> str:
        text = f'"{escape(literal.value)}"'
        if literal.language:
            return f"{text}@{literal.language}"
        datatype = literal.datatype.value
        if datatype == XSD + "string":
            return text
        if datatype == XSD + "boolean" and literal.value in ("true", "false"):
            return literal.value
        if datatype == XSD + "integer" and _INTEGER.fullmatch(literal.value):
            return literal.value
        return f"{text}^^{self._iri(datatype)}"

    def _iri(self, iri: str) -> str:
        cut = max(iri.rfind("/"), iri.rfind("#"), iri.rfind(":")) + 1
        name = self._homes.get(iri[:cut])
        if name is None or not _LOCAL.fullmatch(iri, cut):
            return f"<{iri}>"
        self._used.add(name)
        return f"{name}:{iri[cut:]}"


def _rank(term: Any) -> str:
    """English first, then the other languages as everywhere else; whatever has none by its text."""
    return _LANGUAGES.get(term.language or "", "5") if isinstance(term, Literal) else "5"
